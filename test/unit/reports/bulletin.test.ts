/** The bulletin as text and as PDF: complete in both languages, the same bytes for the same content, and every letter drawn. */
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { emptyFigures } from '../../../main/domain/bulletin/figures.ts'
import { runsOf } from '../../../main/reports/bulletin/fonts.ts'
import { bulletinPdf } from '../../../main/reports/bulletin/pdf.ts'
import { bulletinFile, bulletinText } from '../../../shared/format/bulletin.ts'
import { LOCALES, translator } from '../../../shared/i18n/words.ts'
import type { BulletinContent, BulletinFact } from '../../../shared/model/bulletin.ts'

const HOUR = Date.UTC(2026, 10, 25, 7)
const fact: BulletinFact = {
  id: 1,
  kind: 'towerDown',
  communeId: 1,
  station: 'TQG0001',
  place: 'Đồi Khuổi Nhi',
  count: 2,
  at: HOUR - 3_000_000,
  restoredAt: null,
  note: 'chờ vật tư',
  by: 'Nguyễn Thị Lan',
}
const figures = (more: object) => ({ ...emptyFigures(), ...more })
const content: BulletinContent = {
  hour: HOUR,
  branch: 'Viễn thông Tuyên Quang',
  total: figures({ total: 60, notInService: 10, working: 40, interrupted: 8, byPower: 5, unknown: 2, onBattery: 3, towersDown: 2 }),
  communes: [
    { id: 1, name: 'Nà Hang', figures: figures({ total: 30, working: 20, interrupted: 8, unknown: 2, onBattery: 3, towersDown: 2 }) },
    { id: 2, name: 'Yên Hoa', figures: figures({ total: 30, notInService: 10, working: 20 }) },
  ],
  facts: [fact],
}

describe('the text', () => {
  it('is what a province sends', () => {
    expect(bulletinText(content, 2, translator('vi'), 'vi').split('\n')).toEqual([
      'BÁO CÁO NHANH TÌNH HÌNH MẠNG LƯỚI DO MƯA BÃO',
      'Viễn thông Tuyên Quang',
      'Tính đến 14:00, 25/11/2026 (bản sửa lần 2)',
      '',
      '1. Trạm hoạt động: 40/50 trạm đang khai thác = 80,00\u2009%',
      '2. Trạm gián đoạn: 8 (do nguồn điện 5, theo kế hoạch 0)',
      '3. Trạm chưa rõ trạng thái: 2 (trong đó 0 nằm sau trạm đã mất liên lạc)',
      '4. Mất điện lưới: 3 trạm chạy ắc quy, 0 trạm chạy máy nổ',
      '5. Cột đổ, gãy: 2',
      '6. Tuyến cáp đang đứt: 0; đã nối lại trong 24 giờ: 0',
      '',
      'Theo xã, phường:',
      '- Nà Hang: hoạt động 20/30 = 66,67\u2009%; gián đoạn 8, chưa rõ 2, chạy ắc quy 3, cột đổ 2',
      '- 1 xã, phường còn lại: hoạt động 20/20',
      '',
      'Chi tiết cột, cáp và ghi chú:',
      '- 13:10, 25/11/2026: Cột đổ, gãy (2), TQG0001, Đồi Khuổi Nhi, Nà Hang. chờ vật tư (Nguyễn Thị Lan)',
      '',
      expect.stringContaining('chưa rõ'),
    ])
  })
  it.each(LOCALES)('has no hole in %s, and no share where no station is in service', (locale) => {
    const text = bulletinText({ ...content, total: figures({ total: 2, notInService: 2 }) }, 1, translator(locale), locale)
    expect(text).not.toMatch(/\{\{|bulletin\.|NaN|undefined/)
    expect(text).toContain('0/0'.replace('/', locale === 'vi' ? '/' : ' of '))
    expect(text).toContain('—')
  })
  it('plays no tricks with what people typed', () => {
    const evil = { ...content, facts: [{ ...fact, place: 'a\u202Eb\nc' }] }
    expect(bulletinText(evil, 1, translator('vi'), 'vi')).not.toMatch(/\u202E|b\nc/)
  })
})

describe('the PDF', () => {
  const issued = { hour: HOUR, revision: 2, issuedAt: HOUR + 600_000, issuedBy: 'Lan', sha256: 'ab'.repeat(32), changes: [] }
  const make = (locale: 'vi' | 'en', more: Partial<BulletinContent> = {}) =>
    bulletinPdf({ content: { ...content, ...more }, issued, sha256: issued.sha256, locale })

  it('is the same bytes each time it is made, in each language, and other bytes for another content', async () => {
    for (const locale of LOCALES) {
      const [one, two] = [await make(locale), await make(locale)]
      expect(one.subarray(0, 5).toString()).toBe('%PDF-')
      expect(one.equals(two)).toBe(true)
      expect(one.equals(await make(locale, { branch: 'khác' }))).toBe(false)
    }
  })
  it('goes on over pages, each with its foot', async () => {
    const communes = Array.from({ length: 120 }, (_, i) => ({ id: i + 1, name: `Xã ${i + 1}`, figures: figures({ total: 5, working: 5 }) }))
    const file = await make('vi', { communes })
    expect(file.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBe(4)
  })
  it('carries the letters of Vietnamese in fonts of its own', async () => {
    const file = (await make('vi')).toString('latin1')
    expect(new Set(file.match(/BeVietnamPro[A-Za-z-]*/g)).size).toBeGreaterThan(0)
    // The maps from glyphs to letters name what was drawn; among them letters that only the second file of a weight has.
    const maps = [...file.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body]) => {
      try {
        return inflateSync(Buffer.from(body ?? '', 'latin1')).toString('latin1')
      } catch {
        return ''
      }
    })
    const drawn = maps
      .filter((text) => text.includes('beginbfrange'))
      .join('\n')
      .toLowerCase()
    for (const letter of ['ạ', 'đ', 'ễ', 'ư']) expect(drawn).toContain(letter.codePointAt(0)?.toString(16).padStart(4, '0'))
  })
  it('cuts text into runs of one file each; what neither has is a question mark', () => {
    expect(runsOf('Tuyên Quang ạ', 400)).toEqual([
      { font: 'latin-400', text: 'Tuyên Quang ' },
      { font: 'vietnamese-400', text: 'ạ' },
    ])
    expect(
      runsOf('Đ'.normalize('NFD') + 'я', 600)
        .map((run) => run.text)
        .join(''),
    ).toBe('Đ?')
  })
})

it('its file is named by hour and revision', () => {
  expect([bulletinFile(HOUR, 0), bulletinFile(HOUR, 3)]).toEqual(['bulletin-20261125-1400.pdf', 'bulletin-20261125-1400-r3.pdf'])
})
