/** How rows of history.db are numbered: by hour, so that an hour is one range of ids and time is the order on disk. */
export const HOUR_MS = 3_600_000
const HOT_PER_HOUR = 2 ** 20
const DEVICES = 2 ** 24

export const hourOf = (at: number): number => Math.floor(at / HOUR_MS)
/** First id of an hour in the hot log; the next hour's first id is its end. */
export const hotBegin = (hour: number): number => hour * HOT_PER_HOUR
export const hotHour = (id: number): number => Math.floor(id / HOT_PER_HOUR)
export const chunkId = (hour: number, deviceId: number): number => hour * DEVICES + deviceId
export const chunkBegin = (hour: number): number => hour * DEVICES
export const chunkHour = (id: number): number => Math.floor(id / DEVICES)
