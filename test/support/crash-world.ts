/** The world of the process that is killed: what it writes in which tick follows from the tick's number, so that nobody needs to remember it. */
import type { Retention } from '../../shared/model/settings.ts'

/** Time is compressed: a tick is forty minutes, so that days, months and retention go by within a few kills. */
export const TICK_MS = 40 * 60_000
export const BEGIN = Date.UTC(2026, 0, 20) - 7 * 3_600_000
export const RETENTION: Retention = { rawDays: 5, fiveMinuteDays: 10, hourDays: 40, dayDays: 80 }
/** Devices that are polled in each tick; one more brings its samples late. */
export const POLLED = 5
export const LATE = POLLED + 1
/** A station is made before each so many ticks, in a transaction of its own. */
export const TICKS_A_ROUND = 18

export type Written = { deviceId: number; at: number; value: number }

/** Evenly spread, the same for the same numbers: 0 <= x < 1. */
function spread(...numbers: number[]): number {
  let hash = 0x811c9dc5
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number & 0xffff), 0x01000193)
    hash = Math.imul(hash ^ (number >>> 16), 0x01000193)
    hash ^= hash >>> 15
  }
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) / 2 ** 32
}

export const timeOf = (tick: number): number => BEGIN + tick * TICK_MS

/** How many ticks late: some hours, days with their samples still there, days of which roll-ups are left, last month. */
const REACHES = [4, 36, 36 * 4, 36 * 8, 36 * 35] as const

/** All samples that the tick writes, in one flush. */
export function samplesOf(tick: number): Written[] {
  const at = timeOf(tick)
  const written: Written[] = []
  for (let deviceId = 1; deviceId <= POLLED; deviceId++)
    written.push({ deviceId, at: at + deviceId * 1000, value: Math.round(spread(1, tick, deviceId) * 5000) / 100 })
  if (spread(2, tick) < 0.5) {
    const reach = REACHES[Math.floor(spread(3, tick) * REACHES.length)]!
    const of = tick - 1 - Math.floor(spread(4, tick) * reach)
    // Its own second of the forty minutes: no two ticks write the same moment.
    if (of >= 0) written.push({ deviceId: LATE, at: timeOf(of) + (tick % 2400) * 1000, value: Math.round(spread(5, tick) * 5000) / 100 })
  }
  return written
}
