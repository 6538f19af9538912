/** Settings of a branch, and the lines that say how the console itself is doing. */
import { z } from 'zod'
import { RoomLevel } from './storage.ts'

/** The longest that any samples are kept, in days: a hundred years. */
const LONGEST_DAYS = 36_500
const days = z.number().int().min(1).max(LONGEST_DAYS)

/** How many days each class of history is kept. */
export type Retention = {
  /** Raw samples. */
  readonly rawDays: number
  readonly fiveMinuteDays: number
  readonly hourDays: number
  readonly dayDays: number
}

/** A name or address and a port; an IPv6 address stands in brackets. */
export const UPLINK_PROBE =
  /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?):([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/

const Fields = z.object({
  branchName: z.string().trim().min(1).max(80),
  /** Seconds between polls of a device. */
  intervalSeconds: z.number().int().min(10).max(3600),
  /** Milliseconds to wait for an answer. */
  timeoutMs: z.number().int().min(200).max(30_000),
  /** Further tries after the first. */
  retries: z.number().int().min(0).max(5),
  /** Days that raw samples are kept. */
  retentionDays: z.number().int().min(1).max(3650),
  /** Days after which a station counts as due for inspection. */
  inspectionDays: z.number().int().min(1).max(1000),
  /** Days that roll-ups of 5 minutes are kept, and of 1 hour, and of 1 day: none shorter than the finer one before it. */
  retention5mDays: days,
  retention1hDays: days,
  retention1dDays: days,
  /** Up to four addresses, host:port, that can be reached while the branch's own uplink is well; without any the stations alone tell. */
  uplinkProbes: z.array(z.string().trim().max(120).regex(UPLINK_PROBE, 'uplinkProbe')).max(4).default([]),
})
export type Settings = z.infer<typeof Fields>

/** The classes of history, finest first, by the setting that says how long each is kept. */
export const RETENTION_FIELDS = ['retentionDays', 'retention5mDays', 'retention1hDays', 'retention1dDays'] as const

export const Settings = Fields.superRefine((settings, context) => {
  RETENTION_FIELDS.forEach((path, i) => {
    const finer = RETENTION_FIELDS[i - 1]
    if (finer === undefined || settings[path] >= settings[finer]) return
    context.addIssue({ code: 'custom', path: [path], message: 'retentionOrder', params: { min: settings[finer] } })
  })
})

export function retentionOf(settings: Settings): Retention {
  return {
    rawDays: settings.retentionDays,
    fiveMinuteDays: settings.retention5mDays,
    hourDays: settings.retention1hDays,
    dayDays: settings.retention1dDays,
  }
}

export const WorkerState = z.enum(['starting', 'running', 'restarting', 'failed', 'stopped'])
/** How the console itself is doing. Ages and times in epoch ms. */
export const ConsoleStatus = z.object({
  workers: z.object({
    core: WorkerState,
    reader: WorkerState,
    archive: WorkerState,
    simulator: WorkerState.nullable(),
    traps: WorkerState.nullable(),
    sender: WorkerState.nullable(),
  }),
  /** Restarts since the start of the program, per worker. */
  restarts: z.record(z.string(), z.number().int()),
  poll: z.object({
    devices: z.number().int(),
    answering: z.number().int(),
    /** Slots that came due while the device was still being polled or the console asleep. */
    missed: z.number().int(),
    inFlight: z.number().int(),
    lastReadingAt: z.number().nullable(),
  }),
  store: z.object({
    operations: z.enum(['ok', 'readOnly', 'failed']),
    history: z.enum(['ok', 'memoryOnly', 'failed']),
    detail: z.string().nullable(),
    /** How much room the disk has left for it. */
    room: RoomLevel,
  }),
  /** True while most stations fail at once: no station is judged. */
  isolated: z.boolean(),
})
export type ConsoleStatus = z.infer<typeof ConsoleStatus>
