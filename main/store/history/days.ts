/**
 * The day step: the hours of a finished day (at +07) become one row of raw samples and its roll-ups, device by device.
 *
 * Late samples come the same way, as hours of a day that was finished before:
 *   raw row there     they are merged into it (of two samples at one moment the later written stands) and its roll-ups are made anew;
 *   raw row gone      they are added to the roll-ups that are still kept;
 *   nothing is kept   they are dropped, and counted;
 *   raw row harmed    the row stays for who may mend it, and the hours stay beside it, readable, until the row's time is over.
 * A harmed hour is lost alone, and counted. All of a device's rows and the going of its hours are one transaction, of a few devices together:
 * after a crash the same is done again, with the same result.
 */
import { decodeChunk, encodeChunk, type Chunk } from './codec.ts'
import { devicesOf, inGroups, newReady, type Ready } from './groups.ts'
import { dayBegin, dayOf, firstHour, hoursOf, monthBegin, monthOf, HOUR_MS } from './keys.ts'
import { joined, samplesOf } from './merge.ts'
import { inside, withDay } from './part.ts'
import type { Horizon } from './retention.ts'
import { coarser, rollupOf, STEPS, withLate, type Rollup } from './rollup.ts'
import { decodeRollup, encodeRollup } from './rollup-codec.ts'
import type { PeriodTable, Tables } from './tables.ts'
import { rowName, type Tally } from './tally.ts'

/** Late polls, and the last hour's own step, have this long after midnight. */
const GRACE_MS = 10 * 60_000

type Context = { readonly tables: Tables; readonly horizon: Horizon; readonly tally: Tally }
/** How what is there of a day and what has come become one. */
type Combine = (there: Rollup, fresh: Rollup) => Rollup

/** Finishes what the day has of the device in hours; null where its raw row is harmed and nothing is touched. */
function* finished(context: Context, day: number, deviceId: number): Generator<void, Ready | null> {
  const { tables, horizon, tally } = context
  const ready = newReady()
  const parts: Chunk[] = []
  for (const hour of hoursOf(day)) {
    const body = tables.chunks.get(hour, deviceId)
    if (!body) continue
    ready.writes.push(() => tables.chunks.drop(hour, deviceId))
    const chunk = decodeChunk(body)
    if (chunk) parts.push(chunk)
    else tally.harmed++
  }
  const stored = tables.days.get(day, deviceId)
  const before = stored ? decodeChunk(stored) : null
  if (stored && !before) {
    tally.setAside.add(rowName('days', day, deviceId))
    return null
  }
  const samples = parts.length > 0 ? joined(before ? [before, ...parts] : parts) : null
  if (!samples) return ready
  yield
  const fiveMinutes = rollupOf(samples, STEPS.fiveMinutes, tables.states(deviceId))
  if (before || (day >= horizon.first('raw') && !hasRollups(tables, day, deviceId))) {
    ready.put(encodeChunk(samples), (body) => tables.days.put(day, deviceId, body))
    yield
    placeRollups(context, ready, day, deviceId, fiveMinutes, (_there, fresh) => fresh)
    // Where a later day is finished already, somebody may have read this one without the device.
    if (before || (tables.days.before() ?? day) > day) ready.revised.push(day)
  } else if (day >= horizon.first('day')) {
    // A row of 5 minutes that has aged out does not come back with the late samples alone in it.
    const without5m = tables.rollups5m.get(day, deviceId) === null && hasRollups(tables, day, deviceId)
    placeRollups(context, ready, day, deviceId, fiveMinutes, withLate, without5m)
    ready.revised.push(day)
  } else tally.tooLate += samplesOf(samples)
  return ready
}

/** True where roll-ups tell of the day: without a raw row, its samples are gone and count there alone. */
function hasRollups(tables: Tables, day: number, deviceId: number): boolean {
  if (tables.rollups5m.get(day, deviceId) || tables.rollups1h.get(day, deviceId)) return true
  const month = monthOf(dayBegin(day))
  const body = tables.months1d.get(month, deviceId) ?? tables.months1h.get(month, deviceId)
  const found = body ? decodeRollup(body) : null
  return found !== null && inside(found, dayBegin(day), dayBegin(day + 1)).at.length > 0
}

/** Puts the roll-ups of a day where that day's are: in rows of its own, or, once its month is finished, into the month's. */
function placeRollups(
  context: Context,
  ready: Ready,
  day: number,
  deviceId: number,
  fiveMinutes: Rollup,
  combine: Combine,
  without5m = false,
): void {
  const { tables, horizon, tally } = context
  const placeInDay = (table: PeriodTable, fresh: Rollup): void => {
    const there = rollupIn(table.get(day, deviceId), tally)
    ready.put(encodeRollup(there ? combine(there, fresh) : fresh), (body) => table.put(day, deviceId, body))
  }
  if (day >= horizon.first('fiveMinutes') && !without5m) placeInDay(tables.rollups5m, fiveMinutes)
  const hours = coarser([fiveMinutes], STEPS.hour)
  const month = monthOf(dayBegin(day))
  const ofMonth = [
    { table: tables.months1h, fresh: hours },
    { table: tables.months1d, fresh: coarser([hours], STEPS.day) },
  ].flatMap(({ table, fresh }) => {
    const body = table.get(month, deviceId)
    return body ? [{ table, fresh, there: decodeRollup(body) }] : []
  })
  if (ofMonth.length === 0 || ofMonth.some(({ there }) => there === null)) return placeInDay(tables.rollups1h, hours)
  for (const { table, fresh, there } of ofMonth) {
    const whole = there ? withDay(there, day, (part) => (part.at.length > 0 ? combine(part, fresh) : fresh)) : fresh
    ready.put(encodeRollup(whole), (body) => table.put(month, deviceId, body))
  }
  ready.revised.push(dayOf(monthBegin(month)))
}

function rollupIn(body: Buffer | null, tally: Tally): Rollup | null {
  const found = body ? decodeRollup(body) : null
  if (body && !found) tally.harmed++
  return found
}

/** Finishes days that are over, oldest first, for at most `most` devices; true where more are left. */
export function* finishDays(context: Context, now: number, most: number): Generator<void, boolean> {
  const { tables } = context
  const due = dayOf(now - GRACE_MS)
  let left = most
  for (let hour = tables.chunks.next(0); hour !== null && dayOf(hour * HOUR_MS) < due;) {
    const day = dayOf(hour * HOUR_MS)
    const devices = devicesOf(tables.chunks, hoursOf(day))
    left = yield* inGroups(tables, devices, (deviceId) => finished(context, day, deviceId), left)
    if (left === 0) return true
    hour = tables.chunks.next(firstHour(day + 1))
  }
  return false
}
