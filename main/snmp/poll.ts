/** All requests for one list of objects, made once and asked again and again; what the agent cannot take is asked in smaller parts. */
import { halves } from './limit.ts'
import type { Line } from './line.ts'
import { Part, type Response, type Whole } from './part.ts'
import type { ObjectList } from './prepared.ts'
import type { Way } from './question.ts'
import { Reply } from './reply.ts'
import { fail, type Exchange, type Failure } from './target.ts'

export const STATUS = { tooBig: 1, noSuchName: 2, authorizationError: 16 } as const

const NO_REPLY = new Reply(0)

export class Poll implements Whole {
  readonly list: ObjectList
  readonly way: Way
  /** Objects per request that it was cut for. */
  readonly size: number
  reply: Reply
  readonly #line: Line
  readonly #parts: Part[]
  /** The next of its parts to be asked. */
  #next = 0
  /** Parts of parts, to be asked before those. */
  readonly #more: Part[] = []
  /** Under way; few, and a set would be made anew with every poll. */
  readonly #open: Part[] = []
  /** One object asked to learn whether the agent is there at all → the part that it did not answer. */
  readonly #probes = new Map<Part, Part>()
  /** Parts that are too big where they meet silence: the agent is there. */
  readonly #certain = new Set<Part>()
  #general = false
  #done: ((exchange: Exchange<Reply>) => void) | null = null

  constructor(line: Line, way: Way, list: ObjectList) {
    this.#line = line
    this.way = way
    this.list = list
    this.size = line.limit.value
    this.reply = NO_REPLY
    this.#parts = list.parts(this.size).map((slots) => new Part(way, list, slots, this))
  }

  begin(done: (exchange: Exchange<Reply>) => void): void {
    this.#done = done
    this.#next = 0
    this.#general = false
    this.reply = this.list.room()
    while (this.#more.length > 0) this.#more.pop()
    if (this.#certain.size > 0) this.#certain.clear()
    this.#line.meet(this.way, this.#met)
  }

  fail(outcome: Failure['outcome']): void {
    for (const part of this.#open) part.end()
    this.#finish(fail(outcome))
  }

  matched(part: Part): void {
    this.#line.limit.answered(part.slots.length)
    this.#settle(part)
  }

  answered(part: Part, { status, index, varbinds }: Response): void {
    this.#general = true
    const { slots } = part
    if (this.#probes.has(part)) this.#settle(part)
    else if (status === STATUS.tooBig) this.#halve(part, 'tooBig')
    else if (status === STATUS.authorizationError) this.failed(part, 'auth')
    else if (status !== 0) this.#refused(part, status === STATUS.noSuchName, slots[index - 1])
    else if (varbinds.length !== slots.length || !varbinds.every(({ oid }, n) => oid === this.list.oids[slots[n]!])) {
      this.#halve(part, 'malformed')
    } else {
      varbinds.forEach(({ value }, n) => this.reply.give(slots[n]!, value))
      this.matched(part)
    }
  }

  failed(part: Part, outcome: Failure['outcome']): void {
    const { limit, target } = this.#line
    if (outcome === 'timeout' && this.#certain.has(part)) this.#halve(part, outcome)
    else if (outcome === 'timeout' && target.retries === 0 && limit.isProven && this.suspects(part)) this.suspected(part)
    else this.fail(outcome)
  }

  adrift(part: Part): void {
    this.#shut(part)
    this.#more.push(part)
    this.#line.meet(this.way, this.#met)
  }

  suspects(part: Part): boolean {
    return !this.#certain.has(part) && !this.#probes.has(part) && this.#line.limit.suspects(part.slots.length)
  }

  suspected(part: Part): void {
    this.#shut(part)
    const probe = new Part(this.way, this.list, part.slots.slice(0, 1), this)
    this.#probes.set(probe, part)
    this.#start(probe, 1)
  }

  /** The engine is known, or cannot be found. */
  readonly #met = (failure: Failure['outcome'] | null): void => {
    if (!this.#done) return
    if (failure) this.fail(failure)
    else this.#pump()
  }

  #pump(): void {
    while (this.#done && this.#open.length < this.#line.inFlight) {
      const part = this.#more.pop() ?? this.#parts[this.#next++]
      if (part) this.#start(part)
      else if (this.#open.length > 0) return
      else this.#finish(null)
    }
  }

  #start(part: Part, tries = this.#line.target.retries + 1): void {
    this.#open.push(part)
    part.ask(tries)
  }

  #shut(part: Part): void {
    const at = this.#open.indexOf(part)
    if (at < 0) return
    const last = this.#open.pop()
    if (last && last !== part) this.#open[at] = last
  }

  #settle(part: Part): void {
    this.#shut(part)
    const silent = this.#probes.get(part)
    if (silent) {
      // It is there: the whole is asked once more, and then silence means that it was too big.
      this.#probes.delete(part)
      this.#certain.add(silent)
      this.#more.push(silent)
    }
    this.#pump()
  }

  /** One object is not there, or cannot be read: the others are asked without it. Where the agent does not say which, it is found by halves. */
  #refused(part: Part, absent: boolean, named: number | undefined): void {
    const slot = part.slots.length === 1 ? part.slots[0] : absent ? named : undefined
    if (slot === undefined) {
      this.#divide(part)
      return
    }
    this.reply.lacks(slot, absent ? 'noSuchObject' : 'error')
    const others = part.slots.filter((other) => other !== slot)
    if (others.length > 0) this.#more.push(new Part(this.way, this.list, others, this))
    this.#settle(part)
  }

  /** It was too big, which is remembered. */
  #halve(part: Part, outcome: Failure['outcome']): void {
    if (part.slots.length < 2) {
      this.fail(outcome)
      return
    }
    this.#line.limit.refused(part.slots.length)
    this.#divide(part)
  }

  #divide(part: Part): void {
    const both = halves(part.slots)
    if (both) for (const half of both.toReversed()) this.#more.push(new Part(this.way, this.list, half, this))
    this.#settle(part)
  }

  #finish(failure: Failure | null): void {
    const done = this.#done
    this.#done = null
    while (this.#open.length > 0) this.#open.pop()
    if (this.#probes.size > 0) this.#probes.clear()
    if (!failure) this.#line.read = this.#general ? 'general' : 'prepared'
    this.#line.release()
    const { reply } = this
    this.reply = NO_REPLY
    if (failure) reply.clear()
    done?.(failure ?? { outcome: 'ok', value: reply })
  }
}
