/** One SNMPv3 agent as its manager knows it: engine, user's keys, time. Discovery and recovery take place here; sockets and timers do not. */
import { FLAG } from '../wire/message.ts'
import { encodePdu } from '../wire/pdu.ts'
import { PDU } from '../wire/tags.ts'
import { EngineTime } from './engine-time.ts'
import { isGenuine, openScoped, readEnvelope, seal, type Envelope } from './envelope.ts'
import { keysAt, type Keys, type V3Secret } from './keys.ts'
import { readReport, type ReportCounter } from './reports.ts'

export type Opened =
  /** A response that is genuine and at the level asked for: the PDU with tag and length lies at `start` to `end` of `bytes`. */
  | { readonly kind: 'pdu'; readonly bytes: Buffer; readonly start: number; readonly end: number }
  /** `again`: engine or time are now known better; send anew at once (`discovery` while not `ready`). */
  | { readonly kind: 'report'; readonly counter: ReportCounter; readonly again: boolean }
  /** Not genuine, not for us, or too old: the request stays in flight. */
  | { readonly kind: 'drop'; readonly reason: DropReason }
export type DropReason = 'malformed' | 'unasked' | 'engine' | 'user' | 'level' | 'digest' | 'decryption' | 'window' | 'unauthenticatedTime'

const LEVEL = FLAG.auth | FLAG.priv
const NOBODY = Buffer.alloc(0)
const NO_KEYS: Keys = { auth: null, priv: null }
/** Messages of which an answer is awaited at the same time. */
const MOST_ASKED = 16
const NONE = -1

export class V3Peer {
  readonly #secret: V3Secret
  readonly #user: Buffer
  readonly #context: Buffer
  readonly #mono: () => number
  readonly #level: number
  /** Ids of the messages sent last; an answer takes its id out, so that none is taken twice. */
  readonly #asked = new Int32Array(MOST_ASKED).fill(NONE)
  /** How often engine or time had been corrected when each of them was sealed. */
  readonly #sealed = new Int32Array(MOST_ASKED)
  #corrections = 0
  #next = 0
  #engine: Buffer | null = null
  #keys: Keys = NO_KEYS
  #time: EngineTime | null = null

  constructor({ secret, context, mono }: { secret: V3Secret; context: string; mono: () => number }) {
    this.#secret = secret
    this.#user = Buffer.from(secret.user)
    this.#context = Buffer.from(context)
    this.#mono = mono
    this.#level = (secret.auth ? FLAG.auth : 0) | (secret.priv ? FLAG.priv : 0)
  }

  /** True where a request can be sealed: the engine is known and, with authentication, its time. */
  get ready(): boolean {
    return this.#engine !== null && (this.#level === 0 || this.#time !== null)
  }

  get engine(): { readonly id: string; readonly boots: number; readonly time: number } | null {
    if (!this.#engine) return null
    return { id: this.#engine.toString('hex'), boots: this.#time?.boots ?? 0, time: this.#time?.now(this.#mono()) ?? 0 }
  }

  /** What to send while not ready: first a probe for the engine, then, authenticated, one for its time (RFC 3414 4). */
  discovery(msgId: number): Buffer {
    const pdu = encodePdu({ type: 'get', id: msgId, status: 0, index: 0, varbinds: [] })
    if (this.#engine) return this.#seal(pdu, msgId)
    this.#expect(msgId)
    const nowhere = { engine: NOBODY, boots: 0, time: 0, user: NOBODY, contextEngine: NOBODY, context: NOBODY }
    return seal({ id: msgId, flags: FLAG.reportable, pdu, ...nowhere }, NO_KEYS)
  }

  /** A whole message around an encoded PDU. Throws while not ready. */
  seal(pdu: Buffer, msgId: number): Buffer {
    if (!this.ready) throw new Error('the engine is not known yet')
    return this.#seal(pdu, msgId)
  }

  /** What came from the agent's address. `bytes` may be written to. Never throws. */
  open(bytes: Buffer): Opened {
    const envelope = readEnvelope(bytes)
    if (!envelope) return drop('malformed')
    const slot = this.#asked.indexOf(envelope.id)
    if (slot < 0) return drop('unasked')
    const signed = (envelope.flags & FLAG.auth) !== 0
    // Of several requests under way the first report corrects what is known; the others were made before that, and are sent anew like it.
    const outdated = this.#sealed[slot] !== this.#corrections
    const opened = signed ? this.#openGenuine(envelope, outdated) : this.#openPlain(envelope, outdated)
    // An unsigned report anybody can make, and one that tells nothing new may be of an earlier try: the answer may still come, and is then taken.
    if (opened.kind === 'pdu' || (signed && opened.kind === 'report' && opened.again)) this.#asked[slot] = NONE
    return opened
  }

  /** Begins anew with the next message: after long silence, or where another agent is expected. */
  forget(): void {
    this.#engine = null
    this.#keys = NO_KEYS
    this.#time = null
    this.#asked.fill(NONE)
  }

  #expect(msgId: number): void {
    // Sent again, it is still one message with one answer.
    const before = this.#asked.indexOf(msgId)
    const slot = before < 0 ? this.#next : before
    this.#asked[slot] = msgId
    this.#sealed[slot] = this.#corrections
    if (before < 0) this.#next = (this.#next + 1) % MOST_ASKED
  }

  #seal(pdu: Buffer, id: number): Buffer {
    const engine = this.#engine ?? NOBODY
    this.#expect(id)
    return seal(
      {
        id,
        flags: this.#level | FLAG.reportable,
        engine,
        boots: this.#time?.boots ?? 0,
        time: this.#time?.now(this.#mono()) ?? 0,
        user: this.#user,
        contextEngine: engine,
        context: this.#context,
        pdu,
      },
      this.#keys,
    )
  }

  /** An authenticated message: only the engine that we know can have made it, and only it tells the time. */
  #openGenuine(envelope: Envelope, outdated: boolean): Opened {
    const { flags, boots, time } = envelope
    if (!this.#engine || !envelope.engine.equals(this.#engine)) return drop('engine')
    if (!envelope.user.equals(this.#user)) return drop('user')
    if (!isGenuine(envelope, this.#keys)) return drop('digest')
    const scoped = openScoped(envelope, this.#keys)
    if (!scoped) return drop('decryption')
    const mono = this.#mono()
    if (scoped.tag === PDU.response) {
      if ((flags & LEVEL) !== this.#level) return drop('level')
      if (!this.#time) {
        // The probe for the time was answered as if it were a request.
        this.#setTime(boots, time, mono)
        return { kind: 'report', counter: 'notInTimeWindows', again: true }
      }
      if (!this.#time.accept(boots, time, mono)) return drop('window')
      return { kind: 'pdu', bytes: scoped.bytes, start: scoped.start, end: scoped.end }
    }
    const counter = readReport(scoped.bytes, scoped.start, scoped.end)
    if (counter === null) return drop('malformed')
    if (counter !== 'notInTimeWindows') return { kind: 'report', counter, again: false }
    return { kind: 'report', counter, again: this.#setTime(boots, time, mono) || outdated }
  }

  /**
   * The engine says, signed and about a message that is in flight, that its clock is another. That is believed also where the clock went
   * back (an agent restored or without a battery): the id under the signature shows that it is no old report. False where nothing is new.
   */
  #setTime(boots: number, time: number, mono: number): boolean {
    const known = this.#time
    if (!known) this.#time = new EngineTime(boots, time, mono)
    else if (boots === known.boots && Math.abs(time - known.now(mono)) <= 1) return false
    else known.set(boots, time, mono)
    this.#corrections += 1
    return true
  }

  /** A message without a signature: values only for a user without one; a Report says what is wrong, but neither time nor value. */
  #openPlain(envelope: Envelope, outdated: boolean): Opened {
    const scoped = openScoped(envelope, NO_KEYS)
    if (!scoped) return drop('malformed')
    if (scoped.tag === PDU.response) {
      if (this.#level !== 0) return drop('level')
      if (!this.#engine || !envelope.engine.equals(this.#engine)) return drop('engine')
      if (!envelope.user.equals(this.#user)) return drop('user')
      return { kind: 'pdu', bytes: scoped.bytes, start: scoped.start, end: scoped.end }
    }
    const counter = readReport(scoped.bytes, scoped.start, scoped.end)
    if (counter === null) return drop('malformed')
    // The first probe names nobody, and some agents complain of that instead of the engine.
    if (counter === 'unknownEngineIDs' || !this.#engine) return { kind: 'report', counter, again: this.#meet(envelope.engine) || outdated }
    if (counter === 'notInTimeWindows') return drop('unauthenticatedTime')
    return { kind: 'report', counter, again: false }
  }

  /** An engine that is not the one known. False where it is, or where it does not name itself. */
  #meet(engine: Buffer): boolean {
    if (engine.length === 0 || this.#engine?.equals(engine)) return false
    this.#engine = Buffer.from(engine)
    this.#keys = keysAt(this.#secret, this.#engine)
    this.#time = null
    this.#corrections += 1
    return true
  }
}

const drop = (reason: DropReason): Opened => ({ kind: 'drop', reason })
