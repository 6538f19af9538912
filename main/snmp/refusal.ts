/** Tells "nothing listens there" from silence: only a connected socket is told of the host's ICMP refusal. */
import { createSocket } from 'node:dgram'
import type { Address } from './resolve.ts'

/** An SNMPv3 engine discovery: harmless to every agent, and it needs no secret. */
const DISCOVERY = Buffer.from(
  '303c020103301002030f4240020300ffe30401040201030410300e0400020100020100040004000400301304000400a00d02030f42400201000201003000',
  'hex',
)
const WAIT_MS = 400
const MOST_AT_ONCE = 16
let running = 0

/** True where the host says that the port is closed. False also where that is not known, or too many checks are under way. */
export function isRefused(peer: Address, port: number): Promise<boolean> {
  if (running >= MOST_AT_ONCE) return Promise.resolve(false)
  running += 1
  return new Promise((resolve) => {
    const socket = createSocket(peer.family)
    let settled = false
    const settle = (refused: boolean): void => {
      if (settled) return
      settled = true
      running -= 1
      clearTimeout(timer)
      socket.close()
      resolve(refused)
    }
    const timer = setTimeout(() => settle(false), WAIT_MS)
    socket.on('error', (error: NodeJS.ErrnoException) => settle(error.code === 'ECONNREFUSED'))
    socket.on('message', () => settle(false))
    socket.connect(port, peer.address, () => {
      if (settled) return
      socket.send(DISCOVERY, (error) => {
        if (error) settle('code' in error && error.code === 'ECONNREFUSED')
      })
    })
  })
}
