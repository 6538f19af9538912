/** Numbers as people read them: sign, decimal sign, grouping, units, ratios that are not rounded into a lie. */
import { describe, expect, it } from 'vitest'
import { number, percent, withUnit } from '../../../shared/format/number.ts'

describe('number', () => {
  it('writes a true minus and the decimal sign of the language', () => {
    expect(number(-48.2, 'vi', 1)).toBe('−48,2')
    expect(number(-48.2, 'en', 1)).toBe('−48.2')
  })
  it('has no negative zero', () => {
    expect(number(-0.04, 'vi', 1)).toBe('0,0')
  })
  it('keeps four digits together and groups longer numbers with a thin space', () => {
    expect(number(2990, 'vi')).toBe('2990')
    expect(number(12990, 'en')).toBe('12\u2009990')
    expect(number(1234567.5, 'vi', 1)).toBe('1\u2009234\u2009567,5')
  })
  it('can leave out zeros behind the sign', () => {
    expect(number(200, 'vi', 2, true)).toBe('200')
    expect(number(200.5, 'en', 2, true)).toBe('200.5')
  })
  it('shows what is no number as a dash', () => {
    expect(number(Number.NaN, 'vi')).toBe('—')
    expect(number(Number.POSITIVE_INFINITY, 'en')).toBe('—')
  })
})

describe('percent', () => {
  it('tells "no data" apart from zero', () => {
    expect(percent(null, 'vi')).toBe('—')
    expect(percent(0, 'vi')).toBe('0\u2009%')
  })
  it('never rounds up to a whole 100', () => {
    expect(percent(0.999996, 'vi')).toBe('99,99\u2009%')
    expect(percent(1, 'vi')).toBe('100\u2009%')
  })
  it('sets the unit off by a thin space', () => {
    expect(withUnit('53,9', 'V')).toBe('53,9\u2009V')
    expect(withUnit('3', '')).toBe('3')
  })
})
