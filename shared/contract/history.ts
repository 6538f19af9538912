/** Series for charts: a metric over a period, brought down to what a screen can show. */
import { z } from 'zod'
import { MetricKey } from '../model/metric.ts'
import { Id } from '../model/station.ts'
import { Marks, Numbers } from './columns.ts'
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

export const history = {
  series: columns('viewer', 'reader')
    .input(
      z.object({
        series: z.array(SeriesRequest).min(1).max(40),
        from: z.number(),
        to: z.number(),
        pixels: z.number().int().min(10).max(1000),
      }),
    )
    .output(z.array(Series)),
  /** What a station has history of. */
  index: query('viewer', 'reader')
    .input(z.object({ stationId: Id }))
    .output(z.array(SeriesRequest.extend({ label: z.string() }))),
}
