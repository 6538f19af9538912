/** Watches polling itself: what became of each device's polls, the last hour, the loop's delay, the sockets. */
import type { DeviceExchange, PollerHealth } from '../../shared/model/exchange.ts'
import type { Clock } from '../../shared/model/poll.ts'
import type { Transport } from '../snmp/transport.ts'
import { LoopDelay } from './delay.ts'
import { DeviceHistory, MinuteHistory } from './history.ts'
import type { PollerEvents } from './poller.ts'
import type { Scheduler } from './scheduler.ts'

const BEAT_MS = 1000

export type HealthParts = { clock: Clock; transport: Pick<Transport, 'dropped' | 'sockets'>; scheduler: () => Scheduler }

export class Health {
  readonly #parts: HealthParts
  readonly #devices = new Map<number, DeviceHistory>()
  readonly #minutes: MinuteHistory
  readonly #delay: LoopDelay
  readonly #timer: NodeJS.Timeout

  constructor(parts: HealthParts) {
    this.#parts = parts
    this.#minutes = new MinuteHistory(parts.clock.now())
    this.#delay = new LoopDelay(parts.clock.mono())
    this.#timer = setInterval(() => this.#beat(), BEAT_MS)
    this.#timer.unref()
  }

  /** The poller's listeners, with this one among them. */
  listening(events: PollerEvents): PollerEvents {
    return {
      ...events,
      onPoll: (poll) => {
        this.#historyOf(poll.deviceId).add({ at: poll.at, outcome: poll.outcome, responseMs: poll.responseMs })
        this.#minutes.add(poll.outcome, poll.responseMs)
        events.onPoll(poll)
      },
    }
  }

  of(deviceId: number): Pick<DeviceExchange, 'recent' | 'polls' | 'timeouts'> {
    const history = this.#devices.get(deviceId)
    return { recent: history?.recent() ?? [], polls: history?.polls ?? 0, timeouts: history?.timeouts ?? 0 }
  }

  forget(deviceId: number): void {
    this.#devices.delete(deviceId)
  }

  read(): PollerHealth {
    this.#beat()
    const scheduler = this.#parts.scheduler()
    const { transport } = this.#parts
    return {
      ...scheduler.stats(),
      waiting: scheduler.waiting(),
      cycleMs: scheduler.cycleMs,
      loopMs: this.#delay.read(),
      dropped: transport.dropped(),
      sockets: transport.sockets(),
      minutes: this.#minutes.minutes(),
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#delay.close()
  }

  #beat(): void {
    const { clock, transport, scheduler } = this.#parts
    const { inFlight, missed } = scheduler().stats()
    const dropped = Object.values(transport.dropped()).reduce((sum, n) => sum + n, 0)
    this.#minutes.beat(clock.now(), inFlight, { missed, dropped })
    this.#delay.beat(clock.mono())
  }

  #historyOf(deviceId: number): DeviceHistory {
    const present = this.#devices.get(deviceId)
    if (present) return present
    const fresh = new DeviceHistory()
    this.#devices.set(deviceId, fresh)
    return fresh
  }
}
