/** Over real UDP: the simulator's hub dies, the poller asks, the engine says one thing. Polled every two seconds, so that two cycles are short. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEngine } from '../../main/engine/create.ts'
import type { Engine } from '../../main/engine/engine.ts'
import { createPoller } from '../../main/poll/create.ts'
import type { Poller } from '../../main/poll/poller.ts'
import { provincePlan } from '../../main/simulator/province/plan.ts'
import { hubOfForty } from '../../main/simulator/scenarios/hub-of-forty.ts'
import { happening } from '../../main/simulator/scenarios/scenario.ts'
import { startSimulator, type Simulator } from '../../main/simulator/simulator.ts'
import { openOperations } from '../../main/store/operations.ts'
import type { Operations } from '../../main/store/store.ts'
import type { Incident } from '../../shared/model/incident.ts'
import { BY, MemoryHistory, sure } from '../support/scenario.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SEED = 11
const STATIONS = 60
const clock = { now: Date.now, mono: () => performance.now() }
const folder = mkdtempSync(join(tmpdir(), 'branchwatch-hub-'))

let simulator: Simulator
let operations: Operations
let engine: Engine
let poller: Poller
let ticking: NodeJS.Timeout

beforeAll(async () => {
  simulator = await startSimulator({ seed: SEED, stations: STATIONS })
  const opened = openOperations(folder)
  if ('kind' in opened) throw new Error(opened.detail)
  operations = opened
  sure(operations.credentials.add('demo', { version: '2c', community: 'demo' }, BY))
  const plan = provincePlan(SEED, STATIONS, simulator.port)
  // The shortest there is on record: silences count only as far apart as slots are.
  sure(operations.inventory.bulk({ ...plan, devices: plan.devices.map((device) => ({ ...device, intervalSeconds: 10 })) }, BY))
  engine = createEngine({ operations, history: new MemoryHistory(), clock })
  poller = await createPoller({
    clock,
    events: { onPoll: (poll) => engine.onPoll(poll), onIdentified: () => undefined, onGap: (gap) => engine.onGap(gap) },
  })
  poller.set(
    operations.inventory.all().devices.map((device) => ({
      deviceId: device.id,
      stationId: device.stationId,
      host: device.host,
      port: device.port,
      secret: { version: '2c', community: 'demo' },
      context: device.context,
      profile: 'auto',
      profileInUse: null,
      intervalSeconds: 2,
      timeoutMs: 400,
      retries: 1,
    })),
  )
  ticking = setInterval(() => {
    engine.tick()
    for (const deviceId of engine.takeSecondLooks()) poller.pollNow(deviceId)
  }, 250)
})

afterAll(async () => {
  clearInterval(ticking)
  await poller.close()
  engine.stop()
  operations.close()
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

async function until<T>(what: string, look: () => T | null | undefined | false): Promise<T> {
  const end = performance.now() + 40_000
  for (;;) {
    const found = look()
    if (found) return found
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

it('a hub dies: one incident names it, what hangs behind it is suppressed, and nothing else is said', async () => {
  const found = hubOfForty(simulator.province)
  if (!found) throw new Error('no hub')
  const byCode = new Map(operations.inventory.all().stations.map((station) => [station.code, station.id]))
  const idOf = (index: number): number => byCode.get(simulator.province.stations[index]?.code ?? '') ?? 0
  const hub = idOf(found.hub)
  const behind = new Set(found.behind.map(idOf))
  const answers = (id: number): boolean => !['unknown', 'down', 'notInService'].includes(engine.row(id)?.health ?? 'unknown')
  // One or two may be planned, or dark from the start.
  await until('the hub and those behind it answer', () => answers(hub) && [...behind].filter(answers).length >= behind.size - 2)
  const watched = [...behind].filter(answers)
  const before = new Set(engine.incidents.list().map((one) => one.id))
  const alarms = new Set(engine.activeAlarms().map((one) => one.id))

  simulator.add({ stations: [happening(simulator.time(), found.hub, 'isolation', 0, 60)], devices: [] })
  const one = await until<Incident>('an incident with all of them', () =>
    engine.incidents
      .list()
      .find((incident) => incident.cause === 'backhaul' && [hub, ...watched].every((id) => incident.stationIds.includes(id))),
  )
  expect(one.root).toEqual({ kind: 'station', id: hub })
  expect(one.stationIds.every((id) => id === hub || behind.has(id))).toBe(true)
  expect(watched.length).toBeGreaterThan(10)
  // What stood wrong before anything was played may still be told meanwhile.
  const standing = new Set(simulator.province.stations.flatMap(({ index, troubles }) => (troubles.length > 0 ? [idOf(index)] : [])))
  const others = engine.incidents
    .list()
    .filter(({ id, stationIds }) => !before.has(id) && id !== one.id && !standing.has(stationIds[0] ?? 0))
  expect(others).toEqual([])
  const said = engine.activeAlarms().filter(({ id, suppressed, stationId }) => !alarms.has(id) && !suppressed && !standing.has(stationId))
  expect(said.map((alarm) => [alarm.ruleId, alarm.stationId])).toEqual([['station-down', hub]])
  expect(one.hamletIds.length).toBeGreaterThan(0)
})
