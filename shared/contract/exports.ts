/** Exports of samples: a file is asked for, made in the background, fetched from the host (`/exports/<id>`, or a save dialog) and kept for a while. */
import { z } from 'zod'
import { ExportFormat, ExportLevel, ExportRequest, ExportScope } from '../model/export.ts'
import { MetricKey } from '../model/metric.ts'
import { Phrase } from '../model/phrase.ts'
import { command, ok, query } from './procedure.ts'

/** The name of the file in `exports/` of the data folder. */
export const ExportId = z
  .string()
  .max(160)
  .regex(/^branchwatch-samples-[\w-]+\.(?:csv|parquet)$/)

export const ExportState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled'])
export const Export = z.object({
  id: ExportId,
  state: ExportState,
  scope: ExportScope,
  metrics: z.array(MetricKey),
  from: z.number(),
  to: z.number(),
  level: ExportLevel,
  format: ExportFormat,
  /** Who asked for it. */
  by: z.string(),
  askedAt: z.number(),
  endedAt: z.number().nullable(),
  /** How far it is, 0…1. */
  share: z.number(),
  rows: z.number().int(),
  /** Octets of the file so far. */
  bytes: z.number().int(),
  /** Rows of the history file that could not be read and are left out. */
  harmed: z.number().int(),
  /** Why it failed. */
  phrase: Phrase.nullable(),
})
export type Export = z.infer<typeof Export>

/** Roughly what an export would give: from samples of it, so that a person knows before it is begun. */
export const ExportEstimate = z.object({
  rows: z.number().int(),
  bytes: z.number().int(),
  devices: z.number().int(),
  /** What `auto` comes to. */
  level: ExportLevel,
  /** From when on there is anything of each level, epoch ms; null: nothing. */
  since: z.record(ExportLevel, z.number().nullable()),
  /** Octets that are free where the file would be. */
  free: z.number(),
  /** False where it would not fit. */
  fits: z.boolean(),
})
export type ExportEstimate = z.infer<typeof ExportEstimate>

export const exports = {
  estimate: query('viewer', 'archive').input(ExportRequest).output(ExportEstimate),
  /** Newest first; `keepDays` and `keepBytes` say how long and how much is kept. */
  list: query('viewer', 'archive').output(z.object({ exports: z.array(Export), keepDays: z.number().int(), keepBytes: z.number() })),
  /** Begins one, or puts it behind those that wait. */
  start: command('technician', 'archive').input(ExportRequest).output(Export),
  /** Ends it; what was written of it is removed. */
  cancel: command('technician', 'archive')
    .input(z.object({ id: ExportId }))
    .output(Export),
  remove: command('technician', 'archive')
    .input(z.object({ id: ExportId }))
    .output(ok),
}
