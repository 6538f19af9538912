/** Points for the screen: never more than asked for, extremes kept, means weighed, gaps open, all within the period and on one grid. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZONE_MS } from '../../../main/store/history/keys.ts'
import { pointsOf } from '../../../main/store/history/points.ts'
import { widthFor } from '../../../main/store/history/resolution.ts'
import type { Stretch } from '../../../main/store/history/stretch.ts'
import { POINT } from '../../../shared/contract/history.ts'

type Sample = { at: number; value: number }
const samplesOf = (minLength: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: null })), {
      minLength,
      maxLength: 400,
      size: 'max',
    })
    .map((steps) => {
      let at = 0
      return steps.map(([step, value]): Sample => ({ at: (at += step), value: value ?? Number.NaN }))
    })
const samples = samplesOf(0)
const screens = fc.integer({ min: 10, max: 1000 })

function raw(list: readonly Sample[]): Stretch {
  const value = Float64Array.from(list, (one) => one.value)
  return {
    resolution: 'raw',
    step: 0,
    at: Float64Array.from(list, (one) => one.at),
    min: value,
    max: value,
    mean: value,
    count: Uint32Array.from(value, (one) => (Number.isNaN(one) ? 0 : 1)),
    bad: Uint32Array.from(value, (one) => (Number.isNaN(one) ? 1 : 0)),
  }
}

const present = (column: Float64Array) => [...column].filter((value) => !Number.isNaN(value))

describe('points', () => {
  it('keep the least and the greatest value, and their order', () => {
    fc.assert(
      fc.property(samples, screens, fc.integer({ min: 0, max: 399 }), (given, pixels, cutAt) => {
        const to = (given.at(-1)?.at ?? 0) + 1
        // However the samples are spread over stretches.
        const cut = Math.min(cutAt, given.length)
        const stretches = [raw(given.slice(0, cut)), raw([]), raw(given.slice(cut))]
        const found = pointsOf(stretches, 0, pixels, widthFor(0, to, pixels, 'raw'))
        expect(found.at.length).toBeLessThanOrEqual(pixels)
        expect(new Set(Object.values(found).map((column) => column.length)).size).toBe(1)
        found.at.forEach((at, i) => expect(at >= 0 && at < to && at > (found.at[i - 1] ?? -1)).toBe(true))
        const good = given.map(({ value }) => value).filter((value) => !Number.isNaN(value))
        expect(Math.min(...present(found.min))).toBe(Math.min(...good))
        expect(Math.max(...present(found.max))).toBe(Math.max(...good))
        found.mean.forEach((mean, i) => {
          const [min, max] = [found.min[i]!, found.max[i]!]
          expect(Number.isNaN(mean) ? Number.isNaN(min) && Number.isNaN(max) : min <= mean && mean <= max).toBe(true)
          expect(Number.isNaN(mean)).toBe(found.quality[i]! >= POINT.noneGood)
        })
        expect(found.quality.includes(POINT.noneGood) || found.quality.includes(POINT.partlyNotGood)).toBe(good.length < given.length)
      }),
    )
  })

  it('say of each point what plain sums say, on a grid that does not move with the period', () => {
    fc.assert(
      fc.property(samplesOf(100), fc.integer({ min: 10, max: 60 }), fc.integer({ min: 0, max: 3 }), (given, pixels, later) => {
        const to = given.at(-1)!.at + 1
        const width = widthFor(0, to, pixels, 'raw')
        const from = later * width
        const shown = given.filter(({ at }) => at >= from)
        const begin = (at: number) => Math.max(from, Math.floor((at + ZONE_MS) / width) * width - ZONE_MS)
        const groups = Map.groupBy(shown, ({ at }) => begin(at))
        const found = pointsOf([raw(shown)], from, pixels, width)
        fc.pre(shown.length > pixels)
        found.at.forEach((at, i) => {
          const inside = (groups.get(at) ?? []).map(({ value }) => value)
          const good = inside.filter((value) => !Number.isNaN(value))
          const some = good.length > 0 ? POINT.partlyNotGood : POINT.noneGood
          expect(found.quality[i]).toBe(inside.length === 0 ? POINT.noSamples : good.length === inside.length ? POINT.good : some)
          const [min, max] = good.length > 0 ? [Math.min(...good), Math.max(...good)] : [Number.NaN, Number.NaN]
          const mean = good.reduce((sum, value) => sum + value, 0) / good.length
          expect([found.min[i], found.max[i], found.mean[i]!.toFixed(9)]).toEqual([min, max, mean.toFixed(9)])
        })
        for (const at of groups.keys()) expect(found.at.includes(at)).toBe(true)
      }),
    )
  })

  it('break the line at a gap however wide the screen is, and not without one', () => {
    fc.assert(
      fc.property(screens, fc.integer({ min: 4, max: 200 }), (pixels, missing) => {
        const given = Array.from({ length: 300 }, (_, i) => ({ at: i * 60_000 + (i >= 150 ? missing * 60_000 : 0), value: 1 }))
        const to = given.at(-1)!.at + 1
        const width = widthFor(0, to, pixels, 'raw')
        const { quality, mean } = pointsOf([raw(given)], 0, pixels, width)
        // A gap is seen where it is wider than two points: one may share its ends with living neighbours.
        const mustShow = missing > (2 * width) / 60_000 + 3
        expect(quality.includes(POINT.noSamples) || !mustShow).toBe(true)
        expect(quality.filter((one) => one === POINT.noSamples).length).toBeLessThanOrEqual(1)
        expect(mean.includes(Number.NaN)).toBe(quality.includes(POINT.noSamples))
        const half = given.slice(0, 150)
        expect(pointsOf([raw(half)], 0, pixels, widthFor(0, half.at(-1)!.at + 1, pixels, 'raw')).mean).not.toContain(Number.NaN)
      }),
    )
  })

  it('never cover a period with more points than the screen has', () => {
    const steps = fc.constantFrom('raw' as const, '5m' as const, '1h' as const, '1d' as const)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 4e11 }), screens, steps, (from, length, pixels, step) => {
        const width = widthFor(from, from + length, pixels, step)
        const begin = Math.floor((from + ZONE_MS) / width) * width - ZONE_MS
        expect(Math.ceil((from + length - begin) / width)).toBeLessThanOrEqual(pixels)
      }),
    )
  })
})
