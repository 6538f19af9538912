/** What an inspection decides: which result an answer has, what is still unanswered, and which findings follow a finish. */
import type { Answer, Checklist, ChecklistItem, Finding, Inspection } from '../../../shared/model/inspection.ts'
import type { Severity } from '../../../shared/model/alarm.ts'
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import { dueDay, itemsOf, resultOf } from '../../../shared/model/answer.ts'
import { dayOf, startOfDay } from '../../../shared/format/time.ts'

const DAY_MS = 86_400_000

/** Answers that a draft may hold: items that the checklist has, each once (the last one given counts). */
export function acceptedAnswers(checklist: Checklist, answers: readonly Answer[]): Answer[] {
  const known = new Set(itemsOf(checklist).map((item) => item.id))
  const byItem = new Map(answers.filter((answer) => known.has(answer.itemId)).map((answer) => [answer.itemId, answer]))
  return [...byItem.values()]
}

export type FindingChoice = { itemId: string; severity: Severity; dueOn: string }
export type Finish =
  | { readonly ok: true; readonly answers: Answer[]; readonly findings: Omit<Finding, 'id'>[] }
  | { readonly ok: false; readonly issues: FieldIssue[] }

/**
 * Finishes a draft: every item needs a result; each failed one becomes a finding with the severity and due day chosen,
 * or the checklist's own. Unanswered items come back as issues with their item id as path.
 */
export function finish(inspection: Inspection, checklist: Checklist, choices: readonly FindingChoice[], at: number): Finish {
  const today = dayOf(at)
  const answers = new Map(inspection.answers.map((answer) => [answer.itemId, answer]))
  const items = itemsOf(checklist)
  const issues = items
    .filter((item) => resultOf(item, answers.get(item.id), today) === null)
    .map((item) => ({ path: item.id, phrase: { key: 'error.inspection.unanswered', params: { vi: item.vi, en: item.en } } }))
  const late = choices
    .filter((choice) => choice.dueOn < today)
    .map((choice) => ({ path: choice.itemId, phrase: { key: 'error.inspection.duePast', params: { day: choice.dueOn } } }))
  if (issues.length + late.length > 0) return { ok: false, issues: [...issues, ...late] }

  const settled = items.map((item) => {
    const answer = answers.get(item.id) as Answer
    return { ...answer, result: resultOf(item, answer, today) }
  })
  const chosen = new Map(choices.map((choice) => [choice.itemId, choice]))
  const findings = items
    .filter((item) => settled.some((answer) => answer.itemId === item.id && answer.result === 'fail'))
    .map((item) => findingOf(inspection, item, answers.get(item.id) as Answer, chosen.get(item.id), at))
  return { ok: true, answers: settled, findings }
}

function findingOf(
  inspection: Inspection,
  item: ChecklistItem,
  answer: Answer,
  choice: FindingChoice | undefined,
  at: number,
): Omit<Finding, 'id'> {
  const severity = choice?.severity ?? item.severity
  return {
    stationId: inspection.stationId,
    inspectionId: inspection.id,
    itemId: item.id,
    checklistId: inspection.checklistId,
    checklistVersion: inspection.checklistVersion,
    severity,
    note: answer.note,
    openedAt: at,
    dueOn: choice?.dueOn ?? dueDay(severity, at),
    state: 'open',
    closedAt: null,
    closedBy: null,
    recheckNote: null,
    version: 1,
  }
}

/** A re-check: passed closes the finding, otherwise it stays open with the note. */
export function recheck(finding: Finding, passed: boolean, note: string, by: string, at: number): Finding {
  return passed ? { ...finding, state: 'closed', closedAt: at, closedBy: by, recheckNote: note } : { ...finding, recheckNote: note }
}

export type DueInput = {
  stationId: number
  lastAt: number | null
  commissionedOn: string | null
  remote: boolean
  openFindings: number
  draftId: number | null
}
export type DueRow = {
  stationId: number
  lastAt: number | null
  days: number | null
  overdue: boolean
  openFindings: number
  draftId: number | null
}

/**
 * Stations in the order in which to visit them: overdue before others, never inspected before inspected,
 * remote before near, then the longest ago. `days` counts since the last round, null when there never was one.
 */
export function rankDue(stations: readonly DueInput[], intervalDays: number, at: number): DueRow[] {
  const rows = stations.map((station) => {
    const days = station.lastAt === null ? null : Math.floor((at - station.lastAt) / DAY_MS)
    const begun = station.commissionedOn === null || startOfDay(station.commissionedOn) + intervalDays * DAY_MS <= at
    return { station, days, overdue: days === null ? begun : days >= intervalDays }
  })
  rows.sort(
    (a, b) =>
      Number(b.overdue) - Number(a.overdue) ||
      Number(b.days === null) - Number(a.days === null) ||
      Number(b.station.remote) - Number(a.station.remote) ||
      (b.days ?? 0) - (a.days ?? 0) ||
      a.station.stationId - b.station.stationId,
  )
  return rows.map(({ station, days, overdue }) => ({
    stationId: station.stationId,
    lastAt: station.lastAt,
    days,
    overdue,
    openFindings: station.openFindings,
    draftId: station.draftId,
  }))
}
