/** Polls the simulator's province for a while: CPU of the polling thread, missed slots, response times, event-loop delay. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { createPoller } from '../../main/poll/create.ts'
import type { PollTarget } from '../../main/poll/poller.ts'
import { provincePlan } from '../../main/simulator/province/plan.ts'
import { forkSimulator } from './_simulator.ts'

const STATIONS = Number(process.env.BENCH_STATIONS ?? 3000)
const CYCLES = Number(process.env.BENCH_CYCLES ?? 3)
const INTERVAL_S = 60
const START_S = 30

const rows: [string, string][] = []
const say = (what: string, value: string): number => rows.push([what, value])

export async function run(): Promise<void> {
  const simulator = await forkSimulator({ seed: 7, stations: STATIONS })
  const targets = provincePlan(7, STATIONS, simulator.port).devices.map((device, n): PollTarget => ({
    deviceId: n + 1,
    stationId: n + 1,
    host: device.host,
    port: device.port,
    secret: { version: '2c', community: 'demo' },
    context: device.context,
    profile: 'auto',
    profileInUse: null,
    intervalSeconds: INTERVAL_S,
    timeoutMs: 2000,
    retries: 1,
  }))
  const outcomes = new Map<string, number>()
  const profiles = new Map<string, number>()
  const times: number[] = []
  let readings = 0
  let good = 0
  let firstLookMs = 0
  const seen = new Set<number>()
  const began = performance.now()
  const onPoll = (poll: DevicePoll): void => {
    outcomes.set(poll.outcome, (outcomes.get(poll.outcome) ?? 0) + 1)
    readings += poll.readings.length
    for (const r of poll.readings) if (r.quality === 'good') good += 1
    if (poll.responseMs !== null) times.push(poll.responseMs)
    seen.add(poll.deviceId)
    if (seen.size === targets.length && firstLookMs === 0) firstLookMs = performance.now() - began
  }
  const poller = await createPoller({
    clock: { now: Date.now, mono: () => performance.now() },
    events: {
      onPoll,
      onIdentified: ({ profile }) => profiles.set(profile, (profiles.get(profile) ?? 0) + 1),
      onGap: (gap) => say('gap', JSON.stringify(gap)),
    },
  })
  const startCpu = process.threadCpuUsage()
  poller.set(targets)
  await wait(START_S)
  say('devices', String(targets.length))
  say('first look at all', `${(firstLookMs / 1000).toFixed(1)} s, ${cpuSeconds(startCpu).toFixed(1)} CPU s with identification and rows`)
  say('profiles', [...profiles].map(([id, n]) => `${id} ${n}`).join(', '))
  readings = good = times.length = 0
  outcomes.clear()
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const missedBefore = poller.stats().missed
  const cpu = process.threadCpuUsage()
  const from = performance.now()
  await wait(INTERVAL_S * CYCLES)
  const seconds = (performance.now() - from) / 1000
  const used = cpuSeconds(cpu)
  const stats = poller.stats()
  times.sort((a, b) => a - b)
  const at = (q: number): string => `${(times[Math.floor(times.length * q)] ?? 0).toFixed(1)} ms`
  say('polls', [...outcomes].map(([o, n]) => `${o} ${n}`).join(', '))
  say('readings per station and cycle', (readings / STATIONS / (seconds / INTERVAL_S)).toFixed(1))
  say('readings that are good', `${((100 * good) / Math.max(1, readings)).toFixed(1)} %`)
  say(
    'CPU of the polling thread',
    `${((100 * used) / seconds).toFixed(1)} % of one core, ${((used * 1e6) / Math.max(1, times.length)).toFixed(0)} µs a poll`,
  )
  say('missed slots', String(stats.missed - missedBefore))
  say('response p50 / p99', `${at(0.5)} / ${at(0.99)}`)
  say('event-loop delay p99', `${(delay.percentile(99) / 1e6).toFixed(1)} ms`)
  say('memory (whole process)', `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`)
  await poller.close()
  await simulator.close()
  for (const [what, value] of rows) process.stdout.write(`${what.padEnd(34)}${value}\n`)
}

const wait = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since)
  return (user + system) / 1e6
}
