/** Any samples, brought into whatever classes by the real care of the file, drawn again: what plain sums over all of them say. */
import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ZONE_MS } from '../../../main/store/history/keys.ts'
import { widthFor } from '../../../main/store/history/resolution.ts'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { run } from '../../../main/store/steps.ts'
import { Resolution, type Series } from '../../../shared/contract/history.ts'
import { poll, reading } from '../../unit/store/kit.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEP = { raw: 1, '5m': 5 * MINUTE, '1h': HOUR, '1d': DAY } as const
/** January 20th at +07: the period runs over the end of a month. */
const BEGIN = Date.UTC(2026, 0, 20) - ZONE_MS

type Sample = { minute: number; value: number | null; suspect: boolean }
const samples = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: 30 * 24 * 60 - 1 }),
    value: fc.option(fc.integer({ min: -500, max: 500 }), { nil: null, freq: 8 }),
    suspect: fc.boolean(),
  }),
  { minLength: 1, maxLength: 120, size: 'max' },
)
/** Batches in the order they are written; after each, the care of the file as of some day, or none. */
const histories = fc.array(fc.record({ samples, careOn: fc.option(fc.integer({ min: 0, max: 32 }), { nil: null }) }), {
  minLength: 1,
  maxLength: 4,
})
const questions = fc.array(
  fc.record({
    first: fc.integer({ min: 0, max: 29 }),
    days: fc.integer({ min: 1, max: 30 }),
    pixels: fc.constantFrom(10, 24, 100, 300, 1000),
  }),
  { minLength: 1, maxLength: 4 },
)

it('gives the same points as plain sums over all samples', () => {
  fc.assert(
    fc.property(histories, questions, fc.boolean(), (batches, asked, ages) => {
      const folder = mkdtempSync(join(tmpdir(), 'branchwatch-draw-'))
      try {
        expect(drawnRightly(folder, batches, asked, ages)).toBe(asked.length * batches.length)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }),
    // A failure is looked at as it is: making it smaller takes minutes.
    { numRuns: 10, endOnFailure: true },
  )
})

type Batch = { samples: Sample[]; careOn: number | null }
type Question = { first: number; days: number; pixels: number }

/** How many answers were right; throws at the first that was not. `ages`: samples and the finest roll-ups are only kept for days. */
function drawnRightly(folder: string, batches: readonly Batch[], asked: readonly Question[], ages: boolean): number {
  const operations = openOperations(folder)
  if (isOpenProblem(operations)) throw new Error(operations.detail)
  const { writer } = openHistory(folder)
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  const all = new Map<number, number>()
  let day = 0
  let right = 0
  for (const { samples, careOn } of batches) {
    for (const { minute, value, suspect } of samples) {
      const at = BEGIN + minute * MINUTE
      // A sample that came twice counts once as long as the samples are there.
      if (ages && all.has(at)) continue
      writer.append(poll(1, at, [reading('dc.voltage', value, value !== null && suspect ? 'suspect' : undefined)]))
      all.set(at, value === null || suspect ? Number.NaN : value)
    }
    writer.flush()
    const now = (day = Math.max(day, careOn ?? 0)) * DAY + BEGIN + 20 * MINUTE
    const kept = { rawDays: ages ? 2 : 400, fiveMinuteDays: ages ? 5 : 400, hourDays: 1100, dayDays: 3650 }
    if (careOn !== null) while (writer.compact(now, kept, 50)) continue
    for (const { first, days, pixels } of asked) {
      const [from, to] = [BEGIN + first * DAY, BEGIN + (first + days) * DAY]
      const [drawn] = run(reader.series({ series: [{ deviceId: 1, metric: 'dc.voltage', instance: '' }], from, to, pixels }))
      compare(drawn!, all, from, to, pixels)
      right++
    }
  }
  reader.close()
  writer.close()
  operations.close()
  return right
}

/** Every sample is in one point: that with the last begin before it. What the point says is of its samples. */
function compare(drawn: Series, all: ReadonlyMap<number, number>, from: number, to: number, pixels: number): void {
  const inside = [...all].filter(([at]) => at >= from && at < to).sort(([a], [b]) => a - b)
  expect(drawn.at.length).toBeLessThanOrEqual(pixels)
  const found = new Map<number, number[]>()
  for (const [at, value] of inside) {
    const begin = drawn.at.findLast((one) => one <= at) ?? Number.NaN
    const list = found.get(begin)
    if (list) list.push(value)
    else found.set(begin, [value])
  }
  // What was looked for may have been a coarser class than what there was.
  const width = Math.max(STEP[drawn.resolution], ...Resolution.options.map((one) => widthFor(from, to, pixels, one)))
  const said = [...drawn.at].map((at, i) => {
    const values = found.get(at) ?? []
    const good = values.filter((value) => !Number.isNaN(value))
    const quality = values.length === 0 ? 3 : good.length === values.length ? 0 : good.length > 0 ? 1 : 2
    const mean = good.reduce((sum, value) => sum + value, 0) / good.length
    // Roll-ups keep a mean to a 4096th of its bucket's spread; late samples have it kept again.
    const least = (drawn.max[i]! - drawn.min[i]!) / 1000 + 0.01
    expect(Math.abs(drawn.mean[i]! - mean) < least || Number.isNaN(mean)).toBe(true)
    return { at, min: good.length > 0 ? Math.min(...good) : Number.NaN, max: good.length > 0 ? Math.max(...good) : Number.NaN, quality }
  })
  expect(said).toEqual([...drawn.at].map((at, i) => ({ at, min: drawn.min[i], max: drawn.max[i], quality: drawn.quality[i] })))
  for (const [begin, values] of found) expect(Number.isNaN(begin) ? values : []).toEqual([])
  // No sample is further from its point's begin than a point is wide.
  for (const [at] of inside) expect(at - drawn.at.findLast((one) => one <= at)!).toBeLessThan(width)
}
