/** The door for Prometheus and its kin: `/metrics` on the web host, off until it is opened with a token of its own. */
import { z } from 'zod'
import { command, ok, query } from './procedure.ts'

export const MetricsDoor = z.object({
  open: z.boolean(),
  /** Who opened it, and when (epoch ms). */
  by: z.string().nullable(),
  since: z.number().nullable(),
  /** Last answered question since the program began, epoch ms. */
  lastAskedAt: z.number().nullable(),
})
export type MetricsDoor = z.infer<typeof MetricsDoor>

export const openMetrics = {
  get: query('admin').output(MetricsDoor),
  /** Opens it with a new token, whose text is answered once and never again; an earlier one opens nothing any more. */
  open: command('admin').output(z.object({ door: MetricsDoor, secret: z.string() })),
  close: command('admin').output(ok),
}
