/** Object identifiers between their dotted form and their octets. */

/** RFC 2578 allows 128 arcs of 32 bits. */
export const MOST_ARCS = 128
const MOST_ARC = 0xffff_ffff
/** Most arcs are small, and a joined text is what reading an identifier costs. */
const ARCS = Array.from({ length: 256 }, (_, arc) => `.${arc}`)

/** The octets of a dotted identifier, without tag and length; null where it is none. */
export function encodeOid(oid: string): Buffer | null {
  const out: number[] = []
  let arcs = 0
  let first = 0
  const size = oid.length
  for (let at = oid.startsWith('.') ? 1 : 0; at <= size; at++) {
    let arc = 0
    const from = at
    for (; at < size; at++) {
      const digit = oid.charCodeAt(at) - 48
      if (digit === -2) break
      if (digit < 0 || digit > 9) return null
      arc = arc * 10 + digit
      if (arc > MOST_ARC) return null
    }
    if (at === from || arcs === MOST_ARCS) return null
    arcs += 1
    if (arcs === 1) {
      if (arc > 2) return null
      first = arc
    } else if (arcs === 2) {
      if (first < 2 && arc > 39) return null
      push(out, first * 40 + arc)
    } else push(out, arc)
  }
  return arcs < 2 ? null : Buffer.from(out)
}

function push(out: number[], arc: number): void {
  if (arc < 0x80) {
    out.push(arc)
    return
  }
  let shift = 7
  while (shift < 35 && arc >= 2 ** (shift + 7)) shift += 7
  for (; shift > 0; shift -= 7) out.push(0x80 | (Math.floor(arc / 2 ** shift) & 0x7f))
  out.push(arc & 0x7f)
}

/** The dotted form; null where the octets are none. Nothing at all is 0.0, as Debian's tools have it. */
export function decodeOid(bytes: Buffer, start: number, end: number): string | null {
  if (start === end) return '0.0'
  if (bytes[end - 1]! > 0x7f) return null
  let text = ''
  let arcs = 0
  let arc = 0
  for (let at = start; at < end; at++) {
    const octet = bytes[at]!
    arc = arc * 128 + (octet & 0x7f)
    // The first two arcs share one number.
    if (arc > (arcs === 0 ? MOST_ARC + 80 : MOST_ARC)) return null
    if (octet > 0x7f) continue
    if (arcs === 0) {
      const first = arc < 40 ? 0 : arc < 80 ? 1 : 2
      text = `${first}.${arc - first * 40}`
      arcs = 2
    } else {
      if (arcs === MOST_ARCS) return null
      text += ARCS[arc] ?? `.${arc}`
      arcs += 1
    }
    arc = 0
  }
  return text
}
