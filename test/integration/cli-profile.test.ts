/** `profile check` and `profile try`: every fault by file and line in both languages, and a file tried on a device. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRecording } from '../../main/simulator/replay/recording.ts'
import { startReplay, type Replay } from '../../main/simulator/replay/replay.ts'
import { branchwatch } from '../support/branchwatch.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-profile-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const put = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const HEAD =
  'id: mine\nname: Mine\nvendor: V\nkind: power\nverified: false\nverifiedWith: null\nmatch: [{ sysObjectID: 1.3.6.1.4.1.99999 }]\n'
const BAD = `${HEAD}oids: { A: B.1, B: A.2 }
readings:
  - { metric: dc.voltage, oid: 1.3..6 }
  - { metric: dc.volts, oid: 1.3.6 }
  - { metric: mains.state, oid: 1.3.6, states: { 1: fine } }
tables:
  - rows: 1.3.6
    facts: { name: 1.3.7 }
    label: [names]
    readings: [{ metric: dc.voltage, column: 1.3.8, when: { name: '(a+)+$' }, scal: 2 }]
`
const GOOD = `${HEAD}readings:
  - { metric: dc.voltage, oid: 1.3.6.1.4.1.99999.1.0, divisor: 1.3.6.1.4.1.99999.2.0 }
  - { metric: dc.load.current, oid: 1.3.6.1.4.1.99999.1.0, divisor: 1.3.6.1.4.1.99999.3.0 }
  - { metric: battery.charge, oid: 1.3.6.1.4.1.99999.9.0 }
tables:
  - rows: 1.3.6.1.4.1.99999.20.1
    readings: [{ metric: rectifier.current, column: 1.3.6.1.4.1.99999.20.1 }]
`

describe('profile check', () => {
  it('says every fault with file and line, in both languages', async () => {
    const bad = put('bad.yaml', BAD)
    const [vi, en] = await Promise.all((['vi', 'en'] as const).map((lang) => branchwatch(['profile', 'check', bad, '--lang', lang])))
    expect([vi?.code, en?.code]).toEqual([1, 1])
    const places = (text = ''): string[] =>
      text
        .trim()
        .split('\n')
        .map((line) => line.replace(`${bad}:`, '').split(': ', 2).join(' '))
    expect(places(en?.out)).toEqual([
      '10 readings.0.oid.0',
      '11 readings.1.metric',
      '12 readings.2.states',
      '16 tables.0.label',
      '17 tables.0.readings.0.when.name',
      '17 tables.0.readings.0',
    ])
    expect(places(vi?.out)).toEqual(places(en?.out))
    expect(vi?.out).toContain('Biểu thức chính quy này có thể chạy mãi')
    expect(en?.out).toContain('There is no metric “dc.volts”; the nearest are: dc.voltage, dc.load.current')
    expect(en?.out).toContain('mains.state has no state fine; its states are: off, normal')
    for (const text of [vi?.out, en?.out]) expect(text).not.toMatch(/error\.|Invalid|\{\{/)
  })
  it('says what a good one gives, and takes JSON', async () => {
    const good = put('good.yaml', GOOD)
    const plain = await branchwatch(['profile', 'check', good])
    expect(plain).toMatchObject({ code: 0, err: '' })
    expect(plain.out).toContain('ok. Mine (mine, V)')
    const json = await branchwatch(['profile', 'check', good, join(folder, 'absent.yaml'), '--json'])
    expect(json.code).toBe(1)
    const { files } = JSON.parse(json.out) as {
      files: { ok: boolean; profile: { metrics: string[] } | null; issues: { line: number; message: string }[] }[]
    }
    expect(files[0]).toMatchObject({
      ok: true,
      issues: [],
      profile: { id: 'mine', source: 'own', metrics: ['dc.voltage', 'dc.load.current', 'battery.charge', 'rectifier.current'] },
    })
    expect(files[1]).toMatchObject({
      ok: false,
      profile: null,
      issues: [{ line: 1, message: 'The file cannot be read. Check that it may be read.' }],
    })
  })
  it('has a sentence for wrong words', async () => {
    for (const words of [['check'], ['look', 'x.yaml'], ['try', 'x.yaml'], ['check', 'x.yaml', '--community', 'c']]) {
      const { code, err } = await branchwatch(['profile', ...words])
      expect({ words, code }).toEqual({ words, code: 2 })
      expect(err).not.toContain('cli.')
    }
  })
})

describe('profile try', () => {
  let replay: Replay
  beforeAll(async () => {
    const walk = [
      '1.3.6.1.2.1.1.1.0|4|Box',
      '1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1',
      '1.3.6.1.2.1.1.3.0|67|1000',
      '1.3.6.1.2.1.1.5.0|4|box-1',
      '1.3.6.1.4.1.99999.1.0|2|535',
      '1.3.6.1.4.1.99999.2.0|2|10',
      '1.3.6.1.4.1.99999.3.0|2|0',
    ]
    replay = await startReplay({ files: [{ name: 'box', recording: readRecording(Buffer.from(walk.join('\n'))) }] })
  })
  afterAll(() => replay.close())

  it('reads a device once with the file, and names what gave nothing', async () => {
    const good = put('good.yaml', GOOD)
    const { code, out } = await branchwatch(['profile', 'try', good, `127.0.0.1:${replay.port}`, '--json'])
    expect(code).toBe(0)
    const tried = JSON.parse(out) as { readings: { metric: string; value: number | null; quality: string; raw: string | null }[] }
    expect(tried).toMatchObject({
      outcome: 'ok',
      recognised: 'mine',
      silent: ['1.3.6.1.4.1.99999.9.0', '1.3.6.1.4.1.99999.20.1'],
      device: { profile: 'mine', sysName: 'box-1' },
    })
    // A divisor that answers zero makes a value unavailable, never infinite.
    expect(tried.readings.map(({ metric, raw, value, quality }) => [metric, raw, value, quality])).toEqual([
      ['dc.voltage', '535', 53.5, 'good'],
      ['dc.load.current', '535', null, 'unavailable'],
      ['battery.charge', null, null, 'unavailable'],
      ['system.uptime', '1000', 10, 'good'],
    ])
    const plain = await branchwatch(['profile', 'try', good, `127.0.0.1:${replay.port}`])
    expect(plain.out).toMatch(/dc\.voltage +1\.3\.6\.1\.4\.1\.99999\.1\.0 +535 +53\.5 +V +good/)
    expect(plain.out).toContain('By itself this device would take the profile of the file.')
  })
  it('asks nothing with a file that is wrong, and says when nobody answers', async () => {
    const before = replay.stats()
    const bad = await branchwatch(['profile', 'try', put('bad.yaml', BAD), `127.0.0.1:${replay.port}`])
    expect(bad.code).toBe(1)
    expect(bad.out).toContain('bad.yaml:10: ')
    expect(replay.stats()).toEqual(before)
    const silent = await branchwatch(['profile', 'try', put('good.yaml', GOOD), '127.0.0.1:9', '--retries', '0'])
    expect(silent.code).toBe(1)
    expect(silent.err.trim().split('\n')).toHaveLength(1)
  })
})
