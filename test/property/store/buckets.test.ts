/** Buckets for the screen: never more than asked for, extremes kept, gaps open, all within the period. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketed } from '../../../main/store/history/buckets.ts'

const samples = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: null })), {
      maxLength: 400,
    }),
  )
  .map(([steps]) => {
    let at = 0
    return { at: steps.map(([step]) => (at += step)), value: steps.map(([, value]) => value ?? Number.NaN) }
  })

describe('buckets', () => {
  it('keep the least and the greatest value, and their order', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 10, max: 1000 }), (given, pixels) => {
        const to = (given.at.at(-1) ?? 0) + 1
        const found = bucketed(given, 0, to, pixels)
        expect(found.at.length).toBeLessThanOrEqual(pixels)
        expect(new Set(Object.values(found).map((column) => column.length)).size).toBe(1)
        found.at.forEach((at, i) => expect(at >= 0 && at < to && at > (found.at[i - 1] ?? -1)).toBe(true))
        const good = given.value.filter((value) => !Number.isNaN(value))
        const present = (column: Float64Array) => [...column].filter((value) => !Number.isNaN(value))
        expect(Math.min(...present(found.min))).toBe(Math.min(...good))
        expect(Math.max(...present(found.max))).toBe(Math.max(...good))
        found.mean.forEach((mean, i) => {
          const [min, max] = [found.min[i]!, found.max[i]!]
          expect(Number.isNaN(mean) ? Number.isNaN(min) && Number.isNaN(max) : min <= mean && mean <= max).toBe(true)
          expect(Number.isNaN(mean)).toBe(found.quality[i]! >= 2)
        })
      }),
    )
  })

  it('break the line at a gap however wide the screen is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1000 }), fc.integer({ min: 4, max: 200 }), (pixels, missing) => {
        const at = Array.from({ length: 300 }, (_, i) => i * 60_000 + (i >= 150 ? missing * 60_000 : 0))
        const to = at.at(-1)! + 1
        const { mean } = bucketed({ at, value: at.map(() => 1) }, 0, to, pixels)
        // A gap is seen where it is wider than two buckets: one may share its ends with living neighbours.
        const widthSteps = to / 60_000 / pixels
        const mustShow = missing > 2 * widthSteps + 3
        expect(mean.includes(Number.NaN) || !mustShow).toBe(true)
        expect(bucketed({ at: at.slice(0, 150), value: at.slice(0, 150).map(() => 1) }, 0, at[149]! + 1, pixels).mean).not.toContain(
          Number.NaN,
        )
      }),
    )
  })
})
