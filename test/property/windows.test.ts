/** Windows whatever their schedule: periods may be split, merged windows stay merged, and a ledger cut by them adds up to the second. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scheduleIssues } from '../../main/domain/window/check.ts'
import { nextOccurrences, occurrencesBetween } from '../../main/domain/window/occurrences.ts'
import { common, contains, merge, pieces, type Span } from '../../main/domain/window/spans.ts'
import { dayOf, startOfDay } from '../../shared/format/time.ts'
import type { Schedule } from '../../shared/model/window.ts'

const DAY = 86_400_000
const START = startOfDay('2026-01-01')
const day = fc.integer({ min: 0, max: 800 }).map((n) => dayOf(START + n * DAY))
const repeated = {
  startMinute: fc.integer({ min: 0, max: 1439 }),
  minutes: fc.integer({ min: 1, max: 44_640 }),
  fromDay: day,
  untilDay: fc.option(day, { nil: null }),
}
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({
    kind: fc.constant('once' as const),
    from: fc.integer({ min: START, max: START + 800 * DAY }),
    to: fc.integer({ min: START, max: START + 800 * DAY }),
  }),
  fc.record({ kind: fc.constant('daily' as const), ...repeated }),
  fc.record({ kind: fc.constant('weekly' as const), days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), ...repeated }),
  fc.record({
    kind: fc.constant('monthly' as const),
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const)),
    ...repeated,
  }),
)
const valid = fc
  .record({ id: fc.constant(1), schedule, skipped: fc.uniqueArray(day, { maxLength: 5 }) })
  .filter((one) => scheduleIssues(one.schedule, START - DAY).length === 0)
const moment = fc.integer({ min: 0, max: 800 * 86_400 }).map((s) => START + s * 1000)
const span: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  .map(([from, to]) => ({ from, to }))

describe('occurrences', () => {
  it('of a period are those of its parts, each once', () => {
    fc.assert(
      fc.property(valid, moment, moment, moment, (window, ...edges) => {
        const [a = 0, b = 0, c = 0] = edges.toSorted((x, y) => x - y)
        fc.pre(a < b && b < c)
        const parts = [...occurrencesBetween(window, a, b), ...occurrencesBetween(window, b, c)]
        const once = parts.filter((one, i) => i === 0 || parts[i - 1]?.from !== one.from)
        expect(once).toEqual(occurrencesBetween(window, a, c))
      }),
    )
  })
  it('never overlap one another, and lie where the schedule says', () => {
    fc.assert(
      fc.property(valid, moment, (window, at) => {
        const next = nextOccurrences(window, at, 8)
        for (const [i, one] of next.entries()) {
          expect(one.to).toBeGreaterThan(Math.max(at, one.from))
          expect(one.from).toBeGreaterThanOrEqual(next[i - 1]?.to ?? 0)
          expect(dayOf(one.from)).toBe(one.day)
          expect(window.schedule.kind !== 'once' && window.skipped.includes(one.day)).toBe(false)
        }
      }),
    )
  })
})

describe('stretches', () => {
  const inside = (spans: readonly Span[], at: number) => spans.some((one) => contains(one, at))
  it('merged twice are merged once, and hold the same moments', () => {
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const merged = merge(spans)
        expect(merge(merged)).toEqual(merged)
        for (let at = -1; at <= 61; at++) expect(inside(merged, at)).toBe(inside(spans, at))
      }),
    )
  })
  it('in common hold the moments of both', () => {
    fc.assert(
      fc.property(fc.array(span), fc.array(span), (a, b) => {
        const both = common(merge(a), merge(b))
        for (let at = -1; at <= 61; at++) expect(inside(both, at)).toBe(inside(a, at) && inside(b, at))
      }),
    )
  })
  it('cut a period into pieces that say of each moment whether it is planned', () => {
    fc.assert(
      fc.property(fc.array(span), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (spans, x, y) => {
        const [from, to] = x < y ? [x, y] : [y, x]
        const cut = pieces(merge(spans), from, to)
        expect(cut[0]?.at).toBe(from)
        for (let at = from; at <= to; at++) expect(cut.findLast((piece) => piece.at <= at)?.planned).toBe(inside(spans, at))
      }),
    )
  })
})
