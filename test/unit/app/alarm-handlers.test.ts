/** What people do about alarms as the console answers it: one alarm is done or refused, of many the rest is done and the others are named. */
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../main/app/core.ts'
import { alarms as handlersOf } from '../../../main/app/handlers/alarms.ts'
import { HOUR } from '../../../shared/format/time.ts'
import { scenario, sure, BY, type Branch } from '../../support/scenario.ts'

const handlers = (b: Branch) => handlersOf({ operations: b.operations, engine: b.engine, stale: () => undefined } as unknown as Core)
const lan = (b: Branch) => ({ ...BY, at: b.clock.now() })

describe('alarms', () => {
  it(
    'of a single one the second person gets CONFLICT with its present state; of several the rest is done',
    scenario({ S1: {}, S2: {} }, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).reads('S2', 'power', 'mains.state', 0).until('00:05:00')
      const [one, two] = b.alarms().map(({ id, version }) => ({ id, version }))
      if (!one || !two) throw new Error('two alarms')
      const { acknowledge, comment } = handlers(b)
      expect(acknowledge({ targets: [one], comment: '' }, lan(b))).toMatchObject({
        changed: [{ id: one.id, acknowledgedBy: 'Lan' }],
        refused: [],
      })
      expect(acknowledge({ targets: [one], comment: '' }, lan(b))).toMatchObject({
        refused: 'CONFLICT',
        data: { phrase: { key: 'error.alarm.changed' }, current: { id: one.id, acknowledgedBy: 'Lan' } },
      })
      expect(acknowledge({ targets: [one, two], comment: '' }, lan(b))).toMatchObject({
        changed: [{ id: two.id }],
        conflicts: [{ id: one.id }],
      })
      expect(acknowledge({ targets: [{ id: 999, version: 1 }], comment: '' }, lan(b))).toMatchObject({ refused: 'NOT_FOUND' })
      expect(comment({ id: 999, comment: 'x' }, lan(b))).toMatchObject({ refused: 'NOT_FOUND' })
    }),
  )

  it(
    'a shelf needs a time within seven days; what is shelved is listed with its reason; closing says why it cannot be',
    scenario({ S1: {}, S2: {} }, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:05:00')
      const { shelve, shelved, unshelve, close, get } = handlers(b)
      const targets = () => b.alarms().map(({ id, version }) => ({ id, version }))
      const now = b.clock.now()
      for (const [until, key] of [
        [now, 'shelfPast'],
        [now + 7 * 24 * HOUR + 1, 'shelfLong'],
      ] as const)
        expect(shelve({ targets: targets(), until, reason: 'x' }, lan(b))).toMatchObject({
          refused: 'INVALID',
          data: { issues: [{ path: 'until', phrase: { key: `error.alarm.${key}` } }] },
        })
      sure(shelve({ targets: targets(), until: now + 7 * 24 * HOUR, reason: 'chờ vật tư' }, lan(b)) as object)
      const [alarm] = b.alarms()
      expect(shelved(undefined, lan(b))).toMatchObject([{ alarm: { id: alarm?.id }, since: now, reason: 'chờ vật tư' }])
      expect(close({ targets: targets(), comment: '' }, lan(b))).toMatchObject({
        refused: 'INVALID',
        data: { phrase: { key: 'error.alarm.stillSeen' } },
      })
      sure(unshelve({ targets: targets() }, lan(b)) as object)
      expect(shelved(undefined, lan(b))).toEqual([])
      expect(get({ id: alarm?.id ?? 0 }, lan(b))).toMatchObject({
        alarm: { shelvedUntil: null },
        trail: [
          { action: 'alarm.shelve', before: { shelvedUntil: null }, after: { shelvedBy: 'Lan' }, comment: 'chờ vật tư' },
          { action: 'alarm.unshelve', after: { shelvedUntil: null } },
        ],
      })
    }),
  )
})
