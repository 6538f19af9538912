/** One agent: GET in batches it can take, GETNEXT and GETBULK, one request at a time; engine and limits are learned and kept. */
import { openSession, troubleOf, type RawVarbind, type Session, type Trouble } from './library.ts'
import { isRefused } from './refusal.ts'
import type { Address } from './resolve.ts'
import { halves, Limit } from './limit.ts'
import { Line, type LineParts } from './line.ts'
import { isAboutEngine, Port } from './port.ts'
import { proofOf } from './proof.ts'
import { fail, levelOf, type Exchange, type Failure, type SnmpTarget } from './target.ts'
import { unguessably } from './unguessable.ts'
import { decodeValue, MOST_DOTTED, nothing, type SnmpValue, type Varbind } from './value.ts'

type Answer<T> = { value: T } | { trouble: Trouble }

export class AgentSession {
  readonly target: SnmpTarget
  /** The same agent as the poller asks it. What was learned of its limits holds for both. */
  readonly line: Line
  readonly #parts: LineParts
  readonly #limit: Limit
  #open: { session: Session; port: Port; peer: Address } | null = null
  #closed = false

  constructor(target: SnmpTarget, parts: LineParts, limit: Limit = new Limit()) {
    this.target = target
    this.#parts = parts
    this.#limit = limit
    this.line = new Line(target, parts, limit)
  }

  /** Varbinds per request that this agent is asked for at most. */
  get limit(): number {
    return this.#limit.value
  }

  set limit(value: number) {
    this.#limit.value = value
  }

  /** The values of these objects, in their order. A value that the agent does not have is an exception of its own, not a failure. */
  async get(oids: readonly string[]): Promise<Exchange<Varbind[]>> {
    const found = new Map<string, SnmpValue>()
    const waiting: string[][] = [[...oids]]
    for (let part = waiting.pop(); part; part = waiting.pop()) {
      if (part.length > this.limit) {
        waiting.push(part.slice(this.limit), part.slice(0, this.limit))
        continue
      }
      if (part.length === 0) continue
      const failure = await this.#getPart(part, found, waiting)
      if (failure) return failure
    }
    return { outcome: 'ok', value: oids.map((oid) => ({ oid, value: found.get(oid) ?? nothing('error') })) }
  }

  getNext(oids: readonly string[]): Promise<Exchange<Varbind[]>> {
    return this.#single((session, done) => session.getNext([...oids], done), decodeAll)
  }

  /** GETBULK on one column: rows in the order they came. */
  getBulk(oid: string, repetitions: number): Promise<Exchange<Varbind[]>> {
    return this.#single(
      (session, done) => session.getBulk([oid], 0, repetitions, (error, columns) => done(error, columns?.[0] ?? [])),
      decodeAll,
    )
  }

  /** After a timeout: does the host say that nothing listens there? */
  async refused(): Promise<boolean> {
    const place = this.#open ?? (await this.#parts.locate(this.target.host))
    return place ? isRefused(place.peer, this.target.port) : false
  }

  /** Lets go of what the library holds for it; the next request opens it anew. */
  rest(): void {
    this.#drop()
  }

  /** Ends it for good: what is under way ends as `internal`, and nothing is sent again. */
  close(): void {
    this.#closed = true
    this.line.close()
    this.#drop()
  }

  /** Forgets the engine and what is under way; the next request begins anew. */
  #drop(): void {
    const open = this.#open
    this.#open = null
    open?.session.close()
  }

  /** Asks for one part; splits it where the agent cannot take it. Answers a failure that ends the whole. */
  async #getPart(part: string[], found: Map<string, SnmpValue>, waiting: string[][]): Promise<Failure | null> {
    const answer = await this.#exchange((session, done) => session.get(part, done))
    if ('value' in answer) {
      if (answer.value.every((v, i) => v.oid === part[i])) {
        this.#limit.answered(part.length)
        for (const varbind of answer.value) found.set(varbind.oid, decodeValue(varbind))
        return null
      }
      return this.#halve(part, waiting, true) ? null : fail('malformed')
    }
    const { trouble } = answer
    switch (trouble.kind) {
      case 'tooBig':
      case 'mismatch':
        return this.#halve(part, waiting, true) ? null : fail(trouble.kind === 'tooBig' ? 'tooBig' : 'malformed')
      case 'timeout':
        return (await this.#silentAbove(part)) && this.#halve(part, waiting, true) ? null : fail('timeout')
      case 'noSuchName':
      case 'agentError': {
        const named = trouble.kind === 'noSuchName' ? trouble.oid : null
        const refused = named !== null && part.includes(named) ? named : part.length === 1 ? part[0] : null
        if (refused) found.set(refused, nothing(trouble.kind === 'noSuchName' ? 'noSuchObject' : 'error'))
        if (refused) waiting.push(part.filter((oid) => oid !== refused))
        else this.#halve(part, waiting, false)
        return null
      }
      default:
        return fail(trouble.kind === 'engine' ? 'auth' : trouble.kind)
    }
  }

  #halve(part: string[], waiting: string[][], remember: boolean): boolean {
    const both = halves(part)
    if (!both) return false
    if (remember) this.#limit.refused(part.length)
    waiting.push(both[1], both[0])
    return true
  }

  /** Some agents are silent where a request is too big for them: does this one answer a small one? */
  async #silentAbove(part: string[]): Promise<boolean> {
    if (!this.#limit.suspects(part.length)) return false
    const first = part[0]
    if (first === undefined) return false
    return 'value' in (await this.#exchange((session, done) => session.get([first], done)))
  }

  async #single(
    ask: (session: Session, done: (error: Error | null, varbinds?: RawVarbind[]) => void) => void,
    decode: (raw: RawVarbind[]) => Varbind[],
  ): Promise<Exchange<Varbind[]>> {
    const answer = await this.#exchange(ask)
    // A name longer than names can be is no name, and none to go on from.
    if ('value' in answer && answer.value.some(({ oid }) => oid.length > MOST_DOTTED)) return fail('malformed')
    if ('value' in answer) return { outcome: 'ok', value: decode(answer.value) }
    const { kind } = answer.trouble
    if (kind === 'noSuchName') return { outcome: 'ok', value: [] }
    return fail(kind === 'engine' ? 'auth' : kind === 'mismatch' ? 'malformed' : kind)
  }

  /** One request with its retries; with an engine that is not what it was, or an id that was in use, once more from the start. */
  async #exchange(
    ask: (session: Session, done: (error: Error | null, varbinds?: RawVarbind[]) => void) => void,
  ): Promise<Answer<RawVarbind[]>> {
    const first = await this.#attempt(ask)
    if ('value' in first || (first.trouble.kind !== 'engine' && first.trouble.kind !== 'internal')) return first
    this.#drop()
    return this.#attempt(ask)
  }

  async #attempt(
    ask: (session: Session, done: (error: Error | null, varbinds?: RawVarbind[]) => void) => void,
  ): Promise<Answer<RawVarbind[]>> {
    const open = this.#closed ? null : (this.#open ?? (await this.#connect()))
    if (this.#closed) return { trouble: { kind: 'internal' } }
    if (!open) return { trouble: { kind: 'unresolved' } }
    const { session, port } = open
    const { timeoutMs, retries, secret } = this.target
    const sends = (retries + 1) * (secret.version === '3' ? 3 : 1)
    port.peer.garbled = false
    port.budget = sends
    return new Promise((resolve) => {
      let finished = false
      const finish = (answer: Answer<RawVarbind[]>): void => {
        if (finished) return
        finished = true
        clearTimeout(guard)
        port.settle()
        resolve(answer)
      }
      // The library may lose a request; nothing here waits for ever.
      const guard = setTimeout(() => finish({ trouble: { kind: port.peer.garbled ? 'malformed' : 'timeout' } }), timeoutMs * (sends + 1))
      port.doubted = (counter) => {
        finish({ trouble: { kind: isAboutEngine(counter) ? 'engine' : 'auth' } })
        // The library's request is still under way: it goes with its session.
        this.#drop()
      }
      try {
        const answered = (error: Error | null, varbinds?: RawVarbind[]): void => {
          if (!error && varbinds) return finish({ value: varbinds })
          const trouble = error ? troubleOf(error) : ({ kind: 'malformed' } as const)
          if (trouble.kind === 'internal') this.#drop()
          finish({ trouble: trouble.kind === 'timeout' && port.peer.garbled ? { kind: 'malformed' } : trouble })
        }
        unguessably(() => ask(session, answered))
      } catch {
        this.#drop()
        finish({ trouble: { kind: 'internal' } })
      }
    })
  }

  async #connect(): Promise<{ session: Session; port: Port; peer: Address } | null> {
    const place = await this.#parts.locate(this.target.host)
    if (!place) return null
    const { peer, socket } = place
    const { port: at, secret, elsewhere = false } = this.target
    const port = new Port(socket, { address: peer.address, port: at, elsewhere }, levelOf(secret), proofOf(secret))
    const session = openSession(this.target, peer.address, peer.family, port)
    // The library reports a datagram it cannot read here; without a listener that would end the process.
    session.on('error', () => (port.peer.garbled = true))
    this.#open = { session, port, peer }
    return this.#open
  }
}

const decodeAll = (raw: RawVarbind[]): Varbind[] => raw.map((varbind) => ({ oid: varbind.oid, value: decodeValue(varbind) }))
