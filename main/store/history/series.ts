/** Draws series from history.db: chunks and hot log of a device, cut to the period and brought down to the screen. */
import type { MetricKey } from '../../../shared/model/metric.ts'
import type { Series, SeriesRequest } from '../../../shared/contract/history.ts'
import type { Db } from '../sqlite.ts'
import type { BookEntry } from './book.ts'
import { bucketed, type Samples } from './buckets.ts'
import { decodeChunk } from './codec.ts'
import { decodeHot, findInHead, type HotPoll, type HotRow } from './hot.ts'
import { chunkHour, chunkId, dayOf, hotBegin, hourOf, rowId, rowPeriod } from './keys.ts'
import { ABSENT, GOOD } from './sample.ts'

type Period = { from: number; to: number }
type ByTime = Map<number, number>

export function seriesReads(db: Db) {
  const book = db.prepare<[number], BookEntry>(
    'SELECT deviceId, slot, metric, instance, label FROM series WHERE deviceId = ? ORDER BY slot',
  )
  const chunk = db.prepare<[number], Buffer>('SELECT body FROM chunks WHERE id = ?').pluck()
  const day = db.prepare<[number], Buffer>('SELECT body FROM days WHERE id = ?').pluck()
  const firstDay = db.prepare<[], number | null>('SELECT min(id) FROM days').pluck()
  const lastDay = db.prepare<[], number | null>('SELECT max(id) FROM days').pluck()
  const oldest = db.prepare<[], number | null>('SELECT min(id) FROM chunks').pluck()
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM chunks').pluck()
  const heads = db.prepare<[number, number], { id: number; head: Buffer }>('SELECT id, head FROM hot WHERE id >= ? AND id < ?')
  const row = db.prepare<[number], HotRow>('SELECT crc, head, body FROM hot WHERE id = ?')

  /** Only hours that the file has are looked up, however long the period. */
  function* chunkHours({ from, to }: Period): Generator<number> {
    const first = oldest.get() ?? null
    const last = newest.get() ?? null
    if (first === null || last === null) return
    const end = Math.min(hourOf(to), chunkHour(last))
    for (let hour = Math.max(hourOf(from), chunkHour(first)); hour <= end; hour++) yield hour
  }

  /** Whole days, then hours: what came later stands. */
  function* bodies(deviceId: number, period: Period): Generator<Buffer | undefined> {
    const first = firstDay.get() ?? null
    const last = lastDay.get() ?? null
    if (first !== null && last !== null) {
      const end = Math.min(dayOf(period.to), rowPeriod(last))
      for (let one = Math.max(dayOf(period.from), rowPeriod(first)); one <= end; one++) yield day.get(rowId(one, deviceId))
    }
    for (const hour of chunkHours(period)) yield chunk.get(chunkId(hour, deviceId))
  }

  function fromChunks(deviceId: number, period: Period, columns: Map<number, ByTime>): void {
    const wanted = new Set(columns.keys())
    for (const bytes of bodies(deviceId, period)) {
      const found = bytes ? decodeChunk(bytes, wanted) : null
      if (!found) continue
      for (const { slot, states, values } of found.columns) {
        const into = columns.get(slot)!
        for (let i = 0; i < states.length; i++) put(into, found.at[i]!, states[i]!, values[i]!, period)
      }
    }
  }

  /** One pass over the heads for all devices; only rows that have one of them are unpacked. */
  function fromHot(devices: Map<number, Map<number, ByTime>>, period: Period): void {
    const wanted = (deviceId: number) => devices.has(deviceId)
    const rows: number[] = []
    for (const { id, head } of heads.iterate(hotBegin(hourOf(period.from)), hotBegin(hourOf(period.to) + 1))) {
      if (findInHead(head, wanted).records.length > 0) rows.push(id)
    }
    for (const id of rows) {
      const found = row.get(id)
      if (found) for (const poll of decodeHot(found, wanted)) takePoll(poll, devices.get(poll.deviceId)!, period)
    }
  }

  return {
    index(deviceIds: readonly number[]): (SeriesRequest & { label: string })[] {
      return deviceIds.flatMap((id) =>
        book.all(id).map(({ deviceId, metric, instance, label }) => ({ deviceId, metric: metric as MetricKey, instance, label })),
      )
    },
    series(request: { series: SeriesRequest[]; from: number; to: number; pixels: number }): Series[] {
      const devices = new Map<number, Map<number, ByTime>>()
      const entries = request.series.map(({ deviceId, metric, instance }) => {
        const entry = book.all(deviceId).find((one) => one.metric === metric && one.instance === instance)
        if (!entry) return null
        const columns = devices.get(deviceId) ?? new Map<number, ByTime>()
        devices.set(deviceId, columns.set(entry.slot, columns.get(entry.slot) ?? new Map<number, number>()))
        return entry
      })
      if (request.to > request.from) {
        for (const [deviceId, columns] of devices) fromChunks(deviceId, request, columns)
        if (devices.size > 0) fromHot(devices, request)
      }
      return request.series.map((asked, i) => {
        const entry = entries[i]
        const samples = entry ? ordered(devices.get(asked.deviceId)!.get(entry.slot)!) : { at: [], value: [] }
        return { ...asked, label: entry?.label ?? '', resolution: 'raw', ...bucketed(samples, request.from, request.to, request.pixels) }
      })
    },
  }
}

/** Only a good value counts; any other sample says that there was none. A reading that a poll did not have is no sample. */
function put(into: ByTime, at: number, state: number, value: number, { from, to }: Period): void {
  if (at < from || at >= to || state === ABSENT) return
  into.set(at, state === GOOD ? value : Number.NaN)
}

function takePoll(poll: HotPoll, columns: Map<number, ByTime>, period: Period): void {
  for (const { slot, state, value } of poll.readings) {
    const into = columns.get(slot)
    if (into) put(into, poll.at, state, value, period)
  }
}

function ordered(byTime: ByTime): Samples {
  const at = [...byTime.keys()].sort((a, b) => a - b)
  return { at, value: at.map((time) => byTime.get(time)!) }
}
