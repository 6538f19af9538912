/** Agents as they are in the field: what they send wrong must neither be believed nor stop anything. */
import { createSocket } from 'node:dgram'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AgentSession } from '../../main/snmp/session.ts'
import { Transport } from '../../main/snmp/transport.ts'
import { walk } from '../../main/snmp/walk.ts'
import { fakeAgent, int, number, readRequest, reply, text, tlv, value, type Asked, type FakeAgent } from './snmp-fake-agent.ts'

const NAME = '1.3.6.1.2.1.1.5.0'
const mono = (): number => performance.now()
let transport: Transport
let agent: FakeAgent | null = null

beforeEach(() => {
  transport = new Transport({ mono })
})
afterEach(async () => {
  agent?.close()
  agent = null
  await transport.close()
})

async function against(
  handle: (asked: Asked, agent: FakeAgent) => void,
  more: { retries?: number; version?: '1' | '2c'; timeoutMs?: number } = {},
): Promise<AgentSession> {
  agent = await fakeAgent(handle)
  return transport.session({
    host: '127.0.0.1',
    port: agent.port,
    secret: { version: more.version ?? '2c', community: 'public' },
    context: '',
    timeoutMs: more.timeoutMs ?? 250,
    retries: more.retries ?? 0,
  })
}
const echo = (asked: Asked): Buffer =>
  reply(
    asked,
    asked.oids.map((oid) => text(oid, 'x')),
  )
/** Sends from a socket of its own: another port than the agent's. */
function fromElsewhere(bytes: Buffer, port: number): void {
  const socket = createSocket('udp4')
  socket.send(bytes, port, '127.0.0.1', () => socket.close())
}

test('a right answer is read', async () => {
  const session = await against((asked, a) => a.answer(echo(asked), asked.from))
  const got = await session.get([NAME])
  expect(got).toMatchObject({ outcome: 'ok', value: [{ oid: NAME, value: { type: 'text', number: null, big: null, raw: 'x' } }] })
})

test('an answer from another port is not believed', async () => {
  const session = await against((asked) => fromElsewhere(echo(asked), asked.from.port))
  expect((await session.get([NAME])).outcome).toBe('timeout')
  expect(transport.dropped().stranger).toBe(1)
})

test('an answer to another id, in another version or with another community is not believed', async () => {
  const session = await against((asked, a) => {
    const vars = [text(NAME, 'forged')]
    a.answer(reply(asked, vars, { id: asked.id + 1 }), asked.from)
    a.answer(reply(asked, vars, { version: 0 }), asked.from)
    a.answer(reply(asked, vars, { community: 'other' }), asked.from)
    setTimeout(() => a.answer(reply(asked, [text(NAME, 'true')]), asked.from), 20)
  })
  const got = await session.get([NAME])
  expect(got.outcome === 'ok' && got.value[0]?.value.raw).toBe('true')
  expect(transport.dropped()).toMatchObject({ unasked: 1, version: 1, principal: 1 })
})

test('late and double answers change nothing', async () => {
  let first: Buffer | null = null
  const session = await against((asked, a) => {
    if (first) {
      a.answer(first, asked.from)
      a.answer(reply(asked, [text(NAME, 'second')]), asked.from)
      a.answer(reply(asked, [text(NAME, 'again')]), asked.from)
    } else {
      first = reply(asked, [text(NAME, 'late')])
    }
  })
  expect((await session.get([NAME])).outcome).toBe('timeout')
  const got = await session.get([NAME])
  expect(got.outcome === 'ok' && got.value[0]?.value.raw).toBe('second')
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(transport.dropped().unasked).toBe(2)
})

test('a host that answers garbage is told from a silent one, and does no harm', async () => {
  const session = await against((asked, a) => {
    a.answer(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), asked.from)
    a.answer(Buffer.from([0x30, 0x82, 0xff, 0xff, 2, 1, 1]), asked.from)
    // A head that fits and a body that does not.
    a.answer(
      tlv(0x30, Buffer.from([2, 1, 1, 4, 6]), Buffer.from('public'), tlv(0xa2, asked.bytes.subarray(17, 23), Buffer.from([2, 0, 2, 0]))),
      asked.from,
    )
  })
  expect((await session.get([NAME])).outcome).toBe('malformed')
})

test('random bytes with a matching head never throw', async () => {
  let seed = 1
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) & 255
  const session = await against(
    (asked, a) => {
      const whole = echo(asked)
      for (let n = 0; n < 40; n++) {
        const bent = Buffer.from(whole)
        for (let k = 0; k < 3; k++) bent[26 + (random() % (bent.length - 26))] = random()
        a.answer(bent, asked.from)
      }
    },
    { timeoutMs: 100 },
  )
  for (let n = 0; n < 25; n++) {
    const got = await session.get([NAME, '1.3.6.1.2.1.1.1.0'])
    expect(['ok', 'malformed', 'timeout', 'agentError', 'tooBig', 'auth']).toContain(got.outcome)
  }
})

test('tooBig halves the request and is remembered', async () => {
  const session = await against((asked, a) => a.answer(asked.oids.length > 3 ? reply(asked, [], { status: 1 }) : echo(asked), asked.from))
  const oids = Array.from({ length: 12 }, (_, n) => `1.3.6.1.4.1.9.${n}.0`)
  const got = await session.get(oids)
  expect(got.outcome === 'ok' && got.value.map((v) => v.oid)).toEqual(oids)
  expect(session.limit).toBe(3)
  const before = agent?.asked.length ?? 0
  await session.get(oids)
  expect((agent?.asked.length ?? 0) - before).toBe(4)
})

test('silence at large requests is learned as a limit', async () => {
  const session = await against((asked, a) => {
    if (asked.oids.length <= 5) a.answer(echo(asked), asked.from)
  })
  const oids = Array.from({ length: 10 }, (_, n) => `1.3.6.1.4.1.9.${n}.0`)
  expect((await session.get(oids)).outcome).toBe('ok')
  expect(session.limit).toBe(5)
})

test('a shortened list is asked again in halves', async () => {
  const session = await against((asked, a) =>
    a.answer(
      reply(
        asked,
        asked.oids.slice(0, 2).map((oid) => text(oid, 'x')),
      ),
      asked.from,
    ),
  )
  const got = await session.get(Array.from({ length: 7 }, (_, n) => `1.3.6.1.4.1.9.${n}.0`))
  expect(got.outcome === 'ok' && got.value.every((v) => v.value.raw === 'x')).toBe(true)
})

test('v1 noSuchName takes only the one variable out', async () => {
  const absent = '1.3.6.1.4.1.9.1.0'
  const session = await against(
    (asked, a) => {
      const index = asked.oids.indexOf(absent) + 1
      const vars = asked.oids.map((oid) => text(oid, 'x'))
      a.answer(reply(asked, vars, index > 0 ? { status: 2, index } : {}), asked.from)
    },
    { version: '1' },
  )
  const got = await session.get([NAME, absent, '1.3.6.1.2.1.1.1.0'])
  expect(got.outcome === 'ok' && got.value.map((v) => v.value.type)).toEqual(['text', 'noSuchObject', 'text'])
})

test('genErr costs the one value, not the poll', async () => {
  const sick = '1.3.6.1.4.1.9.2.0'
  const session = await against((asked, a) =>
    a.answer(asked.oids.includes(sick) ? reply(asked, [], { status: 5 }) : echo(asked), asked.from),
  )
  const got = await session.get([NAME, '1.3.6.1.4.1.9.1.0', sick])
  expect(got.outcome === 'ok' && got.value.map((v) => v.value.type)).toEqual(['text', 'text', 'error'])
})

test('numbers keep their sign and their size', async () => {
  const base = '1.3.6.1.4.1.9'
  const session = await against((asked, a) =>
    a.answer(
      reply(asked, [
        number(`${base}.1`, -272),
        value(`${base}.2`, 0x42, [0, 0xff, 0xff, 0xd9, 0x55]),
        value(`${base}.3`, 0x46, [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]),
        value(`${base}.4`, 0x44, [0x9f, 0x78, 4, 0x41, 0xc4, 0xcc, 0xcd]),
        text(`${base}.5`, '43.0 C'),
        value(`${base}.6`, 4, [0, 0, 0, 1, 2, 3, 4, 5]),
        value(`${base}.7`, 0x81, []),
        value(`${base}.8`, 0x41, [0xff, 0xff, 0xff, 0xff]),
      ]),
      asked.from,
    ),
  )
  const got = await session.get([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${base}.${n}`))
  expect(got.outcome).toBe('ok')
  const values = got.outcome === 'ok' ? got.value.map((v) => v.value.big ?? v.value.number ?? v.value.raw) : []
  expect(values).toEqual([-272, 4294957397, 18446744073709551614n, 24.6, '43.0 C', '00 00 00 01 02 03 04 05', null, 4294967295])
})

test.each([
  ['the same OID for ever', (n: number) => [`1.3.6.1.4.1.9.${Math.min(n, 3)}`], 'loop', 3],
  ['a cycle of three', (n: number) => [`1.3.6.1.4.1.9.${((n - 1) % 3) + 1}`], 'loop', 3],
  ['no end', (n: number) => [`1.3.6.1.4.1.9.${n}`], 'cap', 50],
  ['the edge of the subtree', (n: number) => [n < 4 ? `1.3.6.1.4.1.9.${n}` : '1.3.6.1.4.1.10.1'], 'whole', 3],
])('a walk ends at %s', async (_name, next, ended, rows) => {
  let n = 0
  const session = await against((asked, a) =>
    a.answer(
      reply(
        asked,
        next(++n).map((oid) => number(oid, 1)),
      ),
      asked.from,
    ),
  )
  const got = await walk(session, '1.3.6.1.4.1.9', { bulk: false, mono, mostRows: 50 })
  expect(got.outcome === 'ok' && [got.value.ended, got.value.rows.length]).toEqual([ended, rows])
  expect(n).toBeLessThan(60)
})

test('an agent without GETBULK is walked with GETNEXT', async () => {
  const session = await against((asked, a) => {
    if (asked.pdu === 0xa5) return
    const last = Number(/^1\.3\.6\.1\.4\.1\.9\.(\d+)$/.exec(asked.oids[0] ?? '')?.[1] ?? 0)
    a.answer(reply(asked, [last < 3 ? number(`1.3.6.1.4.1.9.${last + 1}`, last) : value(asked.oids[0] ?? '', 0x82, [])]), asked.from)
  })
  const got = await walk(session, '1.3.6.1.4.1.9', { bulk: true, mono })
  expect(got.outcome === 'ok' && got.value.rows.length).toBe(3)
})

test('a closed port is refused, a silent host is not', async () => {
  const session = await against(() => undefined)
  expect((await session.get([NAME])).outcome).toBe('timeout')
  expect(await session.refused()).toBe(false)
  agent?.close()
  agent = null
  expect(await session.refused()).toBe(true)
})

test('a host name without an address is its own outcome', async () => {
  const session = transport.session({
    host: 'no-such-host.invalid',
    port: 161,
    secret: { version: '2c', community: 'x' },
    context: '',
    timeoutMs: 200,
    retries: 0,
  })
  expect((await session.get([NAME])).outcome).toBe('unresolved')
})

test('the context of v1 and v2c goes behind the community', async () => {
  agent = await fakeAgent((asked, a) => a.answer(echo(asked), asked.from))
  const session = transport.session({
    host: 'localhost',
    port: agent.port,
    secret: { version: '2c', community: 'public' },
    context: 'vlan-10',
    timeoutMs: 300,
    retries: 0,
  })
  expect((await session.get([NAME])).outcome).toBe('ok')
  expect(agent.asked[0]?.community).toBe('public@vlan-10')
})

test('an answer below the level that was asked for is not believed', async () => {
  const engine = Buffer.from('8000000001020304', 'hex')
  const field = (bytes: Buffer, at: number): [number, number] => {
    const size = bytes[at + 1] ?? 0
    return size & 0x80 ? [at + 2 + (size & 0x7f), bytes.readUIntBE(at + 2, size & 0x7f)] : [at + 2, size]
  }
  let n = 0
  const socket = createSocket('udp4')
  socket.on('message', (bytes, from) => {
    n += 1
    const [message] = field(bytes, 0)
    const [version, versionLength] = field(bytes, message)
    const [global] = field(bytes, version + versionLength)
    const [at, size] = field(bytes, global)
    const id = bytes.readIntBE(at, size)
    const head = tlv(0x30, int(id), int(65_507), tlv(4, Buffer.from([0])), int(3))
    const user = Buffer.from(n === 1 ? '' : 'branch')
    const security = tlv(4, tlv(0x30, tlv(4, engine), int(5), int(1000), tlv(4, user), tlv(4), tlv(4)))
    const stats = Buffer.from('2b060106030f01010400', 'hex')
    const varbind =
      n === 1
        ? tlv(0x30, tlv(6, stats), tlv(0x41, Buffer.from([1])))
        : tlv(0x30, tlv(6, Buffer.from('2b06010201010500', 'hex')), tlv(4, Buffer.from('forged')))
    const pdu = tlv(n === 1 ? 0xa8 : 0xa2, int(id), int(0), int(0), tlv(0x30, varbind))
    socket.send(tlv(0x30, int(3), head, security, tlv(0x30, tlv(4, engine), tlv(4), pdu)), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const session = transport.session({
    host: '127.0.0.1',
    port: socket.address().port,
    secret: { version: '3', user: 'branch', auth: { protocol: 'sha', key: 'auth-key-1' }, priv: { protocol: 'aes', key: 'priv-key-1' } },
    context: '',
    timeoutMs: 250,
    retries: 0,
  })
  expect((await session.get([NAME])).outcome).toBe('timeout')
  expect(n).toBe(2)
  expect(transport.dropped().level).toBe(1)
  socket.close()
})

test('IPv6 agents are reached over a socket of their own family', async ({ skip }) => {
  const socket = createSocket('udp6')
  const bound = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false))
    socket.bind(0, '::1', () => resolve(true))
  })
  if (!bound) skip('this machine has no IPv6 loopback')
  socket.on('message', (bytes, from) => socket.send(echo(readRequest(bytes, from)), from.port, from.address))
  const session = transport.session({
    host: '0:0:0:0:0:0:0:1',
    port: socket.address().port,
    secret: { version: '2c', community: 'public' },
    context: '',
    timeoutMs: 500,
    retries: 0,
  })
  expect((await session.get([NAME])).outcome).toBe('ok')
  socket.close()
})

test('closing with requests in flight ends them and leaves no socket behind', async () => {
  const silent = await fakeAgent(() => undefined)
  const own = new Transport({ mono })
  const session = own.session({
    host: '127.0.0.1',
    port: silent.port,
    secret: { version: '2c', community: 'public' },
    context: '',
    timeoutMs: 5000,
    retries: 3,
  })
  const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length
  // What earlier tests have closed goes with the next turns of the loop.
  await new Promise((resolve) => setTimeout(resolve, 600))
  const before = sockets()
  const asked = session.get([NAME])
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(sockets()).toBe(before + 1)
  session.close()
  await own.close()
  expect((await asked).outcome).toBe('internal')
  expect((await session.get([NAME])).outcome).toBe('internal')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(sockets()).toBe(before)
  silent.close()
})
