/**
 * Text for a telephone. Letters of the GSM alphabet go 160 to a message; one letter outside it (every Vietnamese one with two marks) makes the whole message
 * UCS-2 with 70. So by choice it goes as written, in at most two parts (2 × 67), or without marks in one of 160: the words stay, only their marks go.
 */

/** GSM 03.38, without the letters that this program never writes after folding; those behind count twice. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const EXTENDED = new Set('^{}\\[~]|€')

export const PLAIN_LIMIT = 160
export const UNICODE_LIMIT = 134

/** Septets of a text in the GSM alphabet; null where a letter is not in it. */
export function septets(text: string): number | null {
  let count = 0
  for (const letter of text) {
    if (BASIC.has(letter)) count += 1
    else if (EXTENDED.has(letter)) count += 2
    else return null
  }
  return count
}

const OTHERS: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '·': ',',
  '₫': 'd',
}

/** The same words in letters of the GSM alphabet; what has no such letter becomes `?`. */
export function toGsm(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s/gu, ' ')
  return Array.from(bare, (letter) => {
    const other = OTHERS[letter] ?? letter
    return septets(other) === null ? '?' : other
  }).join('')
}

/** As much of `a; b; c` as fits: whole parts from the front; of the first alone its beginning. */
export function fit(text: string, letters: 'plain' | 'unicode'): string {
  const one = letters === 'plain' ? toGsm(text) : text.normalize('NFC')
  const limit = letters === 'plain' ? PLAIN_LIMIT : UNICODE_LIMIT
  const size = (part: string): number => (letters === 'plain' ? (septets(part) ?? part.length) : part.length)
  if (size(one) <= limit) return one
  const parts = one.split('; ')
  while (parts.length > 1) {
    parts.pop()
    if (size(parts.join('; ')) <= limit) return parts.join('; ')
  }
  let head = parts[0] ?? ''
  const end = letters === 'plain' ? '...' : '…'
  const points = Array.from(head)
  while (size(head + end) > limit && points.length > 0) {
    points.pop()
    head = points.join('').trimEnd()
  }
  return head + end
}
