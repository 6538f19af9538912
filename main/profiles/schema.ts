/** What a device profile may say, as a schema: facts of one equipment family, no code. */
import { z } from 'zod'
import { DeviceKind } from '../../shared/model/device.ts'
import { metric, MetricKey } from '../../shared/model/metric.ts'

/** Dotted digits, or an abbreviation of the profile's `oids` followed by dotted digits. */
const Oid = z.string().regex(/^(\d+|[A-Za-z]\w*)(\.\d+)*$/, 'write an object identifier, e.g. 1.3.6.1.2.1.1.3.0')
const Oids = z.union([Oid, z.array(Oid).min(1).max(4)]).transform((one) => (Array.isArray(one) ? one : [one]))
const Codes = z.array(z.number()).min(1)
const pattern = z.string().refine((text) => {
  try {
    return Boolean(new RegExp(text, 'iu'))
  } catch {
    return false
  }
}, 'this is no regular expression')

const Change = z.strictObject({ scale: z.number().default(1), offset: z.number().default(0) })

const Transform = z.strictObject({
  metric: MetricKey,
  /** value = raw × scale + offset. */
  scale: z.number().default(1),
  offset: z.number().default(0),
  /** The power of ten stands in another object. */
  exponent: Oid.optional(),
  /** The number of digits behind the point stands in another object. */
  decimals: Oid.optional(),
  /** The value is a share of another object, in percent. */
  share: Oid.optional(),
  /** Another object's code decides on scale and offset; a code that is not listed makes the value unavailable. */
  variant: z.strictObject({ by: Oid, cases: z.record(z.string(), Change) }).optional(),
  /** Raw values that mean "not available". */
  missing: z.array(z.number()).default([]),
  /** A sibling decides whether the value counts. */
  status: z.strictObject({ by: Oid, accept: Codes.optional(), reject: Codes.optional() }).optional(),
  /** The vendor's code → the catalogue's state. */
  states: z.record(z.string(), z.string()).optional(),
  /** Bit → the catalogue's state; the first listed bit that is set decides. */
  bits: z.array(z.strictObject({ bit: z.number().int().min(0).max(63), state: z.string() })).optional(),
  /** The state of a code, or of no bit, that is listed nowhere. */
  otherwise: z.string().optional(),
  /** A negative number that was sent as an unsigned one is repaired. */
  signed: z.boolean().default(false),
  /** The equipment counts the other way round than the catalogue. */
  negate: z.boolean().default(false),
  /** Inclusive; outside it the reading is suspect. Default: the catalogue's. */
  range: z.tuple([z.number(), z.number()]).optional(),
  /** A counter: the reading is its rate per second. */
  rate: z.boolean().default(false),
  /** Names the row, or the line of a row, e.g. L1. */
  instance: z.string().max(40).default(''),
  label: z.string().max(80).default(''),
})

const knownStates = (
  reading: { metric: MetricKey; states?: Record<string, string>; bits?: { state: string }[]; otherwise?: string },
  context: z.RefinementCtx,
): void => {
  const names = Object.values(metric(reading.metric).states ?? {})
  const used = [...Object.values(reading.states ?? {}), ...(reading.bits ?? []).map((b) => b.state), reading.otherwise ?? []].flat()
  for (const name of used) {
    if (!names.includes(name)) context.addIssue(`${reading.metric} has no state "${name}"; it has ${names.join(', ') || 'none'}`)
  }
  if (names.length > 0 && used.length === 0) context.addIssue(`${reading.metric} is a state: give states or bits`)
}

/** One value. `oid` may list alternatives: the first that the device has is read. */
export const ScalarReading = Transform.extend({ oid: Oids }).superRefine(knownStates)

/** A row counts where every listed fact matches: codes, or a pattern on its text. `row` is the index itself. */
const Match = z.record(z.string(), z.union([z.array(z.union([z.number(), z.string()])), pattern]))

/** One value per row. OIDs are columns: the row's index is put behind them. */
export const ColumnReading = Transform.extend({ column: Oids, when: Match.optional(), unless: Match.optional() }).superRefine(knownStates)

export const Table = z.strictObject({
  /** Column that is walked to find the rows; of several, the first that has any. */
  rows: Oids,
  /** Columns that are read once when rows are found: names, types, units. */
  facts: z.record(z.string(), Oid).default({}),
  /** Facts that name a row, best first. */
  label: z.array(z.string()).default([]),
  when: Match.optional(),
  unless: Match.optional(),
  most: z.number().int().min(1).max(500).default(64),
  /** Each row takes the first reading of each metric and instance that matches it. */
  readings: z.array(ColumnReading).min(1),
})

export const Profile = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'),
    name: z.string().min(1).max(80),
    vendor: z.string().min(1).max(80),
    kind: DeviceKind,
    verified: z.boolean(),
    /** What the readings were compared with; null where they were not. */
    verifiedWith: z.string().min(1).nullable(),
    /** How to know the family. Longest sysObjectID first, with a probe before without. */
    match: z
      .array(
        z
          .strictObject({
            sysObjectID: z
              .string()
              .regex(/^\d+(\.\d+)+$/)
              .optional(),
            /** Counts only where this object exists. */
            probe: Oid.optional(),
            /** Counts only where something exists below this. */
            under: Oid.optional(),
          })
          .refine((m) => m.sysObjectID ?? m.probe ?? m.under, 'give sysObjectID, probe or under'),
      )
      .default([]),
    oids: z.record(z.string().regex(/^[A-Za-z]\w*$/), z.string().regex(/^\d+(\.\d+)+$/)).default({}),
    bulk: z.boolean().default(true),
    maxVarbinds: z.number().int().min(1).max(60).default(20),
    readings: z.array(ScalarReading).default([]),
    tables: z.array(Table).default([]),
  })
  .refine((p) => p.verified === (p.verifiedWith !== null), { path: ['verifiedWith'], message: 'say what it was verified with, or null' })

export type Profile = z.infer<typeof Profile>
export type ScalarReading = z.infer<typeof ScalarReading>
export type ColumnReading = z.infer<typeof ColumnReading>
export type Transform = z.infer<typeof Transform>
export type Table = z.infer<typeof Table>
export type Match = z.infer<typeof Match>
