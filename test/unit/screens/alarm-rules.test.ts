/** The alarm rules' pure parts: what was typed for an override, pieces of a preview put together, and what the list shows. */
import { describe, expect, it } from 'vitest'
import { readChange, textOfChange, type OverrideText } from '../../../renderer/screens/alarm-rules/override-form.ts'
import { changeText } from '../../../renderer/screens/alarm-rules/change-words.ts'
import { addPiece, figuresOf, sharesOf, worstOf } from '../../../renderer/screens/alarm-rules/preview.ts'
import { isShown, viewsOf } from '../../../renderer/screens/alarm-rules/view.ts'
import { DEFAULT_RULES } from '../../../main/domain/alarm/rules.ts'
import { NO_CHANGE } from '../../../main/domain/alarm/override.ts'
import type { PreviewPiece } from '../../../shared/contract/rules.ts'
import { wordsOf } from '../../../shared/format/text.ts'
import { translator } from '../../../shared/i18n/words.ts'
import type { RuleOverride } from '../../../shared/model/override.ts'

const t = translator('vi')
const room = DEFAULT_RULES.find(({ id }) => id === 'room-temperature')!
const door = DEFAULT_RULES.find(({ id }) => id === 'door-open')!
const blank = textOfChange(NO_CHANGE, 'vi')
const typed = (more: Partial<OverrideText>) => readChange(room, { ...blank, ...more })

describe('what was typed for an override', () => {
  it('reads back what it shows', () => {
    const change = {
      severity: 'minor' as const,
      enabled: false,
      threshold: { raise: 41.5, clear: 38 },
      raiseHold: { polls: 5, seconds: 0 },
      clearHold: { polls: 2, seconds: 300 },
    }
    expect(readChange(room, textOfChange(change, 'vi'))).toEqual({ ok: true, change })
    expect(changeText(change, room, t, 'vi').replaceAll(/\p{Zs}/gu, ' ')).toBe(
      'Nhỏ · tắt · trên 41,5 °C, hết ở 38,0 °C · chờ trước khi báo: 5 lần · chờ trước khi hết: 2 lần và 300 giây',
    )
  })

  it('leaves empty what is left empty, and takes the other half of a hold from the rule', () => {
    expect(typed({ severity: 'critical' })).toEqual({ ok: true, change: { ...NO_CHANGE, severity: 'critical' } })
    expect(typed({ raiseSeconds: '90' })).toEqual({ ok: true, change: { ...NO_CHANGE, raiseHold: { polls: 2, seconds: 90 } } })
    expect(readChange(door, { ...blank, raise: '5', enabled: 'off' })).toEqual({ ok: true, change: { ...NO_CHANGE, enabled: false } })
  })

  it.each([
    ['nothing', {}, ['form']],
    ['one threshold', { raise: '40' }, ['clear']],
    ['words', { raise: 'bốn mươi', clear: '30' }, ['raise']],
    ['clear above raise', { raise: '40', clear: '41' }, ['clear']],
    ['half a poll', { raisePolls: '1,5' }, ['raisePolls']],
    ['too long', { clearSeconds: '90000' }, ['clearSeconds']],
  ] as [string, Partial<OverrideText>, string[]][])('names the field: %s', (_what, text, fields) => {
    const read = typed(text)
    expect(read.ok ? [] : Object.keys(read.problems)).toEqual(fields)
  })
})

describe('pieces of a preview', () => {
  const piece = (more: Partial<PreviewPiece>): PreviewPiece => ({
    from: 0,
    to: 2,
    cannotTell: null,
    basis: 'history',
    stations: 3,
    looked: 1,
    next: null,
    days: [
      { at: 0, before: 1, after: 2 },
      { at: 1, before: 0, after: 1 },
    ],
    rows: [],
    coverage: { series: 1, raw: 90, coarse: 5, missing: 5 },
    ...more,
  })
  const row = (stationId: number, before: number, after: number) => ({
    stationId,
    before: { alarms: before, again: 0 },
    after: { alarms: after, again: 1 },
  })

  it('add up, and say whether that is all', () => {
    const half = addPiece(null, piece({ next: 1, rows: [row(1, 1, 3)] }))
    expect(half.done).toBe(false)
    const whole = addPiece(half, piece({ looked: 2, rows: [row(2, 0, 2), row(3, 4, 0)] }))
    expect(whole).toMatchObject({ done: true, looked: 3, coverage: { series: 2, raw: 180, coarse: 10, missing: 10 } })
    expect(whole.days).toEqual([
      { at: 0, before: 2, after: 4 },
      { at: 1, before: 0, after: 2 },
    ])
    expect(figuresOf(whole)).toEqual({ before: 5, after: 5, againBefore: 0, againAfter: 3, stationsBefore: 2, stationsAfter: 2 })
    expect(worstOf(whole).map(({ stationId }) => stationId)).toEqual([1, 2, 3])
    expect(sharesOf(whole)).toEqual({ raw: 90, coarse: 5, missing: 5 })
    expect(sharesOf(piece({ coverage: { series: 0, raw: 0, coarse: 0, missing: 0 } }))).toBeNull()
  })
})

it('the list finds rules by words, area and what was changed of them', () => {
  const override = (scope: RuleOverride['scope']): RuleOverride => ({
    id: 1,
    scope,
    change: NO_CHANGE,
    note: '',
    changedAt: 0,
    changedBy: '',
    version: 1,
  })
  const views = viewsOf(
    DEFAULT_RULES,
    [override({ kind: 'metric', metric: 'battery.voltage' }), override({ kind: 'group', groupId: 2, ruleId: 'door-open' })],
    [],
    new Set(['smoke']),
    t,
    'vi',
  )
  const ids = (text: string, ...narrow: string[]) => views.filter((view) => isShown(view, wordsOf(text), narrow)).map(({ rule }) => rule.id)
  expect(ids('nhiet do phong')).toEqual(['room-temperature'])
  expect(ids('', 'overridden')).toEqual(['battery-low', 'door-open'])
  expect(ids('', 'changed')).toEqual(['smoke'])
  expect(ids('cua', 'overridden')).toEqual(['door-open'])
  expect(ids('', 'off')).toEqual(['external-input', 'interface-down'])
  expect(ids('', 'runbook')).toEqual([])
  expect(views.find(({ rule }) => rule.id === 'station-down')?.area).toBe('answer')
})
