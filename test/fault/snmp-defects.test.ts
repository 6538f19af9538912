/** The ten defects of net-snmp that we guard against: each is shown on the library as it comes, and then that we stand. */
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { beforeEach, describe, expect, test } from 'vitest'
import { Transport } from '../../main/snmp/transport.ts'
import { walk } from '../../main/snmp/walk.ts'
import { TrapReceiver } from '../../main/snmp/trap/receiver.ts'
import type { V3Secret } from '../../main/snmp/usm/keys.ts'
import { numberValue, oidValue } from '../../main/snmp/value.ts'
import { encodeCommunity } from '../../main/snmp/wire/message.ts'
import { encodePdu } from '../../main/snmp/wire/pdu.ts'
import { int, number, reply, text, tlv, value } from '../integration/snmp-fake-agent.ts'
import { endings, read, WAYS } from '../support/fault-agents.ts'
import { openSockets } from '../support/open-sockets.ts'
import { apart, plain, plainGet, plainUser, type PlainSession } from '../support/plain-net-snmp.ts'
import { message, NAME, report, response, SECRET, STAT } from '../support/v3-fake-agent.ts'

const mono = (): number => performance.now()
const { ending, community, secure } = endings()
let transport: Transport
beforeEach(() => {
  transport = new Transport({ mono })
  ending.push(() => transport.close())
})

const at = (port: number, more: { timeoutMs?: number; retries?: number } = {}) => ({
  host: '127.0.0.1',
  port,
  secret: { version: '2c', community: 'public' } as const,
  context: '',
  timeoutMs: 500,
  retries: 0,
  ...more,
})
const options = (port: number, version = plain.Version2c) => ({ port, timeout: 500, retries: 0, version })

function closing(session: PlainSession): PlainSession {
  session.on('error', () => undefined)
  ending.push(() => {
    try {
      session.close()
    } catch {
      // Closed by the test.
    }
  })
  return session
}
const plainSecure = (port: number): PlainSession => closing(plain.createV3Session('127.0.0.1', plainUser, options(port, plain.Version3)))
const plainOpen = (port: number): PlainSession => closing(plain.createSession('127.0.0.1', 'public', options(port)))
const v3At = (port: number, more: { timeoutMs?: number; retries?: number } = {}) => ({ ...at(port, more), secret: SECRET })
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

test.each(WAYS)('1: a reply is matched by its id alone; %s, we want its source, user, level and code as well', async (_way, ask) => {
  const agent = await secure()
  const stranger = createSocket('udp4')
  stranger.bind(0, '127.0.0.1')
  await once(stranger, 'listening')
  ending.push(() => void stranger.close())
  const forged = (id: number, requestId: number, flags: number): Buffer =>
    message({ id, flags, user: 'intruder', pdu: response(requestId, [[NAME, 'forged']]) }, agent.own())
  // The stranger answers at once, the device a moment later.
  const late: (to: RemoteInfo, bytes: Buffer) => void = (to, bytes) => void setTimeout(() => agent.send(bytes, to), 60)
  agent.instead = ({ id, requestId, from }) => {
    stranger.send(forged(id, requestId, 0), from.port, from.address)
    late(from, message({ id, pdu: response(requestId, [[NAME, 'genuine']]) }, agent.own()))
    return []
  }
  expect(await plainGet(plainSecure(agent.port), [NAME])).toEqual(['forged'])
  expect(await ask(transport.session(v3At(agent.port)), [NAME])).toEqual(['genuine'])
  // The same from the device's own address: below the level, in another name, with a wrong code.
  for (const bend of [
    { flags: 0 },
    { flags: 0, user: 'intruder' },
    { flags: 1, wrongCode: true },
    { wrongCode: true },
    { user: 'intruder' },
  ]) {
    agent.instead = ({ id, requestId, from }) => {
      late(from, message({ id, pdu: response(requestId, [[NAME, 'genuine']]) }, agent.own()))
      return [message({ id, ...bend, pdu: response(requestId, [[NAME, 'forged']]) }, agent.own())]
    }
    expect([bend, await ask(transport.session(v3At(agent.port)), [NAME])]).toEqual([bend, ['genuine']])
  }
})

test.each([
  ['the same object', () => 5],
  ['two in turn', (n: number) => 5 + (n % 2)],
])('2: walks that the agent answers with %s for ever end with us', async (_what, next) => {
  const ROOT = '1.3.6.1.2.1.2.2.1.2'
  let n = 0
  const agent = await community((asked, a) => a.answer(reply(asked, [text(`${ROOT}.${next(++n)}`, 'x')]), asked.from))
  const session = plainOpen(agent.port)
  let ended = false
  session.walk(
    ROOT,
    20,
    () => undefined,
    () => (ended = true),
  )
  await pause(400)
  session.close()
  expect([ended, n > 50]).toEqual([false, true])
  n = 0
  const got = await walk(transport.session(at(agent.port)), ROOT, { bulk: true, mono })
  expect(got.outcome === 'ok' && got.value.ended).toBe('loop')
  expect(n).toBeLessThan(10)
})

describe('3: datagrams that cannot be read', () => {
  test('throw out of the library, and end its process', async () => {
    const bare = await apart(`
      const agent = dgram.createSocket('udp4'); agent.on('message', (_, from) => agent.send(Buffer.from('garbage'), from.port, from.address));
      agent.bind(0, '127.0.0.1', () => snmp.createSession('127.0.0.1', 'public', { port: agent.address().port, retries: 0 }).get(['${NAME}'], () => undefined))`)
    expect(bare.code).not.toBe(0)
    // With a listener still: a v3 reply that says it is authenticated, to a session that speaks v2c.
    const marked = message(
      { id: 0x11223344, flags: 1, pdu: response(1, []) },
      { engine: Buffer.from('8000000001020304', 'hex'), boots: 1, time: 1 },
    )
    const tagged = await apart(`
      const agent = dgram.createSocket('udp4'), v3 = Buffer.from('${marked.toString('hex')}', 'hex'), at = v3.indexOf(Buffer.from('11223344', 'hex'));
      agent.on('message', (asked, from) => { v3.writeInt32BE(asked.readIntBE(17, asked[16]), at); agent.send(v3, from.port, from.address) });
      agent.bind(0, '127.0.0.1', () => { const s = snmp.createSession('127.0.0.1', 'public', { port: agent.address().port, retries: 0, version: snmp.Version2c }); s.on('error', () => undefined); s.get(['${NAME}'], () => undefined) })`)
    expect(tagged.code).not.toBe(0)
  })

  test.each(WAYS)('do nothing to us, %s: the answer that follows them is read', async (_way, ask) => {
    const v3 = Buffer.from(
      '303c020103301002030f4240020300ffe30401040201030410300e0400020100020100040004000400301304000400a00d02030f42400201000201003000',
      'hex',
    )
    const agent = await community((asked, a) => {
      const right = reply(asked, [text(NAME, 'genuine')])
      for (const bytes of [
        Buffer.from('garbage'),
        Buffer.alloc(0),
        v3,
        right.subarray(0, 30),
        Buffer.alloc(65_507, 0x30),
        Buffer.from([0x30, 0x80, 0, 0]),
      ])
        a.answer(bytes, asked.from)
      a.answer(right, asked.from)
    })
    const session = transport.session(at(agent.port))
    for (let n = 0; n < 5; n++) expect(await ask(session, [NAME])).toEqual(['genuine'])
  })
})

test.each(WAYS)('5: a v3 engine whose boots or time move, or that is replaced, is read again, %s', async (_way, ask) => {
  const agent = await secure({ boots: 4, time: 5000 })
  const session = transport.session(v3At(agent.port, { retries: 1 }))
  const bare = plainSecure(agent.port)
  expect(await plainGet(bare, [NAME])).toEqual(['genuine'])
  const steps: readonly (readonly [string, () => void])[] = [
    ['as it is', () => undefined],
    ['restarted', () => Object.assign(agent, { boots: 5, time: 3 })],
    ['set to the works', () => Object.assign(agent, { boots: 1, time: 3 })],
    ['time forward', () => Object.assign(agent, { time: 100_000 })],
    ['time back', () => Object.assign(agent, { time: 10 })],
    ['another unit', () => Object.assign(agent, { engine: Buffer.from('80001f8880ffffffffffffff', 'hex'), boots: 1, time: 900 })],
  ]
  const stuck: string[] = []
  for (const [what, change] of steps) {
    change()
    const told = [await ask(session, [NAME]), await ask(session, [NAME])]
    // The first poll may be what shows it; the second must give the value.
    expect([what, told[1]]).toEqual([what, ['genuine']])
    const library = [await plainGet(bare, [NAME]), await plainGet(bare, [NAME])]
    if (library[1]?.[0] !== 'genuine') stuck.push(what)
  }
  expect(stuck).toContain('set to the works')
})

test.each(WAYS)('5: time is never taken from a report that nobody signed, %s', async (_way, ask) => {
  const agent = await secure({ boots: 4, time: 5000 })
  const session = transport.session(v3At(agent.port))
  expect(await ask(session, [NAME])).toEqual(['genuine'])
  Object.assign(agent, { boots: 5, time: 3, signsReports: false })
  for (let n = 0; n < 2; n++) expect(['auth', 'timeout']).toContain(await ask(session, [NAME]))
  // Once it signs them, it is read again.
  agent.signsReports = true
  await ask(session, [NAME])
  expect(await ask(session, [NAME])).toEqual(['genuine'])
})

describe('6: a forged packet with the right id', () => {
  test.each(WAYS)('kills the request of the library; ours, %s, waits for the true answer', async (_way, ask) => {
    const agent = await secure()
    agent.before = ({ id, requestId }) => [
      message({ id, wrongCode: true, pdu: response(requestId, [[NAME, 'forged']]) }, agent.own()),
      message({ id, flags: 0, pdu: report(requestId, STAT.digest) }, agent.own()),
      message({ id, flags: 0, pdu: report(requestId, STAT.user) }, agent.own()),
      message({ id, flags: 0, boots: 9, time: 1, pdu: report(requestId, STAT.window) }, agent.own()),
    ]
    expect(await plainGet(plainSecure(agent.port), [NAME])).not.toEqual(['genuine'])
    const session = transport.session(v3At(agent.port))
    for (let n = 0; n < 3; n++) expect(await ask(session, [NAME])).toEqual(['genuine'])
  })

  test('ids in flight never collide', async () => {
    const ids = new Set<number>()
    let asked = 0
    const agent = await community((request) => {
      asked += 1
      ids.add(request.id)
    })
    const sessions = Array.from({ length: 1500 }, () => transport.session(at(agent.port, { timeoutMs: 300 })))
    const outcomes = await Promise.all(sessions.map(async (session) => (await session.get([NAME])).outcome))
    expect(new Set(outcomes)).toEqual(new Set(['timeout']))
    expect(ids.size).toBe(asked)
    expect(asked).toBeGreaterThan(1400)
  })
})

test('7: an error of the socket never reaches the listener; ours ends the one request and nothing else', async () => {
  const bare = plain.createSession('127.0.0.1', 'public', options(1))
  let told = 0
  bare.on('error', () => (told += 1))
  bare.dgram.emit('error', new Error('the socket'))
  bare.close()
  expect(told).toBe(0)
  const agent = await community((asked, a) => a.answer(reply(asked, [text(NAME, 'genuine')]), asked.from))
  // The loopback's broadcast address: the system refuses to send there.
  const refused = await transport.session({ ...at(161), host: '127.255.255.255' }).get([NAME])
  expect(refused.outcome).not.toBe('ok')
  expect(read(await transport.session(at(agent.port)).get([NAME]))).toEqual(['genuine'])
})

test('8: values keep their sign, their size and their kind', async () => {
  const base = '1.3.6.1.4.1.9'
  const sent = [
    number(`${base}.1`, -272),
    value(`${base}.2`, 0x42, [0xff, 0xff, 0xff, 0xf0]),
    value(`${base}.3`, 0x46, [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]),
    value(`${base}.4`, 0x44, [0x9f, 0x78, 4, 0x41, 0xc4, 0xcc, 0xcd]),
    value(`${base}.5`, 0x41, [0xff]),
  ]
  const agent = await community((asked, a) => a.answer(reply(asked, sent), asked.from))
  const oids = sent.map(({ oid }) => oid)
  const library = await plainGet(plainOpen(agent.port), oids)
  // What comes as bytes is no number, whatever it is printed as.
  expect([library[2], library[3]].every((shown) => !/^[\d.]+$/.test(shown ?? ''))).toBe(true)
  const got = await transport.session(at(agent.port)).get(oids)
  const values = got.outcome === 'ok' ? got.value.map((v) => v.value.big ?? v.value.number) : []
  expect(values.slice(0, 4)).toEqual([-272, 4_294_967_280, 18_446_744_073_709_551_614n, 24.6])
})

test('9: a thousand devices share one socket', async () => {
  const agent = await community((asked, a) => a.answer(reply(asked, [text(NAME, 'genuine')]), asked.from))
  await pause(500)
  const before = openSockets()
  const bare = Array.from({ length: 50 }, () => plainOpen(agent.port))
  await Promise.all(bare.map((session) => plainGet(session, [NAME])))
  expect(openSockets() - before).toBe(50)
  for (const session of bare) session.close()
  await pause(50)
  const sessions = Array.from({ length: 1000 }, () => transport.session(at(agent.port, { timeoutMs: 3000 })))
  const got = await Promise.all(sessions.map((session) => session.get([NAME])))
  expect(got.every((one) => one.outcome === 'ok')).toBe(true)
  expect(openSockets() - before).toBeLessThanOrEqual(4)
})

const OWN_ENGINE = Buffer.from('80007ed9057472617073', 'hex')
const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3'
const trapPdu = (id: number): Buffer =>
  encodePdu({
    type: 'trapV2',
    id,
    status: 0,
    index: 0,
    varbinds: [
      { oid: '1.3.6.1.2.1.1.3.0', value: numberValue('ticks', 4200) },
      { oid: '1.3.6.1.6.3.1.1.4.1.0', value: oidValue(LINK_DOWN) },
    ],
  })
const receiverOf = (users: readonly V3Secret[]): TrapReceiver =>
  new TrapReceiver(
    { rates: { perSource: 10_000, total: 20_000 }, knownCommunitiesOnly: false, communities: new Set(['public']), users, known: new Set() },
    { engine: OWN_ENGINE, boots: 1 },
    mono,
  )
/** Hands it a datagram; answers what it sends back. */
function handed(receiver: TrapReceiver, bytes: Buffer, source = '127.0.0.1'): Buffer[] {
  const answers: Buffer[] = []
  receiver.receive(Buffer.from(bytes), { source, port: 40_000, mono: mono(), at: Date.now() }, (answer) => void answers.push(answer))
  return answers
}
const theirs = { engine: Buffer.from('80001f8880aabbccdd11223344', 'hex'), boots: 3, time: 700 }

test('4: one v3 datagram without credentials ends the library’s receiver; ours counts it and goes on', async () => {
  // An inform of nobody, whose request id cannot be written back.
  const inform = tlv(0xa6, tlv(2, Buffer.from('0080000000', 'hex')), int(0), int(0), tlv(0x30))
  const deadly = message({ id: 7, flags: 4, user: '', pdu: inform }, theirs)
  const bare = await apart(`
    const r = snmp.createReceiver({ port: 0, address: '127.0.0.1' }, () => undefined);
    r.getAuthorizer().addUser({ name: 'branch', level: snmp.SecurityLevel.authPriv, authProtocol: snmp.AuthProtocols.sha, authKey: 'authpass-12345', privProtocol: snmp.PrivProtocols.aes, privKey: 'privpass-12345' });
    const socket = Object.values(r.listener.sockets)[0]; const go = () => { dgram.createSocket('udp4').send(Buffer.from('${deadly.toString('hex')}', 'hex'), socket.address().port, '127.0.0.1'); setTimeout(() => done('alive'), 800) };
    try { socket.address(); go() } catch { socket.once('listening', go) }`)
  expect([bare.code, bare.out]).toEqual([1, ''])
  const receiver = receiverOf([SECRET])
  for (let n = 0; n < 50; n++) handed(receiver, deadly)
  expect(receiver.counters).toMatchObject({ received: 50, accepted: 0 })
  handed(receiver, message({ id: 8, flags: 3, pdu: trapPdu(8) }, theirs))
  expect(receiver.take(10).map(({ trapOid, user }) => [trapOid, user])).toEqual([[LINK_DOWN, 'branch']])
})

describe('10: the library’s receiver', () => {
  test('takes a recorded v3 trap again and again; ours once, and none that is old', async () => {
    const recorded = message({ id: 8, flags: 3, pdu: trapPdu(8) }, theirs)
    const bare = await apart(`
      let taken = 0; const r = snmp.createReceiver({ port: 0, address: '127.0.0.1' }, (error) => { if (!error && ++taken === 3) done('three') });
      r.getAuthorizer().addUser({ name: 'branch', level: snmp.SecurityLevel.authPriv, authProtocol: snmp.AuthProtocols.sha, authKey: 'authpass-12345', privProtocol: snmp.PrivProtocols.aes, privKey: 'privpass-12345' });
      for (let n = 0; n < 3; n++) r.onMsg({ send() {} }, Buffer.from('${recorded.toString('hex')}', 'hex'), { address: '127.0.0.1', port: 1 })`)
    expect(bare.out).toBe('three')
    const receiver = receiverOf([SECRET])
    for (let n = 0; n < 3; n++) handed(receiver, recorded)
    // Recorded before a restart of its engine, and long before now.
    handed(receiver, message({ id: 9, flags: 3, boots: 4, time: 5, pdu: trapPdu(9) }, theirs))
    handed(receiver, message({ id: 10, flags: 3, boots: 3, time: 800, pdu: trapPdu(10) }, theirs))
    handed(receiver, message({ id: 11, flags: 3, boots: 4, time: 1000, pdu: trapPdu(11) }, theirs))
    handed(receiver, message({ id: 12, flags: 3, boots: 4, time: 600, pdu: trapPdu(12) }, theirs))
    expect(receiver.counters.accepted).toBe(3)
    expect(receiver.counters.v3).toEqual({ replayed: 2, window: 2 })
  })

  test('knows one key for a name; ours as many as there are, for engines without end', () => {
    const other: V3Secret = { version: '3', user: 'branch', auth: { protocol: 'sha256', key: 'quite-another' } }
    const receiver = receiverOf([other, SECRET])
    const before = process.memoryUsage().heapUsed
    for (let n = 0; n < 3000; n++) {
      const engine = Buffer.from(`80001f8880${n.toString(16).padStart(12, '0')}`, 'hex')
      handed(receiver, message({ id: n + 1, flags: 3, pdu: trapPdu(n + 1) }, { ...theirs, engine }), `127.0.${n >> 8}.${n & 255}`)
      if (n % 500 === 499) receiver.take(5000)
    }
    expect(receiver.counters.accepted).toBe(3000)
    expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(120)
  })

  test('leaves v1 traps as they are; ours gives them the name of RFC 3584', () => {
    const receiver = receiverOf([])
    const v1 = { type: 'trapV1', enterprise: '1.3.6.1.4.1.2011.6.164', agent: '10.1.2.3', uptime: 4200, varbinds: [] } as const
    handed(receiver, encodeCommunity(0, Buffer.from('public'), encodePdu({ ...v1, generic: 2, specific: 0 })))
    handed(receiver, encodeCommunity(0, Buffer.from('public'), encodePdu({ ...v1, generic: 6, specific: 12 })))
    expect(receiver.take(10).map(({ trapOid, agent, upTime }) => [trapOid, agent, upTime])).toEqual([
      [LINK_DOWN, '10.1.2.3', 4200],
      ['1.3.6.1.4.1.2011.6.164.0.12', '10.1.2.3', 4200],
    ])
  })
})
