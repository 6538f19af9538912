/** A device that is exchanged for another at the same address, or grows a row, is noticed; what it does not have is not asked for again. */
import { afterEach, expect, test } from 'vitest'
import { loadProfiles } from '../../main/profiles/load.ts'
import { Agent } from '../../main/poll/agent.ts'
import { Transport } from '../../main/snmp/transport.ts'
import { fakeAgent, number, oidBytes, serve, text, type FakeAgent, type Sent } from './snmp-fake-agent.ts'

const SYS = '1.3.6.1.2.1.1'
const { profiles } = loadProfiles()
let clock = 0
let agent: FakeAgent
const transport = new Transport({ mono: () => performance.now() })
afterEach(async () => {
  agent.close()
  await transport.close()
})

const put = (table: Map<string, Sent>, ...all: Sent[]): void => all.forEach((sent) => table.set(sent.oid, sent))
const system = (objectID: string, uptime: number): Sent[] => [
  text(`${SYS}.1.0`, 'unit'),
  { oid: `${SYS}.2.0`, tag: 6, bytes: oidBytes(objectID) },
  { ...number(`${SYS}.3.0`, uptime), tag: 0x43 },
  text(`${SYS}.5.0`, 'site-1'),
]

test('an exchanged device is identified anew after its restart', async () => {
  const table = new Map<string, Sent>()
  const H = '1.3.6.1.4.1.41809.1'
  put(table, ...system(H, 90_000), number(`${H}.46.0`, 257), number(`${H}.27.0`, 640))
  agent = await fakeAgent(serve(table))
  const session = transport.session({
    host: '127.0.0.1',
    port: agent.port,
    secret: { version: '2c', community: 'public' },
    context: '',
    timeoutMs: 500,
    retries: 0,
  })
  const device = new Agent({ session, profiles, profile: null, auto: true, mono: () => clock, complete: false, phase: 0.5 })
  const first = await device.look()
  expect(first.identified?.profile.id).toBe('himoinsa')
  const all = Object.fromEntries(first.readings.map((r) => [r.metric, r.value]))
  expect(all).toMatchObject({ 'genset.state': 1, 'mains.state': 1, 'genset.fuel': 64, 'system.uptime': 900 })
  expect(first.readings.every((r) => r.value !== null)).toBe(true)
  clock += 60_000
  const before = agent.asked.length
  expect((await device.look()).readings.length).toBe(first.readings.length)
  // One request, and only for what is there.
  expect(agent.asked.slice(before).map((a) => a.oids.length)).toEqual([3])

  // Another unit is put in its place.
  table.clear()
  const S = '1.3.6.1.4.1.21796.4.9'
  put(
    table,
    ...system(S, 100),
    number(`${S}.3.1.3.1`, 1),
    number(`${S}.3.1.5.1`, 271),
    number(`${S}.3.1.7.1`, 1),
    text(`${S}.3.1.2.1`, 'Room'),
  )
  clock += 60_000
  await device.look()
  clock += 60_000
  const after = await device.look()
  expect(after.identified?.profile.id).toBe('hwg-ste2')
  expect(after.readings.find((r) => r.metric === 'environment.temperature')).toMatchObject({ value: 27.1, label: 'Room', instance: '1' })

  // It gets a second sensor: found when rows are looked for again.
  put(table, number(`${S}.3.1.3.2`, 1), number(`${S}.3.1.5.2`, 655), number(`${S}.3.1.7.2`, 4), text(`${S}.3.1.2.2`, 'Humidity'))
  clock += 4_000_000
  const grown = await device.look()
  expect(grown.identified).toBeNull()
  expect(grown.readings.find((r) => r.metric === 'environment.humidity')).toMatchObject({ value: 65.5, quality: 'good' })
})
