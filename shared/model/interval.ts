/** The interval ledger: every second of a station in exactly one of five buckets, and the figures made of them. */
import { z } from 'zod'

export const Bucket = z.enum(['up', 'downUnplanned', 'downPlanned', 'unknown', 'notInService'])
export type Bucket = z.infer<typeof Bucket>
export const OutageCause = z.enum(['power', 'transmission', 'equipment', 'environment', 'other', 'unknown'])
export type OutageCause = z.infer<typeof OutageCause>

/** Half-open [from, to) in epoch ms; `to` null while it lasts. */
export const Interval = z.object({
  stationId: z.number().int(),
  bucket: Bucket,
  cause: OutageCause.nullable(),
  from: z.number(),
  to: z.number().nullable(),
})
export type Interval = z.infer<typeof Interval>

/** Availability of one station or a sum of stations in a period. Seconds; a ratio is null where its denominator is zero ("no data"). */
export const Availability = z.object({
  up: z.number(),
  downUnplanned: z.number(),
  downPlanned: z.number(),
  unknown: z.number(),
  notInService: z.number(),
  /** UP / (UP + DOWN-unplanned). */
  adjusted: z.number().nullable(),
  /** UP / in-service time. */
  raw: z.number().nullable(),
  /** 1 − UNKNOWN / in-service time. */
  coverage: z.number().nullable(),
  outages: z.number().int(),
  /** Mean seconds to restoration, of outages that ended. */
  mttr: z.number().nullable(),
  /** Mean seconds of UP between failures. */
  mtbf: z.number().nullable(),
  /** Seconds of DOWN-unplanned by cause. */
  byCause: z.record(OutageCause, z.number()),
})
export type Availability = z.infer<typeof Availability>
