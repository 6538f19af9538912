/** Alarms and the rules that raise them, in the words of X.733, X.736 and RFC 8632. */
import { z } from 'zod'
import { MetricKey } from './metric.ts'
import { DeviceKind } from './device.ts'

export const Severity = z.enum(['critical', 'major', 'minor', 'warning', 'indeterminate'])
export type Severity = z.infer<typeof Severity>
/** Worst first. */
export const SEVERITIES = Severity.options

export const AlarmType = z.enum(['communications', 'qualityOfService', 'processing', 'equipment', 'environmental', 'physical'])
export type AlarmType = z.infer<typeof AlarmType>

/** Probable causes: the numbers of the IANA ITU alarm TC, plus 1000 for what only a manager can see (no answer). */
export const PROBABLE_CAUSES = {
  58: 'powerProblem',
  71: 'antennaFailure',
  72: 'batteryChargingFailure',
  102: 'airConditioningFailure',
  104: 'batteryDischarging',
  105: 'batteryFailure',
  106: 'commercialPowerFailure',
  111: 'generatorFailure',
  112: 'lowBatteryThreshold',
  114: 'rectifierFailure',
  118: 'enclosureDoorOpen',
  120: 'fire',
  121: 'flood',
  122: 'highHumidity',
  123: 'highTemperature',
  124: 'highWind',
  126: 'intrusionDetection',
  127: 'lowFuel',
  14: 'lossOfSignal',
  22: 'degradedSignal',
  54: 'responseTimeExcessive',
  51: 'queueSizeExceeded',
  8: 'communicationsSubsystemFailure',
  1000: 'noAnswer',
  1001: 'monitorIsolated',
} as const
export const ProbableCause = z
  .number()
  .int()
  .refine((n) => n in PROBABLE_CAUSES, 'probableCause')

/** What makes a rule true. Values are in the catalogue's unit. */
export const Condition = z.discriminatedUnion('kind', [
  /** A number beyond `raise`; it clears only past `clear` (the hysteresis band lies between). */
  z.object({
    kind: z.literal('threshold'),
    metric: MetricKey,
    direction: z.enum(['above', 'below']),
    raise: z.number(),
    clear: z.number(),
  }),
  /** A state metric in one of these states (names of the catalogue). */
  z.object({ kind: z.literal('state'), metric: MetricKey, states: z.array(z.string()).min(1) }),
  /** The device does not answer. */
  z.object({ kind: z.literal('noAnswer'), deviceKinds: z.array(DeviceKind) }),
])
export type Condition = z.infer<typeof Condition>

/** Either so many polls in a row or so many seconds, whichever is given; both given: both must be met. */
export const Hold = z.object({
  polls: z.number().int().min(1).max(100).default(1),
  seconds: z.number().int().min(0).max(86_400).default(0),
})
export type Hold = z.infer<typeof Hold>

export const AlarmRule = z.object({
  /** Stable name, e.g. `mains-failure`; titles and advice are `rule.<id>.title` and `rule.<id>.advice` in the dictionaries. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  condition: Condition,
  severity: Severity,
  type: AlarmType,
  probableCause: ProbableCause,
  raiseHold: Hold,
  clearHold: Hold,
  enabled: z.boolean(),
  /** True where the alarm means users are losing service now or soon through power: feeds "at risk". */
  risk: z.boolean().default(false),
})
export type AlarmRule = z.infer<typeof AlarmRule>

export const SuppressedBy = z.enum(['path', 'window', 'person'])
export type SuppressedBy = z.infer<typeof SuppressedBy>

export const AlarmRow = z.object({
  id: z.number().int(),
  /** 0 where the alarm is the console's own (monitor-isolated): no station has that id, so a store must not demand one. */
  stationId: z.number().int(),
  /** null where the alarm is of the station as a whole. */
  deviceId: z.number().int().nullable(),
  ruleId: z.string(),
  metric: MetricKey.nullable(),
  instance: z.string(),
  severity: Severity,
  type: AlarmType,
  probableCause: ProbableCause,
  /** Value at the raise, in the metric's unit. */
  value: z.number().nullable(),
  raisedAt: z.number(),
  clearedAt: z.number().nullable(),
  acknowledgedAt: z.number().nullable(),
  acknowledgedBy: z.string().nullable(),
  comments: z.number().int(),
  /** How often it was raised again within the flap window. */
  count: z.number().int(),
  /** True while something says that nobody need be told: kept, not shown among what needs a person. Exactly where `suppressedBy` is not null. */
  suppressed: z.boolean(),
  /** path: every path to its station is dead; window: a maintenance window; person: somebody's decision, until its fault clears. */
  suppressedBy: SuppressedBy.nullable(),
  /** Who is to mend it. */
  assignedTo: z.string().nullable(),
  /** Set aside until then; a shelf always expires. */
  shelvedUntil: z.number().nullable(),
  shelvedBy: z.string().nullable(),
  /** Ended by a person: out of the active list, and a new raise is a new alarm. */
  closedAt: z.number().nullable(),
  closedBy: z.string().nullable(),
  /** When it was raised again, oldest first; the latest only. Empty where it was raised once. */
  toggles: z.array(z.number()),
  /** The incident it belongs to; null where it belongs to none. */
  incidentId: z.number().int().nullable(),
  version: z.number().int(),
})
export type AlarmRow = z.infer<typeof AlarmRow>

/** Nobody need be told of it now: suppressed, set aside or ended by a person. It is kept and recorded all the same. */
export function isSilent(row: Pick<AlarmRow, 'suppressed' | 'shelvedUntil' | 'closedAt'>): boolean {
  return row.suppressed || row.shelvedUntil !== null || row.closedAt !== null
}

/** An alarm is set aside for no longer than this, ms. */
export const LONGEST_SHELF = 7 * 86_400_000

export const AuditEntry = z.object({
  id: z.number().int(),
  at: z.number(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  comment: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Rules that stand for what only traps tell: `trap-<problem>`; the title is `trapProblem.<problem>`. */
const TRAP_RULE = 'trap-'
export const trapRuleId = (problem: string): string => `${TRAP_RULE}${problem}`
/** The problem of such a rule; null where it is a rule that is polled. */
export const trapProblem = (ruleId: string): string | null => (ruleId.startsWith(TRAP_RULE) ? ruleId.slice(TRAP_RULE.length) : null)
