/** A v3 agent for tests, authPriv with SHA and AES: its boots, time, engine and signatures can be set as a test needs them. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { localKey, passwordKey, type V3Secret } from '../../main/snmp/usm/keys.ts'
import { decodeOid } from '../../main/simulator/agent/ber.ts'
import { int, oidBytes, tlv } from '../integration/snmp-fake-agent.ts'
import { nodeAt, put, take, type Node } from './mutate.ts'

export const USER = 'branch'
const AUTH = 'authpass-12345'
const PRIV = 'privpass-12345'
export const SECRET: V3Secret = { version: '3', user: USER, auth: { protocol: 'sha', key: AUTH }, priv: { protocol: 'aes', key: PRIV } }
export const NAME = '1.3.6.1.2.1.1.5.0'
const MAC = 12
const STATS = '1.3.6.1.6.3.15.1.1'
/** usmStats of RFC 3414. */
export const STAT = { level: 1, window: 2, user: 3, engine: 4, digest: 5, decryption: 6 } as const

export type Request = {
  id: number
  requestId: number
  oids: string[]
  boots: number
  time: number
  flags: number
  from: RemoteInfo
  bytes: Buffer
}
export type Answer = {
  id: number
  flags?: number
  user?: string
  engine?: Buffer
  boots?: number
  time?: number
  /** Spoils the code. */
  wrongCode?: boolean
  pdu: Buffer
}

/** The octets of one message of this user: sealed where the flags ask for it. */
export function message(answer: Answer, own: { engine: Buffer; boots: number; time: number }): Buffer {
  const { id, pdu, flags = 3, user = USER } = answer
  const { engine, boots, time } = {
    ...own,
    ...(answer.engine && { engine: answer.engine }),
    ...(answer.boots !== undefined && { boots: answer.boots }),
    ...(answer.time !== undefined && { time: answer.time }),
  }
  const scoped = tlv(0x30, tlv(4, engine), tlv(4), pdu)
  const salt = flags & 2 ? randomBytes(8) : Buffer.alloc(0)
  const data = flags & 2 ? tlv(4, cipher(true, engine, boots, time, salt, scoped)) : scoped
  const build = (code: Buffer): Buffer =>
    tlv(
      0x30,
      tlv(2, Buffer.from([3])),
      tlv(0x30, int(id), int(65_507), tlv(4, Buffer.from([flags])), tlv(2, Buffer.from([3]))),
      tlv(4, tlv(0x30, tlv(4, engine), int(boots), int(time), tlv(4, Buffer.from(user)), tlv(4, code), tlv(4, salt))),
      data,
    )
  if (!(flags & 1)) return build(Buffer.alloc(0))
  const code = createHmac('sha1', localKey('sha', passwordKey('sha', AUTH), engine))
    .update(build(Buffer.alloc(MAC)))
    .digest()
    .subarray(0, MAC)
  return build(answer.wrongCode ? Buffer.from(code.map((octet) => octet ^ 0x55)) : code)
}

function cipher(shut: boolean, engine: Buffer, boots: number, time: number, salt: Buffer, data: Buffer): Buffer {
  const iv = Buffer.alloc(16)
  iv.writeUInt32BE(boots >>> 0)
  iv.writeUInt32BE(time >>> 0, 4)
  salt.copy(iv, 8)
  const key = localKey('sha', passwordKey('sha', PRIV), engine).subarray(0, 16)
  const made = shut ? createCipheriv('aes-128-cfb', key, iv) : createDecipheriv('aes-128-cfb', key, iv)
  return Buffer.concat([made.update(data), made.final()])
}

export const response = (requestId: number, values: readonly (readonly [oid: string, text: string])[]): Buffer =>
  tlv(
    0xa2,
    int(requestId),
    int(0),
    int(0),
    tlv(0x30, ...values.map(([oid, text]) => tlv(0x30, tlv(6, oidBytes(oid)), tlv(4, Buffer.from(text))))),
  )
export const report = (requestId: number, stat: number): Buffer =>
  tlv(0xa8, int(requestId), int(0), int(0), tlv(0x30, tlv(0x30, tlv(6, oidBytes(`${STATS}.${stat}.0`)), tlv(0x41, Buffer.from([1])))))

export type V3Agent = {
  readonly port: number
  engine: Buffer
  boots: number
  /** Seconds. */
  time: number
  /** What it answers to every object. */
  text: string
  signsReports: boolean
  /** Reports that went out and requests that were answered. */
  said: string[]
  /** Sent before the right answer to an authenticated request. */
  before: (request: Request) => Buffer[]
  /** In place of the right answer, where it gives any. */
  instead: (request: Request) => Buffer[] | null
  send(bytes: Buffer, to: RemoteInfo): void
  own(): { engine: Buffer; boots: number; time: number }
  close(): Promise<void>
}

const whole = (node: Node | null): number => (node && node.bytes.length > 0 ? node.bytes.readIntBE(0, Math.min(6, node.bytes.length)) : 0)

export async function v3Agent(start: Partial<Pick<V3Agent, 'engine' | 'boots' | 'time' | 'text'>> = {}): Promise<V3Agent> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const began = performance.now()
  let base = start.time ?? 1000
  let since = began
  let open = true
  const agent: V3Agent = {
    port: socket.address().port,
    engine: start.engine ?? Buffer.from('80001f8880aabbccdd11223344', 'hex'),
    boots: start.boots ?? 4,
    get time() {
      return base + Math.floor((performance.now() - since) / 1000)
    },
    set time(seconds) {
      base = seconds
      since = performance.now()
    },
    text: start.text ?? 'genuine',
    signsReports: true,
    said: [],
    before: () => [],
    instead: () => null,
    send(bytes, to) {
      if (open) socket.send(bytes, to.port, to.address, () => undefined)
    },
    own: () => ({ engine: agent.engine, boots: agent.boots, time: agent.time }),
    async close() {
      open = false
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
  const say = (to: RemoteInfo, id: number, requestId: number, stat: number, flags: number): void => {
    agent.said.push(`report ${stat}`)
    agent.send(message({ id, flags, pdu: report(requestId, stat) }, agent.own()), to)
  }
  socket.on('message', (bytes, from) => {
    const root = take(bytes)
    if (!root) return
    const at = (path: string): Node | null => nodeAt(root, path)
    const id = whole(at('.1.0'))
    const flags = at('.1.2')?.bytes[0] ?? 0
    const [boots, time] = [whole(at('.2.0.1')), whole(at('.2.0.2'))]
    if (!at('.2.0.0')?.bytes.equals(agent.engine)) return say(from, id, 0, STAT.engine, 0)
    if (at('.2.0.3')?.bytes.toString() !== USER) return say(from, id, 0, STAT.user, 0)
    if ((flags & 3) !== 3) return say(from, id, 0, STAT.level, 0)
    if (boots !== agent.boots || Math.abs(time - agent.time) > 150) return say(from, id, 0, STAT.window, agent.signsReports ? 1 : 0)
    const sealed = at('.3')
    const content = sealed?.kids ? Buffer.concat(sealed.kids.map(put)) : (sealed?.bytes ?? Buffer.alloc(0))
    const scoped = take(cipher(false, agent.engine, boots, time, at('.2.0.5')?.bytes ?? Buffer.alloc(8), content))
    const pdu = scoped && nodeAt(scoped, '.2')
    if (!pdu?.kids) return say(from, id, 0, STAT.decryption, 0)
    const oids = (pdu.kids[3]?.kids ?? []).map(({ kids }) =>
      (decodeOid(kids?.[0]?.bytes ?? Buffer.alloc(0), 0, kids?.[0]?.bytes.length ?? 0) ?? []).join('.'),
    )
    const request: Request = { id, requestId: whole(pdu.kids[0] ?? null), oids, boots, time, flags, from, bytes }
    agent.said.push('answer')
    for (const one of agent.before(request)) agent.send(one, from)
    const right = message(
      {
        id,
        pdu: response(
          request.requestId,
          oids.map((oid) => [oid, agent.text] as const),
        ),
      },
      agent.own(),
    )
    for (const one of agent.instead(request) ?? [right]) agent.send(one, from)
  })
  return agent
}
