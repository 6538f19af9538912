/** `MessageChannelMain`: one end stays with the program, the other goes to the page as a number. */
import { EventEmitter } from 'node:events'
import { record } from './record.ts'

export class MessagePortMain extends EventEmitter {
  /** Set when the other end has gone to a page. */
  deliver: ((data: string) => void) | null = null
  peer: MessagePortMain | null = null
  private waiting: string[] = []
  private started = false

  start(): void {
    this.started = true
    for (const data of this.waiting.splice(0)) this.emit('message', { data, ports: [] })
  }
  /** As the program calls it: towards the page. */
  postMessage(data: string): void {
    this.peer?.deliver?.(data)
  }
  /** As the page's message arrives at the program's end. */
  receive(data: string): void {
    if (this.started) this.emit('message', { data, ports: [] })
    else this.waiting.push(data)
  }
  close(): void {
    this.gone()
    this.peer?.gone()
  }
  gone(): void {
    this.deliver = null
    this.emit('close')
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()
  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
    record.ports.opened += 1
  }
}
