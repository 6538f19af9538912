/** What was done with an alarm, newest first: who, when, and in their own words. */
import type { AlarmRow, AuditEntry } from '../../../shared/model/alarm.ts'
import { useWords } from '../../app/i18n.ts'
import { Age } from '../../components/Value.tsx'
import css from './Alarms.module.css'

/** The verb of an audit action such as `alarm.acknowledge`. */
export function verbOf(action: string): string {
  return action.split('.').at(-1) ?? action
}

export function AlarmTrail({ entries, alarm }: { entries: readonly AuditEntry[]; alarm: AlarmRow }) {
  const { t } = useWords()
  const word = (action: string) => {
    const key = `alarms.trail.${verbOf(action)}`
    const said: string = t(key)
    return said === key ? action : said
  }
  const done = entries.map((entry) => ({
    key: `e${entry.id}`,
    at: entry.at,
    what: word(entry.action),
    who: entry.actor,
    comment: entry.comment,
  }))
  const has = (verb: string) => entries.some((entry) => verbOf(entry.action) === verb)
  if (!has('raise')) done.push({ key: 'raised', at: alarm.raisedAt, what: t('alarms.trail.raise'), who: '', comment: null })
  if (alarm.clearedAt !== null && !has('clear'))
    done.push({ key: 'cleared', at: alarm.clearedAt, what: t('alarms.trail.clear'), who: '', comment: null })
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
          {step.comment ? <p className={css.said}>{step.comment}</p> : null}
        </li>
      ))}
    </ol>
  )
}
