/** Reports: uptime of a month. */
import { z } from 'zod'
import { Availability } from '../model/interval.ts'
import { Id } from '../model/station.ts'
import { query } from './procedure.ts'

export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'month')
export const UptimeInput = z.object({
  month: Month,
  /** Counts "behind a dead hub" as DOWN, cause transmission, instead of UNKNOWN. */
  unreachableIsDown: z.boolean().default(false),
})
export const UptimeReport = z.object({
  month: Month,
  /** The period in epoch ms, cut at 00:00 at +07; `to` is now for the running month. */
  from: z.number(),
  to: z.number(),
  unreachableIsDown: z.boolean(),
  total: Availability,
  communes: z.array(z.object({ communeId: Id, name: z.string(), stations: z.number().int(), availability: Availability })),
  stations: z.array(
    z.object({ stationId: Id, code: z.string(), name: z.string(), communeId: Id, commune: z.string(), availability: Availability }),
  ),
})
export type UptimeReport = z.infer<typeof UptimeReport>

export const reports = {
  uptime: query('viewer', 'reader').input(UptimeInput).output(UptimeReport),
  /** The same as CSV text with UTF-8 BOM. */
  uptimeCsv: query('viewer', 'reader')
    .input(UptimeInput.extend({ locale: z.enum(['vi', 'en']).default('vi'), scope: z.enum(['stations', 'communes']).default('stations') }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
}
