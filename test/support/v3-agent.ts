/** An SNMPv3 engine for tests, without a socket: it answers messages as RFC 3414 wants, and its clock, name and honesty are the test's to bend. */
import { isInWindow } from '../../main/snmp/usm/engine-time.ts'
import { isGenuine, openScoped, readEnvelope, seal, type Envelope } from '../../main/snmp/usm/envelope.ts'
import { keysAt, type Keys, type V3Secret } from '../../main/snmp/usm/keys.ts'
import { encodeReport } from '../../main/snmp/usm/reports.ts'
import { textValue } from '../../main/snmp/value.ts'
import { decodePdu, encodePdu } from '../../main/snmp/wire/pdu.ts'

const NO_KEYS: Keys = { auth: null, priv: null }
const NOBODY = Buffer.alloc(0)

export class V3Agent {
  engine = Buffer.from('80001f8804746573740001', 'hex')
  boots = 5
  /** Seconds that its clock is ahead of the test's. */
  time = 1000
  /** What it answers every question with. */
  text = 'genuine'
  /** Levels below what was asked, for an agent that is not what it should be. */
  flags: number | null = null
  readonly secret: V3Secret
  readonly mono: () => number

  constructor(secret: V3Secret, mono: () => number = () => 0) {
    this.secret = secret
    this.mono = mono
  }

  get now(): number {
    return this.time + Math.floor(this.mono() / 1000)
  }

  answer(bytes: Buffer): Buffer | null {
    const envelope = readEnvelope(bytes)
    if (!envelope) return null
    if (!envelope.engine.equals(this.engine)) return this.report(envelope, 'unknownEngineIDs')
    if (envelope.user.toString() !== this.secret.user) return this.report(envelope, 'unknownUserNames')
    const level = (this.secret.auth ? 1 : 0) + (this.secret.priv ? 2 : 0)
    if ((envelope.flags & 3) !== level) return this.report(envelope, 'unsupportedSecLevels')
    const keys = keysAt(this.secret, this.engine)
    if (level && !isGenuine(envelope, keys)) return this.report(envelope, 'wrongDigests')
    if (level && !isInWindow(envelope, { boots: this.boots, time: this.now })) return this.report(envelope, 'notInTimeWindows', 1)
    const scoped = openScoped(envelope, keys)
    const pdu = scoped && decodePdu(scoped.bytes, scoped.start, scoped.end)
    if (!scoped || !pdu || pdu.type === 'trapV1') return this.report(envelope, 'decryptionErrors')
    const varbinds = pdu.varbinds.map(({ oid }) => ({ oid, value: textValue(Buffer.from(this.text)) }))
    return this.seal(envelope, this.flags ?? level, encodePdu({ type: 'response', id: pdu.id, status: 0, index: 0, varbinds }))
  }

  report(envelope: Envelope, counter: Parameters<typeof encodeReport>[0], flags = 0): Buffer {
    return this.seal(envelope, flags, encodeReport(counter, 1, 0))
  }

  seal({ id }: { id: number }, flags: number, pdu: Buffer): Buffer {
    const { engine, boots } = this
    const user = Buffer.from(this.secret.user)
    const context = NOBODY
    return seal(
      { id, flags, engine, boots, time: this.now, user, contextEngine: engine, context, pdu },
      flags ? keysAt(this.secret, engine) : NO_KEYS,
    )
  }
}
