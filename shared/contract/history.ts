/** Series for charts: a metric over a period, brought down to what a screen can show. */
import { z } from 'zod'
import { MetricKey } from '../model/metric.ts'
import { Id } from '../model/station.ts'
import { query } from './procedure.ts'

export const SeriesRequest = z.object({ deviceId: Id, metric: MetricKey, instance: z.string() })
export type SeriesRequest = z.infer<typeof SeriesRequest>
/** Columns of equal length. A bucket without a good value has null in all three: a gap stays open. */
export const Series = SeriesRequest.extend({
  label: z.string(),
  /** Start of each bucket, epoch ms. */
  at: z.array(z.number()),
  min: z.array(z.number().nullable()),
  max: z.array(z.number().nullable()),
  mean: z.array(z.number().nullable()),
})
export type Series = z.infer<typeof Series>

export const history = {
  series: query('viewer', 'reader')
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
