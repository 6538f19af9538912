/** The figures of the overview, out of memory: stations by health, open alarms, the worst stations, today, the last day. */
import type { AlarmRow } from '../../shared/model/alarm.ts'
import { isSilent, SEVERITIES } from '../../shared/model/alarm.ts'
import type { Interval } from '../../shared/model/interval.ts'
import { Health } from '../../shared/model/station.ts'
import type { Overview } from '../../shared/contract/stations.ts'
import { dayStart } from '../domain/availability/calendar.ts'
import { isUnreachable, summarise, totals, type Totals } from '../domain/availability/figures.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { Fleet } from './fleet.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { StationState } from './state.ts'

const WORST = 12
const SLOT_MS = 15 * 60_000
const SLOTS = 96

/** How much a station's health asks for a person. A station behind a dead hub waits for the hub; of an unknown one there is nothing to do. */
const NEED: Readonly<Record<Health, number>> = {
  down: 100,
  atRisk: 60,
  degraded: 20,
  up: 0,
  unreachable: 0,
  unknown: 0,
  maintenance: 0,
  notInService: 0,
}
const CRITICALITY = [0, 2.5, 1.5, 1]
/** How much what hangs behind it weighs: much where its traffic is or will be lost, little where only a part is ill. */
const BEHIND: Readonly<Partial<Record<Health, number>>> = { down: 0.5, atRisk: 0.5, degraded: 0.15 }

/** The order of the worst: need of its health times criticality, then what hangs behind it, its severity, and how long it has lasted. */
function rankOf(s: StationState, now: number): number {
  const { row, station, behind } = s
  const need = NEED[row.health] * (CRITICALITY[station.criticality] ?? 1)
  if (need === 0) return 0
  const severity = row.worstSeverity === null ? 0 : SEVERITIES.length - SEVERITIES.indexOf(row.worstSeverity)
  const hours = row.since === null ? 0 : Math.min(24, (now - row.since) / 3_600_000)
  return need * (1 + (BEHIND[row.health] ?? 0) * Math.log2(1 + behind)) + severity * 3 + hours / 24
}

function worst(fleet: Fleet, now: number): Overview['worst'] {
  const ranked: { s: StationState; rank: number }[] = []
  for (const s of fleet.stations.values()) {
    const rank = rankOf(s, now)
    if (rank > 0) ranked.push({ s, rank })
  }
  ranked.sort((a, b) => b.rank - a.rank || a.s.station.id - b.s.station.id)
  return ranked.slice(0, WORST).map(({ s: { row, behind } }) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    communeId: row.communeId,
    health: row.health,
    reason: row.reason,
    since: row.since,
    behind,
  }))
}

/** Stations in trouble at the end of each slot of the last day; null where nothing was known of any station. */
function troubledBy(all: Iterable<readonly Interval[]>, now: number): (number | null)[] {
  const first = now - SLOTS * SLOT_MS
  const troubled = new Int32Array(SLOTS)
  const known = new Int32Array(SLOTS)
  for (const intervals of all)
    for (const one of intervals) {
      const isTroubled = one.bucket === 'downUnplanned' || one.bucket === 'downPlanned' || isUnreachable(one)
      if (!isTroubled && one.bucket !== 'up') continue
      // Slot i is looked at in its last millisecond.
      const from = Math.max(0, Math.ceil((one.from - first + 1) / SLOT_MS) - 1)
      const until = one.to === null ? SLOTS - 1 : Math.min(SLOTS - 1, Math.ceil((one.to - first + 1) / SLOT_MS) - 2)
      for (let i = from; i <= until; i++) {
        known[i] = (known[i] ?? 0) + 1
        if (isTroubled) troubled[i] = (troubled[i] ?? 0) + 1
      }
    }
  return Array.from(troubled, (count, i) => ((known[i] ?? 0) === 0 ? null : count))
}

export function overviewOf(
  fleet: Fleet,
  book: AlarmBook,
  ledger: LedgerBook,
  now: number,
): Omit<Overview, 'openFindings' | 'overdueInspections'> {
  const health = Object.fromEntries(Health.options.map((one) => [one, 0])) as Overview['health']
  const label = ledger.time(now)
  const from = dayStart(label)
  const today: Totals[] = []
  const intervals: Interval[][] = []
  let stations = 0
  for (const { row, station } of fleet.stations.values()) {
    if (row.retired) continue
    stations++
    health[row.health]++
    const recent = ledger.recent(station.id)
    intervals.push(recent)
    today.push(totals(recent, from, label))
  }
  const alarms = Object.fromEntries(SEVERITIES.map((one) => [one, 0])) as Overview['alarms']
  let unacknowledged = 0
  let suppressed = 0
  let shelved = 0
  for (const { row } of book.byId.values()) {
    if (!row) continue
    countAlarm(row)
  }
  return {
    stations,
    health,
    alarms,
    unacknowledged,
    suppressed,
    shelved,
    worst: worst(fleet, now),
    today: summarise(today),
    troubled: troubledBy(intervals, label),
  }

  function countAlarm(row: AlarmRow): void {
    if (row.clearedAt === null && row.suppressed) suppressed++
    if (row.shelvedUntil !== null) shelved++
    if (isSilent(row)) return
    if (row.clearedAt === null) alarms[row.severity]++
    if (row.acknowledgedAt === null) unacknowledged++
  }
}
