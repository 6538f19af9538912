/** IP addresses as numbers: read, written in their short form, and counted. Pure; host names are none. */

export type Address = { readonly family: 4 | 6; readonly value: bigint }

export function readAddress(text: string): Address | null {
  const four = readFour(text)
  if (four !== null) return { family: 4, value: four }
  const six = readSix(text)
  return six === null ? null : { family: 6, value: six }
}

export function writeAddress({ family, value }: Address): string {
  return family === 4 ? [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.') : writeSix(value)
}

export const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128)

function readFour(text: string): bigint | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number)
  if (!parts || parts.some((part) => part > 255)) return null
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

const GROUP = /^[0-9a-f]{1,4}$/i

function readSix(text: string): bigint | null {
  if (!text.includes(':')) return null
  const sides = dotted(text).split('::')
  if (sides.length > 2) return null
  const [front = [], back = []] = sides.map((side) => (side === '' ? [] : side.split(':')))
  const given = front.length + back.length
  if (sides.length === 1 ? given !== 8 : given > 7) return null
  const groups = [...front, ...Array.from({ length: 8 - given }, () => '0'), ...back]
  if (!groups.every((group) => GROUP.test(group))) return null
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n)
}

/** `::ffff:10.0.0.1` with its last four bytes as two groups. */
function dotted(text: string): string {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const four = tail ? readFour(tail[2] ?? '') : null
  return four === null ? text : `${tail?.[1] ?? ''}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`
}

/** RFC 5952: lower case, the longest run of two or more zero groups as `::`. */
function writeSix(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - i * 16)) & 0xffffn).toString(16))
  let best = { at: -1, length: 1 }
  for (let at = 0; at < 8; at++) {
    let length = 0
    while (groups[at + length] === '0') length += 1
    if (length > best.length) best = { at, length }
  }
  if (best.at < 0) return groups.join(':')
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`
}
