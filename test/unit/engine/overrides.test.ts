/** Overrides of rules at work: a station, a group and a metric judged by their own, standing alarms that follow, and the audit of it all. */
import { describe, expect, it } from 'vitest'
import { NO_CHANGE } from '../../../main/domain/alarm/override.ts'
import type { OverrideScope, RuleChange } from '../../../shared/model/override.ts'
import { BY, scenario, sure, type Branch } from '../../support/scenario.ts'

const TWO = { S1: { devices: ['power', 'radio', 'environment'] }, S2: { devices: ['power', 'radio', 'environment'] } } as const
const plan = () => ({ S1: { devices: [...TWO.S1.devices] }, S2: { devices: [...TWO.S2.devices] } })

const save = (b: Branch, scope: OverrideScope, more: Partial<RuleChange>) =>
  sure(b.engine.saveOverride({ id: null, version: 0, scope, change: { ...NO_CHANGE, ...more }, note: 'thử' }, BY))
const at = (b: Branch, code: string, ruleId: string): OverrideScope => ({ kind: 'station', stationId: b.id(code), ruleId })
const standing = (b: Branch, ruleId: string): string[] =>
  b
    .alarms(ruleId)
    .filter((one) => one.clearedAt === null)
    .map((one) => `${[...b.ids].find(([, id]) => id === one.stationId)?.[0]} ${one.severity}`)

describe('an override', () => {
  it(
    'judges its own station from the next poll, and no other',
    scenario(plan(), (b) => {
      save(b, at(b, 'S1', 'room-temperature'), {
        threshold: { raise: 25, clear: 24 },
        severity: 'minor',
        raiseHold: { polls: 1, seconds: 0 },
      })
      b.at('00:01:10')
      expect(standing(b, 'room-temperature')).toEqual(['S1 minor'])
    }),
  )

  it(
    'of a group counts for who is in it, from the moment somebody comes in or goes',
    scenario(plan(), (b) => {
      const group = sure(b.operations.groups.add({ name: 'Hub', stationIds: [] }, BY))
      save(
        b,
        { kind: 'group', groupId: group.id, ruleId: 'room-temperature' },
        { threshold: { raise: 25, clear: 24 }, severity: 'critical' },
      )
      b.at('00:03:00')
      expect(standing(b, 'room-temperature')).toEqual([])
      sure(b.operations.groups.update(group.id, 1, { name: 'Hub', stationIds: [b.id('S2')] }, BY))
      b.engine.reload()
      b.at('00:06:00')
      expect(standing(b, 'room-temperature')).toEqual(['S2 critical'])
      sure(b.operations.groups.update(group.id, 2, { name: 'Hub', stationIds: [] }, BY))
      b.engine.reload()
      b.at('00:06:02')
      expect(standing(b, 'room-temperature')).toEqual(['S2 major'])
      // Not a change of the rule by a person: the program's own row.
      const [alarm] = b.alarms('room-temperature')
      expect(b.operations.alarms.trail(alarm!.id)).toMatchObject([
        { action: 'alarm.severity', actor: 'branchwatch', before: { severity: 'critical' } },
      ])
      b.at('00:09:00')
      expect(standing(b, 'room-temperature')).toEqual([])
    }),
  )

  it(
    'withdraws alarms whose rule is off now, at its place alone, and they come back when it goes',
    scenario(plan(), (b) => {
      b.reads('S1', 'environment', 'environment.door', 1).reads('S2', 'environment', 'environment.door', 1).at('00:03:00')
      expect(standing(b, 'door-open')).toEqual(['S1 warning', 'S2 warning'])
      const off = save(b, at(b, 'S1', 'door-open'), { enabled: false })
      b.until('00:03:02')
      expect(standing(b, 'door-open')).toEqual(['S2 warning'])
      expect(sure(b.engine.removeOverride(off.id, off.version, BY))).toEqual({ ok: true })
      b.until('00:06:00')
      expect(standing(b, 'door-open').sort()).toEqual(['S1 warning', 'S2 warning'])
    }),
  )

  it(
    'gives standing alarms the new severity with a new version, audited under the name of who changed it, over a restart too',
    scenario(plan(), (b) => {
      b.reads('S1', 'environment', 'environment.door', 1).reads('S2', 'environment', 'environment.door', 1).at('00:03:00')
      const before = b.alarms('door-open').find((one) => one.stationId === b.id('S1'))!
      save(b, at(b, 'S1', 'door-open'), { severity: 'major' })
      b.until('00:03:01')
      const after = b.alarms('door-open').find((one) => one.id === before.id)!
      expect(after).toMatchObject({ severity: 'major', version: before.version + 1, raisedAt: before.raisedAt })
      expect(b.operations.alarms.trail(before.id)).toMatchObject([
        { action: 'alarm.severity', actor: 'Lan', before: { severity: 'warning' }, after: { severity: 'major' } },
      ])
      b.restarts('kill')
      b.until('00:04:00')
      expect(standing(b, 'door-open').sort()).toEqual(['S1 major', 'S2 warning'])
    }),
  )

  it(
    'of a metric counts for all rules that read it, everywhere; one of a station goes before',
    scenario(plan(), (b) => {
      b.reads('S1', 'radio', 'radio.rsl', -80).reads('S2', 'radio', 'radio.rsl', -80)
      save(b, { kind: 'metric', metric: 'radio.rsl' }, { severity: 'major' })
      save(b, at(b, 'S2', 'rsl-degraded'), { severity: 'warning' })
      b.at('00:03:00')
      expect(standing(b, 'rsl-degraded').sort()).toEqual(['S1 major', 'S2 warning'])
    }),
  )

  it(
    'holds back a device that does not answer, and a station that is down, for as long as it says',
    scenario({ S1: { devices: ['power', 'radio'] }, S2: { devices: ['power', 'radio'] }, S3: {}, S4: {} }, (b) => {
      save(b, at(b, 'S1', 'no-answer-radio'), { raiseHold: { polls: 6, seconds: 0 }, severity: 'critical' })
      save(b, at(b, 'S3', 'station-down'), { raiseHold: { polls: 6, seconds: 0 }, severity: 'major' })
      b.at('00:03:00').answers('S1', 'radio', 'timeout').answers('S2', 'radio', 'timeout').falls('S3')
      b.until('00:07:00')
      expect(standing(b, 'no-answer-radio')).toEqual(['S2 major'])
      expect(standing(b, 'station-down')).toEqual([])
      b.until('00:11:00')
      expect(standing(b, 'no-answer-radio').sort()).toEqual(['S1 critical', 'S2 major'])
      expect(standing(b, 'station-down')).toEqual(['S3 major'])
    }),
  )

  it(
    'is refused with the field named, once for each scope, and at the version that was seen',
    scenario(plan(), (b) => {
      const wish = {
        id: null,
        version: 0,
        scope: at(b, 'S1', 'room-temperature'),
        change: { ...NO_CHANGE, threshold: { raise: 40, clear: 50 } },
        note: '',
      }
      expect(b.engine.saveOverride(wish, BY)).toMatchObject({ refused: 'INVALID', data: { issues: [{ path: 'change.threshold.clear' }] } })
      const good = save(b, wish.scope, { severity: 'minor' })
      expect(b.engine.saveOverride({ ...wish, change: { ...NO_CHANGE, severity: 'major' } }, BY)).toMatchObject({
        refused: 'INVALID',
        data: { issues: [{ path: 'scope' }] },
      })
      const next = { ...wish, id: good.id, change: { ...NO_CHANGE, severity: 'major' as const } }
      expect(b.engine.saveOverride({ ...next, version: 7 }, BY)).toMatchObject({ refused: 'CONFLICT', data: { current: { id: good.id } } })
      expect(sure(b.engine.saveOverride({ ...next, version: 1 }, BY))).toMatchObject({ version: 2, change: { severity: 'major' } })
      expect(b.engine.removeOverride(good.id, 1, BY)).toMatchObject({ refused: 'CONFLICT' })
      expect(b.operations.rules.trail('room-temperature', null).map((row) => [row.action, row.actor])).toEqual([
        ['override.update', 'Lan'],
        ['override.create', 'Lan'],
      ])
      expect(b.operations.rules.trail('room-temperature', null)[0]).toMatchObject({
        before: { severity: 'minor' },
        after: { severity: 'major' },
      })
    }),
  )
})
