/** What a device answers to a request: GET, GETNEXT, GETBULK in v1 and v2c manners, and the ways a faulty agent answers wrongly. */
import { amountOf, type DeviceEvent, type FaultKind } from '../faults/kinds.ts'
import { TAG, type Value } from './ber.ts'
import type { EncodedRow, Mib, Moment } from './mib.ts'
import { PDU, STATUS, type Answer, type Request } from './pdu.ts'

/** A response keeps below what one Ethernet frame carries, as most agents do; GETBULK is cut there, GET answers tooBig far later. */
const BULK_OCTETS = 1400
const GET_OCTETS = 8000

export type Situation<V extends Moment> = {
  readonly mib: Mib<V>
  readonly view: V
  readonly faults: readonly DeviceEvent[]
  readonly v1: boolean
  readonly datagram: Buffer
}

const fault = ({ faults }: { readonly faults: readonly DeviceEvent[] }, kind: FaultKind): DeviceEvent | undefined =>
  faults.length === 0 ? undefined : faults.find((event) => event.mischief === kind)

export function respond<V extends Moment>(request: Request, answer: Answer, given: Situation<V>): void {
  answer.clear()
  const reset = fault(given, 'counterReset')
  const situation = reset ? { ...given, view: { ...given.view, bootedAt: Math.max(given.view.bootedAt, reset.from) } } : given
  const { mib, datagram, v1 } = situation
  const tooBig = fault(situation, 'tooBig')
  if (tooBig && request.count > amountOf(tooBig)) return fail(answer, STATUS.tooBig, 0)
  const cut = fault(situation, 'silentTruncation')
  if (cut) request.count = Math.min(request.count, Math.max(0, amountOf(cut)))
  if (request.type === PDU.set) return echo(request, answer, situation, v1 ? STATUS.noSuchName : STATUS.noAccess, 1)
  if (request.type === PDU.getBulk && v1) return fail(answer, STATUS.genErr, 0)
  if (request.type === PDU.getBulk) return bulk(request, answer, situation)
  const gaps = fault(situation, 'noSuchInstance') !== undefined
  for (let n = 0; n < request.count; n++) {
    const from = request.from[n] ?? 0
    const to = request.to[n] ?? 0
    if (request.type === PDU.get) {
      const row = mib.rows[mib.find(datagram, from, to)]
      const hidden = !row || (v1 && row.tag === TAG.counter64) || (gaps && n % 3 === 2)
      if (!hidden) give(answer, row, situation)
      else if (v1) return echo(request, answer, situation, STATUS.noSuchName, n + 1)
      else answer.push(datagram.subarray(from, to), TAG.noSuchInstance, null)
    } else {
      const row = following(situation, from, to)
      if (row) give(answer, row, situation)
      else if (v1) return echo(request, answer, situation, STATUS.noSuchName, n + 1)
      else answer.push(datagram.subarray(from, to), TAG.endOfMib, null)
    }
  }
  if (answer.size > GET_OCTETS) fail(answer, STATUS.tooBig, 0)
}

function bulk<V extends Moment>(request: Request, answer: Answer, situation: Situation<V>): void {
  const { mib } = situation
  const single = Math.min(request.count, Math.max(0, request.first))
  const repeats = Math.min(200, Math.max(0, request.second))
  const at: number[] = []
  for (let n = 0; n < request.count; n++) {
    const from = request.from[n] ?? 0
    const to = request.to[n] ?? 0
    const next = nextIndex(situation, from, to)
    at.push(next)
    if (n < single) one(answer, mib.rows[next], situation.datagram.subarray(from, to), situation)
  }
  if (single === request.count) return
  for (let turn = 0; turn < repeats; turn++) {
    let ended = true
    for (let n = single; n < request.count; n++) {
      if (answer.size > BULK_OCTETS) return
      const row = mib.rows[at[n] ?? -1]
      one(answer, row, turn === 0 || !mib.rows.length ? requested(request, situation, n) : lastOid(mib.rows), situation)
      if (!row) continue
      ended = false
      at[n] = looped(situation, (at[n] ?? 0) + 1 < mib.rows.length ? (at[n] ?? 0) + 1 : -1)
    }
    if (ended) return
  }
}

const requested = <V extends Moment>(request: Request, situation: Situation<V>, n: number): Uint8Array =>
  situation.datagram.subarray(request.from[n] ?? 0, request.to[n] ?? 0)
const lastOid = <V extends Moment>(rows: readonly EncodedRow<V>[]): Uint8Array => rows[rows.length - 1]?.bytes ?? new Uint8Array(0)

function one<V extends Moment>(answer: Answer, row: EncodedRow<V> | undefined, asked: Uint8Array, situation: Situation<V>): void {
  if (row) give(answer, row, situation)
  else answer.push(asked, TAG.endOfMib, null)
}

function nextIndex<V extends Moment>(situation: Situation<V>, from: number, to: number): number {
  return looped(situation, situation.mib.next(situation.datagram, from, to))
}

/** A looping agent jumps back from its thirteenth row for ever. */
function looped<V extends Moment>(situation: Situation<V>, next: number): number {
  return next === 12 && fault(situation, 'loopedWalk') ? 7 : next
}

/** The next row; v1 cannot carry Counter64, so it steps over those. */
function following<V extends Moment>(situation: Situation<V>, from: number, to: number): EncodedRow<V> | undefined {
  const { rows } = situation.mib
  let next = nextIndex(situation, from, to)
  while (situation.v1 && next >= 0 && rows[next]?.tag === TAG.counter64) next = next + 1 < rows.length ? next + 1 : -1
  return rows[next]
}

function give<V extends Moment>(answer: Answer, row: EncodedRow<V>, situation: Situation<V>): void {
  let { tag } = row
  let value: Value = row.read(situation.view)
  if (situation.faults.length > 0 && typeof value === 'number') {
    const sentinel = fault(situation, 'sentinel')
    const back = fault(situation, 'timeBackwards')
    if (sentinel && tag !== TAG.timeTicks) value = amountOf(sentinel)
    if (back && tag === TAG.timeTicks) value = Math.max(0, value - amountOf(back) * 100)
    if (fault(situation, 'wrongType')) {
      value = String(Math.round(value))
      tag = TAG.octets
    }
  }
  answer.push(row.bytes, tag, value)
}

function fail(answer: Answer, status: number, index: number): void {
  answer.clear()
  answer.status = status
  answer.index = index
}

/** v1 and SET: the request's own varbinds come back with the error. */
function echo<V extends Moment>(request: Request, answer: Answer, situation: Situation<V>, status: number, index: number): void {
  fail(answer, status, index)
  for (let n = 0; n < request.count; n++) answer.push(requested(request, situation, n), TAG.nothing, null)
}
