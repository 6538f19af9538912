/** Health of the alarm system: its figures over a period. */
import { z } from 'zod'
import { AlarmHealth } from '../model/alarm-health.ts'
import { query } from './procedure.ts'

export const alarmHealth = {
  /** At most a year. `operators`: how many watched; null: as many as did something. */
  get: query('viewer', 'reader')
    .input(z.object({ from: z.number(), to: z.number(), operators: z.number().int().min(1).max(100).nullable().default(null) }))
    .output(AlarmHealth),
}
