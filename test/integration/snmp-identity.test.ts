/** The poller tells who answers: soon after the first poll, and again when the device has restarted, with its serial number where the profile knows it. */
import { afterEach, expect, it } from 'vitest'
import { createPoller } from '../../main/poll/create.ts'
import type { Identity } from '../../shared/model/discovery.ts'
import { waitFor } from '../support/wait.ts'
import { fakeNetwork, type FakeNetwork } from './snmp-fake-network.ts'

let network: FakeNetwork | null = null
afterEach(() => network?.close())

it('tells who answers at first and after a restart, not at every poll', async () => {
  const host = '127.20.1.1'
  // A SmartPack: its serial number stands in an object of its own.
  const box = {
    sysObjectID: '1.3.6.1.4.1.12148.10',
    sysName: 'P',
    engineId: '8000000001',
    uptime: 900_000,
    more: { '1.3.6.1.4.1.12148.10.2.7.0': 'SN-1' },
  }
  network = await fakeNetwork([host], { [host]: box })
  const looks: Identity[] = []
  let polls = 0
  const clock = { now: () => Date.now(), mono: () => performance.now() }
  const events = {
    onPoll: () => (polls += 1),
    onIdentified: () => {},
    onGap: () => {},
    onIdentity: (look: { identity: Identity }) => looks.push(look.identity),
  }
  const poller = await createPoller({ clock, events })
  const target = {
    deviceId: 1,
    stationId: 1,
    host,
    port: network.port,
    secret: { version: '2c', community: 'public' } as const,
    context: '',
  }
  poller.set([{ ...target, profile: 'auto', profileInUse: null, intervalSeconds: 0.4, timeoutMs: 300, retries: 0 }])
  try {
    await waitFor(async () => polls >= 3)
    expect(looks).toMatchObject([{ engineId: '8000000001', sysName: 'P', serial: 'SN-1' }])
    network.put(host, { ...box, engineId: '8000000002', uptime: 100 })
    await waitFor(async () => looks.length >= 2)
    expect(looks[1]).toMatchObject({ engineId: '8000000002', sysObjectID: box.sysObjectID })
  } finally {
    await poller.close()
  }
})
