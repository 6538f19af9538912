/** Bent packets against everything that reads SNMP, without sockets: nothing throws, nothing is slow, nothing forged is believed. */
import { describe, expect, test } from 'vitest'
import type { AuthProtocol, PrivProtocol } from '../../shared/model/device.ts'
import { localKey } from '../../main/simulator/agent/usm.ts'
import { readEnvelope } from '../../main/snmp/usm/envelope.ts'
import type { V3Secret } from '../../main/snmp/usm/keys.ts'
import { V3Peer } from '../../main/snmp/usm/peer.ts'
import { V3Receiver } from '../../main/snmp/usm/receiver.ts'
import { encodeReport } from '../../main/snmp/usm/reports.ts'
import { bigValue, floatValue, numberValue, oidValue, textValue, type SnmpValue } from '../../main/snmp/value.ts'
import { decodeMessage, encodeCommunity } from '../../main/snmp/wire/message.ts'
import { asked, decodePdu, encodePdu, type Pdu } from '../../main/snmp/wire/pdu.ts'
import { Mutator, reseal, type Keys } from '../support/mutate.ts'
import { V3Agent } from '../support/v3-agent.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
const COUNT = Number(process.env['FUZZ_COUNT'] ?? 16_000)
const NAME = '1.3.6.1.2.1.1.5.0'
const TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0'
const ENGINE = Buffer.from('000000000000000000000002', 'hex')
const mono = (): number => performance.now()
const secretOf = (auth?: AuthProtocol, priv?: PrivProtocol): V3Secret => ({
  version: '3',
  user: 'branch',
  ...(auth && { auth: { protocol: auth, key: 'auth-pass-1' } }),
  ...(priv && { priv: { protocol: priv, key: 'priv-pass-1' } }),
})
const SECRETS: readonly V3Secret[] = [
  secretOf(),
  secretOf('sha'),
  secretOf('md5', 'des'),
  secretOf('sha', 'aes'),
  secretOf('sha256', 'aes192b'),
  secretOf('sha512', 'aes256r'),
]
const VALUES: readonly SnmpValue[] = [
  numberValue('integer', -272),
  numberValue('counter32', 4_294_967_295),
  numberValue('ticks', 90_000),
  bigValue('counter64', 18_446_744_073_709_551_614n),
  textValue(Buffer.from('Trạm Nà Hang')),
  oidValue('1.3.6.1.4.1.2011.2.1'),
  floatValue(24.6),
]
const varbinds = VALUES.map((value, n) => ({ oid: `1.3.6.1.4.1.9.${n + 1}.0`, value }))
const PDUS: readonly Pdu[] = [
  { type: 'response', id: 77, status: 0, index: 0, varbinds },
  { type: 'trapV2', id: 78, status: 0, index: 0, varbinds: [{ oid: TRAP_OID, value: oidValue('1.3.6.1.6.3.1.1.5.3') }, ...varbinds] },
  { type: 'trapV1', enterprise: '1.3.6.1.4.1.9', agent: '127.0.0.1', generic: 6, specific: 12, uptime: 4200, varbinds },
  { type: 'inform', id: 79, status: 0, index: 0, varbinds },
]

/** Longest that one packet may take, of this thread's own time: the computer may be busy with other things. */
const SLOW_MS = 250
function timed<T>(what: string, slow: string[], work: () => T): T {
  const began = process.threadCpuUsage()
  const made = work()
  const { user, system } = process.threadCpuUsage(began)
  if (user + system > SLOW_MS * 1000) slow.push(`${what} ${((user + system) / 1000).toFixed(0)} ms`)
  return made
}

const bounded = ({ raw, number }: SnmpValue): boolean => (raw?.length ?? 0) <= 1500 && (number === null || !Number.isNaN(number))

describe(`packets bent with seed ${SEED}`, () => {
  test('v1 and v2c messages of all kinds', () => {
    const mutator = new Mutator(SEED)
    const slow: string[] = []
    const whole = PDUS.flatMap((pdu) => ([0, 1] as const).map((version) => encodeCommunity(version, Buffer.from('public'), encodePdu(pdu))))
    let read = 0
    for (let n = 0; n < COUNT / 4; n++) {
      const { name, bytes } = mutator.mutate(whole[n % whole.length]!)
      timed(name, slow, () => {
        const message = decodeMessage(bytes)
        const pdu = message && message.version !== 3 ? decodePdu(bytes, message.pdu.start, message.pdu.end) : null
        for (const { oid, value } of pdu?.varbinds ?? []) if (oid.length > 1500 || !bounded(value)) throw new Error(`${name}: unbounded`)
        if (pdu) read += 1
      })
    }
    expect(slow).toEqual([])
    // They are bent, not noise: many are still read.
    expect(read).toBeGreaterThan(COUNT / 50)
  })

  test.each(SECRETS.map((secret) => [`${secret.auth?.protocol ?? 'no'} ${secret.priv?.protocol ?? 'no'}`, secret] as const))(
    'v3 answers with %s: only the genuine one is believed, and it still is after the others',
    (_name, secret) => {
      const mutator = new Mutator(SEED + 1)
      const slow: string[] = []
      const believed: string[] = []
      const lost: string[] = []
      const agent = new V3Agent(secret, mono)
      const peer = new V3Peer({ secret, context: '', mono })
      let id = 1
      const meet = (): void => {
        for (let tries = 0; tries < 4 && !peer.ready; tries++) peer.open(agent.answer(peer.discovery(++id)) ?? Buffer.alloc(0))
      }
      meet()
      for (let n = 0; n < COUNT / 10; n++) {
        if (!peer.ready) meet()
        const genuine = agent.answer(peer.seal(encodePdu({ type: 'get', id: ++id, status: 0, index: 0, varbinds: asked([NAME]) }), id))
        if (!genuine) throw new Error('the agent does not answer')
        const { name, bytes } = mutator.mutate(genuine)
        const opened = timed(name, slow, () => peer.open(Buffer.from(bytes)))
        const same = bytes.equals(genuine)
        if (opened.kind === 'pdu' && secret.auth && !same) believed.push(name)
        if (opened.kind !== 'drop') continue
        if (peer.open(Buffer.from(genuine)).kind !== 'pdu') lost.push(name)
      }
      expect(slow).toEqual([])
      expect([...new Set(believed)]).toEqual([])
      expect([...new Set(lost)]).toEqual([])
    },
    60_000,
  )

  test.each(['wrongDigests', 'unknownUserNames', 'notInTimeWindows', 'unsupportedSecLevels', 'decryptionErrors'] as const)(
    'an unsigned report of %s, which anybody can make, does not stand in the way of the answer',
    (counter) => {
      const secret = secretOf('sha', 'aes')
      const agent = new V3Agent(secret, mono)
      const peer = new V3Peer({ secret, context: '', mono })
      for (let id = 1; id < 4 && !peer.ready; id++) peer.open(agent.answer(peer.discovery(id)) ?? Buffer.alloc(0))
      const genuine = agent.answer(peer.seal(encodePdu({ type: 'get', id: 9, status: 0, index: 0, varbinds: asked([NAME]) }), 9))
      const forged = agent.seal({ id: 9 }, 0, encodeReport(counter, 1, 0))
      peer.open(forged)
      expect(peer.open(Buffer.from(genuine ?? [])).kind).toBe('pdu')
    },
  )

  test('answers bent by one who has the keys', () => {
    const secret = secretOf('sha', 'aes')
    const mutator = new Mutator(SEED + 2)
    const slow: string[] = []
    const agent = new V3Agent(secret, mono)
    const keys: Keys = {
      hash: 'sha1',
      mac: 12,
      auth: localKey('sha1', 'auth-pass-1', agent.engine),
      aes: localKey('sha1', 'priv-pass-1', agent.engine).subarray(0, 16),
    }
    const peer = new V3Peer({ secret, context: '', mono })
    for (let id = 1; id < 4 && !peer.ready; id++) peer.open(agent.answer(peer.discovery(id)) ?? Buffer.alloc(0))
    const pdu = encodePdu(PDUS[0]!)
    let deep = 0
    for (let n = 0; n < COUNT / 10; n++) {
      const id = 100 + n
      peer.seal(encodePdu({ type: 'get', id, status: 0, index: 0, varbinds: asked([NAME]) }), id)
      const bent = reseal(agent.seal({ id }, 3, pdu), keys, (scoped) => mutator.bendPart(scoped).bytes)
      if (!bent) throw new Error('it could not be sealed again')
      timed('sealed', slow, () => {
        const opened = peer.open(bent)
        if (opened.kind !== 'pdu') return
        deep += 1
        for (const { oid, value } of decodePdu(opened.bytes, opened.start, opened.end)?.varbinds ?? [])
          if (oid.length > 1500 || !bounded(value)) throw new Error('unbounded')
      })
      if (!peer.ready)
        for (let more = 1; more < 4 && !peer.ready; more++) peer.open(agent.answer(peer.discovery(id * 7 + more)) ?? Buffer.alloc(0))
    }
    expect(slow).toEqual([])
    expect(deep).toBeGreaterThan(COUNT / 40)
  })

  test('v3 traps and informs: nothing bent is taken for one, and genuine ones are taken meanwhile', () => {
    const secret = secretOf('sha', 'aes')
    const mutator = new Mutator(SEED + 3)
    const slow: string[] = []
    const believed: string[] = []
    const receiver = new V3Receiver({
      engine: ENGINE,
      boots: 1,
      mono,
      users: [secret, secretOf('md5', 'des'), { ...secretOf('sha256'), user: 'other' }],
    })
    const theirs = new V3Agent(secret, mono)
    const ours = Object.assign(new V3Agent(secret, mono), { engine: ENGINE, boots: 1, time: 0 })
    const trap = encodePdu(PDUS[1]!)
    const inform = encodePdu(PDUS[3]!)
    let taken = 0
    for (let n = 0; n < COUNT / 4; n++) {
      const genuine = n % 2 ? theirs.seal({ id: n + 1 }, 3, trap) : ours.seal({ id: n + 1 }, 3, inform)
      const { name, bytes } = mutator.mutate(genuine)
      const opened = timed(name, slow, () => receiver.openNotification(Buffer.from(bytes)))
      if ((opened.kind === 'trap' || opened.kind === 'inform') && !bytes.equals(genuine)) believed.push(name)
      if (opened.kind === 'report' && opened.bytes.length > Math.max(bytes.length, 200))
        believed.push(`${name}: the report is larger than what asked for it`)
      if (n % 16 < 2 && receiver.openNotification(genuine).kind === (n % 2 ? 'trap' : 'inform')) taken += 1
    }
    expect(slow).toEqual([])
    expect([...new Set(believed)]).toEqual([])
    expect(taken).toBe(Math.ceil(COUNT / 32))
    expect(readEnvelope(Buffer.alloc(65_507, 0x30))).toBeNull()
  })
})
