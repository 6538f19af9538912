/** The rows one kind of agent has, sorted and pre-encoded; shared by all devices of that kind, so a device costs no rows of its own. */
import type { Province, SimDevice, SimStation } from '../province/station.ts'
import type { Truth } from '../world/world.ts'
import { decodeOid, encodeOid, type Value } from './ber.ts'

/** What a row's value is read from. One object, filled anew for each request. */
export type View = {
  readonly province: Province
  readonly station: SimStation
  readonly device: SimDevice
  readonly truth: Truth
  /** Epoch ms of simulated time, not rounded. */
  readonly at: number
  /** When this agent started. */
  readonly bootedAt: number
}

export type Row = { readonly oid: string; readonly tag: number; readonly read: (view: View) => Value }
export type EncodedRow = Row & { readonly bytes: Uint8Array; readonly arcs: readonly number[] }

function compare(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

export class Mib {
  readonly rows: readonly EncodedRow[]
  private readonly byOid = new Map<string, number>()

  constructor(rows: readonly Row[]) {
    this.rows = rows
      .map((row) => {
        const bytes = encodeOid(row.oid)
        return { ...row, bytes, arcs: decodeOid(bytes, 0, bytes.length) ?? [] }
      })
      .sort((a, b) => compare(a.arcs, b.arcs))
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
    const arcs = decodeOid(buffer, from, to) ?? []
    let low = 0
    let high = this.rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(this.rows[middle]?.arcs ?? [], arcs) > 0) high = middle
      else low = middle + 1
    }
    return low < this.rows.length ? low : -1
  }
}
