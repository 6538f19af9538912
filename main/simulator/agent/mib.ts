/** The rows one kind of agent has, sorted and pre-encoded; shared by all devices of that kind, so a device costs no rows of its own. */
import type { Province, SimDevice, SimStation } from '../province/station.ts'
import type { Truth } from '../world/world.ts'
import { encodeOid, type Value } from './ber.ts'

/** The least a row's value is read from. */
export type Moment = {
  /** Epoch ms of simulated time, not rounded. */
  readonly at: number
  /** When this agent started. */
  readonly bootedAt: number
}

/** What the rows of a province's devices are read from. One object, filled anew for each request. */
export type View = Moment & {
  readonly province: Province
  readonly station: SimStation
  readonly device: SimDevice
  readonly truth: Truth
}

export type Row<V extends Moment = View> = { readonly oid: string; readonly tag: number; read(view: V): Value }
export type EncodedRow<V extends Moment = View> = Row<V> & { readonly bytes: Uint8Array }

/** The order of two object identifiers by their content octets: arcs are compared as numbers, and a longer arc is a larger one. */
export function compareEncoded(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  let at = 0
  while (at < shared && a[at] === b[at]) at++
  if (at === shared) return a.length - b.length
  // Back to where the arc that differs begins.
  let start = at
  while (start > 0 && (a[start - 1] ?? 0) & 128) start--
  const difference = arcEnd(a, start) - arcEnd(b, start)
  return difference === 0 ? (a[at] ?? 0) - (b[at] ?? 0) : difference
}

function arcEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] ?? 0) & 128) at++
  return at
}

export class Mib<V extends Moment = View> {
  readonly rows: readonly EncodedRow<V>[]
  private readonly byOid = new Map<string, number>()

  /** Throws where two rows have one OID. */
  constructor(rows: readonly (Row<V> | EncodedRow<V>)[]) {
    this.rows = rows
      .map((row) => ('bytes' in row ? row : { ...row, bytes: encodeOid(row.oid) }))
      .sort((a, b) => compareEncoded(a.bytes, b.bytes))
    for (const [index, row] of this.rows.entries()) {
      const key = Buffer.from(row.bytes).toString('latin1')
      if (this.byOid.has(key)) throw new Error(`two rows at ${row.oid}`)
      this.byOid.set(key, index)
    }
  }

  /** The row at exactly this OID, or −1. */
  find(buffer: Buffer, from: number, to: number): number {
    return this.byOid.get(buffer.toString('latin1', from, to)) ?? -1
  }

  /** The first row behind this OID, or −1 at the end. */
  next(buffer: Buffer, from: number, to: number): number {
    const exact = this.find(buffer, from, to)
    if (exact >= 0) return exact + 1 < this.rows.length ? exact + 1 : -1
    const asked = buffer.subarray(from, to)
    let low = 0
    let high = this.rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareEncoded(this.rows[middle]?.bytes ?? EMPTY, asked) > 0) high = middle
      else low = middle + 1
    }
    return low < this.rows.length ? low : -1
  }
}

const EMPTY = new Uint8Array(0)
