/** What the console answers of polling: the worst devices, one device’s exchange, and who names the same engine. */
import { describe, expect, it } from 'vitest'
import { poller } from '../../../main/app/handlers/poller.ts'
import type { Core } from '../../../main/app/core.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import type { DeviceStatus } from '../../../shared/model/device.ts'

const BY = { actor: { name: 'người thử', role: 'viewer' }, at: 0 } as const
const device = (id: number, change = {}) => ({ id, name: `Thiết bị ${id}`, stationId: 1, retired: false, enabled: true, ...change })
const status = (deviceId: number, change: Partial<DeviceStatus>): DeviceStatus => ({
  deviceId,
  outcome: 'ok',
  at: 1,
  lastOkAt: 1,
  responseMs: deviceId,
  failures: 0,
  ...change,
})

function coreOf(devices: object[], statuses: Map<number, DeviceStatus>, engines: Record<number, string> = {}) {
  let asked = 0
  let mono = 0
  const core = {
    clock: { now: () => 0, mono: () => mono },
    inventory: { all: () => ({ devices, stationById: new Map([[1, { code: 'TQG0001-11', name: 'Bản Lãm' }]]) }) },
    engine: { deviceStatus: (id: number) => statuses.get(id) ?? status(id, {}) },
    poller: {
      exchange: (id: number) => {
        asked += 1
        return id === 99 ? null : { deviceId: id, engine: engines[id] ? { id: engines[id], boots: 1, time: 1 } : null }
      },
    },
  } as unknown as Core
  return { core, asked: () => asked, wait: (ms: number) => (mono += ms) }
}

describe('the worst devices', () => {
  it('are ten of each kind, without those that nobody polls or that are well', () => {
    const devices = Array.from({ length: 30 }, (_, i) => device(i + 1, i === 29 ? { retired: true } : {}))
    const statuses = new Map([
      [1, status(1, { outcome: 'timeout', responseMs: null, failures: 9 })],
      [2, status(2, { outcome: 'timeout', responseMs: null, failures: 40 })],
      [30, status(30, { outcome: 'timeout', failures: 999 })],
    ])
    const { core } = coreOf(devices, statuses)
    const { slowest, failing } = poller(core).worst(undefined, BY) as { slowest: { id: number }[]; failing: { id: number; code: string }[] }
    expect(slowest.map(({ id }) => id)).toEqual([29, 28, 27, 26, 25, 24, 23, 22, 21, 20])
    expect(failing.map(({ id }) => id)).toEqual([2, 1])
    expect(failing[0]?.code).toBe('TQG0001-11')
  })
})

describe('one device', () => {
  it('that does not exist is refused', () => {
    const { core } = coreOf([device(1)], new Map())
    const answer = poller(core).device({ id: 7 }, BY)
    expect(isRefusal(answer) && answer.refused).toBe('NOT_FOUND')
  })
  it('that is not polled has no exchange', () => {
    const { core } = coreOf([device(99)], new Map())
    expect(poller(core).device({ id: 99 }, BY)).toEqual({ exchange: null, sameEngine: [] })
  })
  it('shares its engine with those that name the same one, looked up once a minute', () => {
    const devices = [device(1), device(2), device(3), device(4, { enabled: false }), device(5)]
    const { core, asked, wait } = coreOf(devices, new Map(), { 1: '80000a', 2: '80000b', 3: '80000a', 4: '80000a' })
    const { device: ask } = poller(core)
    expect(ask({ id: 1 }, BY)).toMatchObject({ sameEngine: [{ id: 3, code: 'TQG0001-11', station: 'Bản Lãm' }] })
    expect(ask({ id: 2 }, BY)).toMatchObject({ sameEngine: [] })
    expect(ask({ id: 5 }, BY)).toMatchObject({ sameEngine: [] })
    const before = asked()
    void ask({ id: 1 }, BY)
    expect(asked() - before).toBe(1)
    wait(61_000)
    void ask({ id: 1 }, BY)
    expect(asked() - before).toBeGreaterThan(4)
  })
})
