/** Properties of the ledger and its figures: buckets add up, splitting keeps totals, no order of moments makes an overlap. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bucket, type Interval, OutageCause } from '../../shared/model/interval.ts'
import { addTotals, figures, noTotals, totals } from '../../main/domain/availability/figures.ts'
import { turn } from '../../main/domain/availability/ledger.ts'

const bucket = fc.constantFrom(...Bucket.options)
const cause = fc.constantFrom(null, ...OutageCause.options)
const policy = fc.record({ unreachableIsDown: fc.boolean() })

/** Intervals as the machine makes them, out of moments in any order and any millisecond. */
const ledger = fc.array(fc.tuple(fc.integer({ min: 0, max: 200_000 }), bucket, cause), { maxLength: 40 }).map((moments) => {
  let open: Interval | null = null
  const all: Interval[] = []
  for (const [at, bucket, cause] of moments) {
    const result = turn(open, 1, at, { bucket, cause })
    if (result.ended) all.push(result.ended)
    open = result.open
  }
  return open ? [...all, open] : all
})

describe('the interval machine', () => {
  it('never makes a gap, an overlap or anything negative, whatever the clock does', () => {
    fc.assert(
      fc.property(ledger, (all) => {
        const ended = all.slice(0, -1)
        expect(ended.map((one) => one.to)).toEqual(all.slice(1).map((one) => one.from))
        expect(ended.every((one) => one.to !== null && one.to > one.from)).toBe(true)
        expect(all.at(-1)?.to ?? null).toBeNull()
      }),
    )
  })
})

describe('figures', () => {
  const period = fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)

  it('buckets add up to the period to the second; causes add up to DOWN', () => {
    fc.assert(
      fc.property(ledger, period, policy, (all, [from, to], policy) => {
        const sum = totals(all, from * 1000, to * 1000, policy)
        expect(sum.up + sum.downUnplanned + sum.downPlanned + sum.unknown + sum.notInService).toBe(to - from)
        expect(Object.values(sum.byCause).reduce((a, b) => a + b, 0)).toBe(sum.downUnplanned)
        for (const one of [sum.up, sum.downUnplanned, sum.downPlanned, sum.unknown, sum.notInService]) expect(one).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('splitting a period anywhere keeps its totals, outages included', () => {
    fc.assert(
      fc.property(ledger, period, fc.integer({ min: 0, max: 200 }), policy, (all, [from, to], cut, policy) => {
        const middle = Math.min(to, Math.max(from, cut))
        const parts = noTotals()
        addTotals(parts, totals(all, from * 1000, middle * 1000, policy))
        addTotals(parts, totals(all, middle * 1000, to * 1000, policy))
        expect(parts).toEqual(totals(all, from * 1000, to * 1000, policy))
      }),
    )
  })

  it('ratios are null or between 0 and 1', () => {
    fc.assert(
      fc.property(ledger, period, policy, (all, [from, to], policy) => {
        const { adjusted, raw, coverage } = figures(totals(all, from * 1000, to * 1000, policy))
        expect([adjusted, raw, coverage].filter((ratio) => ratio !== null && !(ratio >= 0 && ratio <= 1))).toEqual([])
      }),
    )
  })
})
