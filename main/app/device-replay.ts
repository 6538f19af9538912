/** Judges what history has of one device by rules as they stand before and after a change. Pure but for the reading. */
import { sightsOf } from '../domain/alarm/bucket.ts'
import { judge, type CompiledRule } from '../domain/alarm/judge.ts'
import { Replay } from '../domain/alarm/replay.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import { ABSENT, GOOD } from '../store/history/sample.ts'
import type { Reader } from '../store/store.ts'

/** One rule of a device before and after; null where it does not judge the device. */
export type RulePair = { readonly before: CompiledRule | null; readonly after: CompiledRule | null }
export type ReplayPeriod = { readonly from: number; readonly to: number; readonly intervalMs: number }
/** Moments of alarms, and how often some were raised again. */
export type Judged = { readonly alarms: readonly number[]; readonly again: number }
export type DeviceReplay = {
  readonly before: readonly Judged[]
  readonly after: readonly Judged[]
  readonly coverage: { readonly series: number; readonly raw: number; readonly coarse: number; readonly missing: number }
}

/** Looked at before the period begins, so that an alarm that stood then is known and not counted. */
const WARM_MS = 86_400_000
const HOUR_MS = 3_600_000
type Pieces = ReturnType<Reader['pieces']>
type RawPiece = Extract<Pieces['pieces'][number], { rollup: null }>
type RollupPiece = Extract<Pieces['pieces'][number], { chunk: null }>

/** A change of severity alone judges nothing otherwise. */
function sameJudging(a: CompiledRule | null, b: CompiledRule | null): boolean {
  if (a === null || b === null) return a === b
  const told = ({ rule }: CompiledRule) => JSON.stringify([rule.condition, rule.raiseHold, rule.clearHold])
  return a.rule === b.rule || told(a) === told(b)
}

export function replayDevice(
  reader: Pick<Reader, 'pieces'>,
  deviceId: number,
  metric: MetricKey,
  pairs: readonly RulePair[],
  period: ReplayPeriod,
): DeviceReplay {
  const { from, to, intervalMs } = period
  const others = pairs.flatMap(({ before, after }) => [before?.scope.unless ?? [], after?.scope.unless ?? []].flat())
  const { entries, pieces } = reader.pieces(deviceId, new Set([metric, ...others]), from - WARM_MS, to)
  const before: Judged[] = []
  const after: Judged[] = []
  const coverage = { series: 0, raw: 0, coarse: 0, missing: 0 }
  for (const { slot, metric: of } of entries) {
    if (of !== metric) continue
    const run = (rule: CompiledRule): Judged => {
      const unless = rule.scope.unless
      const better = entries.filter((entry) => entry.metric === unless).map((entry) => entry.slot)
      const replay = new Replay(rule, from, intervalMs)
      for (const piece of pieces) {
        if (piece.chunk) takeSamples(replay, rule, piece, slot, better)
        else if (piece.resolution === '5m') takeBuckets(replay, rule, piece, slot, better)
      }
      replay.end(to)
      return replay
    }
    for (const pair of pairs) {
      const was = pair.before ? run(pair.before) : null
      const is = sameJudging(pair.before, pair.after) ? was : pair.after ? run(pair.after) : null
      if (was) before.push(was)
      if (is) after.push(is)
    }
    const hours = hoursOf(pieces, slot, from)
    coverage.series++
    coverage.raw += hours.raw
    coverage.coarse += hours.coarse
    coverage.missing += Math.max(0, Math.ceil((to - from) / HOUR_MS) - hours.raw - hours.coarse)
  }
  return { before, after, coverage }
}

function takeSamples(replay: Replay, rule: CompiledRule, piece: RawPiece, slot: number, better: readonly number[]): void {
  const { at, columns } = piece.chunk
  const own = columns.find((column) => column.slot === slot)
  const others = columns.filter((column) => better.includes(column.slot))
  const reading: { value: number; quality: 'good' } = { value: 0, quality: 'good' }
  for (let i = 0; i < at.length; i++) {
    const time = at[i]!
    if (time < piece.from || time >= piece.to) continue
    if (own?.states[i] !== GOOD) {
      replay.take(time, 'nothing')
      continue
    }
    reading.value = own.values[i]!
    const sight = judge(rule, reading)
    replay.take(time, sight === 'raise' && others.some(({ states }) => states[i] === GOOD) ? 'nothing' : sight)
  }
}

function takeBuckets(replay: Replay, rule: CompiledRule, piece: RollupPiece, slot: number, better: readonly number[]): void {
  const { at, step, columns } = piece.rollup
  const own = columns.find((column) => column.slot === slot)
  if (!own) return
  const others = columns.filter((column) => better.includes(column.slot))
  for (let i = 0; i < at.length; i++) {
    const time = at[i]!
    if (time < piece.from || time >= piece.to) continue
    const count = own.count[i]!
    if (count === 0) {
      if (own.bad[i]! > 0) replay.take(time, 'nothing')
      continue
    }
    const seconds =
      own.seconds && new Map(Array.from(own.seconds, ([code, list]) => [code, list[i]!] as const).filter(([, held]) => held > 0))
    const hidden = others.some((column) => column.count[i]! > 0)
    const sights = sightsOf(rule, { min: own.min[i]!, max: own.max[i]!, mean: own.mean[i]!, count, seconds }, replay.raised)
    for (const [n, sight] of sights.entries()) replay.take(time + (n * step) / count, hidden && sight === 'raise' ? 'nothing' : sight)
  }
}

/** Hours of the period in which the series has samples, and those in which it has only figures of 5 minutes. */
function hoursOf(pieces: Pieces['pieces'], slot: number, from: number): { raw: number; coarse: number } {
  const found = { raw: 0, coarse: 0 }
  for (const piece of pieces) {
    const isIn = piece.chunk ? inChunk(piece, slot) : piece.resolution === '5m' ? inRollup(piece, slot) : null
    if (!isIn) continue
    const at = piece.chunk ? piece.chunk.at : piece.rollup.at
    let last = -1
    for (let i = 0; i < at.length; i++) {
      if (at[i]! < Math.max(from, piece.from) || at[i]! >= piece.to || !isIn(i)) continue
      const hour = Math.floor(at[i]! / HOUR_MS)
      if (hour !== last) found[piece.chunk ? 'raw' : 'coarse']++
      last = hour
    }
  }
  return found
}

function inChunk({ chunk }: RawPiece, slot: number): ((i: number) => boolean) | null {
  const column = chunk.columns.find((one) => one.slot === slot)
  return column ? (i) => column.states[i] !== ABSENT : null
}

function inRollup({ rollup }: RollupPiece, slot: number): ((i: number) => boolean) | null {
  const column = rollup.columns.find((one) => one.slot === slot)
  return column ? (i) => column.count[i]! + column.bad[i]! > 0 : null
}
