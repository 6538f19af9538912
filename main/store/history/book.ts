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
  /** After the file was replaced: everything known must be written again. */
  forgetFile(): void
}

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

  function entryOf(of: Page, deviceId: number, reading: Reading, position: number): BookEntry {
    // An agent answers in the same order each time: the slot is mostly the position.
    const likely = of.entries[position]
    if (likely && likely.metric === reading.metric && likely.instance === reading.instance) return likely
    const key = keyOf(reading.metric, reading.instance)
    const known = of.bySeries.get(key)
    if (known) return known
    const made = { deviceId, slot: of.entries.length, metric: reading.metric, instance: reading.instance, label: reading.label }
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
    forgetFile() {
      for (const { entries } of pages.values()) for (const entry of entries) unsaved.add(entry)
    },
  }
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
