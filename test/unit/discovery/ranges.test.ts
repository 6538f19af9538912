/** What a person writes for addresses: read, counted without enumerating, and refused with a sentence. */
import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../../../main/domain/discovery/address.ts'
import { countOf, readRanges, spanIndex, without } from '../../../main/domain/discovery/ranges.ts'
import { planSweep } from '../../../main/domain/discovery/sweep.ts'
import { estimate } from '../../../main/domain/discovery/estimate.ts'
import type { Listed } from '../../../main/domain/discovery/list.ts'
import { say, translator } from '../../../shared/i18n/words.ts'

const addresses = (text: string): string[] => {
  const { spans } = readRanges(text)
  return Array.from({ length: countOf(spans) }, (_, i) => spanIndex(spans).at(i) ?? '?')
}
const problems = (text: string): string[] => readRanges(text).problems.map(({ key }) => key.replace('error.scan.', ''))

describe('ranges', () => {
  it.each([
    ['10.1.2.3', ['10.1.2.3']],
    ['10.1.2.10-12', ['10.1.2.10', '10.1.2.11', '10.1.2.12']],
    ['10.1.2.254 - 10.1.3.1', ['10.1.2.254', '10.1.2.255', '10.1.3.0', '10.1.3.1']],
    ['10.1.2.5/30', ['10.1.2.5', '10.1.2.6']],
    ['10.1.2.4/31', ['10.1.2.4', '10.1.2.5']],
    ['10.1.2.4/32', ['10.1.2.4']],
    ['fd00::1', ['fd00::1']],
    ['fd00::fffe/127', ['fd00::fffe', 'fd00::ffff']],
    ['FD00:0:0:0:0:0:0:1-fd00::3', ['fd00::1', 'fd00::2', 'fd00::3']],
    ['10.0.0.1, 10.0.0.1; 10.0.0.0/30\n10.0.0.2 # nguồn', ['10.0.0.1', '10.0.0.2']],
    ['\uFEFF10.0.0.9', ['10.0.0.9']],
    ['', []],
  ])('%j', (text, expected) => expect(addresses(text)).toEqual(expected))

  it('leaves out network and broadcast address of a subnet, and no others', () => {
    expect(countOf(readRanges('10.1.2.0/24').spans)).toBe(254)
    expect(countOf(readRanges('10.1.2.0-10.1.2.255').spans)).toBe(256)
    expect(countOf(readRanges('10.0.0.0/8').spans)).toBe(16_777_214)
    expect(countOf(readRanges('0.0.0.0/0').spans)).toBe(4_294_967_294)
    expect(countOf(readRanges('fd00::/112').spans)).toBe(65_536)
  })

  it('takes host names, each once', () => {
    expect(readRanges('rtn-01.branch.vn RTN-01.branch.vn')).toMatchObject({ names: ['rtn-01.branch.vn'], spans: [], problems: [] })
  })

  it.each([
    ['10.1.2', ['unreadable']],
    ['10.1.2.300', ['unreadable']],
    ['10.1.2.3/33', ['prefix']],
    ['10.1.2.3/x', ['prefix']],
    ['10.1.2.40-10', ['reversed']],
    ['10.1.2.40-10.1.1.1', ['reversed']],
    ['10.1.2.3-fd00::1', ['unreadable']],
    ['fd00::/64', ['prefixSix']],
    ['fd00::1::2', ['unreadable']],
    ['a:b', ['unreadable']],
    ['ngu*n', ['unreadable']],
    ['x/y 10.0.0.1', ['unreadable']],
    ['?1 ?2 ?3 ?4 ?5 ?6 ?7', ['unreadable', 'unreadable', 'unreadable', 'unreadable', 'unreadable']],
  ])('refuses %j', (text, keys) => expect(problems(text)).toEqual(keys))

  it('has a sentence for every refusal in both languages, with the word in it', () => {
    for (const phrase of readRanges('10.1.2 10.1.2.3/33 10.1.2.40-10 fd00::/64').problems) {
      for (const locale of ['vi', 'en'] as const) {
        const said = say(translator(locale), phrase)
        expect(said).not.toContain('error.scan')
        expect(said).not.toContain('{{')
        expect(said).toContain(String(phrase.params?.['text']))
      }
    }
  })

  it('takes excluded addresses out', () => {
    const { spans } = readRanges('10.0.0.0-10.0.0.9')
    const left = without(spans, readRanges('10.0.0.0-1 10.0.0.5 10.0.0.9-20').spans)
    expect(Array.from({ length: countOf(left) }, (_, i) => spanIndex(left).at(i))).toEqual([2, 3, 4, 6, 7, 8].map((n) => `10.0.0.${n}`))
  })
})

describe('addresses', () => {
  it.each(['0.0.0.0', '255.255.255.255', '::', '::1', '1::', 'fd00::1:0:0:1', 'fe80::1', '2001:db8:1:2:3:4:5:6'])(
    '%s stays itself',
    (text) => {
      const read = readAddress(text)
      expect(read && writeAddress(read)).toBe(text)
    },
  )
  it('reads an IPv4 address inside an IPv6 one', () => {
    const read = readAddress('::ffff:10.0.0.1')
    expect(read && writeAddress(read)).toBe('::ffff:a00:1')
  })
})

describe('a sweep', () => {
  const row = (host: string, port: number | null = null): Listed => ({ host, port, station: 'A1', name: null, credentialId: null })
  const all = (wish: Partial<Parameters<typeof planSweep>[0]>): string[] => {
    const { sweep } = planSweep({ ranges: '', exclude: '', list: [], ports: [161], ...wish })
    return Array.from({ length: sweep.count }, (_, i) => sweep.at(i)).map(({ host, port, listed }) => `${host}:${port}${listed ? '*' : ''}`)
  }

  it('asks the list first, then every port of every address, then names; nothing twice', () => {
    expect(all({ ranges: '10.0.0.1-3 rtn', list: [row('10.0.0.2'), row('10.0.0.9', 1161)], ports: [161, 162, 161] })).toEqual([
      '10.0.0.2:161*',
      '10.0.0.2:162*',
      '10.0.0.9:1161*',
      '10.0.0.1:161',
      '10.0.0.1:162',
      '10.0.0.3:161',
      '10.0.0.3:162',
      'rtn:161',
      'rtn:162',
    ])
  })

  it('keeps out what is excluded, from the list too', () => {
    expect(all({ ranges: '10.0.0.1-3 rtn', exclude: '10.0.0.3 rtn 10.0.0.7', list: [row('10.0.0.7')] })).toEqual([
      '10.0.0.1:161',
      '10.0.0.2:161',
    ])
  })

  it('names the field that is wrong', () => {
    const { problems: found } = planSweep({ ranges: 'x/1', exclude: '10.1', list: [], ports: [161] })
    expect(found.map(({ field }) => field)).toEqual(['ranges', 'exclude'])
  })
})

describe('the estimate', () => {
  const at = (rate: number) => ({ rate, waitMs: 1500 })
  it('counts each v1 and v2c credential twice, and all v3 users as one', () => {
    expect(estimate(254, 4, ['2c'], at(200))).toEqual({
      addresses: 254,
      known: 4,
      credentials: 1,
      packets: 500,
      rate: 200,
      seconds: Math.ceil(2.5 + 3 + 3),
      mustConfirm: false,
    })
    expect(estimate(100, 0, ['2c', '1', '3', '3'], at(200)).packets).toBe(600)
  })
  it('knows that the wait and the room for requests hold the pace down', () => {
    expect(estimate(60_000, 0, ['2c'], at(2000)).rate).toBeLessThan(700)
  })
  it('wants more than 4,096 addresses confirmed', () => {
    expect(estimate(4096, 0, ['2c'], at(200)).mustConfirm).toBe(false)
    expect(estimate(4097, 0, ['2c'], at(200)).mustConfirm).toBe(true)
  })
})

it('65,536 listed addresses, holes in a range all over, and a branch of devices are planned at once', () => {
  const list = Array.from({ length: 30_000 }, (_, i) => `10.${1 + (i >> 15)}.${(i >> 7) & 255}.${(i & 127) * 2}`).map((host): Listed => ({
    host,
    port: null,
    station: null,
    name: null,
    credentialId: null,
  }))
  const began = performance.now()
  const { sweep } = planSweep({ ranges: '10.1.0.0-10.1.255.255', exclude: '', list, ports: [161] })
  expect(sweep.count).toBe(65_536)
  for (let i = 0; i < sweep.count; i += 3) expect(sweep.has(sweep.at(i).host, 161)).toBe(true)
  expect(performance.now() - began).toBeLessThan(3000)
})
