/** Device profiles: what there is, what each gives and how far it can be trusted, and what of the person's own files cannot be read. */
import { z } from 'zod'
import { AlarmType, Severity } from '../model/alarm.ts'
import { DeviceKind } from '../model/device.ts'
import { MetricKey } from '../model/metric.ts'
import { Phrase } from '../model/phrase.ts'
import { command, query } from './procedure.ts'

const ProfileId = z.string().min(1).max(60)

export const ProfileSummary = z.object({
  id: z.string(),
  name: z.string(),
  vendor: z.string(),
  kind: DeviceKind,
  verified: z.boolean(),
  verifiedWith: z.string().nullable(),
  source: z.enum(['shipped', 'own']),
  /** The name of the file, without its folder. */
  file: z.string(),
  /** An own one that stands in place of a shipped one. */
  replaces: z.boolean(),
  extends: z.string().nullable(),
  /** Taken where nothing else fits. */
  fallback: z.boolean(),
  /** Every metric that it can give, each once. */
  metrics: z.array(MetricKey),
  readings: z.number().int(),
  tables: z.number().int(),
  traps: z.number().int(),
  /** Devices in service that it reads. */
  devices: z.number().int(),
})
export type ProfileSummary = z.infer<typeof ProfileSummary>

/** One value as the profile says it: of a single object, or of a column in each row of a table. */
export const ProfileReading = z.object({
  metric: MetricKey,
  label: z.string(),
  /** The object; of several, the first that a device has. */
  oids: z.array(z.string()),
  /** value = raw × scale + offset. */
  scale: z.number(),
  offset: z.number(),
  /** Other objects that have a say: unit, exponent, status and the like. */
  others: z.array(z.string()),
  /** A counter, read as its rate per second. */
  rate: z.boolean(),
  /** Inclusive; outside it the reading is suspect. */
  range: z.tuple([z.number(), z.number()]).nullable(),
  /** The vendor's code (or "bit 3") and the state of the catalogue that it means. */
  states: z.array(z.object({ code: z.string(), state: z.string() })),
  /** Raw values that mean "not available". */
  missing: z.array(z.number()),
})
export type ProfileReading = z.infer<typeof ProfileReading>

/** Traps that belong together: those that raise a problem and those that clear it. */
export const ProfileProblem = z.object({
  problem: z.string(),
  type: AlarmType,
  /** Null where a variable of the trap decides. */
  severity: Severity.nullable(),
  raise: z.array(z.string()),
  clear: z.array(z.string()),
  /** Worth a line in the log and no alarm. */
  note: z.array(z.string()),
})
export type ProfileProblem = z.infer<typeof ProfileProblem>

export const ProfileDetail = ProfileSummary.extend({
  match: z.array(z.object({ sysObjectID: z.string().nullable(), probe: z.string().nullable(), under: z.string().nullable() })),
  identity: z.object({ serial: z.array(z.string()), hardware: z.array(z.string()), firmware: z.array(z.string()) }),
  polling: z.object({ bulk: z.boolean(), maxVarbinds: z.number().int(), inFlight: z.number().int() }),
  single: z.array(ProfileReading),
  inTables: z.array(z.object({ rows: z.array(z.string()), most: z.number().int(), readings: z.array(ProfileReading) })),
  problems: z.array(ProfileProblem),
})
export type ProfileDetail = z.infer<typeof ProfileDetail>

export const ProfileShelf = z.object({
  profiles: z.array(ProfileSummary),
  /** What of the person's own files is left out, and why: where, then what to mend. */
  issues: z.array(z.object({ file: z.string(), line: z.number().int(), phrase: Phrase })),
  /** Where own files belong; null where the console has no such folder. */
  folder: z.string().nullable(),
})
export type ProfileShelf = z.infer<typeof ProfileShelf>

export const profiles = {
  list: query('viewer').output(ProfileShelf),
  get: query('viewer')
    .input(z.object({ id: ProfileId }))
    .output(ProfileDetail),
  /** Reads the own folder again, and polls with what changed at once. */
  reload: command('engineer').output(ProfileShelf),
}
