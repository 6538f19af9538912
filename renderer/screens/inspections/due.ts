/** Stations by days since the last inspection: joined with their names, the remote ones first among equals, and filtered. */
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import type { OutputOf } from '../../app/client.ts'
import type { StationBook } from '../alarms/view.ts'

export type Due = OutputOf<'inspections.due'>[number]
export type DueView = Due & {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly commune: string
  readonly remote: StationRow['remoteClass']
  readonly text: string
}

const FAR: Record<StationRow['remoteClass'], number> = { veryRemote: 0, remote: 1, near: 2 }

/** Overdue first, never inspected before inspected, farthest first, longest ago first. Retired stations are left out. */
export function dueViews(rows: readonly Due[], book: StationBook): DueView[] {
  const views: DueView[] = []
  for (const row of rows) {
    const station = book.station(row.stationId)
    if (!station || station.retired) continue
    const commune = book.commune(station.communeId)
    views.push({
      ...row,
      id: row.stationId,
      code: station.code,
      name: station.name,
      commune,
      remote: station.remoteClass,
      text: fold(`${station.code} ${station.name} ${commune}`),
    })
  }
  return views.sort(
    (a, b) =>
      Number(b.overdue) - Number(a.overdue) ||
      Number(a.days !== null) - Number(b.days !== null) ||
      FAR[a.remote] - FAR[b.remote] ||
      (b.days ?? 0) - (a.days ?? 0) ||
      a.code.localeCompare(b.code),
  )
}

export function filterDue(rows: readonly DueView[], text: string, onlyOverdue: boolean): DueView[] {
  const words = wordsOf(text)
  return rows.filter((row) => (!onlyOverdue || row.overdue) && matches(row.text, words))
}
