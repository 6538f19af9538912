/** Every procedure with input that is wrong in every way: a refusal that names fields, with a sentence for each in both languages, or good input. */
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../shared/model/refusal.ts'
import { LOCALES, say, translator } from '../../shared/i18n/words.ts'
import { readInput } from '../../main/app/authorise.ts'
import { inputSchema, procedures, sample } from './walk.ts'

const words = LOCALES.map((locale) => translator(locale))
const LONG = 'x'.repeat(100_000)

/** Values that no field is meant to take, and some that a few do. */
const JUNK: unknown[] = [
  undefined,
  null,
  '',
  LONG,
  -1,
  1e308,
  Number.NaN,
  true,
  [],
  [null],
  {},
  { id: {} },
  '\u0000',
  '<script>',
  "'; DROP TABLE",
]

describe.each(procedures().map((one) => [one.name, one] as const))('%s', (_name, one) => {
  const schema = inputSchema(one)
  const good = schema ? sample(schema) : undefined
  const fields = typeof good === 'object' && good !== null ? Object.keys(good) : []
  const spoiled = fields.flatMap((field) => JUNK.map((junk) => ({ ...(good as object), [field]: junk })))
  const inputs = [...JUNK, ...spoiled]

  it('refuses with sentences, and never throws', () => {
    let refusals = 0
    for (const input of inputs) {
      const read = readInput(one.definition, input)
      if (!isRefusal(read)) continue
      refusals += 1
      const { phrase, issues = [] } = read.data
      expect(read.refused).toBe('INVALID')
      expect(issues.length).toBeGreaterThan(0)
      for (const said of [phrase, ...issues.map((issue) => issue.phrase)])
        for (const t of words) {
          const text = say(t, said)
          expect(text).not.toMatch(/error\.|\{\{|Invalid|expected/)
          expect(text.length).toBeGreaterThan(5)
          expect(text.length).toBeLessThan(1000)
        }
    }
    expect(refusals).toBeGreaterThan(schema ? 10 : -1)
  })
})
