/** Hostile agents: tens of thousands of bent packets against the poller and its sessions, while genuine devices go on being read. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AuthProtocol, type Outcome, type Secret } from '../../shared/model/device.ts'
import { Agent } from '../../main/poll/agent.ts'
import { loadProfiles } from '../../main/profiles/load.ts'
import { localKey } from '../../main/simulator/agent/usm.ts'
import { provincePlan } from '../../main/simulator/province/plan.ts'
import { startSimulator, type Simulator } from '../../main/simulator/simulator.ts'
import type { AgentSession } from '../../main/snmp/session.ts'
import type { Exchange } from '../../main/snmp/target.ts'
import { Transport } from '../../main/snmp/transport.ts'
import type { Varbind } from '../../main/snmp/value.ts'
import { walk } from '../../main/snmp/walk.ts'
import { hostileAgent, type HostileAgent } from '../support/hostile-agent.ts'
import { Chance, Mutator, nodeAt, reseal, take, type Keys } from '../support/mutate.ts'

/** The seed that is always run, and one more: of the environment, or of the moment. */
const FIXED = 20_260
const COUNT = Number(process.env['FUZZ_COUNT'] ?? 14_000)
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
/** No single request may take longer, whatever the agent does; a whole look at a device walks tables, each of them bounded. */
const HANG_MS = 20_000
const LONG_LOOK_MS = 100_000
const TIMEOUT_MS = 60

const SYSTEM = ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.2.0', '1.3.6.1.2.1.1.5.0']
const v3 = (user: string, auth?: AuthProtocol, priv?: 'des' | 'aes'): Secret => ({
  version: '3',
  user,
  ...(auth && { auth: { protocol: auth, key: 'demo-auth-key' } }),
  ...(priv && { priv: { protocol: priv, key: 'demo-priv-key' } }),
})
type Attack = readonly [name: string, secret: Secret]
const SECRETS: readonly Attack[] = [
  ['v1', { version: '1', community: 'demo' }],
  ['v2c', { version: '2c', community: 'demo' }],
  ['v3 noAuthNoPriv', v3('demo-open')],
  ['v3 authNoPriv SHA', v3('demo-sha', 'sha')],
  ['v3 authPriv MD5 DES', v3('demo-md5-des', 'md5', 'des')],
  ['v3 authPriv SHA AES', v3('demo-sha-aes', 'sha', 'aes')],
  ['v3 authPriv SHA-256 AES', v3('demo-sha256-aes', 'sha256', 'aes')],
]
/** An agent that knows its user's keys, and is hostile all the same. */
const INSIDER: Attack = ['v3 insider', v3('demo-sha-aes', 'sha', 'aes')]

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
function heap(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}

const { profiles } = loadProfiles()
const mono = (): number => performance.now()
let simulator: Simulator
let context = ''
let truth: (string | null)[] = []

beforeAll(async () => {
  simulator = await startSimulator({ seed: 11, stations: 3 })
  context = provincePlan(11, 3, simulator.port).devices[0]?.context ?? ''
  const transport = new Transport({ mono })
  const got = await transport.session(target(simulator.port, SECRETS[5]?.[1] ?? v3('demo-open'), 3000)).get(SYSTEM)
  truth = valuesOf(got)
  await transport.close()
})
afterAll(() => simulator.close())

const target = (port: number, secret: Secret, timeoutMs = TIMEOUT_MS) => ({
  host: '127.0.0.1',
  port,
  secret,
  context,
  timeoutMs,
  retries: timeoutMs > 1000 ? 2 : 0,
})
const valuesOf = (got: Exchange<Varbind[]>): (string | null)[] => (got.outcome === 'ok' ? got.value.map((v) => v.value.raw) : [])

/** Fails where the work takes too long. */
async function bounded<T>(what: string, work: Promise<T>, ms = HANG_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} hangs`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

type Told = { outcomes: Map<string, number>; wrong: string[]; genuine: { right: number; failed: string[] } }

/** One session after the other with one hostile agent, until enough has been bent. */
async function attack([name, secret]: Attack, agent: HostileAgent, mutator: Mutator, enough: () => boolean, told: Told): Promise<void> {
  const transport = new Transport({ mono })
  const chance = new Chance(agent.port)
  // One who has the keys may say what it likes.
  const insider = name === INSIDER[0]
  const authentic = secret.version === '3' && secret.auth !== undefined && !insider
  let withheld = 0
  agent.bend((reply) => {
    const bend = (): Buffer => (insider ? resealed(reply, mutator) : null) ?? mutator.mutate(reply).bytes
    const bent = Array.from({ length: 1 + chance.below(8) }, bend)
    // Where the true reply never comes, silence and garbage are all there is.
    if (chance.below(10) < 8) return [...bent, reply]
    withheld += 1
    return bent
  })
  let stumbles = 0
  const count = (outcome: Outcome): void => {
    told.outcomes.set(`${name} ${outcome}`, (told.outcomes.get(`${name} ${outcome}`) ?? 0) + 1)
    if (outcome !== 'ok') stumbles += 1
  }
  /**
   * Sessions that went well so far, by how often anything went otherwise: their engine is known, and from then on no forged packet may end a
   * request that is answered truly.
   */
  const well = new WeakMap<AgentSession, number>()
  const check = async (session: AgentSession): Promise<void> => {
    const [before, sound] = [withheld, well.get(session) === stumbles]
    const got = await session.get(SYSTEM)
    count(got.outcome)
    if (!authentic) return
    if (got.outcome === 'auth' && sound && withheld === before) told.wrong.push(`${name}: ended by a forged packet`)
    if (got.outcome !== 'ok') return
    well.set(session, stumbles)
    if (JSON.stringify(valuesOf(got)) !== JSON.stringify(truth)) told.wrong.push(`${name}: ${JSON.stringify(valuesOf(got))}`)
  }
  const look = async (session: AgentSession): Promise<void> => {
    const device = new Agent({ session, profiles, profile: null, auto: true, mono, complete: false, phase: 0.5 })
    for (let n = 0; n < 3; n++) {
      const { outcome, readings } = await device.look()
      count(outcome)
      const finite = readings.every((r) => r.value === null || Number.isFinite(r.value))
      if (!finite || readings.some((r) => (r.raw?.length ?? 0) > 1500 || r.label.length > 200))
        told.wrong.push(`${name}: an unbounded reading`)
    }
  }
  const operations: ((session: AgentSession) => Promise<void>)[] = [
    check,
    check,
    check,
    async (session) => count((await session.getNext(['1.3.6.1.2.1.1.1'])).outcome),
    async (session) => count((await session.getBulk('1.3.6.1.2.1.1', 12)).outcome),
    async (session) => count((await walk(session, '1.3.6.1.2.1.1', { bulk: true, mono, mostMs: 500, mostRows: 60 })).outcome),
    look,
  ]
  while (!enough()) {
    // A new session now and then: discovery of the engine is attacked as well.
    const session = transport.session(target(agent.port, secret))
    for (let n = 0; n < 12 && !enough(); n++) {
      const operation = chance.of(operations)
      if (operation) await bounded(name, operation(session), operation === look ? LONG_LOOK_MS : HANG_MS)
    }
    session.close()
  }
  await transport.close()
}

/** Genuine devices on a transport that hostile ones share. */
async function genuine(transport: Transport, enough: () => boolean, told: Told): Promise<void> {
  const sessions = SECRETS.map(([name, secret]) => ({ name, session: transport.session(target(simulator.port, secret, 3000)) }))
  while (!enough()) {
    for (const { name, session } of sessions) {
      const got = await bounded(`genuine ${name}`, session.get(SYSTEM))
      if (JSON.stringify(valuesOf(got)) === JSON.stringify(truth)) told.genuine.right += 1
      else told.genuine.failed.push(`${name} ${got.outcome} ${JSON.stringify(valuesOf(got))}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The keys of the simulator's user, localised for the engine that the reply names. */
function keysFor(reply: Buffer): Keys | null {
  const root = take(reply)
  const engine = root && nodeAt(root, '.2.0.0')?.bytes
  if (!engine?.length) return null
  return {
    hash: 'sha1',
    mac: 12,
    auth: localKey('sha1', 'demo-auth-key', engine),
    aes: localKey('sha1', 'demo-priv-key', engine).subarray(0, 16),
  }
}
let insiderKeys: Keys | null = null
function resealed(reply: Buffer, mutator: Mutator): Buffer | null {
  insiderKeys ??= keysFor(reply)
  return insiderKeys && reseal(reply, insiderKeys, (scoped) => mutator.bendPart(scoped).bytes)
}

describe('hostile agents', () => {
  test.each([
    ['the fixed seed', FIXED],
    ['another seed', SEED],
  ])(
    'of %s %i',
    async (_which, seed) => {
      process.stderr.write(`fuzz: hostile agents, seed ${seed}, ${COUNT / 2} bent packets\n`)
      const mutator = new Mutator(seed)
      const told: Told = { outcomes: new Map(), wrong: [], genuine: { right: 0, failed: [] } }
      const enough = (): boolean => mutator.total >= COUNT / 2
      const attacks = [...SECRETS, ...SECRETS, INSIDER]
      const agents = await Promise.all(attacks.map(() => hostileAgent(simulator.port, 4)))
      const shared = new Transport({ mono })
      const delay = monitorEventLoopDelay({ resolution: 10 })
      delay.enable()
      let early = 0
      const watch = setInterval(() => {
        if (early === 0 && mutator.total >= COUNT / 8) early = heap()
      }, 50)
      try {
        await Promise.all([genuine(shared, enough, told), ...attacks.map((one, n) => attack(one, agents[n]!, mutator, enough, told))])
      } finally {
        clearInterval(watch)
        await Promise.all([...agents.map((agent) => agent.close()), shared.close()])
      }
      // What is on its way to a socket goes with the next turns of the loop.
      await new Promise((resolve) => setTimeout(resolve, 100))
      const grown = heap() - early
      if (process.env['FUZZ_COUNT']) {
        const said = [...told.outcomes].map(([outcome, n]) => `${outcome} ${n}`).sort()
        process.stderr.write(
          `${said.join('\n')}\ngenuine ${told.genuine.right}, heap grown ${grown.toFixed(1)} MB, delay max ${(delay.max / 1e6).toFixed(0)} ms\n`,
        )
      }
      expect(told.wrong.slice(0, 5)).toEqual([])
      expect(told.genuine.failed.slice(0, 5)).toEqual([])
      expect(told.genuine.right).toBeGreaterThan(SECRETS.length)
      // The same bound for any number of packets.
      expect(grown).toBeLessThan(64)
      // No packet keeps the thread; the computer may be slow, so this is generous.
      expect(delay.max / 1e6).toBeLessThan(2000)
      // Good replies got through between the bent ones on every version and level.
      expect(SECRETS.filter(([name]) => !told.outcomes.has(`${name} ok`))).toEqual([])
      // What we did wrong ourselves would be told as this.
      expect([...told.outcomes].filter(([outcome]) => outcome.endsWith('internal'))).toEqual([])
    },
    120_000 + COUNT * 20,
  )
})
