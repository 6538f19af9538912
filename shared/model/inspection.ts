/** Inspections (kiểm tra nhà trạm): the checklist as versioned data, a round's answers, and the findings that follow. */
import { z } from 'zod'
import { MetricKey, Quality } from './metric.ts'
import { Severity } from './alarm.ts'
import { Day } from './station.ts'

export const ChecklistItem = z.object({
  id: z.string(),
  vi: z.string(),
  en: z.string(),
  kind: z.enum(['check', 'number', 'date']),
  unit: z.string().default(''),
  /** For a number: inclusive limits that make a pass. */
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
  /** The live metric that the number is compared with. */
  metric: MetricKey.nullable().default(null),
  /** Severity a failure's finding starts with. */
  severity: Severity.default('minor'),
})
export type ChecklistItem = z.infer<typeof ChecklistItem>
export const ChecklistGroup = z.object({ id: z.string(), vi: z.string(), en: z.string(), items: z.array(ChecklistItem) })
export const Checklist = z.object({
  id: z.string(),
  version: z.number().int(),
  vi: z.string(),
  en: z.string(),
  groups: z.array(ChecklistGroup),
})
export type Checklist = z.infer<typeof Checklist>

/** The live reading beside a number, frozen when the answer was given. */
export const LiveReading = z.object({ value: z.number().nullable(), quality: Quality, at: z.number().nullable() })
export type LiveReading = z.infer<typeof LiveReading>

export const Answer = z.object({
  itemId: z.string(),
  result: z.enum(['pass', 'fail', 'notApplicable']).nullable(),
  value: z.number().nullable().default(null),
  day: Day.nullable().default(null),
  note: z.string().max(2000).default(''),
  live: LiveReading.nullable().default(null),
})
export type Answer = z.infer<typeof Answer>

export const Inspection = z.object({
  id: z.number().int(),
  stationId: z.number().int(),
  checklistId: z.string(),
  checklistVersion: z.number().int(),
  state: z.enum(['draft', 'finished', 'discarded']),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  by: z.string(),
  reason: z.enum(['monthly', 'quarterly', 'storm', 'incident', 'other']),
  answers: z.array(Answer),
  version: z.number().int(),
})
export type Inspection = z.infer<typeof Inspection>

export const InspectionRow = Inspection.omit({ answers: true }).extend({
  passed: z.number().int(),
  failed: z.number().int(),
  total: z.number().int(),
})
export type InspectionRow = z.infer<typeof InspectionRow>

export const Finding = z.object({
  id: z.number().int(),
  stationId: z.number().int(),
  inspectionId: z.number().int(),
  itemId: z.string(),
  checklistId: z.string(),
  checklistVersion: z.number().int(),
  severity: Severity,
  note: z.string(),
  openedAt: z.number(),
  dueOn: Day,
  /** A finding closes only by a re-check that passed. */
  state: z.enum(['open', 'closed']),
  closedAt: z.number().nullable(),
  closedBy: z.string().nullable(),
  recheckNote: z.string().nullable(),
  version: z.number().int(),
})
export type Finding = z.infer<typeof Finding>
