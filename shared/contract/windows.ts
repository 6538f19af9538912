/** Maintenance windows: proposed by an engineer, approved by a manager; what they cover, and when they are open. */
import { z } from 'zod'
import { AuditEntry } from '../model/alarm.ts'
import { FieldIssue } from '../model/phrase.ts'
import { Day, Id } from '../model/station.ts'
import { MaintenanceWindow, Occurrence, Schedule, WindowInput, WindowState, WindowTargets } from '../model/window.ts'
import { command, query, versioned } from './procedure.ts'

/** A moment until the year 2100, epoch ms. */
const Moment = z.number().int().min(0).max(4_102_444_800_000)
const comment = z.string().trim().max(1000).default('')

/** What is behind a window as it stands now. */
const Scope = z.object({ stations: z.number().int(), devices: z.number().int() })

export const windows = {
  /** Those that are proposed, or approved and not over; with `all` also those that are over, rejected or cancelled. Newest first. */
  list: query('viewer')
    .input(z.object({ all: z.boolean().default(false) }))
    .output(z.array(MaintenanceWindow.extend({ scope: Scope, next: Occurrence.nullable() }))),
  /** One with everything that was done to it, and the stations that it covers now. */
  get: query('viewer')
    .input(z.object({ id: Id }))
    .output(
      z.object({ window: MaintenanceWindow, scope: Scope, stationIds: z.array(Id), next: z.array(Occurrence), trail: z.array(AuditEntry) }),
    ),
  /** Of proposed and approved windows, what lies between two times at most 400 days apart; of one station where it is named. */
  occurrences: query('viewer')
    .input(z.object({ from: Moment, to: Moment, stationId: Id.nullable().default(null) }))
    .output(z.array(Occurrence.extend({ title: z.string(), state: WindowState }))),
  /** What a window would be: its next five occurrences, whom it concerns, and which others are open at the same time over the same. Wrong fields stand in `issues`. */
  preview: query('viewer')
    .input(z.object({ id: Id.nullable().default(null), targets: WindowTargets, schedule: Schedule }))
    .output(
      z.object({
        next: z.array(Occurrence),
        scope: Scope,
        overlaps: z.array(z.object({ id: Id, title: z.string(), state: WindowState, from: z.number() })),
        issues: z.array(FieldIssue),
      }),
    ),
  propose: command('engineer').input(WindowInput).output(MaintenanceWindow),
  /** A changed window is a proposal again. */
  update: command('engineer')
    .input(versioned.extend({ window: WindowInput }))
    .output(MaintenanceWindow),
  /** Not by the one who proposed it, unless an administrator. */
  approve: command('manager').input(versioned.extend({ comment })).output(MaintenanceWindow),
  reject: command('manager')
    .input(versioned.extend({ comment: z.string().trim().min(1).max(1000) }))
    .output(MaintenanceWindow),
  /** Takes it back, or ends it where it is open. */
  cancel: command('engineer').input(versioned.extend({ comment })).output(MaintenanceWindow),
  /** Leaves out the occurrence that begins on a day, or takes that back. */
  skip: command('engineer')
    .input(versioned.extend({ day: Day, skip: z.boolean() }))
    .output(MaintenanceWindow),
}
