/** What a device profile may say, as a schema: facts of one equipment family, no code. */
import { z } from 'zod'
import { DeviceKind } from '../../shared/model/device.ts'
import { metric, MetricKey } from '../../shared/model/metric.ts'
import { Oid, Oids } from './oid.ts'
import { patternProblem } from './pattern.ts'
import { Trap } from './trap.ts'

const Metric = z.enum(MetricKey.options, { error: 'profileMetric' })
const MOST_ABBREVIATIONS = 100
const Codes = z.array(z.number()).min(1)
const Change = z.strictObject({ scale: z.number().default(1), offset: z.number().default(0) })

/** Where a value lies: beyond a limit of the catalogue's unit, or in one of the catalogue's states. */
const Where = { above: z.number().optional(), below: z.number().optional(), states: z.array(z.string()).min(1).optional() }

const Transform = z.strictObject({
  metric: Metric,
  /**
   * How the value comes. `number`: any numeric type, for a rate a counter. `any`: for a rate or an uptime, a number of the wrong type too.
   * `text`: text that begins with a number. `hex`: octets or hexadecimal digits. `bits`: a BITS string, bit 0 first. `date`: DateAndTime.
   * What the profile does not ask for is not repaired: a value of another type is an error.
   */
  as: z.enum(['number', 'any', 'text', 'hex', 'bits', 'date']).default('number'),
  /** value = raw × scale + offset. */
  scale: z.number().default(1),
  offset: z.number().default(0),
  /** The value is divided by another object; one that is zero or missing makes it unavailable. */
  divisor: Oid.optional(),
  /** The power of ten stands in another object. */
  exponent: Oid.optional(),
  /** The number of digits behind the point stands in another object. */
  decimals: Oid.optional(),
  /** The value is a share of another object, in percent. */
  share: Oid.optional(),
  /** Another object's code decides on scale and offset; a code that is not listed makes the value unavailable. */
  variant: z.strictObject({ by: Oid, cases: z.record(z.string(), Change) }).optional(),
  /** After scale it is milliwatts, read as dBm; nothing at all is unavailable. */
  level: z.boolean().default(false),
  /** Only these bits of the value count: `bits` of them from bit `low` on. */
  field: z.strictObject({ low: z.number().int().min(0).max(63), bits: z.number().int().min(1).max(32) }).optional(),
  /** Raw values that mean "not available". */
  missing: z.array(z.number()).default([]),
  /** A sibling decides whether the value counts; `doubt` makes it suspect. */
  status: z.strictObject({ by: Oid, accept: Codes.optional(), reject: Codes.optional(), doubt: Codes.optional() }).optional(),
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
  /** Another reading contradicts it: suspect where its own value and that reading (of the same instance, or the only one) both lie so. */
  doubt: z.array(z.strictObject({ ...Where, while: z.strictObject({ metric: Metric, ...Where }) })).default([]),
  /** A counter: the reading is its rate per second. */
  rate: z.boolean().default(false),
  /** For a rate: the most that it can be, in another object. A 32-bit counter that may have gone round more than once is not believed. */
  ceiling: z.strictObject({ by: Oid, scale: z.number().positive().default(1) }).optional(),
  /** Names the row, or the line of a row, e.g. L1. */
  instance: z.string().max(40).default(''),
  label: z.string().max(80).default(''),
})

type Named = Pick<z.infer<typeof Transform>, 'metric' | 'states' | 'bits' | 'otherwise' | 'doubt'>

function knownStates(reading: Named, context: z.RefinementCtx): void {
  const own = Object.values(reading.states ?? {}).concat(
    (reading.bits ?? []).map((b) => b.state),
    reading.otherwise ?? [],
  )
  namesOf(reading.metric, own, ['states'], context)
  if (own.length === 0 && metric(reading.metric).states) {
    context.addIssue({ code: 'custom', path: ['metric'], message: 'profileStates', params: { metric: reading.metric } })
  }
  reading.doubt.forEach(({ states = [], while: other }, i) => {
    namesOf(reading.metric, states, ['doubt', i, 'states'], context)
    namesOf(other.metric, other.states ?? [], ['doubt', i, 'while', 'states'], context)
  })
}

function namesOf(key: MetricKey, used: readonly string[], path: (string | number)[], context: z.RefinementCtx): void {
  const known = Object.values(metric(key).states ?? {})
  const stray = used.filter((name) => !known.includes(name))
  if (stray.length === 0) return
  const params = { metric: key, state: stray.join(', '), states: known.join(', ') || '—' }
  context.addIssue({ code: 'custom', path, message: 'profileState', params })
}

/** One value. `oid` may list alternatives: the first that the device has is read. */
export const ScalarReading = Transform.extend({ oid: Oids }).superRefine(knownStates)

/** A row counts where every listed fact matches: codes, or a pattern on its text. `row` is the index itself. */
const Match = z.record(
  z.string(),
  z.union([z.array(z.union([z.number(), z.string()])).min(1), z.string()]).superRefine((wanted, context) => {
    const problem = typeof wanted === 'string' ? patternProblem(wanted) : null
    if (problem) context.addIssue({ code: 'custom', message: problem === 'slow' ? 'profileSlowPattern' : 'profilePattern' })
  }),
)

/** One value per row. OIDs are columns: the row's index is put behind them. */
export const ColumnReading = Transform.extend({ column: Oids, when: Match.optional(), unless: Match.optional() }).superRefine(knownStates)

export const Table = z
  .strictObject({
    /** Column that is walked to find the rows; of several, the first that has any. */
    rows: Oids,
    /** Columns that are read once when rows are found: names, types, units. */
    facts: z.record(z.string(), Oid).default({}),
    /** Facts that name a row, best first. */
    label: z.array(z.string()).default([]),
    /** A fact that is put in brackets behind the name, e.g. what a person wrote on the port. */
    remark: z.string().optional(),
    when: Match.optional(),
    unless: Match.optional(),
    most: z.number().int().min(1).max(500).default(64),
    /** Each row takes the first reading of each metric and instance that matches it. */
    readings: z.array(ColumnReading).min(1),
  })
  .superRefine((table, context) => {
    const known = new Set(['row', ...Object.keys(table.facts)])
    const check = (names: readonly string[], path: (string | number)[]): void => {
      const stray = names.find((name) => !known.has(name))
      if (stray !== undefined) context.addIssue({ code: 'custom', path, message: 'profileFact', params: { name: stray } })
    }
    const both = (part: { when?: object | undefined; unless?: object | undefined }, path: (string | number)[]): void => {
      check(Object.keys(part.when ?? {}), [...path, 'when'])
      check(Object.keys(part.unless ?? {}), [...path, 'unless'])
    }
    check(table.label, ['label'])
    if (table.remark !== undefined) check([table.remark], ['remark'])
    both(table, [])
    table.readings.forEach((reading, i) => both(reading, ['readings', i]))
  })

/** What tells one unit from another of the same kind: objects with their instance, of several the first that is there. */
const Identity = z.strictObject({ serial: Oids.optional(), hardware: Oids.optional(), firmware: Oids.optional() })

export const Profile = z
  .strictObject({
    id: z
      .string()
      .max(60)
      .regex(/^[a-z][a-z0-9-]*$/, 'profileId'),
    name: z.string().min(1).max(80),
    vendor: z.string().min(1).max(80),
    kind: DeviceKind,
    verified: z.boolean(),
    /** What the readings were compared with; null where they were not. */
    verifiedWith: z.string().min(1).max(300).nullable(),
    /** What a reader must know of it, in both languages. */
    note: z.strictObject({ vi: z.string().min(1).max(300), en: z.string().min(1).max(300) }).optional(),
    /** Another profile whose readings, tables and traps are read too; a reading of the same metric and instance here replaces its. */
    extends: z.string().max(60).optional(),
    /** How to know the family. Longest sysObjectID first, with a probe before without. */
    match: z
      .array(
        z
          .strictObject({
            sysObjectID: z
              .string()
              .regex(/^\d+(\.\d+)+$/, 'profileOid')
              .optional(),
            /** Counts only where this object exists. */
            probe: Oid.optional(),
            /** Counts only where something exists below this. */
            under: Oid.optional(),
          })
          .refine((m) => m.sysObjectID ?? m.probe ?? m.under, 'profileMatch'),
      )
      .default([]),
    /** Abbreviations; one may begin with another. */
    oids: z
      .record(z.string().regex(/^[A-Za-z]\w*$/, 'profileAbbreviation'), Oid)
      .refine((oids) => Object.keys(oids).length <= MOST_ABBREVIATIONS, 'profileAbbreviations')
      .default({}),
    bulk: z.boolean().default(true),
    maxVarbinds: z.number().int().min(1).max(60).default(20),
    /** Requests that may be open at the device at once. */
    inFlight: z.number().int().min(1).max(16).default(4),
    identity: Identity.default({}),
    readings: z.array(ScalarReading).default([]),
    tables: z.array(Table).default([]),
    traps: z.array(Trap).max(500).default([]),
  })
  .superRefine((profile, context) => {
    if (profile.verified !== (profile.verifiedWith !== null)) {
      context.addIssue({ code: 'custom', path: ['verifiedWith'], message: 'profileVerified' })
    }
    const seen = new Set<string>()
    profile.readings.forEach((reading, i) => {
      const key = `${reading.metric}|${reading.instance}`
      if (seen.has(key)) {
        context.addIssue({ code: 'custom', path: ['readings', i], message: 'profileTwice', params: { metric: reading.metric } })
      }
      seen.add(key)
    })
  })

export type Profile = z.infer<typeof Profile>
export type ScalarReading = z.infer<typeof ScalarReading>
export type ColumnReading = z.infer<typeof ColumnReading>
export type Transform = z.infer<typeof Transform>
export type Table = z.infer<typeof Table>
export type Match = z.infer<typeof Match>
export type Identity = z.infer<typeof Identity>
