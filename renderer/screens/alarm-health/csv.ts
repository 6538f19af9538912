/** The figures and tables of the alarm system's health as a CSV text for the clipboard. */
import type { TFunction } from 'i18next'
import { csvFile, numberCell, textCell } from '../../../shared/format/csv.ts'
import { iso } from '../../../shared/format/time.ts'
import type { AlarmHealth } from '../../../shared/model/alarm-health.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'

type Names = { readonly station: (id: number) => string; readonly rule: (id: string) => string }

/** Times are ISO 8601 at +07, shares are ratios. */
export function healthCsv(health: AlarmHealth, t: TFunction, { station, rule }: Names): string {
  const { acknowledgement, shelves } = health
  const line = (name: string, value: number | null, decimals = 0): string[] => [textCell(name), numberCell(value, decimals)]
  const rows: string[][] = [
    [textCell(t('alarmHealth.title')), iso(health.from), iso(health.to)],
    line(t('alarmHealth.figure.raised'), health.raised),
    line(t('alarmHealth.figure.suppressed'), health.suppressed),
    line(t('alarmHealth.operators'), health.operators.count),
    line(t('alarmHealth.figure.rate'), health.perHour, 2),
    line(t('alarmHealth.figure.peak'), health.peak?.alarms ?? null, 1),
    line(t('alarmHealth.figure.floods'), health.floods.length),
    line(t('alarmHealth.floodShare'), health.floodShare, 4),
    line(t('alarmHealth.figure.standing'), health.standing.count),
    line(t('alarmHealth.figure.chattering'), health.chattering.count),
    line(t('alarmHealth.figure.worst'), health.sources.share, 4),
    line(t('alarmHealth.figure.acknowledge'), acknowledgement.all.median),
    line(t('alarmHealth.p90'), acknowledgement.all.p90),
    [],
    [textCell(t('alarmHealth.table.floods'))],
    ...health.floods.map((one) => [iso(one.from), iso(one.to), numberCell(one.alarms, 0), numberCell(one.peak, 0)]),
    [],
    [textCell(t('alarmHealth.table.sources'))],
    ...health.sources.rows.map((one) => [
      textCell(station(one.stationId)),
      textCell(rule(one.ruleId)),
      numberCell(one.alarms, 0),
      numberCell(one.share, 4),
    ]),
    [],
    [textCell(t('alarmHealth.table.chattering'))],
    ...health.chattering.rows.map((one) => [textCell(station(one.stationId)), textCell(rule(one.ruleId)), numberCell(one.times, 0)]),
    [],
    [textCell(t('alarmHealth.table.standing'))],
    ...health.standing.rows.map((one) => [textCell(station(one.stationId)), textCell(rule(one.ruleId)), iso(one.raisedAt)]),
    [],
    [textCell(t('alarmHealth.table.acknowledge'))],
    ...SEVERITIES.map((severity) => {
      const one = acknowledgement.bySeverity[severity]
      const cells = [one.acknowledged, one.waiting, one.median, one.p90].map((value) => numberCell(value, 0))
      return [textCell(t(`common.severity.${severity}`)), ...cells]
    }),
    [],
    [textCell(t('alarmHealth.table.shelves'))],
    ...shelves.troubled.map((one) => [
      textCell(station(one.stationId)),
      textCell(rule(one.ruleId)),
      textCell(t(`alarmHealth.trouble.${one.trouble}`)),
      iso(one.until),
    ]),
  ]
  return csvFile(rows)
}
