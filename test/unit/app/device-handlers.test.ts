/** What the console answers of devices beyond the list: statuses that changed since, and one device with the names of what it refers to. */
import { describe, expect, it } from 'vitest'
import { devices as handlersOf } from '../../../main/app/handlers/devices.ts'
import type { Core } from '../../../main/app/core.ts'
import { DeviceDetail } from '../../../shared/contract/devices.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import type { Device } from '../../../shared/model/device.ts'

const BY = { actor: { name: 'người thử', role: 'viewer' }, at: 0 } as const
const device = (id: number, change: Partial<Device> = {}): Device => ({
  id,
  stationId: 1,
  name: `Thiết bị ${id}`,
  kind: 'power',
  host: '10.0.0.1',
  port: 161,
  credentialId: 1,
  context: '',
  profile: 'auto',
  intervalSeconds: null,
  elsewhere: false,
  enabled: true,
  profileInUse: 'eltek',
  retired: false,
  version: 1,
  ...change,
})
const at = new Map<number, number | null>([
  [1, 100],
  [2, 200],
  [3, null],
])
const devices = [device(1), device(2, { profileInUse: null, intervalSeconds: 30 }), device(3, { stationId: 9 })]
const core = {
  profiles: new Map([['eltek', { id: 'eltek', name: 'Eltek', vendor: 'Eltek', verified: true, verifiedWith: 'một thiết bị' }]]),
  inventory: { all: () => ({ devices, stationById: new Map([[1, { id: 1, code: 'TQG0001-11', name: 'Bản Lãm' }]]) }) },
  engine: {
    deviceStatus: (deviceId: number) => ({
      deviceId,
      outcome: null,
      at: at.get(deviceId) ?? null,
      lastOkAt: null,
      responseMs: null,
      failures: 0,
    }),
  },
  operations: {
    credentials: { list: () => [{ id: 1, name: 'v3', version: '3', devices: 3 }] },
    settings: { get: () => ({ intervalSeconds: 60 }) },
  },
} as unknown as Core
const { statuses, get } = handlersOf(core)

describe('statuses', () => {
  it('are those of devices polled since, with what they were found to be', () => {
    expect(statuses({ since: null }, BY)).toHaveLength(3)
    expect(statuses({ since: 100 }, BY)).toMatchObject([{ deviceId: 2, profileInUse: null }])
    expect(statuses({ since: 200 }, BY)).toEqual([])
  })
})

describe('one device', () => {
  it('comes with the names of what it refers to, as the contract promises', () => {
    const detail = DeviceDetail.parse(get({ id: 1 }, BY))
    expect(detail).toMatchObject({
      station: { code: 'TQG0001-11' },
      profile: { name: 'Eltek', verified: true },
      credential: { name: 'v3', version: '3' },
      intervalSeconds: 60,
    })
    expect(DeviceDetail.parse(get({ id: 2 }, BY))).toMatchObject({ profile: null, intervalSeconds: 30 })
  })
  it('that is not there, or stands nowhere, is refused', () => {
    for (const id of [3, 7]) {
      const answer = get({ id }, BY)
      expect(isRefusal(answer) && answer.refused).toBe('NOT_FOUND')
    }
  })
})
