/**
 * Against the truth: seeded evenings of the simulated province, watched by the real engine on fake time; incidents are compared with the faults that were played.
 * `--evenings N` (100), `--first SEED` (1), `--workers N` (2), `--out FILE` for every failure; `--seed S` plays one evening, `--explain N` tells the story of its fault N.
 * Ordinary outages and standing troubles of the world count as faults. How incidents and faults are matched is stated in _truth-match.ts, what could be seen in _truth-shown.ts.
 */
import { writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { median, printTable, quantile } from './_table.ts'
import { explain } from './_truth-explain.ts'
import { playEvening } from './_truth-record.ts'
import { resultOf, type Figures, type Result } from './_truth-result.ts'

const EVENINGS = 100
const WORKERS = 2

export async function run(): Promise<void> {
  const seed = option('seed')
  if (seed !== null) return one(seed, option('explain'))
  const first = option('first') ?? 1
  const evenings = option('evenings') ?? EVENINGS
  const began = performance.now()
  const results = await playAll(
    Array.from({ length: evenings }, (_, n) => first + n),
    option('workers') ?? WORKERS,
  )
  report(results, (performance.now() - began) / 1000)
  const out = text('out')
  if (out !== null) writeFileSync(out, `${failuresOf(results).join('\n')}\n`)
}

function one(seed: number, fault: number | null): void {
  const before = process.cpuUsage()
  const evening = playEvening(seed)
  const { user, system } = process.cpuUsage(before)
  if (fault !== null) process.stdout.write(`${explain(evening, fault).join('\n')}\n`)
  else report([resultOf(evening, (user + system) / 1000)], (user + system) / 1e6)
}

async function playAll(seeds: readonly number[], workers: number): Promise<Result[]> {
  const results: Result[] = []
  const left = [...seeds]
  await Promise.all(
    Array.from({ length: Math.max(1, Math.min(workers, seeds.length)) }, async () => {
      const worker = new Worker(new URL('./_truth-worker.ts', import.meta.url))
      for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
        results.push(await ask(worker, seed))
        if (results.length % 10 === 0) process.stderr.write(`${String(results.length)} of ${String(seeds.length)} evenings\n`)
      }
      await worker.terminate()
    }),
  )
  return results.sort((a, b) => a.seed - b.seed)
}

function ask(worker: Worker, seed: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(new Error(`seed ${String(seed)}`, { cause: error }))
    worker.once('error', failed)
    worker.once('message', (result: Result) => {
      worker.off('error', failed)
      resolve(result)
    })
    worker.postMessage(seed)
  })
}

function report(results: readonly Result[], seconds: number): void {
  const kinds = [...new Set(results.flatMap((result) => result.figures.map((one) => one.kind)))]
  const sum = (list: readonly Figures[], pickOne: (one: Figures) => number): number => list.reduce((total, one) => total + pickOne(one), 0)
  const all = results.flatMap((result) => result.figures)
  const falses = results.reduce((total, result) => total + result.falses, 0)
  const claims = results.reduce((total, result) => total + result.claims, 0)
  const row = (name: string, list: readonly Figures[]): (string | number)[] => {
    const found = sum(list, (one) => one.found)
    const delays = list.flatMap((one) => one.delays)
    const share = (part: number, of: number): string => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`)
    return [
      name,
      sum(list, (one) => one.played),
      sum(list, (one) => one.hidden),
      sum(list, (one) => one.missed),
      found === 0 ? '-' : (sum(list, (one) => one.incidents) / found).toFixed(3),
      share(
        sum(list, (one) => one.right),
        found,
      ),
      ...(delays.length === 0
        ? ['-', '-', '-']
        : [median(delays), quantile(delays, 0.9), Math.max(...delays)].map((one) => one.toFixed(2))),
    ]
  }
  process.stdout.write(
    `${String(results.length)} evenings, ${String(results.reduce((total, one) => total + one.stations, 0))} stations, ${String(results.reduce((total, one) => total + one.polls, 0))} polls; ` +
      `${seconds.toFixed(0)} s, ${(results.reduce((total, one) => total + one.cpuMs, 0) / results.length / 1000).toFixed(1)} s CPU an evening\n\n`,
  )
  printTable(
    ['kind', 'faults', 'not shown', 'missed', 'incidents per cause', 'root right', 'delay p50', 'p90', 'max (poll intervals)'],
    [
      ...kinds.map((kind) =>
        row(
          kind,
          all.filter((one) => one.kind === kind),
        ),
      ),
      row('all', all),
    ],
  )
  process.stdout.write(`\n${String(claims)} incidents, false: ${String(falses)} (${((100 * falses) / Math.max(1, claims)).toFixed(2)} %)\n`)
  const hidden = new Map<string, number>()
  for (const [reason, count] of results.flatMap((result) => result.hidden)) hidden.set(reason, (hidden.get(reason) ?? 0) + count)
  process.stdout.write(`not shown: ${[...hidden].map(([reason, count]) => `${String(count)} ${reason}`).join('; ') || 'none'}\n\n`)
  for (const line of failuresOf(results)) process.stdout.write(`${line}\n`)
}

function failuresOf(results: readonly Result[]): string[] {
  return results.flatMap((result) =>
    result.failures.map(({ seed, what, fault, text: words }) => {
      const replay = `npm run bench -- truth --seed ${String(seed)}${fault === null ? '' : ` --explain ${String(fault)}`}`
      return `${what.padEnd(6)} seed ${String(seed)}: ${words}   [${replay}]`
    }),
  )
}

function text(name: string): string | null {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? null : (process.argv[at + 1] ?? null)
}
function option(name: string): number | null {
  const given = text(name)
  if (given === null) return null
  const number = Number(given)
  if (!Number.isInteger(number)) throw new RangeError(`--${name} takes a whole number, not ${given}`)
  return number
}
