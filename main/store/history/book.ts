/** The book of series: which slot of a device stands for which metric and row of the equipment. Loaded device by device, written with the next flush. */
import { metric, type MetricKey, type Reading } from '../../../shared/model/metric.ts'
import type { DevicePoll } from '../../../shared/model/poll.ts'
import type { Db } from '../sqlite.ts'
import type { HotPage } from './hot.ts'
import { GOOD, MOST_DECIMALS, stateOf } from './sample.ts'

export type BookEntry = { deviceId: number; slot: number; metric: string; instance: string; label: string }
/** The readings of a device's last poll, in their order: an agent answers in the same order each time. Side by side, as each poll looks at all of them. */
type Order = {
  readonly metrics: MetricKey[]
  readonly instances: string[]
  readonly labels: string[]
  readonly slots: number[]
  readonly decimals: number[]
}
type Page = { entries: BookEntry[]; bySeries: Map<string, BookEntry>; readonly order: Order }

export type Book = {
  /** Writes the poll in numbers onto a page; series it has for the first time get their slots. Throws before anything is written. */
  enter(poll: DevicePoll, onto: HotPage): void
  /** Writes what is new; call inside the transaction that writes samples, then `saved` after it. */
  save(db: Db): void
  saved(): void
  /** Series that no file knows yet. */
  readonly hasNew: boolean
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
    const made = { entries, bySeries: bySeriesOf(entries), order: noOrder() }
    pages.set(deviceId, made)
    return made
  }

  /** The page of a device with what the file has in front, and how the slots of before read in it. */
  function rewrite(deviceId: number, old: readonly BookEntry[]): Map<number, number> {
    const entries = read(deviceId)
    const bySeries = bySeriesOf(entries)
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
    pages.set(deviceId, { entries, bySeries, order: noOrder() })
    return slots
  }

  function entryOf(of: Page, deviceId: number, { metric: key, instance, label }: Reading): BookEntry {
    const known = of.bySeries.get(keyOf(key, instance))
    if (known) return known
    const made = { deviceId, slot: nextSlot(of.entries), metric: key, instance, label }
    of.entries.push(made)
    of.bySeries.set(keyOf(key, instance), made)
    unsaved.add(made)
    return made
  }

  /** Another reading than last time, or another label, stands at this place. */
  function place(of: Page, deviceId: number, reading: Reading, position: number): void {
    const { order } = of
    const entry = entryOf(of, deviceId, reading)
    if (reading.label !== '' && entry.label !== reading.label) {
      entry.label = reading.label
      unsaved.add(entry)
    }
    order.metrics[position] = reading.metric
    order.instances[position] = reading.instance
    order.labels[position] = reading.label
    order.slots[position] = entry.slot
    order.decimals[position] = decimalsOf(reading.metric)
  }

  return {
    enter({ deviceId, at, readings }, onto) {
      const of = page(deviceId)
      const { metrics, instances, labels, slots, decimals } = of.order
      onto.begin(deviceId, Math.max(0, Math.round(at)), readings.length)
      for (let n = 0; n < readings.length; n++) {
        const reading = readings[n]!
        const { value } = reading
        if (metrics[n] !== reading.metric || instances[n] !== reading.instance || labels[n] !== reading.label)
          place(of, deviceId, reading, n)
        if (value !== null && Number.isFinite(value))
          onto.reading(slots[n]!, reading.quality === 'good' ? GOOD : stateOf(reading.quality, false), decimals[n]!, value)
        // A value that is no number (NaN, infinite) is kept as an error without value.
        else onto.reading(slots[n]!, stateOf(value === null ? reading.quality : 'error', true), decimals[n]!, Number.NaN)
      }
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
    get hasNew() {
      return unsaved.size > 0
    },
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

const noOrder = (): Order => ({ metrics: [], instances: [], labels: [], slots: [], decimals: [] })
const bySeriesOf = (entries: readonly BookEntry[]) => new Map(entries.map((entry) => [keyOf(entry.metric, entry.instance), entry]))

export function decimalsOf(key: MetricKey): number {
  return Math.min(MOST_DECIMALS, metric(key).decimals)
}
