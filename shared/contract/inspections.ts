/** Inspections of stations, their drafts, and the findings that follow. */
import { z } from 'zod'
import { Answer, Checklist, Finding, Inspection, InspectionRow, LiveReading } from '../model/inspection.ts'
import { Severity } from '../model/alarm.ts'
import { Day, Id } from '../model/station.ts'
import { command, query, versioned } from './procedure.ts'

export const inspections = {
  /** Rounds, newest first. */
  list: query('viewer')
    .input(z.object({ stationId: Id.nullable().default(null), limit: z.number().int().min(1).max(1000).default(200) }))
    .output(z.array(InspectionRow)),
  get: query('viewer')
    .input(z.object({ id: Id }))
    .output(z.object({ inspection: Inspection, checklist: Checklist, findings: z.array(Finding) })),
  /** Every station with its last finished round; the longest ago and the most remote first. */
  due: query('viewer').output(
    z.array(
      z.object({
        stationId: Id,
        lastAt: z.number().nullable(),
        days: z.number().nullable(),
        overdue: z.boolean(),
        openFindings: z.number().int(),
        draftId: Id.nullable(),
      }),
    ),
  ),
  /** Opens a draft, or answers the one that is open at this station. */
  start: command('technician')
    .input(z.object({ stationId: Id, reason: Inspection.shape.reason }))
    .output(Inspection),
  /** Keeps answers of a draft; called at every change. */
  save: command('technician')
    .input(versioned.extend({ answers: z.array(Answer).max(500) }))
    .output(Inspection),
  /** The live readings that stand beside the form's numbers, by item. */
  live: query('viewer')
    .input(z.object({ id: Id }))
    .output(z.record(z.string(), LiveReading)),
  /** Closes the draft; each failed item opens a finding. Unanswered items are refused by name. */
  finish: command('technician')
    .input(versioned.extend({ findings: z.array(z.object({ itemId: z.string(), severity: Severity, dueOn: Day })) }))
    .output(z.object({ inspection: Inspection, findings: z.array(Finding) })),
  discard: command('technician').input(versioned).output(Inspection),
  findings: query('viewer')
    .input(z.object({ stationId: Id.nullable().default(null), state: z.enum(['open', 'closed', 'all']).default('open') }))
    .output(z.array(Finding)),
  /** A re-check: passed closes the finding, not passed keeps it open with the note. */
  recheck: command('technician')
    .input(versioned.extend({ passed: z.boolean(), note: z.string().trim().min(1).max(2000) }))
    .output(Finding),
}
