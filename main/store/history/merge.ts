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

/** All samples by rising time; of two at the same moment that of the later part stands, Null without any sample. */
export function joined(parts: readonly Chunk[]): Chunk | null {
  const length = parts.reduce((sum, { at }) => sum + at.length, 0)
  if (length === 0) return null
  if (parts.length === 1) return parts[0]!
  const at = new Float64Array(length)
  const columns = new Map<number, Column>()
  let first = 0
  let rising = true
  let newest = -Infinity
  for (const part of parts) {
    if (part.at.length === 0) continue
    rising &&= part.at[0]! > newest
    newest = part.at.at(-1)!
    at.set(part.at, first)
    for (const { slot, decimals, states, values } of part.columns) {
      let into = columns.get(slot)
      if (!into) {
        into = { slot, decimals, states: new Uint8Array(length).fill(ABSENT), values: new Float64Array(length).fill(Number.NaN) }
        columns.set(slot, into)
      }
      into.decimals = Math.max(into.decimals, decimals)
      into.states.set(states, first)
      into.values.set(values, first)
    }
    first += part.at.length
  }
  const chunk = { at, columns: [...columns.values()].sort((a, b) => a.slot - b.slot) }
  return rising ? chunk : inOrder(chunk)
}

function inOrder({ at, columns }: Chunk): Chunk {
  const order = Uint32Array.from(at.keys()).sort((a, b) => at[a]! - at[b]! || a - b)
  const rows = order.filter((row, i) => at[row] !== at[order[i + 1] ?? -1])
  return {
    at: Float64Array.from(rows, (row) => at[row]!),
    columns: columns.map(({ slot, decimals, states, values }) => ({
      slot,
      decimals,
      states: Uint8Array.from(rows, (row) => states[row]!),
      values: Float64Array.from(rows, (row) => values[row]!),
    })),
  }
}

/** How many readings polls had, whatever their quality. */
export function samplesOf({ columns }: Chunk): number {
  return columns.reduce((sum, { states }) => sum + states.reduce((count, state) => count + (state === ABSENT ? 0 : 1), 0), 0)
}
