/** The hour step: what the hot log has of an hour becomes one chunk a device. */
import { decodeChunk, encodeChunk } from './codec.ts'
import { atOnce, inGroups, newReady, type Ready } from './groups.ts'
import { findInHead, type HotRow } from './hot.ts'
import { hotBegin, hotHour, hourOf } from './keys.ts'
import { columnsOf, pollsOf } from './merge.ts'
import { recordPool, type RecordPool } from './pool.ts'
import type { Tables } from './tables.ts'
import type { Tally } from './tally.ts'

type Row = HotRow & { id: number }
/** Polls that end in an hour are flushed some seconds later. */
const GRACE_MS = 5000
/** An hour is done in groups of devices, each of about so many bytes of hot log, so that memory stays small. */
const GROUP_BYTES = 6 * 1024 * 1024
const ROWS_AT_ONCE = 8
const HEADS_AT_ONCE = 256
const DELETED_AT_ONCE = 64

/**
 * Chunks are written before their hot rows go, and a chunk that is there already takes the samples in: after a crash in between,
 * the same hour is done again with the same result. Devices are taken in their order, which is that of the chunks on disk.
 */
function* finishHour(tables: Tables, hour: number, tally: Tally): Generator<void> {
  const { db } = tables
  const begin = hotBegin(hour)
  const end = hotBegin(hour + 1)
  const extent = db
    .prepare<[number, number], { last: number | null; bytes: number | null }>(
      'SELECT max(id) AS last, sum(length(head) + length(body)) AS bytes FROM hot WHERE id >= ? AND id < ?',
    )
    .get(begin, end)
  const last = extent?.last ?? null
  if (last === null) return
  yield
  const { devices, ids } = yield* contentOf(tables, begin, last)
  const groups = Math.max(1, Math.ceil((extent?.bytes ?? 0) / GROUP_BYTES))
  const rows = db.prepare<[number, number, number], Row>('SELECT id, crc, head, body FROM hot WHERE id > ? AND id <= ? ORDER BY id LIMIT ?')
  for (let group = 0; group < groups; group++) {
    const [from, to] = [group, group + 1].map((part) => Math.floor((part * devices.length) / groups))
    const some = devices.slice(from, to)
    const pool = recordPool(setOf(some))
    for (let after = begin - 1; ;) {
      const found = rows.all(after, last, ROWS_AT_ONCE)
      for (const row of found) if (!pool.take(row) && group === 0) tally.harmed++
      yield
      const newest = found.at(-1)
      if (!newest) break
      after = newest.id
    }
    yield* inGroups(
      tables,
      some,
      atOnce((deviceId) => finished(tables, hour, deviceId, pool, tally)),
      Infinity,
    )
  }
  // Row by row as they were found: a number that is free again may be taken by a row that comes late.
  const drop = db.prepare('DELETE FROM hot WHERE id >= ? AND id <= ?')
  for (let i = 0; i < ids.length; i += DELETED_AT_ONCE) {
    drop.run(ids[i], ids[Math.min(ids.length, i + DELETED_AT_ONCE) - 1])
    yield
  }
}

function setOf(devices: readonly number[]): (deviceId: number) => boolean {
  const wanted = new Set(devices)
  return (deviceId) => wanted.has(deviceId)
}

/** Who has samples in these rows, rising, and the rows' ids. */
function* contentOf({ db }: Tables, begin: number, last: number): Generator<void, { devices: number[]; ids: number[] }> {
  const devices = new Set<number>()
  const ids: number[] = []
  const note = (deviceId: number): boolean => {
    devices.add(deviceId)
    return false
  }
  const heads = db.prepare<[number, number, number], { id: number; head: Buffer }>(
    'SELECT id, head FROM hot WHERE id > ? AND id <= ? ORDER BY id LIMIT ?',
  )
  for (let after = begin - 1; ;) {
    const some = heads.all(after, last, HEADS_AT_ONCE)
    for (const { id, head } of some) {
      ids.push(id)
      findInHead(head, note)
    }
    yield
    const newest = some.at(-1)
    if (!newest) return { devices: [...devices].sort((a, b) => a - b), ids }
    after = newest.id
  }
}

function finished(tables: Tables, hour: number, deviceId: number, pool: RecordPool, tally: Tally): Ready | null {
  const samples = pool.polls(deviceId)
  const before = tables.chunks.get(hour, deviceId)
  const old = before ? decodeChunk(before) : null
  if (before && !old) tally.harmed++
  const chunk = columnsOf(old ? [...pollsOf(deviceId, old), ...samples] : samples)
  if (!chunk) return null
  const ready = newReady()
  ready.put(encodeChunk(chunk), (body) => tables.chunks.put(hour, deviceId, body))
  return ready
}

/** All hours that are over. */
export function* finishHours(tables: Tables, now: number, tally: Tally): Generator<void> {
  const oldest = tables.db.prepare<[number], number | null>('SELECT min(id) FROM hot WHERE id >= ?').pluck()
  const due = hourOf(now - GRACE_MS)
  for (let from = 0; ;) {
    const id = oldest.get(from) ?? null
    if (id === null || hotHour(id) >= due) return
    yield* finishHour(tables, hotHour(id), tally)
    from = hotBegin(hotHour(id) + 1)
  }
}
