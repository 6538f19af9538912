/** A scripted SNMP agent for tests: it hands each request to the test, which decides what bytes go back, from where and how often. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'

export type Asked = { version: number; community: string; pdu: number; id: number; oids: string[]; from: RemoteInfo; bytes: Buffer }
export type Sent = { oid: string; tag: number; bytes: Buffer }

const length = (n: number): Buffer => (n < 128 ? Buffer.from([n]) : Buffer.from([0x82, n >> 8, n & 255]))
export const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), length(body.length), body])
}
export const int = (n: number, tag = 2): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(n)
  return tlv(tag, bytes)
}
export const oidBytes = (oid: string): Buffer => {
  const arcs = oid.split('.').map(Number)
  const out = [(arcs[0] ?? 0) * 40 + (arcs[1] ?? 0)]
  for (const arc of arcs.slice(2)) {
    const groups = [arc % 128]
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift((rest % 128) + 128)
    out.push(...groups)
  }
  return Buffer.from(out)
}
export const text = (oid: string, value: string): Sent => ({ oid, tag: 4, bytes: Buffer.from(value) })
export const number = (oid: string, value: number): Sent => ({ oid, tag: 2, bytes: int(value).subarray(2) })
export const value = (oid: string, tag: number, bytes: number[]): Sent => ({ oid, tag, bytes: Buffer.from(bytes) })

/** A response to `asked` with these varbinds; `more` bends what would be right. */
export function reply(
  asked: Asked,
  sent: Sent[],
  more: { status?: number; index?: number; id?: number; community?: string; version?: number } = {},
): Buffer {
  const list = tlv(0x30, ...sent.map((v) => tlv(0x30, tlv(6, oidBytes(v.oid)), tlv(v.tag, v.bytes))))
  const pdu = tlv(0xa2, int(more.id ?? asked.id), int(more.status ?? 0), int(more.index ?? 0), list)
  return tlv(0x30, int(more.version ?? asked.version), tlv(4, Buffer.from(more.community ?? asked.community)), pdu)
}

type Field = { tag: number; start: number; end: number }
function read(bytes: Buffer, at: number): Field {
  let size = bytes[at + 1] ?? 0
  let start = at + 2
  if (size & 0x80) {
    const count = size & 0x7f
    size = bytes.readUIntBE(start, count)
    start += count
  }
  return { tag: bytes[at] ?? 0, start, end: start + size }
}
function arcs(bytes: Buffer): string {
  const out = [Math.floor((bytes[0] ?? 0) / 40), (bytes[0] ?? 0) % 40]
  let arc = 0
  for (const byte of bytes.subarray(1)) {
    arc = arc * 128 + (byte & 127)
    if (byte < 128) {
      out.push(arc)
      arc = 0
    }
  }
  return out.join('.')
}

/** Reads a v1 or v2c request. */
export function readRequest(bytes: Buffer, from: RemoteInfo): Asked {
  const message = read(bytes, 0)
  const version = read(bytes, message.start)
  const community = read(bytes, version.end)
  const pdu = read(bytes, community.end)
  const id = read(bytes, pdu.start)
  const list = read(bytes, read(bytes, read(bytes, id.end).end).end)
  const oids: string[] = []
  for (let at = list.start; at < list.end;) {
    const varbind = read(bytes, at)
    const oid = read(bytes, varbind.start)
    oids.push(arcs(bytes.subarray(oid.start, oid.end)))
    at = varbind.end
  }
  const whole = (f: Field): number => bytes.readIntBE(f.start, f.end - f.start)
  return {
    version: whole(version),
    community: bytes.toString('latin1', community.start, community.end),
    pdu: pdu.tag,
    id: whole(id),
    oids,
    from,
    bytes,
  }
}

export type FakeAgent = { port: number; asked: Asked[]; socket: Socket; answer(bytes: Buffer, to: RemoteInfo): void; close(): void }

export function fakeAgent(handle: (asked: Asked, agent: FakeAgent) => void): Promise<FakeAgent> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 21 })
    socket.bind(0, '127.0.0.1', () => {
      const agent: FakeAgent = {
        port: socket.address().port,
        asked: [],
        socket,
        answer: (bytes, to) => socket.send(bytes, to.port, to.address),
        close: () => socket.close(),
      }
      socket.on('message', (bytes, from) => {
        // The refusal check sends an SNMPv3 discovery, which this agent does not speak.
        if (bytes.subarray(0, 8).includes(Buffer.from([2, 1, 3]))) return
        const asked = readRequest(bytes, from)
        agent.asked.push(asked)
        handle(asked, agent)
      })
      resolve(agent)
    })
  })
}

/** Answers GET and GETNEXT out of a table that the test may change. */
export function serve(table: ReadonlyMap<string, Sent>): (asked: Asked, a: FakeAgent) => void {
  const order = (a: string, b: string): number => {
    const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)]
    const at = x.findIndex((arc, i) => arc !== y[i])
    return at < 0 ? x.length - y.length : (x[at] ?? 0) - (y[at] ?? -1)
  }
  const next = (oid: string): Sent => {
    const following = [...table.keys()].filter((key) => order(key, oid) > 0).sort(order)[0]
    return (following && table.get(following)) || value(oid, 0x82, [])
  }
  return (asked, a) => {
    const answers = asked.oids.map((oid) => (asked.pdu === 0xa0 ? (table.get(oid) ?? value(oid, 0x81, [])) : next(oid)))
    a.answer(reply(asked, answers), asked.from)
  }
}
