/** MIB files: names in any order of files, and what is broken, twice or missing costs only itself. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { mibShelf } from '../../../main/app/mib-shelf.ts'
import { removeMibFile, writeMibFiles } from '../../../main/app/mib-files.ts'
import { readMibFolder, shippedMibs } from '../../../main/snmp/mib/folder.ts'
import { buildLibrary, nameOf } from '../../../main/snmp/mib/library.ts'
import { LOCALES, say, translator } from '../../../shared/i18n/words.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'

const SITE = `SITE-MIB DEFINITIONS ::= BEGIN
IMPORTS MODULE-IDENTITY, OBJECT-TYPE, NOTIFICATION-TYPE, enterprises FROM SNMPv2-SMI
  SiteState FROM SITE-TC;
-- a comment with "one quotation mark
site MODULE-IDENTITY
  LAST-UPDATED "202601010000Z" ORGANIZATION "x" CONTACT-INFO "y"
  DESCRIPTION "It has ::= { nothing 1 } to say, over
    two lines."
  ::= { enterprises 99999 }
siteState OBJECT-TYPE
  SYNTAX SiteState MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { site 1 }
siteDoor OBJECT-TYPE
  SYNTAX INTEGER { closed(1), open(2) } MAX-ACCESS read-only STATUS current DESCRIPTION "" DEFVAL { closed } ::= { site deep(7) 2 }
siteFault NOTIFICATION-TYPE OBJECTS { siteState } STATUS current DESCRIPTION "" ::= { site 0 3 }
END
`
const TC = `SITE-TC DEFINITIONS ::= BEGIN
IMPORTS TEXTUAL-CONVENTION FROM SNMPv2-TC;
SiteState ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "" SYNTAX INTEGER { up(1), down(-2) }
END
`
const E = '1.3.6.1.4.1.99999'
const file = (name: string, text: string) => ({ name, text, shipped: false })
const library = (...texts: [name: string, text: string][]) =>
  buildLibrary([...texts.map(([name, text]) => file(name, text)), ...shippedMibs()])
const issues = (...texts: [name: string, text: string][]) =>
  library(...texts).issues.map(({ file: name, kind, name: about, other }) => [name, kind, about, other].filter(Boolean).join(' '))

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-mibs-'))
  folders.push(folder)
  return folder
}

describe('names', () => {
  it.each([
    [
      'one order',
      [
        ['a', SITE],
        ['b', TC],
      ],
    ],
    [
      'the other',
      [
        ['a', TC],
        ['b', SITE],
      ],
    ],
  ] as [string, [string, string][]][])('are found in %s', (_order, texts) => {
    const { names, issues: found } = library(...texts)
    expect(found).toEqual([])
    expect(names.get(`${E}.0.3`)).toMatchObject({ name: 'siteFault', module: 'SITE-MIB', isTrap: true })
    expect(nameOf(names, `${E}.1.0`)).toMatchObject({ name: 'siteState', rest: '0' })
    expect(names.get(`${E}.1`)?.words?.get(-2)).toBe('down')
    expect(nameOf(names, `${E}.7.2.0`)).toMatchObject({ name: 'siteDoor', rest: '0' })
    expect(names.get(`${E}.7.2`)?.words?.get(2)).toBe('open')
    expect(names.get(`${E}.7`)).toMatchObject({ name: 'deep' })
  })

  it('of v1 traps stand below their enterprise, those of snmp among the standard ones', () => {
    const { names } = library([
      'v1',
      `V1-MIB DEFINITIONS ::= BEGIN IMPORTS enterprises FROM RFC1155-SMI TRAP-TYPE FROM RFC-1215 snmp FROM RFC1213-MIB;
       maker OBJECT IDENTIFIER ::= { enterprises 7 }
       fire TRAP-TYPE ENTERPRISE maker VARIABLES { x } DESCRIPTION "!" ::= 9
       myColdStart TRAP-TYPE ENTERPRISE snmp ::= 0 END`,
    ])
    expect(names.get('1.3.6.1.4.1.7.0.9')).toMatchObject({ name: 'fire', isTrap: true })
    expect(names.get('1.3.6.1.6.3.1.1.5.1')?.isTrap).toBe(true)
  })

  it('of the shipped modules are those that net-snmp itself gives them', () => {
    const snmp = createRequire(import.meta.url)('net-snmp') as {
      createModuleStore(): { translations: { oidToModule: Record<string, string> } }
    }
    const { names } = library()
    const theirs = Object.entries(snmp.createModuleStore().translations.oidToModule)
    const differing = theirs.filter(([oid, name]) => names.get(oid)?.name !== name.split('::')[1])
    expect(theirs.length).toBeGreaterThan(200)
    // Three that an older module calls otherwise than the newer one.
    expect(differing.length).toBeLessThanOrEqual(3)
  })

  it('of a person’s own file go before those of a shipped one', () => {
    const own = SITE.replaceAll('SITE-MIB', 'IF-MIB')
    const { names, modules } = library(['IF-MIB.txt', own], ['tc', TC])
    expect(names.get(`${E}.0.3`)?.module).toBe('IF-MIB')
    expect(modules.filter((one) => one.name === 'IF-MIB')).toMatchObject([{ file: 'IF-MIB.txt', shipped: false }])
  })
})

describe('what cannot be used', () => {
  it.each<[string, string, string[]]>([
    ['no MIB at all', 'PK\u0003\u0004 hello', ['f noModule']],
    ['an empty file', '', ['f noModule']],
    ['a file cut off', SITE.slice(0, -5), ['f noEnd SITE-MIB']],
    ['IMPORTS without an end', SITE.replace('SITE-TC;', 'SITE-TC'), ['f importsNoEnd SITE-MIB']],
    ['a string without an end', SITE.replace('two lines."', 'two lines.'), ['f stringNoEnd SITE-MIB']],
    ['an unfinished definition', SITE.replace('::= { site 1 }', ''), ['f statement siteState']],
    ['a place that is none', SITE.replace('{ site 1 }', '{ site x y }'), ['f value siteState']],
    ['a number beyond the tree', SITE.replace('{ site 1 }', '{ site 99999999999 }'), ['f value siteState']],
  ])('%s is told, and the rest of the folder stands', (_what, text, told) => {
    const found = issues(['f', text], ['tc', TC], ['other', TC.replace('SITE-TC', 'OTHER-TC')])
    expect(found.filter((one) => !one.includes('unresolved'))).toEqual(told)
    const { modules } = library(['f', text], ['tc', TC])
    expect(modules.map((one) => one.name)).toContain('SITE-TC')
  })

  it('a module that is there twice: the first stays, the second is told; the same file again is no news', () => {
    expect(issues(['a', SITE], ['b', `${SITE}\n`], ['c', SITE], ['tc', TC])).toEqual(['b duplicate SITE-MIB a'])
  })

  it('a module that is missing is named with what hangs on it', () => {
    const text = SITE.replace('enterprises FROM SNMPv2-SMI', 'rack FROM RACK-MIB').replace('{ enterprises', '{ rack')
    expect(library(['f', text], ['tc', TC]).issues).toMatchObject([{ kind: 'imports', name: 'SITE-MIB', other: 'RACK-MIB', count: 5 }])
  })

  it('definitions that hang on each other do not go round for ever', () => {
    const text =
      'LOOP DEFINITIONS ::= BEGIN a OBJECT IDENTIFIER ::= { b 1 } b OBJECT IDENTIFIER ::= { a 1 } c OBJECT IDENTIFIER ::= { c 1 } END'
    expect(library(['f', text]).issues).toMatchObject([{ file: 'f', count: 3 }])
    const chain = Array.from({ length: 5000 }, (_, i) => `n${i} OBJECT IDENTIFIER ::= { n${i + 1} 1 }`).join('\n')
    expect(library(['f', `DEEP DEFINITIONS ::= BEGIN ${chain} END`]).issues[0]?.count).toBe(5000)
  })

  it('hostile text ends soon', () => {
    const started = performance.now()
    for (const text of [
      'A DEFINITIONS ::= BEGIN '.repeat(20_000),
      `A DEFINITIONS ::= BEGIN ${'{ '.repeat(200_000)}`,
      `A DEFINITIONS ::= BEGIN x OBJECT-TYPE SYNTAX INTEGER { ${'a(1), '.repeat(100_000)}`,
      `A DEFINITIONS ::= BEGIN IMPORTS ${'x, '.repeat(200_000)}`,
      '"'.repeat(300_000),
      '--'.repeat(300_000),
      `__proto__ DEFINITIONS ::= BEGIN constructor OBJECT IDENTIFIER ::= { iso 3 } END`,
    ])
      library(['f', text])
    expect(performance.now() - started).toBeLessThan(8000)
  })
})

describe('a folder', () => {
  it('is read with its bounds: too large, no text, unreadable, folders in it', () => {
    const folder = temporary()
    writeFileSync(join(folder, 'a.mib'), SITE)
    writeFileSync(join(folder, 'big.mib'), 'x'.repeat(5000))
    writeFileSync(join(folder, 'binary.mib'), Buffer.from([0x7f, 0x45, 0, 1]))
    writeFileSync(join(folder, 'latin1.mib'), Buffer.from([0x2d, 0x2d, 0xe9, 0x0a]))
    writeFileSync(join(folder, '.hidden'), SITE)
    mkdirSync(join(folder, 'sub'))
    symlinkSync('/nowhere', join(folder, 'dangling'))
    const read = readMibFolder(folder, { files: 10, fileBytes: 4000, folderBytes: 100_000 })
    expect(read.texts.map((one) => one.name)).toEqual(['a.mib', 'latin1.mib'])
    expect(read.issues.map(({ file: name, kind }) => `${name} ${kind}`)).toEqual([
      'big.mib tooBig',
      'binary.mib notText',
      'dangling unreadable',
    ])
    expect(readMibFolder(folder, { files: 2, fileBytes: 4000, folderBytes: 100_000 }).issues.at(-1)?.kind).toBe('tooMany')
    expect(readMibFolder(join(folder, 'none'), { files: 2, fileBytes: 1, folderBytes: 1 })).toEqual({ files: [], texts: [], issues: [] })
  })

  it('takes files whole, tells what is there already, keeps to its bounds, gives them back', () => {
    const folder = join(temporary(), 'mibs')
    const limits = { files: 3, folderBytes: 10_000 }
    expect(writeMibFiles(folder, [{ name: 'a.mib', text: SITE }], limits)).toEqual({ written: ['a.mib'] })
    expect(writeMibFiles(folder, [{ name: 'a.mib', text: SITE }], limits)).toEqual({ written: [] })
    const many = ['b', 'c', 'd'].map((name) => ({ name, text: TC }))
    expect(isRefusal(writeMibFiles(folder, many, limits))).toBe(true)
    expect(isRefusal(writeMibFiles(folder, [{ name: 'b', text: 'x'.repeat(20_000) }], limits))).toBe(true)
    expect(readMibFolder(folder, { files: 9, fileBytes: 1e6, folderBytes: 1e6 }).files.map((one) => one.name)).toEqual(['a.mib'])
    expect(removeMibFile(folder, 'a.mib')).toBeNull()
    expect(removeMibFile(folder, 'a.mib')).toMatchObject({ refused: 'NOT_FOUND' })
  })

  it('gives names to traps, variables and what values point at, and says what is wrong in both languages', () => {
    const folder = temporary()
    const shelf = mibShelf(folder)
    expect(shelf.name(`${E}.0.3`)).toBeNull()
    writeFileSync(join(folder, 'site.mib'), SITE)
    writeFileSync(join(folder, 'tc.mib'), TC)
    writeFileSync(join(folder, 'broken.mib'), 'BROKEN DEFINITIONS ::= BEGIN')
    const all = shelf.all()
    expect(all.files.map((one) => [one.name, one.modules])).toEqual([
      ['broken.mib', ['BROKEN']],
      ['site.mib', ['SITE-MIB']],
      ['tc.mib', ['SITE-TC']],
    ])
    for (const { phrase } of all.issues) for (const locale of LOCALES) expect(say(translator(locale), phrase)).not.toMatch(/traps\.|\{\{/)
    expect(shelf.name(`${E}.0.3`)).toEqual({ name: 'siteFault', module: 'SITE-MIB' })
    const varbind = { oid: `${E}.1.4`, type: 'integer', number: 1, text: '1', hex: null }
    expect(shelf.varbind(varbind)).toMatchObject({ name: 'siteState.4', word: 'up' })
    expect(shelf.varbind({ ...varbind, number: null, type: 'oid', text: `${E}.0.3` })).toMatchObject({ word: 'siteFault' })
    expect(shelf.name('1.3.6.1.4.1.424242.1')).toBeNull()
  })
})
