/** Series for charts: a metric over a period, brought down to what a screen can show. */
import { z } from 'zod'
import { MetricKey } from '../model/metric.ts'
import { Id } from '../model/station.ts'
import { ExportScope } from '../model/export.ts'
import { Marks, Numbers, Wholes } from './columns.ts'
import { columns, query } from './procedure.ts'

export const SeriesRequest = z.object({ deviceId: Id, metric: MetricKey, instance: z.string() })
export type SeriesRequest = z.infer<typeof SeriesRequest>
/** What a series can be drawn from, finest first: samples as they came, or roll-ups of so much time. */
export const Resolution = z.enum(['raw', '5m', '1h', '1d'])
export type Resolution = z.infer<typeof Resolution>
/** What a point's `quality` says. */
export const POINT = { good: 0, partlyNotGood: 1, noneGood: 2, noSamples: 3 } as const
/** Columns of equal length, by rising time, at most `pixels` long. A point without a good value has NaN in all three: a gap stays open. */
export const Series = SeriesRequest.extend({
  label: z.string(),
  /** What it was drawn from; the coarsest where a period needed more than one. */
  resolution: Resolution,
  /** Start of each point's time, epoch ms. */
  at: Numbers,
  /** Of the good samples of a point. */
  min: Numbers,
  max: Numbers,
  mean: Numbers,
  /** 0 all samples were good; 1 some were not; 2 none was (samples came, no value); 3 no samples from here to the next point. */
  quality: Marks,
})
export type Series = z.infer<typeof Series>

/** Of a state metric: how long each state held, per point of `width` ms. Seconds that no state is known for are what is left of the point. */
export const StateSeries = SeriesRequest.extend({
  label: z.string(),
  resolution: Resolution,
  /** Begin of each point with samples or a held state, epoch ms. */
  at: Numbers,
  width: z.number(),
  states: z.array(z.object({ code: z.number(), seconds: Numbers })),
})
export type StateSeries = z.infer<typeof StateSeries>

const screen = z.object({
  series: z.array(SeriesRequest).min(1).max(40),
  from: z.number(),
  to: z.number(),
  pixels: z.number().int().min(10).max(1000),
})
const scoped = z.object({ metric: MetricKey, scope: ExportScope, from: z.number(), to: z.number() })

/** What stations are ranked by: least, greatest or mean value of the period, or the time that a state held. */
export const WorstBy = z.enum(['min', 'max', 'mean', 'seconds'])
export type WorstBy = z.infer<typeof WorstBy>
/** A station by the series of it that is furthest at the asked end. */
export const WorstRow = z.object({
  stationId: Id,
  deviceId: Id,
  instance: z.string(),
  label: z.string(),
  value: z.number(),
  /** When the value was: of `min` and `max` the moment as exactly as it is still known, else null. */
  at: z.number().nullable(),
  /** All samples of the series in the period, and those of them that were not good. */
  samples: z.number(),
  bad: z.number(),
})
export type WorstRow = z.infer<typeof WorstRow>
/** `resolution`: the period was looked through in buckets of this class, whole ones that it touches; the coarsest where there were several. */
export const Worst = z.object({
  resolution: Resolution,
  /** How many stations had a value. */
  stations: z.number(),
  rows: z.array(WorstRow),
})
export type Worst = z.infer<typeof Worst>

/** How values lie over a period. Of roll-ups it is the means of buckets, each weighed by its samples; least and greatest are of samples always. */
export const Distribution = z.object({
  resolution: Resolution,
  /** Series that had samples; all samples, and those of them that were not good. */
  series: z.number(),
  samples: z.number(),
  bad: z.number(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  mean: z.number().nullable(),
  /** Values below which this share (0 to 1) of the samples lies. */
  quantiles: z.array(z.object({ share: z.number(), value: z.number() })),
  /** Bin i holds `counts[i]` samples from `edges[i]` to below `edges[i + 1]`. */
  edges: Numbers,
  counts: Numbers,
  /** Of a state metric: how long each state held in all. */
  states: z.array(z.object({ code: z.number(), seconds: z.number() })),
})
export type Distribution = z.infer<typeof Distribution>

/** Present values of one metric, a line for each row of equipment that has it. Columns of equal length. */
export const Latest = z.object({
  stationId: Wholes,
  deviceId: Wholes,
  instance: z.array(z.string()),
  /** NaN where there is none. */
  value: Numbers,
  at: Numbers,
  /** Place in the list of qualities (metric.ts). */
  quality: Marks,
})
export type Latest = z.infer<typeof Latest>

export const history = {
  /** Draws lines: the class of history that fits the period and the screen, whatever there is of it. */
  series: columns('viewer', 'reader').input(screen).output(z.array(Series)),
  states: columns('viewer', 'reader').input(screen).output(z.array(StateSeries)),
  /** Ranks stations over a period; `code` names the state where it is by seconds. */
  worst: query('viewer', 'reader')
    .input(
      scoped.extend({
        by: WorstBy,
        code: z.number().nullable(),
        end: z.enum(['lowest', 'highest']),
        n: z.number().int().min(1).max(200),
      }),
    )
    .output(Worst),
  distribution: columns('viewer', 'reader')
    .input(scoped.extend({ bins: z.number().int().min(5).max(100) }))
    .output(Distribution),
  latest: columns('viewer')
    .input(z.object({ metric: MetricKey }))
    .output(Latest),
  /** What a station has history of. */
  index: query('viewer', 'reader')
    .input(z.object({ stationId: Id }))
    .output(z.array(SeriesRequest.extend({ label: z.string() }))),
}
