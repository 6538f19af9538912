/** Profile files that are wrong, hostile or absurd: each is left out with a line and one sentence in both languages, quickly. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { say, translator } from '../../shared/i18n/words.ts'
import { loadFiles, readProfile } from '../../main/profiles/load.ts'
import { LONGEST_TEXT, parseProfile, type ProfileIssue } from '../../main/profiles/parse.ts'
import { matchesPattern, patternProblem } from '../../main/profiles/pattern.ts'

const HEAD = 'id: x\nname: X\nvendor: X\nkind: power\nverified: false\nverifiedWith: null\n'
const issuesOf = (source: string): ProfileIssue[] => {
  const parsed = parseProfile('x.yaml', source)
  return 'issues' in parsed ? parsed.issues : []
}
const [vi, en] = [translator('vi'), translator('en')]
/** One clean sentence or two, in both languages, that differ. */
function expectSentences({ phrase, message }: ProfileIssue): void {
  const texts = [say(vi, phrase), say(en, phrase)]
  for (const text of texts) {
    expect(text).toMatch(/[.:]$/)
    expect(text).not.toMatch(/error\.|\{\{|undefined|\n/)
  }
  expect(texts[0]).not.toBe(texts[1])
  expect(message).toContain(texts[1] ?? '')
}

const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n`

describe('a file', () => {
  it.each<[string, string, number, string]>([
    ['a bad object identifier', `${HEAD}readings:\n  - { metric: dc.voltage, oid: 1..3 }\n`, 8, 'error.field.named.profileOid'],
    [
      'a bad alternative',
      `${HEAD}readings:\n  - metric: dc.voltage\n    oid:\n      - 1.3.6\n      - '-1'\n`,
      11,
      'error.field.named.profileOid',
    ],
    ['abbreviations in a circle', `${HEAD}oids:\n  A: B.1\n  B: C.1\n  C: A.1\n`, 10, 'error.profile.cycle'],
    [
      'a thousand abbreviations, each of the next',
      `${HEAD}oids:\n${Array.from({ length: 1000 }, (_, i) => `  A${i}: A${i + 1}.1\n`).join('')}`,
      8,
      'error.field.named.profileAbbreviations',
    ],
    ['an abbreviation of itself', `${HEAD}oids:\n  A: A.1\n`, 8, 'error.profile.cycle'],
    ['an abbreviation that begins with none', `${HEAD}oids:\n  A: Z.1\n`, 8, 'error.profile.abbreviation'],
    [
      'an abbreviation that is used in a trap and not there',
      `${HEAD}traps:\n  - { trap: T.1, event: raise, problem: a, severity: major, cause: 58, type: equipment }\n`,
      8,
      'error.profile.abbreviation',
    ],
    [
      'the same reading twice',
      `${HEAD}readings:\n  - { metric: dc.voltage, oid: 1.3.6 }\n  - { metric: dc.voltage, oid: 1.3.7 }\n`,
      9,
      'error.field.named.profileTwice',
    ],
    [
      'a trap without event',
      `${HEAD}traps:\n  - { trap: 1.3.6, problem: a, severity: major, cause: 58, type: equipment }\n`,
      8,
      'error.field.named.profileEvent',
    ],
    [
      'a cause that ITU does not know',
      `${HEAD}traps:\n  - { trap: 1.3.6, event: note, problem: a, severity: major, cause: 4711, type: equipment }\n`,
      8,
      'error.field.named.probableCause',
    ],
    ['verified with nothing', HEAD.replace('verified: false', 'verified: true'), 6, 'error.field.named.profileVerified'],
    ['a match of nothing', `${HEAD}match:\n  - {}\n`, 8, 'error.field.named.profileMatch'],
    ['an id with blanks', HEAD.replace('id: x', 'id: X Y'), 1, 'error.field.named.profileId'],
    [
      'a doubt of a state that is none',
      `${HEAD}readings:\n  - { metric: dc.voltage, oid: 1.3.6, doubt: [{ while: { metric: mains.state, states: [gone] } }] }\n`,
      8,
      'error.field.named.profileState',
    ],
    ['a state that is a number', `${HEAD}readings:\n  - { metric: mains.state, oid: 1.3.6, states: { 1: 4 } }\n`, 8, 'error.field.string'],
    [
      'a repeated group',
      `${HEAD}tables:\n  - rows: 1.3.6\n    facts: { n: 1.3.7 }\n    when: { n: '(x+)*y' }\n    readings: [{ metric: dc.voltage, column: 1.3.6 }]\n`,
      10,
      'error.field.named.profileSlowPattern',
    ],
    ['no mapping at all', '42\n', 1, 'error.field.object'],
    ['nothing', '', 1, 'error.field.object'],
    ['two documents', `${HEAD}---\n${HEAD}`, 7, 'error.profile.yaml'],
    ['a key twice', `${HEAD}name: Y\n`, 7, 'error.profile.yaml'],
    ['a bomb of aliases', bomb, 1, 'error.profile.bomb'],
    ['an alias of nothing', `${HEAD}readings: *nothing\n`, 1, 'error.profile.bomb'],
    ['ninety thousand brackets', '['.repeat(90_000), 1, 'error.profile.deep'],
    ['four thousand brackets', '['.repeat(4000), 1, 'error.profile.deep'],
    ['a megabyte', `${HEAD}# ${'x'.repeat(LONGEST_TEXT)}`, 1, 'error.profile.tooLong'],
  ])('with %s is told with its line', (_what, source, line, key) => {
    const began = performance.now()
    const issues = issuesOf(source)
    expect(performance.now() - began).toBeLessThan(2000)
    expect(issues[0]).toMatchObject({ line, phrase: { key } })
    expect(issues.length).toBeLessThanOrEqual(50)
    issues.forEach(expectSentences)
  })

  it('of any content is read or told, never thrown at', () => {
    const pieces = fc.constantFrom(
      'id: x\n',
      'readings:\n',
      '  - { metric: dc.voltage, oid: 1.3 }\n',
      'tables: [',
      '{',
      '}',
      ']',
      ': ',
      '- ',
      '&a ',
      '*a ',
      '!!binary ',
      '"',
      "'",
      '\t',
      '0x',
      '.inf',
      '~',
      '\u0000',
      '? ',
      '|\n',
      '>\n',
      'oids: { A: B.1 }\n',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 30 }), (parts) => {
        expect(issuesOf(parts.join('')).filter(({ line }) => line < 1)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('on the disk', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bad-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  it('a huge file is not read, a folder and nothing are told', () => {
    const huge = join(folder, 'huge.yaml')
    writeFileSync(huge, '')
    truncateSync(huge, 2 ** 33)
    expect(readProfile(huge)).toMatchObject({ issues: [{ phrase: { key: 'error.profile.tooLong' } }] })
    expect(readProfile(folder)).toMatchObject({ issues: [{ phrase: { key: 'error.profile.unreadable' } }] })
    expect(loadFiles([{ file: join(folder, 'none.yaml'), own: true }]).issues).toHaveLength(1)
  })
})

describe('a pattern', () => {
  it.each(['door|cửa', '^\\d+\\.2\\.', '^°?C', '^(?!odu)', '^I(load|rect|batt)$', '[0-9] ?°?F$', '\\w+ \\d+', '^1\\.3\\.6$'])(
    '%s is taken',
    (pattern) => {
      expect(patternProblem(pattern)).toBeNull()
    },
  )
  it.each(['(', '[', '*a', '\\', 'a{2,1}'])('%s is none', (pattern) => {
    expect(patternProblem(pattern)).toBe('broken')
  })
  it.each([
    '(a+)+$',
    '(a|aa)*b',
    '(?:x*)*',
    '(.*)(.*)(.*)(.*)(.*)x',
    '([a-z]+)*$',
    '(a)\\1',
    'a{1,999}',
    'a?a?a?a?a?aaaaa',
    'x'.repeat(500),
  ])('%s could take for ever', (pattern) => {
    expect(patternProblem(pattern)).toBe('slow')
  })
  it('that is taken is quick on whatever text a device sends', () => {
    const part = fc.constantFrom('a', '.', 'a*', '.+', '.*', '[ab]*', '\\w+', 'b', '(a|b)', '$', 'x?', '\\d{1,3}')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 10 }), fc.constantFrom('a', 'ab', 'aab1'), (parts, letters) => {
        const pattern = parts.join('')
        if (patternProblem(pattern) !== null) return
        const began = performance.now()
        matchesPattern(pattern, letters.repeat(5000))
        expect(performance.now() - began).toBeLessThan(1500)
      }),
      { numRuns: 150 },
    )
  })
})
