/** Queries on a year's file as the reader worker asks them: one metric of one random device over a day, a month, a year; the latest and the worst of all. */
import { join } from 'node:path'
import { openReader } from '../../main/store/reader.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import type { Reader } from '../../main/store/store.ts'
import { HISTORY_FILE } from '../../main/store/history/writer.ts'
import type { SeriesRequest } from '../../shared/contract/history.ts'
import { metric } from '../../shared/model/metric.ts'
import { atMost, ms, type Row } from './_history-report.ts'
import { dropFromCache } from './_history-io.ts'
import type { Year } from './_history-year.ts'
import { median, quantile } from './_table.ts'

const DAY = 86_400_000
const PIXELS = 1000
const TRIES = 40

/** A generator's answer: whoever waits for it lets others in between its steps. */
export function whole<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

export function readerOf(year: Year): Reader {
  const reader = openReader(year.folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  return reader
}

/** A number of some device, the same sequence at every run. */
export function* someSeries(year: Year): Generator<SeriesRequest> {
  const reader = readerOf(year)
  try {
    for (let n = 1; ; n++) {
      const deviceId = 1 + ((n * 7919) % year.devices)
      const index = reader.seriesIndex([deviceId]).filter((one) => metric(one.metric).states === undefined)
      const chosen = index[n % Math.max(1, index.length)]
      if (chosen) yield { deviceId, metric: chosen.metric, instance: chosen.instance }
    }
  } finally {
    reader.close()
  }
}

type Times = { readonly first: number[]; readonly again: number[]; points: number; drawnFrom: string }

/** Each on a new connection that has read nothing but an index, of a file that the page cache has let go; then the same again. */
function timed(year: Year, wanted: Iterator<SeriesRequest>, period: number, tries: number): Times {
  const times: Times = { first: [], again: [], points: 0, drawnFrom: '' }
  for (let n = 0; n < tries; n++) {
    const one = wanted.next().value as SeriesRequest
    const reader = readerOf(year)
    reader.seriesIndex([1])
    dropFromCache(join(year.folder, HISTORY_FILE))
    const ask = () => whole(reader.series({ series: [one], from: year.until - period, to: year.until, pixels: PIXELS }))
    const began = performance.now()
    const [found] = ask()
    times.first.push(performance.now() - began)
    const repeats: number[] = []
    for (let again = 0; again < 5; again++) {
      const from = performance.now()
      ask()
      repeats.push(performance.now() - from)
    }
    times.again.push(median(repeats))
    times.points = Math.max(times.points, found?.at.length ?? 0)
    times.drawnFrom = found?.resolution ?? ''
    reader.close()
  }
  return times
}

const spread = (times: readonly number[]): string =>
  `; p95 ${ms(quantile(times, 0.95))}, worst ${ms(Math.max(...times))} of ${times.length}`

export function queries(year: Year, tries = TRIES): Row[] {
  const wanted = someSeries(year)
  const of = (period: number) => timed(year, wanted, period, tries)
  // What is only made once in a process is not part of a query.
  timed(year, wanted, DAY, 3)
  const [day, month, whole] = [of(DAY), of(30 * DAY), of(365 * DAY)]
  wanted.return?.(undefined)
  return [
    atMost('one metric, 24 h, cold', median(day.first), 5, ms, `${spread(day.first)} (${day.points} points from ${day.drawnFrom})`),
    { what: 'one metric, 24 h, warm', value: `${ms(median(day.again))}${spread(day.again)}` },
    atMost(
      'one metric, 30 d, cold',
      median(month.first),
      40,
      ms,
      `${spread(month.first)} (${month.points} points from ${month.drawnFrom})`,
    ),
    atMost('one metric, 30 d, warm', median(month.again), 3, ms, spread(month.again)),
    atMost(
      'one metric, 1 year, cold',
      median(whole.first),
      50,
      ms,
      `${spread(whole.first)} (${whole.points} points from ${whole.drawnFrom})`,
    ),
    { what: 'one metric, 1 year, warm', value: `${ms(median(whole.again))}${spread(whole.again)}` },
    ...worst(year, 30),
    ...worst(year, 365),
  ]
}

/** Looks through all devices: ranks the stations by one metric over so many days. */
function worst(year: Year, days: number): Row[] {
  const reader = readerOf(year)
  try {
    const stationOf = new Map(reader.inventory().devices.map(({ id, stationId }) => [id, stationId]))
    const request = { metric: 'dc.voltage', by: 'min', code: null, end: 'lowest', n: 20, stationOf } as const
    const ask = () => {
      const began = performance.now()
      const found = whole(reader.worst({ ...request, from: year.until - days * DAY, to: year.until }))
      return { took: performance.now() - began, found }
    }
    const [first, again] = [ask(), ask()]
    const { stations, resolution } = first.found
    return [
      {
        what: `worst 20 stations of ${stations} over ${days} d, first and again`,
        value: `${ms(first.took)}, ${ms(again.took)} (from ${resolution}; in steps, a screen’s query waits for one)`,
      },
    ]
  } finally {
    reader.close()
  }
}
