/** Samples that are not in the rows of finished days yet: hourly chunks and the hot log. Mostly those of today; late ones of any day. */
import type { Db } from '../sqlite.ts'
import { decodeChunk, type Chunk } from './codec.ts'
import { hotIndex, type HotCache } from './hot-index.ts'
import { chunkBegin, chunkHour, chunkId, dayOf, HOUR_MS } from './keys.ts'
import { columnsOf, joined } from './merge.ts'

export type LooseSamples = {
  follow(): void
  /** Days that have such samples of any device, rising. */
  days(): readonly number[]
  /** The device's samples of a day; null without any. */
  of(day: number, deviceId: number, wanted: ReadonlySet<number>): Chunk | null
}

type Hours = { version: number; chunks: Map<number, number[]>; hot: Map<number, number[]>; days: number[] }

export function looseSamples(db: Db, cache: HotCache): LooseSamples {
  const version = db.prepare<[], number>('PRAGMA data_version').pluck()
  const chunk = db.prepare<[number], Buffer>('SELECT body FROM chunks WHERE id = ?').pluck()
  const next = db.prepare<[number], number>('SELECT id FROM chunks WHERE id >= ? ORDER BY id LIMIT 1').pluck()
  const hot = hotIndex(db, cache)
  let known: Hours | null = null

  function chunkHours(): number[] {
    const hours: number[] = []
    for (let id = next.get(0); id !== undefined; id = next.get(chunkBegin(hours.at(-1)! + 1))) hours.push(chunkHour(id))
    return hours
  }

  /** Looked up anew only after another connection has written. */
  function hours(): Hours {
    const now = version.get() ?? 0
    if (known?.version === now) return known
    const byDay = (list: number[]) => Map.groupBy(list, (hour) => dayOf(hour * HOUR_MS))
    const found = { version: now, chunks: byDay(chunkHours()), hot: byDay(hot.hours()) }
    const days = [...new Set([...found.chunks.keys(), ...found.hot.keys()])].sort((a, b) => a - b)
    return (known = { ...found, days })
  }

  return {
    follow: () => hot.follow(),
    days: () => hours().days,
    of(day, deviceId, wanted) {
      const { chunks, hot: hotHours } = hours()
      const parts: Chunk[] = []
      for (const hour of chunks.get(day) ?? []) {
        const bytes = chunk.get(chunkId(hour, deviceId))
        const found = bytes ? decodeChunk(bytes, wanted) : null
        if (found) parts.push(found)
      }
      const polls = (hotHours.get(day) ?? []).flatMap((hour) => hot.polls(hour, deviceId))
      const fresh = columnsOf(polls.map((poll) => ({ ...poll, readings: poll.readings.filter(({ slot }) => wanted.has(slot)) })))
      if (fresh) parts.push(fresh)
      return joined(parts)
    },
  }
}
