/** The book of series: which slot of a device stands for which metric and row of the equipment. Loaded device by device, written with the next flush. */
import { metric, type MetricKey, type Reading } from '../../../shared/model/metric.ts'
import type { DevicePoll } from '../../../shared/model/poll.ts'
import type { Db } from '../sqlite.ts'
import type { HotPoll, HotReading } from './hot.ts'
import { MOST_DECIMALS, stateOf } from './sample.ts'

export type BookEntry = { deviceId: number; slot: number; metric: string; instance: string; label: string }
type Page = { entries: BookEntry[]; bySeries: Map<string, BookEntry> }

export type Book = {
  /** The poll in numbers; series it has for the first time get their slots. */
  enter(poll: DevicePoll): HotPoll
  /** Writes what is new; call inside the transaction that writes samples, then `saved` after it. */
  save(db: Db): void
  saved(): void
  /**
   * A file was opened, which may be another one than before or have series that this book has not seen: its slots stand, and what only the book knows is added
   * behind them and written with the next flush. Answers how slots given before read now; null where all of them stay.
   */
  adopt(): Moved | null
}
/** Of some devices: slot before → slot now. */
export type Moved = ReadonlyMap<number, ReadonlyMap<number, number>>

const SELECT = 'SELECT deviceId, slot, metric, instance, label FROM series WHERE deviceId = ? ORDER BY slot'
const keyOf = (metricKey: string, instance: string) => `${metricKey} ${instance}`

/** `db` gives the connection there is at the moment, or null. */
export function seriesBook(db: () => Db | null): Book {
  const pages = new Map<number, Page>()
  const unsaved = new Set<BookEntry>()

  function read(deviceId: number): BookEntry[] {
    return db()?.prepare<[number], BookEntry>(SELECT).all(deviceId) ?? []
  }

  function page(deviceId: number): Page {
    const known = pages.get(deviceId)
    if (known) return known
    const entries = read(deviceId)
    const made = { entries, bySeries: new Map(entries.map((entry) => [keyOf(entry.metric, entry.instance), entry])) }
    pages.set(deviceId, made)
    return made
  }

  /** The page of a device with what the file has in front, and how the slots of before read in it. */
  function rewrite(deviceId: number, old: readonly BookEntry[]): Map<number, number> {
    const entries = read(deviceId)
    const bySeries = new Map(entries.map((entry) => [keyOf(entry.metric, entry.instance), entry]))
    const slots = new Map<number, number>()
    for (const entry of old) {
      const key = keyOf(entry.metric, entry.instance)
      const now = bySeries.get(key) ?? { ...entry, slot: nextSlot(entries) }
      slots.set(entry.slot, now.slot)
      if (bySeries.has(key)) continue
      entries.push(now)
      bySeries.set(key, now)
      unsaved.add(now)
    }
    pages.set(deviceId, { entries, bySeries })
    return slots
  }

  function entryOf(of: Page, deviceId: number, reading: Reading, position: number): BookEntry {
    // An agent answers in the same order each time: the slot is mostly the position.
    const likely = of.entries[position]
    if (likely && likely.metric === reading.metric && likely.instance === reading.instance) return likely
    const key = keyOf(reading.metric, reading.instance)
    const known = of.bySeries.get(key)
    if (known) return known
    const made = { deviceId, slot: nextSlot(of.entries), metric: reading.metric, instance: reading.instance, label: reading.label }
    of.entries.push(made)
    of.bySeries.set(key, made)
    unsaved.add(made)
    return made
  }

  return {
    enter(poll) {
      const of = page(poll.deviceId)
      const readings = poll.readings.map((reading, position): HotReading => {
        const entry = entryOf(of, poll.deviceId, reading, position)
        if (reading.label !== '' && entry.label !== reading.label) {
          entry.label = reading.label
          unsaved.add(entry)
        }
        return { slot: entry.slot, ...sampleOf(reading) }
      })
      return { deviceId: poll.deviceId, at: Math.max(0, Math.round(poll.at)), readings }
    },
    save(into) {
      if (unsaved.size === 0) return
      const save = into.prepare(
        `INSERT INTO series (deviceId, slot, metric, instance, label) VALUES (@deviceId, @slot, @metric, @instance, @label)
           ON CONFLICT (deviceId, slot) DO UPDATE SET label = excluded.label`,
      )
      for (const entry of unsaved) save.run(entry)
    },
    saved: () => unsaved.clear(),
    adopt() {
      const moved = new Map<number, Map<number, number>>()
      unsaved.clear()
      for (const [deviceId, { entries }] of pages) {
        const slots = rewrite(deviceId, entries)
        if ([...slots].some(([before, now]) => before !== now)) moved.set(deviceId, slots)
      }
      return moved.size === 0 ? null : moved
    },
  }
}

/** Behind all there are: a row that was lost must not give its slot to another series. */
function nextSlot(entries: readonly BookEntry[]): number {
  return (entries.at(-1)?.slot ?? -1) + 1
}

/** A value that is no number (NaN, infinite) is kept as an error without value. */
function sampleOf(reading: Reading): Omit<HotReading, 'slot'> {
  const decimals = decimalsOf(reading.metric)
  if (reading.value === null) return { state: stateOf(reading.quality, true), decimals, value: Number.NaN }
  if (!Number.isFinite(reading.value)) return { state: stateOf('error', true), decimals, value: Number.NaN }
  return { state: stateOf(reading.quality, false), decimals, value: reading.value }
}

export function decimalsOf(key: MetricKey): number {
  return Math.min(MOST_DECIMALS, metric(key).decimals)
}
