/** Passes datagrams on to other managers, byte for byte. What cannot be sent is counted and never waited for. */
import { createSocket, type Socket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import type { Manager } from '../../../shared/model/trap.ts'
import { Resolver, type Address } from '../resolve.ts'
import { shortAddress } from './sockets.ts'

export class Forwarder {
  sent = 0
  failed = 0
  private managers: readonly Manager[] = []
  private ownPort: number | null = null
  private readonly sockets = new Map<Address['family'], Socket>()
  private readonly resolver: Resolver

  constructor(mono: () => number) {
    this.resolver = new Resolver(mono)
  }

  configure(managers: readonly Manager[]): void {
    this.managers = managers
    if (managers.length === 0) this.close()
  }

  /** The port we listen on: what would come back to us is not sent. */
  listening(port: number | null): void {
    this.ownPort = port
  }

  pass(bytes: Buffer): void {
    if (this.managers.length === 0) return
    // The receiver decrypts in place, and a name may take a while.
    const copy = Buffer.from(bytes)
    for (const { host, port } of this.managers) {
      const found = this.resolver.resolve(host)
      if (found instanceof Promise) void found.then((address) => this.send(copy, address, port))
      else this.send(copy, found, port)
    }
  }

  private send(bytes: Buffer, address: Address | null, port: number): void {
    if (!address || (port === this.ownPort && isOwnAddress(address.address))) {
      this.failed += 1
      return
    }
    this.socket(address.family).send(bytes, port, address.address, (error) => {
      if (error) this.failed += 1
      else this.sent += 1
    })
  }

  private socket(family: Address['family']): Socket {
    const open = this.sockets.get(family)
    if (open) return open
    const socket = createSocket(family)
    // A refusal of an earlier datagram: told by the failing send, too late to be of use here.
    socket.on('error', () => (this.failed += 1))
    socket.unref()
    this.sockets.set(family, socket)
    return socket
  }

  close(): void {
    for (const socket of this.sockets.values()) socket.close()
    this.sockets.clear()
  }
}

/** One of this computer's own addresses. */
export function isOwnAddress(address: string): boolean {
  const short = shortAddress(address)
  if (short === '0.0.0.0' || short === '::' || short === '::1' || short.startsWith('127.')) return true
  return Object.values(networkInterfaces()).some((list) => list?.some((one) => shortAddress(one.address) === short))
}
