/** Text from outside (devices, traps, files), made fit to be shown, printed, logged and exported. Pure. */

/** Longest text of a device that is kept, in characters; a DisplayString has 255 octets. */
export const MOST_TEXT = 1000
/** Marks that one letter may carry: Vietnamese needs two. */
const STACKED = /(\p{M}{4})\p{M}+/gu
/** Characters that steer a terminal or break a line. */
const STEERING = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
/** What is not seen, or turns the direction of what stands after it: zero width, bidi controls, tags, annotations, private use. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cs}]/gu

/** Most text is this, and needs no washing. */
const SIMPLE = /^[\x20-\x7E]*$/

/** One line without anything that steers a terminal or hides in a page; cut to `most` characters, the last then a dot. */
export function plain(text: string, most = MOST_TEXT): string {
  // Whatever is cut off here need not be looked at: an octet string may have 64 KB.
  const near = text.length > most * 8 ? text.slice(0, most * 8) : text
  if (SIMPLE.test(near)) return clip(near.trim(), most)
  const seen = near.toWellFormed().replace(STEERING, ' ').replace(UNSEEN, '').normalize('NFC')
  return clip(seen.replace(STACKED, '$1').trim(), most)
}

/** The same for text of several lines, which stay lines. */
export function plainLines(text: string, most = MOST_TEXT): string {
  const lines = text.slice(0, most * 8).split(/\r\n?|[\n\u2028\u2029]/)
  return clip(lines.map((line) => plain(line, most)).join('\n'), most)
}

/** The text, cut to `most` characters; what was cut is told by "…". Never cuts a letter in two. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = text.slice(0, most - 1)
  // Half of a letter outside the basic plane is no letter.
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}

const MOST_NAME = 120

/** A file's name that every system takes: no separators, no device names, no dots at its ends; the ending stays. */
export function fileName(text: string): string {
  const [ending = ''] = /\.[a-z0-9]{1,8}$/i.exec(text) ?? []
  const stem = plain(text.slice(0, text.length - ending.length), MOST_NAME)
    .replace(/[\\/:*?"<>|%]+/g, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return `${stem === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem) ? '_' : ''}${stem}${ending}`
}

// oxlint-disable-next-line no-control-regex -- control characters are what a terminal obeys
const OBEYED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** For a terminal: what it would obey is written out as \uXXXX, which is also how JSON writes it. Line ends and tabs stay. */
export function printable(text: string): string {
  return text.replace(OBEYED, (letter) =>
    Array.from({ length: letter.length }, (_, i) => `\\u${letter.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  )
}
