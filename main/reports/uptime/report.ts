/** The uptime report of a month: every station, every commune and the branch, out of the interval ledger. */
import type { UptimeReport } from '../../../shared/contract/reports.ts'
import type { Interval } from '../../../shared/model/interval.ts'
import type { Commune, Station } from '../../../shared/model/station.ts'
import { monthRange } from '../../domain/availability/calendar.ts'
import { figures, type Policy, summarise, type Totals, totals } from '../../domain/availability/figures.ts'

export type UptimeInput = {
  month: string
  policy: Policy
  stations: readonly Station[]
  communes: readonly Commune[]
  /** All that touch the month, each station's oldest first. */
  intervals: readonly Interval[]
  /** Epoch ms: the running month ends here. */
  now: number
}

/** The part of a month that lies behind `now`. */
export function reportRange(month: string, now: number): { from: number; to: number } {
  const { from, to } = monthRange(month)
  return { from, to: Math.max(from, Math.min(to, now)) }
}

/** Stations that were in service for no second of the period stay out: they have no figures. Ordered by code. */
export function uptimeReport(input: UptimeInput): UptimeReport {
  const { from, to } = reportRange(input.month, input.now)
  const byStation = Map.groupBy(input.intervals, (interval) => interval.stationId)
  const communeNames = new Map(input.communes.map((commune) => [commune.id, commune.name]))
  const rows = input.stations
    .map((station) => ({ station, totals: totals(byStation.get(station.id) ?? [], from, to, input.policy) }))
    .filter(({ station, totals: sum }) => byStation.has(station.id) && sum.notInService < (to - from) / 1000)
    .sort((a, b) => (a.station.code < b.station.code ? -1 : 1))
  const communes = [...Map.groupBy(rows, ({ station }) => station.communeId)].map(([communeId, members]) => ({
    communeId,
    name: communeNames.get(communeId) ?? '',
    stations: members.length,
    availability: summarise(members.map((member): Totals => member.totals)),
  }))
  return {
    month: input.month,
    from,
    to,
    unreachableIsDown: input.policy.unreachableIsDown,
    total: summarise(rows.map((row) => row.totals)),
    communes: communes.sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    stations: rows.map(({ station, totals: sum }) => ({
      stationId: station.id,
      code: station.code,
      name: station.name,
      communeId: station.communeId,
      commune: communeNames.get(station.communeId) ?? '',
      availability: figures(sum),
    })),
  }
}
