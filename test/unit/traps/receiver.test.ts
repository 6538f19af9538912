/** The receiver without sockets: every version and level, informs answered once and again, replays and bent packets refused, and nothing grows without end. */
import { describe, expect, it } from 'vitest'
import { TRAP_LIMITS } from '../../../shared/model/trap.ts'
import { TrapReceiver, type ReceiverSetup } from '../../../main/snmp/trap/receiver.ts'
import { SNMP_TRAP_ADDRESS, SNMP_TRAP_OID, SYS_UP_TIME } from '../../../main/snmp/trap/rfc3584.ts'
import { seal } from '../../../main/snmp/usm/envelope.ts'
import { keysAt, type V3Secret } from '../../../main/snmp/usm/keys.ts'
import { numberValue, oidValue, textValue, addressValue, type Varbind } from '../../../main/snmp/value.ts'
import { decodeMessage, encodeCommunity, FLAG } from '../../../main/snmp/wire/message.ts'
import { decodePdu, encodePdu, type Pdu } from '../../../main/snmp/wire/pdu.ts'
import { Mutator } from '../../support/mutate.ts'

const LAN: V3Secret = {
  version: '3',
  user: 'lan',
  auth: { protocol: 'sha256', key: 'matkhau123' },
  priv: { protocol: 'aes', key: 'matkhau456' },
}
const COLD = '1.3.6.1.6.3.1.1.5.1'
const OWN = Buffer.from('80001f88050102030405060708', 'hex')
const THEIRS = Buffer.from('80001f8805ffffffffffffffff', 'hex')

const SETUP: ReceiverSetup = {
  rates: { perSource: 10_000, total: 20_000 },
  knownCommunitiesOnly: false,
  communities: new Set(['bimat']),
  users: [LAN],
  known: new Set(['10.0.0.1']),
}

function stage(more: Partial<ReceiverSetup> = {}, clocks: { engine: string; boots: number; time: number }[] = []) {
  let mono = 1_000_000
  const receiver = new TrapReceiver({ ...SETUP, ...more }, { engine: OWN, boots: 3, clocks }, () => mono)
  const answers: Buffer[] = []
  return {
    receiver,
    answers,
    counters: receiver.counters,
    later: (ms: number) => (mono += ms),
    get(bytes: Buffer, source = '10.0.0.1', port = 5000): void {
      receiver.receive(Buffer.from(bytes), { source, port, mono, at: 1 }, (reply) => answers.push(reply))
    },
    taken: () => receiver.take(1000),
  }
}

const told = (...more: Varbind[]): Varbind[] => [
  { oid: SYS_UP_TIME, value: numberValue('ticks', 4242) },
  { oid: SNMP_TRAP_OID, value: oidValue(COLD) },
  ...more,
]
const v2 = (type: 'trapV2' | 'inform', id: number, varbinds = told()): Pdu => ({ type, id, status: 0, index: 0, varbinds })
const community = (version: 0 | 1, name: string, pdu: Pdu): Buffer => encodeCommunity(version, Buffer.from(name), encodePdu(pdu))
const v1: Pdu = { type: 'trapV1', enterprise: '1.3.6.1.4.1.9', agent: '10.5.5.5', generic: 6, specific: 7, uptime: 99, varbinds: [] }

function sealed(pdu: Pdu, { engine = THEIRS, boots = 1, time = 1000, secret = LAN, flags = FLAG.auth | FLAG.priv } = {}): Buffer {
  const user = Buffer.from(secret.user)
  const parts = { id: 77, flags, engine, boots, time, user, contextEngine: engine, context: Buffer.from('tram1'), pdu: encodePdu(pdu) }
  return seal(parts, keysAt(secret, engine))
}

describe('v1 and v2c', () => {
  it('come out in one form, with the address and context they name', () => {
    const s = stage()
    s.get(community(0, 'bimat', v1))
    s.get(community(1, 'bimat@tram1', v2('trapV2', 1, told({ oid: SNMP_TRAP_ADDRESS, value: addressValue(Buffer.from([10, 6, 6, 6])) }))))
    s.get(community(1, 'other@x', v2('trapV2', 1)))
    expect(s.taken()).toMatchObject([
      { version: '1', trapOid: '1.3.6.1.4.1.9.0.7', agent: '10.5.5.5', upTime: 99, known: true, context: '', inform: false },
      { version: '2c', trapOid: COLD, agent: '10.6.6.6', upTime: 4242, known: true, context: 'tram1' },
      { version: '2c', trapOid: COLD, known: false, context: 'x' },
    ])
    expect(s.answers).toEqual([])
  })

  it('never hand a community on', () => {
    const s = stage()
    s.get(community(1, 'rat-bi-mat', v2('trapV2', 1)))
    const text = JSON.stringify(s.taken())
    expect(text).not.toContain('rat-bi-mat')
    expect(text).not.toContain(Buffer.from('rat-bi-mat').toString('hex'))
    expect(text).toContain(Buffer.from('**********').toString('hex'))
  })

  it('with a community of somebody else are refused where only ours are taken, informs not answered', () => {
    const s = stage({ knownCommunitiesOnly: true })
    s.get(community(1, 'other', v2('trapV2', 1)))
    s.get(community(1, 'other', v2('inform', 2)))
    s.get(community(1, 'bimat', v2('inform', 3)))
    expect(s.counters).toMatchObject({ community: 2, accepted: 1, acknowledged: 1 })
    expect(s.answers).toHaveLength(1)
  })

  it('informs are answered with themselves, the same again answered and counted once', () => {
    const s = stage()
    const inform = community(1, 'bimat', v2('inform', 9))
    s.get(inform)
    s.get(inform)
    s.later(61_000)
    s.get(inform)
    s.get(inform, '10.0.0.1', 6000)
    expect(s.taken()).toHaveLength(3)
    expect(s.counters).toMatchObject({ informs: 4, acknowledged: 4, duplicates: 1 })
    const message = decodeMessage(s.answers[0] ?? Buffer.alloc(0))
    if (message?.version !== 1) throw new Error('no answer')
    expect(decodePdu(s.answers[0] ?? Buffer.alloc(0), message.pdu.start, message.pdu.end)).toMatchObject({
      type: 'response',
      id: 9,
      status: 0,
    })
  })

  it('are bounded: variables, text, octets; what steers a terminal is taken out', () => {
    const s = stage()
    const many = Array.from({ length: 500 }, (_, i) => ({ oid: `1.3.6.1.${i}`, value: numberValue('integer', i) }))
    s.get(community(1, 'bimat', v2('trapV2', 1, told(...many))))
    const long = [
      { oid: '1.3.1', value: textValue(Buffer.from('x'.repeat(5000))) },
      { oid: '1.3.2', value: textValue(Buffer.from('a\u001B[31mb\u202Ec')) },
      { oid: '1.3.3', value: textValue(Buffer.alloc(2000, 0x90)) },
    ]
    s.get(community(1, 'bimat', v2('trapV2', 1, told(...long))))
    const [first, second] = s.taken()
    expect([first?.varbinds.length, first?.more]).toEqual([TRAP_LIMITS.varbinds, 500 - TRAP_LIMITS.varbinds])
    expect(second?.varbinds[0]?.text.length).toBeLessThanOrEqual(TRAP_LIMITS.text)
    for (const steering of ['\u001B', '\u202E']) expect(second?.varbinds[1]?.text).not.toContain(steering)
    expect(second?.varbinds[2]?.hex?.length).toBeLessThanOrEqual(512)
    expect(second?.raw?.length).toBeLessThanOrEqual(2 * TRAP_LIMITS.raw)
  })

  it('requests, responses, nameless traps and a v2 trap in a v1 message are no traps', () => {
    const s = stage()
    s.get(community(1, 'bimat', { type: 'get', id: 1, status: 0, index: 0, varbinds: [] }))
    s.get(community(1, 'bimat', { type: 'response', id: 1, status: 0, index: 0, varbinds: told() }))
    s.get(community(1, 'bimat', v2('trapV2', 1, [])))
    s.get(community(0, 'bimat', v2('trapV2', 1)))
    s.get(community(0, 'bimat', { ...v1, generic: 9 }))
    s.get(Buffer.from('hello'))
    expect(s.counters).toMatchObject({ received: 6, malformed: 6, accepted: 0 })
    expect(s.answers).toEqual([])
  })
})

describe('v3', () => {
  it('a captured trap sent again is refused, soon and later, after a restart too', () => {
    const captured = sealed(v2('trapV2', 1))
    const s = stage()
    s.get(captured)
    expect(s.taken()).toMatchObject([{ version: '3', user: 'lan', context: 'tram1', engineId: THEIRS.toString('hex'), known: true }])
    s.get(captured)
    s.later(100_000)
    s.get(captured, '10.9.9.9')
    s.later(400_000)
    s.get(captured)
    expect(s.taken()).toEqual([])
    expect(s.counters.v3).toEqual({ replayed: 2, window: 1 })
    const clocks = s.receiver.clocks()
    expect(clocks).toMatchObject([{ engine: THEIRS.toString('hex'), boots: 1 }])
    const restarted = stage({}, clocks)
    restarted.get(captured)
    restarted.get(sealed(v2('trapV2', 2), { boots: 2, time: 5 }))
    expect(restarted.taken()).toHaveLength(1)
    expect(restarted.counters.v3).toEqual({ window: 1 })
  })

  it('the wrong user, level and key are counted by reason; traps get no answer', () => {
    const s = stage()
    s.get(sealed(v2('trapV2', 1), { secret: { ...LAN, user: 'la' } }))
    s.get(sealed(v2('trapV2', 1), { flags: FLAG.auth }))
    s.get(sealed(v2('trapV2', 1), { secret: { ...LAN, auth: { protocol: 'sha256', key: 'saisaisai' } } }))
    expect(s.counters.v3).toEqual({ user: 1, level: 1, digest: 1 })
    expect([s.taken(), s.answers]).toEqual([[], []])
  })

  it('an inform finds our engine and time, is answered, and is counted once', () => {
    const s = stage()
    const inform = sealed(v2('inform', 5), { engine: OWN, boots: 3, time: 0, flags: FLAG.auth | FLAG.priv | FLAG.reportable })
    s.get(inform)
    s.get(inform)
    s.get(sealed(v2('inform', 6), { engine: OWN, boots: 2, time: 0, flags: FLAG.auth | FLAG.priv | FLAG.reportable }))
    expect(s.taken()).toHaveLength(1)
    expect(s.counters).toMatchObject({ informs: 2, acknowledged: 2, duplicates: 1, v3: { window: 1 } })
    expect(s.answers).toHaveLength(3)
  })
})

describe('under attack', () => {
  it('what waits is bounded, and what is put back keeps its place', () => {
    const s = stage({ rates: { perSource: 100_000, total: 200_000 } })
    const trap = community(1, 'bimat', v2('trapV2', 1))
    for (let i = 0; i < 6000; i++) s.get(trap)
    expect(s.receiver.queued).toBe(5000)
    expect(s.counters.droppedOverflow).toBe(1000)
    const some = s.receiver.take(100)
    s.get(trap)
    s.receiver.putBack(some)
    expect(s.receiver.queued).toBe(5000)
    expect(s.counters.droppedOverflow).toBe(1001)
  })

  it('bent packets of every version neither throw nor pass for more than they are, and genuine ones are served meanwhile', () => {
    const s = stage()
    const genuine = [
      community(0, 'bimat', v1),
      community(1, 'bimat', v2('inform', 1)),
      sealed(v2('trapV2', 1)),
      sealed(v2('inform', 1), { engine: OWN, boots: 3, time: 0, flags: 7 }),
    ]
    const mutator = new Mutator(20_261)
    let served = 0
    for (let i = 0; i < 4000; i++) {
      s.later(1)
      for (const bytes of genuine) s.get(mutator.mutate(bytes).bytes, '10.7.7.7')
      if (i % 100 === 0) {
        s.taken()
        s.get(community(1, 'bimat', v2('trapV2', 50_000 + i)))
        served += s.taken().length
      }
      s.receiver.take(1000)
    }
    expect(served).toBe(40)
    // A bent v3 message is none that the user's keys made.
    expect(Object.values(s.counters.v3).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(1000)
  })
})
