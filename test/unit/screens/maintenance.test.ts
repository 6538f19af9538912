/** The calendar of windows: weeks of a month, bars over days, blocks of an hour, the form's draft and back. */
import { describe, expect, it } from 'vitest'
import { agendaOf, barsOf, blocksOf, mondayOf, monthPlus, periodOf, weeksOf } from '../../../renderer/screens/maintenance/calendar.ts'
import { draftOf, inputOf } from '../../../renderer/screens/maintenance/draft.ts'
import { scheduleText, spanText } from '../../../renderer/screens/maintenance/words.ts'
import { dayOf, startOfDay } from '../../../shared/format/time.ts'
import { translator } from '../../../shared/i18n/words.ts'
import { Schedule, WindowInput, type MaintenanceWindow } from '../../../shared/model/window.ts'

const at = (text: string): number => Date.parse(`${text}+07:00`)
const span = (from: string, to: string) => ({ from: at(from), to: at(to) })

describe('days', () => {
  it('weeks of a month from Monday, whole', () => {
    const weeks = weeksOf('2026-11-23')
    expect(weeks.map((week) => week[0])).toEqual(['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'])
    expect(weeksOf('2027-02-10')).toHaveLength(4)
    expect([mondayOf('2026-11-29'), mondayOf('2026-11-30')]).toEqual(['2026-11-23', '2026-11-30'])
    expect([monthPlus('2026-12-31', 1), monthPlus('2026-01-31', -1)]).toEqual(['2027-01-01', '2025-12-01'])
    expect(dayOf(periodOf('month', '2026-11-01').to - 1)).toBe('2026-12-06')
  })
})

describe('bars of a week', () => {
  const week = weeksOf('2026-11-23')[4] ?? []
  it('lie over their days, share lanes, and say where they go on', () => {
    const bars = barsOf(week, [
      span('2026-11-20T08:00', '2026-11-24T08:00'),
      span('2026-11-24T01:00', '2026-11-24T02:00'),
      span('2026-11-26T23:30', '2026-11-27T00:30'),
      span('2026-11-28T00:00', '2026-12-02T00:00'),
      span('2026-12-01T00:00', '2026-12-02T00:00'),
    ])
    expect(bars.map(({ column, span: days, lane, before, beyond }) => [column, days, lane, before, beyond])).toEqual([
      [0, 2, 0, true, false],
      [1, 1, 1, false, false],
      [3, 1, 0, false, false],
      [5, 2, 0, false, true],
    ])
  })
  it('one that ends at midnight does not reach into the next day', () => {
    expect(barsOf(week, [span('2026-11-23T00:00', '2026-11-25T00:00')])).toMatchObject([{ column: 0, span: 2 }])
  })
})

it('blocks of a day stand side by side where they meet, cut at midnight', () => {
  const blocks = blocksOf('2026-11-24', [
    span('2026-11-23T22:00', '2026-11-24T06:00'),
    span('2026-11-24T03:00', '2026-11-24T09:00'),
    span('2026-11-24T12:00', '2026-11-24T18:00'),
  ])
  expect(blocks.map(({ top, height, lane, lanes }) => [top, height, lane, lanes])).toEqual([
    [0, 0.25, 0, 2],
    [0.125, 0.25, 1, 2],
    [0.5, 0.25, 0, 1],
  ])
})

it('an agenda has the days with something; what is open already stands under the first', () => {
  const days = agendaOf(
    [span('2026-11-30T01:00', '2026-11-30T02:00'), span('2026-11-20T01:00', '2026-11-30T02:00')],
    startOfDay('2026-11-24'),
  )
  expect(days.map(({ day, items }) => [day, items.length])).toEqual([
    ['2026-11-24', 1],
    ['2026-11-30', 1],
  ])
})

describe('words', () => {
  it('say a schedule in both languages', () => {
    const weekly = Schedule.parse({
      kind: 'weekly',
      days: [7, 2],
      startMinute: 90,
      minutes: 150,
      fromDay: '2026-11-23',
      untilDay: '2026-12-31',
    })
    expect(scheduleText(weekly, translator('vi'), 'vi')).toBe(
      'Thứ 3, CN hằng tuần lúc 01:30, mỗi lần 2\u00A0giờ 30\u00A0phút, từ 23/11/2026 đến 31/12/2026',
    )
    expect(scheduleText(weekly, translator('en'), 'en')).toBe(
      'Every week on Tue, Sun at 01:30 for 2\u00A0h 30\u00A0min, from 23 Nov 2026 to 31 Dec 2026',
    )
  })
  it('say a day twice only where there are two', () => {
    expect(spanText(span('2026-11-23T01:00', '2026-11-23T04:00'), 'vi')).toBe('23/11 01:00 – 04:00')
    expect(spanText(span('2026-11-23T22:00', '2026-11-24T02:00'), 'vi')).toBe('23/11 22:00 – 24/11 02:00')
    expect(spanText(span('2026-11-23T22:00', '2026-11-24T00:00'), 'vi')).toBe('23/11 22:00 – 24:00')
  })
})

describe('the form', () => {
  const now = at('2026-11-23T10:00')
  const say = (n: number) => String(n).replace('.', ',')
  it('begins with a night of tomorrow that the contract takes', () => {
    const draft = { ...draftOf(null, now, say), title: 'Thay ắc quy' }
    for (const kind of ['once', 'daily', 'weekly', 'monthly'] as const)
      expect(WindowInput.safeParse(inputOf({ ...draft, kind })).success).toBe(true)
    expect(inputOf(draft)).toMatchObject({ schedule: span('2026-11-24T01:00', '2026-11-24T04:00') })
  })
  it('gives back what it was given', () => {
    const schedules = [
      { kind: 'once', ...span('2026-11-24T01:00', '2026-11-24T04:00') },
      { kind: 'daily', startMinute: 90, minutes: 100, fromDay: '2026-11-23' },
      { kind: 'weekly', days: [1, 5], startMinute: 0, minutes: 75, fromDay: '2026-11-23', untilDay: '2026-12-01' },
      { kind: 'monthly', day: 'last', startMinute: 0, minutes: 1, fromDay: '2026-11-23' },
      { kind: 'monthly', day: 31, startMinute: 0, minutes: 600, fromDay: '2026-11-23' },
    ].map((one) => Schedule.parse(one))
    for (const schedule of schedules) {
      const input = WindowInput.parse({ title: 'x', targets: { stationIds: [1] }, schedule })
      expect(WindowInput.parse(inputOf(draftOf({ ...input, id: 1 } as MaintenanceWindow, now, say)))).toEqual(input)
    }
  })
  it('leaves what is not a number for the schema to refuse', () => {
    const draft = { ...draftOf(null, now, say), title: 'x', kind: 'daily' as const }
    for (const wrong of [{ minutes: 'abc' }, { minutes: '' }, { startMinute: '' }, { fromDay: '' }])
      expect(WindowInput.safeParse(inputOf({ ...draft, ...wrong })).success).toBe(false)
  })
})
