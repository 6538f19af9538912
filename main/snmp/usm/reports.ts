/** What an engine reports instead of an answer (RFC 3414 usmStats, RFC 3412 snmpMPDStats). */
import { numberValue } from '../value.ts'
import { decodePdu, encodePdu } from '../wire/pdu.ts'

const COUNTERS = {
  '1.3.6.1.6.3.15.1.1.1.0': 'unsupportedSecLevels',
  '1.3.6.1.6.3.15.1.1.2.0': 'notInTimeWindows',
  '1.3.6.1.6.3.15.1.1.3.0': 'unknownUserNames',
  '1.3.6.1.6.3.15.1.1.4.0': 'unknownEngineIDs',
  '1.3.6.1.6.3.15.1.1.5.0': 'wrongDigests',
  '1.3.6.1.6.3.15.1.1.6.0': 'decryptionErrors',
} as const

/** `other` is a report of something that is not the user-based model's. */
export type ReportCounter = (typeof COUNTERS)[keyof typeof COUNTERS] | 'other'

const NAMES = new Map<string, ReportCounter>(Object.entries(COUNTERS))
const OIDS = new Map([...NAMES].map(([oid, name]) => [name, oid]))

/** Which counter a Report is about; null where it is no Report that can be read. */
export function readReport(bytes: Buffer, start: number, end: number): ReportCounter | null {
  const pdu = decodePdu(bytes, start, end)
  if (pdu?.type !== 'report') return null
  const oid = pdu.varbinds[0]?.oid
  return (oid !== undefined && NAMES.get(oid)) || 'other'
}

/** The PDU of a Report about the request with this id. */
export function encodeReport(counter: Exclude<ReportCounter, 'other'>, count: number, id: number): Buffer {
  const varbinds = [{ oid: OIDS.get(counter) ?? '', value: numberValue('counter32', count >>> 0) }]
  return encodePdu({ type: 'report', id, status: 0, index: 0, varbinds })
}
