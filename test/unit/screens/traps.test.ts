/** The trap screen's own rules: how a growing log is kept, filters in the address, managers as they are typed, files as they are sent. */
import { describe, expect, it } from 'vitest'
import { merge, NOTHING } from '../../../renderer/screens/traps/kept.ts'
import { isFiltered, readQuestion } from '../../../renderer/screens/traps/filter.ts'
import { portions, readMib } from '../../../renderer/screens/traps/mib-upload.ts'
import { draftOf, readManagers } from '../../../renderer/screens/traps/settings-form.ts'
import { shortValue, viewOf } from '../../../renderer/screens/traps/view.ts'
import { translator } from '../../../shared/i18n/words.ts'
import { DEFAULT_TRAP_SETTINGS, type NamedVarbind, type TrapRow } from '../../../shared/model/trap.ts'
import { receivedTrap } from '../../support/trap.ts'

const { port: _port, enterprise: _enterprise, ...received } = receivedTrap()
const row = (id: number, more: Partial<TrapRow> = {}): TrapRow => ({
  ...received,
  id,
  lastAt: received.at,
  count: 1,
  name: null,
  module: null,
  deviceId: null,
  stationId: null,
  verdict: 'unknown',
  problem: null,
  alarmId: null,
  varbinds: [],
  ...more,
})
const params = (text: string) => {
  const query = new URLSearchParams(text)
  return { get: (name: string) => query.get(name), list: (name: string) => query.get(name)?.split(',').filter(Boolean) ?? [] }
}

describe('the log', () => {
  it('keeps what slid out of the newest page, takes new counts, and begins anew with another question', () => {
    const first = merge(NOTHING, 'a', { rows: [row(2), row(1)], next: 1 })
    const second = merge(first, 'a', { rows: [row(4), row(3), row(2, { count: 5 })], next: 2 })
    expect(second.rows.map((one) => [one.id, one.count])).toEqual([
      [4, 1],
      [3, 1],
      [2, 5],
      [1, 1],
    ])
    // Older ones are asked for from where the first page ended.
    expect(second.next).toBe(1)
    expect(merge(second, 'b', { rows: [], next: null })).toMatchObject({ rows: [], next: null })
  })

  it('does not grow without end', () => {
    let kept = merge(NOTHING, 'a', { rows: [], next: null })
    for (let i = 0; i < 40; i++) kept = merge(kept, 'a', { rows: Array.from({ length: 200 }, (_, j) => row(i * 200 + 200 - j)), next: 1 })
    expect(kept.rows).toHaveLength(5000)
    expect(kept.rows[0]?.id).toBe(8000)
  })
})

describe('a line', () => {
  const t = translator('vi')
  const book = { station: () => undefined, commune: () => '' }

  it('is titled by its problem, else its name, else its number', () => {
    const title = (more: Partial<TrapRow>) => viewOf(row(1, more), book, new Map(), t).title
    expect(title({ problem: 'mains-failure' })).toBe(t('rule.mains-failure.title'))
    expect(title({ problem: 'battery-loop' })).toBe(t('trapProblem.battery-loop'))
    expect(title({ name: 'linkDown' })).toBe('linkDown')
    expect(title({})).toBe(received.trapOid)
  })

  it('shows values by their words, octets in pairs', () => {
    const one = (more: Partial<NamedVarbind>): NamedVarbind => ({
      oid: '1.3',
      type: 'integer',
      number: 2,
      text: '2',
      hex: null,
      name: null,
      word: null,
      ...more,
    })
    expect(shortValue(one({ word: 'down' }))).toBe('down (2)')
    expect(shortValue(one({ number: null, type: 'text', text: '07 ea', hex: '07ea' }))).toBe('07 ea')
    expect(viewOf(row(1, { varbinds: [one({ name: 'ifIndex.2' }), one({})] }), book, new Map(), t).values).toBe('ifIndex.2 = 2 · 2')
  })
})

it('filters are read off the address; what is unknown there counts as not given', () => {
  expect(readQuestion(params('verdict=raised,nonsense,stranger&version=9&station=7x&device=12&q=cua'))).toEqual({
    text: 'cua',
    verdicts: ['raised', 'stranger'],
    versions: [],
    stationId: null,
    deviceId: 12,
  })
  expect(isFiltered(readQuestion(params('')))).toBe(false)
  expect(isFiltered(readQuestion(params('version=3')))).toBe(true)
})

describe('other managers', () => {
  it('are one a line, IPv6 in brackets, and come back as they were', () => {
    const managers = [
      { host: '10.0.0.5', port: 162 },
      { host: '2001:db8::5', port: 1162 },
      { host: 'nms.branch', port: 162 },
    ]
    const { forward } = draftOf({ ...DEFAULT_TRAP_SETTINGS, forward: managers })
    expect(forward).toBe('10.0.0.5:162\n[2001:db8::5]:1162\nnms.branch:162')
    expect(readManagers(`\n ${forward}\n\n`)).toEqual(managers)
  })

  it.each(['10.0.0.5', '10.0.0.5:0', '10.0.0.5:99999', 'a b:162', '::1:162', 'x:162; rm'])('%j is refused by its line', (text) => {
    expect(readManagers(`10.0.0.1:162\n${text}`)).toEqual({ line: 2 })
  })
})

describe('MIB files', () => {
  const file = (name: string, bytes: Uint8Array) => ({
    name,
    size: bytes.length,
    arrayBuffer: () => Promise.resolve(Uint8Array.from(bytes).buffer),
  })
  const text = (content: string) => new TextEncoder().encode(content)

  it('get names that every system takes, and are read in the coding they were written in', async () => {
    expect(await readMib(file('HUAWEI (v2)/site.mib', text('á')))).toEqual({ name: 'HUAWEI _v2_site.mib', text: 'á' })
    expect(await readMib(file('..\\..\\passwd', text('x')))).toEqual({ name: '__.._passwd', text: 'x' })
    expect(await readMib(file('old.my', Uint8Array.of(0x2d, 0xe9)))).toEqual({ name: 'old.my', text: '-é' })
  })

  it('that are empty, binary or too large are left out', async () => {
    expect(await readMib(file('a', text('')))).toBeNull()
    expect(await readMib(file('a', Uint8Array.of(1, 0, 2)))).toBeNull()
    expect(await readMib({ ...file('a', text('x')), size: 5_000_000 })).toBeNull()
  })

  it('go in portions that one call takes', () => {
    const files = Array.from({ length: 250 }, (_, i) => ({ name: String(i), text: 'x'.repeat(i < 3 ? 3_900_000 : 10) }))
    const sizes = portions(files).map((some) => some.length)
    expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(250)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100)
    for (const some of portions(files)) expect(some.reduce((sum, one) => sum + one.text.length, 0)).toBeLessThanOrEqual(8_000_000)
  })
})
