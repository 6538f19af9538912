/** Health of the alarm system: its figures over a period. */
import { z } from 'zod'
import { AlarmHealth } from '../model/alarm-health.ts'
import { query } from './procedure.ts'

/** Longer than a year and a leap day nobody asks. */
const MOST_MS = 367 * 86_400_000

export const alarmHealth = {
  /** `operators`: how many watched; null: as many as did something. */
  get: query('viewer', 'reader')
    .input(
      z
        .object({ from: z.number(), to: z.number(), operators: z.number().int().min(1).max(100).nullable().default(null) })
        .refine(({ from, to }) => to > from && to - from <= MOST_MS, { message: 'period', path: ['to'] }),
    )
    .output(AlarmHealth),
}
