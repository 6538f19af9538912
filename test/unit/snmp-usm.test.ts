/** SNMPv3 security: keys by the published vectors; discovery, recovery and refusal of an agent's messages; traps and informs received. */
import { describe, expect, test } from 'vitest'
import type { AuthProtocol, PrivProtocol } from '../../shared/model/device.ts'
import { readEnvelope, seal } from '../../main/snmp/usm/envelope.ts'
import { keysAt, localKey, passwordKey, privacyKey, type V3Secret } from '../../main/snmp/usm/keys.ts'
import { V3Peer, type Opened } from '../../main/snmp/usm/peer.ts'
import { V3Receiver, type OpenedNotification } from '../../main/snmp/usm/receiver.ts'
import { Recent } from '../../main/snmp/usm/recent.ts'
import { encodeReport } from '../../main/snmp/usm/reports.ts'
import { textValue } from '../../main/snmp/value.ts'
import { asked, decodePdu, encodePdu } from '../../main/snmp/wire/pdu.ts'
import { V3Agent } from '../support/v3-agent.ts'

const NAME = '1.3.6.1.2.1.1.5.0'
const ENGINE = Buffer.from('000000000000000000000002', 'hex')
const secretOf = (auth?: AuthProtocol, priv?: PrivProtocol, user = 'branch'): V3Secret => ({
  version: '3',
  user,
  ...(auth && { auth: { protocol: auth, key: 'auth-pass-1' } }),
  ...(priv && { priv: { protocol: priv, key: 'priv-pass-1' } }),
})

describe('keys', () => {
  test.each<[AuthProtocol, string, string]>([
    ['md5', '9faf3283884e92834ebc9847d8edd963', '526f5eed9fcce26f8964c2930787d82b'],
    ['sha', '9fb5cc0381497b3793528939ff788d5d79145211', '6695febc9288e36282235fc7151f128497b38f3f'],
  ])('RFC 3414 A.3 %s', (protocol, password, local) => {
    const key = passwordKey(protocol, 'maplesyrup')
    expect(key.toString('hex')).toBe(password)
    expect(localKey(protocol, key, ENGINE).toString('hex')).toBe(local)
  })

  test.each<[AuthProtocol, string]>([
    ['md5', '526f5eed9fcce26f8964c2930787d82b79eff44a90650ee0a3a40abfac5acc12'],
    ['sha', '6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c'],
  ])('the Reeder draft, %s to 32 octets', (protocol, key) => {
    expect(privacyKey(protocol, 'maplesyrup', ENGINE, 'aes256r').toString('hex')).toBe(key)
    expect(privacyKey(protocol, 'maplesyrup', ENGINE, 'aes192r').toString('hex')).toBe(key.slice(0, 48))
  })

  test('the two ways to a longer key differ only behind the digest', () => {
    const [b, r] = [privacyKey('sha', 'maplesyrup', ENGINE, 'aes256b'), privacyKey('sha', 'maplesyrup', ENGINE, 'aes256r')]
    expect(b.length).toBe(32)
    expect(b.subarray(0, 20)).toEqual(r.subarray(0, 20))
    expect(b.subarray(20)).not.toEqual(r.subarray(20))
    expect(privacyKey('sha256', 'maplesyrup', ENGINE, 'aes256b')).toEqual(privacyKey('sha256', 'maplesyrup', ENGINE, 'aes256r'))
  })

  test('what is kept is bounded, the latest stays', () => {
    const recent = new Recent<number, number>(3)
    for (let n = 0; n < 10; n++) {
      recent.set(n, n)
      recent.get(7)
    }
    expect(recent.size).toBe(3)
    expect([7, 8, 9].map((n) => recent.get(n))).toEqual([7, 8, 9])
  })

  test('the same user at the same engine has the same keys', () => {
    expect(keysAt(secretOf('sha', 'aes'), ENGINE)).toBe(keysAt(secretOf('sha', 'aes'), ENGINE))
    expect(keysAt(secretOf('sha', 'aes'), ENGINE)).not.toBe(keysAt(secretOf('sha', 'aes256b'), ENGINE))
  })
})

let clock = 0
const mono = (): number => clock
let ids = 1000
const request = (): Buffer => encodePdu({ type: 'get', id: 1, status: 0, index: 0, varbinds: asked([NAME]) })

/** Sends until an answer or a refusal, as a caller does; at most so many exchanges. */
function exchange(peer: V3Peer, agent: V3Agent, most = 5): { opened: Opened | null; sent: number } {
  for (let sent = 1; sent <= most; sent++) {
    const bytes = agent.answer(peer.ready ? peer.seal(request(), ++ids) : peer.discovery(++ids))
    const opened = bytes && peer.open(bytes)
    if (opened?.kind !== 'report' || !opened.again) return { opened, sent }
  }
  return { opened: null, sent: most }
}
const textOf = (opened: Opened | null): string | null | undefined =>
  opened?.kind === 'pdu' ? decodePdu(opened.bytes, opened.start, opened.end)?.varbinds[0]?.value.raw : undefined
const met = (secret = secretOf('sha', 'aes')): { peer: V3Peer; agent: V3Agent } => {
  const made = { peer: new V3Peer({ secret, context: '', mono }), agent: new V3Agent(secret, mono) }
  expect(textOf(exchange(made.peer, made.agent).opened)).toBe('genuine')
  return made
}

describe('an agent', () => {
  test.each<[V3Secret, number]>([
    [secretOf(), 2],
    [secretOf('sha'), 3],
    [secretOf('sha256', 'aes'), 3],
    [secretOf('md5', 'des'), 3],
    [secretOf('sha512', 'aes192b'), 3],
    [secretOf('sha', 'aes256r'), 3],
  ])('is met and then read with one exchange (%j)', (secret, first) => {
    const peer = new V3Peer({ secret, context: '', mono })
    const agent = new V3Agent(secret, mono)
    expect(peer.ready).toBe(false)
    expect(peer.engine).toBeNull()
    expect(() => peer.seal(request(), 1)).toThrow('not known')
    const one = exchange(peer, agent)
    expect([textOf(one.opened), one.sent]).toEqual(['genuine', first])
    const two = exchange(peer, agent)
    expect([textOf(two.opened), two.sent]).toEqual(['genuine', 1])
    expect(peer.engine?.id).toBe(agent.engine.toString('hex'))
    expect(peer.engine?.boots).toBe(secret.auth ? 5 : 0)
    peer.forget()
    expect(peer.ready).toBe(false)
  })

  test.each<[string, (agent: V3Agent) => void, number]>([
    ['rebooted', (a) => ((a.boots = 6), (a.time = 3)), 2],
    ['whose clock moved forward', (a) => (a.time += 100_000), 2],
    ['whose clock moved back', (a) => (a.time = 1), 2],
    ['whose boots moved back', (a) => ((a.boots = 1), (a.time = 10)), 2],
    ['with another engine id', (a) => ((a.engine = Buffer.from('80001f8804626f617264', 'hex')), (a.boots = 1), (a.time = 5)), 3],
  ])('%s is found again at once', (_name, bend, sent) => {
    const { peer, agent } = met()
    bend(agent)
    const again = exchange(peer, agent)
    expect([textOf(again.opened), again.sent]).toEqual(['genuine', sent])
    expect(exchange(peer, agent).sent).toBe(1)
  })

  test('its time goes on with our clock', () => {
    const { peer, agent } = met()
    clock += 3_600_000
    expect(peer.engine?.time).toBe(agent.now)
    expect(exchange(peer, agent).sent).toBe(1)
  })

  test('an old answer is not taken again, not even within the window', () => {
    const { peer, agent } = met()
    const sealed = peer.seal(request(), 77)
    const answer = agent.answer(sealed)!
    expect(peer.open(Buffer.from(answer)).kind).toBe('pdu')
    expect(peer.open(Buffer.from(answer))).toEqual({ kind: 'drop', reason: 'unasked' })
    // The same id once more: then the window decides.
    clock += 200_000
    exchange(peer, agent)
    peer.seal(request(), 77)
    expect(peer.open(answer)).toEqual({ kind: 'drop', reason: 'window' })
  })

  test('a request that was sent again has one answer', () => {
    const { peer, agent } = met()
    const [first, second] = [peer.seal(request(), 76), peer.seal(request(), 76)].map((bytes) => agent.answer(bytes)!)
    expect(peer.open(first!).kind).toBe('pdu')
    expect(peer.open(second!)).toEqual({ kind: 'drop', reason: 'unasked' })
  })

  test('a second report about an earlier try does not stand in the way of the answer', () => {
    const { peer, agent } = met()
    const tries = [peer.seal(request(), 75), peer.seal(request(), 75)]
    agent.boots += 1
    agent.time = 1
    const [first, second] = tries.map((bytes) => agent.answer(bytes)!)
    expect(peer.open(first!)).toMatchObject({ kind: 'report', again: true })
    const answer = agent.answer(peer.seal(request(), 75))!
    expect(peer.open(second!)).toMatchObject({ kind: 'report', again: false })
    expect(peer.open(answer).kind).toBe('pdu')
  })

  test('an answer from before a reboot is dropped', () => {
    const { peer, agent } = met()
    const old = agent.answer(peer.seal(request(), 78))!
    agent.boots += 1
    agent.time = 1
    exchange(peer, agent)
    peer.seal(request(), 78)
    expect(peer.open(old)).toEqual({ kind: 'drop', reason: 'window' })
  })

  test('time is never taken from a report without a signature', () => {
    const { peer, agent } = met()
    const before = peer.engine
    const envelope = readEnvelope(peer.seal(request(), 79))!
    agent.boots = 9
    agent.time = 5_000_000
    expect(peer.open(agent.report(envelope, 'notInTimeWindows'))).toEqual({ kind: 'drop', reason: 'unauthenticatedTime' })
    expect(peer.engine).toEqual(before)
  })

  test('discovery takes the engine from it, not the time', () => {
    const secret = secretOf('sha', 'aes')
    const peer = new V3Peer({ secret, context: '', mono })
    const agent = new V3Agent(secret, mono)
    expect(peer.open(agent.answer(peer.discovery(5))!)).toEqual({ kind: 'report', counter: 'unknownEngineIDs', again: true })
    expect(peer.ready).toBe(false)
    expect(peer.engine).toMatchObject({ boots: 0, time: 0 })
  })

  test.each<[string, number, V3Secret]>([
    ['plain for authPriv', 0, secretOf('sha', 'aes')],
    ['signed for authPriv', 1, secretOf('sha', 'aes')],
    ['plain for authNoPriv', 0, secretOf('sha')],
  ])('a value below the level is dropped: %s', (_name, flags, secret) => {
    const { peer, agent } = met(secret)
    agent.flags = flags
    expect(exchange(peer, agent).opened).toEqual({ kind: 'drop', reason: 'level' })
  })

  test.each<[string, V3Secret, Opened]>([
    [
      'another key',
      { ...secretOf('sha', 'aes'), auth: { protocol: 'sha', key: 'other-key-1' } },
      { kind: 'report', counter: 'wrongDigests', again: false },
    ],
    [
      'another privacy key',
      { ...secretOf('sha', 'aes'), priv: { protocol: 'aes', key: 'other-key-1' } },
      { kind: 'report', counter: 'decryptionErrors', again: false },
    ],
    ['another user', secretOf('sha', 'aes', 'stranger'), { kind: 'report', counter: 'unknownUserNames', again: false }],
    ['another level', secretOf('sha'), { kind: 'report', counter: 'unsupportedSecLevels', again: false }],
  ])('%s is told as what it is', (_name, secret, expected) => {
    const peer = new V3Peer({ secret, context: '', mono })
    expect(exchange(peer, new V3Agent(secretOf('sha', 'aes'), mono)).opened).toEqual(expected)
  })

  test('an agent that complains of the time for ever does not keep us sending', () => {
    const { peer, agent } = met()
    const complaint = (): Opened => {
      const envelope = readEnvelope(peer.seal(request(), ++ids))!
      return peer.open(agent.report(envelope, 'notInTimeWindows', 1))
    }
    expect([complaint(), complaint()]).toEqual([
      { kind: 'report', counter: 'notInTimeWindows', again: false },
      { kind: 'report', counter: 'notInTimeWindows', again: false },
    ])
  })

  test('several requests under way when it reboots are all sent anew, and each only once', () => {
    const { peer, agent } = met()
    const asked = [++ids, ++ids, ++ids].map((id) => peer.seal(request(), id))
    agent.boots += 1
    agent.time = 1
    const again = asked.map((bytes) => peer.open(agent.answer(bytes)!))
    expect(again).toEqual(asked.map(() => ({ kind: 'report', counter: 'notInTimeWindows', again: true })))
    expect(exchange(peer, agent).sent).toBe(1)
    agent.engine = Buffer.from('80001f8804626f617264', 'hex')
    const strange = [++ids, ++ids].map((id) => peer.seal(request(), id)).map((bytes) => peer.open(agent.answer(bytes)!))
    expect(strange).toEqual(strange.map(() => ({ kind: 'report', counter: 'unknownEngineIDs', again: true })))
    expect(exchange(peer, agent).sent).toBe(2)
  })

  test('two agents with one engine id do not disturb each other', () => {
    const [one, two] = [met(), met()]
    two.agent.boots = 900
    two.agent.time = 1
    two.agent.text = 'the other'
    expect(textOf(exchange(two.peer, two.agent).opened)).toBe('the other')
    const again = exchange(one.peer, one.agent)
    expect([textOf(again.opened), again.sent]).toEqual(['genuine', 1])
  })

  test('the context goes with the request', () => {
    const secret = secretOf()
    const peer = new V3Peer({ secret, context: 'vlan-10', mono })
    exchange(peer, new V3Agent(secret, mono))
    expect(peer.seal(request(), 5).includes('vlan-10')).toBe(true)
  })
})

describe('traps and informs', () => {
  const OURS = Buffer.from('80007ed9056272616e63682d7761746368', 'hex')
  const sender = Buffer.from('80001f8804746f776572', 'hex')
  const pdu = (type: 'trapV2' | 'inform' | 'get'): Buffer =>
    encodePdu({ type, id: 42, status: 0, index: 0, varbinds: [{ oid: NAME, value: textValue(Buffer.from('alarm')) }] })
  const receiver = (users: V3Secret[]): V3Receiver => new V3Receiver({ engine: OURS, boots: 3, mono, users })
  type Bent = Partial<Parameters<typeof seal>[0]>
  const send = (secret: V3Secret, type: 'trapV2' | 'inform' | 'get', bent: Bent = {}): Buffer => {
    const engine = bent.engine ?? sender
    const flags = (secret.auth ? 1 : 0) + (secret.priv ? 2 : 0) + (type === 'inform' ? 4 : 0)
    const user = Buffer.from(secret.user)
    const context = Buffer.from('c')
    const message = { id: 9, flags, engine, boots: 7, time: 500, user, contextEngine: engine, context, pdu: pdu(type), ...bent }
    return seal(message, keysAt(secret, Buffer.from(engine)))
  }
  const kindOf = (opened: OpenedNotification): string =>
    opened.kind === 'drop' ? opened.reason : opened.kind === 'report' ? opened.counter : opened.kind

  test.each([secretOf(), secretOf('sha224'), secretOf('sha512', 'aes256b'), secretOf('md5', 'des')])('a trap is opened (%j)', (secret) => {
    const opened = receiver([secret]).openNotification(send(secret, 'trapV2'))
    expect(opened).toMatchObject({ kind: 'trap', secret, engine: sender.toString('hex'), context: 'c' })
    expect(opened.kind === 'trap' && decodePdu(opened.bytes, opened.start, opened.end)?.varbinds[0]?.value.raw).toBe('alarm')
  })

  test('several key sets of one name are tried', () => {
    const other: V3Secret = { ...secretOf('sha', 'aes'), auth: { protocol: 'sha', key: 'other-key-1' } }
    const both = receiver([secretOf('sha', 'aes'), other, secretOf('sha')])
    expect(both.openNotification(send(other, 'trapV2'))).toMatchObject({ kind: 'trap', secret: other })
    expect(both.openNotification(send(secretOf('sha'), 'trapV2'))).toMatchObject({ kind: 'trap', secret: secretOf('sha') })
  })

  test("an engine's time does not go back", () => {
    const secret = secretOf('sha', 'aes')
    const ours = receiver([secret])
    const at = (boots: number, time: number): string => kindOf(ours.openNotification(send(secret, 'trapV2', { boots, time })))
    expect([at(7, 1000), at(7, 900), at(7, 840), at(8, 1), at(7, 1001), at(8, 0)]).toEqual([
      'trap',
      'trap',
      'window',
      'trap',
      'window',
      'trap',
    ])
    clock += 400_000
    expect(at(8, 1)).toBe('window')
    ours.forget(sender.toString('hex'))
    expect(at(1, 1)).toBe('trap')
  })

  test.each<[string, Buffer, string]>([
    ['a user that is not ours', send(secretOf('sha', 'aes', 'stranger'), 'trapV2'), 'user'],
    ['a level below', send(secretOf('sha'), 'trapV2'), 'level'],
    ['a trap without a signature', send(secretOf(), 'trapV2'), 'level'],
    ['another key', send({ ...secretOf('sha', 'aes'), auth: { protocol: 'sha', key: 'other-key-1' } }, 'trapV2'), 'digest'],
    ['another privacy key', send({ ...secretOf('sha', 'aes'), priv: { protocol: 'aes', key: 'other-key-1' } }, 'trapV2'), 'decryption'],
    ['a request', send(secretOf('sha', 'aes'), 'get'), 'notNotification'],
    ['no engine', send(secretOf('sha', 'aes'), 'trapV2', { engine: Buffer.alloc(0) }), 'malformed'],
    ['octets', Buffer.from('3003020103', 'hex'), 'malformed'],
  ])('%s is dropped', (_name, bytes, reason) => {
    expect(kindOf(receiver([secretOf('sha', 'aes')]).openNotification(bytes))).toBe(reason)
  })

  test('an inform finds our engine, its time, and is acknowledged', () => {
    const secret = secretOf('sha256', 'aes')
    const ours = receiver([secret])
    clock += 90_000
    // The sender is a manager of ours: the same steps as an agent's discovery.
    const peer = new V3Peer({ secret, context: 'c', mono })
    for (const counter of ['unknownEngineIDs', 'notInTimeWindows']) {
      const answer = ours.openNotification(peer.discovery(++ids))
      expect(kindOf(answer)).toBe(counter)
      expect(answer.kind === 'report' && peer.open(answer.bytes)).toEqual({ kind: 'report', counter, again: true })
    }
    expect(peer.engine).toEqual({ id: OURS.toString('hex'), boots: 3, time: 90 })
    const inform = ours.openNotification(peer.seal(pdu('inform'), ++ids))
    expect(inform).toMatchObject({ kind: 'inform', context: 'c' })
    if (inform.kind !== 'inform') return
    const response = encodePdu({ type: 'response', id: 42, status: 0, index: 0, varbinds: [] })
    const opened = peer.open(ours.sealResponse(inform, response))
    expect(opened.kind === 'pdu' && decodePdu(opened.bytes, opened.start, opened.end)).toMatchObject({ type: 'response', id: 42 })
  })

  test.each<[string, (secret: V3Secret) => Buffer, string]>([
    ['an unknown user', () => send(secretOf('sha', 'aes', 'stranger'), 'inform', { engine: OURS, boots: 3 }), 'unknownUserNames'],
    ['a level below', () => send(secretOf('sha'), 'inform', { engine: OURS, boots: 3 }), 'unsupportedSecLevels'],
    [
      'another key',
      () => send({ ...secretOf('sha', 'aes'), auth: { protocol: 'sha', key: 'other-key-1' } }, 'inform', { engine: OURS }),
      'wrongDigests',
    ],
    ['boots of before', (secret) => send(secret, 'inform', { engine: OURS, boots: 2, time: 0 }), 'notInTimeWindows'],
    ['a time of before', (secret) => send(secret, 'inform', { engine: OURS, boots: 3, time: 0 }), 'notInTimeWindows'],
    ['another engine', (secret) => send(secret, 'inform'), 'unknownEngineIDs'],
  ])('an inform with %s is told so', (_name, bytes, counter) => {
    const ours = receiver([secretOf('sha', 'aes')])
    clock += 200_000
    expect(kindOf(ours.openNotification(bytes(secretOf('sha', 'aes'))))).toBe(counter)
  })

  test('a trap under our own engine is no trap', () => {
    const secret = secretOf('sha', 'aes')
    const ours = receiver([secret])
    expect(kindOf(ours.openNotification(send(secret, 'trapV2', { engine: OURS, boots: 3, time: 0 })))).toBe('notNotification')
    expect(kindOf(ours.openNotification(send(secretOf('sha', 'aes', 'x'), 'trapV2', { engine: OURS })))).toBe('user')
  })
})

test('a report names its counter', () => {
  const report = encodeReport('wrongDigests', 2 ** 32 + 7, 5)
  expect(decodePdu(report)).toMatchObject({ type: 'report', id: 5, varbinds: [{ oid: '1.3.6.1.6.3.15.1.1.5.0', value: { number: 7 } }] })
})
