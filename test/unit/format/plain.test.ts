/** Text of devices and files: what steers, hides or floods is taken out, what is text stays. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeValue } from '../../../main/snmp/value.ts'
import { clip, fileName, plain, plainLines, printable } from '../../../shared/format/plain.ts'

const ESC = '\u001B'

describe('one line', () => {
  it.each([
    ['ordinary text', 'Trạm Nà Hang 48 V', 'Trạm Nà Hang 48 V'],
    ['decomposed accents', 'Nà Hang'.normalize('NFD'), 'Nà Hang'],
    ['letters beyond the basic plane', '電源 🔋', '電源 🔋'],
    ['line ends and tabs', 'Cisco IOS\r\nVersion 15\tRelease', 'Cisco IOS Version 15 Release'],
    ['terminal colours', `${ESC}[31mred${ESC}[0m`, '[31mred [0m'],
    ['a terminal title', `${ESC}]0;owned\u0007name`, ']0;owned name'],
    ['8-bit control characters', 'a\u009B31mb\u0085c', 'a 31mb c'],
    ['turned direction', 'abc\u202Egpj.exe\u2066x\u2069\u200F', 'abcgpj.exex'],
    ['zero width', 'ad\u200Bmin\u200D\uFEFF\u00AD\u2060', 'admin'],
    ['invisible tags', 'x\u{E0041}\u{E007F}y', 'xy'],
    ['unpaired surrogates', 'a\uD800b\uDC00c', 'a\uFFFDb\uFFFDc'],
    ['line separators', 'a\u2028b\u2029c', 'a b c'],
    ['stacked marks', `Z${'\u0335'.repeat(50)}`, `Z${'\u0335'.repeat(4)}`],
    ['nothing', '\u0000\u0000', ''],
  ])('%s', (_, given, wanted) => expect(plain(given)).toBe(wanted))

  it('is bounded, and cut between letters', () => {
    expect(plain('x'.repeat(60_000), 255)).toHaveLength(255)
    expect(plain('x'.repeat(60_000), 255).endsWith('x…')).toBe(true)
    expect(clip('ab🔋cd', 4)).toBe('ab…')
    expect(clip('abcd', 4)).toBe('abcd')
  })

  it('is fast, whatever comes', () => {
    const began = performance.now()
    for (const unit of ['\u0301', '\u202E', ESC, '\uD800', 'á\u0301'.normalize('NFD'), ' ', '\r\n']) plain(unit.repeat(65_000))
    expect(performance.now() - began).toBeLessThan(500)
  })

  it('never lets through what steers or hides, and is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = plain(text)
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
        expect(plain(once)).toBe(once)
      }),
    )
  })

  it('lines stay lines', () => expect(plainLines(`a\r\nb${ESC}\u2028c`)).toBe('a\nb\nc'))
})

describe('what a device sends', () => {
  const text = (value: string | number[]) => decodeValue({ oid: '1.3', type: 4, value: Buffer.from(value as string) }).raw
  it('is plain text where it is text', () => expect(text('Cisco\r\nIOS\u202E 15\u0000')).toBe('Cisco IOS 15'))
  it('is octets where it is none', () => expect(text([0x1b, 0x5b, 0x41])).toBe('1b 5b 41'))
  it('is bounded both ways', () => {
    expect(text('x'.repeat(60_000))).toHaveLength(1000)
    expect(text(Array.from({ length: 60_000 }, () => 1))?.length).toBeLessThan(800)
    expect(decodeValue({ oid: '1.3', type: 6, value: '1.3.6'.repeat(20_000) }).raw?.length).toBeLessThan(1500)
  })
})

describe('a terminal', () => {
  it('obeys nothing: it is written out', () => {
    expect(printable(`a${ESC}[2J\u009B\u202E\u{E0041}\tb\nc`)).toBe('a\\u001b[2J\\u009b\\u202e\\udb40\\udc41\tb\nc')
  })
  it('JSON means the same afterwards', () => {
    const value = { name: `a${ESC}\u202E\u{E0041}\u2028` }
    expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value)
  })
})

describe("a file's name", () => {
  it.each([
    ['TQG0001-11-biểu đồ.csv', 'TQG0001-11-biểu đồ.csv'],
    ['../../etc/passwd.csv', '-..-etc-passwd.csv'],
    ['..', '_'],
    ['con.csv', '_con.csv'],
    ['a\u202Evsc.exe.csv', 'avsc.exe.csv'],
    ['C:\\a|b?.csv', 'C-a-b-.csv'],
    ['', '_'],
  ])('%j becomes %j', (given, wanted) => expect(fileName(given)).toBe(wanted))
  it('is bounded and keeps its ending', () => {
    const long = fileName(`${'x'.repeat(5000)}.csv`)
    expect(long.length).toBeLessThan(130)
    expect(long.endsWith('.csv')).toBe(true)
  })
})
