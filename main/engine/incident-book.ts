/** Incidents: puts each alarm where it belongs as it moves, follows what stands, and says when one has begun, is worse or is over. */
import type { Severity } from '../../shared/model/alarm.ts'
import type { Incident } from '../../shared/model/incident.ts'
import { decide, type Decision, type Opening } from '../domain/incident/decide.ts'
import type { IncidentEvent } from '../domain/incident/event.ts'
import { CHAIN, familyOf } from '../domain/incident/family.ts'
import type { IncidentRecord } from '../domain/incident/record.ts'
import { ANEW_MS, isWorse, quietMs, RETURN_MS, settleMs } from '../domain/incident/telling.ts'
import type { Moment } from '../domain/alarm/track.ts'
import type { StoredAlarm } from '../store/store.ts'
import { Case, isOutage, newCase, stands } from './incident-case.ts'
import { IncidentFigures } from './incident-figures.ts'
import { inOrder } from './incident-order.ts'
import { IncidentShelf, rootKey } from './incident-shelf.ts'
import { IncidentSight } from './incident-sight.ts'
import type { EnginePart, PartView } from './part.ts'
import type { Watch } from './state.ts'

/** What ended no longer ago than this is kept at hand. */
const RECENT_MS = 24 * 3_600_000
const SWEEP_MS = 60_000
/** Minutes of those who are out are counted this often. */
const COUNT_MS = 30_000
/** An alarm that came back no more often than this does not flap. */
const FEW = 2
/** Causes by which commercial power is gone. */
const LINE: ReadonlySet<Incident['cause']> = new Set(['mains', 'feeder'])
/** What stands this long after the power that it waited for is back is a fault of its own; a room needs its time to grow cool. */
const REST_MS = 20 * 60_000
/** A wave of which only one station came is a fault of that station after this time; until then it may wait for the others' second look. */
const WAVE_WAIT_MS = 75_000

export class IncidentBook implements EnginePart {
  readonly shelf = new IncidentShelf()
  readonly figures: IncidentFigures
  private readonly view: PartView
  private readonly sight: IncidentSight
  private events: IncidentEvent[] = []
  /** What was taken last: for those who only listen. */
  said: readonly IncidentEvent[] = []
  /** Those that ended in this second. */
  private over: Case[] = []
  private sweptMono = 0
  private nextId: number

  /** `leftAtSilence`: what the battery of a silent station had left at the least, minutes; null where that cannot be told. */
  constructor(view: PartView, now: Moment, leftAtSilence: (stationId: number) => number | null) {
    this.view = view
    this.sight = new IncidentSight(view.fleet, view.book, this.shelf, leftAtSilence)
    this.figures = new IncidentFigures(view.fleet, view.ledger, view.operations)
    const { incidents } = view.operations
    this.nextId = incidents.lastId() + 1
    for (const record of incidents.load(now.at - RECENT_MS)) this.shelf.add(new Case(record, now.mono))
    this.restore(now)
  }

  /** Alarms that stand take their places again; what the last run left without one is looked at anew. */
  private restore(now: Moment): void {
    const waiting: Watch[] = []
    for (const watch of this.view.book.byId.values()) {
      const one = this.shelf.byId.get(watch.row?.incidentId ?? 0)
      one?.know(watch)
      if (watch.row && stands(watch) && !one?.isOpen) waiting.push(watch)
    }
    for (const one of this.shelf.open) this.shelf.touch(one)
    this.take(waiting, now)
  }

  reload(): void {
    this.sight.load()
    this.figures.load()
    for (const one of this.shelf.open) this.shelf.touch(one)
  }

  after(now: Moment, moved: ReadonlySet<Watch>): void {
    this.take([...moved], now)
    for (const one of this.shelf.open) this.follow(one, now)
    for (const one of this.shelf.changed) this.refresh(one, now)
    this.shelf.changed.clear()
    this.tell(now)
    this.tellEnds(now)
    if (now.mono - this.sweptMono >= SWEEP_MS) this.sweep(now)
  }

  private take(moved: readonly Watch[], now: Moment): void {
    this.sight.at = now.at
    this.sight.mono = now.mono
    for (const watch of inOrder(moved)) this.takeOne(watch, now)
  }

  private takeOne(watch: Watch, now: Moment): void {
    const { row } = watch
    if (!row) return
    const label = this.view.ledger.time(now.at)
    const held = row.incidentId === null ? null : this.home(row.incidentId)
    if (held && this.isStill(watch, row, held, now)) {
      if (this.isAnew(watch, row, held, now)) {
        this.sight.apart = held.id
        this.replace(watch, now)
        this.sight.apart = 0
        return
      }
      if (this.isBack(watch, row, held) && this.goesWithWave(watch, row, held, now)) return
      if (!held.isOpen && stands(watch)) this.reopen(held)
      held.take(watch, false, label)
      this.moved(watch, held)
      return
    }
    if (!stands(watch) || (row.suppressed && row.suppressedBy !== 'path')) return
    this.replace(watch, now)
  }

  /** Takes an alarm out of where it is, and looks where it belongs. */
  private replace(watch: Watch, now: Moment): void {
    const held = this.shelf.byId.get(watch.row?.incidentId ?? 0)
    if (held) {
      held.drop(watch, this.view.ledger.time(now.at))
      this.moved(watch, held)
    }
    if (watch.row?.incidentId !== null) this.assign(watch, null)
    this.place(watch, now)
  }

  home(id: number): Case | null {
    const known = this.shelf.byId.get(id)
    if (known) return known
    const record = this.view.operations.incidents.get(id)
    if (!record) return null
    return this.hold(record)
  }

  /** Does an alarm stay where it is? Not where its incident is long over, nor one that is truly dead after the station that had cut it off came back. */
  private isStill(watch: Watch, row: StoredAlarm, held: Case, now: Moment): boolean {
    if (held.incident.mergedInto !== null) return !stands(watch)
    if (held.incident.byHand) return held.isOpen || !stands(watch) || now.at - (held.incident.endedAt ?? 0) < RETURN_MS
    if (!stands(watch)) return true
    const isCutOff = row.suppressed && familyOf(row) === 'silent'
    // A silence that followed from another's fault is another matter when it comes back alone.
    const isOwn = familyOf(row) !== 'silent' || held.isOfRoot(row.stationId)
    if (!held.isOpen) return !isCutOff && isOwn && now.at - (held.incident.endedAt ?? 0) < RETURN_MS
    return !(familyOf(row) === 'silent' && held.seen.get(watch) === true && !row.suppressed && !held.isOfRoot(row.stationId))
  }

  /** Power was back for so long that its loss is another one, although the battery is not full yet. */
  private isAnew(watch: Watch, row: StoredAlarm, held: Case, now: Moment): boolean {
    const family = familyOf(row)
    // Meters that tell lost mains as a lost phase lose it with them.
    const isLoss = family === 'mains' || family === 'reserve' || (family === 'phase' && LINE.has(held.incident.cause))
    if (!stands(watch) || held.standing.has(watch) || !isLoss || held.incident.byHand) return false
    return row.count <= FEW && held.powerMono !== null && now.mono - held.powerMono >= ANEW_MS
  }

  /** Raised again after its incident had grown quiet. */
  private isBack(watch: Watch, row: StoredAlarm, held: Case): boolean {
    return (
      stands(watch) &&
      !row.suppressed &&
      CHAIN.has(familyOf(row)) &&
      !held.isHeld() &&
      held.incident.root.kind === 'station' &&
      !held.incident.byHand
    )
  }

  /** Mains that were lost by themselves a while ago are lost again, this time with a whole line: then it goes there. */
  private goesWithWave(watch: Watch, row: StoredAlarm, held: Case, now: Moment): boolean {
    if (familyOf(row) === 'mains') this.sight.lost(watch, row)
    this.sight.apart = held.id
    const decision = decide({ ...row, suppressed: false }, this.sight)
    const opening = decision.kind === 'open' || decision.kind === 'recast' ? decision.opening : null
    const root = decision.kind === 'join' ? this.shelf.byId.get(decision.id)?.incident.root : opening?.root
    const goes = root?.kind === 'feeder' || root?.kind === 'place'
    if (goes) this.replace(watch, now)
    this.sight.apart = 0
    return goes
  }

  private place(watch: Watch, now: Moment): void {
    const { row } = watch
    if (!row) return
    const family = familyOf(row)
    if ((family === 'mains' || family === 'reserve') && row.severity !== 'warning') this.sight.lost(watch, row)
    const decision = decide({ ...row, suppressed: row.suppressedBy === 'path' }, this.sight)
    const one = this.carryOut(decision, row, now)
    if (!one) return
    this.assign(watch, one.id)
    one.take(watch, true, this.view.ledger.time(now.at))
    this.moved(watch, one)
    if (decision.kind !== 'join') this.gather(watch, now)
  }

  private carryOut(decision: Decision, row: StoredAlarm, now: Moment): Case | null {
    switch (decision.kind) {
      case 'none':
        return null
      case 'join':
        return this.shelf.byId.get(decision.id) ?? null
      case 'open':
        return this.open(decision.opening, row, now)
      case 'recast': {
        const one = this.shelf.byId.get(decision.id)
        if (!one) return null
        one.recast(decision.opening)
        for (const id of decision.absorb) this.absorb(id, one, now)
        this.shelf.index(one)
        return one
      }
    }
  }

  private open(opening: Opening, { ruleId, raisedAt }: StoredAlarm, now: Moment): Case {
    const one = newCase(this.takeId(), opening, { ruleId, at: raisedAt, mono: now.mono })
    this.shelf.add(one)
    return one
  }

  /** One that turned out to be the same fault goes into the other. */
  private absorb(id: number, into: Case, now: Moment): void {
    const from = this.shelf.byId.get(id)
    if (!from || from === into) return
    const label = this.view.ledger.time(now.at)
    for (const watch of from.seen.keys()) {
      if (watch.row?.incidentId !== id) continue
      this.assign(watch, into.id)
      into.take(watch, true, label)
      from.standing.delete(watch)
    }
    for (const { stationId, joinedAt } of from.record.members) into.admit(stationId, joinedAt)
    from.set({ state: 'ended', endedAt: now.at, mergedInto: into.id, version: from.incident.version + 1 })
    this.shelf.index(from)
    if (from.record.told === null) this.shelf.remove(from)
    else this.shelf.put(from)
  }

  /** Warnings of the station that had found no incident, and those behind it that fell with another or with none. */
  private gather(watch: Watch, now: Moment): void {
    const { station } = watch
    if (!station) return
    for (const other of station.watches)
      if (other !== watch && other.row?.incidentId === null && other.row.severity === 'warning' && stands(other) && !other.row.suppressed)
        this.place(other, now)
    if (watch.row && familyOf(watch.row) === 'silent') for (const stray of this.sight.strayBehind(station)) this.replace(stray, now)
  }

  /** Nothing that a person sees of an alarm changes with its incident, so its version stays. */
  assign(watch: Watch, incidentId: number | null): void {
    if (watch.row) this.view.book.put(watch, { ...watch.row, incidentId })
  }

  private moved(watch: Watch, one: Case): void {
    this.shelf.index(one)
    this.shelf.touch(one)
    if (!isOutage(watch) || !watch.row) return
    // Hamlets that this station serves with others may have lost their signal, or have it again, in the others' incidents too.
    for (const hamlet of this.figures.served(watch.row.stationId))
      for (const id of hamlet.servedBy) for (const other of this.shelf.ofStation(id)) this.shelf.touch(other)
  }

  private reopen(one: Case): void {
    one.set({ endedAt: null, version: one.incident.version + 1 }, { returns: one.record.returns + 1 })
    this.shelf.index(one)
  }

  /** What time alone brings: a wave that did not come, minutes that run, quiet that has lasted. */
  private follow(one: Case, now: Moment): void {
    const { root } = one.incident
    if ((root.kind === 'feeder' || root.kind === 'place') && one.record.told === null && !one.incident.byHand) this.settleWave(one, now)
    if (!one.isHeld()) {
      one.quietMono ??= now.mono
      const flaps = one.record.returns > 0 || [...one.seen.keys()].some(({ row }) => row !== null && row.count > FEW)
      if (now.mono - one.quietMono >= quietMs(flaps)) this.end(one)
    }
    if (one.isOurs) this.settleRest(one, now)
    one.watchPower(now.mono)
    if (one.incident.down > 0 && now.mono - one.countedMono >= COUNT_MS) this.shelf.touch(one)
  }

  private settleRest(one: Case, now: Moment): void {
    const left = one.leftBehind()
    if (left.length === 0) one.leftMono = null
    else if (now.mono - (one.leftMono ??= now.mono) >= REST_MS) for (const watch of left) this.replace(watch, now)
  }

  private settleWave(one: Case, now: Moment): void {
    const [only, second] = one.incident.stationIds
    if (only === undefined || second !== undefined || now.mono - one.bornMono < WAVE_WAIT_MS) return
    one.recast({ root: { kind: 'station', id: only }, cause: 'mains', hop: null, about: null })
    this.shelf.index(one)
    this.shelf.touch(one)
  }

  takeId(): number {
    return this.nextId++
  }

  /** Takes up one that a command has written. */
  hold(record: IncidentRecord): Case {
    const one = new Case(record, 0)
    this.shelf.add(one)
    return one
  }

  private end(one: Case): void {
    for (const watch of one.standing) this.assign(watch, null)
    one.set({ endedAt: Math.max(one.clearedAt, one.incident.beganAt), version: one.incident.version + 1 })
    this.shelf.index(one)
    this.shelf.touch(one)
    this.over.push(one)
  }

  /** Works its figures out anew; written and told only where something differs. */
  refresh(one: Case, now: Moment): void {
    if (this.shelf.byId.get(one.id) !== one) return
    this.figures.refresh(one)
    this.figures.count(one, this.view.ledger.time(now.at))
    one.countedMono = now.mono
    if (one.written !== JSON.stringify(one.record)) this.put(one)
  }

  put(one: Case): void {
    one.written = JSON.stringify(one.record)
    this.shelf.put(one)
  }

  private tell(now: Moment): void {
    for (const one of this.shelf.open) {
      const { severity } = one.incident
      if (one.record.told === null) {
        if (this.isSettled(one, now)) this.say('began', one, severity, now)
      } else if ((one.isWider || isWorse(severity, one.record.told)) && this.hasVoice(one)) this.say('worsened', one, severity, now)
    }
  }

  private say(kind: 'began' | 'worsened', one: Case, severity: Severity, now: Moment): void {
    one.isWider = false
    one.set({}, { told: severity })
    this.put(one)
    this.note(kind, one.incident, now.at)
  }

  note(kind: IncidentEvent['kind'], incident: Incident, at: number): void {
    this.events.push({ kind, incident, at })
  }

  /** Somebody ought to hear of it: an alarm stands that is neither suppressed nor set aside. */
  private hasVoice(one: Case): boolean {
    for (const { row } of one.standing) if (row && !row.suppressed && row.shelvedUntil === null) return true
    return false
  }

  private isSettled(one: Case, now: Moment): boolean {
    const { cause, root } = one.incident
    if (one.incident.mergedInto !== null || !this.hasVoice(one)) return false
    if (this.view.isolated() && cause !== 'isolated') return false
    const age = now.mono - one.bornMono
    if (age < settleMs(cause)) return false
    if (root.kind !== 'feeder' && root.kind !== 'place') return true
    return age >= WAVE_WAIT_MS || (one.incident.stationIds.length > 1 && this.sight.pending(rootKey(root)) === 0)
  }

  takeEvents(): IncidentEvent[] {
    const all = this.events
    this.events = []
    if (all.length > 0) this.said = all
    return all
  }

  private tellEnds(now: Moment): void {
    for (const one of this.over)
      if (!one.isOpen && one.record.told !== null && one.incident.mergedInto === null) this.note('ended', one.incident, now.at)
    this.over = []
  }

  /** Drops what is long over. */
  private sweep(now: Moment): void {
    this.sweptMono = now.mono
    for (const one of this.shelf.byId.values()) if (now.at - (one.incident.endedAt ?? now.at) > RECENT_MS) this.shelf.forget(one)
  }

  get needsWriting(): boolean {
    return this.shelf.needsWriting
  }

  write(): () => void {
    return this.shelf.write(this.view.operations.incidents)
  }
}
