/** Sends traps from a process of its own, at a rate that can be changed: v2c linkDown and linkUp of the devices it is given. */
import { fork } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { fileURLToPath } from 'node:url'
import { numberValue, oidValue, textValue } from '../../main/snmp/value.ts'
import { encodeCommunity } from '../../main/snmp/wire/message.ts'
import { encodePdu } from '../../main/snmp/wire/pdu.ts'

/** `communities`: one for each device, so that it is known by the context in it. */
type Start = { port: number; communities: string[] }
export type TrapSender = { rate: (perSecond: number) => void; sent: () => Promise<number>; close: () => Promise<void> }

export async function forkTrapSender(start: Start): Promise<TrapSender> {
  const child = fork(fileURLToPath(import.meta.url), ['sender'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise((resolve) => child.once('message', resolve))
  child.send(start)
  return {
    rate: (perSecond) => void child.send({ rate: perSecond }),
    sent() {
      const told = new Promise<number>((resolve) => child.once('message', (count) => resolve(Number(count))))
      child.send({ count: true })
      return told
    },
    async close() {
      child.kill()
      await ended
    },
  }
}

const BEAT_MS = 20
function begin({ port, communities }: Start): { rate(perSecond: number): void; sent(): number } {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 1 << 22 })
  socket.on('error', () => undefined)
  let [rate, owed, sent, last] = [0, 0, 0, performance.now()]
  setInterval(() => {
    const now = performance.now()
    owed = Math.min(rate, owed + (rate * (now - last)) / 1000)
    last = now
    for (; owed >= 1; owed--) {
      const community = communities[sent % communities.length] ?? 'demo'
      socket.send(trap(community, sent), port, '127.0.0.1', () => undefined)
      sent += 1
    }
  }, BEAT_MS)
  return { rate: (perSecond) => void (rate = perSecond), sent: () => sent }
}

function trap(community: string, n: number): Buffer {
  const row = (n % 8) + 1
  const varbinds = [
    { oid: '1.3.6.1.2.1.1.3.0', value: numberValue('ticks', n) },
    { oid: '1.3.6.1.6.3.1.1.4.1.0', value: oidValue(`1.3.6.1.6.3.1.1.5.${n % 2 ? 3 : 4}`) },
    { oid: `1.3.6.1.2.1.2.2.1.1.${row}`, value: numberValue('integer', row) },
    { oid: `1.3.6.1.2.1.2.2.1.2.${row}`, value: textValue(Buffer.from(`eth${row}`)) },
  ]
  return encodeCommunity(1, Buffer.from(community), encodePdu({ type: 'trapV2', id: n + 1, status: 0, index: 0, varbinds }))
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'sender') {
  process.send('ready')
  let sender: ReturnType<typeof begin> | null = null
  process.on('message', (told: Start | { rate: number } | { count: true }) => {
    if ('port' in told) sender = begin(told)
    else if ('rate' in told) sender?.rate(told.rate)
    else process.send?.(sender?.sent() ?? 0)
  })
  process.on('disconnect', () => process.exit(0))
}
