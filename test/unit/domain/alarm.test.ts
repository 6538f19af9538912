/** The alarm machine: judging readings, holds, hysteresis, the life of a row. */
import { describe, expect, it } from 'vitest'
import { AlarmRule, trapRuleId } from '../../../shared/model/alarm.ts'
import { loadProfiles } from '../../../main/profiles/load.ts'
import { metric } from '../../../shared/model/metric.ts'
import { alarmKey, parseAlarmKey } from '../../../main/domain/alarm/identity.ts'
import { compile, judge, rulesFor, type Sight } from '../../../main/domain/alarm/judge.ts'
import { acknowledge, clear, continues, isActive, newAlarm, raiseAgain } from '../../../main/domain/alarm/lifecycle.ts'
import { DEFAULT_RULES, RULE_SCOPES } from '../../../main/domain/alarm/rules.ts'
import { elapsed, QUIET, step, type Track } from '../../../main/domain/alarm/track.ts'
import { dictionaries, say, translator } from '../../../shared/i18n/words.ts'

const rule = (id: string): AlarmRule => {
  const found = DEFAULT_RULES.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}

describe('the shipped rules', () => {
  it('fit the schema, have ids of their own and words in both languages', () => {
    expect(new Set(DEFAULT_RULES.map((one) => one.id)).size).toBe(DEFAULT_RULES.length)
    for (const one of DEFAULT_RULES) {
      expect(AlarmRule.parse(one)).toEqual(one)
      for (const locale of ['vi', 'en'] as const) {
        const words = dictionaries[locale].translation.rule as Record<string, { title?: string; advice?: string }>
        expect(words[one.id]?.title, `${locale} ${one.id}`).toBeTruthy()
        expect(words[one.id]?.advice, `${locale} ${one.id}`).toBeTruthy()
      }
    }
  })

  it('and every problem that a shipped profile tells by trap has a title and says what to do, in both languages', () => {
    const problems = new Set([...loadProfiles().profiles.values()].flatMap(({ traps }) => traps.map(({ problem }) => problem)))
    expect(problems.size).toBeGreaterThan(20)
    for (const locale of ['vi', 'en'] as const) {
      const words = dictionaries[locale].translation.rule as Record<string, { title?: string; advice?: string }>
      const missing = [...problems].filter((problem) => {
        const told = words[problem] ?? words[trapRuleId(problem)]
        return !told?.title || !told.advice || told.advice.length < 20
      })
      expect({ locale, missing }).toEqual({ locale, missing: [] })
    }
  })

  it('name states and thresholds that exist, and clear on the right side', () => {
    const wrong = DEFAULT_RULES.filter(({ condition }) => {
      if (condition.kind === 'noAnswer') return false
      const { states = {}, range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] } = metric(condition.metric)
      if (condition.kind === 'state') return condition.states.some((state) => !Object.values(states).includes(state))
      const { direction, raise, clear } = condition
      return raise <= range[0] || raise >= range[1] || (direction === 'above' ? clear >= raise : clear <= raise)
    })
    expect(wrong).toEqual([])
    for (const id of Object.keys(RULE_SCOPES)) expect(rule(id).id).toBe(id)
  })

  it('leave an unused port alone', () => {
    expect(rule('interface-down').enabled).toBe(false)
    expect(rulesFor('gateway', DEFAULT_RULES.map(compile)).byMetric.has('interface.state')).toBe(false)
  })

  it('judge a 48 V bank on power systems only', () => {
    const compiled = DEFAULT_RULES.map(compile)
    const ids = (kind: 'power' | 'ups'): string[] =>
      (rulesFor(kind, compiled).byMetric.get('battery.voltage') ?? []).map((one) => one.rule.id)
    expect(ids('power')).toEqual(['battery-low'])
    expect(ids('ups')).toEqual([])
    expect(rulesFor('radio', compiled).silence?.rule.id).toBe('no-answer-radio')
  })
})

describe('judging a reading', () => {
  const table: [string, number | null, 'good' | 'suspect' | 'unavailable' | 'stale' | 'error' | 'reset', Sight][] = [
    ['battery-low', 45.9, 'good', 'raise'],
    ['battery-low', 46, 'good', 'between'],
    ['battery-low', 47.99, 'good', 'between'],
    ['battery-low', 48, 'good', 'clear'],
    ['battery-low', 12, 'good', 'nothing'],
    ['battery-low', 45.9, 'suspect', 'nothing'],
    ['battery-low', null, 'unavailable', 'nothing'],
    ['battery-low', 45.9, 'stale', 'nothing'],
    ['battery-low', null, 'error', 'nothing'],
    ['battery-low', null, 'reset', 'nothing'],
    ['room-temperature', 38.1, 'good', 'raise'],
    ['room-temperature', 38, 'good', 'between'],
    ['room-temperature', 35, 'good', 'clear'],
    ['rsl-degraded', -71, 'good', 'raise'],
    ['rsl-degraded', -68, 'good', 'between'],
    ['rsl-degraded', -67, 'good', 'clear'],
    ['mains-failure', 0, 'good', 'raise'],
    ['mains-failure', 1, 'good', 'clear'],
    ['phase-lost', 4, 'good', 'raise'],
    ['genset-out-of-fuel', 4, 'good', 'raise'],
    ['mains-voltage-low', 0, 'good', 'nothing'],
    ['mains-voltage-low', 170, 'good', 'raise'],
    ['smoke', 1, 'suspect', 'nothing'],
  ]
  for (const [id, value, quality, expected] of table)
    it(`${id}: ${value} ${quality} says ${expected}`, () => expect(judge(compile(rule(id)), { value, quality })).toBe(expected))
})

describe('holds', () => {
  const holds = { raiseHold: { polls: 2, seconds: 30 }, clearHold: { polls: 1, seconds: 60 } }
  const run = (events: [seconds: number, what: Sight | 'tick'][], from: Track = QUIET): { track: Track; effects: string[] } => {
    const effects: string[] = []
    let track = from
    for (const [seconds, what] of events) {
      const moment = { at: 1e12 + seconds * 1000, mono: seconds * 1000 }
      const result = step(track, what === 'tick' ? { kind: 'tick', moment } : { kind: 'sight', sight: what, moment }, holds)
      track = result.track
      if (result.effect) effects.push(`${result.effect}@${seconds}`)
    }
    return { track, effects }
  }

  it('both polls and seconds must be met', () => {
    expect(
      run([
        [0, 'raise'],
        [10, 'raise'],
        [29, 'tick'],
        [30, 'tick'],
      ]).effects,
    ).toEqual(['raise@30'])
    expect(
      run([
        [0, 'raise'],
        [40, 'tick'],
        [50, 'raise'],
      ]).effects,
    ).toEqual(['raise@50'])
  })
  it('what speaks against it ends the hold, also within the band', () => {
    expect(
      run([
        [0, 'raise'],
        [10, 'clear'],
        [20, 'raise'],
        [45, 'tick'],
      ]).effects,
    ).toEqual([])
    expect(
      run([
        [0, 'raise'],
        [10, 'between'],
        [40, 'raise'],
      ]).effects,
    ).toEqual([])
  })
  it('what says nothing stops the count and does not end it', () => {
    const { effects, track } = run([
      [0, 'raise'],
      [10, 'raise'],
      [20, 'nothing'],
      [100, 'tick'],
    ])
    expect(effects).toEqual([])
    expect(track.hold && elapsed(track.hold, 1_000_000)).toBe(20_000)
    expect(
      run([
        [0, 'raise'],
        [10, 'raise'],
        [20, 'nothing'],
        [100, 'raise'],
        [109, 'tick'],
        [110, 'tick'],
      ]).effects,
    ).toEqual(['raise@110'])
  })
  it('a raised alarm clears past its hold and stays in the band', () => {
    const raised: Track = { raised: true, hold: null }
    expect(
      run(
        [
          [0, 'between'],
          [10, 'clear'],
          [69, 'tick'],
          [70, 'tick'],
        ],
        raised,
      ).effects,
    ).toEqual(['clear@70'])
    expect(
      run(
        [
          [0, 'clear'],
          [30, 'raise'],
          [61, 'tick'],
        ],
        raised,
      ).effects,
    ).toEqual(['again@30'])
  })
  it('an inhibited raise comes when the inhibition ends', () => {
    const at = (seconds: number): { at: number; mono: number } => ({ at: seconds * 1000, mono: seconds * 1000 })
    const once = { raiseHold: { polls: 1, seconds: 0 }, clearHold: { polls: 1, seconds: 0 } }
    const held = step(QUIET, { kind: 'sight', sight: 'raise', moment: at(0) }, once, true)
    expect(held.effect).toBeNull()
    expect(step(held.track, { kind: 'tick', moment: at(5) }, once).effect).toBe('raise')
  })
})

describe('the life of a row', () => {
  const row = newAlarm({
    stationId: 1,
    deviceId: 2,
    rule: rule('smoke'),
    metric: 'environment.smoke',
    instance: '',
    value: 1,
    at: 1000,
    suppressedBy: null,
  })

  it('leaves the active list when cleared and acknowledged, in either order', () => {
    expect(isActive(row)).toBe(true)
    expect(isActive(clear(row, 2000))).toBe(true)
    expect(isActive(acknowledge(row, 2000, 'Lan'))).toBe(true)
    expect(isActive(acknowledge(clear(row, 2000), 3000, 'Lan'))).toBe(false)
    expect(isActive(clear(acknowledge(row, 2000, 'Lan'), 3000))).toBe(false)
  })
  it('is continued within the flap window or while it stands', () => {
    const past = acknowledge(clear(row, 2000), 3000, 'Lan')
    expect(continues(past, 2000 + 29 * 60_000)).toBe(true)
    expect(continues(past, 2000 + 30 * 60_000)).toBe(false)
    expect(continues(clear(row, 2000), 2000 + 90 * 60_000)).toBe(true)
    expect(raiseAgain(past, 4000, null)).toMatchObject({ count: 2, clearedAt: null, raisedAt: 1000 })
  })
  it('is never cleared before it was raised', () => expect(clear(row, 500).clearedAt).toBe(1000))
})

describe('identity', () => {
  it('reads back what it wrote', () => {
    for (const [object, instance] of [
      [{ kind: 'device', id: 12 }, 'L1'],
      [{ kind: 'station', id: 3 }, ''],
      [{ kind: 'self' }, 'a|b'],
    ] as const)
      expect(parseAlarmKey(alarmKey(object, 'some-rule', instance))).toEqual({ object, ruleId: 'some-rule', instance })
    expect(parseAlarmKey('x|y')).toBeNull()
  })
})

describe('reasons in words', () => {
  it('put the alarm into the sentence', () => {
    const phrase = { key: 'health.reason.alarms', params: { rule: 'cell-off', more: 2 } }
    expect(say(translator('vi'), phrase)).toBe('Đang có cảnh báo: Cell ngừng phát, và 2 cảnh báo khác.')
    expect(say(translator('en'), phrase)).toBe('Alarm standing: Cell off, and 2 more.')
  })
})
