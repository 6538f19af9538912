/** What was done with an alarm, newest first: who, when, and in their own words. */
import type { AlarmRow, AuditEntry } from '../../../shared/model/alarm.ts'
import type { TFunction } from 'i18next'
import { moment } from '../../../shared/format/time.ts'
import { useWords } from '../../app/i18n.ts'
import { Age } from '../../components/Value.tsx'
import css from './Alarms.module.css'

/** The verb of an audit action such as `alarm.acknowledge`. */
export function verbOf(action: string): string {
  return action.split('.').at(-1) ?? action
}

/** An audit action in words; one without a word as it is. */
export function trailWord(action: string, t: TFunction): string {
  const key = `alarms.trail.${verbOf(action)}`
  const said: string = t(key)
  return said === key ? action : said
}

/** Fields whose change is told, and how: a name, a time, or that it is so. */
const TOLD = ['assignedTo', 'shelvedUntil', 'severity'] as const
type Told = (typeof TOLD)[number]
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a step changed, before and after, where the fields say so. */
export function changesOf(entry: Pick<AuditEntry, 'before' | 'after'>): { field: Told; before: unknown; after: unknown }[] {
  const { before, after } = entry
  if (!isRecord(after) && !isRecord(before)) return []
  return TOLD.flatMap((field) => {
    const was = isRecord(before) ? (before[field] ?? null) : null
    const is = isRecord(after) ? (after[field] ?? null) : null
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

export function AlarmTrail({ entries, alarm }: { entries: readonly AuditEntry[]; alarm: AlarmRow }) {
  const { t, locale } = useWords()
  const word = (action: string) => trailWord(action, t)
  const value = (field: Told, said: unknown): string => {
    if (typeof said === 'number' && field === 'shelvedUntil') return moment(said, locale)
    if (typeof said !== 'string') return '—'
    return field === 'severity' ? t(`common.severity.${said}`, { defaultValue: said }) : said
  }
  const done = entries.map((entry) => ({
    key: `e${entry.id}`,
    at: entry.at,
    what: word(entry.action),
    who: entry.actor,
    comment: entry.comment,
    changes: changesOf(entry).map(
      ({ field, before, after }) => `${t(`alarms.trail.${field}`)}: ${value(field, before)} → ${value(field, after)}`,
    ),
  }))
  const has = (verb: string) => entries.some((entry) => verbOf(entry.action) === verb)
  if (!has('raise')) done.push({ key: 'raised', at: alarm.raisedAt, what: t('alarms.trail.raise'), who: '', comment: null, changes: [] })
  if (alarm.clearedAt !== null && !has('clear'))
    done.push({ key: 'cleared', at: alarm.clearedAt, what: t('alarms.trail.clear'), who: '', comment: null, changes: [] })
  done.sort((a, b) => b.at - a.at)
  return (
    <ol className={css.trail}>
      {done.map((step) => (
        <li key={step.key}>
          <div className={css.step}>
            <span className={css.strong}>{step.what}</span>
            {step.who === '' ? null : <span>{step.who}</span>}
            <Age at={step.at} className={css.when} />
          </div>
          {step.changes.map((change) => (
            <p key={change} className={css.changedFrom}>
              {change}
            </p>
          ))}
          {step.comment ? <p className={css.said}>{step.comment}</p> : null}
        </li>
      ))}
    </ol>
  )
}
