/** The dictionaries as a whole: the same keys and holes in both languages, every key that the source names, none that nobody names, and clean text. */
import { readdirSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dictionaries, LOCALES, say, translator } from '../../shared/i18n/words.ts'
import { loadProfiles } from '../../main/profiles/load.ts'
import { DEFAULT_RULES } from '../../main/domain/alarm/rules.ts'
import { METRICS } from '../../shared/model/metric.ts'
import { procedures } from '../contract/walk.ts'

const root = resolve(import.meta.dirname, '../..')

function leaves(node: object, path = ''): [key: string, text: string][] {
  return Object.entries(node).flatMap(([name, child]: [string, unknown]) =>
    typeof child === 'string' ? [[path + name, child] as [string, string]] : leaves(child as object, `${path}${name}.`),
  )
}
/** Titles of alarms that traps raise are made from the others. */
const isWritten = ([key]: [key: string, text: string]): boolean => !key.startsWith('rule.trap-')
const vi = new Map(leaves(dictionaries.vi.translation).filter(isWritten))
const en = new Map(leaves(dictionaries.en.translation).filter(isWritten))
const areas = Object.keys(dictionaries.vi.translation)

/** Everything that may name a key: the source without the dictionaries themselves. */
const source = ['main', 'renderer', 'shared']
  .flatMap((room) => readdirSync(join(root, room), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/i18n[/\\](vi|en)$/.test(entry.parentPath))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n')

/** Keys written out whole. Procedures of the contract and actions of the audit trail are written the same way and are none. */
const written = new Set(
  Array.from(source.matchAll(new RegExp(`'((?:${areas.join('|')})(?:\\.[\\w-]+)+)'`, 'g')), (match) => match[1] ?? ''),
)
const calls = new Set(procedures().map(({ name }) => name))
const actions = new Set(
  Array.from(source.matchAll(/(?:\baction: |\bchange\(id, version, )([^,\n]*)/g), (match) => match[1] ?? '').flatMap(
    (text) => text.match(/[\w]+\.[\w]+/g) ?? [],
  ),
)
const tables = new Set(
  Array.from(source.matchAll(/\bid=(\{[^}\n]*\}|"[^"\n]*")/g), (match) => match[1] ?? '').flatMap(
    (text) => text.match(/[\w]+(?:\.[\w]+)+/g) ?? [],
  ),
)

/** Keys given without their first words, to a function that puts those in front. */
const SHORT: [call: RegExp, front: string][] = [
  [/\brefuse\(\s*'[A-Z_]+',\s*'([\w.]+)'/g, 'error.'],
  [/\binvalid\(\s*'[\w.]+',\s*'([\w.]+)'/g, 'error.'],
  [/\bnotes\.(?:refuse\(\s*[\w.'`${}]+,|repaired\()\s*'([\w.]+)'/g, 'error.import.'],
  [/\busage\('([\w.]+)'/g, 'cli.usage.'],
  [/\bfailure\('([\w.]+)'/g, 'cli.'],
]
const short = SHORT.flatMap(([call, front]) => Array.from(source.matchAll(call), (match) => front + (match[1] ?? '')))

/** Keys with a hole, as patterns: what fills the hole stands somewhere in the source as a word. */
const patterns = Array.from(
  source.matchAll(new RegExp(`\`((?:${areas.join('|')})\\.(?:[^\`$]|\\$\\{(?:[^{}]|\\{[^}]*\\})*\\})*)\``, 'g')),
  (match) => match[1] ?? '',
)
  .filter((text) => text.includes('${'))
  .map((text) => new RegExp(`^${text.replaceAll('.', '\\.').replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '([\\w.-]+)')}$`))
const words = new Set(source.match(/[\w-]+/g))
// Ids that the source puts together are words too.
for (const key of Object.keys(METRICS)) words.add(key.replaceAll('.', '_'))
for (const code of Object.keys(constants.errno)) words.add(code)
for (const rule of DEFAULT_RULES) words.add(rule.id)
for (const { traps } of loadProfiles().profiles.values()) for (const { problem } of traps) words.add(problem)
for (const name of ['onBattery', 'batteryLow']) for (const measure of ['Minutes', 'Charge']) words.add(name + measure)
const filled = (key: string) =>
  patterns.some((pattern) =>
    pattern
      .exec(key)
      ?.slice(1)
      .every((hole) => hole.split('.').every((word) => words.has(word))),
  )

/** What to do about a problem that traps tell stands beside its title, and is put to it in words.ts. */
const isAdvice = (key: string): boolean => key.startsWith('trapAdvice.') && vi.has(key.replace('trapAdvice.', 'trapProblem.'))

/** The same hole under another name: each language takes its own word from what it is given. */
const OWN_HOLES = new Set(['error.inspection.unanswered', 'reports.monthName'])
const holes = (text: string) => [...new Set(text.match(/\{\{[^}]+\}\}|\$t\([^)]*\)/g))].sort()

describe('both languages', () => {
  it('have the same keys', () => expect([...en.keys()].sort()).toEqual([...vi.keys()].sort()))

  it('have the same holes in each text', () => {
    const differing = [...vi]
      .filter(([key, text]) => !OWN_HOLES.has(key) && holes(text).join() !== holes(en.get(key) ?? '').join())
      .map(([key]) => key)
    expect(differing).toEqual([])
  })

  it('leave no text empty and none with blanks around it', () => {
    const odd = [...vi, ...en].filter(
      ([, text]) => text === '' || text.trim() !== text || /[^\n ] {2}(?=\w)/.test(text.split('\n')[0] ?? ''),
    )
    expect(odd).toEqual([])
  })
})

describe.each(LOCALES)('%s', (locale) => {
  it('is composed Unicode without the traces of a wrong decoding', () => {
    const all = locale === 'vi' ? vi : en
    const broken = [...all].filter(
      ([, text]) =>
        text !== text.normalize('NFC') || /\uFFFD|Ã[\u0080-\u00BF]|Æ°|áº|á»|Ä[\u0080-\u00BF]|&[a-z]+;|[\u200B\uFEFF]/.test(text),
    )
    expect(broken).toEqual([])
  })
})

it('is Vietnamese where it says so, and English where not', () => {
  const accented = /[àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ]/i
  const foreign = [...en].filter(([key, text]) => accented.test(text) && !/language|appearance\.vi|Hint|template|example/i.test(key))
  expect(foreign).toEqual([])
  const same = [...vi].filter(([key, text]) => text === en.get(key) && /[a-z]{4,} [a-z]{3,}/.test(text.replace(/\{\{[^}]*\}\}/g, '')))
  expect(same).toEqual([])
})

describe('the source', () => {
  it('names no key that is not there', () => {
    const named = [...written].filter((key) => !calls.has(key) && !actions.has(key) && !tables.has(key) && !/\.(json|lock)$/.test(key))
    expect(named.length).toBeGreaterThan(500)
    expect(short.length).toBeGreaterThan(60)
    expect([...named, ...short].filter((key) => !vi.has(key))).toEqual([])
  })

  it('names every key that is there', () => {
    const named = new Set([...written, ...short])
    expect([...vi.keys()].filter((key) => !named.has(key) && !filled(key) && !isAdvice(key))).toEqual([])
  })
})

it('a nested text is put in its place', () => {
  expect(translator('vi')('health.reason.alarm', { rule: 'mains-failure' })).toBe('Đang có cảnh báo: Mất điện lưới.')
})

describe('what is put into a sentence', () => {
  it.each(LOCALES)('is made plain and is no sentence of its own, %s', (locale) => {
    const t = translator(locale)
    const detail = 'a\u202Eb\u001B[2J\r\nc $t(common.loading) {{file}} <b>'
    const said = say(t, { key: 'error.field.unknown', params: { names: detail } })
    expect(said).toContain('ab [2J c $t(common.loading) {{file}} <b>')
    expect(said).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})
