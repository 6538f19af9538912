/** What stands behind the figures: floods, worst sources, chattering, long standing, acknowledgement by severity, forgotten shelves; each row leads to its alarms. */
import type { ReactNode } from 'react'
import { useWords } from '../../app/i18n.ts'
import { SeverityIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { NONE, number, percent } from '../../../shared/format/number.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import type { AlarmHealth } from '../../../shared/model/alarm-health.ts'
import { SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import { zoom } from '../../charts/usePeriod.ts'
import { HealthTable } from './HealthTable.tsx'
import css from './AlarmHealth.module.css'

export type Names = { readonly station: (id: number) => string; readonly rule: (id: string) => string }
type Row = { stationId: number; ruleId: string; severity: Severity; alarmId?: number }

const SHOWN = 12

export function Tables({ health, names }: { health: AlarmHealth; names: Names }) {
  const { t, locale } = useWords()
  const whole = (n: number) => number(n, locale)
  const seconds = (value: number | null): ReactNode => (value === null ? NONE : duration(value * 1000, locale))
  const of = (one: Row): ReactNode[] => [<Station key="s" id={one.stationId} names={names} />, <Rule key="r" row={one} names={names} />]
  const station = { name: t('alarmHealth.head.station') }
  const alarm = { name: t('alarmHealth.head.alarm') }
  const right = (name: string) => ({ name, end: true })
  const more = (count: number, shown: number) =>
    count > shown ? t('alarmHealth.shown', { shown: whole(shown), all: whole(count) }) : whole(count)
  const { floods, sources, chattering, standing, acknowledgement, shelves } = health
  return (
    <div className={css.tables}>
      <HealthTable
        title={t('alarmHealth.table.floods')}
        note={more(floods.length, SHOWN)}
        none={t('alarmHealth.none.floods')}
        heads={[
          { name: t('alarmHealth.head.from') },
          right(t('alarmHealth.head.lasted')),
          right(t('alarmHealth.head.alarms')),
          right(t('alarmHealth.head.peak')),
        ]}
        rows={floods
          .toSorted((a, b) => b.alarms - a.alarms)
          .slice(0, SHOWN)
          .map((one) => ({
            key: String(one.from),
            cells: [
              <button
                key="f"
                type="button"
                className={css.link}
                onClick={() => zoom.to({ from: one.from - 600_000, to: one.to + 600_000 })}
              >
                {moment(one.from, locale)}
              </button>,
              duration(one.to - one.from, locale),
              whole(one.alarms),
              whole(one.peak),
            ],
          }))}
      />
      <HealthTable
        title={t('alarmHealth.table.sources')}
        note={sources.share === null ? undefined : t('alarmHealth.ofAll', { share: percent(sources.share, locale, 0) })}
        none={t('alarmHealth.none.sources')}
        heads={[station, alarm, right(t('alarmHealth.head.alarms')), right(t('alarmHealth.head.share'))]}
        rows={sources.rows.map((one) => ({
          key: `${one.stationId}/${one.deviceId}/${one.ruleId}`,
          cells: [...of(one), whole(one.alarms), percent(one.share, locale, 1)],
        }))}
      />
      <HealthTable
        title={t('alarmHealth.table.chattering')}
        note={more(chattering.count, Math.min(SHOWN, chattering.rows.length))}
        none={t('alarmHealth.none.chattering')}
        heads={[station, alarm, right(t('alarmHealth.head.times'))]}
        rows={chattering.rows.slice(0, SHOWN).map((one) => ({ key: String(one.alarmId), cells: [...of(one), whole(one.times)] }))}
      />
      <HealthTable
        title={t('alarmHealth.table.standing')}
        note={more(standing.count, Math.min(SHOWN, standing.rows.length))}
        none={t('alarmHealth.none.standing')}
        heads={[station, alarm, right(t('alarmHealth.head.since'))]}
        rows={standing.rows.slice(0, SHOWN).map((one) => ({
          key: String(one.alarmId),
          cells: [...of(one), <Age key="a" at={one.raisedAt} />],
        }))}
      />
      <HealthTable
        title={t('alarmHealth.table.acknowledge')}
        none=""
        heads={[
          { name: t('alarmHealth.head.severity') },
          right(t('alarmHealth.head.acknowledged')),
          right(t('alarmHealth.head.waiting')),
          right(t('alarmHealth.head.median')),
          right(t('alarmHealth.head.p90')),
        ]}
        rows={SEVERITIES.map((severity) => {
          const one = acknowledgement.bySeverity[severity]
          return {
            key: severity,
            cells: [
              <SeverityIcon key="s" severity={severity} word />,
              whole(one.acknowledged),
              whole(one.waiting),
              seconds(one.median),
              seconds(one.p90),
            ],
          }
        })}
      />
      <HealthTable
        title={t('alarmHealth.table.shelves')}
        note={t('alarmHealth.shelvedNow', { n: whole(shelves.count) })}
        none={t('alarmHealth.none.shelves')}
        heads={[station, alarm, { name: t('alarmHealth.head.trouble') }, right(t('alarmHealth.head.until'))]}
        rows={shelves.troubled.slice(0, SHOWN).map((one) => ({
          key: String(one.alarmId),
          cells: [
            ...of(one),
            one.trouble === 'repeated' ? t('alarmHealth.repeated', { n: whole(one.times) }) : t(`alarmHealth.trouble.${one.trouble}`),
            moment(one.until, locale),
          ],
        }))}
      />
    </div>
  )
}

function Station({ id, names }: { id: number; names: Names }) {
  const name = names.station(id)
  return id === 0 ? <span>{name}</span> : <a href={`#/stations/${id}`}>{name}</a>
}

function Rule({ row, names }: { row: Row; names: Names }) {
  const name = names.rule(row.ruleId)
  return (
    <span className={css.rule}>
      <SeverityIcon severity={row.severity} size={11} />
      <a href={row.alarmId === undefined ? '#/alarms/rules' : `#/alarms/list?alarm=${row.alarmId}`}>{name}</a>
    </span>
  )
}
