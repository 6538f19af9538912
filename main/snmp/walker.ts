/** Walks one subtree without the text of names: each request begins where the last reply ended. It always ends. */
import type { Dropped } from './dropped.ts'
import type { Line } from './line.ts'
import { writeHead } from './prepared.ts'
import { Question, type Way } from './question.ts'
import { STATUS } from './poll.ts'
import { Rows, type Step } from './rows.ts'
import { fail, type Exchange, type Failure } from './target.ts'
import { Reader } from './wire/reader.ts'
import { PDU, TAG } from './wire/tags.ts'
import { Writer } from './wire/writer.ts'

export type WalkCaps = {
  /** False where the agent must not be asked with GETBULK. */
  readonly bulk: boolean
  readonly mostRows?: number
  readonly mostMs?: number
}
/** `ended` says whether all of it came: `loop` is an agent whose names do not increase, `cap` our own limit. */
export type WalkRows = { readonly rows: Rows; readonly ended: 'whole' | 'loop' | 'cap' }

const REPETITIONS = 20
/** Once it is seen how long rows are, so many are asked for as fill a datagram of this size, within reason. */
const FILL_OCTETS = 1200
const MOST_REPETITIONS = 40
const MOST_ROWS = 5000
const MOST_MS = 30_000
const NOTHING = new Uint8Array(0)
const writer = new Writer()

export class Walker extends Question {
  readonly #line: Line
  readonly #resolve: (exchange: Exchange<WalkRows>) => void
  readonly #root: Buffer
  readonly #rows = new Rows()
  readonly #mostRows: number
  readonly #until: number
  #bulk: boolean
  #repetitions = REPETITIONS
  /** True once it did not answer GETBULK. */
  #stumbled = false
  #wasTooBig = false
  #ended = false

  /** `root` is a name with tag and length. */
  constructor(line: Line, way: Way, root: Buffer, caps: WalkCaps, resolve: (exchange: Exchange<WalkRows>) => void) {
    super(way)
    this.#line = line
    this.#resolve = resolve
    // Roots are short: their length takes one octet.
    this.#root = root.subarray(2)
    this.#mostRows = caps.mostRows ?? MOST_ROWS
    this.#until = way.mono() + (caps.mostMs ?? MOST_MS)
    this.#bulk = caps.bulk && line.bulk && line.target.secret.version !== '1'
  }

  begin(): void {
    this.#line.meet(this.way, (failure) => {
      if (failure) this.failed(failure)
      else this.#step()
    })
  }

  fail(outcome: Failure['outcome']): void {
    this.end()
    this.#finish(fail(outcome))
  }

  protected message(): Buffer {
    const { community } = this.way
    const { last, lastStart, lastEnd } = this.#rows
    const name = lastEnd === 0 ? this.#root : last.subarray(lastStart, lastEnd)
    writer.reset()
    const since = writer.size
    writer.octets(NOTHING, TAG.null)
    writer.octets(name, TAG.oid)
    writer.wrap(TAG.sequence, since)
    writer.wrap(TAG.sequence, since)
    writeHead(writer, this.#bulk ? PDU.getBulk : PDU.getNext, 0, this.#bulk ? this.#repetitions : 0, this.id)
    if (community) {
      writer.raw(community.head)
      writer.wrap(TAG.sequence, 0)
    }
    return writer.take()
  }

  protected take(bytes: Buffer, start: number, end: number): keyof Dropped | null {
    const reader = new Reader(bytes, start, end)
    reader.enter(PDU.response)
    const id = reader.integer()
    const status = reader.integer()
    reader.integer()
    reader.enter(TAG.sequence)
    if (reader.bad || reader.limit !== end) return this.garbage()
    if (id !== this.id) return 'unasked'
    const before = this.#rows.count
    const step = status === 0 ? this.#rows.take(bytes, reader.at, end, this.#root, this.#mostRows) : this.#refused(status)
    if (step === 'bad') return this.garbage()
    this.end()
    if (this.#bulk && status === 0) this.#fill(bytes.length, this.#rows.count - before)
    if (step !== 'more') this.#finish(typeof step === 'string' ? { outcome: 'ok', value: { rows: this.#rows, ended: step } } : step)
    else if (this.way.mono() > this.#until) this.#finish({ outcome: 'ok', value: { rows: this.#rows, ended: 'cap' } })
    else this.#step()
    return null
  }

  protected renew(): void {
    if (this.way.v3?.ready) this.again()
    else {
      this.end()
      this.begin()
    }
  }

  /** An agent that stumbles over GETBULK may well answer GETNEXT. */
  protected failed(outcome: Failure['outcome']): void {
    if (this.#bulk && this.#rows.count === 0 && (outcome === 'timeout' || outcome === 'malformed')) {
      this.#bulk = false
      this.#stumbled = true
      this.begin()
    } else this.#finish(fail(outcome))
  }

  #step(): void {
    if (this.#rows.count > 0 && this.#stumbled) this.#line.bulk = false
    if (!this.#ended) this.ask(this.#line.target.retries + 1)
  }

  /** Asks for more rows at once where the agent gave all that were asked for. */
  #fill(octets: number, rows: number): void {
    if (rows < this.#repetitions || this.#wasTooBig) return
    this.#repetitions = Math.max(this.#repetitions, Math.min(MOST_REPETITIONS, Math.floor((FILL_OCTETS * rows) / octets)))
  }

  #refused(status: number): Step | Failure {
    if (status === STATUS.noSuchName) return 'whole'
    if (status === STATUS.tooBig && this.#bulk && this.#repetitions > 1) {
      this.#wasTooBig = true
      this.#repetitions = Math.ceil(this.#repetitions / 2)
      return 'more'
    }
    if (status !== STATUS.authorizationError && this.#bulk && this.#rows.count === 0) {
      this.#bulk = false
      this.#stumbled = true
      return 'more'
    }
    return fail(status === STATUS.tooBig ? 'tooBig' : status === STATUS.authorizationError ? 'auth' : 'agentError')
  }

  #finish(exchange: Exchange<WalkRows>): void {
    if (this.#ended) return
    this.#ended = true
    this.#line.release()
    this.#resolve(exchange)
  }
}
