/** One prepared request of a poll under way. */
import type { Dropped } from './dropped.ts'
import { PreparedRequest, type ObjectList } from './prepared.ts'
import { Question, type Way } from './question.ts'
import type { Reply } from './reply.ts'
import type { Failure } from './target.ts'
import { decodePdu, type Pdu } from './wire/pdu.ts'

export type Response = Pick<Extract<Pdu, { status: number }>, 'status' | 'index' | 'varbinds'>

/** Whose part it is. */
export type Whole = {
  /** Where its values go; another one for each poll. */
  readonly reply: Reply
  /** Its values are in the reply. */
  matched(part: Part): void
  /** An answer that is not of the prepared shape. */
  answered(part: Part, response: Response): void
  failed(part: Part, outcome: Failure['outcome']): void
  /** The engine must be found anew before it can be asked once more. */
  adrift(part: Part): void
  /** True where silence may mean that it was too big: something small is asked instead of the last try. */
  suspects(part: Part): boolean
  /** It has ended before its last try. */
  suspected(part: Part): void
}

export class Part extends Question {
  readonly list: ObjectList
  readonly request: PreparedRequest
  readonly #whole: Whole

  constructor(way: Way, list: ObjectList, slots: readonly number[], whole: Whole) {
    super(way)
    this.list = list
    this.request = new PreparedRequest(list, slots, way.community?.head ?? null)
    this.#whole = whole
  }

  get slots(): readonly number[] {
    return this.request.slots
  }

  protected message(): Buffer {
    this.request.setId(this.id)
    return this.request.bytes
  }

  protected take(bytes: Buffer, start: number, end: number): keyof Dropped | null {
    if (this.request.match(bytes, start, end, this.id, this.#whole.reply)) {
      this.end()
      this.#whole.matched(this)
      return null
    }
    const pdu = decodePdu(bytes, start, end)
    if (!pdu) return this.garbage()
    if (pdu.type !== 'response' || pdu.id !== this.id) return 'unasked'
    this.end()
    this.#whole.answered(this, pdu)
    return null
  }

  protected renew(): void {
    if (this.way.v3?.ready) this.again()
    else {
      this.end()
      this.#whole.adrift(this)
    }
  }

  protected override lastTry(): boolean {
    return this.#whole.suspects(this)
  }

  protected override instead(): void {
    this.#whole.suspected(this)
  }

  protected failed(outcome: Failure['outcome']): void {
    this.#whole.failed(this, outcome)
  }
}
