/** What messages say, in both languages and on a telephone. */
import { describe, expect, it } from 'vitest'
import { fit, PLAIN_LIMIT, septets, toGsm, UNICODE_LIMIT } from '../../../main/domain/notify/sms.ts'
import { listOf, messageOf, trialOf, type Frame } from '../../../main/domain/notify/words.ts'
import type { Facts } from '../../../main/domain/notify/facts.ts'
import { incident, MORNING } from '../../support/notify.ts'

const frame: Frame = { key: 'k', language: 'vi', at: MORNING + 720_000, consoleUrl: 'https://noc.example/', branchName: 'Tuyên Quang' }
const facts = (over: Partial<Facts> = {}): Facts => ({
  incident: incident(4, { stationIds: [1, 2, 3], down: 2, atRisk: 1, hamletIds: [1, 2], households: 312, minutesLost: 24.4 }),
  stations: [
    { code: 'TQG0327', name: 'Nà Hang' },
    { code: 'TQG0328', name: 'Năng Khả' },
  ],
  communes: ['Nà Hang', 'Đức Xuân'],
  hamlets: ['Bản Lãm', 'Nà Chang'],
  batteryMinutes: 47.3,
  ...over,
})

describe('a message about one incident', () => {
  it('says what, where, since when, who is without signal, and where to look', () => {
    const { subject, text, short, data } = messageOf('began', facts(), frame)
    expect(subject).toBe('[Lớn] Mất điện lưới')
    expect(text.split('\n')).toEqual([
      'Lớn: Mất điện lưới',
      'Bắt đầu: 10:00 23/11/2026, đã 12\u00A0phút',
      'Trạm: TQG0327 Nà Hang, TQG0328 Năng Khả và 1 nơi khác',
      'Mất dịch vụ: 2 trạm. Có nguy cơ: 1 trạm',
      'Xã, phường: Nà Hang, Đức Xuân',
      'Thôn, bản mất sóng: Bản Lãm, Nà Chang (312 hộ)',
      'Ắc quy còn khoảng 47 phút',
      'Tổng phút mất liên lạc: 24',
      '',
      'Mở trong Branchwatch: https://noc.example/alarms/incidents/4',
      '',
      'Branchwatch, Tuyên Quang, 10:12:00 23/11/2026',
    ])
    expect(short).toBe('Lớn: Mất điện lưới; 10:00; 3 trạm; 2 thôn mất sóng; Nà Hang, Đức Xuân')
    expect(data).toMatchObject({
      version: 1,
      event: 'began',
      key: 'k',
      incident: { id: 4, severity: 'major', stationCount: 3, beganAt: '2026-11-23T10:00:00+07:00' },
    })
  })

  it('in English, and without what is not known', () => {
    const bare = facts({ batteryMinutes: null, hamlets: [], communes: [], stations: [] })
    const { text } = messageOf('escalated', { ...bare, incident: incident(4, { down: 0 }) }, { ...frame, language: 'en', consoleUrl: '' })
    expect(text.split('\n').slice(0, 4)).toEqual([
      'Nobody acknowledged for 12\u00A0min: Mains failure',
      'Severity: Major',
      'Began: 10:00 23 Nov 2026, 12\u00A0min ago',
      '',
    ])
  })

  it('of one that ended says how long it lasted, whatever it was to say', () => {
    const over = facts({ incident: incident(4, { state: 'ended', endedAt: MORNING + 300_000 }) })
    for (const kind of ['began', 'ended'] as const)
      expect(messageOf(kind, over, frame).text).toContain('Từ 10:00 23/11/2026 đến 10:05, kéo dài 5\u00A0phút')
  })

  it('takes nothing of what names hold for more than text', () => {
    const nasty = facts({ stations: [{ code: 'A\r\nBcc: x@y', name: '\u202Eb' }], communes: ['c\r\n.\r\nQUIT'] })
    const { subject, text, short } = messageOf('began', nasty, frame)
    expect(subject).not.toMatch(/[\r\n]/)
    expect(short).not.toMatch(/[\r\n]/)
    expect(text).toContain('A Bcc: x@y b')
    expect(text).toContain('c . QUIT')
  })
})

describe('a list', () => {
  const many = Array.from({ length: 200 }, (_, i) =>
    facts({
      incident: incident(i + 1, {
        severity: i === 150 ? 'critical' : 'major',
        endedAt: i < 20 ? MORNING : null,
        state: i < 20 ? 'ended' : 'open',
        hamletIds: [],
      }),
      communes: [i % 3 === 0 ? 'Nà Hang' : 'Sơn Dương'],
    }),
  )
  const list = listOf(many, 'critical', frame)

  it('counts all, names the worst, and counts by commune', () => {
    const lines = list.text.split('\n')
    expect(list.subject).toBe('[Nghiêm trọng] 200 sự cố ở 200 trạm (20 đã hết)')
    expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(10)
    expect(lines.find((line) => line.startsWith('- '))).toContain('Nghiêm trọng')
    expect(list.text).toContain('và 190 sự cố khác.')
    expect(list.text).toContain('Theo xã, phường: Sơn Dương 133, Nà Hang 67')
    expect(list.text.length).toBeLessThan(2000)
    expect(fit(list.short, 'plain')).toBe('Nghiem trong: 200 su co o 200 tram (20 da het); Son Duong 133; Na Hang 67')
  })

  it('for machines has at most a hundred of them', () => {
    expect(list.data['count']).toBe(200)
    expect(list.data['incidents']).toHaveLength(100)
    expect(JSON.stringify(list.data).length).toBeLessThan(100_000)
  })
})

it('a trial says who sent it and that there is nothing to do', () => {
  expect(trialOf(frame, 'Lan').text).toContain('Lan gửi lúc 10:12:00')
})

describe('on a telephone', () => {
  it.each([
    ['Đắk Lắk, Ea Súp', 'Dak Lak, Ea Sup'],
    ['Mất điện lưới – 3 trạm…', 'Mat dien luoi - 3 tram...'],
    ['ƯỜNG ờ ữ đ', 'UONG o u d'],
    ['smile 😀', 'smile ?'],
    ['a\u00A0b', 'a b'],
  ])('%s is %s in letters that every one has', (text, plain) => {
    expect(toGsm(text)).toBe(plain)
    expect(septets(plain)).not.toBeNull()
  })

  it('a letter of the second table counts twice', () => {
    expect(septets('a[b]')).toBe(6)
    expect(septets('đ')).toBeNull()
  })

  it.each(['plain', 'unicode'] as const)('%s: whole parts from the front, as many as fit', (letters) => {
    const limit = letters === 'plain' ? PLAIN_LIMIT : UNICODE_LIMIT
    const parts = Array.from({ length: 30 }, (_, i) => `phần thứ ${i}`)
    const cut = fit(parts.join('; '), letters)
    expect(cut.length).toBeLessThanOrEqual(limit)
    expect(cut.split('; ').at(-1)).toMatch(/\d$/)
    const long = fit('ộ'.repeat(500), letters)
    expect(long.length).toBeLessThanOrEqual(limit)
    expect(long).toMatch(letters === 'plain' ? /\.\.\.$/ : /…$/)
    expect(fit('[]'.repeat(200), letters).length).toBeGreaterThan(50)
  })
})
