/** The poller's own way to an agent, against agents that answer as they should not: nothing forged is taken, nothing is lost, limits are learned. */
import { createSocket, type Socket } from 'node:dgram'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Secret } from '../../shared/model/device.ts'
import { Limit } from '../../main/snmp/limit.ts'
import type { Line } from '../../main/snmp/line.ts'
import { ObjectList } from '../../main/snmp/prepared.ts'
import type { SnmpTarget } from '../../main/snmp/target.ts'
import { Transport } from '../../main/snmp/transport.ts'
import { numberValue, textValue, type Varbind } from '../../main/snmp/value.ts'
import { encodeCommunity } from '../../main/snmp/wire/message.ts'
import { encodePdu } from '../../main/snmp/wire/pdu.ts'
import { fakeAgent, number, readRequest, reply, text, value, type Asked, type FakeAgent } from './snmp-fake-agent.ts'
import { hasProgram, startSnmpd } from './snmp-tools.ts'

let transport: Transport
let agent: FakeAgent | null = null
const oids = (count: number): string[] => Array.from({ length: count }, (_, n) => `1.3.6.1.4.1.9.${n}.0`)

beforeEach(() => {
  transport = new Transport({ mono: () => performance.now() })
})
afterEach(async () => {
  await transport.close()
  agent?.close()
  agent = null
})

async function against(
  handle: (asked: Asked, agent: FakeAgent) => void,
  more: Partial<SnmpTarget> = {},
  limit = new Limit(),
): Promise<Line> {
  agent = await fakeAgent(handle)
  const secret: Secret = { version: '2c', community: 'public' }
  return transport.session({ host: '127.0.0.1', port: agent.port, secret, context: '', timeoutMs: 200, retries: 0, ...more }, limit).line
}
const bindsIPv6 = (socket: Socket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once('error', () => resolve(false))
    socket.bind(0, '::1', () => resolve(true))
  })
/** As an agent answers that writes plain BER: this is the shape that is matched. */
const plainly = (asked: Asked, varbinds: Varbind[], id = asked.id): Buffer =>
  encodeCommunity(
    asked.version === 0 ? 0 : 1,
    Buffer.from(asked.community),
    encodePdu({ type: 'response', id, status: 0, index: 0, varbinds }),
  )
const named = (asked: Asked, name = 'x'): Varbind[] => asked.oids.map((oid) => ({ oid, value: textValue(Buffer.from(name)) }))
const read = async (line: Line, list: ObjectList): Promise<(string | null)[] | string> => {
  const got = await line.get(list)
  return got.outcome === 'ok' ? list.oids.map((_, slot) => got.value.value(slot).raw) : got.outcome
}

describe('a poll', () => {
  test('is sent in batches, one after another, and matched', async () => {
    let open = 0
    let most = 0
    const line = await against((asked, a) => {
      open += 1
      most = Math.max(most, open)
      setTimeout(() => {
        open -= 1
        a.answer(
          plainly(
            asked,
            asked.oids.map((oid, n) => ({ oid, value: numberValue('gauge', n) })),
          ),
          asked.from,
        )
      }, 5)
    })
    const list = new ObjectList(oids(45))
    const got = await line.get(list)
    expect(got.outcome === 'ok' && [got.value.number(0), got.value.number(19), got.value.number(44)]).toEqual([0, 19, 4])
    expect([line.read, most, agent?.asked.length]).toEqual(['prepared', 1, 3])
    line.inFlight = 3
    await line.get(list)
    expect(most).toBe(3)
    const ids = agent?.asked.map((asked) => asked.id) ?? []
    expect(new Set(ids).size).toBe(6)
  })

  test('is decoded the general way where the agent writes otherwise', async () => {
    const line = await against((asked, a) =>
      a.answer(
        reply(
          asked,
          asked.oids.map((oid) => text(oid, 'y')),
        ),
        asked.from,
      ),
    )
    expect(await read(line, new ObjectList(oids(3)))).toEqual(['y', 'y', 'y'])
    expect(line.read).toBe('general')
  })

  test('outlives what is forged, bent, or somebody else’s', async () => {
    const stranger = createSocket('udp4')
    const line = await against((asked, a) => {
      const forged = named(asked, 'forged')
      stranger.send(plainly(asked, forged), asked.from.port, '127.0.0.1')
      a.answer(plainly(asked, forged, asked.id ^ 1), asked.from)
      a.answer(plainly({ ...asked, community: 'private' }, forged), asked.from)
      a.answer(plainly({ ...asked, version: 0 }, forged), asked.from)
      a.answer(plainly(asked, forged).subarray(0, 40), asked.from)
      a.answer(
        encodeCommunity(1, Buffer.from('public'), encodePdu({ type: 'trapV2', id: asked.id, status: 0, index: 0, varbinds: forged })),
        asked.from,
      )
      setTimeout(() => a.answer(plainly(asked, named(asked, 'genuine')), asked.from), 30)
    })
    expect(await read(line, new ObjectList(oids(2)))).toEqual(['genuine', 'genuine'])
    const { stranger: strange, unasked, principal, version, garbage } = transport.dropped()
    expect([strange, unasked, principal, version, garbage]).toEqual([1, 2, 1, 1, 1])
    stranger.close()
  })

  test('takes an answer from another port only where that is allowed', async () => {
    const other = createSocket('udp4')
    const handle = (asked: Asked): void => other.send(plainly(asked, named(asked)), asked.from.port, '127.0.0.1')
    expect(await read(await against(handle), new ObjectList(oids(1)))).toBe('timeout')
    agent?.close()
    expect(await read(await against(handle, { elsewhere: true }), new ObjectList(oids(1)))).toEqual(['x'])
    other.close()
  })

  test('asks again after silence, and takes a late answer to the first try', async () => {
    let n = 0
    const line = await against(
      (asked, a) => {
        n += 1
        if (n === 1) setTimeout(() => a.answer(plainly(asked, named(asked, 'late')), asked.from), 250)
      },
      { retries: 2 },
    )
    expect(await read(line, new ObjectList(oids(1)))).toEqual(['late'])
    expect(n).toBe(2)
  })

  test('learns what is too big: said, silent, or cut short', async () => {
    const said = await against((asked, a) =>
      a.answer(asked.oids.length > 6 ? reply(asked, [], { status: 1 }) : plainly(asked, named(asked)), asked.from),
    )
    expect(await read(said, new ObjectList(oids(20)))).toHaveLength(20)
    expect(said.limit.value).toBe(5)
    agent?.close()
    const silent = await against((asked, a) => asked.oids.length <= 6 && a.answer(plainly(asked, named(asked)), asked.from), {
      timeoutMs: 60,
      retries: 1,
    })
    const list = new ObjectList(oids(20))
    expect(await read(silent, list)).toHaveLength(20)
    expect(silent.limit.value).toBe(5)
    const before = agent?.asked.length ?? 0
    expect(await read(silent, list)).toHaveLength(20)
    expect((agent?.asked.length ?? 0) - before).toBe(4)
    agent?.close()
    const short = await against((asked, a) => a.answer(plainly(asked, named(asked).slice(0, 3)), asked.from))
    expect(await read(short, new ObjectList(oids(7)))).toHaveLength(7)
  })

  test('a device that never answered costs its timeout times its tries, no more', async () => {
    const line = await against(() => undefined, { timeoutMs: 100, retries: 2 })
    const began = performance.now()
    expect(await read(line, new ObjectList(oids(20)))).toBe('timeout')
    expect(performance.now() - began).toBeLessThan(300 * 1.1 + 40)
  })

  test('v1 noSuchName and genErr cost one value each', async () => {
    const absent = '1.3.6.1.4.1.9.1.0'
    const sick = '1.3.6.1.4.1.9.3.0'
    const line = await against(
      (asked, a) => {
        const index = asked.oids.indexOf(absent) + 1
        if (index > 0)
          a.answer(
            reply(
              asked,
              asked.oids.map((oid) => text(oid, 'x')),
              { status: 2, index },
            ),
            asked.from,
          )
        else if (asked.oids.includes(sick)) a.answer(reply(asked, [], { status: 5 }), asked.from)
        else a.answer(plainly(asked, named(asked)), asked.from)
      },
      { secret: { version: '1', community: 'public' } },
    )
    const got = await line.get(new ObjectList(oids(6)))
    expect(got.outcome === 'ok' && oids(6).map((_, n) => got.value.value(n).type)).toEqual([
      'text',
      'noSuchObject',
      'text',
      'error',
      'text',
      'text',
    ])
  })

  test('garbage is told from silence; closing ends what is under way', async () => {
    const line = await against((asked, a) => a.answer(Buffer.from('no SNMP at all, but long enough'), asked.from))
    expect(await read(line, new ObjectList(oids(1)))).toBe('malformed')
    const asked = line.get(new ObjectList(oids(1)))
    line.close()
    expect((await asked).outcome).toBe('internal')
    expect((await line.get(new ObjectList(oids(1)))).outcome).toBe('internal')
    agent?.close()
    const other = await against(() => undefined)
    const lost = other.get(new ObjectList(oids(1)))
    await transport.close()
    expect((await lost).outcome).toBe('internal')
  })

  test('goes over IPv6', async ({ skip }) => {
    const socket = createSocket('udp6')
    if (!(await bindsIPv6(socket))) skip('this machine has no IPv6 loopback')
    socket.on('message', (bytes, from) => {
      const asked = readRequest(bytes, from)
      socket.send(plainly(asked, named(asked)), from.port, from.address)
    })
    const { port } = socket.address()
    const secret: Secret = { version: '2c', community: 'public' }
    const { line } = transport.session({ host: '0:0::1', port, secret, context: '', timeoutMs: 500, retries: 0 })
    expect(await read(line, new ObjectList(oids(2)))).toEqual(['x', 'x'])
    expect(transport.sockets().map((one) => one.family)).toEqual(['udp6'])
    socket.close()
  })
})

describe('a walk ends', () => {
  test.each([
    ['at the same name for ever', (n: number) => `1.3.6.1.4.1.9.${Math.min(n, 3)}`, 'loop', 3],
    ['at a cycle of three', (n: number) => `1.3.6.1.4.1.9.${((n - 1) % 3) + 1}`, 'loop', 3],
    ['at its cap', (n: number) => `1.3.6.1.4.1.9.${n * 127}`, 'cap', 50],
    ['at the edge of the subtree', (n: number) => (n < 4 ? `1.3.6.1.4.1.9.${n}` : '1.3.6.1.4.1.10.1'), 'whole', 3],
  ])('%s', async (_name, next, ended, rows) => {
    let n = 0
    const line = await against((asked, a) => a.answer(reply(asked, [number(next(++n), n)]), asked.from))
    const got = await line.walk('1.3.6.1.4.1.9', { bulk: false, mostRows: 50 })
    expect(got.outcome === 'ok' && [got.value.ended, got.value.rows.count]).toEqual([ended, rows])
    expect(got.outcome === 'ok' && [got.value.rows.oid(1), got.value.rows.number(1)]).toEqual([next(2), 2])
    expect(n).toBeLessThan(60)
  })

  test('never where its root is no name, and leaves the line usable', async () => {
    const line = await against((asked, a) => a.answer(plainly(asked, named(asked)), asked.from))
    await expect(line.walk('1.3.x', { bulk: true })).rejects.toThrow(RangeError)
    expect(await read(line, new ObjectList(oids(1)))).toEqual(['x'])
  })

  test('with GETNEXT where GETBULK is not answered, and remembers that', async () => {
    const line = await against((asked, a) => {
      if (asked.pdu === 0xa5) return
      const last = Number(/^1\.3\.6\.1\.4\.1\.9\.(\d+)$/.exec(asked.oids[0] ?? '')?.[1] ?? 0)
      a.answer(reply(asked, [last < 3 ? number(`1.3.6.1.4.1.9.${last + 1}`, last) : value(asked.oids[0] ?? '', 0x82, [])]), asked.from)
    })
    for (const bulk of [1, 0]) {
      const before = agent?.asked.length ?? 0
      const got = await line.walk('1.3.6.1.4.1.9', { bulk: true })
      expect(got.outcome === 'ok' && got.value.rows.count).toBe(3)
      expect((agent?.asked.length ?? 0) - before).toBe(4 + bulk)
    }
    expect(line.bulk).toBe(false)
  })
})

describe.runIf(hasProgram('snmpd'))('snmpd', () => {
  test('is read and walked in every version, over IPv6 where there is any', async () => {
    const probe = createSocket('udp6')
    const hosts = (await bindsIPv6(probe)) ? ['127.0.0.1', '::1'] : ['127.0.0.1']
    probe.close()
    const users = [{ name: 'plain' }, { name: 'signed', auth: 'SHA-256' }, { name: 'sealed', auth: 'SHA', priv: 'AES' }]
    const snmpd = await startSnmpd(users, undefined, (port) =>
      hosts.length > 1 ? [`agentaddress udp6:[::1]:${port}`, 'rocommunity6 public'] : [],
    )
    const auth = { protocol: 'sha', key: 'authpass-12345' } as const
    const priv = { protocol: 'aes', key: 'privpass-12345' } as const
    const secrets: Secret[] = [
      { version: '1', community: 'public' },
      { version: '2c', community: 'public' },
      { version: '3', user: 'plain' },
      { version: '3', user: 'signed', auth: { ...auth, protocol: 'sha256' } },
      { version: '3', user: 'sealed', auth, priv },
    ]
    const list = new ObjectList(['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.1.2.0', '1.3.6.1.2.1.1.3.0'])
    const to = (host: string, secret: Secret): Line =>
      transport.session({ host, port: snmpd.port, secret, context: '', timeoutMs: 1000, retries: 1 }).line
    const seen: unknown[] = []
    for (const host of hosts) {
      for (const secret of secrets) {
        const line = to(host, secret)
        const [name] = await read(line, list)
        const walked = await line.walk('1.3.6.1.2.1.1', { bulk: true })
        seen.push([name, line.read, walked.outcome === 'ok' && [walked.value.ended, walked.value.rows.count > 5]])
        expect(line.engine === null).toBe(secret.version !== '3')
      }
    }
    expect(seen).toEqual(seen.map(() => ['branch-test', 'prepared', ['whole', true]]))
    expect(seen).toHaveLength(secrets.length * hosts.length)
    expect(await read(to('127.0.0.1', { version: '3', user: 'sealed', auth: { ...auth, key: 'not-the-right-one' }, priv }), list)).toBe(
      'auth',
    )
    await snmpd.stop()
  })
})
