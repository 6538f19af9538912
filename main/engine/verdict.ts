/** Gives a station's verdict: does it answer, is it down or behind a dead parent; its health in words; its interval; its own alarms. */
import { isSilent } from '../../shared/model/alarm.ts'
import type { Hold } from '../../shared/model/alarm.ts'
import type { Bucket, OutageCause } from '../../shared/model/interval.ts'
import type { StationRow } from '../../shared/model/station.ts'
import { ALL_CELLS_OFF, STATION_DOWN } from '../domain/alarm/rules.ts'
import type { Sight } from '../domain/alarm/judge.ts'
import type { Moment } from '../domain/alarm/track.ts'
import { causeOf } from '../domain/availability/cause.ts'
import { assess, worstAlarm, type Battery, type StandingAlarm, type Standpoint } from '../domain/health/health.ts'
import { firstCycleIsOver, silenceOf } from '../domain/health/silence.ts'
import { pathTo, type Carrier } from '../domain/topology/reach.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { Fleet } from './fleet.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { WindowBook } from './window-book.ts'
import { forgetSilence, type DeviceState, type Standing, type StationState, type Watch } from './state.ts'

/** A verdict waits for its parents for so many cycles; then the station is judged by itself. */
const PATIENCE_CYCLES = 3
/** Slots are this share of an interval apart at least, however late one was served. */
const SLOT_SHARE = 0.75
/** A device that answers without readings so many times in a row cannot be read; once is an accident. */
const UNREADABLE_POLLS = 2
/** An alarm that cleared no longer ago than this still tells why a station went down. */
const CAUSE_MS = 30 * 60_000

export type Court = {
  fleet: Fleet
  book: AlarmBook
  ledger: LedgerBook
  windows: WindowBook
  isolated: () => boolean
  looked: () => number
  /** What is left in a station's battery. */
  battery: (s: StationState, now: Moment) => Battery
}

/** Judges a station at a moment. True where its children must be judged again. */
export function judgeStation(s: StationState, court: Court, now: Moment): boolean {
  const before = s.standing
  const wasCellsOff = s.cellsOff
  s.standing = standingOf(s, court, now)
  s.cellsOff = s.standing === 'answering' && allCellsOff(s)
  if (s.standing === 'answering' || s.standing === 'unjudged') {
    s.silentAt = null
    s.heldMono = null
    s.pathBack = false
  }
  // Suppressed alarms stay so until a verdict says otherwise, e.g. over a restart or a sleep.
  const suppressed = s.standing === 'unreachable' || (s.suppressed && (s.standing === 'unjudged' || s.standing === 'waiting'))
  if (suppressed && !s.suppressed) court.book.suppress(s, true)
  stationAlarms(s, court, now)
  if (!suppressed && s.suppressed) court.book.suppress(s, false)
  writeInterval(s, court, now, before, wasCellsOff)
  return before !== s.standing
}

function standingOf(s: StationState, court: Court, now: Moment): Standing {
  if (!s.inService || s.devices.length === 0) return 'unjudged'
  if (court.isolated()) return s.standing
  const hold = holdOf(s)
  const asked = s.devices.filter((device) => !isForgotten(device, s.epoch, now.mono))
  if (asked.length === 0) return 'unjudged'
  const silence = silenceOf(asked, s.epoch, s.cycled, hold, now.mono)
  s.cycled = firstCycleIsOver(asked, s.epoch, s.cycled)
  if (silence === 'answering') return 'answering'
  const known = s.standing === 'down' || s.standing === 'unreachable'
  if (silence === 'unpolled') return known ? s.standing : 'unjudged'
  s.silentAt ??= Math.max(...s.devices.map((device) => device.silentAt ?? 0))
  if (silence === 'failing') {
    s.heldMono = null
    return s.standing === 'unreachable' ? stillUnreachable(s, now) : known ? s.standing : 'waiting'
  }
  s.heldMono ??= now.mono
  if (s.standing === 'down') return 'down'
  if (s.standing === 'unreachable' && !s.pathBack) return stillUnreachable(s, now)
  const path = pathOf(s)
  if (path === 'alive') return 'down'
  if (path === 'dead') {
    s.pathBack = false
    return 'unreachable'
  }
  const patient = now.mono - s.heldMono < PATIENCE_CYCLES * court.fleet.cycleMs
  return !patient ? 'down' : s.standing === 'unreachable' ? 'unreachable' : 'waiting'
}

/** A device may be asked twice within seconds, outside its slot: so many silences must lie as far apart as slots do. */
function holdOf(s: StationState): Hold {
  const { polls, seconds } = s.rules.rules.get(STATION_DOWN)?.rule.raiseHold ?? { polls: 2, seconds: 0 }
  const interval = Math.min(...s.devices.map((device) => device.intervalMs))
  return { polls, seconds: Math.max(seconds, ((polls - 1) * interval * SLOT_SHARE) / 1000) }
}

/** The poller has not come to it for several intervals (e.g. its credential is gone): the station is judged without it. */
function isForgotten(device: DeviceState, epoch: number, mono: number): boolean {
  const since = Math.max(epoch, device.sinceMono)
  return (device.polledMono === null || device.polledMono <= epoch) && mono - since > PATIENCE_CYCLES * device.intervalMs
}

/** A path that is alive again proves nothing of this station: its silence is counted anew from here. */
function stillUnreachable(s: StationState, now: Moment): Standing {
  if (s.pathBack) return 'unreachable'
  if (s.heldMono === null) s.heldMono = now.mono
  if (pathOf(s) !== 'alive') return 'unreachable'
  s.pathBack = true
  forgetSilence(s)
  return 'unreachable'
}

function pathOf(s: StationState): ReturnType<typeof pathTo> {
  const since = s.heldMono ?? 0
  return pathTo(
    s,
    (one) => one.parents,
    (parent) => carrierOf(parent, s, since),
  )
}

/** Does this parent carry? Asked by a silent child; only evidence newer than the child's silence counts. */
function carrierOf(parent: StationState, child: StationState, since: number): Carrier {
  if (parent.devices.length === 0 || !parent.inService) return 'unwatched'
  if (parent.standing === 'answering') return lastSaid(parent) > since ? 'carries' : 'open'
  if (parent.standing !== 'down' && parent.standing !== 'unreachable') return 'open'
  // Its own management may be dead while its traffic passes: somebody who can only be reached through it answered since.
  const silentSince = Math.max(...parent.devices.map((device) => device.silentMono ?? Number.POSITIVE_INFINITY))
  const passes = parent.children.some((other) => other !== child && other.parents.length === 1 && lastSaid(other) > silentSince)
  return passes ? 'carries' : 'dead'
}

function lastSaid(s: StationState): number {
  let last = Number.NEGATIVE_INFINITY
  for (const device of s.devices) last = Math.max(last, device.saidMono)
  return last
}

function allCellsOff(s: StationState): boolean {
  const rule = s.rules.rules.get(ALL_CELLS_OFF)?.rule
  if (!rule?.enabled) return false
  let off = 0
  for (const device of s.devices) {
    if (device.cellsOn > 0 || (device.cellsOff > 0 && device.cellsOffPolls < rule.raiseHold.polls)) return false
    off += device.cellsOff
  }
  return off > 0
}

function stationAlarms(s: StationState, court: Court, now: Moment): void {
  const silent = s.standing === 'down' || s.standing === 'unreachable'
  const place = { station: s, device: null }
  const sightOf = (is: boolean): Sight => (is ? 'raise' : s.standing === 'answering' ? 'clear' : 'nothing')
  for (const [id, is] of [
    [STATION_DOWN, silent],
    [ALL_CELLS_OFF, s.cellsOff],
  ] as const) {
    const rule = s.rules.rules.get(id)
    if (!rule?.rule.enabled) continue
    const watch = is ? court.book.watch(place, rule, '') : court.book.find(place, id, '')
    if (watch && !(is && watch.track.raised && watch.track.hold === null))
      court.book.apply(watch, { kind: 'sight', sight: sightOf(is), moment: now }, court.isolated())
  }
}

function writeInterval(s: StationState, court: Court, now: Moment, before: Standing, wasCellsOff: boolean): void {
  const { ledger } = court
  const id = s.station.id
  const at = ledger.time(now.at)
  const set = (from: number, bucket: Bucket, cause: OutageCause | null = null): void => ledger.set(id, from, { bucket, cause })
  const open = ledger.of(id)
  const wasDown = open?.bucket === 'downUnplanned' || open?.bucket === 'downPlanned'
  // An outage that goes on, or ends now, is planned up to the second at which its window closed.
  if (wasDown) outage(s, court, now, Math.min(at, court.looked()), at, open.bucket === 'downUnplanned' ? open.cause : null)
  // A verdict reaches back to the first unanswered poll, when the service was lost; one that replaces a verdict does not.
  const since = before === 'waiting' || before === 'unjudged' ? (s.silentAt ?? at) : at
  if (!s.inService) set(at, 'notInService')
  else if (s.devices.length === 0) set(at, 'unknown')
  else if (court.isolated()) set(s.failing ? (s.silentAt ?? at) : at, 'unknown')
  else if (s.standing === 'unjudged') set(at, 'unknown')
  else if (s.standing === 'unreachable') set(since, 'unknown', 'transmission')
  else if (s.standing === 'waiting') return
  else if (s.standing === 'answering' && !s.cellsOff) set(at, 'up')
  else if (!wasDown) outage(s, court, now, s.cellsOff ? at : since, at, null)
  else if (wasCellsOff !== s.cellsOff) outage(s, court, now, at, at, null)
}

/** Without service from one moment to another and on: planned inside windows, otherwise for `cause` or what the alarms tell of it. */
function outage(s: StationState, court: Court, now: Moment, from: number, to: number, cause: OutageCause | null): void {
  for (const piece of court.windows.pieces(s, from, to))
    court.ledger.set(
      s.station.id,
      piece.at,
      piece.planned ? { bucket: 'downPlanned', cause: null } : { bucket: 'downUnplanned', cause: cause ?? causeNow(s, now) },
    )
}

function causeNow(s: StationState, now: Moment): OutageCause {
  const found = causeOf(tellingAlarms(s, now.at))
  return s.cellsOff && found === 'unknown' ? 'equipment' : found
}

function* tellingAlarms(s: StationState, at: number): Generator<{ ruleId: string; probableCause: number }> {
  for (const { row } of s.watches)
    if (row && row.ruleId !== STATION_DOWN && row.ruleId !== ALL_CELLS_OFF && (row.clearedAt === null || at - row.clearedAt < CAUSE_MS))
      yield row
}

/** The row that screens show, made new. The caller compares. */
export function describe(s: StationState, court: Court, now: Moment): StationRow {
  const raised: StandingAlarm[] = []
  const counted: StandingAlarm[] = []
  for (const watch of s.watches) {
    const { row } = watch
    // What a person set aside is not counted, but it is there: the station is no better for it.
    if (!row || row.clearedAt !== null || row.suppressedBy === 'path' || row.suppressedBy === 'window') continue
    const alarm = { ...row, risk: watch.rule?.rule.risk ?? false, value: watch.value ?? row.value }
    raised.push(alarm)
    if (!isSilent(row)) counted.push(alarm)
  }
  const point = standpoint(s, court, now, raised)
  const verdict = point ? assess(point, raised) : { health: s.row.health, reason: s.row.reason }
  const { station } = s
  return {
    id: station.id,
    code: station.code,
    name: station.name,
    communeId: station.communeId,
    technologies: station.technologies,
    remoteClass: station.remoteClass,
    health: verdict.health,
    reason: verdict.reason,
    since: sinceOf(s, verdict.health, now, court),
    openAlarms: counted.length,
    worstSeverity: worstAlarm(counted)?.severity ?? null,
    devices: s.devices.length,
    lastDataAt: s.devices.reduce<number | null>(
      (last, one) => (one.lastOkAt !== null && one.lastOkAt > (last ?? 0) ? one.lastOkAt : last),
      null,
    ),
    retired: station.retiredOn !== null,
  }
}

function sinceOf(s: StationState, health: StationRow['health'], now: Moment, court: Court): number | null {
  if (health === s.row.health && s.row.since !== null) return s.row.since
  if (health === 'unknown' && s.row.since === null && s.row.health === 'unknown') return null
  if (health === 'down' || health === 'unreachable') return downSince(s, court) ?? now.at
  return now.at
}

function downSince(s: StationState, court: Court): number | null {
  const alarm: Watch | undefined = court.book.find({ station: s, device: null }, STATION_DOWN, '')
  const raisedAt = alarm?.row && alarm.row.clearedAt === null ? alarm.row.raisedAt : null
  return raisedAt !== null && s.silentAt !== null ? Math.min(raisedAt, s.silentAt) : (s.silentAt ?? raisedAt)
}

/** The station to speak of: the nearest one towards the core that is itself down. */
function culprit(s: StationState): StationState {
  const parent = s.parents.find((one) => one.standing === 'down') ?? s.parents.find((one) => one.standing === 'unreachable') ?? s.parents[0]
  if (!parent) return s
  return parent.standing === 'down' ? parent : culprit(parent)
}

/** Null: no new verdict, the row keeps its words. */
function standpoint(s: StationState, court: Court, now: Moment, raised: readonly StandingAlarm[]): Standpoint | null {
  const { station, devices } = s
  if (!s.inService) return station.retiredOn !== null ? { kind: 'retired' } : { kind: 'planned', day: station.commissionedOn ?? '' }
  const work = court.windows.quiet(station.id, null)
  if (work) return { kind: 'maintenance', reason: work.title, by: work.by }
  if (devices.length === 0) return { kind: 'noDevices' }
  if (court.isolated()) return { kind: 'isolated' }
  switch (s.standing) {
    case 'unjudged': {
      const polled = devices.filter((one) => one.polledMono !== null && one.polledMono > s.epoch).length
      return s.epochCause === 'slept' ? { kind: 'slept' } : { kind: 'unpolled', polled, devices: devices.length }
    }
    case 'waiting':
      return s.row.since === null || s.row.health === 'maintenance' || s.row.health === 'notInService'
        ? { kind: 'unpolled', polled: devices.length, devices: devices.length }
        : null
    case 'down':
      return {
        kind: 'down',
        devices: devices.length,
        minutes: Math.max(0, Math.round((now.at - (downSince(s, court) ?? now.at)) / 60_000)),
      }
    case 'unreachable':
      return { kind: 'unreachable', code: culprit(s).station.code }
    case 'answering': {
      if (s.cellsOff) return { kind: 'cellsOff', cells: devices.reduce((sum, one) => sum + one.cellsOff, 0) }
      const silent = devices.filter((one) => one.voice === 'silent').length
      const unreadable = devices.filter((one) => one.voice === 'says' && one.failures >= UNREADABLE_POLLS).length
      const battery = raised.some((one) => one.risk) ? court.battery(s, now) : { voltage: null, minutes: null, charge: null }
      return { kind: 'answering', devices: devices.length, silent, unreadable, battery }
    }
  }
}
