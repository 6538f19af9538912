/** Maintenance windows: when they are, whom they concern, what is refused, who may approve. Tables. */
import { describe, expect, it } from 'vitest'
import { scheduleIssues, shortestPeriod, targetIssues } from '../../../main/domain/window/check.ts'
import { nextOccurrences, occurrencesBetween } from '../../../main/domain/window/occurrences.ts'
import { overlapsOf } from '../../../main/domain/window/overlap.ts'
import { common, merge, pieces } from '../../../main/domain/window/spans.ts'
import { approve, cancel, proposed, reject, skip, update } from '../../../main/domain/window/state.ts'
import { stationsOf } from '../../../main/domain/window/targets.ts'
import { iso, startOfDay } from '../../../shared/format/time.ts'
import { dictionaries } from '../../../shared/i18n/words.ts'
import type { Role } from '../../../shared/model/access.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { Schedule, WindowTargets, type MaintenanceWindow } from '../../../shared/model/window.ts'

const HOUR = 3_600_000
const at = (text: string): number => Date.parse(`${text}+07:00`)
const schedule = (input: object): Schedule => Schedule.parse(input)
const daily = (rest: object = {}) => schedule({ kind: 'daily', startMinute: 120, minutes: 60, fromDay: '2026-11-23', ...rest })
const timed = (one: Schedule, skipped: string[] = []) => ({ id: 7, schedule: one, skipped })
const said = (one: Schedule, from: string, to: string, skipped: string[] = []) =>
  occurrencesBetween(timed(one, skipped), at(from), at(to)).map((o) => `${iso(o.from).slice(0, 16)} ${(o.to - o.from) / 60_000}`)

describe('occurrences', () => {
  it('once: is there where it touches the period', () => {
    const once = schedule({ kind: 'once', from: at('2026-11-23T22:00:00'), to: at('2026-11-24T02:00:00') })
    expect(said(once, '2026-11-24T00:00:00', '2026-11-25T00:00:00')).toEqual(['2026-11-23T22:00 240'])
    expect(said(once, '2026-11-24T02:00:00', '2026-11-25T00:00:00')).toEqual([])
    expect(said(once, '2026-11-20T00:00:00', '2026-11-23T22:00:00')).toEqual([])
  })

  it('daily: from the first day to the last, past midnight, one day left out', () => {
    const night = daily({ startMinute: 23 * 60, minutes: 120, untilDay: '2026-11-26' })
    expect(said(night, '2026-11-01T00:00:00', '2026-12-01T00:00:00', ['2026-11-25'])).toEqual([
      '2026-11-23T23:00 120',
      '2026-11-24T23:00 120',
      '2026-11-26T23:00 120',
    ])
    expect(said(night, '2026-11-25T00:30:00', '2026-11-25T00:31:00')).toEqual(['2026-11-24T23:00 120'])
  })

  it('weekly: on its days; 29 November 2026 is a Sunday', () => {
    const one = schedule({ kind: 'weekly', days: [7, 2], startMinute: 60, minutes: 30, fromDay: '2026-11-23' })
    expect(said(one, '2026-11-23T00:00:00', '2026-12-07T00:00:00')).toEqual([
      '2026-11-24T01:00 30',
      '2026-11-29T01:00 30',
      '2026-12-01T01:00 30',
      '2026-12-06T01:00 30',
    ])
  })

  it('monthly: a month without day 31 has none, the last day is every month’s', () => {
    const on = (day: number | 'last') => schedule({ kind: 'monthly', day, startMinute: 0, minutes: 60, fromDay: '2027-01-01' })
    expect(said(on(31), '2027-01-01T00:00:00', '2027-06-01T00:00:00').map((one) => one.slice(0, 10))).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ])
    expect(said(on('last'), '2027-01-01T00:00:00', '2027-05-01T00:00:00').map((one) => one.slice(0, 10))).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
    ])
    expect(nextOccurrences(timed(on(29)), at('2028-02-01T00:00:00'), 1)[0]?.day).toBe('2028-02-29')
  })

  it('the next ones: what is open counts, without an end there are always more', () => {
    const next = nextOccurrences(timed(daily()), at('2026-11-23T02:30:00'), 5)
    expect(next.map((one) => one.day)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'])
    expect(nextOccurrences(timed(daily({ untilDay: '2026-11-23' })), at('2026-11-23T03:00:00'), 5)).toEqual([])
  })
})

describe('what is refused, at the field', () => {
  const now = at('2026-11-23T00:00:00')
  const table: [string, object, string[]][] = [
    ['once, ends before it starts', { kind: 'once', from: now + HOUR, to: now }, ['schedule.to endsBefore']],
    ['once, ends as it starts', { kind: 'once', from: now + HOUR, to: now + HOUR }, ['schedule.to endsBefore']],
    ['once, over', { kind: 'once', from: now - 2 * HOUR, to: now - HOUR }, ['schedule.to over']],
    ['once, of 32 days', { kind: 'once', from: now, to: now + 32 * 24 * HOUR }, ['schedule.to tooLong']],
    ['once, already open', { kind: 'once', from: now - HOUR, to: now + HOUR }, []],
    ['daily, all day', { ...daily(), minutes: 1440 }, []],
    ['daily, longer than a day', { ...daily(), minutes: 1441 }, ['schedule.minutes longerThanPeriod']],
    ['last day before the first', { ...daily(), untilDay: '2026-11-22' }, ['schedule.untilDay untilBefore']],
    [
      'weekly, into the next of its days',
      { ...daily(), kind: 'weekly', days: [1, 2], minutes: 1500 },
      ['schedule.minutes longerThanPeriod'],
    ],
    ['weekly, Sunday into Monday', { ...daily(), kind: 'weekly', days: [1, 7], minutes: 1500 }, ['schedule.minutes longerThanPeriod']],
    ['weekly, a whole week', { ...daily(), kind: 'weekly', days: [3], minutes: 7 * 1440 }, []],
    ['monthly, 29 days', { ...daily(), kind: 'monthly', day: 1, minutes: 29 * 1440 }, ['schedule.minutes longerThanPeriod']],
  ]
  for (const [name, input, expected] of table)
    it(`a schedule: ${name}`, () => {
      const issues = scheduleIssues(schedule(input), now)
      expect(issues.map((one) => `${one.path} ${one.phrase.key.split('.').at(-1)}`)).toEqual(expected)
      for (const { phrase } of issues) {
        const key = phrase.key.split('.').at(-1) ?? ''
        for (const locale of ['vi', 'en'] as const) expect(dictionaries[locale].translation.error.window).toHaveProperty(key)
      }
    })

  it('a window over nothing', () => {
    expect(targetIssues(WindowTargets.parse({}))).toMatchObject([{ path: 'targets' }])
    expect(targetIssues(WindowTargets.parse({ deviceIds: [1] }))).toEqual([])
  })
  it('the shortest way to the next occurrence', () => {
    expect(shortestPeriod({ ...daily(), kind: 'weekly', days: [1, 4, 4] } as never)).toBe(3 * 1440)
    expect(shortestPeriod({ ...daily(), kind: 'weekly', days: [5] } as never)).toBe(7 * 1440)
  })
})

describe('stretches', () => {
  it('merge where they touch or overlap, and drop what is empty', () => {
    expect(
      merge([
        { from: 5, to: 9 },
        { from: 1, to: 3 },
        { from: 3, to: 4 },
        { from: 6, to: 7 },
        { from: 9, to: 9 },
      ]),
    ).toEqual([
      { from: 1, to: 4 },
      { from: 5, to: 9 },
    ])
  })
  it('in common', () => {
    expect(
      common(
        [
          { from: 0, to: 5 },
          { from: 7, to: 9 },
        ],
        [{ from: 3, to: 8 }],
      ),
    ).toEqual([
      { from: 3, to: 5 },
      { from: 7, to: 8 },
    ])
  })
  it('cut a period at their edges', () => {
    const spans = [{ from: 10, to: 20 }]
    expect(pieces(spans, 5, 25)).toEqual([
      { at: 5, planned: false },
      { at: 10, planned: true },
      { at: 20, planned: false },
    ])
    expect(pieces(spans, 10, 20)).toEqual([
      { at: 10, planned: true },
      { at: 20, planned: false },
    ])
    expect(pieces(spans, 12, 19)).toEqual([{ at: 12, planned: true }])
    expect(pieces([], 3, 3)).toEqual([{ at: 3, planned: false }])
  })
})

describe('whom it concerns', () => {
  const places = {
    stations: [
      { id: 1, communeId: 10, retiredOn: null },
      { id: 2, communeId: 10, retiredOn: '2026-01-01' },
      { id: 3, communeId: 11, retiredOn: null },
      { id: 4, communeId: 12, retiredOn: null },
    ],
    groups: [{ id: 5, stationIds: [3, 99] }],
  }
  it('stations named, of communes and of groups, once each, and none that is retired or gone', () => {
    const targets = WindowTargets.parse({ stationIds: [1, 2, 77], communeIds: [10], groupIds: [5, 6] })
    expect([...stationsOf(targets, places)].toSorted((a, b) => a - b)).toEqual([1, 3])
  })
  it('overlaps: at the same time over the same, with the first meeting', () => {
    const of = (id: number, stations: number[], one: Schedule, deviceIds: number[] = []) => ({
      ...timed(one),
      id,
      stations: new Set(stations),
      deviceIds,
    })
    const mine = of(0, [1, 2], daily())
    const others = [
      of(1, [2], daily({ startMinute: 150, fromDay: '2026-11-25' })),
      of(2, [3], daily()),
      of(3, [1], daily({ startMinute: 180 })),
    ]
    const found = overlapsOf(mine, others, at('2026-11-23T00:00:00'))
    expect(found.map(({ one, from }) => [one.id, iso(from).slice(0, 16)])).toEqual([[1, '2026-11-25T02:30']])
  })
})

describe('four eyes', () => {
  const who = (name: string, role: Role) => ({ actor: { name, role }, at: startOfDay('2026-11-23') })
  const input = { title: 'Thay ắc quy', notes: '', targets: WindowTargets.parse({ stationIds: [1] }), schedule: daily() }
  const mine: MaintenanceWindow = { ...proposed(input, who('Lan', 'manager')), id: 1 }

  it('the proposer does not approve, another manager does, an administrator may', () => {
    expect(approve(mine, '', who('Lan', 'manager'))).toMatchObject({
      refused: 'FORBIDDEN',
      data: { phrase: { key: 'error.window.ownProposal' } },
    })
    expect(approve(mine, 'được', who('Hùng', 'manager'))).toMatchObject({ state: 'approved', decidedBy: 'Hùng', decision: 'được' })
    expect(approve(mine, '', who('Lan', 'admin'))).toMatchObject({ state: 'approved' })
  })
  it('a decision is made once; a change asks for it anew and keeps the days left out', () => {
    const approved = approve(mine, '', who('Hùng', 'manager')) as MaintenanceWindow
    expect(isRefusal(approve(approved, '', who('Mai', 'manager')))).toBe(true)
    expect(isRefusal(reject(approved, 'x', who('Mai', 'manager')))).toBe(true)
    const without = skip(approved, '2026-11-25', true) as MaintenanceWindow
    expect(without).toMatchObject({ state: 'approved', skipped: ['2026-11-25'] })
    expect(skip(without, '2026-11-25', false)).toMatchObject({ skipped: [] })
    expect(update(without, { ...input, title: 'Khác' }, who('Hùng', 'engineer'))).toMatchObject({
      state: 'proposed',
      proposedBy: 'Hùng',
      decidedBy: null,
      skipped: ['2026-11-25'],
    })
    const over = cancel(approved, '', who('Lan', 'engineer')) as MaintenanceWindow
    expect(over.state).toBe('cancelled')
    for (const again of [cancel(over, '', who('Lan', 'admin')), skip(over, '2026-11-25', true), approve(over, '', who('Mai', 'admin'))])
      expect(isRefusal(again)).toBe(true)
  })
})
