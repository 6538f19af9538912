/** Regular expressions that a profile may hold: only such as end soon whatever text a device sends. */

/** The part of a device's text that is looked at. */
const LONGEST_TEXT = 100
const LONGEST_PATTERN = 400
/** So many repetitions and options at most, none of a group: the work stays a small power of the text's length. */
const MOST_QUANTIFIERS = 3

/** What is wrong with a pattern, or null. `slow`: it could take for ever on some text. */
export function patternProblem(pattern: string): 'broken' | 'slow' | null {
  if (pattern.length > LONGEST_PATTERN) return 'slow'
  try {
    void new RegExp(pattern, 'iu')
  } catch {
    return 'broken'
  }
  return isSlow(pattern) ? 'slow' : null
}

function isSlow(pattern: string): boolean {
  // Escaped characters and classes are one letter each; what is left are letters, groups and quantifiers.
  const plain = pattern
    .replace(/\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\c[a-z]/giu, 'x')
    .replace(/\\(\d|k<)/gu, '\u0000')
    .replace(/\\./gu, 'x')
    .replace(/\[[^\]]*\]/gu, 'x')
  if (plain.includes('\u0000')) return true
  const marks = plain.replace(/\(\?(?:[:=!]|<[=!]|<\w+>)/gu, '(')
  const quantifiers = marks.match(/[*+?]|\{\d+(?:,\d*)?\}/gu) ?? []
  return (
    quantifiers.length > MOST_QUANTIFIERS ||
    /\)\s*(?:[*+]|\{)/u.test(marks) ||
    quantifiers.some((q) => Number(/\d+$/.exec(q.slice(0, -1))?.[0] ?? 0) > 100)
  )
}

const compiled = new Map<string, RegExp>()

/** Case and accents of Vietnamese letters count as written, upper and lower case do not. */
export function matchesPattern(pattern: string, text: string): boolean {
  let regex = compiled.get(pattern)
  if (!regex) compiled.set(pattern, (regex = new RegExp(pattern, 'iu')))
  return regex.test(text.slice(0, LONGEST_TEXT))
}
