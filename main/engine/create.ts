/** The engine: joins poller, domain and store. Decides in memory as polls come in; writes once a second. */
import type { DevicePoll } from '../../shared/model/poll.ts'
import type { AlarmChange } from '../../shared/contract/alarms.ts'
import type { StationRow } from '../../shared/model/station.ts'
import type { DeviceStatus } from '../../shared/model/device.ts'
import type { Overview } from '../../shared/contract/stations.ts'
import { trapProblem } from '../../shared/model/alarm.ts'
import { MONITOR_ISOLATED } from '../domain/alarm/rules.ts'
import type { Moment } from '../domain/alarm/track.ts'
import { dayOf } from '../../shared/format/time.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { dayStart } from '../domain/availability/calendar.ts'
import { availability } from '../domain/availability/figures.ts'
import { isIsolated } from '../domain/health/isolation.ts'
import { aged } from '../domain/metric/freshness.ts'
import { isStandard } from '../domain/trap/event.ts'
import type { By } from '../store/store.ts'
import { AlarmBook } from './alarm-book.ts'
import { commentAlarm, doToAlarms } from './commands.ts'
import type { CreateEngine, Engine } from './engine.ts'
import { Fleet } from './fleet.ts'
import { latestOf } from './latest.ts'
import { GapWatch } from './gap.ts'
import { IncidentBook } from './incident-book.ts'
import { incidentsOf } from './incidents.ts'
import { isInhibited, takePoll } from './intake.ts'
import { overviewOf } from './overview.ts'
import type { EnginePart, PartView } from './part.ts'
import { PowerBook } from './power-book.ts'
import { Regrades } from './regrade.ts'
import { OutboxBook } from './outbox-book.ts'
import { restoreAlarms, restoreLedger } from './restore.ts'
import { branchRules, removeOverride, resetRule, saveOverride, saveRule } from './rule-commands.ts'
import { forgetSilence, type DeviceState, type StationState, type Watch } from './state.ts'
import { StormBook } from './storm-book.ts'
import { SecondLook } from './second-look.ts'
import { TrapBook } from './trap-book.ts'
import { takeTrap } from './trap-intake.ts'
import { describe, judgeStation, type Court } from './verdict.ts'
import { WindowBook } from './window-book.ts'

/** How often the beat is written while nothing else is. A crash turns at most this much into UNKNOWN. */
const BEAT_MS = 5000
const SWEEP_MS = 60_000
const DAY_MS = 86_400_000
/** A poll tells nothing of the moments before it: stations that fail within this many cycles fail "at once". */
const ISOLATION_CYCLES = 1.5
/** A row whose only news is a newer reading is told this seldom; `polled` names it anyway. */
const TELL_DATA_MS = 50_000

export const createEngine: CreateEngine = ({ operations, history, clock, chance = Math.random }) => {
  const dirty = new Set<StationState>()
  const failing = new Set<StationState>()
  const changed = new Set<StationState>()
  let polled = new Set<number>()
  let answering = 0
  let beatMono = Number.NEGATIVE_INFINITY
  let sweptMono = clock.mono()
  /** Made at most once between two ticks or commands, however many screens ask. */
  let overviewMade: Omit<Overview, 'openFindings' | 'overdueInspections'> | null = null

  const moment = (): Moment => ({ at: clock.now(), mono: clock.mono() })
  const started = moment()
  const fleet = new Fleet()
  const windows = new WindowBook(operations, fleet, (station) => {
    book.resuppress(station)
    dirty.add(station)
  })
  const book = new AlarmBook(
    (station) => dirty.add(station),
    (place) => windows.since(place),
  )
  fleet.load(operations, started)
  const ledger = restoreLedger(operations, fleet, started.at)
  windows.reload(started)
  restoreAlarms(operations, fleet, book, ledger, started.at)
  /** The ledger's label of the last second in which stations were judged. */
  let looked = ledger.time(started.at)
  const gaps = new GapWatch(started)
  // Isolated when the program ended: so it is taken to be until most stations answer.
  let isolated = book.find({ station: null, device: null }, MONITOR_ISOLATED, '')?.track.raised ?? false
  const traps = new TrapBook()
  const regrades = new Regrades(book)
  let keep = operations.settings.traps()
  const desk = { operations, book, fleet }
  const power = new PowerBook(operations, fleet, moment)
  const court: Court = {
    fleet,
    book,
    ledger,
    windows,
    isolated: () => isolated,
    looked: () => looked,
    battery: (s, now) => power.battery(s, now),
  }
  const view: PartView = { operations, fleet, book, ledger, isolated: () => isolated }
  const incidents = new IncidentBook(view, started, (stationId) => power.leftAtSilence(stationId))
  const storm = new StormBook(view, started)
  const second = new SecondLook()
  /** When a station last said anything, and since when our own uplink is gone, both monotonic. */
  let heardMono = Number.NEGATIVE_INFINITY
  let uplinkLostMono: number | null = null
  const outbox = new OutboxBook({
    operations,
    fleet,
    book,
    incidents: { takeEvents: () => incidents.takeEvents(), find: (id) => incidents.home(id)?.incident ?? null },
    battery: (stationId) => power.of(stationId)?.estimate?.minutes ?? null,
    chance,
    now: moment,
  })
  outbox.restore(started)
  const parts: readonly EnginePart[] = [windows, power, incidents, outbox, storm]
  reconcile(started, null)
  for (const station of fleet.stations.values()) dirty.add(station)
  judge(started)

  /** Gives alarms the rule that stands now, and withdraws those whose rule, device or station no longer is. */
  function reconcile(now: Moment, by: By | null): void {
    for (const watch of book.byKey.values()) {
      const id = watch.rule?.rule.id ?? ''
      if (trapProblem(id) === null) {
        const rule = (watch.station?.rules.rules ?? fleet.rules).get(id) ?? null
        if (rule) regrades.apply(watch, rule, by, now.at)
        watch.rule = rule
      }
      if (!isCurrent(watch)) book.withdraw(watch, now)
    }
  }

  function isCurrent({ rule, station, device, key }: Watch): boolean {
    if (!rule?.rule.enabled) return false
    if (key.startsWith('self|')) return true
    if (!station?.inService) return false
    if (!key.startsWith('d')) return station.devices.length > 0
    if (!device || fleet.devices.get(device.device.id) !== device) return false
    if (trapProblem(rule.rule.id) !== null) return true
    if (rule.metric === null) return device.rules.silence?.rule.id === rule.rule.id
    return device.rules.byMetric.get(rule.metric)?.some((one) => one.rule.id === rule.rule.id) ?? false
  }

  /** Begins to judge anew: only polls after this moment count. */
  function forgetEvidence(cause: StationState['epochCause'], mono: number): void {
    failing.clear()
    answering = 0
    for (const s of fleet.stations.values()) {
      s.epoch = mono
      s.epochCause = cause
      s.cycled = false
      s.standing = 'unjudged'
      s.cellsOff = false
      s.failing = false
      s.answering = false
      s.pathBack = false
      forgetSilence(s)
      dirty.add(s)
    }
  }

  /** Nobody looked between `from` and now: that time is UNKNOWN, and no verdict before every device has been asked again. */
  function missed(from: number, lastMono: number, now: Moment): void {
    book.freezeAll(lastMono)
    ledger.time(now.at)
    for (const s of fleet.stations.values()) if (s.inService) ledger.set(s.station.id, from, { bucket: 'unknown', cause: null })
    forgetEvidence('slept', now.mono)
  }

  /** The wall's hand was moved forward: the labels between are UNKNOWN, then all goes on as it was. */
  function stepped(from: number, now: Moment): void {
    const label = ledger.time(now.at)
    for (const s of fleet.stations.values()) {
      const open = ledger.of(s.station.id)
      if (!open || open.bucket === 'unknown' || open.bucket === 'notInService') continue
      ledger.set(s.station.id, from, { bucket: 'unknown', cause: null })
      ledger.set(s.station.id, label, { bucket: open.bucket, cause: open.cause })
    }
  }

  function countFailing(s: StationState, mono: number): void {
    let asked = 0
    let says = false
    for (const device of s.devices)
      if (device.polledMono !== null && device.polledMono > s.epoch) {
        asked++
        says ||= device.voice === 'says'
      }
    const answers = s.inService && says
    if (answers !== s.answering) {
      s.answering = answers
      answering += answers ? 1 : -1
    }
    const is = s.inService && asked > 0 && !says
    if (is === s.failing) return
    s.failing = is
    if (is) {
      s.failingMono = mono
      failing.add(s)
    } else failing.delete(s)
  }

  function checkIsolation(now: Moment): void {
    const since = now.mono - ISOLATION_CYCLES * fleet.cycleMs
    const recent = (): number => {
      let count = 0
      for (const s of failing) if (s.failingMono >= since) count++
      return count
    }
    const cutOff = uplinkLostMono !== null && heardMono <= uplinkLostMono
    const next = isIsolated({ isolated, cutOff, watched: fleet.watched, failing: failing.size, answering, recent })
    const rule = fleet.rules.get(MONITOR_ISOLATED)
    if (next !== isolated && rule?.rule.enabled) {
      const self = { station: null, device: null }
      const watch = next ? book.watch(self, rule, '') : book.find(self, MONITOR_ISOLATED, '')
      if (watch) book.apply(watch, { kind: 'sight', sight: next ? 'raise' : 'clear', moment: now })
    }
    if (next === isolated) return
    isolated = next
    if (!next) forgetEvidence('isolated', now.mono)
    for (const s of fleet.stations.values()) dirty.add(s)
  }

  /** Judges all that changed, parents before children. */
  function judge(now: Moment): void {
    for (const s of dirty) countFailing(s, now.mono)
    checkIsolation(now)
    const queue = [...dirty].sort((a, b) => a.depth - b.depth)
    dirty.clear()
    for (let i = 0; i < queue.length; i++) {
      const s = queue[i]
      if (!s) continue
      const { standing, pathBack } = s
      const moved = judgeStation(s, court, now)
      second.judged(s, standing, pathBack, now)
      for (const child of s.children)
        if (moved || child.standing === 'waiting' || child.standing === 'unreachable')
          if (child.failing || child.suppressed) queue.push(child)
      show(s, now)
    }
    // What the judging itself touched (alarms of these stations) has been taken into their rows only if it came before `show`.
    for (const s of dirty) show(s, now)
    dirty.clear()
  }

  function show(s: StationState, now: Moment): void {
    const row = describe(s, court, now)
    const news = !sameRow(s.row, row)
    s.row = row
    if (!news && (row.lastDataAt ?? 0) - s.toldDataAt < TELL_DATA_MS) return
    s.toldDataAt = row.lastDataAt ?? 0
    changed.add(s)
  }

  function checkCalendar(now: Moment): void {
    for (const s of fleet.timed) {
      const before = s.inService
      fleet.serve(s, now.at)
      if (before !== s.inService || !fleet.timed.has(s)) {
        fleet.count()
        dirty.add(s)
      }
    }
  }

  function write(now: Moment): void {
    const label = ledger.time(now.at)
    const due = now.mono - beatMono >= BEAT_MS
    if (due || book.needsWriting || ledger.needsWriting || traps.needsWriting || parts.some((part) => part.needsWriting)) {
      const after = operations.transaction(() => {
        const done = [...parts.map((part) => part.write(now)), ledger.write(operations.ledger), book.write(operations, now.mono)]
        // The log names the alarms, whose numbers were given just now.
        done.push(regrades.write(operations.audit))
        done.push(traps.write(operations.traps, keep, now.at, (watch) => book.idOf(watch)))
        operations.ledger.beat(label)
        return done
      })
      for (const done of after) done()
      beatMono = now.mono
    }
  }

  function tick(): void {
    const now = moment()
    const gap = gaps.look(now)
    if (gap) missed(gap.from, gap.lastMono, now)
    checkCalendar(now)
    for (const part of parts) part.before?.(now)
    book.tick(now, (watch) => {
      if (watch.device) return watch.metric === null && isInhibited(watch.device)
      return watch.station !== null && isolated
    })
    judge(now)
    looked = ledger.time(now.at)
    for (const part of parts) part.after?.(now, book.moved)
    book.moved.clear()
    overviewMade = null
    if (now.mono - sweptMono >= SWEEP_MS) {
      sweptMono = now.mono
      book.sweep(now)
      ledger.sweep()
      traps.sweep(now.at)
    }
    // Samples do not wait for a store that cannot be written, nor the other way round.
    try {
      write(now)
    } finally {
      history.flush()
    }
  }

  /** `by`: whose change of the rules is the reason. */
  function reload(by: By | null = null): void {
    const now = moment()
    keep = operations.settings.traps()
    fleet.load(operations, now)
    for (const part of parts) part.reload?.(now)
    reconcile(now, by)
    for (const s of fleet.stations.values()) dirty.add(s)
    for (const s of failing) if (fleet.stations.get(s.station.id) !== s) failing.delete(s)
    judge(now)
    overviewMade = null
  }

  function deed(...[targets, what, by]: Parameters<Engine['doToAlarms']>): AlarmChange {
    overviewMade = null
    return doToAlarms(desk, targets, what, by)
  }

  /** What was written of the rules is judged by; a refusal changed nothing. */
  function ruled<T>(result: T, by: By): T {
    if (!isRefusal(result)) reload(by)
    return result
  }

  function statusOf(deviceId: number): DeviceStatus {
    const device = fleet.devices.get(deviceId)
    return {
      deviceId,
      outcome: device?.outcome ?? null,
      at: device?.at ?? null,
      lastOkAt: device?.lastOkAt ?? null,
      responseMs: device?.responseMs ?? null,
      failures: device?.failures ?? 0,
    }
  }

  return {
    onPoll(poll: DevicePoll): void {
      const device: DeviceState | undefined = fleet.devices.get(poll.deviceId)
      if (!device) return
      history.append(poll)
      takePoll(device, poll, book, ledger.time(poll.at))
      if (device.voice === 'says') heardMono = Math.max(heardMono, device.saidMono)
      second.fell(device)
      for (const part of parts) part.onPoll?.(device, poll, { at: poll.at, mono: poll.mono })
      dirty.add(device.station)
      polled.add(device.station.station.id)
    },
    onGap(gap) {
      const now = moment()
      const seen = gaps.told(gap, now)
      if (seen?.kind === 'away') missed(seen.from, seen.lastMono, now)
      else if (seen) stepped(seen.from, now)
    },
    onTrap(trap, match, event) {
      const station = match && fleet.stations.get(match.stationId)
      if (!match || !station) return traps.note(trap, null, 'stranger', null, null)
      const device = match.deviceId === null ? undefined : fleet.devices.get(match.deviceId)
      if (!station.inService || (match.deviceId !== null && !device)) return traps.note(trap, match, 'ignored', null, null)
      if (!device || !event) return traps.note(trap, match, isStandard(trap.trapOid) ? 'noted' : 'unknown', null, null)
      const { verdict, watch } = takeTrap(device, event, station.rules.rules, book, moment())
      traps.note(trap, match, verdict, event.problem, watch)
    },
    trapTally: () => ({ ...traps.tally }),
    tick,
    reload: () => reload(),
    rows: () => Array.from(fleet.stations.values(), (s) => s.row),
    row: (stationId) => fleet.stations.get(stationId)?.row ?? null,
    readings(stationId) {
      const now = clock.now()
      return (fleet.stations.get(stationId)?.devices ?? []).flatMap((device) =>
        device.readings.map((reading) => ({
          ...aged(reading, device.readingsAt, now, device.intervalMs),
          deviceId: device.device.id,
          at: device.readingsAt,
        })),
      )
    },
    latest: (metric) => latestOf(fleet, metric, clock.now()),
    deviceStatus: statusOf,
    activeAlarms: () => book.active(),
    overview() {
      const now = moment()
      overviewMade ??= overviewOf(fleet, book, ledger, now.at)
      return overviewMade
    },
    availabilityToday(stationId) {
      const label = ledger.time(clock.now())
      return availability(ledger.recent(stationId), dayStart(label), label)
    },
    behind: (stationId) => fleet.stations.get(stationId)?.behind ?? 0,
    isolated: () => isolated,
    power,
    windows,
    incidents: incidentsOf(
      view,
      incidents,
      () => clock.now(),
      () => write(moment()),
    ),
    outbox,
    doToAlarms: deed,
    acknowledge: (targets, comment, by) => deed(targets, { kind: 'acknowledge', comment }, by),
    unacknowledge: (targets, by) => deed(targets, { kind: 'unacknowledge' }, by),
    shelvedAlarms: () => book.shelved(),
    storm,
    comment: (id, comment, by) => commentAlarm(desk, id, comment, by),
    rules: () => branchRules(operations),
    saveRule: (rule, by) => ruled(saveRule(operations, rule, by), by),
    resetRule: (id, by) => ruled(resetRule(operations, id, by), by),
    saveOverride: (wish, by) => ruled(saveOverride(operations, fleet, wish, by), by),
    removeOverride: (id, version, by) => ruled(removeOverride(operations, id, version, by), by),
    merge(from, into, by) {
      const now = moment()
      // What is decided and not written yet would be written to the station that was.
      write(now)
      const result = operations.inventory.mergeStations(from, into, dayOf(by.at), by)
      if (isRefusal(result)) return result
      const source = fleet.stations.get(from.id)
      const target = fleet.stations.get(into.id)
      if (source && target) {
        for (const watch of book.byKey.values()) if (watch.station === source && !watch.device) book.withdraw(watch, now)
        for (const device of source.devices) device.station = target
        book.move(source, target)
        const label = ledger.time(now.at)
        ledger.forget(source.station.id)
        ledger.replace(
          target.station.id,
          operations.ledger.between(Math.min(label - DAY_MS, dayStart(label)), label + 1, target.station.id),
        )
      }
      reload()
      return result
    },
    uplink(lostMono) {
      uplinkLostMono = lostMono
    },
    takeSecondLooks: () => second.take(moment()),
    takeChanges() {
      const { alarms, gone } = book.takeChanges()
      const stations: StationRow[] = Array.from(changed, (s) => s.row)
      changed.clear()
      const ids = [...polled]
      polled = new Set()
      const trapsLogged = traps.takeNews()
      const { notices, changed: outboxChanged } = outbox.takeNews()
      return {
        stations,
        alarms,
        alarmsGone: gone,
        incidents: incidents.shelf.takeTold(),
        notices,
        outboxChanged,
        polled: ids,
        trapsLogged,
        power: power.takeNews(),
      }
    },
    stop() {
      const now = moment()
      book.freezeAll(now.mono)
      beatMono = Number.NEGATIVE_INFINITY
      try {
        write(now)
      } finally {
        history.flush()
      }
    },
  }
}

/** Equal in all that a list shows, the age of its data apart. */
function sameRow(a: StationRow, b: StationRow): boolean {
  return (
    a.health === b.health &&
    a.openAlarms === b.openAlarms &&
    a.worstSeverity === b.worstSeverity &&
    a.since === b.since &&
    a.devices === b.devices &&
    a.retired === b.retired &&
    a.name === b.name &&
    a.code === b.code &&
    a.communeId === b.communeId &&
    a.remoteClass === b.remoteClass &&
    a.technologies.join() === b.technologies.join() &&
    (a.lastDataAt === null) === (b.lastDataAt === null) &&
    a.reason.key === b.reason.key &&
    sameParams(a.reason.params, b.reason.params)
  )
}

function sameParams(a: StationRow['reason']['params'], b: StationRow['reason']['params']): boolean {
  if (a === b) return true
  if (!a || !b) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
