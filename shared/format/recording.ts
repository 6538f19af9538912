/** The text of a recorded walk: a first line that says what it is of, then one object a line as `.snmprec` files have it (OID|type|value). */
import { z } from 'zod'

export const RECORDING_MARK = '#branchwatch-recording'
export const RECORDING_FORMAT = 1
/** What no walk of one device exceeds; a file beyond it is not read. */
export const MOST_OCTETS = 50_000_000
export const MOST_ROWS = 500_000

/** The first line of a recording. Nothing secret is in it. */
export const RecordingHeader = z.object({
  sysObjectID: z.string().max(500).nullable(),
  sysName: z.string().max(500).nullable(),
  /** Id of the profile that read it. */
  profile: z.string().max(100).nullable(),
  /** When it was begun, epoch ms. */
  at: z.number(),
  /** SNMP version it was read with. */
  version: z.enum(['1', '2c', '3']),
  /** The subtrees that were asked for. */
  roots: z.array(z.string().max(500)).max(100),
  anonymous: z.boolean(),
})
export type RecordingHeader = z.infer<typeof RecordingHeader>

/** How a recording ended. `loop`: the agent's objects do not increase; `cap`: our own limit of rows or time. */
export const RecordingEnd = z.enum(['whole', 'loop', 'cap', 'cancelled', 'failed'])
export type RecordingEnd = z.infer<typeof RecordingEnd>

/** One object as it came: its ASN.1 type, and the octets of texts and the like. */
export type RecordedValue = { readonly oid: string; readonly tag: number; readonly value: number | bigint | string | Uint8Array | null }

export function headerLine(header: RecordingHeader): string {
  return `${RECORDING_MARK} ${RECORDING_FORMAT} ${JSON.stringify(header)}\n`
}

/** The header of a recording's first line; null where it is none. */
export function readHeader(line: string): RecordingHeader | null {
  const match = /^#branchwatch-recording \d+ (\{.*\})\s*$/.exec(line)
  if (!match) return null
  try {
    return RecordingHeader.safeParse(JSON.parse(match[1] ?? '')).data ?? null
  } catch {
    return null
  }
}

/** The last line: how it ended, so that a part is not taken for the whole. */
export function endLine(end: RecordingEnd, rows: number): string {
  return `#end ${end} ${rows}\n`
}

/** How a recording ended, from its last line; null where it has none, so was cut off. */
export function readEnd(line: string): RecordingEnd | null {
  return RecordingEnd.safeParse(/^#end (\w+) \d+\s*$/.exec(line)?.[1]).data ?? null
}

/** Octets that can stand in a line as they are. */
function plain(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 32 || byte > 126 || byte === 124) return false
  // A blank at an end is easily lost when people or tools handle the file.
  return bytes[0] !== 32 && bytes[bytes.length - 1] !== 32
}

function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** One object as a line. */
export function recordingLine({ oid, tag, value }: RecordedValue): string {
  if (value === null) return `${oid}|${tag}|\n`
  if (typeof value !== 'object') return `${oid}|${tag}|${String(value)}\n`
  if (value.length === 0) return `${oid}|${tag}|\n`
  if (tag !== 4 || !plain(value)) return `${oid}|${tag}x|${hex(value)}\n`
  return `${oid}|${tag}|${String.fromCharCode(...value)}\n`
}
