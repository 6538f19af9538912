/** Registers of the branch: groups of stations, power feeders, and hamlets with the stations that serve them. */
import { z } from 'zod'
import { Feeder, HamletRow, Id, StationGroup } from '../model/station.ts'
import { command, ok, query, versioned } from './procedure.ts'

const name = z.string().trim().min(1).max(120)
const stationIds = z.array(Id).max(50_000)

const Group = z.object({ name, stationIds })
export const groups = {
  list: query('viewer').output(z.array(StationGroup)),
  add: command('engineer').input(Group).output(StationGroup),
  update: command('engineer')
    .input(versioned.extend({ group: Group }))
    .output(StationGroup),
  /** Refused while overrides of alarm rules stand for it. */
  remove: command('engineer').input(versioned).output(ok),
}

export const FeederRow = Feeder.extend({ stationIds: z.array(Id) })
export type FeederRow = z.infer<typeof FeederRow>
const FeederInput = z.object({ name, notes: z.string().max(500).default(''), stationIds })
export const feeders = {
  list: query('viewer').output(z.array(FeederRow)),
  add: command('engineer').input(FeederInput).output(FeederRow),
  /** Stations that hung on another feeder hang on this one afterwards; those left out hang on none. */
  update: command('engineer')
    .input(versioned.extend({ feeder: FeederInput }))
    .output(FeederRow),
  /** Refused while stations hang on it. */
  remove: command('engineer').input(versioned).output(ok),
}

const HamletInput = z.object({ name, households: z.number().int().min(0).max(1_000_000).nullable().default(null), stationIds })
export const hamlets = {
  list: query('viewer').output(z.array(HamletRow)),
  add: command('engineer')
    .input(HamletInput.extend({ communeId: Id }))
    .output(HamletRow),
  update: command('engineer')
    .input(versioned.extend({ hamlet: HamletInput }))
    .output(HamletRow),
  /** Refused while stations stand in it. */
  remove: command('engineer').input(versioned).output(ok),
}
