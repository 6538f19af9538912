/** What an export of samples is asked for: whose, which, from when to when, how fine, and as what kind of file. */
import { z } from 'zod'
import { MetricKey, type Quality } from './metric.ts'
import { Id } from './station.ts'

/** How fine samples are kept: as they came, or rolled up into buckets. */
export const ExportLevel = z.enum(['raw', '5m', '1h', '1d'])
export type ExportLevel = z.infer<typeof ExportLevel>
export const ExportFormat = z.enum(['csv', 'parquet'])
export type ExportFormat = z.infer<typeof ExportFormat>

const ids = z.array(Id).min(1).max(10_000)
export const ExportScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('provinces'), ids }),
  z.object({ kind: z.literal('communes'), ids }),
  z.object({ kind: z.literal('stations'), ids }),
  z.object({ kind: z.literal('devices'), ids }),
])
export type ExportScope = z.infer<typeof ExportScope>

/** The latest moment that a time may name, epoch ms: the year 9999. */
const LATEST = 253_402_300_799_000
const moment = z.number().int().min(0).max(LATEST)
export const ExportRequest = z.object({
  scope: ExportScope,
  /** Empty: all metrics. */
  metrics: z.array(MetricKey).max(500),
  /** Epoch ms; `to` itself is no longer in it. */
  from: moment,
  to: moment,
  /** auto: the finest that is still there for the whole period. */
  resolution: z.enum(['auto', ...ExportLevel.options]),
  format: ExportFormat,
  /** Words and decimal marks of a CSV file. */
  locale: z.enum(['vi', 'en']),
})
export type ExportRequest = z.infer<typeof ExportRequest>

/** Samples of one series in a piece of time, by rising time (epoch ms). Columns of equal length. */
export type SeriesPart = {
  readonly deviceId: number
  readonly metric: MetricKey
  readonly instance: string
  readonly label: string
  readonly at: ArrayLike<number>
  readonly samples:
    | { readonly kind: 'raw'; /** NaN where there is none. */ readonly value: ArrayLike<number>; readonly quality: ArrayLike<Quality> }
    | {
        readonly kind: 'buckets'
        /** Of the good samples; NaN where there was none. */
        readonly min: ArrayLike<number>
        readonly max: ArrayLike<number>
        readonly mean: ArrayLike<number>
        readonly last: ArrayLike<number>
        /** Good samples, and those that were not. */
        readonly count: ArrayLike<number>
        readonly bad: ArrayLike<number>
      }
}
