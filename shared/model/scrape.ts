/** The door for Prometheus, as it is kept. */
import { z } from 'zod'

/** Only a hash (SHA-256, hex) of its secret; who opened it, and when (epoch ms). */
export const ScrapeDoor = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), by: z.string(), since: z.number() })
export type ScrapeDoor = z.infer<typeof ScrapeDoor>
