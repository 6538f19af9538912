/** Decides when each device is asked: slots, lanes, missed slots, gaps. Knows no packets: reading is given to it. */
import type { Outcome } from '../../shared/model/device.ts'
import type { Clock, DevicePoll } from '../../shared/model/poll.ts'
import { gapBetween, type Beat } from './gap.ts'
import { Lane } from './lane.ts'
import type { PollerEvents, PollStats } from './poller.ts'
import { burstWindow, phaseOf, slotFrom, slotsPassed } from './slots.ts'

/** What the scheduler needs of a device. `read` must not reject. */
export type Pollable = {
  readonly deviceId: number
  readonly stationId: number
  readonly intervalMs: number
  read(): Promise<Pick<DevicePoll, 'outcome' | 'responseMs' | 'readings'>>
  close(): void
}

type Entry = {
  device: Pollable
  phase: number
  due: number
  busy: boolean
  alive: boolean | null
  gone: boolean
  /** The last cycle in which it was asked to the end. */
  cycle: number
  /** When it was last asked outside its slot. */
  calledAt: number
}

const BEAT_MS = 100
/** A slot served later than this is missed. */
const LATE_MS = 10_000
/** A device is asked outside its slot at most this often. */
const CALL_AGAIN_MS = 5000
const LIVING_PLACES = 512
const DEAD_PLACES = 1024

export type SchedulerOptions = {
  clock: Clock
  events: Pick<PollerEvents, 'onPoll' | 'onGap'>
  seed: number
  /** Ms since the computer started, sleep included; tells sleep from a set clock. */
  boot: () => number | null
  places?: { living: number; dead: number }
}

export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #entries = new Map<number, Entry>()
  /** Devices by the beat in which they are due. */
  readonly #wheel = new Map<number, Entry[]>()
  readonly #living: Lane
  readonly #dead: Lane
  readonly #origin: number
  /** The present cycle: every device once. */
  #cycle = { number: 0, left: 0, began: 0, lastMs: null as number | null }
  readonly #counts = { missed: 0, polls: 0, timeouts: 0 }
  #last: Beat
  #beat: number
  #era = 0
  #timer: NodeJS.Timeout

  constructor(options: SchedulerOptions) {
    this.#options = options
    this.#living = new Lane(options.places?.living ?? LIVING_PLACES)
    this.#dead = new Lane(options.places?.dead ?? DEAD_PLACES)
    this.#last = this.#now()
    this.#origin = this.#last.mono
    this.#beat = Math.floor(this.#last.mono / BEAT_MS)
    this.#timer = setInterval(() => this.#tick(), BEAT_MS)
  }

  /** Replaces the devices. One that is handed in again as the same object keeps its slot and state. */
  set(devices: readonly Pollable[]): void {
    const now = this.#options.clock.mono()
    const wanted = new Map(devices.map((device) => [device.deviceId, device]))
    for (const [id, entry] of this.#entries) {
      if (wanted.get(id) === entry.device) continue
      entry.gone = true
      entry.device.close()
      this.#entries.delete(id)
      if (this.#cycle.left > 0 && entry.cycle !== this.#cycle.number) this.#cycle.left -= 1
    }
    const fresh = devices.filter((device) => !this.#entries.has(device.deviceId))
    for (const device of fresh) {
      const phase = phaseOf(device.deviceId, this.#options.seed)
      const due = now + phase * burstWindow(fresh.length, device.intervalMs)
      const entry: Entry = { device, phase, due, busy: false, alive: null, gone: false, cycle: -1, calledAt: -Infinity }
      this.#entries.set(device.deviceId, entry)
      this.#place(entry)
    }
    if (this.#cycle.left > 0) this.#cycle.left += fresh.length
  }

  stats(): PollStats {
    let answering = 0
    for (const entry of this.#entries.values()) if (entry.alive) answering += 1
    return { devices: this.#entries.size, answering, inFlight: this.#living.inFlight + this.#dead.inFlight, ...this.#counts }
  }

  /** Devices that are due and wait for a place. */
  waiting(): { living: number; dead: number } {
    return { living: this.#living.waiting, dead: this.#dead.waiting }
  }

  /** How long the last whole cycle took; null before one has ended. */
  get cycleMs(): number | null {
    return this.#cycle.lastMs
  }

  /** Asks a device soon, outside its slot. False where it is not known, under way, or was called a moment ago. */
  call(deviceId: number): boolean {
    const entry = this.#entries.get(deviceId)
    const now = this.#options.clock.mono()
    if (!entry || entry.busy || now - entry.calledAt < CALL_AGAIN_MS) return false
    entry.calledAt = now
    this.#start(entry)
    return true
  }

  close(): void {
    clearInterval(this.#timer)
    this.#living.clear()
    this.#dead.clear()
    this.set([])
  }

  #now(): Beat {
    const { clock, boot } = this.#options
    return { wall: clock.now(), mono: clock.mono(), boot: boot() }
  }

  #tick(): void {
    const now = this.#now()
    const gap = gapBetween(this.#last, now)
    this.#last = now
    if (gap) {
      // What was asked before a sleep is not judged by what came, or did not come, after it.
      this.#era += 1
      this.#options.events.onGap(gap)
    }
    const beat = Math.floor(now.mono / BEAT_MS)
    for (; this.#beat <= beat; this.#beat++) {
      const due = this.#wheel.get(this.#beat)
      if (!due) continue
      this.#wheel.delete(this.#beat)
      for (const entry of due) if (!entry.gone) this.#serve(entry, now.mono)
    }
  }

  #place(entry: Entry): void {
    // Never in the beat that is being served: it would not come again.
    const beat = Math.max(this.#beat + 1, Math.ceil(entry.due / BEAT_MS))
    const due = this.#wheel.get(beat)
    if (due) due.push(entry)
    else this.#wheel.set(beat, [entry])
  }

  #serve(entry: Entry, now: number): void {
    const { device, phase, busy } = entry
    // After a sleep what is long overdue waits for its next slot: else all of the branch would be asked in one moment.
    const late = now - entry.due > LATE_MS
    // Called a moment ago and still under way: that is this slot's look.
    const called = busy && now - entry.calledAt <= LATE_MS
    this.#counts.missed += slotsPassed(entry.due, device.intervalMs, now) + ((busy && !called) || late ? 1 : 0)
    // After the look of the first minute the slot may be near: it is then the one after.
    const earliest = entry.alive === null ? now + device.intervalMs / 4 : Math.max(now, entry.due) + 1
    entry.due = slotFrom({ origin: this.#origin, intervalMs: device.intervalMs, phase }, earliest)
    this.#place(entry)
    if (!busy && !late) this.#start(entry)
  }

  #start(entry: Entry): void {
    entry.busy = true
    if (this.#cycle.left === 0)
      this.#cycle = { ...this.#cycle, number: this.#cycle.number + 1, left: this.#entries.size, began: this.#last.mono }
    const lane = entry.alive ? this.#living : this.#dead
    lane.enter((leave) => void this.#poll(entry).finally(leave))
  }

  /** Counts a device towards the present cycle. */
  #round(entry: Entry): void {
    const cycle = this.#cycle
    if (entry.gone || entry.cycle === cycle.number || cycle.left === 0) return
    entry.cycle = cycle.number
    cycle.left -= 1
    if (cycle.left === 0) cycle.lastMs = this.#options.clock.mono() - cycle.began
  }

  async #poll(entry: Entry): Promise<void> {
    const { device } = entry
    if (entry.gone) return
    const era = this.#era
    const result = await device.read()
    entry.busy = false
    this.#round(entry)
    if (entry.gone || (era !== this.#era && result.outcome !== 'ok')) return
    this.#counts.polls += 1
    if (result.outcome === 'timeout') this.#counts.timeouts += 1
    entry.alive = answers(result.outcome)
    const { clock, events } = this.#options
    events.onPoll({ deviceId: device.deviceId, stationId: device.stationId, at: clock.now(), mono: clock.mono(), ...result })
  }
}

/** Silence costs waiting: such a device belongs in the other lane. An agent that refuses our key or stumbles is there. */
const SILENT: readonly Outcome[] = ['timeout', 'refused', 'unresolved', 'malformed']
const answers = (outcome: Outcome): boolean => !SILENT.includes(outcome)
