/** Polls the fast loopback agent with the poller's own lines and lanes, in a process of its own: what it costs is then its cost alone. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { Lane } from '../../main/poll/lane.ts'
import type { Line } from '../../main/snmp/line.ts'
import { listOf, type ObjectList } from '../../main/snmp/prepared.ts'
import type { Reply } from '../../main/snmp/reply.ts'
import type { Exchange } from '../../main/snmp/target.ts'
import { Transport } from '../../main/snmp/transport.ts'
import type { WalkRows } from '../../main/snmp/walker.ts'

export type Job = {
  readonly work: 'poll' | 'walk'
  readonly version: '2c' | '3'
  readonly devices: number
  readonly objects: number
  /** Devices under way at once: those that answer, and the others. */
  readonly window: number
  /** False where the first cycle has to find out who answers: as in the poller, they go the way of the dead. */
  readonly known: boolean
  readonly cycles: number
  readonly port: number
  readonly timeoutMs: number
  readonly retries: number
}
/** One cycle: every device once. */
export type Cycle = {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly answered: number
  readonly silent: number
  readonly values: number
  readonly loopMs: number
}
export type Result = { readonly cycles: Cycle[]; readonly rssMb: number; readonly lost: number | null; readonly receiveBuffer: number }

const DEAD_PLACES = 1024
const LOOK_MS = 1
const TABLE = '1.3.6.1.2.1.2.2'

const hostOf = (n: number): string => `127.1.${Math.floor(n / 250)}.${1 + (n % 250)}`
const user = { user: 'bench', auth: { protocol: 'sha', key: 'authpass123' }, priv: { protocol: 'aes', key: 'privpass123' } } as const

async function main(job: Job): Promise<Result> {
  const transport = new Transport({ mono: () => performance.now() })
  const secret = job.version === '3' ? ({ version: '3', ...user } as const) : ({ version: '2c', community: 'public' } as const)
  const oids = Array.from({ length: job.objects }, (_, n) => `1.3.6.1.4.1.61509.1.1.${n + 1}.0`)
  const { port, timeoutMs, retries } = job
  const living = new Lane(job.window)
  const dead = new Lane(DEAD_PLACES)
  let [answered, silent, values, left] = [0, 0, 0, 0]
  let finish = (): void => undefined
  const settled = (came: number): void => {
    values += came
    if (came > 0) answered += 1
    else silent += 1
    left -= 1
    if (left === 0) finish()
  }
  const devices = Array.from({ length: job.devices }, (_, n) => {
    const session = transport.session({ host: hostOf(n), port, secret, context: '', timeoutMs, retries }, job.objects)
    return new Device(job, session.line, listOf(oids), settled)
  })
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS })
  const cycles: Cycle[] = []
  for (let n = 0; n < job.cycles; n++) {
    delay.reset()
    delay.enable()
    const cpu = process.cpuUsage()
    const began = performance.now()
    ;[answered, silent, values, left] = [0, 0, 0, devices.length]
    await new Promise<void>((resolve) => {
      finish = resolve
      for (const device of devices) (device.alive ? living : dead).enter(device.enter)
    })
    const { user, system } = process.cpuUsage(cpu)
    delay.disable()
    cycles.push({
      seconds: (performance.now() - began) / 1000,
      cpuSeconds: (user + system) / 1e6,
      answered,
      silent,
      values,
      loopMs: Math.max(0, delay.max / 1e6 - LOOK_MS),
    })
  }
  const [socket] = transport.sockets()
  const result = {
    cycles,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    lost: socket?.bufferErrors ?? null,
    receiveBuffer: socket?.receiveBuffer ?? 0,
  }
  await transport.close()
  return result
}

let checksum = 0

/** One device, asked again and again. Every value that comes is looked at. */
class Device {
  alive: boolean
  readonly #line: Line
  readonly #list: ObjectList
  readonly #walks: boolean
  readonly #settled: (came: number) => void
  #leave = (): void => undefined

  constructor(job: Job, line: Line, list: ObjectList, settled: (came: number) => void) {
    this.alive = job.known
    this.#line = line
    this.#list = list
    this.#walks = job.work === 'walk'
    this.#settled = settled
  }

  readonly enter = (leave: () => void): void => {
    this.#leave = leave
    if (this.#walks) void this.#line.walk(TABLE, { bulk: true }).then(this.#walked)
    else this.#line.ask(this.#list, this.#polled)
  }

  readonly #polled = (answer: Exchange<Reply>): void => {
    if (answer.outcome !== 'ok') return this.#end(0)
    const reply = answer.value
    for (let slot = 0; slot < reply.size; slot++) checksum += reply.number(slot)
    reply.clear()
    this.#end(reply.size)
  }

  readonly #walked = (answer: Exchange<WalkRows>): void => {
    if (answer.outcome !== 'ok' || answer.value.ended !== 'whole') return this.#end(0)
    const { rows } = answer.value
    for (let row = 0; row < rows.count; row++) checksum += rows.number(row)
    this.#end(rows.count)
  }

  /** With how many values it ends; 0 is silence. */
  #end(came: number): void {
    this.alive = came > 0
    this.#leave()
    this.#settled(came)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await main(JSON.parse(process.argv[2] ?? '{}') as Job)
  process.stdout.write(`${JSON.stringify(result)}\n`)
  if (Number.isNaN(checksum)) process.stderr.write('')
  process.exit(0)
}
