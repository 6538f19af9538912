/** Answers that belong to another device, and devices that share what should be one's own: nobody's values are taken for another's. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { beforeEach, expect, test } from 'vitest'
import { Agent } from '../../main/poll/agent.ts'
import { loadProfiles } from '../../main/profiles/load.ts'
import { Transport } from '../../main/snmp/transport.ts'
import { walk } from '../../main/snmp/walk.ts'
import {
  fakeAgent,
  int,
  number,
  oidBytes,
  reply,
  serve,
  text,
  tlv,
  value,
  type FakeAgent,
  type Sent,
} from '../integration/snmp-fake-agent.ts'
import { endings, read, WAYS } from '../support/fault-agents.ts'
import { nodeAt, take } from '../support/mutate.ts'
import { message, NAME, report, response, SECRET, STAT } from '../support/v3-fake-agent.ts'

const mono = (): number => performance.now()
const { profiles } = loadProfiles()
const { ending, community, secure } = endings()
let transport: Transport
beforeEach(() => {
  transport = new Transport({ mono })
  ending.push(() => transport.close())
})
const target = (port: number, timeoutMs = 250) => ({
  host: '127.0.0.1',
  port,
  secret: { version: '2c', community: 'public' } as const,
  context: '',
  timeoutMs,
  retries: 0,
})

const OTHER = '1.3.6.1.4.1.9.9.9'
test.each<[string, (oids: string[]) => Sent[]]>([
  ['other objects', (oids) => oids.map((_, n) => text(`${OTHER}.${n}`, 'another'))],
  ['the right ones in another order', (oids) => [...oids.slice(1), `${OTHER}.7`].map((oid) => text(oid, 'another'))],
  ['one that was not asked for all', (oids) => oids.map(() => text(`${OTHER}.7`, 'another'))],
  ['more than was asked', (oids) => [...oids, `${OTHER}.1`].map((oid) => text(oid, 'another'))],
  ['other rows of the same column', (oids) => oids.map((oid) => text(`${oid}.1`, 'another'))],
  ['nothing', () => []],
])('a reply with %s is no value of what was asked', async (_what, answer) => {
  const agent = await community((asked, a) => a.answer(reply(asked, answer(asked.oids)), asked.from))
  const oids = [`${OTHER}.5.0`, NAME, `${OTHER}.6.0`]
  for (const [, ask] of WAYS) expect(await ask(transport.session(target(agent.port)), oids)).toBe('malformed')
})

test('a device that answers every request with the data of another is not read, and does not hold up the others', async () => {
  const liar = await community((asked, a) =>
    a.answer(
      reply(
        asked,
        asked.oids.map((_, n) => number(`1.3.6.1.4.1.41809.1.${n}`, n)),
      ),
      asked.from,
    ),
  )
  const table = new Map<string, Sent>()
  for (const sent of [
    text('1.3.6.1.2.1.1.1.0', 'unit'),
    { oid: '1.3.6.1.2.1.1.2.0', tag: 6, bytes: oidBytes('1.3.6.1.4.1.41809.1') },
    number('1.3.6.1.2.1.1.3.0', 90_000),
    text(NAME, 'site-1'),
    number('1.3.6.1.4.1.41809.1.46.0', 257),
    number('1.3.6.1.4.1.41809.1.27.0', 640),
  ])
    table.set(sent.oid, sent)
  const honest = await community(serve(table))
  const look = (port: number) =>
    new Agent({ session: transport.session(target(port)), profiles, profile: null, auto: true, mono, complete: false, phase: 0.5 }).look()
  const [lied, told] = await Promise.all([look(liar.port), look(honest.port)])
  expect([lied.outcome, lied.readings]).toEqual(['malformed', []])
  expect(told.outcome).toBe('ok')
  expect(told.readings.find((r) => r.metric === 'genset.fuel')?.value).toBe(64)
})

test('the answer of one device is not taken for that of another, though id and objects are the same', async () => {
  const asked: { of: FakeAgent; id: number }[] = []
  // Each answers to whoever asked the other, under the other's id.
  const cross =
    (mine: string): Parameters<typeof fakeAgent>[0] =>
    (request, a) => {
      asked.push({ of: a, id: request.id })
      if (asked.length < 2) return
      for (const { of, id } of asked) {
        const wrong = asked.find((one) => one.of !== of)?.of
        wrong?.answer(reply(request, [text(NAME, `not ${mine}`)], { id }), request.from)
      }
      for (const { of, id } of asked) of.answer(reply(request, [text(NAME, `of ${of.port}`)], { id }), request.from)
    }
  const [first, second] = [await community(cross('a')), await community(cross('b'))]
  const sessions = [first, second].map(({ port }) => transport.session(target(port, 1000)))
  const got = await Promise.all(sessions.map((session) => session.get([NAME])))
  expect(got.map(read)).toEqual([[`of ${first.port}`], [`of ${second.port}`]])
})

test('a walk that is served from another subtree ends without one foreign row', async () => {
  const root = '1.3.6.1.2.1.2.2.1.2'
  for (const bulk of [true, false]) {
    const agent = await community((asked, a) => {
      const last = Number((asked.oids[0] ?? '').split('.').at(-1))
      a.answer(reply(asked, [text(`1.3.6.1.2.1.2.2.1.3.${last + 1}`, 'foreign')]), asked.from)
    })
    const got = await walk(transport.session(target(agent.port)), root, { bulk, mono })
    expect(got).toEqual({ outcome: 'ok', value: { rows: [], ended: 'whole' } })
  }
  // Foreign rows between true ones: what lies outside ends it.
  const mixed = await community((asked, a) =>
    a.answer(reply(asked, [text(`${root}.1`, 'one'), text(`${OTHER}.1`, 'foreign'), text(`${root}.2`, 'two')]), asked.from),
  )
  const got = await walk(transport.session(target(mixed.port)), root, { bulk: true, mono })
  expect(got.outcome === 'ok' && got.value.rows.map((row) => row.value.raw)).toEqual(['one'])
})

test('a GETBULK that brings far more than was asked, or object identifiers without end, stays bounded', async () => {
  const root = '1.3.6.1.2.1.2.2.1.2'
  const flood = await community((asked, a) =>
    a.answer(
      reply(
        asked,
        Array.from({ length: 2500 }, (_, n) => number(`${root}.${n + 1}`, n)),
      ),
      asked.from,
    ),
  )
  const got = await walk(transport.session(target(flood.port, 1000)), root, { bulk: true, mono, mostRows: 300 })
  expect(got.outcome === 'ok' && [got.value.ended, got.value.rows.length]).toEqual(['cap', 300])
  const endless = await community((asked, a) => {
    const oid = Buffer.concat([oidBytes(root), Buffer.alloc(50_000, 1)])
    a.answer(
      tlv(
        0x30,
        tlv(2, Buffer.from([1])),
        tlv(4, Buffer.from('public')),
        tlv(0xa2, int(asked.id), int(0), int(0), tlv(0x30, tlv(0x30, tlv(6, oid), tlv(2, Buffer.from([1]))))),
      ),
      asked.from,
    )
  })
  const long = await walk(transport.session(target(endless.port, 1000)), root, { bulk: true, mono, mostMs: 2000 })
  const rows = long.outcome === 'ok' ? long.value.rows : []
  expect(rows.filter((row) => row.oid.length > 1500)).toEqual([])
  expect(['ok', 'malformed']).toContain(long.outcome)
})

test.each(WAYS)('two devices with one engine ID are both read, side by side, for as long as they like, %s', async (_way, ask) => {
  const engine = Buffer.from('80001f888000000000cafe00', 'hex')
  const one = await secure({ engine, boots: 3, time: 5_000, text: 'first' })
  const two = await secure({ engine, boots: 900, time: 40, text: 'second' })
  const sessions = [one, two].map(({ port }) => transport.session({ ...target(port, 1000), secret: SECRET, retries: 1 }))
  for (let n = 0; n < 6; n++) {
    const got = await Promise.all(sessions.map((session) => ask(session, [NAME])))
    expect([n, ...got]).toEqual([n, ['first'], ['second']])
  }
  // One after the other as well, and after one of them was restarted.
  Object.assign(two, { boots: 2, time: 1 })
  const told: ReturnType<typeof read>[] = []
  for (let n = 0; n < 3; n++) {
    told.length = 0
    for (const session of sessions) told.push(await ask(session, [NAME]))
  }
  expect(told).toEqual([['first'], ['second']])
  // Nobody is discovered over and over again.
  expect(one.said.filter((said) => said.startsWith('report')).length).toBeLessThan(5)
  expect(two.said.filter((said) => said.startsWith('report')).length).toBeLessThan(6)
})

test.each(WAYS)('a v3 answer sealed by another engine, with the same user and pass phrase, is not believed, %s', async (_way, ask) => {
  const agent = await secure({ text: 'genuine' })
  const another = Buffer.from('80001f8880999999999999', 'hex')
  agent.before = ({ id, requestId }) => [
    message({ id, engine: another, boots: agent.boots, time: agent.time, pdu: response(requestId, [[NAME, 'another']]) }, agent.own()),
  ]
  const session = transport.session({ ...target(agent.port, 500), secret: SECRET })
  for (let n = 0; n < 3; n++) expect(await ask(session, [NAME])).toEqual(['genuine'])
  // And where nothing else comes, nothing is read.
  agent.instead = () => []
  expect(await ask(session, [NAME])).toBe('timeout')
})

test.each(WAYS)('a recorded v3 answer that is sent again later is not taken for a new one, %s', async (_way, ask) => {
  const agent = await secure({ text: 'old' })
  const session = transport.session({ ...target(agent.port, 300), secret: SECRET })
  let recorded: Buffer | null = null
  agent.instead = ({ id, requestId }) => {
    recorded ??= message({ id, pdu: response(requestId, [[NAME, 'old']]) }, agent.own())
    return [recorded]
  }
  expect(await ask(session, [NAME])).toEqual(['old'])
  agent.text = 'new'
  expect(await ask(session, [NAME])).toBe('timeout')
  // Under the new id, but with the request id of before inside: sealed by one who has the keys, and still not the answer.
  agent.instead = ({ id, requestId }) => [message({ id, pdu: response(requestId - 1, [[NAME, 'old']]) }, agent.own())]
  expect(await ask(session, [NAME])).toBe('timeout')
})

test.each(WAYS)('an agent that is another engine at every request is given up, %s', async (_way, ask) => {
  const agent = await secure()
  let asked = 0
  agent.instead = ({ id, requestId, from }) => {
    asked += 1
    agent.engine = Buffer.concat([Buffer.from('80001f8880', 'hex'), Buffer.alloc(7, asked)])
    agent.send(message({ id, flags: 0, pdu: report(requestId, STAT.engine) }, agent.own()), from)
    return []
  }
  const session = transport.session({ ...target(agent.port, 300), secret: SECRET })
  const began = mono()
  expect(await ask(session, [NAME])).not.toContain('genuine')
  expect(mono() - began).toBeLessThan(5000)
  expect(asked).toBeLessThan(30)
})

test.each(WAYS)('an engine ID longer than they can be is none, and nothing is kept of it, %s', async (_way, ask) => {
  const agent = await fakeEngine(Buffer.alloc(5000, 0x41))
  ending.push(() => agent.close())
  expect(['malformed', 'timeout', 'auth']).toContain(await ask(transport.session({ ...target(agent.port), secret: SECRET }), [NAME]))
  // Nobody was asked anything in its name.
  expect(agent.longest()).toBeLessThan(500)
})

/** Names an engine to whoever asks. */
async function fakeEngine(engine: Buffer): Promise<{ port: number; longest(): number; close(): void }> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  let longest = 0
  socket.on('message', (bytes, from) => {
    longest = Math.max(longest, bytes.length)
    const id = Number(nodeAt(take(bytes)!, '.1.0')?.bytes.readIntBE(0, nodeAt(take(bytes)!, '.1.0')?.bytes.length ?? 1))
    socket.send(message({ id, flags: 0, user: '', pdu: report(0, STAT.engine) }, { engine, boots: 1, time: 1 }), from.port, from.address)
  })
  return { port: socket.address().port, longest: () => longest, close: () => void socket.close() }
}

test('an exception in the place of a value is no value', async () => {
  const agent = await community((asked, a) =>
    a.answer(
      reply(
        asked,
        asked.oids.map((oid, n) => value(oid, 0x80 + (n % 3), [1, 2, 3])),
      ),
      asked.from,
    ),
  )
  const got = await transport.session(target(agent.port)).get([`${OTHER}.1`, `${OTHER}.2`, `${OTHER}.3`])
  expect(['ok', 'malformed']).toContain(got.outcome)
  const values = got.outcome === 'ok' ? got.value : []
  expect(values.filter((v) => v.value.raw !== null)).toEqual([])
})
