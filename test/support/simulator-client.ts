/** A few lines of SNMP manager for tests of the simulator: builds v1/v2c requests and reads the responses. */
import { decodeOid, encodeOid, Reader, TAG, Writer } from '../../main/simulator/agent/ber.ts'
import { PDU } from '../../main/simulator/agent/pdu.ts'

export type Bind = { oid: string; tag: number; value: number | bigint | string }
export type Response = { version: number; id: number; status: number; index: number; binds: Bind[] }

export function request(
  community: string,
  oids: readonly string[],
  options: { type?: number; version?: 0 | 1; first?: number; second?: number; id?: number } = {},
): Buffer {
  const writer = new Writer()
  const end = writer.at
  for (const oid of oids.toReversed()) {
    const bind = writer.at
    writer.value(TAG.nothing, null)
    writer.octets(encodeOid(oid), TAG.oid)
    writer.header(TAG.sequence, bind)
  }
  writer.header(TAG.sequence, end)
  writer.int(options.second ?? 0)
  writer.int(options.first ?? 0)
  writer.int(options.id ?? 7)
  writer.header(options.type ?? PDU.get, end)
  writer.octets(community)
  writer.int(options.version ?? 1)
  writer.header(TAG.sequence, end)
  return writer.take()
}

export function parse(datagram: Buffer): Response {
  const reader = new Reader()
  reader.open(datagram)
  reader.enter(TAG.sequence)
  const version = reader.int()
  reader.octets()
  reader.enter(PDU.response)
  const id = reader.int()
  const status = reader.int()
  const index = reader.int()
  const end = reader.enter(TAG.sequence)
  const binds: Bind[] = []
  while (!reader.bad && reader.at < end) {
    reader.enter(TAG.sequence)
    reader.skip(TAG.oid)
    const oid = (decodeOid(datagram, reader.start, reader.at) ?? []).join('.')
    const tag = reader.peek()
    reader.skip(tag)
    binds.push({ oid, tag, value: valueOf(tag, datagram.subarray(reader.start, reader.at)) })
  }
  if (reader.bad) throw new Error('the response cannot be read')
  return { version, id, status, index, binds }
}

function valueOf(tag: number, content: Buffer): number | bigint | string {
  if (tag === TAG.octets) return content.toString()
  if (tag === TAG.oid) return (decodeOid(content, 0, content.length) ?? []).join('.')
  if (content.length === 0) return ''
  const value = BigInt.asIntN(content.length * 8, BigInt(`0x${content.toString('hex')}`))
  return tag === TAG.counter64 ? value : Number(value)
}
