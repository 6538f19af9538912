/** Power: the panel of a station, all stations that run on battery, and what was learned of a bank. */
import { z } from 'zod'
import { Bank, Discharge, StationPower } from '../model/power.ts'
import { Id } from '../model/station.ts'
import { command, query } from './procedure.ts'

export const power = {
  station: query('viewer')
    .input(z.object({ id: Id }))
    .output(StationPower),
  /** All that run on battery now, first to go dark first; those of which it cannot be told come last. */
  list: query('viewer').output(z.array(StationPower)),
  /** Discharges of a station, latest first. */
  discharges: query('viewer', 'reader')
    .input(z.object({ id: Id, limit: z.number().int().min(1).max(100).default(20) }))
    .output(z.array(Discharge)),
  /** Forgets what was learned of a bank, e.g. after cells were exchanged without a new record. */
  forgetBank: command('engineer')
    .input(z.object({ id: Id, comment: z.string().trim().max(2000).default('') }))
    .output(Bank),
}
