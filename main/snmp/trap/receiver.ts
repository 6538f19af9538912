/** What is done with a datagram on the trap port: let through or dropped with a reason, opened, answered where it asks for it, queued. No sockets, no timers. */
import { createHash } from 'node:crypto'
import { plain } from '../../../shared/format/plain.ts'
import { TRAP_LIMITS, type ReceivedTrap, type TrapCounters } from '../../../shared/model/trap.ts'
import { V3Receiver, type Notification, type SenderClock } from '../usm/receiver.ts'
import type { V3Secret } from '../usm/keys.ts'
import { decodeMessage, type CommunityMessage } from '../wire/message.ts'
import { decodePdu, type Pdu } from '../wire/pdu.ts'
import { PDU } from '../wire/tags.ts'
import { Limits, type Rates } from './limits.ts'
import { readTrap } from './read.ts'
import { Seen } from './seen.ts'

export type ReceiverSetup = {
  readonly rates: Rates
  readonly knownCommunitiesOnly: boolean
  readonly communities: ReadonlySet<string>
  readonly users: readonly V3Secret[]
  /** Addresses of devices, in their short form. */
  readonly known: ReadonlySet<string>
}
export type OwnEngine = { readonly engine: Buffer; readonly boots: number; readonly clocks?: readonly SenderClock[] }
/** `mono` and `at`: the moment on both clocks, ms. */
export type From = { readonly source: string; readonly port: number; readonly mono: number; readonly at: number }
export type Answer = (bytes: Buffer) => void

/** Smaller is no trap of any version, larger no datagram. */
const SMALLEST = 20
const LARGEST = 65_507
/** An inform is sent again until it is answered: the same id of one sender within this time is the same inform. */
const INFORM_MS = 60_000
/** The same authenticated v3 message again: longer than it would be believed by its time. */
const REPLAY_MS = 330_000
const MOST_INFORMS = 20_000
const MOST_MESSAGES = 60_000
/** A device's context in the inventory is no longer than this. */
const MOST_CONTEXT = 64
/** Traps that wait to be taken. */
const MOST_WAITING = 5000

export const NO_COUNTERS: TrapCounters = {
  received: 0,
  accepted: 0,
  informs: 0,
  acknowledged: 0,
  duplicates: 0,
  droppedSource: 0,
  droppedTotal: 0,
  droppedStranger: 0,
  droppedOverflow: 0,
  malformed: 0,
  community: 0,
  v3: {},
  forwarded: 0,
  forwardFailed: 0,
}
const DROPPED = { source: 'droppedSource', total: 'droppedTotal', stranger: 'droppedStranger' } as const

export class TrapReceiver {
  readonly counters: TrapCounters = { ...NO_COUNTERS, v3: {} }
  private setup: ReceiverSetup
  private limits: Limits
  private readonly v3: V3Receiver
  private readonly informs = new Seen(INFORM_MS, MOST_INFORMS)
  private readonly messages = new Seen(REPLAY_MS, MOST_MESSAGES)
  private waiting: ReceivedTrap[] = []

  constructor(setup: ReceiverSetup, own: OwnEngine, mono: () => number) {
    this.setup = setup
    this.limits = new Limits(setup.rates, mono())
    this.v3 = new V3Receiver({ ...own, mono, users: setup.users })
  }

  /** The clocks of those whose v3 traps were genuine. */
  clocks(): SenderClock[] {
    return this.v3.clocks()
  }

  /** Takes new settings; allowances begin anew only where the rates changed. */
  configure(setup: ReceiverSetup, mono: number): void {
    const { rates } = this.setup
    if (rates.perSource !== setup.rates.perSource || rates.total !== setup.rates.total) this.limits = new Limits(setup.rates, mono)
    this.setup = setup
    this.v3.setUsers(setup.users)
  }

  /** One datagram. `bytes` may be written to. `pass` gets what is let through, before it is read: what the limits drop is not passed on either. */
  receive(bytes: Buffer, from: From, answer: Answer, pass?: (bytes: Buffer) => void): void {
    const { counters } = this
    counters.received += 1
    const admission = this.limits.admit(from.source, this.setup.known.has(from.source), from.mono)
    if (admission !== 'ok') {
      counters[DROPPED[admission]] += 1
      return
    }
    if (bytes.length < SMALLEST || bytes.length > LARGEST) {
      counters.malformed += 1
      return
    }
    pass?.(bytes)
    const message = decodeMessage(bytes)
    if (!message) counters.malformed += 1
    else if (message.version === 3) this.receiveV3(bytes, from, answer)
    else this.receiveCommunity(bytes, message, from, answer)
  }

  private receiveCommunity(bytes: Buffer, message: CommunityMessage, from: From, answer: Answer): void {
    const { version, tag, pdu: range } = message
    const fits = version === 0 ? tag === PDU.trapV1 : tag === PDU.trapV2 || tag === PDU.inform
    const pdu = fits ? decodePdu(bytes, range.start, range.end) : null
    const told = pdu && readTrap(pdu)
    if (!pdu || !told) {
      this.counters.malformed += 1
      return
    }
    const { known, context } = this.principal(message.community.toString('utf8'))
    if (!known && this.setup.knownCommunitiesOnly) {
      this.counters.community += 1
      return
    }
    if (pdu.type === 'inform') {
      this.counters.informs += 1
      // The answer is the inform itself as a response (RFC 3416 4.2.7).
      const reply = Buffer.from(bytes)
      reply[range.start] = PDU.response
      answer(reply)
      this.counters.acknowledged += 1
      if (this.isAgain(from, pdu)) return
    }
    this.queue({
      ...told,
      ...this.sender(from),
      version: version === 0 ? '1' : '2c',
      inform: pdu.type === 'inform',
      user: null,
      known,
      context,
      engineId: null,
      raw: rawOf(bytes, message.community),
    })
  }

  /** Whether a community is one of ours, and the context behind its `@`. */
  private principal(community: string): { known: boolean; context: string } {
    const { communities } = this.setup
    if (communities.has(community)) return { known: true, context: '' }
    const at = community.lastIndexOf('@')
    if (at < 0) return { known: false, context: '' }
    return { known: communities.has(community.slice(0, at)), context: plain(community.slice(at + 1), MOST_CONTEXT) }
  }

  private receiveV3(bytes: Buffer, from: From, answer: Answer): void {
    const print = createHash('sha1').update(bytes).digest('base64')
    const opened = this.v3.openNotification(bytes)
    if (opened.kind === 'drop') {
      if (opened.reason === 'malformed' || opened.reason === 'notNotification') this.counters.malformed += 1
      else this.countV3(opened.reason)
      return
    }
    if (opened.kind === 'report') {
      // An honest sender asks who we are before its first inform: that is no mistake.
      if (opened.counter !== 'unknownEngineIDs') this.countV3(REPORTED[opened.counter])
      answer(opened.bytes)
      return
    }
    const pdu = decodePdu(opened.bytes, opened.start, opened.end)
    const told = pdu && readTrap(pdu)
    if (!pdu || !told) {
      this.counters.malformed += 1
      return
    }
    const replayed = opened.secret.auth !== undefined && this.messages.again(print, from.mono)
    if (pdu.type === 'inform') {
      this.counters.informs += 1
      this.acknowledge(opened, answer)
      const again = this.isAgain(from, pdu)
      if (again || replayed) {
        if (!again) this.counters.duplicates += 1
        return
      }
    } else if (replayed) {
      this.countV3('replayed')
      return
    }
    this.queue({
      ...told,
      ...this.sender(from),
      version: '3',
      inform: pdu.type === 'inform',
      user: opened.secret.user,
      known: true,
      context: plain(opened.context, MOST_CONTEXT),
      engineId: opened.engine,
      raw: opened.bytes.toString('hex', opened.start, Math.min(opened.end, opened.start + TRAP_LIMITS.raw)),
    })
  }

  private acknowledge(inform: Notification, answer: Answer): void {
    const pdu = Buffer.from(inform.bytes.subarray(inform.start, inform.end))
    pdu[0] = PDU.response
    answer(this.v3.sealResponse(inform, pdu))
    this.counters.acknowledged += 1
  }

  private isAgain({ source, port, mono }: From, pdu: Pdu): boolean {
    if (pdu.type === 'trapV1' || !this.informs.again(`${source}|${port}|${pdu.id}`, mono)) return false
    this.counters.duplicates += 1
    return true
  }

  private sender({ source, port, at }: From): Pick<ReceivedTrap, 'source' | 'port' | 'at'> {
    return { source, port, at }
  }

  private countV3(reason: string): void {
    this.counters.v3[reason] = (this.counters.v3[reason] ?? 0) + 1
  }

  private queue(trap: ReceivedTrap): void {
    if (this.waiting.length >= MOST_WAITING) {
      this.counters.droppedOverflow += 1
      return
    }
    this.counters.accepted += 1
    this.waiting.push(trap)
  }

  get queued(): number {
    return this.waiting.length
  }

  /** The oldest that wait, at most `most`. */
  take(most: number): ReceivedTrap[] {
    return this.waiting.splice(0, most)
  }

  /** Puts back what could not be handed on. */
  putBack(traps: readonly ReceivedTrap[]): void {
    this.waiting = [...traps, ...this.waiting]
    const over = this.waiting.length - MOST_WAITING
    if (over <= 0) return
    this.waiting.splice(0, over)
    this.counters.droppedOverflow += over
  }
}

/** What an inform was told is wrong with it, in the words of what a trap is dropped for. */
const REPORTED = {
  unsupportedSecLevels: 'level',
  notInTimeWindows: 'window',
  unknownUserNames: 'user',
  unknownEngineIDs: 'engine',
  wrongDigests: 'digest',
  decryptionErrors: 'decryption',
} as const

/** The datagram's beginning in hex; the community, a secret, is blotted out with asterisks. */
function rawOf(bytes: Buffer, community: Buffer): string {
  const copy = Buffer.from(bytes.subarray(0, TRAP_LIMITS.raw))
  const start = community.byteOffset - bytes.byteOffset
  copy.fill('*', Math.min(start, copy.length), Math.min(start + community.length, copy.length))
  return copy.toString('hex')
}
