/** The hour step: what the hot log has of an hour becomes one chunk a device. */
import type { Db } from '../sqlite.ts'
import { decodeChunk, encodeChunk } from './codec.ts'
import type { HotRow } from './hot.ts'
import { chunkId, hotBegin, hotHour, hourOf } from './keys.ts'
import { columnsOf, pollsOf } from './merge.ts'
import { recordPool, type RecordPool } from './pool.ts'
import type { Tally } from './tally.ts'

type Row = HotRow & { id: number }
/** Polls that end in an hour are flushed some seconds later. */
const GRACE_MS = 5000
/** An hour is done in groups of devices, each of about so many bytes of hot log, so that memory stays small. */
const GROUP_BYTES = 4 * 1024 * 1024
const ROWS_AT_ONCE = 16
/** So many chunks are made in a step, and so many written in one transaction: beside each other in the table, so that a page is written once. */
const MADE_AT_ONCE = 4
const WRITTEN_AT_ONCE = 64
const DELETED_AT_ONCE = 64

/**
 * Chunks are written before their hot rows go, and a chunk that is there already takes the samples in: after a crash in between,
 * the same hour is done again with the same result.
 */
function* compactHour(db: Db, hour: number, tally: Tally): Generator<void> {
  const begin = hotBegin(hour)
  const end = hotBegin(hour + 1)
  const extent = db
    .prepare<[number, number], { last: number | null; bytes: number | null }>(
      'SELECT max(id) AS last, sum(length(head) + length(body)) AS bytes FROM hot WHERE id >= ? AND id < ?',
    )
    .get(begin, end)
  const last = extent?.last ?? null
  if (last === null) return
  const groups = Math.max(1, Math.ceil((extent?.bytes ?? 0) / GROUP_BYTES))
  const rows = db.prepare<[number, number, number], Row>('SELECT id, crc, head, body FROM hot WHERE id > ? AND id <= ? ORDER BY id LIMIT ?')
  const highest = db.prepare<[], number | null>('SELECT max(deviceId) FROM series').pluck().get() ?? 0
  const groupOf = (deviceId: number): number => Math.min(groups - 1, Math.floor((deviceId * groups) / (highest + 1)))
  for (let group = 0; group < groups; group++) {
    const pool = recordPool((deviceId) => groupOf(deviceId) === group)
    for (let after = begin - 1; ;) {
      const some = rows.all(after, last, ROWS_AT_ONCE)
      for (const row of some) if (!pool.take(row) && group === 0) tally.harmed++
      yield
      const newest = some.at(-1)
      if (!newest) break
      after = newest.id
    }
    yield* writeChunks(db, hour, pool, tally)
  }
  const drop = db.prepare('DELETE FROM hot WHERE id IN (SELECT id FROM hot WHERE id >= ? AND id <= ? ORDER BY id LIMIT ?)')
  while (drop.run(begin, last, DELETED_AT_ONCE).changes > 0) yield
}

function* writeChunks(db: Db, hour: number, pool: RecordPool, tally: Tally): Generator<void> {
  const present = db.prepare<[number], Buffer>('SELECT body FROM chunks WHERE id = ?').pluck()
  const write = db.prepare('INSERT OR REPLACE INTO chunks (id, body) VALUES (?, ?)')
  // Small commits: what is not written before a crash is still in the hot log.
  const writeSome = db.transaction((chunks: readonly { id: number; body: Uint8Array }[]) => {
    for (const { id, body } of chunks) write.run(id, body)
  })
  const made = (deviceId: number): { id: number; body: Uint8Array }[] => {
    const id = chunkId(hour, deviceId)
    const before = present.get(id)
    const samples = pool.polls(deviceId)
    const old = before ? decodeChunk(before) : null
    if (before && !old) tally.harmed++
    const chunk = columnsOf(old ? [...pollsOf(deviceId, old), ...samples] : samples)
    return chunk ? [{ id, body: encodeChunk(chunk) }] : []
  }
  const devices = pool.devices()
  for (let from = 0; from < devices.length; from += WRITTEN_AT_ONCE) {
    const chunks: { id: number; body: Uint8Array }[] = []
    const until = Math.min(devices.length, from + WRITTEN_AT_ONCE)
    for (let n = from; n < until; n += MADE_AT_ONCE) {
      for (const deviceId of devices.slice(n, Math.min(until, n + MADE_AT_ONCE))) chunks.push(...made(deviceId))
      yield
    }
    writeSome(chunks)
    yield
  }
}

/** All hours that are over. */
export function* finishHours(db: Db, now: number, tally: Tally): Generator<void> {
  const oldest = db.prepare<[number], number | null>('SELECT min(id) FROM hot WHERE id >= ?').pluck()
  const due = hourOf(now - GRACE_MS)
  for (let from = 0; ;) {
    const id = oldest.get(from) ?? null
    if (id === null || hotHour(id) >= due) return
    yield* compactHour(db, hotHour(id), tally)
    from = hotBegin(hotHour(id) + 1)
  }
}
