/** Times at +07 whatever the computer's own zone, ages and durations in both languages. */
import { describe, expect, it } from 'vitest'
import {
  age,
  clock,
  date,
  DAY,
  dayOf,
  duration,
  fromInput,
  HOUR,
  iso,
  MINUTE,
  moment,
  startOfDay,
  toInput,
} from '../../../shared/format/time.ts'

const AT = Date.parse('2026-11-23T17:30:05Z')
const words = (text: string) => text.replaceAll('\u00A0', ' ')

describe('moments', () => {
  it('cuts days at +07, not in UTC', () => {
    expect(dayOf(AT)).toBe('2026-11-24')
    expect(clock(AT)).toBe('00:30:05')
    expect(date(AT, 'vi')).toBe('24/11/2026')
    expect(moment(AT, 'en')).toBe('24 Nov 2026 00:30:05')
    expect(iso(AT)).toBe('2026-11-24T00:30:05+07:00')
  })
  it('knows where a day begins', () => {
    expect(new Date(startOfDay('2026-11-24')).toISOString()).toBe('2026-11-23T17:00:00.000Z')
  })
  it('goes to a date input and back', () => {
    expect(toInput(AT)).toBe('2026-11-24T00:30')
    expect(fromInput('2026-11-24T00:30')).toBe(AT - 5000)
    expect(fromInput('')).toBeNull()
  })
})

describe('ages', () => {
  it.each([
    [1000, 'vừa xong', 'just now'],
    [42_000, '42 giây trước', '42 s ago'],
    [2 * MINUTE + 5000, '2 phút trước', '2 min ago'],
    [3 * HOUR, '3 giờ trước', '3 h ago'],
    [2 * DAY, '2 ngày trước', '2 d ago'],
  ])('says %d ms', (ms, vi, en) => {
    expect(words(age(AT - ms, AT, 'vi'))).toBe(vi)
    expect(words(age(AT - ms, AT, 'en'))).toBe(en)
  })
  it('says the date when it is long ago', () => {
    expect(age(AT - 40 * DAY, AT, 'vi')).toBe('15/10/2026')
  })
  it('looks forward too', () => {
    expect(words(age(AT + 2 * HOUR, AT, 'en'))).toBe('in 2 h')
  })
})

describe('durations', () => {
  it.each([
    [45_000, '45 giây'],
    [12 * MINUTE, '12 phút'],
    [3 * HOUR + 5 * MINUTE, '3 giờ 5 phút'],
    [2 * HOUR, '2 giờ'],
    [4 * DAY + 2 * HOUR, '4 ngày 2 giờ'],
    [-5, '0 giây'],
  ])('says %d ms in at most two units', (ms, vi) => {
    expect(words(duration(ms, 'vi'))).toBe(vi)
  })
})
