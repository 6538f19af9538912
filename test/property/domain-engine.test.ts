/** Properties of the whole engine on a real store: whatever happens, the ledger has no hole and nobody is down while nobody looked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { availability } from '../../main/domain/availability/figures.ts'
import { Branch, MIDNIGHT } from '../support/scenario.ts'

const CODES = ['H1', 'A1', 'B1', 'C1', 'D1', 'E1', 'F1']
const code = fc.constantFrom(...CODES)
const event = fc.oneof(
  fc.record({ kind: fc.constant('falls' as const), code }),
  fc.record({ kind: fc.constant('rises' as const), code }),
  fc.record({ kind: fc.constant('mains' as const), code, on: fc.boolean() }),
  fc.record({ kind: fc.constant('network' as const), up: fc.boolean() }),
  fc.record({ kind: fc.constant('sleep' as const), minutes: fc.integer({ min: 1, max: 600 }), mono: fc.boolean() }),
  fc.record({ kind: fc.constant('step' as const), seconds: fc.integer({ min: -4000, max: 4000 }) }),
  fc.record({
    kind: fc.constant('restart' as const),
    how: fc.constantFrom('stop' as const, 'kill' as const),
    minutes: fc.integer({ min: 0, max: 90 }),
  }),
)
const story = fc.array(fc.tuple(fc.integer({ min: 1, max: 150 }), event), { maxLength: 8 })
const clock = (seconds: number): string => `00:00:${seconds}`
const hours = (minutes: number): string => `00:${minutes}:00`

describe('the engine', () => {
  it('keeps every ledger whole, and its alarms once each', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(story, (events) => {
        const b = new Branch({
          H1: {},
          D1: {},
          A1: { parents: ['H1'] },
          B1: { parents: ['H1'] },
          C1: { parents: ['H1', 'D1'] },
          E1: {},
          F1: { devices: ['power', 'bts'] },
        })
        try {
          let at = 0
          for (const [wait, one] of events) {
            at += wait
            b.until(clock(at))
            if (one.kind === 'falls') b.falls(one.code)
            else if (one.kind === 'rises') b.rises(one.code)
            else if (one.kind === 'mains') b.reads(one.code, 'power', 'mains.state', one.on ? 1 : 0)
            else if (one.kind === 'network') b.network(one.up)
            else if (one.kind === 'sleep') b.sleeps(hours(one.minutes), one.mono)
            else if (one.kind === 'step') b.clockSteps(one.seconds * 1000)
            else b.restarts(one.how, hours(one.minutes))
          }
          b.until(clock(at + 200))
          for (const name of CODES) {
            const all = b.intervals(name)
            const ended = all.slice(0, -1)
            expect(ended.map((one) => one.to)).toEqual(all.slice(1).map((one) => one.from))
            expect(ended.every((one) => one.to !== null && one.to > one.from)).toBe(true)
            expect(all.at(-1)?.to).toBeNull()
            const end = Math.max(b.clock.now(), all.at(-1)?.from ?? 0)
            const sum = availability(all, MIDNIGHT, end)
            expect(sum.up + sum.downUnplanned + sum.downPlanned + sum.unknown + sum.notInService).toBe(
              Math.floor(end / 1000) - MIDNIGHT / 1000,
            )
            // Fake time in which somebody looked is all that a station can have been up or down in.
            expect(sum.up + sum.downUnplanned).toBeLessThanOrEqual(at + 200 + 5 * events.length)
          }
          const keys = b.operations.alarms.active().map((one) => one.key)
          expect(new Set(keys).size).toBe(keys.length)
          const open = new Map(b.engine.activeAlarms().map((one) => [one.id, one]))
          for (const stored of b.operations.alarms.active())
            expect(open.get(stored.id)).toMatchObject({ clearedAt: stored.clearedAt, count: stored.count })
        } finally {
          b.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})
