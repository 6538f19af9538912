/**
 * The month step: a device's hours of a finished month, until then in rows of a day, become one row of hours and one of days.
 *
 * A month whose row is there already (hours that could not be put into it before) takes the days in, in place of what it has of them. A row of the
 * month that is harmed stays for who may mend it, and the rows of days stay beside it.
 */
import { atOnce, devicesOf, inGroups, newReady, type Ready } from './groups.ts'
import { dayOf, monthBegin, monthOf, dayBegin, DAY_MS } from './keys.ts'
import { withDay } from './part.ts'
import type { Horizon } from './retention.ts'
import { coarser, STEPS, type Rollup } from './rollup.ts'
import { decodeRollup, encodeRollup } from './rollup-codec.ts'
import type { PeriodTable, Tables } from './tables.ts'
import { rowName, type Tally } from './tally.ts'

/** The last day of the month is finished first. */
const GRACE_MS = 3 * 3_600_000

type Context = { readonly tables: Tables; readonly horizon: Horizon; readonly tally: Tally }

function daysOf(month: number): number[] {
  const first = dayOf(monthBegin(month))
  return Array.from({ length: dayOf(monthBegin(month + 1)) - first }, (_, i) => first + i)
}

/** The month's roll-up with these days in it; null where its row is harmed. */
function wholeMonth(
  table: PeriodTable,
  month: number,
  deviceId: number,
  days: readonly { day: number; part: Rollup }[],
  step: number,
): Rollup | null {
  const parts = days.map(({ day, part }) => ({ day, part: coarser([part], step) }))
  const body = table.get(month, deviceId)
  if (!body)
    return coarser(
      parts.map(({ part }) => part),
      step,
    )
  const there = decodeRollup(body)
  return there && parts.reduce((whole, { day, part }) => withDay(whole, day, () => part), there)
}

function finished({ tables, horizon, tally }: Context, month: number, deviceId: number): Ready | null {
  const ready = newReady()
  const days: { day: number; part: Rollup }[] = []
  for (const day of daysOf(month)) {
    const body = tables.rollups1h.get(day, deviceId)
    if (!body) continue
    ready.writes.push(() => tables.rollups1h.drop(day, deviceId))
    const part = decodeRollup(body)
    if (part) days.push({ day, part })
    else tally.harmed++
  }
  if (days.length === 0) return ready
  const last = dayOf(monthBegin(month + 1) - DAY_MS)
  const levels = [
    { name: 'months1h', table: tables.months1h, step: STEPS.hour, kept: last >= horizon.first('hour') },
    { name: 'months1d', table: tables.months1d, step: STEPS.day, kept: last >= horizon.first('day') },
  ] as const
  for (const { name, table, step, kept } of levels) {
    if (!kept) continue
    const whole = wholeMonth(table, month, deviceId, days, step)
    if (!whole) {
      tally.setAside.add(rowName(name, month, deviceId))
      return null
    }
    if (table.get(month, deviceId)) ready.revised.push(dayOf(monthBegin(month)))
    ready.put(encodeRollup(whole), (body) => table.put(month, deviceId, body))
  }
  return ready
}

/** Finishes months that are over and whose days are all finished, oldest first, for at most `most` devices; true where more are left. */
export function* finishMonths(context: Context, now: number, most: number): Generator<void, boolean> {
  const { rollups1h } = context.tables
  const due = monthOf(now - GRACE_MS)
  let left = most
  for (let day = rollups1h.next(0); day !== null && monthOf(dayBegin(day)) < due;) {
    const month = monthOf(dayBegin(day))
    const devices = devicesOf(rollups1h, daysOf(month))
    left = yield* inGroups(
      context.tables,
      devices,
      atOnce((deviceId) => finished(context, month, deviceId)),
      left,
    )
    if (left === 0) return true
    day = rollups1h.next(dayOf(monthBegin(month + 1)))
  }
  return false
}
