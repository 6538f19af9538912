/** The poller against agents on loopback: it finds out what they are, reads them again and again, and says how each poll ended. */
import { afterEach, describe, expect, test } from 'vitest'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { createPoller } from '../../main/poll/create.ts'
import type { Poller, PollTarget } from '../../main/poll/poller.ts'
import { startSimulator, type Simulator } from '../../main/simulator/simulator.ts'
import { provincePlan } from '../../main/simulator/province/plan.ts'
import { fakeAgent, type FakeAgent } from './snmp-fake-agent.ts'
import { freePort } from './snmp-tools.ts'

type Found = { deviceId: number; profile: string; sysObjectID: string; sysName: string }
let poller: Poller | null = null
let simulator: Simulator | null = null
const agents: FakeAgent[] = []
let polls: DevicePoll[] = []
let found: Found[] = []

afterEach(async () => {
  await poller?.close()
  await simulator?.close()
  for (const agent of agents.splice(0)) agent.close()
  poller = simulator = null
  polls = []
  found = []
})

const start = async (): Promise<Poller> => {
  poller = await createPoller({
    clock: { now: Date.now, mono: () => performance.now() },
    events: { onPoll: (poll) => polls.push(poll), onIdentified: (f) => found.push(f), onGap: () => undefined },
  })
  return poller
}
const target = (deviceId: number, port: number, more: Partial<PollTarget> = {}): PollTarget => ({
  deviceId,
  stationId: 100 + deviceId,
  host: '127.0.0.1',
  port,
  secret: { version: '2c', community: 'demo' },
  context: '',
  profile: 'auto',
  profileInUse: null,
  intervalSeconds: 1,
  timeoutMs: 200,
  retries: 0,
  ...more,
})
async function until(what: () => boolean, seconds = 15): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (!what()) {
    if (performance.now() > end) throw new Error('it did not come to pass')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('the poller', () => {
  test('identifies the simulator’s devices and reads at least thirty values per station', async () => {
    simulator = await startSimulator({ seed: 3, stations: 12 })
    const { port } = simulator
    const plan = provincePlan(3, 12, port).devices
    const stations = [...new Set(plan.map((d) => d.stationCode))]
    const p = await start()
    p.set(
      plan.map((d, n) =>
        target(n + 1, port, { context: d.context, stationId: stations.indexOf(d.stationCode), timeoutMs: 1000, retries: 1 }),
      ),
    )
    await until(() => polls.length >= plan.length * 3)
    expect(found.length).toBe(plan.length)
    expect(found.every((f) => f.sysObjectID.startsWith('1.3.6.1.4.1.') && f.sysName !== '')).toBe(true)
    expect(new Set(found.map((f) => f.profile)).has('huawei-smu')).toBe(true)
    const answered = polls.filter((x) => x.outcome === 'ok')
    expect(answered.length).toBe(polls.length)
    const latest = new Map(answered.map((x) => [x.deviceId, x]))
    const perStation = [...stations.keys()].map(
      (station) => [...latest.values()].filter((x) => x.stationId === station).flatMap((x) => x.readings).length,
    )
    expect(Math.min(...perStation)).toBeGreaterThanOrEqual(30)
    // After the second poll traffic is a rate.
    const traffic = [...latest.values()].flatMap((x) => x.readings).filter((r) => r.metric === 'interface.in')
    expect(traffic.filter((r) => r.quality === 'good' && (r.value ?? 0) > 0).length).toBeGreaterThan(traffic.length / 2)
    for (const poll of answered) expect(poll.responseMs).toBeGreaterThanOrEqual(0)
    expect(p.stats()).toMatchObject({ devices: plan.length, answering: plan.length })
  })

  test('a silent device times out, a closed port is refused, garbage is malformed; none disturbs another', async () => {
    simulator = await startSimulator({ seed: 3, stations: 2 })
    const silent = await fakeAgent(() => undefined)
    const garbage = await fakeAgent((asked, a) => a.answer(Buffer.from('not snmp at all'), asked.from))
    agents.push(silent, garbage)
    const closed = await freePort()
    const good = provincePlan(3, 2, simulator.port).devices[0]
    const p = await start()
    p.set([
      target(1, silent.port),
      target(2, closed),
      target(3, garbage.port),
      target(4, simulator.port, { context: good?.context ?? '', timeoutMs: 1000 }),
      target(5, simulator.port, { context: 'no-such-device' }),
      target(6, 161, { host: 'no-such-host.invalid' }),
    ])
    await until(() => [1, 2, 3, 4, 5, 6].every((id) => polls.filter((x) => x.deviceId === id).length >= 2))
    const outcome = (id: number): string[] => [...new Set(polls.filter((x) => x.deviceId === id).map((x) => x.outcome))]
    expect([1, 2, 3, 4, 5, 6].map(outcome)).toEqual([['timeout'], ['refused'], ['malformed'], ['ok'], ['timeout'], ['unresolved']])
    for (const poll of polls.filter((x) => x.outcome !== 'ok')) expect([poll.readings.length, poll.responseMs]).toEqual([0, null])
    expect(p.stats().answering).toBe(1)
    expect(p.stats().timeouts).toBeGreaterThan(1)
  })

  test('what auto found is kept when the inventory hands it back', async () => {
    simulator = await startSimulator({ seed: 3, stations: 1 })
    const device = provincePlan(3, 1, simulator.port).devices[0]
    const one = target(1, simulator.port, { context: device?.context ?? '', timeoutMs: 1000 })
    const p = await start()
    p.set([one])
    await until(() => found.length === 1 && polls.length >= 1)
    p.set([{ ...one, profileInUse: found[0]?.profile ?? null }])
    await until(() => polls.length >= 3)
    expect(found.length).toBe(1)
    const probe = await p.probe({ ...one, profile: 'auto' })
    expect(probe.device.profile).toBe(found[0]?.profile)
    expect(probe.readings.length).toBeGreaterThan(3)
    expect(probe.readings.every((r) => r.raw === null || typeof r.raw === 'string')).toBe(true)
  })

  test('SNMPv3 of the simulator is polled', async () => {
    simulator = await startSimulator({ seed: 3, stations: 1 })
    const device = provincePlan(3, 1, simulator.port).devices[0]
    const p = await start()
    p.set([
      target(1, simulator.port, {
        context: device?.context ?? '',
        secret: {
          version: '3',
          user: 'demo-sha-aes',
          auth: { protocol: 'sha', key: 'demo-auth-key' },
          priv: { protocol: 'aes', key: 'demo-priv-key' },
        },
        timeoutMs: 1000,
      }),
      target(2, simulator.port, {
        context: device?.context ?? '',
        secret: { version: '3', user: 'demo-sha-aes', auth: { protocol: 'sha', key: 'not-the-key' } },
        timeoutMs: 1000,
      }),
    ])
    await until(() => [1, 2].every((id) => polls.some((x) => x.deviceId === id)))
    expect(polls.find((x) => x.deviceId === 1)?.outcome).toBe('ok')
    expect(polls.find((x) => x.deviceId === 2)?.outcome).toBe('auth')
    const [genuine, wrong] = [p.exchange(1), p.exchange(2)]
    expect(genuine).toMatchObject({ deviceId: 1, timeouts: 0, way: 'prepared', limits: { bulk: true, learned: false } })
    expect(genuine?.engine?.id).toMatch(/^[0-9a-f]{10,64}$/)
    expect(genuine?.engine?.boots).toBeGreaterThan(0)
    expect(genuine?.objects).toBeGreaterThan(3)
    expect(genuine?.requests).toBeGreaterThanOrEqual(1)
    expect(genuine?.recent.at(-1)?.outcome).toBe('ok')
    expect(genuine?.recent.at(-1)?.responseMs).toBeGreaterThan(0)
    expect(wrong?.recent.at(-1)).toMatchObject({ outcome: 'auth', responseMs: null })
    expect(p.exchange(3)).toBeNull()
    const health = p.health()
    expect(health).toMatchObject({ devices: 2, missed: 0, waiting: { living: 0, dead: 0 } })
    expect(health.sockets.map(({ family }) => family)).toEqual(['udp4'])
    expect(health.sockets[0]?.receiveBuffer).toBeGreaterThan(0)
  })
})
