/** An agent between a manager and a genuine one: it has each request answered truly and then decides what the manager gets, and how often. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

/** What goes to the manager for one genuine reply, in order. */
export type Bending = (reply: Buffer, request: Buffer) => readonly Buffer[]

export type HostileAgent = {
  readonly port: number
  /** Genuine packets that went through, newest last, at most `keep` of each direction. */
  readonly requests: Buffer[]
  readonly replies: Buffer[]
  sent: number
  bend(bending: Bending): void
  /** Sends from the agent's own address to the manager that asked last. */
  send(bytes: Buffer): void
  close(): Promise<void>
}

const BUFFER = 4 * 1024 * 1024

async function open(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER, sendBufferSize: BUFFER })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  // A peer that has gone concerns nobody here.
  socket.on('error', () => undefined)
  return socket
}

/** Sits on any free port in front of `upstream`; without bending it only records. */
export async function hostileAgent(upstream: number, keep = 64): Promise<HostileAgent> {
  const [front, back] = [await open(), await open()]
  let manager: RemoteInfo | null = null
  let bending: Bending = (reply) => [reply]
  /** Requests by the octets that come back in every reply are not known for v3: the last few are tried. */
  let last = Buffer.alloc(0)
  const note = (list: Buffer[], bytes: Buffer): void => {
    list.push(Buffer.from(bytes))
    if (list.length > keep) list.shift()
  }
  const agent: HostileAgent = {
    port: front.address().port,
    requests: [],
    replies: [],
    sent: 0,
    bend: (next) => (bending = next),
    send(bytes) {
      if (!manager) return
      agent.sent += 1
      front.send(bytes, manager.port, manager.address, () => undefined)
    },
    async close() {
      const closed = [once(front, 'close'), once(back, 'close')]
      front.close()
      back.close()
      await Promise.all(closed)
    },
  }
  front.on('message', (bytes, from) => {
    manager = from
    last = Buffer.from(bytes)
    note(agent.requests, bytes)
    back.send(bytes, upstream, '127.0.0.1')
  })
  back.on('message', (bytes) => {
    note(agent.replies, bytes)
    for (const one of bending(Buffer.from(bytes), last)) agent.send(one)
  })
  return agent
}
