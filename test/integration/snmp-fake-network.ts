/** Many small agents on loopback addresses of one port: some answer as some box, some are silent, all note when they were asked. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { oidBytes, readRequest, reply, text, value, type Asked, type Sent } from './snmp-fake-agent.ts'

export type FakeBox = {
  community?: string
  sysObjectID?: string
  sysName?: string
  sysDescr?: string
  /** Hexadecimal. */
  engineId?: string
  /** Hundredths of a second. */
  uptime?: number
  /** So many of its first datagrams are lost. */
  deaf?: number
  /** Other text objects. */
  more?: Record<string, string>
}
export type FakeNetwork = {
  readonly port: number
  /** When each datagram came, on the monotonic clock, and for whom. */
  readonly asked: { at: number; host: string }[]
  /** Who answers at an address from now on; null nobody. */
  put(host: string, box: FakeBox | null): void
  close(): void
}

/** Listens on every address; those without a box are silent. */
export async function fakeNetwork(hosts: readonly string[], boxes: Readonly<Record<string, FakeBox>> = {}): Promise<FakeNetwork> {
  const living = new Map<string, FakeBox>(Object.entries(boxes))
  const asked: FakeNetwork['asked'] = []
  const sockets: Socket[] = []
  let port = 0
  for (const host of hosts) {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 1 << 18 })
    socket.bind(port, host)
    await once(socket, 'listening')
    ;({ port } = socket.address())
    socket.on('message', (bytes, from) => {
      asked.push({ at: performance.now(), host })
      const box = living.get(host)
      // SNMPv3 is not spoken here.
      if (!box || bytes.subarray(0, 8).includes(Buffer.from([2, 1, 3]))) return
      if (asked.filter((one) => one.host === host).length <= (box.deaf ?? 0)) return
      const request = readRequest(bytes, from)
      if (request.community !== (box.community ?? 'public')) return
      socket.send(answer(request, box), from.port, from.address)
    })
    sockets.push(socket)
  }
  return {
    port,
    asked,
    put: (host, box) => void (box ? living.set(host, box) : living.delete(host)),
    close: () => sockets.forEach((socket) => socket.close()),
  }
}

const GET = 0xa0

function answer(asked: Asked, box: FakeBox): Buffer {
  const known = new Map<string, Sent>()
  const put = (sent: Sent): void => void known.set(sent.oid, sent)
  for (const [oid, is] of [
    ['1.3.6.1.2.1.1.1.0', box.sysDescr],
    ['1.3.6.1.2.1.1.5.0', box.sysName],
    ...Object.entries(box.more ?? {}),
  ] as const)
    if (is !== undefined) put(text(oid, is))
  if (box.sysObjectID !== undefined) put({ oid: '1.3.6.1.2.1.1.2.0', tag: 6, bytes: oidBytes(box.sysObjectID) })
  if (box.engineId !== undefined) put({ oid: '1.3.6.1.6.3.10.2.1.1.0', tag: 4, bytes: Buffer.from(box.engineId, 'hex') })
  const uptime = Buffer.alloc(4)
  uptime.writeUInt32BE(box.uptime ?? 1000)
  put({ oid: '1.3.6.1.2.1.1.3.0', tag: 0x43, bytes: uptime })
  const none = asked.pdu === GET ? 0x80 : 0x82
  return reply(
    asked,
    asked.oids.map((oid) => (asked.pdu === GET ? known.get(oid) : undefined) ?? value(oid, none, [])),
  )
}
