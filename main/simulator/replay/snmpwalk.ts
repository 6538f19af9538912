/** What `snmpwalk -On` (with `-Oe`, `-OT`, `-Ot` or without) prints, as objects. A value may go on over several lines. */
import { addressOf, hexOf, numberOf, octetsOf, oidOf, opaqueFloat, TAG, type LineTrouble, type RecordedRow, type Value } from './row.ts'

/** The beginning of an object: its OID, numeric or under one of the two names that every installation prints. */
const HEAD = /^(\.?(?:\d+|iso)(?:\.\d+)+|SNMPv2-SMI::(?:enterprises|mib-2)(?:\.\d+)+|[A-Za-z][\w-]*::\S+|iso) = (.*)$/s
const TYPED = /^(?:Wrong Type \(should be [^)]*\): )?([A-Za-z][\w-]*(?: [A-Z]\w*)?): ?(.*)$/s
const NAMES: Readonly<Record<string, string>> = { 'SNMPv2-SMI::enterprises': '1.3.6.1.4.1', 'SNMPv2-SMI::mib-2': '1.3.6.1.2.1' }

type Kind = 'text' | 'hex' | 'bits' | 'oid' | 'integer' | 'ticks' | 'address' | 'opaque' | 'number'
const KINDS: Readonly<Record<string, readonly [Kind, number]>> = {
  STRING: ['text', TAG.octets],
  'Hex-STRING': ['hex', TAG.octets],
  BITS: ['bits', TAG.octets],
  OID: ['oid', TAG.oid],
  INTEGER: ['integer', TAG.integer],
  Integer32: ['integer', TAG.integer],
  Gauge32: ['number', TAG.gauge32],
  Unsigned32: ['number', TAG.gauge32],
  UInteger32: ['number', TAG.gauge32],
  UNSIGNED: ['number', TAG.gauge32],
  Counter32: ['number', TAG.counter32],
  Counter64: ['number', TAG.counter64],
  Timeticks: ['ticks', TAG.timeTicks],
  IpAddress: ['address', TAG.ipAddress],
  'Network Address': ['address', TAG.ipAddress],
  Opaque: ['opaque', TAG.opaque],
  OPAQUE: ['opaque', TAG.opaque],
}

/** Does the line look like one of such an output? */
export const isWalkLine = (line: string): boolean => HEAD.test(line)

/** An object whose lines are still being gathered. */
export type OpenObject = { readonly line: number; readonly place: string; text: string }

/** The beginning of an object; null where the line goes on with the one before. */
export function beginObject(line: string, number: number, open: OpenObject | null): OpenObject | null {
  const match = HEAD.exec(line)
  if (!match) return null
  const [, place = '', text = ''] = match
  // Inside a quoted text of several lines only what is surely an object begins one.
  if (open && isQuoted(open.text) && !isWhole(open.text) && !(/^\.?1\./.test(place) && (TYPED.test(text) || text === '""'))) return null
  return { line: number, place, text }
}

const isQuoted = (text: string): boolean => /^(?:STRING: )?"/.test(text)
const isWhole = (text: string): boolean => /^(?:STRING: )?"(?:[^"\\]|\\.)*"\s*$/s.test(text)

/** The object, or why it cannot be played. */
export function finishObject({ place, text }: OpenObject): RecordedRow | LineTrouble {
  const oid = numeric(place)
  if (oid === null) return place.includes('::') ? 'named' : 'oid'
  if (/^(?:No Such (?:Object|Instance)|No more variables left)/.test(text)) return 'absent'
  if (text.trim() === '""') return { oid, tag: TAG.octets, value: octetsOf('') }
  if (/^NULL\s*$/i.test(text)) return { oid, tag: TAG.nothing, value: null }
  const match = TYPED.exec(text)
  const known = KINDS[match?.[1] ?? '']
  if (!match || !known) return match ? 'type' : 'unreadable'
  const [kind, tag] = known
  const rest = match[2] ?? ''
  if (kind === 'opaque') return opaque(oid, rest)
  const value = hardware(oid, kind, rest) ?? valueOf(kind, tag, rest)
  return value === undefined ? 'value' : { oid, tag, value }
}

/** With the MIBs loaded, the hardware address of an interface is printed as `0:1b:44:11:3a:b7`. */
function hardware(oid: string, kind: Kind, text: string): Uint8Array | undefined {
  if (kind !== 'text' || !oid.startsWith('1.3.6.1.2.1.2.2.1.6.')) return undefined
  const pairs = text.trim().split(':')
  return pairs.length === 6 && pairs.every((pair) => /^[0-9a-f]{1,2}$/i.test(pair))
    ? Uint8Array.from(pairs.map((pair) => Number.parseInt(pair, 16)))
    : undefined
}

function numeric(place: string): string | null {
  for (const [name, root] of Object.entries(NAMES)) {
    if (place.startsWith(`${name}.`)) return oidOf(root + place.slice(name.length))
  }
  return oidOf(place.replace(/^\.?iso(?=\.|$)/, '1'))
}

function valueOf(kind: Kind, tag: number, text: string): Value | undefined {
  switch (kind) {
    case 'text':
      return octetsOf(unquoted(text))
    case 'hex':
      return hexLines(text)
    case 'bits':
      return hexOf(/^(?:[0-9a-fA-F]{2}(?:\s+|$))*/.exec(text)?.[0] ?? '') ?? undefined
    case 'oid':
      return numeric(text.trim()) ?? undefined
    case 'address':
      return addressOf(text.trim()) ?? (hexOf(text.trim())?.length === 4 ? (hexOf(text.trim()) ?? undefined) : undefined)
    case 'ticks':
      return numberOf(tag, /^\((\d+)\)/.exec(text)?.[1] ?? text.trim()) ?? spelledTicks(text.trim())
    case 'integer':
      // up(1); 42; 42 seconds; 23.5 where a display hint put a point into 235.
      return numberOf(tag, /\((-?\d+)\)\s*$/.exec(text)?.[1] ?? (/^(-?\d+(?:\.\d+)?)/.exec(text)?.[1] ?? '').replace('.', '')) ?? undefined
    default:
      return numberOf(tag, (/^(-?\d+(?:\.\d+)?)/.exec(text)?.[1] ?? '').replace('.', '')) ?? undefined
  }
}

/** Quotes and the two escapes that stand in them are taken away. */
function unquoted(text: string): string {
  const inner = /^"(.*)"\s*$/s.exec(text)
  return inner ? (inner[1] ?? '').replace(/\\(["\\])/g, '$1') : text.replace(/^"/, '')
}

/** Pairs over as many lines as there are; what `-OT` puts behind them in brackets is left. */
function hexLines(text: string): Uint8Array | undefined {
  const pairs = text.split('\n').map((line) => /^\s*((?:[0-9a-fA-F]{2}(?:\s|$))*)\s*(?:\[.*)?$/.exec(line)?.[1])
  return pairs.some((part) => part === undefined) ? undefined : (hexOf(pairs.join(' ')) ?? undefined)
}

/** Days, hours, minutes and seconds: `0:0:12:34.56`, or `12 days, 1:02:03.45`. */
function spelledTicks(text: string): number | undefined {
  const match = /^(?:(\d+):|(\d+) days?, )?(\d+):(\d+):(\d+)\.(\d\d)$/.exec(text)
  if (!match) return undefined
  const [days, hours, minutes, seconds, parts] = [match[1] ?? match[2] ?? '0', match[3], match[4], match[5], match[6]].map(Number)
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 100 + (parts ?? 0)
}

/** Floats and doubles come as text, 64-bit numbers under Opaque too; anything else as pairs. */
function opaque(oid: string, text: string): RecordedRow | LineTrouble {
  const inner = /^(Float|Double|Int64|UInt64|Counter64): (.*)$/s.exec(text)
  if (!inner) {
    const value = hexLines(text)
    return value ? { oid, tag: TAG.opaque, value } : 'value'
  }
  const [, kind = '', given = ''] = inner
  if (kind === 'Float' || kind === 'Double') {
    const number = Number(/^-?[\d.]+(?:e[-+]?\d+)?/i.exec(given.trim())?.[0])
    return Number.isFinite(number) ? { oid, tag: TAG.opaque, value: opaqueFloat(number, kind === 'Double') } : 'value'
  }
  const value = numberOf(TAG.counter64, given.trim())
  return value === null ? 'value' : { oid, tag: TAG.counter64, value }
}
