/** Minutes of battery against the truth: seeded discharges of simulated stations to their end, before and after one that was learned of. */
import { judge, playSeed, POINTS, WEAK, type Judged, type Played, type PlayOptions } from '../support/power-run.ts'
import { median, printTable, quantile } from './_table.ts'

const SEEDS = Number(process.env['BENCH_SEEDS'] ?? 200)
const SPOILT_SEEDS = Math.ceil(SEEDS / 5)
const MEDIAN_BEFORE = 0.25
const MEDIAN_AFTER = 0.1

const percent = (share: number): string => (Number.isNaN(share) ? '—' : `${(share * 100).toFixed(1)} %`)
const errorsOf = (judged: readonly Judged[]): number[] => judged.flatMap((one) => one.error ?? [])

function playAll(seeds: number, options: PlayOptions): Played[] {
  return Array.from({ length: seeds }, (_, n) => playSeed(n + 1, options)).flat()
}

const HEALTHS: readonly [name: string, is: (health: number) => boolean][] = [
  [`weak, below ${WEAK}`, (health) => health < WEAK],
  ['0.72 to 0.85', (health) => health >= WEAK && health < 0.85],
  ['0.85 to 1', (health) => health >= 0.85],
]

function report(title: string, played: readonly Played[]): boolean {
  const judged = played.flatMap(judge)
  const row = (name: string, some: readonly Judged[]): (string | number)[] => {
    const errors = errorsOf(some)
    const inBand = some.filter((one) => one.isInBand).length / Math.max(1, errors.length)
    return [name, errors.length, some.length - errors.length, percent(median(errors)), percent(quantile(errors, 0.9)), percent(inBand)]
  }
  let isMet = true
  for (const [nth, name, limit] of [
    [0, 'before any learning', MEDIAN_BEFORE],
    [1, 'after one learned discharge', MEDIAN_AFTER],
  ] as const) {
    const own = judged.filter((one) => one.played.nth === nth)
    process.stdout.write(`\n${title}, ${name}\n`)
    printTable(
      ['looked at', 'foretold', 'cannot tell', 'median error', 'p90', 'within the band'],
      [
        ...POINTS.map((point) =>
          row(
            point,
            own.filter((one) => one.point === point),
          ),
        ),
        ...HEALTHS.map(([health, is]) =>
          row(
            `health ${health}`,
            own.filter((one) => is(one.played.station.batteryHealth)),
          ),
        ),
        row('all', own),
      ],
    )
    const found = median(errorsOf(own))
    const isGood = found <= limit
    isMet &&= isGood
    process.stdout.write(`${isGood ? 'met' : 'NOT MET'}: median ${percent(found)}, at most ${percent(limit)}\n`)
  }
  return isMet
}

export async function run(): Promise<void> {
  const started = performance.now()
  const told = playAll(SEEDS, {})
  const bare = playAll(SEEDS, { withhold: true })
  process.stdout.write(
    `${SEEDS} seeds, each a station of its own province, two discharges to the end: ${told.length + bare.length} played\n`,
  )
  const met = [report('With what the equipment reckons', told), report('By volts and ampere alone', bare)]
  const spoilt = playAll(SPOILT_SEEDS, { spoil: true }).flatMap((one) => one.told)
  const wrong = spoilt.filter((one) => one.isSpoilt && one.estimate.minutes !== null)
  process.stdout.write(
    `\nPolls with an input missing, harmed, suspect or ten times too small: ${spoilt.filter((one) => one.isSpoilt).length}; numbers told at them: ${wrong.length}\n`,
  )
  process.stdout.write(`${Math.round((performance.now() - started) / 1000)} s\n`)
  if (met.includes(false) || wrong.length > 0) process.exitCode = 1
}
