/** Polling itself: its health, the devices that go worst, and the exchange with one device. */
import type { DevicePointer } from '../../../shared/contract/poller.ts'
import { refuse } from '../../../shared/model/refusal.ts'
import type { Device, DeviceStatus } from '../../../shared/model/device.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

const MOST_WORST = 10
/** Who shares an engine changes seldom, and finding out asks every device. */
const SHARED_EVERY_MS = 60_000

export function poller(core: Core): Handlers<'poller', 'health' | 'worst' | 'device'> {
  const engines = engineBook(core)
  const pointer = ({ id, name, stationId }: Device): DevicePointer => {
    const station = core.inventory.all().stationById.get(stationId)
    return { id, name, stationId, code: station?.code ?? '', station: station?.name ?? '' }
  }
  return {
    health: () => core.poller.health(),
    worst() {
      const { devices } = core.inventory.all()
      const polled = devices.flatMap((device) =>
        device.retired || !device.enabled ? [] : [{ device, status: core.engine.deviceStatus(device.id) }],
      )
      type Polled = (typeof polled)[number]
      const top = (list: readonly Polled[], by: (status: DeviceStatus) => number) =>
        list
          .toSorted((a, b) => by(b.status) - by(a.status))
          .slice(0, MOST_WORST)
          .map(({ device, status: { outcome, responseMs, failures, lastOkAt } }) => ({
            ...pointer(device),
            outcome,
            responseMs,
            failures,
            lastOkAt,
          }))
      return {
        slowest: top(
          polled.filter(({ status }) => status.outcome === 'ok' && status.responseMs !== null),
          ({ responseMs }) => responseMs ?? 0,
        ),
        failing: top(
          polled.filter(({ status }) => status.failures > 0),
          ({ failures }) => failures,
        ),
      }
    },
    device({ id }) {
      const { devices } = core.inventory.all()
      if (!devices.some((device) => device.id === id)) return refuse('NOT_FOUND', 'notFound')
      const exchange = core.poller.exchange(id)
      const others = exchange?.engine ? engines(exchange.engine.id).filter((device) => device.id !== id) : []
      return { exchange, sameEngine: others.map(pointer) }
    },
  }
}

/** Devices by the engine they name, looked up again once a minute. */
function engineBook(core: Core): (engineId: string) => readonly Device[] {
  let at = Number.NEGATIVE_INFINITY
  let book = new Map<string, Device[]>()
  return (engineId) => {
    if (core.clock.mono() - at > SHARED_EVERY_MS) {
      at = core.clock.mono()
      book = Map.groupBy(
        core.inventory.all().devices.filter(({ retired, enabled }) => enabled && !retired),
        ({ id }) => core.poller.exchange(id)?.engine?.id ?? '',
      )
      book.delete('')
    }
    return book.get(engineId) ?? []
  }
}
