/** Both ways to ask, the library's session and prepared requests, against v3 agents that reboot, lose their clock, change their engine, or are not what they should be. */
import { createSocket, type Socket } from 'node:dgram'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuthProtocol, PrivProtocol } from '../../shared/model/device.ts'
import type { V3Secret } from '../../main/snmp/usm/keys.ts'
import { readEnvelope } from '../../main/snmp/usm/envelope.ts'
import { Limit } from '../../main/snmp/limit.ts'
import { Line } from '../../main/snmp/line.ts'
import { ObjectList } from '../../main/snmp/prepared.ts'
import type { SnmpTarget } from '../../main/snmp/target.ts'
import { Transport } from '../../main/snmp/transport.ts'
import { V3Agent } from '../support/v3-agent.ts'

const NAME = '1.3.6.1.2.1.1.5.0'
const mono = (): number => performance.now()
const secretOf = (auth?: AuthProtocol, priv?: PrivProtocol): V3Secret => ({
  version: '3',
  user: 'branch',
  ...(auth && { auth: { protocol: auth, key: 'auth-pass-1' } }),
  ...(priv && { priv: { protocol: priv, key: 'priv-pass-1' } }),
})

let transport: Transport
const sockets: Socket[] = []
const closing: { close(): void }[] = []
/** Datagrams that the agent was sent. */
let asked = 0
/** What goes back: by itself what an honest agent answers. */
let handle: (agent: V3Agent, bytes: Buffer) => readonly (Buffer | null)[]

beforeEach(() => {
  transport = new Transport({ mono })
  handle = (agent, bytes) => [agent.answer(bytes)]
  asked = 0
})
afterEach(async () => {
  for (const one of closing.splice(0)) one.close()
  for (const socket of sockets.splice(0)) socket.close()
  await transport.close()
})

type Read = () => Promise<string | null | undefined>

function throughSession(target: SnmpTarget): Read {
  const session = transport.session(target)
  closing.push(session)
  return async () => {
    const got = await session.get([NAME])
    return got.outcome === 'ok' ? got.value[0]?.value.raw : got.outcome
  }
}

function throughLine(target: SnmpTarget): Read {
  const line = new Line(target, transport, new Limit(20))
  closing.push(line)
  const list = new ObjectList([NAME])
  return async () => {
    const got = await line.get(list)
    return got.outcome === 'ok' ? got.value.value(0).raw : got.outcome
  }
}

/** A report of boots and a time that the agent does not have, without a signature. */
function lie(agent: V3Agent, bytes: Buffer, counter: 'unknownEngineIDs' | 'notInTimeWindows'): Buffer | null {
  const envelope = readEnvelope(bytes)
  const { boots, time } = agent
  Object.assign(agent, { boots: 77, time: 9_000_000 })
  const report = envelope && agent.report(envelope, counter)
  Object.assign(agent, { boots, time })
  return report
}

describe.each(['the library', 'prepared requests'])('%s', (way) => {
  async function against(secret: V3Secret): Promise<{ agent: V3Agent; read: Read }> {
    const agent = new V3Agent(secret, mono)
    const own = createSocket('udp4')
    sockets.push(own)
    own.on('message', (bytes, from) => {
      asked += 1
      for (const reply of handle(agent, bytes)) if (reply) own.send(reply, from.port, from.address)
    })
    await new Promise<void>((resolve) => own.bind(0, '127.0.0.1', resolve))
    const target = { host: '127.0.0.1', port: own.address().port, secret, context: '', timeoutMs: 300, retries: 0 }
    return { agent, read: way === 'the library' ? throughSession(target) : throughLine(target) }
  }

  describe('it is found again', () => {
    test.each<[string, (agent: V3Agent) => void]>([
      ['after a reboot', (a) => ((a.boots = 6), (a.time = 3))],
      ['after its clock moved forward', (a) => (a.time += 100_000)],
      ['after its clock moved back', (a) => (a.time = 1)],
      ['after its boots moved back', (a) => ((a.boots = 1), (a.time = 10))],
      ['under another engine id', (a) => ((a.engine = Buffer.from('80001f8804626f617264', 'hex')), (a.boots = 1), (a.time = 5))],
    ])('%s, within the one request', async (_name, bend) => {
      for (const secret of [secretOf('sha'), secretOf('sha256', 'aes')]) {
        const { agent, read } = await against(secret)
        expect(await read()).toBe('genuine')
        bend(agent)
        expect(await read()).toBe('genuine')
        const before = asked
        expect(await read()).toBe('genuine')
        expect(asked - before).toBe(1)
      }
    })
  })

  test.each([
    secretOf('md5', 'des'),
    secretOf('sha', 'aes192b'),
    secretOf('sha', 'aes192r'),
    secretOf('sha512', 'aes256b'),
    secretOf('md5', 'aes256r'),
  ])('$auth.protocol with $priv.protocol is spoken', async (secret) => {
    const { read } = await against(secret)
    expect(await read()).toBe('genuine')
  })

  test.each<[string, V3Secret, number]>([
    ['plain where authPriv was asked', secretOf('sha', 'aes'), 0],
    ['only signed where authPriv was asked', secretOf('sha', 'aes'), 1],
    ['plain where a signature was asked', secretOf('sha256'), 0],
  ])('a value below the level never gets through: %s', async (_name, secret, flags) => {
    const { agent, read } = await against(secret)
    expect(await read()).toBe('genuine')
    // A forger answers first, at the level it can; the agent's own answer is still taken.
    handle = (_, bytes) => {
      const honest = agent.answer(bytes)
      agent.flags = flags
      agent.text = 'forged'
      const forged = agent.answer(bytes)
      agent.flags = null
      agent.text = 'genuine'
      return [forged, honest]
    }
    expect(await read()).toBe('genuine')
    handle = (_, bytes) => {
      agent.flags = flags
      return [agent.answer(bytes)]
    }
    expect(await read()).toBe('timeout')
    expect(transport.dropped().level).toBeGreaterThan(1)
  })

  test('time is not taken from a report without a signature: not at the first contact', async () => {
    const { read } = await against(secretOf('sha', 'aes'))
    const times: unknown[] = []
    handle = (agent, bytes) => {
      const { boots = -1, time = -1 } = readEnvelope(bytes) ?? {}
      times.push([boots, time])
      return [times.length === 1 ? lie(agent, bytes, 'unknownEngineIDs') : agent.answer(bytes)]
    }
    expect(await read()).toBe('genuine')
    // A probe, a request for the signed time, and the question itself.
    expect(times).toEqual([
      [0, 0],
      [0, 0],
      [5, expect.closeTo(1000, -1)],
    ])
  })

  test('time is not taken from a report without a signature: not later', async () => {
    const { read } = await against(secretOf('sha', 'aes'))
    expect(await read()).toBe('genuine')
    const boots: (number | undefined)[] = []
    let lies = 1
    handle = (agent, bytes) => {
      boots.push(readEnvelope(bytes)?.boots)
      return lies-- > 0 ? [lie(agent, bytes, 'notInTimeWindows'), agent.answer(bytes)] : [agent.answer(bytes)]
    }
    expect(await read()).toBe('genuine')
    expect(await read()).toBe('genuine')
    expect(boots).not.toContain(77)
  })

  test('two agents with one engine id and different clocks are both read', async () => {
    const one = await against(secretOf('sha', 'aes'))
    const two = await against(secretOf('sha', 'aes'))
    two.agent.boots = 900
    two.agent.time = 7
    two.agent.text = 'the other'
    for (let n = 0; n < 3; n++) {
      expect(await one.read()).toBe('genuine')
      expect(await two.read()).toBe('the other')
    }
    expect(asked).toBe(2 * 3 + 2 * 2)
  })
})
