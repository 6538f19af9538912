/** The storm part of the engine: what carries each station without mains, gensets on duty with their fuel and release, and when storm mode is proposed. */
import { trapProblem } from '../../shared/model/alarm.ts'
import type { Assignment, DispatchEntry, ResourceRow, StormChoice, StormState } from '../../shared/model/storm.ts'
import type { Refusal } from '../../shared/model/refusal.ts'
import { DISPATCH_OUT_OF_FUEL } from '../domain/alarm/rules.ts'
import type { Moment } from '../domain/alarm/track.ts'
import { isProposed, settingAt } from '../domain/storm/mode.ts'
import { followMains } from '../domain/storm/release.ts'
import { runsAt } from '../domain/storm/dispatch.ts'
import { SUPPLY_RULES, supplyOf, type Supply } from '../domain/storm/supply.ts'
import type { By } from '../store/store.ts'
import type { EnginePart, PartView } from './part.ts'
import type { StationState, Watch } from './state.ts'
import { assignmentOf, mainsOf, type OnDuty } from './storm-duty.ts'
import { assign, correct, readLog, release, tell, undo, type AssignWhat, type TellWhat } from './storm-commands.ts'

/** Screens that show the board read it again at most this often while the storm goes on. */
const TELL_MS = 3000
/** Also where only estimates moved. */
const TELL_ANYWAY_MS = 15_000

export type Without = { readonly supply: Supply; readonly lostAt: number }

/** What the app asks of it. */
export type Storm = {
  state(): StormState
  setMode(next: Omit<StormChoice, 'since' | 'by'>, by: By): StormState
  /** Stations without mains, or carried by a genset. */
  without(): ReadonlyMap<number, Without>
  /** All that are not retired, with what they do now. */
  resources(): ResourceRow[]
  /** Those on duty at stations. */
  onDuty(): Assignment[]
  assignments(filter: { stationId: number | null; resourceId: number | null; limit: number }): Assignment[]
  log(id: number): { assignment: Assignment; entries: DispatchEntry[] } | Refusal
  /** After resources were written. */
  reloadResources(): void
  assign(what: AssignWhat, by: By): Assignment | Refusal
  tell(what: TellWhat, by: By): Assignment | Refusal
  correct(
    what: { id: number; version: number; entryId: number; at: number; litres: number | null; note: string },
    by: By,
  ): Assignment | Refusal
  undo(what: { id: number; version: number }, by: By): Assignment | Refusal
  release(what: { id: number; version: number; at: number | null; note: string }, by: By): Assignment | Refusal
  /** True where the board should be read again since this was last asked. */
  takeNews(): boolean
}

type Change = { readonly stationId: number; readonly supply: Supply | null; readonly at: number }

export class StormBook implements EnginePart, Storm {
  readonly duties = new Map<number, OnDuty>()
  /** By alarms alone; what people told of portable gensets is added where it is asked for. */
  private readonly supplies = new Map<number, Without>()
  private unwritten: Change[] = []
  /** Monotonic moment at which stations lost mains, for as long as that counts as lately. */
  private readonly lost = new Map<number, number>()
  private choice: StormChoice
  private proposed = false
  private lookAll = true
  private news = true
  private toldMono = Number.NEGATIVE_INFINITY
  private last: Moment

  readonly view: PartView

  constructor(view: PartView, now: Moment) {
    this.view = view
    this.last = now
    const { storm } = view.operations
    this.choice = storm.setting()
    for (const { stationId, supply, from } of storm.openSupplies()) {
      this.supplies.set(stationId, { supply, lostAt: from })
      this.lost.set(stationId, now.mono - Math.max(0, now.at - from))
    }
    const resources = new Map(storm.resources().map((one) => [one.id, one]))
    for (const stored of storm.openAssignments()) {
      const resource = resources.get(stored.resourceId)
      if (resource) this.duties.set(stored.id, { stored, resource, lines: storm.log(stored.id), mains: null, dry: false })
    }
  }

  reload(): void {
    this.lookAll = true
  }

  /** Before the others look: what is raised here is theirs to correlate and to notify. */
  before(now: Moment): void {
    this.last = now
    if (this.lookAll) this.withdrawStrays(now)
    for (const one of this.duties.values()) this.follow(one, now)
  }

  after(now: Moment, moved: ReadonlySet<Watch>): void {
    this.last = now
    const label = this.view.ledger.time(now.at)
    if (this.lookAll) {
      this.lookAll = false
      for (const station of this.view.fleet.stations.values()) this.look(station, label, now)
    } else {
      const touched = new Set<StationState>()
      for (const watch of moved) if (watch.station && SUPPLY_RULES.has(ruleOf(watch))) touched.add(watch.station)
      for (const station of touched) this.look(station, label, now)
    }
    this.propose(now)
  }

  private look(station: StationState, label: number, now: Moment): void {
    const id = station.station.id
    const before = this.supplies.get(id)
    const next = station.inService ? supplyOf(standingRules(station), false) : null
    if ((before?.supply ?? null) === next) return
    if (next === null) this.supplies.delete(id)
    else {
      this.supplies.set(id, { supply: next, lostAt: before?.lostAt ?? label })
      if (!before) this.lost.set(id, now.mono)
    }
    this.unwritten.push({ stationId: id, supply: next, at: label })
    this.news = true
  }

  /** Mains, fuel and the alarm of one on duty. */
  follow(one: OnDuty, now: Moment): void {
    const station = this.view.fleet.stations.get(one.stored.stationId)
    if (!station) return
    const isThere = this.supplies.get(one.stored.stationId)?.supply === 'battery' ? false : mainsOf(station, now.at)
    const wasReleasable = assignmentOf(one, now).releasable
    one.mains = followMains(one.mains, isThere, now)
    const { phase, releasable } = assignmentOf(one, now)
    if (releasable !== wasReleasable) this.news = true
    this.warn(one, station, phase === 'outOfFuel', now)
  }

  /** Raises or clears "out of fuel" at its station. */
  private warn(one: OnDuty, station: StationState, isDry: boolean, now: Moment): void {
    const rule = this.view.fleet.rules.get(DISPATCH_OUT_OF_FUEL)
    const place = { station, device: null }
    const watch = this.view.book.find(place, DISPATCH_OUT_OF_FUEL, one.resource.name)
    if (isDry && rule?.rule.enabled && station.inService && !watch?.track.raised)
      this.view.book.assert(watch ?? this.view.book.watch(place, rule, one.resource.name), now)
    else if (!isDry && watch?.track.raised) this.view.book.withdraw(watch, now)
    if (isDry !== one.dry) this.news = true
    one.dry = isDry
  }

  /** It left the station: nothing of it can run out there. */
  dismiss(one: OnDuty, now: Moment): void {
    const station = this.view.fleet.stations.get(one.stored.stationId)
    if (station) this.warn(one, station, false, now)
    this.duties.delete(one.stored.id)
  }

  /** Alarms of gensets that are on duty no more, or have another name. */
  private withdrawStrays(now: Moment): void {
    const known = new Set([...this.duties.values()].map((one) => `${one.stored.stationId}|${one.resource.name}`))
    for (const watch of this.view.book.byKey.values()) {
      if (ruleOf(watch) !== DISPATCH_OUT_OF_FUEL || !watch.track.raised) continue
      if (!known.has(`${watch.station?.station.id ?? 0}|${watch.instance}`)) this.view.book.withdraw(watch, now)
    }
  }

  private lately(mono: number): number {
    let count = 0
    for (const [id, at] of this.lost) {
      if (mono - at <= this.choice.minutes * 60_000) count++
      else this.lost.delete(id)
    }
    return count
  }

  private propose(now: Moment): void {
    const setting = settingAt(this.choice.setting, this.choice.since, now.at)
    const next = isProposed(this.proposed, { setting, lately: this.lately(now.mono), withoutMains: this.supplies.size }, this.choice)
    if (next !== this.proposed) this.news = true
    this.proposed = next
  }

  get needsWriting(): boolean {
    return this.unwritten.length > 0
  }

  write(): () => void {
    const written = this.unwritten.length
    for (const { stationId, supply, at } of this.unwritten) this.view.operations.storm.changeSupply(stationId, supply, at)
    return () => void this.unwritten.splice(0, written)
  }

  state(): StormState {
    const { mono, at } = this.last
    const lately = this.lately(mono)
    return {
      ...this.choice,
      setting: settingAt(this.choice.setting, this.choice.since, at),
      proposed: this.proposed,
      withoutMains: this.supplies.size,
      lately,
    }
  }

  setMode(next: Omit<StormChoice, 'since' | 'by'>, by: By): StormState {
    this.choice = this.view.operations.storm.saveSetting(next, by)
    this.proposed = false
    this.propose(this.last)
    this.news = true
    return this.state()
  }

  without(): ReadonlyMap<number, Without> {
    const all = new Map(this.supplies)
    for (const { stored, resource, lines, dry } of this.duties.values()) {
      if (resource.kind !== 'genset' || dry || !runsAt(lines, this.last.at)) continue
      const lostAt = all.get(stored.stationId)?.lostAt ?? stored.dispatchedAt
      all.set(stored.stationId, { supply: 'genset', lostAt })
    }
    return all
  }

  resources(): ResourceRow[] {
    const byResource = new Map(this.onDuty().map((one) => [one.resourceId, one]))
    return this.view.operations.storm
      .resources()
      .filter((resource) => resource.retiredAt === null)
      .map((resource) => ({ resource, assignment: byResource.get(resource.id) ?? null }))
  }

  onDuty(): Assignment[] {
    return Array.from(this.duties.values(), (one) => assignmentOf(one, this.last))
  }

  assignments(filter: { stationId: number | null; resourceId: number | null; limit: number }): Assignment[] {
    const { storm } = this.view.operations
    const resources = new Map(storm.resources().map((one) => [one.id, one]))
    return storm.assignments(filter).flatMap((stored) => {
      const resource = resources.get(stored.resourceId)
      const mains = this.duties.get(stored.id)?.mains ?? null
      return resource ? [assignmentOf({ stored, resource, lines: storm.log(stored.id), mains }, this.last)] : []
    })
  }

  log(id: number): ReturnType<Storm['log']> {
    return readLog(this, id)
  }

  reloadResources(): void {
    const resources = new Map(this.view.operations.storm.resources().map((one) => [one.id, one]))
    for (const one of this.duties.values()) one.resource = resources.get(one.stored.resourceId) ?? one.resource
    this.lookAll = true
    this.news = true
  }

  now(): Moment {
    return this.last
  }

  /** What a command wrote is taken in at once. */
  take(one: OnDuty): Assignment {
    const made = assignmentOf(one, this.last)
    if (made.endedAt !== null) this.dismiss(one, this.last)
    else {
      this.duties.set(one.stored.id, one)
      this.follow(one, this.last)
    }
    this.news = true
    return made
  }

  assign: Storm['assign'] = (what, by) => assign(this, what, by)
  tell: Storm['tell'] = (what, by) => tell(this, what, by)
  correct: Storm['correct'] = (what, by) => correct(this, what, by)
  undo: Storm['undo'] = (what, by) => undo(this, what, by)
  release: Storm['release'] = (what, by) => release(this, what, by)

  takeNews(): boolean {
    const since = this.last.mono - this.toldMono
    const due = this.news ? since >= TELL_MS : this.supplies.size + this.duties.size > 0 && since >= TELL_ANYWAY_MS
    if (!due) return false
    this.news = false
    this.toldMono = this.last.mono
    return true
  }
}

/** The rule of an alarm; a trap's word for a rule's fault counts as that rule. */
function ruleOf(watch: Watch): string {
  const id = watch.rule?.rule.id ?? watch.row?.ruleId ?? ''
  return trapProblem(id) ?? id
}

/** Rules of supply whose alarms stand at a station, whatever people did about them. */
function standingRules(station: StationState): Set<string> {
  const found = new Set<string>()
  for (const device of station.devices)
    for (const watch of device.watches.values()) {
      const id = ruleOf(watch)
      if (watch.track.raised && SUPPLY_RULES.has(id)) found.add(id)
    }
  return found
}
