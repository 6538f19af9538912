/** Text as lists search and sort it: words in any order, accents and đ/d do not count. */
import { fold } from './fold.ts'

export { fold }

/** True where every word of the query is in the folded text. */
export function matches(folded: string, words: readonly string[]): boolean {
  for (const word of words) if (!folded.includes(word)) return false
  return true
}

/** The words of a query, folded. */
export function wordsOf(query: string): string[] {
  return fold(query).split(' ').filter(Boolean)
}

const collator = new Intl.Collator('vi', { numeric: true, sensitivity: 'base' })
/** Vietnamese order, with numbers inside by value: TQG0002 before TQG0010. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b)
}
