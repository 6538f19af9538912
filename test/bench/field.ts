/** The field for ten minutes: 3,000 stations, 10 % of the devices dead, 1 % of the exchanges lost, 200 traps a second with a burst of 1,000; what a minute costs, and verdicts. */
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { branchFolder, writeChoice } from '../../main/app/choice.ts'
import { seedDemo } from '../../main/app/demo-branch.ts'
import { openConsole } from '../../main/app/supervisor.ts'
import { DEMO_COMMUNITY, provincePlan } from '../../main/simulator/province/plan.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import { openOperations } from '../../main/store/operations.ts'
import type { Device } from '../../shared/model/device.ts'
import type { DeviceExchange, PollerHealth } from '../../shared/model/exchange.ts'
import type { TrapSettings, TrapStatus } from '../../shared/model/trap.ts'
import { openSockets } from '../support/open-sockets.ts'
import { temporaryFolder } from '../support/serve.ts'
import { forkSimulator } from './_simulator.ts'
import { printTable } from './_table.ts'
import { forkTrapSender } from './_trap-sender.ts'

const STATIONS = Number(process.env['BENCH_STATIONS'] ?? 3000)
const MINUTES = Number(process.env['BENCH_MINUTES'] ?? 10)
const SEED = 7
const DEAD = 10
const LOSS = 1
const INTERVAL_MS = 60_000
const TRAPS = 200
const BURST = 1000
const BURST_MS = 10_000
/** The first look at everything, and the first cycle after it, before the measuring begins. */
const SETTLE_MS = 90_000
/** A poll later than this after its slot was missed. */
const LATE_MS = 10_000
const ACTOR = { name: 'bench', role: 'admin' } as const

type Console = Awaited<ReturnType<typeof openConsole>>
type Minute = {
  polls: number
  timeouts: number
  missed: number
  rss: number
  heap: number
  sockets: number
  coreP99: number
  hostP99: number
  traps: number
  dropped: number
  kernel: number
}

export async function run(): Promise<void> {
  const folder = await temporaryFolder('bench-field')
  const simulator = await forkSimulator({ seed: SEED, stations: STATIONS, dead: DEAD, loss: LOSS })
  seed(folder, simulator.port)
  const console = await openConsole({
    folder,
    log: ({ level, message }) => void (level === 'info' ? undefined : process.stderr.write(`${level}: ${message}\n`)),
  })
  try {
    await configureTraps(console)
    const plan = provincePlan(SEED, STATIONS, simulator.port)
    const communities = plan.devices.slice(0, 500).map(({ context }) => `${DEMO_COMMUNITY}@${context}`)
    const { port } = await trapStatus(console)
    const sender = await forkTrapSender({ port: port ?? 0, communities })
    process.stdout.write(`${STATIONS} stations, ${plan.devices.length} devices; settling for ${SETTLE_MS / 1000} s\n`)
    await sleep(SETTLE_MS)
    sender.rate(TRAPS)
    const from = Date.now()
    const minutes = await measure(console, sender.rate)
    const until = Date.now()
    const sent = await sender.sent()
    sender.rate(0)
    await sleep(2000)
    const { counters } = await trapStatus(console)
    const living = await missedOfTheLiving(console, from, until)
    verdicts(minutes, living, { sent, counters })
    await sender.close()
  } finally {
    await console.close()
    await simulator.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The province goes into a branch of its own, as if it had been imported: only then is the simulator a network of others. */
function seed(root: string, port: number): void {
  const folder = branchFolder(root)
  mkdirSync(folder, { recursive: true })
  writeChoice(root, { kind: 'branch', branchName: 'Bench', demo: null })
  const operations = openOperations(folder, { busyMs: 1000 })
  if (isOpenProblem(operations)) throw new Error(operations.detail)
  const refused = seedDemo(operations, { seed: SEED, stations: STATIONS, port }, { actor: ACTOR, at: Date.now() })
  operations.close()
  if (refused) throw new Error(refused.data.phrase.key)
}

/** All traps come from one address here: its allowance is raised, so that the load gets through and not only to the door. */
async function configureTraps(console: Console): Promise<void> {
  const settings = (await console.call(['traps', 'settings'], undefined, ACTOR)) as TrapSettings
  await console.call(['traps', 'configure'], { ...settings, port: 0, perSource: 2 * BURST, total: 2 * BURST }, ACTOR)
  for (let tries = 0; (await trapStatus(console)).state !== 'listening'; tries++) {
    if (tries > 100) throw new Error('the trap receiver does not listen')
    await sleep(100)
  }
}

const trapStatus = async (console: Console) => (await console.call(['traps', 'status'], undefined, ACTOR)) as TrapStatus
const droppedOf = ({ counters: c }: TrapStatus): number => c.droppedSource + c.droppedTotal + c.droppedStranger + c.droppedOverflow

async function measure(console: Console, rate: (perSecond: number) => void): Promise<Minute[]> {
  const minutes: Minute[] = []
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const burstAt = Math.min(5, Math.ceil(MINUTES / 2))
  const heads = [
    'minute',
    'polls',
    'timeouts',
    'missed',
    'RSS MB',
    'heap MB',
    'sockets',
    'core p99 ms',
    'host p99 ms',
    'traps',
    'traps dropped',
    'kernel drops',
  ]
  process.stdout.write(`${heads.join('  ')}\n`)
  let before = await numbers(console)
  for (let minute = 1; minute <= MINUTES; minute++) {
    if (minute === burstAt) {
      rate(BURST)
      setTimeout(() => rate(TRAPS), BURST_MS)
    }
    await sleep(60_000)
    const now = await numbers(console)
    const { rss, heapUsed } = process.memoryUsage()
    const one: Minute = {
      polls: now.health.polls - before.health.polls,
      timeouts: now.health.timeouts - before.health.timeouts,
      missed: now.health.missed - before.health.missed,
      rss: rss / 2 ** 20,
      heap: heapUsed / 2 ** 20,
      sockets: openSockets(),
      coreP99: now.health.loopMs.p99,
      hostP99: delay.percentile(99) / 1e6,
      traps: now.traps.counters.received - before.traps.counters.received,
      dropped: droppedOf(now.traps) - droppedOf(before.traps),
      kernel: now.kernel - before.kernel,
    }
    delay.reset()
    minutes.push(one)
    const figures = [
      minute,
      one.polls,
      one.timeouts,
      one.missed,
      one.rss.toFixed(0),
      one.heap.toFixed(0),
      one.sockets,
      one.coreP99.toFixed(1),
      one.hostP99.toFixed(1),
      one.traps,
      one.dropped,
      one.kernel,
    ]
    process.stdout.write(`${figures.map((figure, n) => String(figure).padEnd(heads[n]?.length ?? 0)).join('  ')}\n`)
    before = now
  }
  return minutes
}

async function numbers(console: Console): Promise<{ health: PollerHealth; traps: TrapStatus; kernel: number }> {
  const health = (await console.call(['poller', 'health'], undefined, ACTOR)) as PollerHealth
  return { health, traps: await trapStatus(console), kernel: kernelDrops() }
}

/** Datagrams that the kernel lost for want of room in a socket of this process. */
function kernelDrops(): number {
  const own = new Set<string>()
  for (const name of readdirSync('/proc/self/fd')) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${name}`))?.[1]
      if (inode) own.add(inode)
    } catch {
      // Closed in between.
    }
  }
  let drops = 0
  for (const table of ['/proc/net/udp', '/proc/net/udp6']) {
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/)
      if (own.has(fields[9] ?? '')) drops += Number(fields[12] ?? 0)
    }
  }
  return drops
}

/** Looks at each device's own log of polls: the living are those that answered at all; a gap between two polls is a slot that was missed. */
async function missedOfTheLiving(
  console: Console,
  from: number,
  until: number,
): Promise<{ living: number; missed: number; worst: string }> {
  const devices = (await console.call(['devices', 'list'], undefined, ACTOR)) as Device[]
  let [living, missed, worst, widest] = [0, 0, '', 0]
  for (const { id, name } of devices) {
    const told = (await console.call(['poller', 'device'], { id }, ACTOR)) as { exchange: DeviceExchange | null }
    const marks = (told.exchange?.recent ?? []).filter(({ at }) => at >= from - INTERVAL_MS && at <= until)
    if (!marks.some(({ outcome }) => outcome === 'ok')) continue
    living += 1
    const times = [...marks.map(({ at }) => at), until]
    for (let n = 1; n < times.length; n++) {
      const gap = times[n]! - times[n - 1]!
      if (gap > widest) [widest, worst] = [gap, `${name} (${id})`]
      missed += Math.max(0, Math.floor((gap - LATE_MS) / INTERVAL_MS))
    }
  }
  return { living, missed, worst: `${(widest / 1000).toFixed(1)} s at ${worst}` }
}

function verdicts(
  minutes: readonly Minute[],
  living: Awaited<ReturnType<typeof missedOfTheLiving>>,
  traps: { sent: number; counters: TrapStatus['counters'] },
): void {
  const last = minutes.slice(-5)
  const slope = slopeOf(last.map(({ rss }) => rss))
  const sockets = new Set(minutes.map(({ sockets }) => sockets))
  const kernel = minutes.reduce((sum, one) => sum + one.kernel, 0)
  const lost = traps.sent - traps.counters.received
  const rows: [string, boolean | null, string][] = [
    [
      'missed slots of living devices',
      living.missed === 0,
      `${living.missed} of ${living.living} living devices; widest gap ${living.worst}`,
    ],
    ['missed slots of all, the dead included', null, `${minutes.reduce((sum, { missed }) => sum + missed, 0)}`],
    ['socket count flat', sockets.size === 1, [...sockets].join(', ')],
    [
      'memory flat',
      last.length < 3 || slope < 2,
      last.length < 3 ? 'too short to tell' : `${slope.toFixed(2)} MB a minute over the last ${last.length} minutes`,
    ],
    ['nothing lost in the kernel', kernel === 0, `${kernel}`],
    ['traps received', lost === 0, `${traps.counters.received} of ${traps.sent}, accepted ${traps.counters.accepted}`],
  ]
  process.stdout.write('\n')
  printTable(
    ['verdict', '', 'figure'],
    rows.map(([what, holds, figure]) => [what, holds === null ? '' : holds ? 'holds' : 'FAILS', figure]),
  )
}

/** Least squares: what is added from one minute to the next. */
function slopeOf(values: readonly number[]): number {
  const mean = (values.length - 1) / 2
  const level = values.reduce((sum, value) => sum + value, 0) / values.length
  const above = values.reduce((sum, value, n) => sum + (n - mean) * (value - level), 0)
  const below = values.reduce((sum, _value, n) => sum + (n - mean) ** 2, 0)
  return below === 0 ? 0 : above / below
}
