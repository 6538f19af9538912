/** Puts back what the store kept over a restart: alarms, holds, open intervals. */
import type { Operations, PendingHold, StoredAlarm } from '../store/store.ts'
import { parseAlarmKey } from '../domain/alarm/identity.ts'
import { FLAP_WINDOW_MS, isActive } from '../domain/alarm/lifecycle.ts'
import { isUnreachable } from '../domain/availability/figures.ts'
import { dayStart } from '../domain/availability/calendar.ts'
import { ruleOfRow } from '../domain/trap/rule.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { Fleet } from './fleet.ts'
import { LedgerBook } from './ledger-book.ts'
import type { StationState } from './state.ts'

const DAY_MS = 86_400_000

/** Alarms and holds as they were, with those that a new raise would continue. Time while the program was off does not count for a hold: nobody looked. */
export function restoreAlarms(operations: Operations, fleet: Fleet, book: AlarmBook, ledger: LedgerBook, now: number): void {
  const rows = new Map<string, StoredAlarm>()
  const kept = [...operations.alarms.active(), ...operations.alarms.remembered(now - FLAP_WINDOW_MS)]
  for (const row of kept.toSorted((a, b) => b.id - a.id)) {
    if (!rows.has(row.key)) rows.set(row.key, row)
    else if (isActive(row)) book.keepPast(row, fleet.stations.get(row.stationId) ?? null)
  }
  const holds = new Map<string, PendingHold>(operations.alarms.pending().map((hold) => [hold.key, hold]))
  for (const key of new Set([...rows.keys(), ...holds.keys()])) {
    const name = parseAlarmKey(key)
    if (!name) continue
    const { object } = name
    const row = rows.get(key) ?? null
    const hold = holds.get(key)
    const device = object.kind === 'device' ? (fleet.devices.get(object.id) ?? null) : null
    const stationId = row?.stationId ?? (object.kind === 'station' ? object.id : device?.station.station.id)
    const station = (stationId === undefined ? undefined : fleet.stations.get(stationId)) ?? null
    const rule = (station?.rules.rules ?? fleet.rules).get(name.ruleId) ?? (row && ruleOfRow(row))
    const raised = row !== null && row.clearedAt === null
    book.restore({
      key,
      rule,
      station,
      device,
      metric: row?.metric ?? rule?.metric ?? null,
      instance: name.instance,
      track: { raised, hold: hold && (hold.kind === 'clear') === raised ? { ...hold, anchor: null } : null },
      row,
      value: row?.value ?? null,
      seen: 0,
      byTrap: false,
    })
    // Another reason may hide that its path was dead; then the ledger has it.
    if (station && row?.suppressed && raised) station.suppressed ||= row.suppressedBy === 'path' || wasUnreachable(ledger, station)
    // The silence of a device goes on being counted where it stood.
    if (device && hold?.kind === 'raise' && rule?.rule.condition.kind === 'noAnswer') device.silentPolls = hold.polls
  }
  for (const station of fleet.stations.values()) book.resuppress(station)
}

/** Before the program ended. */
function wasUnreachable(ledger: LedgerBook, { station }: StationState): boolean {
  const before = ledger.recent(station.id).findLast((one) => one.to !== null)
  return before !== undefined && isUnreachable(before)
}

/** Nobody looked since the last beat: every open interval ends there and UNKNOWN begins. Without a beat it is a history that was brought along. */
export function restoreLedger(operations: Operations, fleet: Fleet, now: number): LedgerBook {
  const { ledger } = operations
  const lastBeat = ledger.lastBeat()
  const open = ledger.open()
  const latest = open.reduce((last, one) => Math.max(last, one.from), lastBeat ?? 0)
  const book = new LedgerBook(latest)
  const label = book.time(now)
  for (const interval of ledger.between(Math.min(label - DAY_MS, dayStart(label)), label + 1, null))
    if (interval.to !== null) book.restore(interval)
  for (const interval of open) book.restore(interval)
  for (const { station, inService } of fleet.stations.values()) {
    const before = book.of(station.id)
    if (before === null) book.set(station.id, label, { bucket: inService ? 'unknown' : 'notInService', cause: null })
    else if (before.bucket !== 'notInService') book.set(station.id, lastBeat ?? label, { bucket: 'unknown', cause: null })
  }
  return book
}
