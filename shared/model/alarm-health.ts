/** How the alarm system itself does, in the figures of ISA-18.2 and EEMUA 191. */
import { z } from 'zod'
import { Severity } from './alarm.ts'

/** What the guides hold for manageable. Rates are for each operator. */
export const ALARM_TARGETS = {
  /** Raised an hour, in the mean. */
  perHour: 6,
  /** In the worst ten minutes; above it is a flood. */
  perTenMinutes: 10,
  /** Share of time spent in floods, at most. */
  floodShare: 0.01,
  /** Standing longer than a day at the same time, at most. */
  standing: 5,
  /** Share of the ten worst sources in all that was raised, at most. */
  tenWorst: 0.2,
  /** An alarm that was raised this often in its life chatters; there should be none. */
  chatter: 3,
  chattering: 0,
  /** Half of all alarms are acknowledged within so many seconds. */
  acknowledgeSeconds: 600,
} as const

const AlarmName = z.object({
  stationId: z.number().int(),
  deviceId: z.number().int().nullable(),
  ruleId: z.string(),
  severity: Severity,
})

export const Flood = z.object({ from: z.number(), to: z.number(), alarms: z.number().int(), peak: z.number().int() })
export type Flood = z.infer<typeof Flood>

export const AcknowledgeTimes = z.object({
  acknowledged: z.number().int(),
  /** Raised in the period and neither acknowledged nor closed. */
  waiting: z.number().int(),
  /** Seconds from raise to acknowledgement; null where none was acknowledged. */
  median: z.number().nullable(),
  p90: z.number().nullable(),
})
export type AcknowledgeTimes = z.infer<typeof AcknowledgeTimes>

/** repeated: shelved again and again; cleared: its fault is over and it still lies there; expiring: it comes back within the hour. */
export const ShelfTrouble = z.enum(['repeated', 'cleared', 'expiring'])
export type ShelfTrouble = z.infer<typeof ShelfTrouble>

export const AlarmHealth = z.object({
  from: z.number(),
  to: z.number(),
  /** Raised in the period and shown to people; and those that dependency, window or person kept silent. */
  raised: z.number().int(),
  suppressed: z.number().int(),
  suppressedShare: z.number().nullable(),
  /** People who did something about alarms in the period, or as many as were named. At least one is reckoned with. */
  operators: z.object({ count: z.number().int().min(1), names: z.array(z.string()), basis: z.enum(['acted', 'given', 'none']) }),
  /** Raised an hour for each operator. */
  perHour: z.number().nullable(),
  /** The worst ten minutes, for each operator; null where nothing was raised. */
  peak: z.object({ at: z.number(), alarms: z.number() }).nullable(),
  /** Slots of `stepMs` (a multiple of ten minutes) from `from` on: raised in each, and in its worst ten minutes. */
  slots: z.object({ stepMs: z.number(), counts: z.array(z.number().int()), worst: z.array(z.number().int()) }),
  floods: z.array(Flood),
  /** Share of the period's time. */
  floodShare: z.number(),
  /** Standing for more than a day at the end of the period, oldest first. */
  standing: z.object({
    count: z.number().int(),
    rows: z.array(AlarmName.extend({ alarmId: z.number().int(), raisedAt: z.number(), acknowledged: z.boolean() })),
  }),
  chattering: z.object({
    count: z.number().int(),
    rows: z.array(AlarmName.extend({ alarmId: z.number().int(), times: z.number().int(), at: z.array(z.number()) })),
  }),
  /** The ten worst: a source is an object and a rule. */
  sources: z.object({
    share: z.number().nullable(),
    rows: z.array(AlarmName.extend({ alarms: z.number().int(), share: z.number() })),
  }),
  acknowledgement: z.object({ all: AcknowledgeTimes, bySeverity: z.record(Severity, AcknowledgeTimes) }),
  /** Now, whatever the period. */
  shelves: z.object({
    count: z.number().int(),
    troubled: z.array(
      AlarmName.extend({
        alarmId: z.number().int(),
        trouble: ShelfTrouble,
        times: z.number().int(),
        until: z.number(),
        by: z.string().nullable(),
      }),
    ),
  }),
})
export type AlarmHealth = z.infer<typeof AlarmHealth>
