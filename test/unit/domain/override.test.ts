/** Which rule stands at a station: precedence of overrides, two groups of one station, sharing, and what is refused. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changed, NO_CHANGE, over, resolveRules, watchful } from '../../../main/domain/alarm/override.ts'
import { overrideIssues, ruleIssues } from '../../../main/domain/alarm/rule-issues.ts'
import { compileRules } from '../../../main/domain/alarm/rule-sets.ts'
import { DEFAULT_RULES, MONITOR_ISOLATED } from '../../../main/domain/alarm/rules.ts'
import { SEVERITIES, type AlarmRule } from '../../../shared/model/alarm.ts'
import { OverrideScope, RuleChange, RunbookInput, type RuleOverride } from '../../../shared/model/override.ts'
import { LOCALES, say, translator } from '../../../shared/i18n/words.ts'

const shipped = new Map(DEFAULT_RULES.map((rule) => [rule.id, rule]))
const rule = (id: string): AlarmRule => shipped.get(id)!
const change = (more: Partial<RuleChange>): RuleChange => ({ ...NO_CHANGE, ...more })
let ids = 0
const override = (scope: OverrideScope, more: Partial<RuleChange>): RuleOverride => ({
  id: ++ids,
  scope,
  change: change(more),
  note: '',
  changedAt: 0,
  changedBy: 'Lan',
  version: 1,
})
const at = (stationId: number, more: Partial<RuleChange>, ruleId = 'room-temperature') =>
  override({ kind: 'station', stationId, ruleId }, more)
const of = (groupId: number, more: Partial<RuleChange>, ruleId = 'room-temperature') => override({ kind: 'group', groupId, ruleId }, more)
const all = (more: Partial<RuleChange>) => override({ kind: 'metric', metric: 'environment.temperature' }, more)
const group = (id: number, ...stationIds: number[]) => ({ id, name: `Nhóm ${id}`, stationIds, version: 1 })
const hot = (raise: number, clear: number) => ({ threshold: { raise, clear } })
const said = ({ severity, enabled, condition, raiseHold }: AlarmRule) => [
  severity,
  enabled,
  condition.kind === 'threshold' ? `${condition.raise}/${condition.clear}` : '',
  raiseHold.polls,
]

describe('which rule stands', () => {
  const one = { polls: 1, seconds: 0 }
  const five = { polls: 5, seconds: 0 }
  // Shipped: major, on, 38/35, two polls.
  const table: [what: string, overrides: RuleOverride[], stands: unknown[]][] = [
    ['nothing is overridden', [], ['major', true, '38/35', 2]],
    ['its metric', [all({ severity: 'critical' })], ['critical', true, '38/35', 2]],
    [
      'a group before its metric',
      [all({ severity: 'critical', enabled: false }), of(1, { severity: 'minor' })],
      ['minor', false, '38/35', 2],
    ],
    [
      'the station before its group',
      [of(1, { severity: 'minor', ...hot(50, 40) }), at(7, { severity: 'warning' })],
      ['warning', true, '50/40', 2],
    ],
    [
      'each field from the nearest that says anything',
      [all({ raiseHold: five }), of(1, hot(42, 40)), at(7, { enabled: false })],
      ['major', false, '42/40', 5],
    ],
    ['two groups: the graver severity', [of(1, { severity: 'minor' }), of(2, { severity: 'critical' })], ['critical', true, '38/35', 2]],
    ['two groups: on before off', [of(1, { enabled: false }), of(2, { enabled: true })], ['major', true, '38/35', 2]],
    ['two groups: what is met sooner', [of(1, hot(50, 45)), of(2, hot(30, 28))], ['major', true, '30/28', 2]],
    ['two groups: the shorter hold', [of(1, { raiseHold: five }), of(2, { raiseHold: one })], ['major', true, '38/35', 1]],
    ['two groups: one says nothing', [of(1, { severity: 'minor' }), of(2, { enabled: false })], ['minor', false, '38/35', 2]],
    ['another rule', [at(7, { severity: 'critical' }, 'door-open')], ['major', true, '38/35', 2]],
    ['another station', [at(8, { severity: 'critical' })], ['major', true, '38/35', 2]],
    ['a threshold backwards is passed over', [at(7, hot(30, 40))], ['major', true, '38/35', 2]],
  ]
  it.each(table)('%s', (_what, overrides, stands) => {
    const resolved = resolveRules({ rules: DEFAULT_RULES, overrides, groups: [group(1, 7, 9), group(2, 7)] })
    expect(said(resolved.of(7).get('room-temperature')!)).toEqual(stands)
  })

  it('a branch has changed the rule: overrides stand on that', () => {
    const rules = DEFAULT_RULES.map((one_) =>
      one_.id === 'room-temperature' ? changed(one_, change({ severity: 'warning', ...hot(45, 40) })) : one_,
    )
    const resolved = resolveRules({ rules, overrides: [at(7, { enabled: false })], groups: [] })
    expect(said(resolved.of(7).get('room-temperature')!)).toEqual(['warning', false, '45/40', 2])
  })

  it('the console’s own alarm has no station to be overridden at', () => {
    const resolved = resolveRules({ rules: DEFAULT_RULES, overrides: [at(7, { enabled: false }, MONITOR_ISOLATED)], groups: [] })
    expect(resolved.of(7).get(MONITOR_ISOLATED)?.enabled).toBe(true)
  })
})

describe('sets of compiled rules', () => {
  const overrides = [of(1, { severity: 'minor' }), at(7, { enabled: false }, 'no-answer-power')]
  const sets = compileRules({ rules: DEFAULT_RULES, overrides, groups: [group(1, 7, 8, 9), group(2, 8)] })

  it('are one for all stations without overrides, and one for those with the same', () => {
    expect(sets.of(1)).toBe(sets.base)
    expect(sets.of(2)).toBe(sets.base)
    expect(sets.of(8)).toBe(sets.of(9))
    expect(sets.of(8)).not.toBe(sets.base)
    expect(sets.of(7)).not.toBe(sets.of(8))
    expect(sets.of(8).of('power')).toBe(sets.of(9).of('power'))
  })

  it('share every rule that no override changes', () => {
    const differ = [...sets.of(7).rules].filter(([id, one]) => sets.base.rules.get(id) !== one).map(([id]) => id)
    expect(differ.sort()).toEqual(['no-answer-power', 'room-temperature'])
    expect(sets.base.of('power').silence?.rule.id).toBe('no-answer-power')
    expect(sets.of(7).of('power').silence).toBeNull()
  })
})

const canEnd = ({ condition }: AlarmRule): boolean =>
  condition.kind !== 'threshold' ||
  (condition.direction === 'above' ? condition.clear <= condition.raise : condition.clear >= condition.raise)

const hold = fc.record({ polls: fc.integer({ min: 1, max: 100 }), seconds: fc.integer({ min: 0, max: 86_400 }) })
const anyChange: fc.Arbitrary<RuleChange> = fc.record({
  severity: fc.option(fc.constantFrom(...SEVERITIES)),
  enabled: fc.option(fc.boolean()),
  threshold: fc.option(fc.record({ raise: fc.integer({ min: 1, max: 80 }), clear: fc.integer({ min: 1, max: 80 }) })),
  raiseHold: fc.option(hold),
  clearHold: fc.option(hold),
})
const anyCondition = fc.constantFrom(...DEFAULT_RULES.map(({ condition }) => condition))

describe('two groups of one station', () => {
  it('give the same in any order, and the same twice is the same', () => {
    fc.assert(
      fc.property(anyChange, anyChange, anyChange, anyCondition, (a, b, c, condition) => {
        const two = (x: RuleChange, y: RuleChange) => watchful(x, y, condition)
        expect(two(a, b)).toEqual(two(b, a))
        expect(two(two(a, b), c)).toEqual(two(a, two(b, c)))
        expect(two(a, a)).toEqual(a)
        expect(two(a, NO_CHANGE)).toEqual(a)
      }),
    )
  })
})

describe('every resolution', () => {
  const ruleId = fc.constantFrom(...DEFAULT_RULES.map(({ id }) => id))
  const scope: fc.Arbitrary<OverrideScope> = fc.oneof(
    fc.record({ kind: fc.constant('station' as const), stationId: fc.integer({ min: 1, max: 5 }), ruleId }),
    fc.record({ kind: fc.constant('group' as const), groupId: fc.integer({ min: 1, max: 4 }), ruleId }),
    fc.record({
      kind: fc.constant('metric' as const),
      metric: fc.constantFrom('battery.voltage' as const, 'environment.temperature' as const),
    }),
  )
  const groups = fc
    .array(fc.uniqueArray(fc.integer({ min: 1, max: 5 })), { minLength: 4, maxLength: 4 })
    .map((lists) => lists.map((stationIds, i) => group(i + 1, ...stationIds)))
  const overrides = fc
    .uniqueArray(fc.tuple(scope, anyChange), { maxLength: 12, selector: ([where]) => JSON.stringify(where) })
    .map((list) => list.map(([where, more]) => override(where, more)))

  it('keeps to its definition, one field after the other, whatever the order of overrides and groups', () => {
    fc.assert(
      fc.property(overrides, groups, (given, sets) => {
        const resolved = resolveRules({ rules: DEFAULT_RULES, overrides: given, groups: sets })
        const turned = resolveRules({ rules: DEFAULT_RULES, overrides: given.toReversed(), groups: sets.toReversed() })
        for (let stationId = 1; stationId <= 6; stationId++)
          for (const before of DEFAULT_RULES) {
            const found = resolved.of(stationId).get(before.id)!
            expect(turned.of(stationId).get(before.id)).toEqual(found)
            const own = given.filter(
              ({ scope: where }) => where.kind === 'station' && where.stationId === stationId && where.ruleId === before.id,
            )
            const member = given.filter(
              ({ scope: where }) =>
                where.kind === 'group' && where.ruleId === before.id && sets[where.groupId - 1]?.stationIds.includes(stationId),
            )
            const wide = given.filter(
              ({ scope: where }) =>
                where.kind === 'metric' && before.condition.kind !== 'noAnswer' && where.metric === before.condition.metric,
            )
            const nearest = before.id === MONITOR_ISOLATED ? [wide] : [own, member, wide]
            const severity = nearest
              .map((level) => level.map((one) => one.change.severity).filter((one) => one !== null))
              .find((list) => list.length > 0)
            expect(found.severity).toBe(severity ? SEVERITIES.find((one) => severity.includes(one)) : before.severity)
            const enabled = nearest
              .map((level) => level.map((one) => one.change.enabled).filter((one) => one !== null))
              .find((list) => list.length > 0)
            expect(found.enabled).toBe(enabled ? enabled.includes(true) : before.enabled)
            // Whatever was said, an alarm can end.
            expect(canEnd(found)).toBe(true)
            expect({ ...found, severity: 0, enabled: 0, condition: 0, raiseHold: 0, clearHold: 0 }).toEqual({
              ...before,
              severity: 0,
              enabled: 0,
              condition: 0,
              raiseHold: 0,
              clearHold: 0,
            })
          }
        expect(resolved.of(99)).toBe(resolved.base)
      }),
    )
  })

  it('is left alone by a change that changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DEFAULT_RULES), anyChange, (before, more) => {
        expect(changed(before, NO_CHANGE)).toBe(before)
        const once = changed(before, more)
        expect(changed(once, more)).toBe(once)
        expect(over(more, NO_CHANGE)).toEqual(more)
      }),
    )
  })
})

describe('what is refused', () => {
  const known = { rules: shipped, hasStation: (id: number) => id === 7, hasGroup: (id: number) => id === 1 }
  const issues = (scope: OverrideScope, more: Partial<RuleChange>) =>
    overrideIssues(scope, change(more), known).map(({ path, phrase }) => `${path} ${phrase.key.split('.').at(-1)}`)
  const room = { kind: 'station', stationId: 7, ruleId: 'room-temperature' } as const
  const table: [what: string, scope: OverrideScope, more: Partial<RuleChange>, expected: string[]][] = [
    ['a good one', room, { severity: 'critical', ...hot(40, 36) }, []],
    ['no change', room, {}, ['change nothing']],
    ['no such station', { ...room, stationId: 8 }, { enabled: false }, ['scope.stationId noStation']],
    ['no such group', { kind: 'group', groupId: 2, ruleId: 'smoke' }, { enabled: false }, ['scope.groupId noGroup']],
    ['no such rule', { ...room, ruleId: 'no-such' }, { enabled: false }, ['scope.ruleId noRule']],
    ['the console’s own alarm', { ...room, ruleId: MONITOR_ISOLATED }, { enabled: false }, ['scope.ruleId ownAlarm']],
    ['clear above raise', room, hot(40, 41), ['change.threshold.clear clearAbove']],
    ['clear below raise', { ...room, ruleId: 'battery-low' }, hot(46, 45), ['change.threshold.clear clearBelow']],
    ['beyond what is measured', room, hot(200, 36), ['change.threshold.raise outside']],
    ['at the end of what is measured', room, hot(90, 36), ['change.threshold.raise outside']],
    ['both beyond it', room, hot(-60, -70), ['change.threshold.raise outside', 'change.threshold.clear outside']],
    ['beyond the window of the rule', { ...room, ruleId: 'battery-low' }, hot(29, 48), ['change.threshold.raise outside']],
    ['no number', room, hot(Number.NaN, 3), ['change.threshold.raise outside', 'change.threshold.clear clearAbove'].slice(0, 1)],
    ['a threshold for a state', { ...room, ruleId: 'smoke' }, hot(1, 0), ['change.threshold noThreshold']],
    ['a threshold for no answer', { ...room, ruleId: 'no-answer-power' }, hot(1, 0), ['change.threshold noThreshold']],
    ['a metric that no rule reads', { kind: 'metric', metric: 'system.cpu' }, { enabled: false }, ['scope.metric noRuleReads']],
    ['a metric with two thresholds', { kind: 'metric', metric: 'dc.voltage' }, hot(50, 49), ['change.threshold manyThresholds']],
    ['a metric with states alone', { kind: 'metric', metric: 'cell.state' }, hot(50, 49), ['change.threshold noThreshold']],
    ['a metric with one threshold', { kind: 'metric', metric: 'radio.rsl' }, hot(-75, -72), []],
  ]
  it.each(table)('%s', (_what, scope, more, expected) => {
    expect(issues(scope, more)).toEqual(expected)
    for (const { phrase } of overrideIssues(scope, change(more), known))
      for (const locale of LOCALES) expect(say(translator(locale), phrase)).not.toMatch(/rule\.problem|\{\{/)
  })

  it('a rule of another kind, of another metric, with a state that is none', () => {
    const of_ = (given: AlarmRule) => ruleIssues(given, rule(given.id)).map(({ path, phrase }) => `${path} ${phrase.key.split('.').at(-1)}`)
    for (const one of DEFAULT_RULES) expect(of_(one)).toEqual([])
    expect(of_({ ...rule('smoke'), condition: rule('room-temperature').condition })).toEqual(['condition otherCondition'])
    expect(of_({ ...rule('smoke'), condition: { ...rule('flood').condition } })).toEqual(['condition otherCondition'])
    expect(of_({ ...rule('smoke'), condition: { kind: 'state', metric: 'environment.smoke', states: ['alarm', 'smoking'] } })).toEqual([
      'condition.states unknownState',
    ])
  })

  it.each([
    ['https://wiki.vnpt.vn/tram/mat-dien?x=1#buoc-2', true],
    ['http://10.0.0.5:8080/runbooks/flood', true],
    ['', true],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
    ['https://ten:matkhau@wiki.vnpt.vn/', false],
    ['https://wiki.vnpt.vn\\@evil.vn/', false],
    ['https:///x', false],
    ['wiki.vnpt.vn', false],
    ['https://wiki.vnpt.vn/ một', false],
    ['data:text/html,x', false],
  ])('runbook address %s: %s', (url, good) => {
    expect(RunbookInput.safeParse({ ruleId: 'smoke', url }).success).toBe(good)
  })
})
