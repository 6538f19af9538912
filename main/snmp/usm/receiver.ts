/** The receiving side of SNMPv3: traps, for which the sender's engine vouches, and informs, for which ours does (RFC 3414 3.2). No sockets, no timers. */
import { FLAG } from '../wire/message.ts'
import { decodePdu } from '../wire/pdu.ts'
import { PDU } from '../wire/tags.ts'
import { EngineTime, isInWindow } from './engine-time.ts'
import { isGenuine, openScoped, readEnvelope, seal, type Envelope, type Scoped } from './envelope.ts'
import { keysAt, type Keys, type V3Secret } from './keys.ts'
import { Recent } from './recent.ts'
import { encodeReport, type ReportCounter } from './reports.ts'

type OwnReport = Exclude<ReportCounter, 'other'>
export type NotificationDrop = 'malformed' | 'user' | 'level' | 'digest' | 'decryption' | 'window' | 'notNotification'

/** A genuine trap or inform: its PDU with tag and length lies at `start` to `end` of `bytes`. */
export type Notification = {
  readonly kind: 'trap' | 'inform'
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  /** The user whose keys fit. */
  readonly secret: V3Secret
  /** The engine that vouches for it, in hex: the sender's for a trap, ours for an inform. */
  readonly engine: string
  /** The engine whose objects it tells of, in hex; mostly the same. */
  readonly contextEngine: string
  readonly context: string
  readonly id: number
}
export type OpenedNotification =
  | Notification
  /** What to send back to the sender, so that it finds our engine, its time, or its mistake. */
  | { readonly kind: 'report'; readonly counter: OwnReport; readonly bytes: Buffer }
  | { readonly kind: 'drop'; readonly reason: NotificationDrop }

export type ReceiverOptions = {
  /** Our own engine: 5 to 32 octets, for ever the same. */
  readonly engine: Buffer
  /** One more with every start; kept by the caller. */
  readonly boots: number
  /** Monotonic ms. */
  readonly mono: () => number
  /** Clocks of senders as they were known before a restart: what is older than that is a replay. */
  readonly clocks?: readonly SenderClock[]
  /** Users whose traps are taken; one name may stand there several times with other keys. */
  readonly users: readonly V3Secret[]
}

/** The latest boots and time (s) heard from an engine (hex) in a genuine message. */
export type SenderClock = { readonly engine: string; readonly boots: number; readonly time: number }

const LEVEL = FLAG.auth | FLAG.priv
/** Engines whose clocks are remembered; only a genuine message makes an entry. */
const MOST_ENGINES = 20_000
const NO_KEYS: Keys = { auth: null, priv: null }
const NOBODY = Buffer.alloc(0)

export class V3Receiver {
  readonly #engine: Buffer
  readonly #boots: number
  readonly #mono: () => number
  readonly #began: number
  readonly #clocks = new Recent<string, EngineTime>(MOST_ENGINES)
  readonly #counts = new Map<OwnReport, number>()
  #users = new Map<string, V3Secret[]>()

  constructor({ engine, boots, mono, users, clocks = [] }: ReceiverOptions) {
    this.#engine = engine
    this.#boots = boots
    this.#mono = mono
    this.#began = mono()
    for (const clock of clocks) this.#clocks.set(clock.engine, new EngineTime(clock.boots, clock.time, this.#began))
    this.setUsers(users)
  }

  setUsers(users: readonly V3Secret[]): void {
    this.#users = Map.groupBy(users, ({ user }) => Buffer.from(user).toString('latin1'))
  }

  /** What is known of the senders' clocks, to be kept over a restart. */
  clocks(): SenderClock[] {
    const mono = this.#mono()
    return [...this.#clocks.entries()].map(([engine, clock]) => ({ engine, boots: clock.boots, time: clock.now(mono) }))
  }

  /** Believes what comes next from this engine whatever its clock says: after it was restored or replaced. `engine` in hex. */
  forget(engine: string): void {
    this.#clocks.delete(engine)
  }

  /** What came from anybody. `bytes` may be written to. Never throws. */
  openNotification(bytes: Buffer): OpenedNotification {
    const envelope = readEnvelope(bytes)
    if (!envelope) return drop('malformed')
    return envelope.engine.equals(this.#engine) ? this.#openOurs(envelope) : this.#openTheirs(envelope)
  }

  /** An encoded response PDU for the sender of an inform, at the level of its message. */
  sealResponse(inform: Notification, pdu: Buffer): Buffer {
    return this.#seal(
      inform.secret,
      levelOf(inform.secret),
      inform.id,
      pdu,
      Buffer.from(inform.contextEngine, 'hex'),
      Buffer.from(inform.context, 'latin1'),
    )
  }

  /** Our engine vouches: informs. What is wrong with one is reported, so that an honest sender can mend it. */
  #openOurs(envelope: Envelope): OpenedNotification {
    const { flags, boots, time } = envelope
    const named = this.#named(envelope)
    if (named.length === 0) return this.#report(envelope, 'unknownUserNames')
    const levelled = named.filter((secret) => levelOf(secret) === (flags & LEVEL))
    if (levelled.length === 0) return this.#report(envelope, 'unsupportedSecLevels')
    const fitting = this.#fitting(envelope, levelled)
    if (!fitting) return this.#report(envelope, 'wrongDigests')
    const { secret, keys } = fitting
    if (flags & FLAG.auth && !isInWindow({ boots, time }, { boots: this.#boots, time: this.#now() }))
      return this.#report(envelope, 'notInTimeWindows', secret)
    const scoped = openScoped(envelope, keys)
    if (!scoped) return flags & FLAG.priv ? this.#report(envelope, 'decryptionErrors') : drop('malformed')
    return scoped.tag === PDU.inform ? notification('inform', envelope, scoped, secret) : drop('notNotification')
  }

  /** The sender's engine vouches: traps. An inform that does not know our engine yet is told of it. */
  #openTheirs(envelope: Envelope): OpenedNotification {
    const { flags, engine, boots, time } = envelope
    if (flags & FLAG.reportable) return this.#report(envelope, 'unknownEngineIDs')
    if (engine.length === 0) return drop('malformed')
    const named = this.#named(envelope)
    if (named.length === 0) return drop('user')
    const levelled = named.filter((secret) => levelOf(secret) === (flags & LEVEL))
    if (levelled.length === 0) return drop('level')
    const fitting = this.#fitting(envelope, levelled)
    if (!fitting) return drop('digest')
    if (flags & FLAG.auth && !this.#isFresh(engine, boots, time)) return drop('window')
    const scoped = openScoped(envelope, fitting.keys)
    if (!scoped) return drop(flags & FLAG.priv ? 'decryption' : 'malformed')
    return scoped.tag === PDU.trapV2 ? notification('trap', envelope, scoped, fitting.secret) : drop('notNotification')
  }

  #named({ user }: Envelope): readonly V3Secret[] {
    return this.#users.get(user.toString('latin1')) ?? []
  }

  /** Of several users with one name the one whose keys made the message. */
  #fitting(envelope: Envelope, among: readonly V3Secret[]): { secret: V3Secret; keys: Keys } | null {
    for (const secret of among) {
      const keys = keysAt(secret, envelope.engine)
      if (!(envelope.flags & FLAG.auth) || isGenuine(envelope, keys)) return { secret, keys }
    }
    return null
  }

  /** An engine's boots and time do not go back (RFC 3414 3.2 step 7b); the first genuine message of an engine begins its clock. */
  #isFresh(engine: Buffer, boots: number, time: number): boolean {
    const name = engine.toString('hex')
    const mono = this.#mono()
    const clock = this.#clocks.get(name) ?? this.#clocks.set(name, new EngineTime(boots, time, mono))
    return clock.accept(boots, time, mono)
  }

  #now(): number {
    return Math.floor((this.#mono() - this.#began) / 1000)
  }

  /** Only a report about time is signed: it is what the sender sets its clock by. */
  #report(envelope: Envelope, counter: OwnReport, secret?: V3Secret): OpenedNotification {
    if (!(envelope.flags & FLAG.reportable)) return drop(counter === 'notInTimeWindows' ? 'window' : DROPS[counter])
    const count = (this.#counts.get(counter) ?? 0) + 1
    this.#counts.set(counter, count)
    const pdu = encodeReport(counter, count, requestId(envelope))
    const bytes = this.#seal(secret ?? null, secret ? FLAG.auth : 0, envelope.id, pdu, this.#engine, NOBODY)
    return { kind: 'report', counter, bytes }
  }

  #seal(secret: V3Secret | null, flags: number, id: number, pdu: Buffer, contextEngine: Buffer, context: Buffer): Buffer {
    const user = secret ? Buffer.from(secret.user) : NOBODY
    const engine = this.#engine
    return seal(
      { id, flags, engine, boots: this.#boots, time: this.#now(), user, contextEngine, context, pdu },
      secret ? keysAt(secret, engine) : NO_KEYS,
    )
  }
}

const DROPS = {
  unsupportedSecLevels: 'level',
  unknownUserNames: 'user',
  unknownEngineIDs: 'malformed',
  wrongDigests: 'digest',
  decryptionErrors: 'decryption',
} as const

const drop = (reason: NotificationDrop): OpenedNotification => ({ kind: 'drop', reason })

const levelOf = ({ auth, priv }: V3Secret): number => (auth ? FLAG.auth : 0) | (priv ? FLAG.priv : 0)

const notification = (kind: 'trap' | 'inform', envelope: Envelope, scoped: Scoped, secret: V3Secret): Notification => ({
  kind,
  bytes: scoped.bytes,
  start: scoped.start,
  end: scoped.end,
  secret,
  engine: envelope.engine.toString('hex'),
  contextEngine: scoped.engine.toString('hex'),
  context: scoped.context.toString('latin1'),
  id: envelope.id,
})

/** The request that a report is about, where it can be read. */
function requestId(envelope: Envelope): number {
  const scoped = envelope.flags & FLAG.priv ? null : openScoped(envelope, NO_KEYS)
  const pdu = scoped && decodePdu(scoped.bytes, scoped.start, scoped.end)
  return pdu && pdu.type !== 'trapV1' ? pdu.id : 0
}
