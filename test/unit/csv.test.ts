/** CSV in and out: what branches send, and what a spreadsheet may safely open. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../main/app/csv-file.ts'
import { csvFile, numberCell, textCell } from '../../shared/format/csv.ts'

describe('reading', () => {
  it.each([
    ['commas', 'code,name\nA1,Bản Lãm\n'],
    ['semicolons', 'code;name\nA1;Bản Lãm\n'],
    ['tabs', 'code\tname\nA1\tBản Lãm\n'],
    ['a BOM', '\uFEFFcode,name\nA1,Bản Lãm\n'],
    ['Windows line ends', 'code,name\r\nA1,Bản Lãm\r\n'],
    ['decomposed accents', 'code,name\nA1,Bản Lãm\n'.normalize('NFD')],
    ['blank lines and no last line end', 'code,name\n\nA1,Bản Lãm'],
  ])('reads a file with %s', (_, text) => {
    const rows = readCsv(text)
    expect(rows).toMatchObject([{ cells: ['code', 'name'] }, { cells: ['A1', 'Bản Lãm'] }])
  })

  it('tells the line where the quotes break', () => {
    expect(readCsv('code,name\nA1,"Bản\n')).toEqual({ brokenAt: expect.any(Number) })
  })

  it('numbers lines as an editor does', () => {
    expect(readCsv('code,name\nA1,x\n\nA2,y\n')).toMatchObject([{ line: 1 }, { line: 2 }, { line: 4 }])
  })
})

describe('writing', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\tx', '|x', '  =1+1', '\r=1', '\u200B=1+1', '\u202E=1+1', '＝1+1', '\u0000=1+1', '\n=1+1'])(
    'guards %j',
    (text) => expect(textCell(text).replace(/^"/, '').startsWith("'")).toBe(true),
  )

  it('keeps a hidden cell inside one cell, and control characters out of it', () => {
    expect(textCell('a;=1+1')).toBe('"a;=1+1"')
    expect(textCell('a\t=1+1')).toBe('a =1+1')
    expect(textCell('one\r\ntwo \u001B[31m\u202Edcba')).toBe('"one\ntwo  [31mdcba"')
  })

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }), (cells) => {
        const clean = cells.map((cell) => `x${cell.replaceAll(/[\r\n]/g, ' ').normalize('NFC')}`.trim())
        const rows = readCsv(csvFile([['h', ...clean.slice(1).map(() => 'h')], clean.map(textCell)]))
        expect(rows).toMatchObject([{}, { cells: clean }])
      }),
    )
  })

  it('writes no number for no data', () => {
    expect([numberCell(null, 2), numberCell(Number.NaN, 2), numberCell(99.5, 3), numberCell(1.5, 1, true)]).toEqual([
      '',
      '',
      '99.500',
      '"1,5"',
    ])
  })
})
