/** Alarms as text: rows for the clipboard, and a file that opens in a spreadsheet. */
import type { TFunction } from 'i18next'
import { csvFile, numberCell, textCell } from '../../../shared/format/csv.ts'
import { plain } from '../../../shared/format/plain.ts'
import { dayOf, iso, moment } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { saveFile } from '../../app/save.ts'
import { toast } from '../../components/Toast.tsx'
import { stateOf, type AlarmView } from '../alarms/view.ts'
import { alarmValue } from './columns.tsx'

/** One line a row, cells by tabs: pastes into a chat as well as into a sheet. */
export function rowsText(rows: readonly AlarmView[], t: TFunction, locale: Locale): string {
  return rows
    .map((row) =>
      [
        t(`common.severity.${row.alarm.severity}`),
        row.title,
        row.code,
        row.station,
        row.commune,
        alarmValue(row, t, locale),
        moment(row.alarm.raisedAt, locale),
        t(`alarms.state.${stateOf(row.alarm)}`),
        row.alarm.assignedTo ?? '',
      ]
        .map(plain)
        .join('\t'),
    )
    .join('\n')
}

export function copyRows(rows: readonly AlarmView[], t: TFunction, locale: Locale): void {
  void navigator.clipboard
    ?.writeText(rowsText(rows, t, locale))
    .then(() => toast({ text: t('alarms.copied', { n: rows.length }), tone: 'plain' }))
}

/** The whole file, times with their offset. */
export function rowsCsv(rows: readonly AlarmView[], t: TFunction, locale: Locale): string {
  const head = (id: string) => t(`alarms.column.${id}`)
  const time = (at: number | null) => (at === null ? '' : iso(at))
  return csvFile([
    [
      head('severity'),
      head('title'),
      head('code'),
      head('station'),
      head('commune'),
      head('value'),
      head('raised'),
      head('cleared'),
      head('count'),
      head('state'),
      head('assigned'),
      head('by'),
      head('shelved'),
      head('incident'),
    ].map(textCell),
    ...rows.map((row) => {
      const { alarm } = row
      return [
        textCell(t(`common.severity.${alarm.severity}`)),
        textCell(row.title),
        textCell(row.code),
        textCell(row.station),
        textCell(row.commune),
        textCell(alarmValue(row, t, locale)),
        time(alarm.raisedAt),
        time(alarm.clearedAt),
        numberCell(alarm.count, 0),
        textCell(t(`alarms.state.${stateOf(alarm)}`)),
        textCell(alarm.assignedTo ?? ''),
        textCell(alarm.acknowledgedBy ?? ''),
        time(alarm.shelvedUntil),
        numberCell(alarm.incidentId, 0),
      ]
    }),
  ])
}

export function saveRows(rows: readonly AlarmView[], t: TFunction, locale: Locale): void {
  saveFile(`${t('alarms.file')}-${dayOf(Date.now())}.csv`, rowsCsv(rows, t, locale))
}
