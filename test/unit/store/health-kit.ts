/** A small history with everything in it, for tests of damage: whole days, a finished month, hours and a hot log; and what a reader answers of it. */
import { openHistory } from '../../../main/store/history/writer.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { run } from '../../../main/store/steps.ts'
import type { Reader } from '../../../main/store/store.ts'
import { seeded } from '../../support/pages.ts'
import { poll, reading } from './kit.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** Two days before the end of a month at +07. */
export const T0 = Date.UTC(2026, 1, 26, 17)
export const END = T0 + 3 * DAY + 5 * HOUR
export const RETENTION = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
export const DEVICES = [1, 2, 40]
export const METRICS = ['dc.voltage', 'dc.load.current', 'battery.charge'] as const

export type Writer = ReturnType<typeof openHistory>['writer']
export function settle(writer: Writer, now: number): void {
  for (let i = 0; i < 10_000 && writer.compact(now, RETENTION, 50); i++) continue
}

/** Whole days, a month, hours and a hot log of some devices, with values like those of a sensor. */
export function build(folder: string): void {
  const { writer } = openHistory(folder)
  const random = seeded(4)
  for (let at = T0; at < END; at += 60_000) {
    for (const device of DEVICES)
      writer.append(
        poll(
          device,
          at + device * 10,
          METRICS.map((key, i) => reading(key, Math.round((30 + i + random() * 30) * 100) / 100)),
        ),
      )
    if ((at - T0) % (10 * 60_000) === 0) writer.flush()
    if ((at - T0) % HOUR === 0) settle(writer, at)
  }
  writer.flush()
  settle(writer, END - HOUR)
  writer.close()
}

export type Values = Map<string, number>
/** Every sample that the reader answers, minute by minute. */
export function valuesOf(reader: Reader): Values {
  const values: Values = new Map()
  for (const deviceId of DEVICES)
    for (let from = T0; from < END; from += 12 * HOUR) {
      const asked = METRICS.map((metric) => ({ deviceId, metric, instance: '' }))
      for (const { metric, at, min } of run(reader.series({ series: asked, from, to: from + 12 * HOUR, pixels: 1000 })))
        for (let i = 0; i < at.length; i++) {
          const value = min[i]
          if (value !== undefined && value !== null && !Number.isNaN(value)) values.set(`${deviceId} ${metric} ${at[i]}`, value)
        }
    }
  return values
}

/** The least of each 5 minutes: what roll-ups answer where raw samples were lost. */
export function leastOf(values: Values): Values {
  const least: Values = new Map()
  for (const [key, value] of values) {
    const [device, metric, at] = key.split(' ')
    const bucket = `${device} ${metric} ${Math.floor(Number(at) / 300_000) * 300_000}`
    least.set(bucket, Math.min(value, least.get(bucket) ?? Infinity))
  }
  return least
}

export function readerOf(folder: string): Reader {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  return reader
}
