/** How rows of history.db are numbered: by hour, day or month first, so that a period is one range of ids and time is the order on disk. */
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
/** Days and months are those of the branch, at +07, which knows no summer time. */
export const ZONE_MS = 7 * HOUR_MS
const HOT_PER_HOUR = 2 ** 20
const DEVICES = 2 ** 24

export const hourOf = (at: number): number => Math.floor(at / HOUR_MS)
/** First id of an hour in the hot log; the next hour's first id is its end. */
export const hotBegin = (hour: number): number => hour * HOT_PER_HOUR
export const hotHour = (id: number): number => Math.floor(id / HOT_PER_HOUR)
export const chunkId = (hour: number, deviceId: number): number => hour * DEVICES + deviceId
export const chunkBegin = (hour: number): number => hour * DEVICES
export const chunkHour = (id: number): number => Math.floor(id / DEVICES)

/** Days since 1970-01-01 at +07. */
export const dayOf = (at: number): number => Math.floor((at + ZONE_MS) / DAY_MS)
/** Epoch ms at which a day begins. */
export const dayBegin = (day: number): number => day * DAY_MS - ZONE_MS
/** First hour of a day; it has 24. */
export const firstHour = (day: number): number => hourOf(dayBegin(day))
export const hoursOf = (day: number): number[] => Array.from({ length: 24 }, (_, i) => firstHour(day) + i)

/** Months since 1970-01 at +07. */
export function monthOf(at: number): number {
  const local = new Date(at + ZONE_MS)
  return (local.getUTCFullYear() - 1970) * 12 + local.getUTCMonth()
}
/** Epoch ms at which a month begins. */
export const monthBegin = (month: number): number => Date.UTC(1970, month, 1) - ZONE_MS

/** Id of a device's row in a table of days or of months: `period` is the day or the month. */
export const rowId = (period: number, deviceId: number): number => period * DEVICES + deviceId
export const rowBegin = (period: number): number => period * DEVICES
export const rowPeriod = (id: number): number => Math.floor(id / DEVICES)
export const rowDevice = (id: number): number => id % DEVICES
