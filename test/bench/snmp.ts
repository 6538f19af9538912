/**
 * Polling against the C library's asynchronous poller, in one run: CPU for 1,000 devices in v2c, v3 and a walk; first contact with v3 engines,
 * a slow network, dead devices, growth. Needs ../shared/peers, gcc, libsnmp and libcrypto; says what is missing and leaves out what it cannot do.
 */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import type { Job, Result } from './_snmp-manager.ts'
import { median, printTable } from './_table.ts'

const root = resolve(import.meta.dirname, '../..')
const peers = resolve(root, '../shared/peers')
const DEVICES = 3000
const OBJECTS = 30
const ROUNDS = 3
/** As the core worker runs: 12 MB for what is young in its memory. */
const YOUNG = '--max-semi-space-size=4'
const execute = promisify(execFile)

type Peers = { readonly folder: string; readonly manager: string; readonly pinned: boolean }
type Line = [what: string, ours: string, peer: string, ratio: string, target: string, held: string]

/** What cannot be done here; empty where all can. */
function missing(): string[] {
  const has = (program: string): boolean => {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  return [
    ...(process.platform === 'linux' ? [] : ['Linux']),
    ...(existsSync(join(peers, 'agent.c')) ? [] : [peers]),
    ...(has('gcc') ? [] : ['gcc']),
    ...(existsSync('/usr/include/net-snmp/net-snmp-config.h') ? [] : ['libsnmp-dev']),
    ...(existsSync('/usr/include/openssl/evp.h') ? [] : ['libssl-dev']),
  ]
}

/** The peers from their source, and our manager bundled as the console is. */
async function prepare(folder: string): Promise<Peers> {
  const compile = (name: string, ...libraries: string[]): Promise<unknown> =>
    execute('gcc', ['-O2', '-w', '-o', join(folder, name), join(peers, `${name}.c`), ...libraries])
  const outDir = join(root, '.cache/bench')
  await Promise.all([
    compile('agent', '-lcrypto'),
    compile('cpoll', '-lnetsnmp'),
    build({
      configFile: false,
      logLevel: 'silent',
      root,
      ssr: { noExternal: true, external: ['net-snmp'] },
      build: { ssr: join(import.meta.dirname, '_snmp-manager.ts'), outDir, target: 'node22', minify: false },
    }),
  ])
  return { folder, manager: join(outDir, '_snmp-manager.js'), pinned: cpus().length > 1 && existsSync('/usr/bin/taskset') }
}

const onCore = ({ pinned }: Peers, core: number, program: string, args: string[]): [string, string[]] =>
  pinned ? ['taskset', ['-c', String(core), program, ...args]] : [program, args]

function freePort(): Promise<number> {
  return new Promise((done) => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => done(port))
    })
  })
}

/** Runs `work` beside an agent that answers as every 127.x.y.z. */
async function beside<T>(on: Peers, options: string[], work: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort()
  const child: ChildProcess = spawn(...onCore(on, 1, join(on.folder, 'agent'), ['-p', String(port), ...options]), { stdio: 'ignore' })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  try {
    await new Promise((done) => setTimeout(done, 400))
    return await work(port)
  } finally {
    child.kill()
    await ended
  }
}

async function ours(on: Peers, port: number, job: Partial<Job>): Promise<Result> {
  const whole: Job = {
    work: 'poll',
    version: '2c',
    devices: DEVICES,
    objects: OBJECTS,
    window: 64,
    known: true,
    cycles: 16,
    port,
    timeoutMs: 2000,
    retries: 1,
    ...job,
  }
  const [program, args] = onCore(on, 0, process.execPath, [YOUNG, on.manager, JSON.stringify(whole)])
  const { stdout } = await execute(program, args, { cwd: root, timeout: 90_000 })
  const result = JSON.parse(stdout) as Result
  const asked = whole.devices * whole.cycles
  const answered = result.cycles.reduce((sum, cycle) => sum + cycle.answered + cycle.silent, 0)
  if (answered !== asked) throw new Error(`${asked - answered} polls did not end`)
  return result
}

/** CPU seconds for 1,000 devices: of each process what it takes once it has warmed up. */
const steady = ({ cycles }: Result, devices: number): number =>
  median(cycles.slice(Math.floor(cycles.length / 2)).map((cycle) => (cycle.cpuSeconds / devices) * 1000))

type Measured = { readonly perThousand: number; readonly open: number }

async function theirs(on: Peers, port: number, options: string[], devices: number, cycles: number): Promise<Measured> {
  const args = ['-n', String(devices), '-w', '64', '-o', String(OBJECTS), '-c', String(cycles), '-p', String(port), ...options]
  const { stdout } = await execute(...onCore(on, 0, join(on.folder, 'cpoll'), args), { timeout: 90_000 })
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { phase?: string; wall: number; cpu_per_1k_dev?: number })
  const figures = lines.flatMap((line) => line.cpu_per_1k_dev ?? [])
  const first = lines.filter((line, n) => line.phase === 'open' || n === 1).reduce((sum, line) => sum + line.wall, 0)
  return { perThousand: median(figures.slice(1)), open: first }
}

const results: Result[] = []
const seen = (result: Result): Result => {
  results.push(result)
  return result
}
const held = (value: number, most: number): string => (value <= most ? 'yes' : 'NO')
const seconds = (value: number): string => `${value.toFixed(2)} s`

/** Ours and theirs by turns, so that what else the machine does falls on both. */
async function against(on: Peers, what: string, job: Partial<Job>, options: string[], cycles: number, most: number): Promise<Line> {
  const devices = job.devices ?? DEVICES
  const mine: number[] = []
  const peer: number[] = []
  await beside(on, [], async (port) => {
    for (let round = 0; round < ROUNDS; round++) {
      peer.push((await theirs(on, port, options, devices, cycles)).perThousand)
      mine.push(steady(seen(await ours(on, port, job)), devices))
    }
  })
  const [a, b] = [median(mine), median(peer)]
  return [
    what,
    `${(a * 1000).toFixed(1)} ms`,
    `${(b * 1000).toFixed(1)} ms`,
    (a / b).toFixed(2),
    `≤ ${most.toFixed(1)} × C`,
    held(a / b, most),
  ]
}

async function firstContact(on: Peers): Promise<Line[]> {
  return beside(on, [], async (port) => {
    const peer = await theirs(on, port, ['-3'], DEVICES, 1)
    const runs: Result[] = []
    for (let round = 0; round < ROUNDS; round++) runs.push(seen(await ours(on, port, { version: '3', cycles: 1, timeoutMs: 4000 })))
    const time = median(runs.map((run) => run.cycles[0]?.seconds ?? Number.NaN))
    const loop = median(runs.map((run) => run.cycles[0]?.loopMs ?? Number.NaN))
    const silent = runs.reduce((sum, run) => sum + (run.cycles[0]?.silent ?? 0), 0)
    return [
      [
        'first contact with 3,000 v3 engines',
        seconds(time),
        seconds(peer.open),
        (time / peer.open).toFixed(2),
        '≤ 2 s',
        held(silent > 0 ? Infinity : time, 2),
      ],
      ['  longest delay of the loop meanwhile', `${loop.toFixed(1)} ms`, '', '', '≤ 20 ms', held(loop, 20)],
    ]
  })
}

async function farAway(on: Peers): Promise<Line> {
  const [rtt, window] = [0.02, 256]
  const floor = (DEVICES * rtt) / window
  const result = seen(await beside(on, ['-d', String(rtt * 1000)], (port) => ours(on, port, { window, cycles: 8 })))
  const time = median(result.cycles.slice(1).map((cycle) => cycle.seconds))
  return [
    '20 ms round trip, 256 at once',
    seconds(time),
    `floor ${seconds(floor)}`,
    (time / floor).toFixed(2),
    '≤ 1.2 × floor',
    held(time, 1.2 * floor),
  ]
}

async function dead(on: Peers): Promise<Line> {
  const [timeoutMs, retries] = [1000, 1]
  const floor = (timeoutMs / 1000) * (retries + 1)
  const result = seen(await beside(on, ['-D', '10'], (port) => ours(on, port, { known: false, timeoutMs, retries, cycles: 4 })))
  // The first cycle warms up, and finds out who is dead.
  const time = Math.max(...result.cycles.slice(1).map((cycle) => cycle.seconds))
  return [
    '10 % dead, 1 s × 2 tries',
    seconds(time),
    `floor ${seconds(floor)}`,
    (time / floor).toFixed(2),
    '≤ 1.1 × floor',
    held(time, 1.1 * floor),
  ]
}

async function growth(on: Peers): Promise<void> {
  const rows: string[][] = []
  let first = 0
  for (const [devices, cycles] of [
    [300, 120],
    [3000, 16],
    [30_000, 4],
  ] as const) {
    const result = seen(await beside(on, [], (port) => ours(on, port, { devices, cycles })))
    const each = steady(result, devices) * 1000
    first ||= each
    rows.push([
      devices.toLocaleString('en'),
      `${((each * devices) / 1000).toFixed(1)} ms`,
      `${each.toFixed(1)} µs`,
      (each / first).toFixed(2),
      `${result.rssMb.toFixed(0)} MB`,
    ])
  }
  process.stdout.write('\n')
  printTable(['devices', 'CPU a cycle', 'CPU a poll', 'against 300', 'memory'], rows)
}

export async function run(): Promise<void> {
  const lacks = missing()
  if (lacks.length > 0) {
    process.stdout.write(`SKIPPED: the peers cannot be built here; missing: ${lacks.join(', ')}\n`)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-bench-snmp-'))
  try {
    const on = await prepare(folder)
    process.stdout.write(
      `${DEVICES} devices × ${OBJECTS} objects on loopback; ${on.pinned ? 'agent on one core, manager on the other' : 'not pinned to cores'}; medians of ${ROUNDS} turns each\n\n`,
    )
    const lines = [
      await against(on, 'v2c prepared polls, CPU for 1,000', {}, [], 8, 1),
      await against(on, 'v3 SHA/AES steady, CPU for 1,000', { version: '3', cycles: 10 }, ['-3'], 5, 1),
      await against(on, 'walk of ifTable 22 × 20, CPU for 1,000', { work: 'walk', devices: 600, cycles: 10 }, ['-b'], 5, 1.5),
      ...(await firstContact(on)),
      await farAway(on),
      await dead(on),
    ]
    const lost = results.reduce((sum, result) => sum + (result.lost ?? 0), 0)
    const rss = Math.max(...results.map((result) => result.rssMb))
    const granted = Math.round((results[0]?.receiveBuffer ?? 0) / 2 ** 10)
    lines.push(['datagrams lost to a full buffer', String(lost), `${granted} KiB granted`, '', '0', held(lost, 0)])
    lines.push(['memory of the manager process', `${rss.toFixed(0)} MB`, '', '', '≤ 120 MB', held(rss, 120)])
    printTable(['', 'ours', 'C library', 'ratio', 'target', 'held'], lines)
    await growth(on)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
