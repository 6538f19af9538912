/** One line of an `.snmprec` file: `OID|type|value`, the type an ASN.1 tag with `x` for hex or `e` for escapes, and variation modules of snmpsim. */
import { addressOf, fromOctets, hexOf, numberOf, octetsOf, oidOf, TAG, type LineTrouble, type RecordedRow, type Value } from './row.ts'

const KNOWN: ReadonlySet<number> = new Set<number>([
  TAG.integer,
  TAG.octets,
  TAG.nothing,
  TAG.oid,
  TAG.ipAddress,
  TAG.counter32,
  TAG.gauge32,
  TAG.timeTicks,
  TAG.opaque,
  TAG.counter64,
])

/** The object of a line, why it has none, or `'comment'`. */
export function readSnmprec(line: string): RecordedRow | LineTrouble | 'comment' {
  if (line.trim() === '' || line.startsWith('#')) return 'comment'
  const match = /^([^|]*)\|([^|]*)\|(.*)$/s.exec(line)
  if (!match) return 'unreadable'
  const [, place = '', kind = '', text = ''] = match
  // A module of snmpsim may answer for a whole subtree: its OID ends in a dot.
  const type = /^(\d{0,3})([xe]?)(?::(\w+))?$/.exec(kind.trim())
  if (!type) return 'type'
  const [, digits = '', form = '', module] = type
  const oid = oidOf(place.trim())
  if (oid === null) return module ? 'variation' : 'oid'
  const tag = Number(digits)
  if (digits === '') return module ? 'variation' : 'type'
  if (tag >= 128 && tag <= 130) return 'absent'
  if (!KNOWN.has(tag)) return 'type'
  const given = module ? firstOf(text) : text
  if (given === null) return 'variation'
  const value = valueOf(tag, form, given)
  return value === undefined ? 'value' : { oid, tag, value }
}

/** The value that a variation begins with. */
function firstOf(options: string): string | null {
  for (const name of ['value', 'initial', 'min']) {
    const found = new RegExp(`(?:^|,)\\s*${name}=([^,]*)`).exec(options)
    if (found) return found[1] ?? ''
  }
  return null
}

function valueOf(tag: number, form: string, text: string): Value | undefined {
  if (tag === TAG.nothing) return null
  if (form === 'x') {
    const bytes = hexOf(text)
    return bytes === null ? undefined : (fromOctets(tag, bytes) ?? undefined)
  }
  const given = form === 'e' ? unescaped(text) : text
  if (tag === TAG.octets || tag === TAG.opaque) return octetsOf(given)
  if (tag === TAG.oid) return oidOf(given.trim()) ?? undefined
  if (tag === TAG.ipAddress) return addressOf(given.trim()) ?? undefined
  // A decimal point stands in some recordings of gauges: what an agent sends is whole.
  const whole = /^[-+]?\d+\.\d+$/.test(given.trim()) ? String(Math.round(Number(given))) : given.trim()
  return numberOf(tag, whole) ?? undefined
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"', '0': '\0' }

/** The escapes of a Python string, with or without its quotes. */
function unescaped(text: string): string {
  const inner = /^(['"])(.*)\1$/s.exec(text)?.[2] ?? text
  return inner.replace(/\\(x[0-9a-fA-F]{2}|.)/gs, (whole, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? whole),
  )
}
