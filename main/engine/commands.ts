/** What people do about alarms and rules: each command is durable, with its audit row, before it is answered. */
import { trapProblem, type AlarmRow, type AlarmRule } from '../../shared/model/alarm.ts'
import type { FieldIssue } from '../../shared/model/phrase.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { By, Operations, StoredAlarm } from '../store/store.ts'
import { acknowledge, clear, unacknowledge } from '../domain/alarm/lifecycle.ts'
import { QUIET } from '../domain/alarm/track.ts'
import { DEFAULT_RULES } from '../domain/alarm/rules.ts'
import { publicRow, type AlarmBook } from './alarm-book.ts'
import type { Fleet } from './fleet.ts'

/** Where commands do their work. */
export type Desk = { readonly operations: Operations; readonly book: AlarmBook; readonly fleet: Fleet }

export type Targets = readonly { readonly id: number; readonly version: number }[]
export type Answer = { changed: AlarmRow[]; conflicts: AlarmRow[] }

function find({ operations, book }: Desk, id: number): StoredAlarm | null {
  return book.byId.get(id)?.row ?? operations.alarms.get(id)
}

/** Writes rows first, then takes them into memory: a failed write changes nothing. */
function commit({ operations, book, fleet }: Desk, rows: readonly StoredAlarm[], audit: (row: StoredAlarm) => void): AlarmRow[] {
  operations.transaction(() => {
    for (const row of rows) {
      operations.alarms.update(row)
      audit(row)
    }
  })
  for (const row of rows) book.take(row, fleet.stations.get(row.stationId) ?? null)
  return rows.map(publicRow)
}

function change(desk: Desk, targets: Targets, make: (row: StoredAlarm) => StoredAlarm, audit: (row: StoredAlarm) => void): Answer {
  const rows: StoredAlarm[] = []
  const conflicts: AlarmRow[] = []
  const seen = new Set<number>()
  for (const { id, version } of targets) {
    const row = find(desk, id)
    if (!row || seen.has(id)) continue
    seen.add(id)
    if (row.version !== version) conflicts.push(publicRow(row))
    else rows.push(make(row))
  }
  return { changed: rows.length === 0 ? [] : commit(desk, rows, audit), conflicts }
}

export function acknowledgeAlarms(desk: Desk, targets: Targets, comment: string, by: By): Answer {
  return change(
    desk,
    targets,
    (row) => {
      const made = row.acknowledgedAt === null ? acknowledge(row, by.at, by.actor.name) : row
      return comment === '' ? made : { ...made, comments: made.comments + 1 }
    },
    (row) =>
      desk.operations.audit.add(
        {
          action: 'alarm.acknowledge',
          subject: `alarm:${row.id}`,
          after: { acknowledgedBy: row.acknowledgedBy },
          comment: comment || null,
        },
        by,
      ),
  )
}

export function unacknowledgeAlarms(desk: Desk, targets: Targets, by: By): Answer {
  return change(desk, targets, unacknowledge, (row) =>
    desk.operations.audit.add({ action: 'alarm.unacknowledge', subject: `alarm:${row.id}` }, by),
  )
}

/** A lost clear would let an alarm of a trap stand for ever: a person may say that it is over. */
export function endAlarm(desk: Desk, id: number, comment: string, by: By): AlarmRow | Refusal {
  const watch = desk.book.byId.get(id)
  const row = watch?.row
  if (!watch || !row || row.clearedAt !== null) return refuse('NOT_FOUND', 'notFound')
  if (trapProblem(row.ruleId) === null) return refuse('INVALID', 'notOfTrap')
  const [made] = commit(desk, [{ ...clear(row, by.at), comments: row.comments + (comment === '' ? 0 : 1) }], () =>
    desk.operations.audit.add({ action: 'alarm.end', subject: `alarm:${id}`, comment: comment || null }, by),
  )
  watch.track = QUIET
  return made ?? refuse('NOT_FOUND', 'notFound')
}

export function commentAlarm(desk: Desk, id: number, comment: string, by: By): AlarmRow | Refusal {
  const row = find(desk, id)
  if (!row) return refuse('NOT_FOUND', 'notFound')
  const [made] = commit(desk, [{ ...row, comments: row.comments + 1 }], () =>
    desk.operations.audit.add({ action: 'alarm.comment', subject: `alarm:${id}`, comment }, by),
  )
  return made ?? refuse('NOT_FOUND', 'notFound')
}

/** What is wrong with a changed rule, field by field. */
function ruleIssues(rule: AlarmRule, shipped: AlarmRule): FieldIssue[] {
  const issues: FieldIssue[] = []
  const { condition } = rule
  const sameMetric =
    condition.kind === 'noAnswer' || (shipped.condition.kind !== 'noAnswer' && condition.metric === shipped.condition.metric)
  if (condition.kind !== shipped.condition.kind || !sameMetric)
    issues.push({ path: 'condition', phrase: { key: 'rule.problem.otherCondition' } })
  if (condition.kind === 'threshold') {
    const wrong = condition.direction === 'above' ? condition.clear > condition.raise : condition.clear < condition.raise
    if (wrong)
      issues.push({
        path: 'condition.clear',
        phrase: {
          key: condition.direction === 'above' ? 'rule.problem.clearAbove' : 'rule.problem.clearBelow',
          params: { raise: condition.raise },
        },
      })
  }
  return issues
}

export function saveRule(operations: Operations, before: AlarmRule | undefined, rule: AlarmRule, by: By): AlarmRule | Refusal {
  const shipped = DEFAULT_RULES.find((one) => one.id === rule.id)
  if (!before || !shipped) return refuse('NOT_FOUND', 'notFound')
  const issues = ruleIssues(rule, shipped)
  if (issues.length > 0) return refuse('INVALID', 'invalid', undefined, { issues })
  operations.alarms.saveRule(rule, before, by)
  return rule
}

export function resetRule(operations: Operations, id: string, by: By): AlarmRule | Refusal {
  const shipped = DEFAULT_RULES.find((one) => one.id === id)
  if (!shipped) return refuse('NOT_FOUND', 'notFound')
  operations.alarms.resetRule(id, by)
  return shipped
}
