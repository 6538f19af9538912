/** Sends the province's traps to one manager, for as long as it has an aim. */
import { createSocket, type Socket } from 'node:dgram'
import { Writer } from '../agent/ber.ts'
import type { World } from '../world/world.ts'
import { encodeTrap, type Notification, type TrapAim } from './encode.ts'
import { TrapWatch } from './watch.ts'

const EVERY_MS = 500
/** Every station is looked at once in so many turns; a small province in each. */
const TURNS = 6
const SMALL = 200
/** In one turn at most: a storm is spread, as it is where every agent has a processor of its own. */
const MOST = 400

export class TrapSender {
  sent = 0
  private readonly world: World
  private readonly time: () => number
  private readonly writer = new Writer()
  private readonly waiting: Notification[] = []
  private watch: TrapWatch | null = null
  private aim: TrapAim | null = null
  private socket: Socket | null = null
  private timer: NodeJS.Timeout | undefined

  constructor(world: World, time: () => number) {
    this.world = world
    this.time = time
  }

  /** Null ends it. What happened before is not told. */
  to(aim: TrapAim | null): void {
    this.close()
    if (!aim) return
    this.aim = aim
    this.watch = new TrapWatch(this.world)
    this.socket = createSocket(aim.host.includes(':') ? 'udp6' : 'udp4')
    this.socket.on('error', () => undefined)
    this.watch.look(this.time(), this.world.province.stations.length)
    this.timer = setInterval(() => this.turn(), EVERY_MS)
  }

  close(): void {
    clearInterval(this.timer)
    this.socket?.close()
    this.socket = null
    this.aim = null
    this.waiting.length = 0
  }

  private turn(): void {
    const { aim, socket, watch } = this
    if (!aim || !socket || !watch) return
    this.waiting.push(...watch.look(this.time(), Math.max(SMALL, Math.ceil(this.world.province.stations.length / TURNS))))
    for (const said of this.waiting.splice(0, MOST)) {
      const bytes = encodeTrap(aim, said, ++this.sent, this.writer)
      socket.send(bytes, aim.port, aim.host, () => undefined)
    }
  }
}
