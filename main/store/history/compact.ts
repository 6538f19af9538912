/** Brings hours of the hot log into chunks and drops what is too old: a slow walk that stops at every `yield`, so that its caller can spend little time at once. */
import type { Db } from '../sqlite.ts'
import { decodeChunk, encodeChunk } from './codec.ts'
import type { HotRow } from './hot.ts'
import { chunkBegin, chunkHour, chunkId, HOUR_MS, hotBegin, hotHour, hourOf } from './keys.ts'
import { columnsOf, pollsOf } from './merge.ts'
import { recordPool, type RecordPool } from './pool.ts'

type Row = HotRow & { id: number }
/** Polls that end in an hour are flushed some seconds later. */
const GRACE_MS = 5000
/** An hour is done in groups of devices, each of about so many bytes of hot log, so that memory stays small. */
const GROUP_BYTES = 4 * 1024 * 1024
const ROWS_AT_ONCE = 16
const CHUNKS_AT_ONCE = 16
const DELETED_AT_ONCE = 64
/** Free pages that stay for the next hour; what is beyond is given back to the disk. */
const SPARE_PAGES = 8192
const FREED_AT_ONCE = 64

/**
 * Chunks are written before their hot rows go, and a chunk that is there already takes the samples in: after a crash in between,
 * the same hour is done again with the same result.
 */
function* compactHour(db: Db, hour: number): Generator<void> {
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
  for (let group = 0; group < groups; group++) {
    const pool = recordPool((deviceId) => deviceId % groups === group)
    for (let after = begin - 1; ;) {
      const some = rows.all(after, last, ROWS_AT_ONCE)
      for (const row of some) pool.take(row)
      yield
      const newest = some.at(-1)
      if (!newest) break
      after = newest.id
    }
    yield* writeChunks(db, hour, pool)
  }
  const drop = db.prepare('DELETE FROM hot WHERE id IN (SELECT id FROM hot WHERE id >= ? AND id <= ? ORDER BY id LIMIT ?)')
  while (drop.run(begin, last, DELETED_AT_ONCE).changes > 0) yield
}

function* writeChunks(db: Db, hour: number, pool: RecordPool): Generator<void> {
  const present = db.prepare<[number], Buffer>('SELECT body FROM chunks WHERE id = ?').pluck()
  const write = db.prepare('INSERT OR REPLACE INTO chunks (id, body) VALUES (?, ?)')
  // Small commits: what is not written before a crash is still in the hot log.
  const writeSome = db.transaction((deviceIds: number[]) => {
    for (const deviceId of deviceIds) {
      const id = chunkId(hour, deviceId)
      const before = present.get(id)
      const samples = pool.polls(deviceId)
      const old = before ? decodeChunk(before) : null
      const chunk = columnsOf(old ? [...pollsOf(deviceId, old), ...samples] : samples)
      if (chunk) write.run(id, encodeChunk(chunk))
    }
  })
  const devices = pool.devices()
  for (let i = 0; i < devices.length; i += CHUNKS_AT_ONCE) {
    writeSome(devices.slice(i, i + CHUNKS_AT_ONCE))
    yield
  }
}

/** `now` may be wrong for a moment: nothing is older than the newest chunk allows. */
function* dropOld(db: Db, now: number, retentionDays: number): Generator<void> {
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM chunks').pluck().get() ?? null
  if (newest === null) return
  const present = Math.min(now, (chunkHour(newest) + 1) * HOUR_MS)
  const limit = chunkBegin(hourOf(present - retentionDays * 86_400_000))
  const drop = db.prepare('DELETE FROM chunks WHERE id IN (SELECT id FROM chunks WHERE id < ? ORDER BY id LIMIT ?)')
  while (drop.run(limit, DELETED_AT_ONCE).changes > 0) yield
  const free = () => Number(db.pragma('freelist_count', { simple: true }))
  const spare = Math.max(SPARE_PAGES, Number(db.pragma('page_count', { simple: true })) / 10)
  for (let left = free(); left > spare;) {
    db.pragma(`incremental_vacuum(${FREED_AT_ONCE})`)
    yield
    const now = free()
    if (now >= left) break
    left = now
  }
}

/** All that is due at `now`. */
export function* compaction(db: Db, now: number, retentionDays: number): Generator<void> {
  const oldest = db.prepare<[number], number | null>('SELECT min(id) FROM hot WHERE id >= ?').pluck()
  const due = hourOf(now - GRACE_MS)
  for (let from = 0; ;) {
    const id = oldest.get(from) ?? null
    if (id === null || hotHour(id) >= due) break
    yield* compactHour(db, hotHour(id))
    from = hotBegin(hotHour(id) + 1)
  }
  yield* dropOld(db, now, retentionDays)
}
