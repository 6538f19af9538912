/** Text as it is searched and sorted: accents and đ/d do not count. */

/** Lower case without accents: "Nà Hang" → "na hang", "Đắk" → "dak". */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
}

/** True where every word of the folded query is in the folded text. */
export function matches(folded: string, words: readonly string[]): boolean {
  for (const word of words) if (!folded.includes(word)) return false
  return true
}

/** The words of a query, folded. */
export function wordsOf(query: string): string[] {
  return fold(query).split(/\s+/).filter(Boolean)
}

const collator = new Intl.Collator('vi', { numeric: true, sensitivity: 'base' })
/** Vietnamese order, with numbers inside by value: TQG0002 before TQG0010. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b)
}
