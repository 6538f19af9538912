/** The power part of the engine: minutes of battery, discharges and learned banks of all stations. */
import type { DevicePoll } from '../../shared/model/poll.ts'
import type { BatteryEstimate, Bank, Discharge, StationPower } from '../../shared/model/power.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { startOfDay } from '../../shared/format/time.ts'
import type { Battery } from '../domain/health/health.ts'
import type { Moment } from '../domain/alarm/track.ts'
import { isSameBank, newBank, replaceBank, wasAtEnd, type BankRecord } from '../domain/power/bank.ts'
import { cannotTell, estimate } from '../domain/power/estimate.ts'
import { takeFuel, type FuelTrack } from '../domain/power/fuel.ts'
import { good, readPower, type PowerInputs } from '../domain/power/inputs.ts'
import { FRESH, resume } from '../domain/power/tracker.ts'
import { bankOf, dischargeOf, powerOf, recordOf } from '../domain/power/view.ts'
import { leftNow, runOut, takePower, type EndedDischarge, type PowerWatch } from '../domain/power/watch.ts'
import type { By, Operations } from '../store/store.ts'
import type { Fleet } from './fleet.ts'
import type { EnginePart } from './part.ts'
import type { DeviceState, StationState } from './state.ts'

/** What the app asks of power. */
export type Power = {
  /** Null where there is no such station. */
  of(stationId: number): StationPower | null
  /** All that run on battery, first to go dark first; those of which it cannot be told come last. */
  onBattery(): StationPower[]
  /** Forgets what was learned of a bank; durable, with its audit row. */
  forget(stationId: number, comment: string, by: By): Bank | Refusal
}

/** How often a discharge that goes on is written: after a crash so much of it is a gap. */
const SAVE_MS = 2 * 60_000
/** The list of stations on battery holds for so long: what it tells of each changes once a minute. */
const MADE_MS = 5000
/** How often silent stations are looked at. */
const LOOK_MS = 10_000
/** The load by the hour and the fuel change at every poll; what was learned of them is written this seldom. */
const SAVE_BANK_MS = 6 * 3_600_000

const FEEDS: ReadonlySet<string> = new Set(['power', 'ups', 'environment', 'other'])

/** What is kept of one station. */
type Entry = {
  record: BankRecord
  installedAt: number | null
  watch: PowerWatch
  fuel: FuelTrack
  intervalMs: number
  /** The discharge that is watched; 0 without one. */
  dischargeId: number
  /** When the station that never came back was given up, and as what. */
  givenUp: { at: number; by: 'empty' | 'silence' } | null
  savedMono: number
  savedBankMono: number
}

export class PowerBook implements EnginePart, Power {
  readonly #operations: Operations
  readonly #fleet: Fleet
  readonly #now: () => Moment
  readonly #entries = new Map<number, Entry>()
  /** Stations whose discharge is watched, the given up ones included. */
  readonly #watched = new Set<number>()
  readonly #bankDirty = new Set<number>()
  readonly #sessionDirty = new Set<number>()
  #over: Discharge[] = []
  #nextId: number
  #lookedMono = Number.NEGATIVE_INFINITY
  /** Made once for a while, however many ask; anew where a station came or went. */
  #made: StationPower[] | null = null
  #madeMono = 0
  #news = false

  constructor(operations: Operations, fleet: Fleet, now: () => Moment) {
    this.#operations = operations
    this.#fleet = fleet
    this.#now = now
    this.#nextId = operations.power.lastId() + 1
    this.#restore(now())
  }

  #restore(now: Moment): void {
    const banks = this.#operations.power.banks()
    for (const [id, s] of this.#fleet.stations) {
      const learned = banks.get(id)
      if (learned) this.#entry(s, now).watch = { tracker: FRESH, last: null, learned }
    }
    for (const { discharge, watch } of this.#operations.power.watched()) {
      const s = this.#fleet.stations.get(discharge.stationId)
      if (!s) continue
      const entry = this.#entry(s, now)
      entry.watch = { ...entry.watch, tracker: resume(watch.tracker, now), last: watch.last }
      entry.dischargeId = discharge.id
      const { to, endedBy } = discharge
      if (to !== null) entry.givenUp = { at: to, by: endedBy === 'empty' ? 'empty' : 'silence' }
      this.#watched.add(s.station.id)
    }
    for (const [id, entry] of this.#entries) this.#compare(id, entry)
  }

  #entry(s: StationState, now: Moment): Entry {
    const known = this.#entries.get(s.station.id)
    if (known) return known
    const record = recordOf(s.station)
    const made: Entry = {
      record,
      installedAt: record.installedOn === null ? null : startOfDay(record.installedOn),
      watch: { tracker: FRESH, learned: newBank(record), last: null },
      fuel: null,
      intervalMs: 60_000,
      dischargeId: 0,
      givenUp: null,
      savedMono: now.mono,
      savedBankMono: now.mono,
    }
    this.#entries.set(s.station.id, made)
    return made
  }

  /** Another bank on record than the one that was learned of: learning begins anew. */
  #compare(id: number, entry: Entry): void {
    if (isSameBank(entry.watch.learned, entry.record)) return
    entry.watch = { ...entry.watch, learned: replaceBank(entry.watch.learned, entry.record) }
    this.#bankDirty.add(id)
  }

  reload(): void {
    for (const [id, entry] of this.#entries) {
      const s = this.#fleet.stations.get(id)
      if (!s) {
        this.#entries.delete(id)
        this.#watched.delete(id)
        continue
      }
      entry.record = recordOf(s.station)
      entry.installedAt = entry.record.installedOn === null ? null : startOfDay(entry.record.installedOn)
      this.#compare(id, entry)
    }
    this.#made = null
    this.#news = true
  }

  onPoll(device: DeviceState, poll: DevicePoll, now: Moment): void {
    if (poll.outcome !== 'ok' || !device.station.inService) return
    const { kind } = device.device
    if (kind !== 'genset' && !FEEDS.has(kind)) return
    const s = device.station
    const inputs = readPower(s.devices, now.at)
    const entry = this.#entry(s, now)
    if (kind === 'genset') return this.#takeFuel(s, entry, inputs, now)
    if (inputs.deviceId !== device.device.id) return
    entry.intervalMs = device.intervalMs
    const before = entry.watch.tracker.session
    const taken = takePower(entry.watch, inputs, entry, now)
    const id = s.station.id
    entry.watch = taken.watch
    if (taken.ended) this.#end(id, entry, taken.ended)
    const { session, isOver } = taken.watch.tracker
    if (session) {
      if (!before || taken.ended) this.#begin(id, entry)
      if (entry.givenUp && !isOver) entry.givenUp = null
      if (now.mono - entry.savedMono >= SAVE_MS) this.#sessionDirty.add(id)
      this.#news = true
    }
    if (taken.learnedAnew && (taken.ended?.taught || now.mono - entry.savedBankMono >= SAVE_BANK_MS)) this.#bankDirty.add(id)
  }

  #takeFuel(s: StationState, entry: Entry, inputs: PowerInputs, now: Moment): void {
    const { learned } = entry.watch
    const { track, litresPerHour } = takeFuel(entry.fuel, inputs, s.station.tankLitres, learned.litresPerHour, now)
    entry.fuel = track
    if (litresPerHour === learned.litresPerHour) return
    entry.watch = { ...entry.watch, learned: { ...learned, litresPerHour } }
    this.#bankDirty.add(s.station.id)
  }

  #begin(id: number, entry: Entry): void {
    entry.dischargeId = this.#nextId++
    entry.givenUp = null
    this.#watched.add(id)
    this.#sessionDirty.add(id)
    this.#made = null
  }

  #end(id: number, entry: Entry, { session, by, taught }: EndedDischarge): void {
    // A station that came back from silence was on mains from some moment that nobody saw: the discharge ends where it was last seen.
    this.#over.push(dischargeOf(entry.dischargeId, id, session, { at: session.at, by, taught }))
    entry.givenUp = null
    this.#watched.delete(id)
    this.#sessionDirty.delete(id)
    this.#made = null
    this.#news = true
  }

  after(now: Moment): void {
    if (now.mono - this.#lookedMono < LOOK_MS) return
    this.#lookedMono = now.mono
    for (const id of this.#watched) {
      const entry = this.#entries.get(id)
      if (!entry) continue
      const by = runOut(entry.watch, entry.intervalMs, entry.record.cells, now.mono)
      if (!by) continue
      const { tracker } = entry.watch
      entry.watch = { ...entry.watch, tracker: { ...tracker, isOver: true } }
      entry.givenUp = { at: now.at, by }
      this.#made = null
      this.#sessionDirty.add(id)
      this.#news = true
    }
  }

  /** True where something changed of stations on battery since this was last asked. */
  takeNews(): boolean {
    const news = this.#news
    this.#news = false
    return news
  }

  get needsWriting(): boolean {
    return this.#over.length > 0 || this.#sessionDirty.size > 0 || this.#bankDirty.size > 0
  }

  write(now: Moment): () => void {
    const { power } = this.#operations
    const over = this.#over
    const sessions = [...this.#sessionDirty]
    const banks = [...this.#bankDirty]
    for (const discharge of over) power.save(discharge, null)
    for (const id of sessions) {
      const entry = this.#entries.get(id)
      const session = entry?.watch.tracker.session
      if (!entry || !session) continue
      const { givenUp, watch } = entry
      const { tracker, last } = watch
      power.save(dischargeOf(entry.dischargeId, id, session, givenUp && { ...givenUp, taught: false }), { tracker, last })
    }
    for (const id of banks) {
      const entry = this.#entries.get(id)
      if (entry) power.saveBank(id, entry.watch.learned)
    }
    return () => {
      this.#over = this.#over.filter((one) => !over.includes(one))
      for (const id of sessions) {
        this.#sessionDirty.delete(id)
        const entry = this.#entries.get(id)
        if (entry) entry.savedMono = now.mono
      }
      for (const id of banks) {
        this.#bankDirty.delete(id)
        const entry = this.#entries.get(id)
        if (entry) entry.savedBankMono = now.mono
      }
    }
  }

  of(stationId: number): StationPower | null {
    const s = this.#fleet.stations.get(stationId)
    return s ? this.#view(s, this.#now()) : null
  }

  #view(s: StationState, now: Moment): StationPower {
    const entry = this.#entry(s, now)
    const inputs = readPower(s.devices, now.at)
    return powerOf(s.station, inputs, entry.watch, this.#left(entry, inputs, now), now.at)
  }

  #left(entry: Entry, inputs: PowerInputs, now: Moment): BatteryEstimate {
    const { tracker, learned } = entry.watch
    if (tracker.session) {
      if (tracker.isOver) return cannotTell({ key: 'power.why.ranOut' }, now.at, tracker.session.at)
      const left = leftNow(entry.watch, entry.intervalMs, now.mono)
      if (left && left.minutes !== null) return left
    }
    const { record, installedAt } = entry
    return estimate({ inputs, tracker, learned, record, installedAt, now: now.at })
  }

  onBattery(): StationPower[] {
    const now = this.#now()
    if (this.#made && now.mono - this.#madeMono < MADE_MS) return this.#made
    const all = [...this.#watched].flatMap((id) => {
      const s = this.#fleet.stations.get(id)
      const view = s && this.#view(s, now)
      return view && view.onBatterySince !== null ? [view] : []
    })
    this.#madeMono = now.mono
    this.#made = all.toSorted((a, b) => rank(a) - rank(b) || a.stationId - b.stationId)
    return this.#made
  }

  /** For the sentence about a station at risk: what is left while its battery carries it, and the volts where that cannot be told. */
  battery(s: StationState, now: Moment): Battery {
    const entry = this.#entries.get(s.station.id)
    const inputs = readPower(s.devices, now.at)
    const isOnBattery = entry?.watch.tracker.session && !entry.watch.tracker.isOver
    return {
      minutes: entry && isOnBattery ? this.#left(entry, inputs, now).minutes : null,
      voltage: good(inputs.battery.voltage),
      charge: good(inputs.battery.charge),
    }
  }

  /**
   * What the battery of a silent station had left at the least at its last poll, minutes: by what is reckoned and by what its equipment says, the lesser of the two, for a tired bank
   * misleads either. Null where it was not on battery, or where nothing but a nameplate or a doubtful reading tells.
   */
  leftAtSilence(stationId: number): number | null {
    const s = this.#fleet.stations.get(stationId)
    const entry = this.#entries.get(stationId)
    const { session } = entry?.watch.tracker ?? {}
    const last = entry?.watch.last
    if (!s || !entry || !session || !last || last.low === null || last.basis === 'nameplate' || last.confidence === 'low') return null
    if (wasAtEnd(session, entry.record.cells)) return 0
    const { value } = readPower(s.devices, session.at).battery.minutes
    return value === null ? last.low : Math.min(last.low, value)
  }

  forget(stationId: number, comment: string, by: By): Bank | Refusal {
    const s = this.#fleet.stations.get(stationId)
    if (!s) return refuse('NOT_FOUND', 'notFound')
    const entry = this.#entry(s, this.#now())
    const { learned } = entry.watch
    const next = replaceBank(learned, entry.record)
    const before = bankOf(s.station, learned, by.at)
    this.#operations.power.forgetBank(stationId, next, { usableAh: before.usableAh, discharges: before.discharges }, comment, by)
    entry.watch = { ...entry.watch, learned: next }
    this.#made = null
    this.#news = true
    return bankOf(s.station, next, by.at)
  }
}

const rank = ({ estimate: { minutes } }: StationPower): number => minutes ?? Number.POSITIVE_INFINITY
