/** The branch's files and their disk: room, sizes, damage, and a thorough check of all that is kept. */
import { z } from 'zod'
import { CheckResult, StorageForecast, StorageSizes, StorageStatus } from '../model/storage.ts'
import { command, ok, query } from './procedure.ts'

const Days = z.number().int().min(1).max(36_500)

export const storage = {
  status: query('viewer').output(StorageStatus),
  /** Measured anew when the last measure is older than a few minutes. */
  sizes: query('viewer', 'archive').output(StorageSizes),
  /** What history will take at today's rate if each class is kept for so many days. */
  forecast: query('viewer', 'archive')
    .input(z.object({ rawDays: Days, fiveMinuteDays: Days, hourDays: Days, dayDays: Days }))
    .output(StorageForecast),
  /** The check that is going on, and what the last one found; it is kept in the data folder. */
  check: query('viewer', 'archive').output(
    z.object({
      going: z.object({ startedAt: z.number(), done: z.number(), total: z.number(), cancelled: z.boolean() }).nullable(),
      last: CheckResult.nullable(),
    }),
  ),
  /** Begins a check, which may take minutes; CONFLICT while one is going on. */
  startCheck: command('admin', 'archive').output(ok),
  stopCheck: command('admin', 'archive').output(ok),
  /** A notice has been read by somebody who answers for the branch: it is not shown any more. */
  confirm: command('admin')
    .input(z.object({ id: z.number().int() }))
    .output(ok),
}
