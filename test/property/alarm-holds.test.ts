/** Holds whatever is seen: never met early, raises and clears in turn, and only what toggles three times within a while is raised without its hold. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Sight } from '../../main/domain/alarm/judge.ts'
import { FLAPPING, freeze, QUIET, step, type Effect, type Track } from '../../main/domain/alarm/track.ts'

const hold = fc.record({ polls: fc.integer({ min: 1, max: 4 }), seconds: fc.constantFrom(0, 30, 90) })
const rule = fc.record({ raiseHold: hold, clearHold: hold, flaps: fc.boolean() })
const seen = fc.tuple(
  fc.integer({ min: 1, max: 200 }),
  fc.oneof(
    fc.constantFrom<Sight | 'tick' | 'freeze'>('raise', 'clear', 'between', 'nothing', 'tick', 'freeze'),
    fc.constantFrom<Sight>('raise', 'clear'),
  ),
)

it('a hold is met by so many polls in a row and so much time, or by toggling where that counts', () => {
  fc.assert(
    fc.property(rule, fc.array(seen, { maxLength: 60 }), fc.integer({ min: -5000, max: 5000 }), (rules, events, wall) => {
      let track: Track = QUIET
      let mono = 0
      let last: Effect = null
      /** Sights towards the other state since the last contrary one; and when a beginning was broken. */
      let run: number[] = []
      let broken: number[] = []
      for (const [seconds, what] of events) {
        mono += seconds * 1000
        if (what === 'freeze') {
          track = freeze(track, mono)
          continue
        }
        const wasRaised = track.raised
        const moment = { at: mono + wall * 1000, mono }
        const towards = wasRaised ? 'clear' : 'raise'
        if (what === towards) run.push(mono)
        const result = step(track, what === 'tick' ? { kind: 'tick', moment } : { kind: 'sight', sight: what, moment }, rules)
        const { effect, earlier } = result
        const need = wasRaised ? rules.clearHold : rules.raiseHold
        const isMet = run.length >= need.polls && mono - (run[0] ?? mono) >= need.seconds * 1000
        const flips = broken.filter((at) => mono - at < FLAPPING.withinMs).length
        const isFlapping = rules.flaps && flips >= FLAPPING.times - 1 && earlier?.length === FLAPPING.times - 1
        const claims: [claim: string, holds: boolean][] = [
          ['met early', effect === 'again' || effect === null || isMet || (effect === 'raise' && isFlapping)],
          ['toggles without a raise', earlier === undefined || effect === 'raise'],
          ['raised twice', effect !== 'raise' || last === null || last === 'clear'],
          ['nothing to clear', (effect !== 'clear' && effect !== 'again') || last === 'raise' || last === 'again'],
          ['again without the fault', effect !== 'again' || what === 'raise'],
        ]
        expect(claims.filter(([, holds]) => !holds)).toEqual([])
        if (effect) last = effect
        expect(result.track.raised).toBe(effect === 'raise' || (wasRaised && effect !== 'clear'))
        if (effect === 'raise' || effect === 'clear') {
          run = []
          broken = []
        } else if (what !== towards && what !== 'nothing' && what !== 'tick') {
          if (what === 'clear' && run.length > 0) broken.push(mono)
          run = []
        }
        track = result.track
      }
    }),
  )
})
