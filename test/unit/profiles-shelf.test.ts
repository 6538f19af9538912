/** The profiles of a running console: changed files are read again, unchanged profiles stay what they are; one may build on another. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeProfile } from '../../main/profiles/describe.ts'
import { loadFiles, loadProfiles } from '../../main/profiles/load.ts'
import { openShelf } from '../../main/profiles/shelf.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shelf-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string): string => join(folder, name)
const put = (name: string, text: string): string => {
  writeFileSync(file(name), text)
  return file(name)
}
const head = (id: string, more = ''): string =>
  `id: ${id}\nname: ${id.toUpperCase()}\nvendor: V\nkind: power\nverified: false\nverifiedWith: null\n${more}`
const VOLTAGE = 'readings: [{ metric: dc.voltage, oid: 1.3.6.1.4.1.9.1.0 }]\n'

describe('a shelf of profiles', () => {
  it('reads again only what changed', () => {
    put('a.yaml', head('a', VOLTAGE))
    const shelf = openShelf([folder])
    const { profiles } = shelf.book
    expect(profiles.get('a')?.readings).toHaveLength(1)
    expect(shelf.refresh()).toBe(false)
    expect(shelf.book.profiles).toBe(profiles)

    put('b.yaml', head('b', VOLTAGE))
    expect(shelf.refresh()).toBe(true)
    expect(shelf.book.profiles.get('b')?.name).toBe('B')
    expect(shelf.book.profiles.get('a')).toBe(profiles.get('a'))
    expect(shelf.book.profiles.get('generic')).toBe(profiles.get('generic'))

    put('a.yaml', head('a', VOLTAGE.replace('9.1.0', '9.2.0')))
    expect(shelf.refresh()).toBe(true)
    expect(shelf.book.profiles.get('a')).not.toBe(profiles.get('a'))

    rmSync(file('a.yaml'))
    put('b.yaml', 'id: [')
    expect(shelf.refresh()).toBe(true)
    expect([...shelf.book.profiles.keys()].filter((id) => id === 'a' || id === 'b')).toEqual([])
    expect(shelf.book.issues[0]).toMatchObject({ file: file('b.yaml') })
  })
})

describe('a profile that builds on another', () => {
  it('takes over what that reads and says, its own first', () => {
    put('mine.yaml', head('huawei-smu', `extends: huawei-smu\n${VOLTAGE}`))
    const { profiles, origins, issues } = loadProfiles([folder])
    expect(issues).toEqual([])
    const mine = profiles.get('huawei-smu')
    const shipped = loadProfiles().profiles.get('huawei-smu')
    expect(mine?.readings[0]).toMatchObject({ metric: 'dc.voltage', oid: ['1.3.6.1.4.1.9.1.0'] })
    expect(mine?.readings.filter((r) => r.metric === 'dc.voltage')).toHaveLength(1)
    expect(mine?.readings.length).toBe(shipped?.readings.length)
    expect(mine?.tables).toEqual(shipped?.tables)
    expect(mine?.traps).toEqual(shipped?.traps)
    expect(origins.get('huawei-smu')).toEqual({ file: file('mine.yaml'), source: 'own', replaces: true })
  })
  it('in a circle, or on none, is left out with its line; what it would have replaced stays', () => {
    const files = [
      put('a.yaml', head('a', `extends: b\n${VOLTAGE}`)),
      put('b.yaml', head('b', `extends: c\n${VOLTAGE}`)),
      put('c.yaml', head('c', `extends: a\n${VOLTAGE}`)),
      put('d.yaml', head('d', `extends: d\n${VOLTAGE}`)),
      put('e.yaml', head('e', `extends: nobody\n${VOLTAGE}`)),
      put('f.yaml', head('f', VOLTAGE)),
    ].map((one) => ({ file: one, own: true }))
    const { profiles, issues } = loadFiles([...files, { file: put('generic.yaml', head('generic', 'extends: x')), own: true }])
    expect([...profiles.keys()]).toEqual(['f'])
    expect(issues.map(({ line, phrase }) => [line, phrase.key, phrase.params?.['names']])).toEqual([
      [7, 'error.profile.circle', 'a → b → c → a'],
      [7, 'error.profile.circle', 'b → c → a → b'],
      [7, 'error.profile.circle', 'c → a → b → c'],
      [7, 'error.profile.noBase', 'd'],
      [7, 'error.profile.noBase', 'nobody'],
      [7, 'error.profile.noBase', 'x'],
    ])
    expect(loadProfiles([folder]).origins.get('generic')).toMatchObject({ source: 'shipped' })
  })
  it('is refused where its id is taken in the same folder', () => {
    put('a.yaml', head('a', VOLTAGE))
    put('b.yaml', head('a'))
    const { profiles, issues } = loadProfiles([folder])
    expect(profiles.get('a')?.readings).toHaveLength(1)
    expect(issues).toMatchObject([
      { file: file('b.yaml'), line: 1, phrase: { key: 'error.profile.twice', params: { id: 'a', other: file('a.yaml') } } },
    ])
  })
})

it('a description says what a profile gives and where it comes from', () => {
  const { profiles, origins } = loadProfiles()
  const profile = profiles.get('huawei-smu')
  const origin = origins.get('huawei-smu')
  if (!profile || !origin) throw new Error('no profile')
  const described = describeProfile(profile, origin)
  expect(described).toMatchObject({
    id: 'huawei-smu',
    source: 'shipped',
    replaces: false,
    fallback: false,
    verified: true,
    identity: ['serial', 'hardware'],
  })
  expect(described.metrics).toEqual(expect.arrayContaining(['dc.voltage', 'mains.voltage', 'battery.charge']))
  expect(new Set(described.metrics).size).toBe(described.metrics.length)
  expect(described.traps).toBe(36)
  expect(described.problems).toContain('mains-failure')
})
