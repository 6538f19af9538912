/** The simulator: a province that answers SNMP on one UDP port. Runs in any thread; `worker.ts` gives it one of its own. */
import type { AgentStats } from './agent/agent.ts'
import type { User } from './agent/usm.ts'
import { DEMO_USERS } from './users.ts'
import { ProvinceFleet } from './province/fleet.ts'
import { DEMO_COMMUNITY } from './province/plan.ts'
import { makeProvince } from './province/province.ts'
import type { Province } from './province/station.ts'
import { SCENARIOS, scenario } from './scenarios/scenarios.ts'
import { serveFleet } from './serve.ts'
import { TrapSender } from './traps/sender.ts'
import type { TrapAim } from './traps/encode.ts'
import type { WorldEvents } from './world/events.ts'
import { World } from './world/world.ts'

export type SimulatorOptions = {
  readonly seed: number
  readonly stations: number
  /** 0 takes any free port. */
  readonly port?: number
  readonly host?: string
  /** Another province than the one of seed and stations. */
  readonly province?: Province
  /** Id of the scenario to begin with. */
  readonly scenario?: string
  /** How much faster than the wall clock the world lives. */
  readonly timeFactor?: number
  readonly users?: readonly User[]
  /** Percent of devices that never answer; which ones is seeded. */
  readonly dead?: number
  /** Percent of exchanges that are lost. */
  readonly loss?: number
  /** Where the equipment sends its traps; nowhere without it. */
  readonly traps?: TrapAim
  /** Wall clock in epoch ms. */
  readonly now?: () => number
}

export type ScenarioInfo = { readonly id: string; readonly vi: string; readonly en: string; readonly minutes: number }

export type Simulator = {
  readonly port: number
  readonly host: string
  /** The truth behind the answers, for tests and comparisons. */
  readonly world: World
  readonly province: Province
  /** Present simulated time. */
  time(): number
  /** Plays a scenario from now on, ending the one before; false where there is none of that name. */
  play(id: string): boolean
  stop(): void
  playing(): string | null
  scenarios(): ScenarioInfo[]
  /** Adds single events, for tests that need one thing to happen. */
  add(events: WorldEvents): void
  /** Sends traps there from now on, or nowhere. */
  sendTraps(to: TrapAim | null): void
  stats(): AgentStats & { readonly traps: number }
  close(): Promise<void>
}

/** The command that reads a device, for people. */
export function printableAddress(device: string, host: string, port: number): string {
  return `snmpget -v2c -c ${DEMO_COMMUNITY}@${device} ${host}:${port} 1.3.6.1.2.1.1.5.0`
}

export function scenarioList(): ScenarioInfo[] {
  return SCENARIOS.map(({ id, vi, en, minutes }) => ({ id, vi, en, minutes }))
}

/** Throws where the port cannot be had, with the system's own code (EADDRINUSE, EACCES). */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const host = options.host ?? '127.0.0.1'
  const factor = options.timeFactor ?? 1
  const began = now()
  const time = (): number => began + (now() - began) * factor
  const province = options.province ?? makeProvince(options.seed, options.stations)
  const world = new World(province, began)
  const users = options.users ?? DEMO_USERS
  const { dead, loss } = options
  const served = await serveFleet(new ProvinceFleet(world), { users, dead, loss, port: options.port ?? 0, host, time, now })
  const { port } = served
  const traps = new TrapSender(world, time)
  traps.to(options.traps ?? null)
  let playing: { id: string; until: number } | null = null

  const simulator: Simulator = {
    port,
    host,
    world,
    province,
    time,
    play(id) {
      const chosen = scenario(id)
      if (!chosen) return false
      world.endEvents(time())
      world.add(chosen.play(province, time()))
      playing = { id, until: time() + chosen.minutes * 60_000 }
      return true
    },
    stop() {
      world.endEvents(time())
      playing = null
    },
    playing: () => (playing && time() < playing.until ? playing.id : null),
    scenarios: scenarioList,
    add: (events) => world.add(events),
    sendTraps: (to) => traps.to(to),
    stats: () => ({ ...served.stats(), traps: traps.sent }),
    async close() {
      traps.close()
      await served.close()
    },
  }
  if (options.scenario !== undefined && !simulator.play(options.scenario)) {
    await simulator.close()
    throw new RangeError(`no scenario ${options.scenario}`)
  }
  return simulator
}
