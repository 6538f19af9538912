/** Puts samples of a device into columns: what compaction writes and what a reader draws from. Pure. */
import type { Chunk, Column } from './codec.ts'
import type { HotPoll } from './hot.ts'
import { ABSENT } from './sample.ts'

/** Polls of one device as columns, by time; of two at the same moment the later in the list stands. Null without any. */
export function columnsOf(polls: readonly HotPoll[]): Chunk | null {
  const byTime = new Map<number, HotPoll>()
  for (const poll of polls) byTime.set(poll.at, poll)
  const ordered = [...byTime.values()].sort((a, b) => a.at - b.at)
  if (ordered.length === 0) return null
  const at = Float64Array.from(ordered, (poll) => poll.at)
  const bySlot = new Map<number, Column>()
  ordered.forEach((poll, row) => {
    for (const reading of poll.readings) {
      let column = bySlot.get(reading.slot)
      if (!column) {
        const states = new Uint8Array(at.length).fill(ABSENT)
        const values = new Float64Array(at.length).fill(Number.NaN)
        column = { slot: reading.slot, decimals: reading.decimals, states, values }
        bySlot.set(reading.slot, column)
      }
      column.decimals = Math.max(column.decimals, reading.decimals)
      column.states[row] = reading.state
      column.values[row] = reading.value
    }
  })
  return { at, columns: [...bySlot.values()].sort((a, b) => a.slot - b.slot) }
}

/** The way back, for a chunk that late samples are added to. */
export function pollsOf(deviceId: number, chunk: Chunk): HotPoll[] {
  return Array.from(chunk.at, (at, row) => ({
    deviceId,
    at,
    readings: chunk.columns.flatMap(({ slot, decimals, states, values }) =>
      states[row] === ABSENT ? [] : [{ slot, decimals, state: states[row]!, value: values[row]! }],
    ),
  }))
}

/** Parts of one device as one, by time; of two samples at the same moment the one of the later part in the list stands. Null without any. */
export function joined(parts: readonly Chunk[]): Chunk | null {
  const places = placesOf(parts)
  if (places.at.length === 0) return null
  const columns = new Map<number, Column>()
  parts.forEach((part, number) => {
    const place = places.of[number]!
    for (const { slot, decimals, states, values } of part.columns) {
      let into = columns.get(slot)
      if (!into) {
        into = {
          slot,
          decimals,
          states: new Uint8Array(places.at.length).fill(ABSENT),
          values: new Float64Array(places.at.length).fill(Number.NaN),
        }
        columns.set(slot, into)
      }
      into.decimals = Math.max(into.decimals, decimals)
      for (let row = 0; row < states.length; row++) {
        const to = place[row]!
        if (to < 0) continue
        into.states[to] = states[row]!
        into.values[to] = values[row]!
      }
    }
  })
  return { at: places.at, columns: [...columns.values()].sort((a, b) => a.slot - b.slot) }
}

/** The times of all parts, and for each row of each part where it goes: -1 where a later part has the same moment. */
function placesOf(parts: readonly Chunk[]): { at: Float64Array; of: Int32Array[] } {
  const last = new Map<number, number>()
  parts.forEach(({ at }, number) => at.forEach((time) => last.set(time, number)))
  const at = Float64Array.from(last.keys()).sort()
  const index = new Map(Array.from(at, (time, i) => [time, i]))
  const of = parts.map((part, number) => Int32Array.from(part.at, (time) => (last.get(time) === number ? index.get(time)! : -1)))
  return { at, of }
}

/** How many readings polls had, whatever their quality. */
export function samplesOf({ columns }: Chunk): number {
  return columns.reduce((sum, { states }) => sum + states.reduce((count, state) => count + (state === ABSENT ? 0 : 1), 0), 0)
}
