/**
 * "This rule would have raised N alarms": a proposed change held against what history has of the past days, station by station. A piece of the answer takes about
 * BUDGET_MS; whoever asks goes on where it ended.
 */
import { dayStart } from '../domain/availability/calendar.ts'
import { dayOf } from '../../shared/format/time.ts'
import type { PreviewPiece, RuleProposal } from '../../shared/contract/rules.ts'
import type { Device } from '../../shared/model/device.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { isRefusal, type Refusal } from '../../shared/model/refusal.ts'
import type { Inventory, Reader } from '../store/store.ts'
import type { Steps } from '../store/steps.ts'
import { replayDevice, type Judged, type ReplayPeriod, type RulePair } from './device-replay.ts'
import { previewScope, type PreviewScope } from './preview-scope.ts'

const BUDGET_MS = 400
const DAY_MS = 86_400_000

export type PreviewQuestion = { readonly proposal: RuleProposal; readonly to: number; readonly days: number; readonly after: number }
type Row = PreviewPiece['rows'][number]

/** `elapsed`: milliseconds on any clock that goes on. */
export function* rulePreview(
  reader: Reader,
  inventory: Inventory,
  { proposal, to, days, after }: PreviewQuestion,
  elapsed: () => number,
): Steps<PreviewPiece | Refusal> {
  const scope = previewScope(proposal, reader.rules(), inventory, dayOf(to))
  if (isRefusal(scope)) return scope
  const from = dayStart(to) - (days - 1) * DAY_MS
  const piece = emptyPiece(from, to, scope.stations.length)
  if (scope.metric === null) return fromAlarms(reader, scope, piece)

  const usual = reader.settings().intervalSeconds
  const devicesOf = Map.groupBy(inventory.devices, ({ stationId }) => stationId)
  const began = elapsed()
  for (const station of scope.stations) {
    if (station.id <= after) continue
    if (piece.looked > 0 && elapsed() - began >= BUDGET_MS) return piece
    const row: Row = { stationId: station.id, before: { alarms: 0, again: 0 }, after: { alarms: 0, again: 0 } }
    for (const device of devicesOf.get(station.id) ?? []) {
      const pairs = pairsOf(scope, device)
      if (pairs.length === 0) continue
      const period: ReplayPeriod = { from, to, intervalMs: (device.intervalSeconds ?? usual) * 1000 }
      const found = replayDevice(reader, device.id, scope.metric, pairs, period)
      count(piece, row, 'before', found.before)
      count(piece, row, 'after', found.after)
      for (const key of ['series', 'raw', 'coarse', 'missing'] as const) piece.coverage[key] += found.coverage[key]
      yield
    }
    finish(piece, row)
    piece.looked++
    piece.next = station.id
  }
  piece.next = null
  return piece
}

/** Rules that judge the device now or would. */
function pairsOf({ before, after, judged, metric }: PreviewScope, { stationId, kind, retired, enabled }: Device): RulePair[] {
  if (metric === null || retired || !enabled) return []
  const was = before.of(stationId).of(kind).byMetric.get(metric)
  const is = after.of(stationId).of(kind).byMetric.get(metric)
  return judged.flatMap((id) => {
    const pair = { before: was?.find(({ rule }) => rule.id === id) ?? null, after: is?.find(({ rule }) => rule.id === id) ?? null }
    return pair.before || pair.after ? [pair] : []
  })
}

/** Samples do not tell who answered: the alarms that were raised do, for as long as the change leaves the holds as they are. */
function fromAlarms(reader: Reader, scope: PreviewScope, piece: PreviewPiece): PreviewPiece {
  const rows = new Map(
    scope.stations.map(({ id }): [number, Row] => [id, { stationId: id, before: { alarms: 0, again: 0 }, after: { alarms: 0, again: 0 } }]),
  )
  const told = { ...piece, basis: 'alarms' as const, next: null, looked: scope.stations.length }
  const cannotTell = untold(scope)
  if (cannotTell) return { ...told, cannotTell }
  for (const { ruleId, stationId, raisedAt, count: times } of reader.raised(new Set(scope.untold), piece.from, piece.to)) {
    const row = rows.get(stationId)
    if (!row) continue
    const one: Judged = { alarms: [raisedAt], again: Math.max(0, times - 1) }
    if (scope.before.of(stationId).rules.get(ruleId)?.rule.enabled) count(piece, row, 'before', [one])
    if (scope.after.of(stationId).rules.get(ruleId)?.rule.enabled) count(piece, row, 'after', [one])
  }
  for (const row of rows.values()) finish(piece, row)
  return { ...told, days: piece.days, rows: piece.rows }
}

function untold({ stations, before, after, untold: ids }: PreviewScope): Phrase | null {
  for (const { id: stationId } of stations)
    for (const id of ids) {
      const was = before.of(stationId).rules.get(id)?.rule
      const is = after.of(stationId).rules.get(id)?.rule
      if (!was || !is || !is.enabled) continue
      if (!was.enabled) return { key: 'rule.preview.wasOff' }
      if (JSON.stringify([was.raiseHold, was.clearHold]) !== JSON.stringify([is.raiseHold, is.clearHold]))
        return { key: 'rule.preview.holds' }
    }
  return null
}

function emptyPiece(from: number, to: number, stations: number): PreviewPiece {
  const days: PreviewPiece['days'] = []
  for (let at = from; at < to; at += DAY_MS) days.push({ at, before: 0, after: 0 })
  const coverage = { series: 0, raw: 0, coarse: 0, missing: 0 }
  return { from, to, cannotTell: null, basis: 'history', stations, looked: 0, next: null, days, rows: [], coverage }
}

function count(piece: PreviewPiece, row: Row, side: 'before' | 'after', judged: readonly Judged[]): void {
  for (const { alarms, again } of judged) {
    row[side].alarms += alarms.length
    row[side].again += again
    for (const at of alarms) {
      const day = piece.days[Math.floor((at - piece.from) / DAY_MS)]
      if (day) day[side]++
    }
  }
}

function finish(piece: PreviewPiece, row: Row): void {
  const { before, after } = row
  if (before.alarms + before.again + after.alarms + after.again > 0) piece.rows.push(row)
}
