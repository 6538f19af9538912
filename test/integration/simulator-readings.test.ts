/** The product's own poller reads every make of simulated device with the profile meant for it, and a full site gives 30 readings and more. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPoller } from '../../main/poll/create.ts'
import type { Poller } from '../../main/poll/poller.ts'
import type { Family, SimDevice } from '../../main/simulator/province/station.ts'
import { startSimulator, type Simulator } from '../../main/simulator/simulator.ts'
import type { ProbeResult } from '../../shared/contract/devices.ts'
import type { Secret } from '../../shared/model/device.ts'

const PROFILES: Record<Family, string> = {
  'huawei-smu': 'huawei-smu',
  'huawei-rtn': 'huawei-rtn',
  minilink: 'ericsson-mini-link-6600',
  gateway: 'generic',
  'hwg-ste2': 'hwg-ste2',
  baicells: 'baicells-enb',
  himoinsa: 'himoinsa',
}
const V2C: Secret = { version: '2c', community: 'demo' }
const V3: Secret = {
  version: '3',
  user: 'demo-sha-aes',
  auth: { protocol: 'sha', key: 'demo-auth-key' },
  priv: { protocol: 'aes', key: 'demo-priv-key' },
}

let simulator: Simulator
let poller: Poller

beforeAll(async () => {
  simulator = await startSimulator({ seed: 2, stations: 120 })
  const events = { onPoll: () => undefined, onIdentified: () => undefined, onGap: () => undefined }
  poller = await createPoller({ clock: { now: Date.now, mono: () => performance.now() }, events })
})
afterAll(async () => {
  await poller.close()
  await simulator.close()
})

const probe = (device: SimDevice, secret: Secret): Promise<ProbeResult> =>
  poller.probe({ host: '127.0.0.1', port: simulator.port, secret, context: device.key, profile: 'auto', timeoutMs: 2000, retries: 1 })

function one(family: Family): SimDevice {
  const sound = simulator.province.stations.filter(
    (station) => station.troubles.length === 0 && simulator.world.truth(station.index, Date.now()).reachable,
  )
  const device = sound.flatMap((station) => station.devices).find((candidate) => candidate.family === family)
  if (!device) throw new Error(`no ${family} in the province`)
  return device
}

describe('the poller reads', () => {
  it.each(Object.keys(PROFILES) as Family[])('%s over v2c and v3 alike, nothing of it suspect', async (family) => {
    const device = one(family)
    const [plain, secure] = await Promise.all([probe(device, V2C), probe(device, V3)])
    for (const result of [plain, secure]) {
      expect(result).toMatchObject({ outcome: 'ok', device: { profile: PROFILES[family], sysName: device.key.replace('.', '-') } })
      expect(result.readings.filter((reading) => reading.quality === 'suspect' || reading.quality === 'error')).toEqual([])
    }
    expect(secure.readings.map((reading) => reading.oid)).toEqual(plain.readings.map((reading) => reading.oid))
  })

  it('at least 30 things of a site with a power system, a radio and a gateway', async () => {
    const site = simulator.province.stations.find(
      (station) =>
        station.devices.length >= 3 && station.troubles.length === 0 && station.devices.some((device) => device.kind === 'gateway'),
    )
    const results = await Promise.all((site?.devices ?? []).map((device) => probe(device, V2C)))
    expect(results.reduce((sum, result) => sum + result.readings.length, 0)).toBeGreaterThanOrEqual(30)
  })
})
