/** The alarms in memory: steps them, keeps what must be written and what the screens must be told. */
import type { AlarmRow, Hold, Severity, SuppressedBy } from '../../shared/model/alarm.ts'
import type { Operations, PendingHold, StoredAlarm } from '../store/store.ts'
import type { CompiledRule } from '../domain/alarm/judge.ts'
import { alarmKey, type AlarmObject } from '../domain/alarm/identity.ts'
import {
  acknowledge,
  clear,
  continues,
  FLAP_WINDOW_MS,
  goesQuietly,
  isActive,
  newAlarm,
  PROGRAM,
  raiseAgain,
  toggled,
  unshelve,
} from '../domain/alarm/lifecycle.ts'
import { suppressionOf, withReason } from '../domain/alarm/suppression.ts'
import { elapsed, FLAPPING, freeze, QUIET, step, type Moment, type TrackEvent } from '../domain/alarm/track.ts'
import { STATION_DOWN } from '../domain/alarm/rules.ts'
import type { DeviceState, StationState, Watch } from './state.ts'

/** Holds that run on time alone are written this often, so that a crash costs them no more. */
const HOLD_WRITE_MS = 10_000
const BY_ITSELF = { actor: { name: PROGRAM, role: 'admin' as const } }
const SHELF_ENDED = { action: 'alarm.unshelve', after: { shelvedUntil: null, shelvedBy: null } }
const ONCE = { polls: 1, seconds: 0 }

/** A shelf that ended by itself. */
type Expired = { readonly id: number; readonly before: Pick<AlarmRow, 'shelvedUntil' | 'shelvedBy'>; readonly at: number }
/** Since when (epoch ms) a maintenance window is open over an alarm; null where none is. */
export type QuietSince = (place: WatchPlace) => number | null

export type WatchPlace = { station: StationState | null; device: DeviceState | null }

export class AlarmBook {
  readonly byKey = new Map<string, Watch>()
  readonly byId = new Map<number, Watch>()
  /** Whose row changed since the engine's parts were last told. */
  readonly moved = new Set<Watch>()
  private readonly running = new Set<Watch>()
  private readonly unwritten = new Set<Watch>()
  private readonly unwrittenHolds = new Set<string>()
  private readonly told = new Set<Watch>()
  /** Numbers given in a transaction that is not committed yet. */
  private readonly given = new Map<Watch, number>()
  private holdsWrittenMono = 0
  /** Set aside, whether their fault stands or not. */
  private readonly shelves = new Set<Watch>()
  private expired: Expired[] = []
  private readonly onTouched: (station: StationState) => void
  private readonly quietSince: QuietSince

  /** `onTouched`: an alarm of this station was raised, cleared or suppressed. */
  constructor(onTouched: (station: StationState) => void, quietSince: QuietSince) {
    this.onTouched = onTouched
    this.quietSince = quietSince
  }

  find(place: WatchPlace, ruleId: string, instance: string): Watch | undefined {
    if (place.device) return place.device.watches.get(`${ruleId}|${instance}`)
    // Asked of every station at every verdict: most have none.
    if (place.station?.wholes === 0) return undefined
    return this.byKey.get(alarmKey(objectOf(place), ruleId, instance))
  }

  watch(place: WatchPlace, rule: CompiledRule, instance: string): Watch {
    const ruleId = rule.rule.id
    const found = this.find(place, ruleId, instance)
    if (found) return found
    return this.add({
      key: alarmKey(objectOf(place), ruleId, instance),
      rule,
      ...place,
      metric: rule.metric,
      instance,
      track: QUIET,
      row: null,
      value: null,
      seen: 0,
      byTrap: false,
    })
  }

  private add(watch: Watch): Watch {
    this.byKey.set(watch.key, watch)
    const [, ruleId = ''] = watch.key.split('|', 2)
    if (watch.device) watch.device.watches.set(`${ruleId}|${watch.instance}`, watch)
    else if (watch.station) watch.station.wholes++
    return watch
  }

  /** Puts back what the store kept. */
  restore(watch: Watch): void {
    this.add(watch)
    if (watch.row) {
      this.byId.set(watch.row.id, watch)
      if (isActive(watch.row)) watch.station?.watches.add(watch)
      if (watch.row.shelvedUntil !== null) this.shelves.add(watch)
    }
    if (watch.track.hold) this.running.add(watch)
  }

  /** One step of one possible alarm. */
  apply(watch: Watch, event: TrackEvent, inhibited = false): void {
    const rule = watch.rule?.rule
    if (!rule) return
    const before = watch.track
    const isWhole = watch.device === null
    // The hold of a whole-station alarm has been served by the time the verdict is given.
    const holds = isWhole ? { raiseHold: ONCE, clearHold: rule.clearHold } : { ...rule, flaps: watch.rule?.scope.flaps }
    const result = step(before, event, holds, inhibited)
    watch.track = result.track
    if (result.track.hold !== before.hold) this.holdChanged(watch)
    if (result.effect === 'raise') this.raise(watch, event.moment, result.earlier)
    else if (result.effect === 'again') this.toggle(watch, event.moment)
    else if (result.effect === 'clear') this.clear(watch, event.moment)
    else if (!watch.row && !watch.track.raised && !watch.track.hold && !watch.track.broken) this.forget(watch)
  }

  /** Clears without a hold: its rule, device or station is gone. */
  withdraw(watch: Watch, moment: Moment): void {
    const wasRaised = watch.track.raised
    watch.track = QUIET
    this.holdChanged(watch)
    if (wasRaised) this.clear(watch, moment)
    else if (!watch.row) this.forget(watch)
  }

  /** Remembers nothing more of it: a person has ended it. */
  rest(watch: Watch): void {
    watch.track = QUIET
    this.holdChanged(watch)
  }

  /** Raises without a hold: a device says so itself. */
  assert(watch: Watch, moment: Moment): void {
    watch.track = { raised: true, hold: null }
    watch.byTrap = true
    this.holdChanged(watch)
    this.raise(watch, moment)
  }

  /** The same fault is told again: counted, and no change to those who are about to acknowledge it. `severity`: as it is said to be now. */
  again(watch: Watch, severity: Severity | null): void {
    const { row } = watch
    if (!row) return
    const changed = severity !== null && severity !== row.severity
    this.put(watch, { ...row, count: row.count + 1, ...(changed ? { severity, version: row.version + 1 } : {}) })
  }

  private toggle(watch: Watch, { at }: Moment): void {
    if (watch.row) this.put(watch, toggled(watch.row, at))
  }

  /** `earlier`: when it began before without being raised. */
  private raise(watch: Watch, { at }: Moment, earlier: readonly number[] = []): void {
    const rule = watch.rule?.rule
    if (!rule) return
    const suppressedBy = this.reasonOf(watch, false)
    const count = (row: StoredAlarm, times: readonly number[]): StoredAlarm => times.reduce((one, time) => toggled(one, time), row)
    if (watch.row && continues(watch.row, at)) this.put(watch, raiseAgain(count(watch.row, earlier), at, suppressedBy))
    else {
      if (watch.row) this.byId.delete(watch.row.id)
      const row = newAlarm({
        stationId: watch.station?.station.id ?? 0,
        deviceId: watch.device?.device.id ?? null,
        rule,
        metric: watch.metric,
        instance: watch.instance,
        value: watch.value,
        at: earlier[0] ?? at,
        suppressedBy,
      })
      this.put(watch, count({ ...row, key: watch.key }, earlier.length === 0 ? earlier : [...earlier.slice(1), at]))
    }
  }

  /** A person's suppression ends with the fault; what else holds goes on. */
  private clear(watch: Watch, { at }: Moment): void {
    if (!watch.row) return
    const row = clear(watch.row, at)
    const quietly = goesQuietly(row, this.quietSince(watch), row.ruleId === STATION_DOWN)
    this.put(watch, withReason(quietly ? acknowledge(row, at, PROGRAM) : row, this.reasonOf(watch, false)))
  }

  /** Why nobody need be told of it now. `person`: somebody said so. */
  reasonOf(watch: WatchPlace, person: boolean): SuppressedBy | null {
    return suppressionOf({ person, window: this.quietSince(watch) !== null, path: watch.station?.suppressed ?? false })
  }

  /** Finds the reasons of a station's alarms anew: a path died or came back, a window opened or closed. */
  resuppress(station: StationState): void {
    for (const watch of station.watches) {
      const { row } = watch
      if (!row) continue
      const next = withReason(row, this.reasonOf(watch, row.suppressedBy === 'person'))
      if (next !== row) this.put(watch, next)
    }
  }

  /** Takes a new state of a row: to be written, to be told. */
  put(watch: Watch, row: StoredAlarm): void {
    watch.row = row
    this.unwritten.add(watch)
    this.tell(watch)
  }

  /** Takes a state of a row that a command has written. A past alarm whose acknowledgement was taken back is in the active list again. */
  take(row: StoredAlarm, station: StationState | null): void {
    const known = this.byId.get(row.id)
    if (known) {
      known.row = row
      this.unwritten.delete(known)
      this.tell(known)
    } else if (isActive(row)) this.tell(this.keepPast(row, station))
  }

  /** A past alarm beside the living one of the same identity: it stands for itself and takes no steps. */
  keepPast(row: StoredAlarm, station: StationState | null): Watch {
    const { key, metric, instance } = row
    const watch: Watch = {
      key,
      rule: null,
      station,
      device: null,
      metric,
      instance,
      track: QUIET,
      row,
      value: row.value,
      seen: 0,
      byTrap: false,
    }
    this.byId.set(row.id, watch)
    station?.watches.add(watch)
    return watch
  }

  /** The alarms of a station are another's from now on; the store has them so already. */
  move(from: StationState, to: StationState): void {
    for (const watch of new Set([...this.byKey.values(), ...this.byId.values()])) {
      if (watch.station !== from) continue
      watch.station = to
      from.watches.delete(watch)
      if (!watch.device && this.byKey.get(watch.key) === watch) {
        from.wholes--
        to.wholes++
      }
      if (!watch.row) continue
      const moved = { ...watch.row, stationId: to.station.id }
      const row = isActive(moved) ? withReason(moved, this.reasonOf(watch, moved.suppressedBy === 'person')) : moved
      if (row !== moved) this.put(watch, row)
      else {
        watch.row = row
        this.tell(watch)
      }
    }
  }

  private tell(watch: Watch): void {
    const row = watch.row
    if (!row) return
    if (isActive(row)) watch.station?.watches.add(watch)
    else watch.station?.watches.delete(watch)
    if (row.shelvedUntil !== null) this.shelves.add(watch)
    else this.shelves.delete(watch)
    this.told.add(watch)
    this.moved.add(watch)
    if (watch.station) this.onTouched(watch.station)
  }

  suppress(station: StationState, suppressed: boolean): void {
    station.suppressed = suppressed
    this.resuppress(station)
  }

  private holdChanged(watch: Watch): void {
    if (watch.track.hold) this.running.add(watch)
    else this.running.delete(watch)
    this.unwrittenHolds.add(watch.key)
  }

  private forget(watch: Watch): void {
    const isKnown = this.byKey.delete(watch.key)
    this.running.delete(watch)
    const [, ruleId = ''] = watch.key.split('|', 2)
    if (watch.device) watch.device.watches.delete(`${ruleId}|${watch.instance}`)
    else if (watch.station && isKnown) watch.station.wholes--
    watch.station?.watches.delete(watch)
  }

  /** Holds that run on time, and shelves that end. */
  tick(moment: Moment, inhibited: (watch: Watch) => boolean): void {
    for (const watch of this.running) {
      // A hold that waits for polls is nothing to the clock, nor is a raise that may not come yet.
      if (waitsForPolls(watch)) continue
      const mayNot = inhibited(watch)
      if (!mayNot || watch.track.hold?.kind !== 'raise') this.apply(watch, { kind: 'tick', moment }, mayNot)
    }
    this.endShelves(moment.at)
    if (moment.mono - this.holdsWrittenMono < HOLD_WRITE_MS) return
    this.holdsWrittenMono = moment.mono
    for (const watch of this.running) if (watch.track.hold?.anchor !== null && holdOf(watch).seconds > 0) this.unwrittenHolds.add(watch.key)
  }

  /** A shelf ends at its time by the wall, which is the one that people chose: also after sleep, a restart or a step of the clock. */
  private endShelves(at: number): void {
    for (const watch of this.shelves) {
      const { row } = watch
      if (!row || row.shelvedUntil === null || row.shelvedUntil > at) continue
      this.expired.push({ id: row.id, before: { shelvedUntil: row.shelvedUntil, shelvedBy: row.shelvedBy }, at })
      this.put(watch, unshelve(row))
    }
  }

  /** Alarms set aside, the first to come back first. */
  shelved(): AlarmRow[] {
    const rows = Array.from(this.shelves, ({ row }) => row).filter((row) => row !== null)
    return rows.toSorted((a, b) => (a.shelvedUntil ?? 0) - (b.shelvedUntil ?? 0)).map(publicRow)
  }

  /** Time up to `mono` counts; what comes after does not until there is evidence again. */
  freezeAll(mono: number): void {
    for (const watch of this.running) {
      watch.track = freeze(watch.track, mono)
      this.unwrittenHolds.add(watch.key)
    }
  }

  /** Drops what is remembered only for flapping and is out of its window. */
  sweep({ at, mono }: Moment): void {
    for (const watch of this.byKey.values()) {
      const { row, track } = watch
      if (track.raised || track.hold || this.unwritten.has(watch)) continue
      const recent = track.broken?.some((one) => mono - one.mono < FLAPPING.withinMs) ?? false
      if (recent) continue
      if (!row) {
        this.forget(watch)
        continue
      }
      if (isActive(row) || row.shelvedUntil !== null || at - (row.clearedAt ?? 0) < FLAP_WINDOW_MS) continue
      this.byId.delete(row.id)
      this.forget(watch)
    }
  }

  get needsWriting(): boolean {
    return this.unwritten.size > 0 || this.unwrittenHolds.size > 0
  }

  /** Writes inside the caller's transaction; what it answers is called after the commit. */
  write({ alarms: store, audit }: Pick<Operations, 'alarms' | 'audit'>, mono: number): () => void {
    this.given.clear()
    for (const { id, before, at } of this.expired) audit.add({ ...SHELF_ENDED, subject: `alarm:${id}`, before }, { ...BY_ITSELF, at })
    for (const watch of this.unwritten) {
      const row = watch.row
      if (!row) continue
      if (row.id === 0) this.given.set(watch, store.insert(row))
      else store.update(row)
    }
    const upserts: PendingHold[] = []
    const deleted: string[] = []
    for (const key of this.unwrittenHolds) {
      const hold = this.byKey.get(key)?.track.hold
      if (!hold) deleted.push(key)
      else upserts.push({ key, kind: hold.kind, polls: hold.polls, since: hold.since, elapsedMs: Math.round(elapsed(hold, mono)) })
    }
    if (upserts.length > 0 || deleted.length > 0) store.savePending(upserts, deleted)
    return () => {
      for (const [watch, id] of this.given)
        if (watch.row) {
          watch.row = { ...watch.row, id }
          this.byId.set(id, watch)
        }
      this.given.clear()
      this.expired = []
      this.unwritten.clear()
      this.unwrittenHolds.clear()
    }
  }

  /** The number of its alarm, also of one that was written a moment ago; null where it has none. */
  idOf(watch: Watch): number | null {
    return this.given.get(watch) ?? (watch.row?.id || null)
  }

  /** Everything that is not both cleared and acknowledged. */
  active(): AlarmRow[] {
    const rows: AlarmRow[] = []
    for (const { row } of this.byId.values()) if (row && isActive(row)) rows.push(publicRow(row))
    return rows
  }

  /** What the screens have not been told. Rows that have no number yet wait for the next time. */
  takeChanges(): { alarms: AlarmRow[]; gone: number[] } {
    const alarms: AlarmRow[] = []
    const gone: number[] = []
    for (const watch of this.told) {
      const row = watch.row
      if (row?.id === 0) continue
      this.told.delete(watch)
      if (!row) continue
      if (isActive(row)) alarms.push(publicRow(row))
      else {
        gone.push(row.id)
        if (this.byKey.get(watch.key) !== watch) this.byId.delete(row.id)
      }
    }
    return { alarms, gone }
  }
}

/** What the running hold of a possible alarm asks for. */
function holdOf({ rule, device, track }: Watch): Hold {
  if (track.hold?.kind === 'clear') return rule?.rule.clearHold ?? ONCE
  return device === null ? ONCE : (rule?.rule.raiseHold ?? ONCE)
}

function waitsForPolls(watch: Watch): boolean {
  return (watch.track.hold?.polls ?? 0) < holdOf(watch).polls
}

function objectOf({ station, device }: WatchPlace): AlarmObject {
  if (device) return { kind: 'device', id: device.device.id }
  return station ? { kind: 'station', id: station.station.id } : { kind: 'self' }
}

/** The row as screens see it: without the store's key. */
export function publicRow(stored: StoredAlarm): AlarmRow {
  const { key: _key, ...row } = stored
  return row
}
