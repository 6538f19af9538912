/** The PDUs of SNMP: reading a request's varbinds, and writing the response behind them. */
import { TAG, type Reader, type Value, type Writer } from './ber.ts'

export const PDU = { get: 0xa0, getNext: 0xa1, response: 0xa2, set: 0xa3, getBulk: 0xa5, report: 0xa8 } as const
export const STATUS = { noError: 0, tooBig: 1, noSuchName: 2, genErr: 5, noAccess: 6 } as const

/** A request, with its OIDs as places in the datagram. Reused from one request to the next. */
export class Request {
  type = 0
  id = 0
  /** Error status, or non-repeaters of GETBULK. */
  first = 0
  /** Error index, or max-repetitions of GETBULK. */
  second = 0
  count = 0
  readonly from: number[] = []
  readonly to: number[] = []

  /** Reads the PDU the reader stands at; false where it is none of ours. */
  read(reader: Reader): boolean {
    this.type = reader.peek()
    if (this.type !== PDU.get && this.type !== PDU.getNext && this.type !== PDU.getBulk && this.type !== PDU.set) return false
    reader.enter(this.type)
    this.id = reader.int()
    this.first = reader.int()
    this.second = reader.int()
    const end = reader.enter(TAG.sequence)
    this.count = 0
    while (!reader.bad && reader.at < end) {
      const next = reader.enter(TAG.sequence)
      reader.skip(TAG.oid)
      this.from[this.count] = reader.start
      this.to[this.count] = reader.at
      this.count++
      reader.at = next
    }
    return !reader.bad
  }
}

/** The varbinds of a response, kept as columns until they are written. */
export class Answer {
  status: number = STATUS.noError
  index = 0
  count = 0
  /** Octets the varbinds take, about. */
  size = 0
  readonly oids: Uint8Array[] = []
  readonly tags: number[] = []
  readonly values: Value[] = []

  clear(): void {
    this.status = STATUS.noError
    this.index = 0
    this.count = 0
    this.size = 0
  }

  push(oid: Uint8Array, tag: number, value: Value): void {
    this.oids[this.count] = oid
    this.tags[this.count] = tag
    this.values[this.count] = value
    this.count++
    this.size += oid.length + 8 + (typeof value === 'string' ? value.length : 6)
  }

  /** Writes the whole PDU before what the writer holds. */
  write(writer: Writer, type: number, id: number): void {
    const end = writer.at
    for (let n = this.count - 1; n >= 0; n--) {
      const bind = writer.at
      writer.value(this.tags[n] ?? TAG.nothing, this.values[n] ?? null)
      writer.octets(this.oids[n] ?? EMPTY, TAG.oid)
      writer.header(TAG.sequence, bind)
    }
    writer.header(TAG.sequence, end)
    writer.int(this.index)
    writer.int(this.status)
    writer.int(id)
    writer.header(type, end)
  }
}

const EMPTY = new Uint8Array(0)
