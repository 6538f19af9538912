/** How much room the disk has left, judged; and what is given up for it, what is missed least first. Pure. */
import type { RoomLevel, Shed } from '../../../shared/model/storage.ts'

/** Bytes. `dailyBytes` is what history grows by in a day at the present pace; 0 while that is not known. */
export type Room = { readonly freeBytes: number; readonly totalBytes: number; readonly dailyBytes: number }
export type { RoomLevel, Shed }
/** From best to worst. */
export const ROOM_LEVELS: readonly RoomLevel[] = ['ok', 'low', 'critical', 'emergency']

const MB = 1024 * 1024
/** A level begins below the larger of so many bytes and so many days of growth, but never above this share of the whole disk. */
const LIMITS = [
  { level: 'low', bytes: 2048 * MB, days: 14, share: 0.1 },
  { level: 'critical', bytes: 512 * MB, days: 2, share: 0.05 },
  { level: 'emergency', bytes: 128 * MB, days: 0.5, share: 0.02 },
] as const
/** A level is left when there is so much more room than where it began: it must not come and go with every file. */
const MARGIN = 1.25

/** Below how many free bytes each level begins. */
export function limitsOf({ totalBytes, dailyBytes }: Pick<Room, 'totalBytes' | 'dailyBytes'>): Record<Exclude<RoomLevel, 'ok'>, number> {
  const at = (limit: (typeof LIMITS)[number]): number =>
    Math.min(Math.max(limit.bytes, limit.days * dailyBytes), Math.floor(limit.share * totalBytes))
  return { low: at(LIMITS[0]), critical: at(LIMITS[1]), emergency: at(LIMITS[2]) }
}

function rankAt(freeBytes: number, room: Room): number {
  const limits = limitsOf(room)
  return LIMITS.filter(({ level }) => freeBytes < limits[level]).length
}

/** The level now. It gets worse at once, and better only with some room to spare. */
export function roomLevel(before: RoomLevel, room: Room): RoomLevel {
  const worst = rankAt(room.freeBytes, room)
  const easy = rankAt(room.freeBytes / MARGIN, room)
  const rank = Math.max(worst, Math.min(ROOM_LEVELS.indexOf(before), easy))
  return ROOM_LEVELS[rank] ?? 'emergency'
}

/** Bytes that are put aside so that in an emergency what must be written, and the giving up itself, still can be. */
export function ballastBytes(totalBytes: number): number {
  return Math.min(32 * MB, Math.floor(totalBytes / 100))
}

/** Kept aside where there is ample room, and given up in an emergency. Between the two it stays as it is. */
export function ballastWanted(level: RoomLevel, present: boolean): boolean {
  return level === 'ok' || (present && level !== 'emergency')
}

export const NOTHING_SHED: Shed = { rawDays: null, fiveMinuteDays: null, memoryOnly: false }

/** How many days of each class there are on disk. */
export type Held = { readonly rawDays: number; readonly fiveMinuteDays: number }
/** So much of each class stays whatever happens: the chart of today, and of the week. */
export const LEAST: Held = { rawDays: 1, fiveMinuteDays: 7 }

/** One step down from what is kept now, a tenth at a time and at least a day; null where the least is reached. */
function fewer(limit: number | null, held: number, least: number): number | null {
  const kept = Math.min(limit ?? Number.POSITIVE_INFINITY, held)
  if (kept <= least) return null
  return Math.max(least, kept - Math.max(1, Math.ceil(kept / 10)))
}

/** The next thing that is given up: raw samples, oldest days first; then 5-minute roll-ups; then samples stay in memory. Nothing else ever goes. */
export function shedMore(shed: Shed, held: Held): Shed {
  const rawDays = fewer(shed.rawDays, held.rawDays, LEAST.rawDays)
  if (rawDays !== null) return { ...shed, rawDays }
  const fiveMinuteDays = fewer(shed.fiveMinuteDays, held.fiveMinuteDays, LEAST.fiveMinuteDays)
  if (fiveMinuteDays !== null) return { ...shed, fiveMinuteDays }
  return { ...shed, memoryOnly: true }
}

/** What is given up at this level. `settled`: what was given up before has been taken out of the file, so that its room is counted. */
export function shedAt(level: RoomLevel, shed: Shed, held: Held, settled: boolean): Shed {
  if (level === 'ok') return NOTHING_SHED
  // What new samples take is little: only where there is next to nothing left do they stay in memory.
  if (level !== 'emergency') shed = { ...shed, memoryOnly: false }
  if (level === 'low' || !settled) return shed
  const more = shedMore(shed, held)
  return level === 'emergency' ? more : { ...more, memoryOnly: false }
}

/** Days that are kept of each class, with what is given up taken off. */
export function retentionUnder<R extends { readonly rawDays: number; readonly fiveMinuteDays: number }>(retention: R, shed: Shed): R {
  return {
    ...retention,
    rawDays: Math.min(retention.rawDays, shed.rawDays ?? retention.rawDays),
    fiveMinuteDays: Math.min(retention.fiveMinuteDays, shed.fiveMinuteDays ?? retention.fiveMinuteDays),
  }
}
