/** Profiles as screens and scripts see them: what each says of its values and traps, who uses it, and what of own files is left out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { profileDetail, profileShelf } from '../../../main/app/profile-view.ts'
import { profiles as handlersOf } from '../../../main/app/handlers/profiles.ts'
import type { Core } from '../../../main/app/core.ts'
import { loadProfiles } from '../../../main/profiles/load.ts'
import { ProfileDetail, ProfileShelf } from '../../../shared/contract/profiles.ts'
import { LOCALES, say, translator } from '../../../shared/i18n/words.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { filterProfiles, groupsOf, problemName, rowsOf, type ProfileFilter } from '../../../renderer/screens/profiles/rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'branchwatch-profiles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(
  join(folder, 'own.yaml'),
  `id: own-rectifier
name: Tủ nguồn của tôi
vendor: Nhà
kind: power
verified: false
verifiedWith: null
match:
  - { sysObjectID: 1.3.6.1.4.1.99999.1 }
readings:
  - { metric: dc.voltage, oid: 1.3.6.1.4.1.99999.2.0, scale: 0.01, missing: [-1] }
  - { metric: mains.state, oid: 1.3.6.1.4.1.99999.3.0, states: { 0: 'off', 1: normal }, otherwise: low }
traps:
  - { trap: 1.3.6.1.4.1.99999.0.1, event: raise, problem: rectifier-fault, severity: major, cause: 114, type: equipment }
  - { trap: 1.3.6.1.4.1.99999.0.2, event: clear, problem: rectifier-fault, severity: major, cause: 114, type: equipment }
`,
)
writeFileSync(join(folder, 'wrong.yaml'), 'id: wrong\nname: X\nvendor: Y\nkind: toaster\nverified: true\nverifiedWith: null\n')
const book = loadProfiles([folder])
const devices = [
  { profileInUse: 'own-rectifier', retired: false },
  { profileInUse: 'own-rectifier', retired: true },
  { profileInUse: null, retired: false },
]
const shelf = profileShelf(book, devices, folder)

describe('the shelf', () => {
  it('is what the contract promises, with every profile that could be read', () => {
    expect(ProfileShelf.parse(shelf)).toEqual(shelf)
    expect(shelf.profiles.length).toBe(book.profiles.size)
    expect(shelf.profiles.find(({ id }) => id === 'own-rectifier')).toMatchObject({ source: 'own', file: 'own.yaml', devices: 1, traps: 2 })
    expect(shelf.profiles.filter(({ source }) => source === 'shipped').length).toBeGreaterThan(20)
  })
  it('names file and line of what is left out, in both languages, and not where the folder lies', () => {
    expect(shelf.issues.length).toBeGreaterThan(0)
    for (const { file, line, phrase } of shelf.issues) {
      expect(file).toBe('wrong.yaml')
      expect(line).toBeGreaterThan(0)
      for (const locale of LOCALES) expect(say(translator(locale), phrase)).not.toMatch(/error\.|\{\{/)
    }
    expect(shelf.issues.map(({ line }) => line)).toContain(4)
  })
})

describe('a profile in full', () => {
  it('of every family is what the contract promises', () => {
    for (const id of book.profiles.keys()) expect(ProfileDetail.safeParse(profileDetail(book, id, [])).error).toBeUndefined()
    expect(profileDetail(book, 'nobody', [])).toBeNull()
  })
  it('says object, scale, range, states and what means "not available"', () => {
    const detail = profileDetail(book, 'own-rectifier', devices)
    expect(detail?.single[0]).toMatchObject({
      metric: 'dc.voltage',
      oids: ['1.3.6.1.4.1.99999.2.0'],
      scale: 0.01,
      range: [0, 70],
      missing: [-1],
      states: [],
    })
    expect(detail?.single[1]?.states).toEqual([
      { code: '0', state: 'off' },
      { code: '1', state: 'normal' },
      { code: '*', state: 'low' },
    ])
  })
  it('pairs the traps that raise and clear one problem', () => {
    expect(profileDetail(book, 'own-rectifier', [])?.problems).toEqual([
      {
        problem: 'rectifier-fault',
        type: 'equipment',
        severity: 'major',
        raise: ['1.3.6.1.4.1.99999.0.1'],
        clear: ['1.3.6.1.4.1.99999.0.2'],
        note: [],
      },
    ])
  })
  it('has a name in both languages for every problem of every family', () => {
    for (const id of book.profiles.keys()) {
      for (const { problem } of profileDetail(book, id, [])?.problems ?? []) {
        for (const locale of LOCALES) expect(problemName(problem, translator(locale))).not.toBe(problem)
      }
    }
  })
})

describe('the handlers', () => {
  it('note who had the folder read again, before it is read', () => {
    const done: string[] = []
    const core = {
      profileBook: book,
      profileFolder: folder,
      inventory: { all: () => ({ devices }) },
      operations: { audit: { add: ({ action }: { action: string }) => done.push(action) } },
      reloadProfiles: () => done.push('read'),
    } as unknown as Core
    const { reload, get, list } = handlersOf(core)
    const by = { actor: { name: 'kỹ sư', role: 'engineer' }, at: 0 } as const
    expect(reload(undefined, by)).toEqual(list(undefined, by))
    expect(done).toEqual(['profile.reload', 'read'])
    const answer = get({ id: 'nobody' }, by)
    expect(isRefusal(answer) && answer.refused).toBe('NOT_FOUND')
  })
})

describe('the list', () => {
  const rows = rowsOf(shelf.profiles, translator('vi'))
  const ids = (filter: Partial<ProfileFilter>) =>
    filterProfiles(rows, { marks: [], kind: null, query: '', ...filter }).rows.map(({ id }) => id)
  it('finds by name, vendor and what is read, without accents', () => {
    expect(ids({ query: 'tu nguon cua toi' })).toEqual(['own-rectifier'])
    expect(ids({ query: 'huawei', kind: 'power' })).toContain('huawei-smu')
    expect(ids({ query: 'zzz' })).toEqual([])
  })
  it('keeps what every pressed mark holds for', () => {
    expect(ids({ marks: ['own'] })).toEqual(['own-rectifier'])
    expect(ids({ marks: ['used'] })).toEqual(['own-rectifier'])
    expect(ids({ marks: ['own', 'verified'] })).toEqual([])
    const { counts } = filterProfiles(rows, { marks: [], kind: null, query: '' })
    expect(counts.verified + counts.unverified).toBe(rows.length)
  })
  it('groups metrics in the order of every other screen', () => {
    expect(groupsOf(['system.uptime', 'dc.voltage', 'mains.voltage'])).toEqual([
      { group: 'power', n: 2 },
      { group: 'system', n: 1 },
    ])
  })
})
