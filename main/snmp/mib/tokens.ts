/** Cuts the text of a MIB file into words, numbers, strings and signs. Reads each character once; what is no word of the language is one sign. */

export type Token = { readonly kind: 'word' | 'number' | 'string' | 'sign'; readonly text: string; readonly line: number }

const WORD = /[A-Za-z][A-Za-z0-9_-]*/y
const NUMBER = /-?[0-9]+/y
/** Octets and bits: 'FF'H, '0101'B. */
const QUOTED = /'[0-9A-Fa-f\s]*'[HhBb]/y
const LONGEST_WORD = 200

/** Tokens up to the end of the text, or to a string that never ends (then the last one is the sign `"`). */
export function* tokens(text: string): Generator<Token, void> {
  let line = 1
  let at = 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  while (at < text.length) {
    const char = text[at] ?? ''
    if (char === '\n') {
      line += 1
      at += 1
      continue
    }
    if (char <= ' ' || char === '\u00A0' || char === '\uFEFF') {
      at += 1
      continue
    }
    if (char === '-' && text[at + 1] === '-') {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
      continue
    }
    if (char === '"') {
      const end = text.indexOf('"', at + 1)
      if (end < 0) {
        yield { kind: 'sign', text: '"', line }
        return
      }
      // What strings say is not used anywhere: only their place counts.
      yield { kind: 'string', text: '', line }
      for (let i = text.indexOf('\n', at); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) line += 1
      at = end + 1
      continue
    }
    const word = match(WORD)
    const number = word === null ? match(NUMBER) : null
    const found = word ?? number
    if (found !== null) {
      yield { kind: word === null ? 'number' : 'word', text: found.slice(0, LONGEST_WORD), line }
      at += found.length
      continue
    }
    const sign = text.startsWith('::=', at) ? '::=' : text.startsWith('..', at) ? '..' : (match(QUOTED) ?? char)
    yield { kind: 'sign', text: sign.length > 3 ? "'" : sign, line }
    at += sign.length
  }
}
