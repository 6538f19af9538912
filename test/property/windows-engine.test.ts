/** Properties of the engine under windows and shelves on a real store: outages are planned exactly inside windows, and each alarm is silent for a reason that holds. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { common, merge, type Span } from '../../main/domain/window/spans.ts'
import { isSilent } from '../../shared/model/alarm.ts'
import { Branch, BY, MIDNIGHT } from '../support/scenario.ts'

const CODES = ['S1', 'S2', 'C1']
const code = fc.constantFrom(...CODES)
const second = fc.integer({ min: 0, max: 1200 })
const event = fc.oneof(
  fc.record({ kind: fc.constant('falls' as const), code }),
  fc.record({ kind: fc.constant('rises' as const), code }),
  fc.record({ kind: fc.constant('mains' as const), code, on: fc.boolean() }),
  fc.record({ kind: fc.constant('window' as const), code, from: second, length: fc.integer({ min: 1, max: 600 }) }),
  fc.record({ kind: fc.constant('window' as const), code, from: second, length: fc.integer({ min: 1, max: 600 }) }),
  fc.record({ kind: fc.constant('shelve' as const), seconds: fc.integer({ min: 1, max: 600 }) }),
  fc.record({ kind: fc.constant('suppress' as const) }),
  fc.record({ kind: fc.constant('step' as const), seconds: fc.integer({ min: -400, max: 400 }) }),
  fc.record({
    kind: fc.constant('restart' as const),
    how: fc.constantFrom('stop' as const, 'kill' as const),
    seconds: fc.integer({ min: 1, max: 300 }),
  }),
)
const story = fc.array(fc.tuple(fc.integer({ min: 1, max: 180 }), event), { maxLength: 7 })
const clock = (seconds: number): string => `00:00:${seconds}`

it('plans outages to the second, and silences nothing without a reason', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(story, (events) => {
      const b = new Branch({ S1: {}, S2: {}, C1: { parents: ['S1'] } })
      const windows = new Map<string, Span[]>(CODES.map((one) => [one, []]))
      try {
        let at = 0
        for (const [wait, one] of events) {
          at += wait
          b.until(clock(at))
          const targets = b.alarms().map(({ id, version }) => ({ id, version }))
          if (one.kind === 'falls') b.falls(one.code)
          else if (one.kind === 'rises') b.rises(one.code)
          else if (one.kind === 'mains') b.reads(one.code, 'power', 'mains.state', one.on ? 1 : 0)
          else if (one.kind === 'window') {
            // From its approval on.
            const from = Math.max(b.clock.now(), MIDNIGHT + one.from * 1000)
            const to = MIDNIGHT + (one.from + one.length) * 1000
            b.window(clock(one.from), clock(one.from + one.length), { stationIds: [b.id(one.code)] })
            if (to > from) windows.get(one.code)?.push({ from, to })
          } else if (one.kind === 'shelve')
            b.engine.doToAlarms(
              targets,
              { kind: 'shelve', until: b.clock.now() + one.seconds * 1000, reason: 'x' },
              { ...BY, at: b.clock.now() },
            )
          else if (one.kind === 'suppress') b.engine.doToAlarms(targets, { kind: 'suppress', reason: 'x' }, { ...BY, at: b.clock.now() })
          else if (one.kind === 'step') b.clockSteps(one.seconds * 1000)
          else b.restarts(one.how, clock(one.seconds))
        }
        b.until(clock(at + 150))
        const now = b.clock.now()
        for (const name of CODES) {
          const planned = merge(windows.get(name) ?? [])
          const all = b.intervals(name)
          const of = (bucket: string) =>
            all.filter((one) => one.bucket === bucket).map((one) => ({ from: one.from, to: one.to ?? Math.max(now, one.from) }))
          expect(common(of('downPlanned'), planned)).toEqual(merge(of('downPlanned')))
          expect(common(of('downUnplanned'), planned)).toEqual([])
        }
        const wrong = b.alarms().filter((alarm) => {
          const isQuiet = b.engine.windows.quiet(alarm.stationId, null) !== null
          const isRight = alarm.suppressedBy === 'person' || (alarm.suppressedBy === 'window') === isQuiet
          const isLate = alarm.shelvedUntil !== null && alarm.shelvedUntil <= now
          return alarm.suppressed !== (alarm.suppressedBy !== null) || !isRight || isLate
        })
        expect(wrong).toEqual([])
        const told = b.alarms().filter((one) => !isSilent(one))
        expect(b.engine.overview().unacknowledged).toBe(told.filter((one) => one.acknowledgedAt === null).length)
      } finally {
        b.close()
      }
    }),
    { numRuns: 8 },
  )
})
