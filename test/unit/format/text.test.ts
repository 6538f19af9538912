/** Search that ignores accents and đ, and Vietnamese order with numbers by value. */
import { describe, expect, it } from 'vitest'
import { compareText, fold, matches, wordsOf } from '../../../shared/format/text.ts'

describe('search', () => {
  it.each([
    ['na hang', 'Nà Hang'],
    ['dak lak', 'Đắk Lắk'],
    ['tqg03 thuong', 'TQG0327-12 Thượng Lâm'],
    ['lam thuong', 'Thượng Lâm'],
  ])('"%s" finds "%s"', (query, text) => {
    expect(matches(fold(text), wordsOf(query))).toBe(true)
  })
  it('finds decomposed text as well', () => {
    expect(matches(fold('Nà Hang'.normalize('NFD')), wordsOf('nà hang'))).toBe(true)
  })
  it('does not find what lacks a word', () => {
    expect(matches(fold('Nà Hang'), wordsOf('na hoang'))).toBe(false)
  })
  it('an empty query finds everything', () => {
    expect(matches(fold('Nà Hang'), wordsOf('  '))).toBe(true)
  })
})

describe('order', () => {
  it('counts numbers by value and puts đ after d', () => {
    expect(['TQG0010', 'TQG0002'].sort(compareText)).toEqual(['TQG0002', 'TQG0010'])
    expect(['Đà Vị', 'Chiêm Hóa', 'Bắc Mê'].sort(compareText)).toEqual(['Bắc Mê', 'Chiêm Hóa', 'Đà Vị'])
  })
})
