/** Protocol data units of all versions between the wire and values. */
import { nothing, type Varbind } from '../value.ts'
import { decodeOid } from './oid.ts'
import { Reader, unsigned } from './reader.ts'
import { PDU, TAG } from './tags.ts'
import { readValue, writeOid, writeValue } from './value.ts'
import { Writer } from './writer.ts'

const KINDS = { get: 0, getNext: 0, response: 0, set: 0, inform: 0, trapV2: 0, report: 0 } as const

export type Pdu =
  | {
      readonly type: keyof typeof KINDS
      readonly id: number
      /** Error status of a response, 0 for none, and which variable it means, counted from 1. */
      readonly status: number
      readonly index: number
      readonly varbinds: readonly Varbind[]
    }
  | {
      readonly type: 'getBulk'
      readonly id: number
      readonly nonRepeaters: number
      readonly repetitions: number
      readonly varbinds: readonly Varbind[]
    }
  | {
      readonly type: 'trapV1'
      readonly enterprise: string
      /** The agent's IPv4 address as it names itself; '' where it does not say. */
      readonly agent: string
      readonly generic: number
      readonly specific: number
      /** Hundredths of a second. */
      readonly uptime: number
      readonly varbinds: readonly Varbind[]
    }

/** No datagram holds more: one takes at least 6 octets. */
const MOST_VARBINDS = 11_000

const NAMES = new Map<number, keyof typeof KINDS | 'getBulk' | 'trapV1'>(
  (Object.keys(PDU) as (keyof typeof PDU)[]).map((name) => [PDU[name], name]),
)

/** The PDU that lies from `start` to exactly `end`; null where it is none. Never throws. Octets of its values are views of `bytes`. */
export function decodePdu(bytes: Buffer, start = 0, end = bytes.length): Pdu | null {
  const reader = new Reader(bytes, start, end)
  if (!reader.next() || !reader.done) return null
  const type = NAMES.get(reader.tag)
  if (type === undefined) return null
  reader.at = reader.start
  return type === 'trapV1' ? readTrapV1(reader) : readPdu(reader, type)
}

function readPdu(reader: Reader, type: keyof typeof KINDS | 'getBulk'): Pdu | null {
  const id = reader.integer()
  const first = reader.integer()
  const second = reader.integer()
  const varbinds = readVarbinds(reader)
  if (reader.bad || !reader.done) return null
  return type === 'getBulk'
    ? { type, id, nonRepeaters: first, repetitions: second, varbinds }
    : { type, id, status: first, index: second, varbinds }
}

function readTrapV1(reader: Reader): Pdu | null {
  const { bytes } = reader
  const enterprise = reader.expect(TAG.oid) ? decodeOid(bytes, reader.start, reader.end) : null
  reader.expect(TAG.address)
  const agent = reader.end - reader.start === 4 ? bytes.subarray(reader.start, reader.end).join('.') : ''
  const generic = reader.integer()
  const specific = reader.integer()
  const uptime = reader.expect(TAG.ticks) ? unsigned(bytes, reader.start, reader.end) : null
  const varbinds = readVarbinds(reader)
  if (reader.bad || !reader.done || enterprise === null || uptime === null) return null
  return { type: 'trapV1', enterprise, agent, generic, specific, uptime, varbinds }
}

/** The list that is the last thing of its PDU. */
export function readVarbinds(reader: Reader): Varbind[] {
  const { bytes } = reader
  const list: Varbind[] = []
  const outer = reader.enter(TAG.sequence)
  while (!reader.bad && !reader.done) {
    const next = reader.enter(TAG.sequence)
    const oid = reader.expect(TAG.oid) ? decodeOid(bytes, reader.start, reader.end) : null
    if (oid === null || !reader.next() || list.length === MOST_VARBINDS) {
      reader.fail()
      break
    }
    list.push({ oid, value: readValue(bytes, reader.tag, reader.start, reader.end) })
    reader.leave(next)
  }
  reader.leave(outer)
  return list
}

const shared = new Writer()

/** Throws RangeError where an object identifier in it is none. */
export function encodePdu(pdu: Pdu): Buffer {
  writePdu(shared.reset(), pdu)
  return shared.take()
}

/** What a request asks for: names without values. */
export const asked = (oids: readonly string[]): Varbind[] => oids.map((oid) => ({ oid, value: nothing('null') }))

export function writePdu(writer: Writer, pdu: Pdu): void {
  const since = writer.size
  for (let n = pdu.varbinds.length - 1; n >= 0; n--) {
    const { oid, value } = pdu.varbinds[n]!
    const from = writer.size
    writeValue(writer, value)
    writeOid(writer, oid)
    writer.wrap(TAG.sequence, from)
  }
  writer.wrap(TAG.sequence, since)
  if (pdu.type === 'trapV1') {
    writer.integer(pdu.uptime, TAG.ticks)
    writer.integer(pdu.specific)
    writer.integer(pdu.generic)
    writer.octets(Buffer.from(pdu.agent === '' ? [0, 0, 0, 0] : pdu.agent.split('.').map(Number)), TAG.address)
    writeOid(writer, pdu.enterprise)
  } else {
    writer.integer(pdu.type === 'getBulk' ? pdu.repetitions : pdu.index)
    writer.integer(pdu.type === 'getBulk' ? pdu.nonRepeaters : pdu.status)
    writer.integer(pdu.id)
  }
  writer.wrap(PDU[pdu.type], since)
}
