/** What a device answers to a request: GET, GETNEXT, GETBULK in v1 and v2c manners, and the ways a faulty agent answers wrongly. */
import type { Province } from '../province/station.ts'
import type { DeviceEvent } from '../world/events.ts'
import type { Truth } from '../world/world.ts'
import { TAG, type Value } from './ber.ts'
import type { Entry } from './directory.ts'
import type { EncodedRow, View } from './mib.ts'
import { PDU, STATUS, type Answer, type Request } from './pdu.ts'

/** A response keeps below what one Ethernet frame carries, as most agents do; GETBULK is cut there, GET answers tooBig far later. */
const BULK_OCTETS = 1400
const GET_OCTETS = 8000

export type Situation = {
  readonly province: Province
  readonly entry: Entry
  readonly truth: Truth
  readonly at: number
  readonly mischief: DeviceEvent | null
  readonly v1: boolean
  readonly datagram: Buffer
}

export function respond(request: Request, answer: Answer, situation: Situation): void {
  answer.clear()
  const { entry, truth, mischief } = situation
  const reset = mischief?.mischief === 'counterReset' ? mischief.from : 0
  const view: View = {
    province: situation.province,
    station: entry.station,
    device: entry.device,
    truth,
    at: situation.at,
    bootedAt: Math.max(truth.bootedAt, reset),
  }
  if (mischief?.mischief === 'tooBig' && request.count > 4) return fail(answer, STATUS.tooBig, 0)
  if (request.type === PDU.set) return echo(request, answer, situation, situation.v1 ? STATUS.noSuchName : STATUS.noAccess, 1)
  if (request.type === PDU.getBulk && situation.v1) return fail(answer, STATUS.genErr, 0)
  if (request.type === PDU.getBulk) return bulk(request, answer, situation, view)
  for (let n = 0; n < request.count; n++) {
    const from = request.from[n] ?? 0
    const to = request.to[n] ?? 0
    if (request.type === PDU.get) {
      const row = entry.mib.rows[entry.mib.find(situation.datagram, from, to)]
      const hidden = !row || (situation.v1 && row.tag === TAG.counter64) || (mischief?.mischief === 'noSuchInstance' && n % 3 === 2)
      if (!hidden) give(answer, row, view, mischief)
      else if (situation.v1) return echo(request, answer, situation, STATUS.noSuchName, n + 1)
      else answer.push(situation.datagram.subarray(from, to), TAG.noSuchInstance, null)
    } else {
      const row = following(situation, from, to)
      if (row) give(answer, row, view, mischief)
      else if (situation.v1) return echo(request, answer, situation, STATUS.noSuchName, n + 1)
      else answer.push(situation.datagram.subarray(from, to), TAG.endOfMib, null)
    }
  }
  if (answer.size > GET_OCTETS) fail(answer, STATUS.tooBig, 0)
}

function bulk(request: Request, answer: Answer, situation: Situation, view: View): void {
  const { mib } = situation.entry
  const single = Math.min(request.count, Math.max(0, request.first))
  const repeats = Math.min(200, Math.max(0, request.second))
  const at: number[] = []
  for (let n = 0; n < request.count; n++) {
    const from = request.from[n] ?? 0
    const to = request.to[n] ?? 0
    const next = nextIndex(situation, from, to)
    at.push(next)
    if (n < single) one(answer, mib.rows[next], situation.datagram.subarray(from, to), view, situation.mischief)
  }
  if (single === request.count) return
  for (let turn = 0; turn < repeats; turn++) {
    let ended = true
    for (let n = single; n < request.count; n++) {
      if (answer.size > BULK_OCTETS) return
      const row = mib.rows[at[n] ?? -1]
      one(answer, row, turn === 0 || !mib.rows.length ? requested(request, situation, n) : lastOid(mib.rows), view, situation.mischief)
      if (!row) continue
      ended = false
      at[n] = looped(situation, (at[n] ?? 0) + 1 < mib.rows.length ? (at[n] ?? 0) + 1 : -1)
    }
    if (ended) return
  }
}

const requested = (request: Request, situation: Situation, n: number): Uint8Array =>
  situation.datagram.subarray(request.from[n] ?? 0, request.to[n] ?? 0)
const lastOid = (rows: readonly EncodedRow[]): Uint8Array => rows[rows.length - 1]?.bytes ?? new Uint8Array(0)

function one(answer: Answer, row: EncodedRow | undefined, asked: Uint8Array, view: View, mischief: DeviceEvent | null): void {
  if (row) give(answer, row, view, mischief)
  else answer.push(asked, TAG.endOfMib, null)
}

function nextIndex(situation: Situation, from: number, to: number): number {
  return looped(situation, situation.entry.mib.next(situation.datagram, from, to))
}

/** A looping agent jumps back from its thirteenth row for ever. */
function looped(situation: Situation, next: number): number {
  return situation.mischief?.mischief === 'loopedWalk' && next === 12 ? 7 : next
}

/** The next row; v1 cannot carry Counter64, so it steps over those. */
function following(situation: Situation, from: number, to: number): EncodedRow | undefined {
  const { rows } = situation.entry.mib
  let next = nextIndex(situation, from, to)
  while (situation.v1 && next >= 0 && rows[next]?.tag === TAG.counter64) next = next + 1 < rows.length ? next + 1 : -1
  return rows[next]
}

function give(answer: Answer, row: EncodedRow, view: View, mischief: DeviceEvent | null): void {
  let { tag } = row
  let value: Value = row.read(view)
  if (mischief?.mischief === 'sentinel' && typeof value === 'number' && tag !== TAG.timeTicks) value = 2_147_483_647
  if (mischief?.mischief === 'wrongType' && typeof value === 'number') {
    value = String(Math.round(value))
    tag = TAG.octets
  }
  answer.push(row.bytes, tag, value)
}

function fail(answer: Answer, status: number, index: number): void {
  answer.clear()
  answer.status = status
  answer.index = index
}

/** v1 and SET: the request's own varbinds come back with the error. */
function echo(request: Request, answer: Answer, situation: Situation, status: number, index: number): void {
  fail(answer, status, index)
  for (let n = 0; n < request.count; n++) answer.push(requested(request, situation, n), TAG.nothing, null)
}
