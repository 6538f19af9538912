/** One export of samples: which devices it is of, how fine, how much it will be, and the walk that writes it piece by piece. */
import type { ExportEstimate } from '../../shared/contract/exports.ts'
import { iso } from '../../shared/format/time.ts'
import { ExportLevel, type ExportRequest, type ExportScope } from '../../shared/model/export.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { csvSamples } from '../reports/samples/csv.ts'
import type { Origin, SampleFile, Sink } from '../reports/samples/file.ts'
import { parquetSamples } from '../reports/samples/parquet.ts'
import type { Inventory, SampleReads } from '../store/store.ts'
import type { Progress } from './jobs.ts'

const DAY_MS = 86_400_000
const ZONE_MS = 7 * 3_600_000
/** Devices whose hot samples are gathered at once: memory stays bounded, and the log is not gone through for each of them. */
const GROUP = 400
/** Device-days that an estimate looks into. */
const LOOKS = 8
/** Shares no divisor with LOOKS. */
const STRIDE = 3
/** Rows of each look that are written out, to see how long they become. */
const LOOK_ROWS = 3000
/** Rows after which the thread gets its turn. */
const STEP_ROWS = 20_000

type Piece = { readonly from: number; readonly to: number }
type ExportDevice = { readonly id: number; readonly origin: Origin }
export type SamplePlan = {
  readonly request: ExportRequest
  readonly level: ExportLevel
  readonly devices: readonly ExportDevice[]
  readonly metrics: ReadonlySet<MetricKey> | null
  /** Days (months for the coarse levels) of the period that the file has anything of. */
  readonly pieces: readonly Piece[]
  readonly since: ExportEstimate['since']
}

/** What is to be exported; refused where the period runs backwards or the scope names what is not there. */
export function planExport(reads: SampleReads, inventory: Inventory, request: ExportRequest): SamplePlan | Refusal {
  const { from, to } = request
  if (to <= from) return refuse('INVALID', 'access.invalid', undefined, { issues: [{ path: 'to', phrase: { key: 'error.field.period' } }] })
  const shut = reads.problem()
  if (shut) return refuse('UNAVAILABLE', `store.${shut.kind}`, { file: shut.file, detail: shut.detail })
  const devices = devicesOf(inventory, request.scope)
  if (devices === null) return refuse('NOT_FOUND', 'export.unknown')
  const reach = new Map(ExportLevel.options.map((level) => [level, reads.reach(level)]))
  const since = Object.fromEntries(ExportLevel.options.map((level) => [level, reach.get(level)?.from ?? null])) as ExportEstimate['since']
  const level = request.resolution === 'auto' ? finest(since, from) : request.resolution
  const there = reach.get(level)
  const pieces = there ? piecesOf(level, Math.max(from, there.from), Math.min(to, there.to)) : []
  return { request, level, devices, metrics: request.metrics.length === 0 ? null : new Set(request.metrics), pieces, since }
}

/** The finest level that goes back as far as the period does, or as far as any level does. */
function finest(since: ExportEstimate['since'], from: number): ExportLevel {
  const known = Object.values(since).filter((at) => at !== null)
  const oldest = Math.max(from, Math.min(...known))
  return ExportLevel.options.find((level) => (since[level] ?? Infinity) <= oldest) ?? 'raw'
}

/** By station's code, then by device; null where the scope names something that does not exist. */
function devicesOf({ provinces, communes, stations, devices }: Inventory, scope: ExportScope): ExportDevice[] | null {
  const isIn = (): ((device: { id: number; stationId: number }) => boolean) | null => {
    if (scope.kind === 'all') return () => true
    const ids = new Set(scope.ids)
    const lists = { provinces, communes, stations, devices } as const
    const known = new Set(lists[scope.kind].map(({ id }) => id))
    if (scope.ids.some((id) => !known.has(id))) return null
    if (scope.kind === 'devices') return ({ id }) => ids.has(id)
    if (scope.kind === 'stations') return ({ stationId }) => ids.has(stationId)
    const inProvinces = new Set(communes.filter(({ provinceId }) => ids.has(provinceId)).map(({ id }) => id))
    const wanted = scope.kind === 'provinces' ? inProvinces : ids
    const inside = new Set(stations.filter(({ communeId }) => wanted.has(communeId)).map(({ id }) => id))
    return ({ stationId }) => inside.has(stationId)
  }
  const wanted = isIn()
  if (!wanted) return null
  const provinceOf = new Map(provinces.map(({ id, name }) => [id, name]))
  const communeOf = new Map(communes.map((commune) => [commune.id, commune]))
  const stationOf = new Map(stations.map((station) => [station.id, station]))
  return devices
    .filter(wanted)
    .map((device) => {
      const station = stationOf.get(device.stationId)
      const commune = station && communeOf.get(station.communeId)
      const province = (commune && provinceOf.get(commune.provinceId)) ?? ''
      return {
        id: device.id,
        origin: {
          province,
          commune: commune?.name ?? '',
          stationCode: station?.code ?? '',
          stationName: station?.name ?? '',
          device: device.name,
        },
      }
    })
    .sort((a, b) => (a.origin.stationCode < b.origin.stationCode ? -1 : a.origin.stationCode > b.origin.stationCode ? 1 : a.id - b.id))
}

/** Days or months at +07, cut to the period. */
function piecesOf(level: ExportLevel, from: number, to: number): Piece[] {
  const pieces: Piece[] = []
  for (let begin = from; begin < to;) {
    const end = Math.min(to, level === 'raw' || level === '5m' ? nextDay(begin) : nextMonth(begin))
    pieces.push({ from: begin, to: end })
    begin = end
  }
  return pieces
}
function nextDay(at: number): number {
  return (Math.floor((at + ZONE_MS) / DAY_MS) + 1) * DAY_MS - ZONE_MS
}
function nextMonth(at: number): number {
  const local = new Date(at + ZONE_MS)
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) - ZONE_MS
}

/** The file that the request asks for, writing into `sink`. `maker`: the program and its version. */
export function sampleFile({ request, level }: Pick<SamplePlan, 'request' | 'level'>, maker: string, sink: Sink): SampleFile {
  if (request.format === 'csv') return csvSamples(level, request.locale, sink)
  const { scope, metrics, from, to } = request
  const facts = {
    product: maker,
    from: iso(from),
    to: iso(to),
    resolution: level,
    scope: scope.kind === 'all' ? 'all' : `${scope.kind} ${scope.ids.join(' ')}`,
    metrics: metrics.length === 0 ? 'all' : metrics.join(' '),
  }
  return parquetSamples(level, facts, maker, sink)
}

/** Writes all there is; answers how many rows of the history file could not be read. `end` of the file is the caller's. */
export function* writeSamples(plan: SamplePlan, reads: SampleReads, file: SampleFile): Generator<Progress, number> {
  const { devices, pieces, level, metrics } = plan
  const total = devices.length * pieces.length
  let done = 0
  let harmed = 0
  for (const piece of pieces) {
    for (let begin = 0; begin < devices.length; begin += GROUP) {
      const group = devices.slice(begin, begin + GROUP)
      const ids = group.map(({ id }) => id)
      const late = reads.late(ids, piece)
      for (const { id, origin } of group) {
        const found = reads.device(id, level, piece, metrics, late)
        harmed += found.harmed
        let fresh = 0
        for (const part of found.parts) {
          file.add(origin, part)
          fresh += part.at.length
          if (fresh < STEP_ROWS) continue
          fresh = 0
          yield { done, total }
        }
        done++
        yield { done, total }
      }
    }
  }
  return harmed
}

/** Rows and bytes, from a few days of a few devices spread over scope and period. */
export function estimateSamples(plan: SamplePlan, reads: SampleReads): { rows: number; bytes: number } {
  const { devices, pieces, level, metrics } = plan
  const total = devices.length * pieces.length
  const empty = measured(plan, () => {})
  if (total === 0) return { rows: 0, bytes: empty.bytes }
  const looks = Math.min(total, LOOKS)
  let rows = 0
  let looked = 0
  const some = measured(plan, (file) => {
    for (let i = 0; i < looks; i++) {
      const device = devices[Math.floor(((i + 0.5) * devices.length) / looks)]!
      // Spread over time at another pace than over devices, so that both are covered.
      const piece = pieces[Math.floor((((i * STRIDE) % looks) + 0.5) * (pieces.length / looks))]!
      looked += piece.to - piece.from
      for (const part of reads.device(device.id, level, piece, metrics, reads.late([device.id], piece)).parts) {
        rows += part.at.length
        if (file.rows < (i + 1) * LOOK_ROWS) file.add(device.origin, part)
      }
    }
  })
  const whole = pieces.reduce((sum, { from, to }) => sum + (to - from), 0) * devices.length
  const all = Math.round((rows * whole) / looked)
  const perRow = some.rows === 0 ? 0 : (some.bytes - empty.bytes) / some.rows
  return { rows: all, bytes: Math.round(empty.bytes + all * perRow) }
}

function measured(plan: SamplePlan, fill: (file: SampleFile) => void): { rows: number; bytes: number } {
  let bytes = 0
  const file = sampleFile(plan, '', (piece) => void (bytes += piece.length))
  fill(file)
  file.end()
  return { rows: file.rows, bytes }
}
