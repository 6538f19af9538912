/** The receiver's sockets: one port on IPv4 and, where there is such a thing, IPv6. What keeps a port from being opened is a value. */
import { createSocket, type Socket } from 'node:dgram'
import { isIPv6, SocketAddress } from 'node:net'

export type Family = 'udp4' | 'udp6'
export type Handle = (bytes: Buffer, source: string, port: number, answer: (bytes: Buffer) => void) => void
export type TrapPorts = { readonly port: number; readonly families: readonly Family[]; close(): void }
/** `code` as the system says it: EACCES, EADDRINUSE, … */
export type PortProblem = { readonly code: string; readonly port: number }

const RECEIVE_BUFFER = 4 * 1024 * 1024
const NO_IPV6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EPROTONOSUPPORT', 'EINVAL'])

/** Opens the port (0: any free one). `onError`: a socket failed later on. */
export async function openTrapPorts(port: number, handle: Handle, onError: (code: string) => void): Promise<TrapPorts | PortProblem> {
  const first = await bind('udp4', port, handle, onError)
  if (!('socket' in first)) return first
  const second = await bind('udp6', first.port, handle, onError)
  if (!('socket' in second) && !NO_IPV6.has(second.code)) {
    first.socket.close()
    return second
  }
  const open = 'socket' in second ? [first, second] : [first]
  return {
    port: first.port,
    families: open.map((one) => one.family),
    close: () => {
      for (const { socket } of open) socket.close()
    },
  }
}

export const isPortProblem = (opened: TrapPorts | PortProblem): opened is PortProblem => 'code' in opened

type Bound = { readonly socket: Socket; readonly port: number; readonly family: Family }

function bind(family: Family, port: number, handle: Handle, onError: (code: string) => void): Promise<Bound | PortProblem> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: family, recvBufferSize: RECEIVE_BUFFER, ipv6Only: family === 'udp6' })
    const fail = (error: Error): void => {
      socket.close()
      resolve({ code: codeOf(error), port })
    }
    socket.once('error', fail)
    socket.bind(port, () => {
      socket.removeListener('error', fail)
      socket.on('error', (error) => onError(codeOf(error)))
      socket.on('message', (bytes, { address, port: from }) =>
        handle(bytes, shortAddress(address), from, (reply) => socket.send(reply, from, address, () => {})),
      )
      resolve({ socket, port: socket.address().port, family })
    })
  })
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.message)

/** An address in the form in which devices are known: IPv4 where it is one, IPv6 in its short form without a zone. */
export function shortAddress(address: string): string {
  const bare = address.split('%', 1)[0] ?? address
  if (!isIPv6(bare)) return bare
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)
  return mapped?.[1] ?? new SocketAddress({ address: bare, family: 'ipv6' }).address
}
