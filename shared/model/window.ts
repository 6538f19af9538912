/** Maintenance windows: when and where work is announced, so that nobody is told of what follows from it. Everything in days and hours at +07. */
import { z } from 'zod'
import { Day, Id } from './station.ts'

/** What a window covers; a commune and a group mean the stations that are in it at the time. */
export const WindowTargets = z.object({
  stationIds: z.array(Id).max(5000).default([]),
  communeIds: z.array(Id).max(500).default([]),
  groupIds: z.array(Id).max(500).default([]),
  deviceIds: z.array(Id).max(500).default([]),
})
export type WindowTargets = z.infer<typeof WindowTargets>

/** Until the year 2100, epoch ms. */
const At = z.number().int().min(0).max(4_102_444_800_000)
/** Minutes after midnight. */
const Minute = z.number().int().min(0).max(1439)
/** Length of one occurrence in minutes. */
const Minutes = z.number().int().min(1).max(44_640)
const repeated = {
  startMinute: Minute,
  minutes: Minutes,
  /** First and last day on which an occurrence may begin; `untilDay` null: without an end. */
  fromDay: Day,
  untilDay: Day.nullable().default(null),
}

/** 1 Monday … 7 Sunday. */
export const Weekday = z.number().int().min(1).max(7)

/** When it is. Once: from a moment to a moment, epoch ms. Otherwise each occurrence begins at an hour of a day and lasts so many minutes, past midnight too. */
export const Schedule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once'), from: At, to: At }),
  z.object({ kind: z.literal('daily'), ...repeated }),
  z.object({ kind: z.literal('weekly'), days: z.array(Weekday).min(1).max(7), ...repeated }),
  /** A month without that day has no occurrence; `last` is the last day of each. */
  z.object({ kind: z.literal('monthly'), day: z.union([z.number().int().min(1).max(31), z.literal('last')]), ...repeated }),
])
export type Schedule = z.infer<typeof Schedule>

export const WindowInput = z.object({
  /** What is done, e.g. "Thay ắc quy". */
  title: z.string().trim().min(1).max(120),
  notes: z.string().trim().max(1000).default(''),
  targets: WindowTargets,
  schedule: Schedule,
})
export type WindowInput = z.infer<typeof WindowInput>

/** Only an approved one counts, and from its approval on. */
export const WindowState = z.enum(['proposed', 'approved', 'rejected', 'cancelled'])
export type WindowState = z.infer<typeof WindowState>

export const MaintenanceWindow = WindowInput.extend({
  id: Id,
  state: WindowState,
  /** Days on which an occurrence would begin and does not. */
  skipped: z.array(Day).max(1000),
  proposedBy: z.string(),
  proposedAt: z.number(),
  /** Who approved, rejected or cancelled it last, when, and what they said. */
  decidedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
  decision: z.string(),
  version: z.number().int(),
})
export type MaintenanceWindow = z.infer<typeof MaintenanceWindow>

/** One time that a window is open: half-open [from, to) in epoch ms. `day`: the day at +07 on which it begins. */
export const Occurrence = z.object({ windowId: z.number().int(), day: Day, from: z.number(), to: z.number() })
export type Occurrence = z.infer<typeof Occurrence>
