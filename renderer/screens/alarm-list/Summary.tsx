/** How many there are and how many wait for a person, and what is set aside and therefore not in sight. */
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { needsPerson } from '../alarms/view.ts'
import type { Filtered } from './filter.ts'
import type { AlarmGroup } from './groups.ts'
import { SHIPPED } from './questions.ts'
import type { Asked } from './useQuestion.ts'
import css from './Alarms.module.css'

export function Summary({ found, groups, asked }: { found: Filtered; groups: readonly AlarmGroup[] | null; asked: Asked }) {
  const { t, locale } = useWords()
  const waiting = found.shown.reduce((n, row) => n + (needsPerson(row.alarm) ? 1 : 0), 0)
  const parts = [t('alarms.count', { n: number(found.shown.length, locale) })]
  if (groups && groups.length < found.shown.length) parts.unshift(t('alarms.groupsCount', { n: number(groups.length, locale) }))
  if (waiting > 0 && waiting < found.shown.length) parts.push(t('alarms.unacknowledgedCount', { n: number(waiting, locale) }))
  return (
    <>
      {parts.join(' · ')}
      {(['shelved', 'suppressed'] as const).map((state) => {
        const view = SHIPPED.find((one) => one.id === state)
        return found.aside[state] > 0 && view && asked.view.id !== state ? (
          <button key={state} type="button" className={css.aside} onClick={() => asked.open(view)}>
            {t(`alarms.aside.${state}`, { n: number(found.aside[state], locale) })}
          </button>
        ) : null
      })}
    </>
  )
}
