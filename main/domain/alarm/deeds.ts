/** What people do to an alarm: each deed makes the next row, or says why it cannot be done. Who may do what, and the version they saw, are looked at before. */
import { LONGEST_SHELF, type AlarmRow } from '../../../shared/model/alarm.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { acknowledge, clear, isActive, unacknowledge } from './lifecycle.ts'
import type { SuppressedBy } from '../../../shared/model/alarm.ts'

export type Deed =
  | { readonly kind: 'acknowledge'; readonly comment: string }
  | { readonly kind: 'unacknowledge' }
  | { readonly kind: 'assign'; readonly to: string }
  | { readonly kind: 'unassign' }
  | { readonly kind: 'shelve'; readonly until: number; readonly reason: string }
  | { readonly kind: 'unshelve' }
  | { readonly kind: 'suppress'; readonly reason: string }
  | { readonly kind: 'unsuppress' }
  | { readonly kind: 'close'; readonly comment: string }

/** How an alarm stands as the deed is done. */
export type Circumstance = {
  readonly at: number
  readonly by: string
  /** `sees`: the polls still see the fault; `unasked`: they have not asked since the start; `nothing`: only a trap told of it. Asked for where a raised alarm is closed. */
  readonly polls: () => 'sees' | 'unasked' | 'nothing'
  /** What else suppresses it besides a person. */
  readonly otherwise: SuppressedBy | null
}

export type Done<T> = { readonly row: T } | { readonly no: Phrase }

const no = (key: string): { readonly no: Phrase } => ({ no: { key: `error.alarm.${key}` } })

/** Why a shelf until then is refused; null where it is not. Wall time: it is the label that a person chose. */
export function shelfIssue(until: number, at: number): Phrase | null {
  if (until <= at) return { key: 'error.alarm.shelfPast' }
  return until - at > LONGEST_SHELF ? { key: 'error.alarm.shelfLong' } : null
}

export function enact<T extends AlarmRow>(row: T, deed: Deed, now: Circumstance): Done<T> {
  const next = { ...row, version: row.version + 1 }
  if (row.closedAt !== null) return no('closed')
  switch (deed.kind) {
    case 'acknowledge': {
      const made = row.acknowledgedAt === null ? acknowledge(row, now.at, now.by) : row
      return { row: deed.comment === '' ? made : { ...made, comments: made.comments + 1 } }
    }
    case 'unacknowledge':
      return row.acknowledgedAt === null ? { row } : { row: unacknowledge(row) }
    case 'assign':
      return isActive(row) ? { row: { ...next, assignedTo: deed.to } } : no('over')
    case 'unassign':
      return { row: { ...next, assignedTo: null } }
    case 'shelve': {
      const issue = shelfIssue(deed.until, now.at)
      if (issue) return { no: issue }
      return isActive(row) ? { row: { ...next, shelvedUntil: deed.until, shelvedBy: now.by } } : no('over')
    }
    case 'unshelve':
      return row.shelvedUntil === null ? no('notShelved') : { row: { ...next, shelvedUntil: null, shelvedBy: null } }
    case 'suppress':
      return row.clearedAt === null ? { row: { ...next, suppressed: true, suppressedBy: 'person' } } : no('over')
    case 'unsuppress':
      if (row.suppressedBy !== 'person') return no('notSuppressed')
      return { row: { ...next, suppressed: now.otherwise !== null, suppressedBy: now.otherwise } }
    case 'close':
      return close(row, now)
  }
}

/** Closed is cleared and acknowledged as well, by the one who closed it. */
function close<T extends AlarmRow>(row: T, now: Circumstance): Done<T> {
  const polls = row.clearedAt === null ? now.polls() : 'nothing'
  if (polls === 'sees') return no('stillSeen')
  if (polls === 'unasked') return no('unasked')
  const over = row.clearedAt === null ? clear(row, now.at) : row
  const known = over.acknowledgedAt === null ? acknowledge(over, now.at, now.by) : over
  const { at: closedAt, by: closedBy } = now
  return {
    row: {
      ...known,
      closedAt,
      closedBy,
      shelvedUntil: null,
      shelvedBy: null,
      suppressed: false,
      suppressedBy: null,
      version: row.version + 1,
    },
  }
}
