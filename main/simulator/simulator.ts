/** The simulator: a province that answers SNMP on one UDP port. Runs in any thread; `worker.ts` gives it one of its own. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { Agent, type AgentStats, type Reply } from './agent/agent.ts'
import type { User } from './agent/usm.ts'
import { DEMO_USERS } from './users.ts'
import { DEMO_COMMUNITY } from './province/plan.ts'
import { makeProvince } from './province/province.ts'
import type { Province } from './province/station.ts'
import { SCENARIOS, scenario } from './scenarios/scenarios.ts'
import type { WorldEvents } from './world/events.ts'
import { World } from './world/world.ts'

export type SimulatorOptions = {
  readonly seed: number
  readonly stations: number
  /** 0 takes any free port. */
  readonly port?: number
  readonly host?: string
  /** Id of the scenario to begin with. */
  readonly scenario?: string
  /** How much faster than the wall clock the world lives. */
  readonly timeFactor?: number
  readonly users?: readonly User[]
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
  stats(): AgentStats
  close(): Promise<void>
}

const SOCKET_BUFFER = 4 * 1024 * 1024
const LATE_MS = [400, 2600] as const

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
  const province = makeProvince(options.seed, options.stations)
  const world = new World(province, began)
  const type = host.includes(':') ? 'udp6' : 'udp4'
  const socket = createSocket(type)
  const stranger = createSocket(type)
  const late = new Set<NodeJS.Timeout>()
  let playing: { id: string; until: number } | null = null

  await bind(socket, options.port ?? 0, host)
  await bind(stranger, 0, host)
  const { port } = socket.address()
  const agent = new Agent(world, options.users ?? DEMO_USERS, began, port)
  // A reply that cannot be sent is a reply lost, as on any network.
  const send = (from: Socket, bytes: Buffer, to: RemoteInfo): void => from.send(bytes, to.port, to.address, () => undefined)

  const misbehave = (reply: Reply, to: RemoteInfo): void => {
    const { bytes, mischief } = reply
    if (mischief === 'drop') return agent.stats.answered % 2 === 0 ? send(socket, bytes, to) : undefined
    if (mischief === 'wrongSource') return send(stranger, bytes, to)
    if (mischief === 'garbage') return send(socket, bytes.map((byte, n) => (n < 6 ? byte : (byte * 167 + n) & 255)) as Buffer, to)
    if (mischief !== 'delay') send(socket, bytes, to)
    if (mischief === 'duplicate') send(socket, bytes, to)
    if (mischief !== 'delay') return
    const timer = setTimeout(
      () => {
        late.delete(timer)
        send(socket, bytes, to)
      },
      LATE_MS[agent.stats.answered % 2],
    )
    late.add(timer)
  }

  socket.on('message', (datagram, from) => {
    const reply = agent.answer(datagram, time(), now())
    if (!reply) return
    if (reply.mischief) misbehave(reply, from)
    else send(socket, reply.bytes, from)
  })
  // ICMP errors for managers that have gone arrive here; they concern nobody.
  socket.on('error', () => undefined)
  stranger.on('error', () => undefined)

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
    stats: () => ({ ...agent.stats }),
    async close() {
      for (const timer of late) clearTimeout(timer)
      const closed = [once(socket, 'close'), once(stranger, 'close')]
      socket.close()
      stranger.close()
      await Promise.all(closed)
    },
  }
  if (options.scenario !== undefined && !simulator.play(options.scenario)) {
    await simulator.close()
    throw new RangeError(`no scenario ${options.scenario}`)
  }
  return simulator
}

async function bind(socket: Socket, port: number, host: string): Promise<void> {
  const listening = once(socket, 'listening')
  socket.bind(port, host)
  try {
    await listening
  } catch (error) {
    socket.close()
    throw error
  }
  try {
    socket.setRecvBufferSize(SOCKET_BUFFER)
    socket.setSendBufferSize(SOCKET_BUFFER)
  } catch {
    // The system grants less: the largest it gives stays.
  }
}
