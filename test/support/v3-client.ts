/** An SNMPv3 manager on a socket of its own, of our codec and our security alone: what the product's own path does, without its guards and timers. */
import { createSocket } from 'node:dgram'
import { V3Peer } from '../../main/snmp/usm/peer.ts'
import type { V3Secret } from '../../main/snmp/usm/keys.ts'
import { isUnder } from '../../main/snmp/oid.ts'
import { asked, decodePdu, encodePdu, type Pdu } from '../../main/snmp/wire/pdu.ts'
import type { Varbind } from '../../main/snmp/value.ts'

export type V3Client = {
  /** Exchanges so far. */
  readonly sent: number
  readonly peer: V3Peer
  ask(pdu: Exclude<Pdu, { type: 'trapV1' }>): Promise<Pdu | string>
  get(oid: string): Promise<string | null | undefined>
  walk(root: string): Promise<Varbind[]>
  close(): void
}

const MOST_EXCHANGES = 5

export function v3Client(secret: V3Secret, address: string, port: number, context = '', waitMs = 2000): V3Client {
  const peer = new V3Peer({ secret, context, mono: () => performance.now() })
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  let sent = 0
  let id = 1_000_000
  const receive = (): Promise<Buffer | null> =>
    new Promise((resolve) => {
      const taken = (bytes: Buffer): void => {
        clearTimeout(timer)
        resolve(bytes)
      }
      const timer = setTimeout(() => {
        socket.off('message', taken)
        resolve(null)
      }, waitMs)
      socket.once('message', taken)
    })
  const client: V3Client = {
    peer,
    get sent() {
      return sent
    },
    /** The answer, or in a word why there is none. */
    async ask(pdu) {
      for (let n = 0; n < MOST_EXCHANGES; n++) {
        id += 1
        sent += 1
        socket.send(peer.ready ? peer.seal(encodePdu({ ...pdu, id }), id) : peer.discovery(id), port, address)
        const bytes = await receive()
        if (!bytes) return 'timeout'
        const opened = peer.open(bytes)
        if (opened.kind === 'pdu') return decodePdu(opened.bytes, opened.start, opened.end) ?? 'unreadable'
        if (opened.kind === 'drop') return opened.reason
        if (!opened.again) return opened.counter
      }
      return 'again and again'
    },
    async get(oid) {
      const answer = await client.ask({ type: 'get', id: 0, status: 0, index: 0, varbinds: asked([oid]) })
      return typeof answer === 'string' ? answer : answer.varbinds[0]?.value.raw
    },
    async walk(root) {
      const rows: Varbind[] = []
      for (let last = root; ;) {
        const answer = await client.ask({ type: 'getBulk', id: 0, nonRepeaters: 0, repetitions: 25, varbinds: asked([last]) })
        if (typeof answer === 'string') throw new Error(answer)
        for (const varbind of answer.varbinds) {
          if (!isUnder(root, varbind.oid) || varbind.value.type === 'endOfMib') return rows
          rows.push(varbind)
          last = varbind.oid
        }
      }
    },
    close: () => socket.close(),
  }
  return client
}
