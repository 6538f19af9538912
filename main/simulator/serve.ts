/** An agent on a UDP port of this machine. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { Agent, type AgentOptions, type AgentStats } from './agent/agent.ts'
import type { Fleet } from './agent/fleet.ts'
import type { Moment } from './agent/mib.ts'
import { Delivery } from './faults/deliver.ts'

export type ServeOptions = Pick<AgentOptions, 'users' | 'dead' | 'loss'> & {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** Present simulated time. */
  readonly time: () => number
  /** Wall clock in epoch ms. */
  readonly now: () => number
}

export type Served = {
  readonly port: number
  stats(): AgentStats
  close(): Promise<void>
}

const SOCKET_BUFFER = 4 * 1024 * 1024

/** Throws where the port cannot be had, with the system's own code (EADDRINUSE, EACCES). */
export async function serveFleet<V extends Moment>(fleet: Fleet<V>, options: ServeOptions): Promise<Served> {
  const { host, time, now } = options
  const type = host.includes(':') ? 'udp6' : 'udp4'
  const socket = createSocket(type)
  const stranger = createSocket(type)
  const delivery = new Delivery(fleet.seed)
  await bind(socket, options.port, host)
  await bind(stranger, 0, host)
  const { port } = socket.address()
  const agent = new Agent(fleet, { ...options, port, bootedAt: now() })
  let closed = false
  // A reply that cannot be sent is a reply lost, as on any network.
  const send = (from: Socket, bytes: Buffer, to: RemoteInfo): void => {
    if (!closed) from.send(bytes, to.port, to.address, () => undefined)
  }

  socket.on('message', (datagram, from) => {
    const reply = agent.answer(datagram, time(), now())
    if (!reply) return
    if (reply.faults.length === 0) send(socket, reply.bytes, from)
    else {
      delivery.send(reply.bytes, reply.faults, {
        own: (bytes) => send(socket, bytes, from),
        stranger: (bytes) => send(stranger, bytes, from),
      })
    }
  })
  // ICMP errors for managers that have gone arrive here; they concern nobody.
  socket.on('error', () => undefined)
  stranger.on('error', () => undefined)

  return {
    port,
    stats: () => ({ ...agent.stats }),
    async close() {
      closed = true
      delivery.close()
      const ended = [once(socket, 'close'), once(stranger, 'close')]
      socket.close()
      stranger.close()
      await Promise.all(ended)
    },
  }
}

async function bind(socket: Socket, port: number, host: string): Promise<void> {
  const listening = once(socket, 'listening')
  socket.bind(port, host)
  try {
    await listening
  } catch (error) {
    socket.close()
    throw error
  }
  try {
    socket.setRecvBufferSize(SOCKET_BUFFER)
    socket.setSendBufferSize(SOCKET_BUFFER)
  } catch {
    // The system grants less: the largest it gives stays.
  }
}
