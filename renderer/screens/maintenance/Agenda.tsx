/** The coming days that have something, one after another: what a phone shows of the calendar. */
import { CalendarCheck } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useWords } from '../../app/i18n.ts'
import { EmptyState } from '../../components/Blank.tsx'
import { Badge } from '../../components/State.tsx'
import { dayText } from '../../../shared/format/time.ts'
import { agendaOf, columnOf } from './calendar.ts'
import type { Shown } from './index.tsx'
import { spanText, STATE_TONE, weekdayName } from './words.ts'
import css from './Maintenance.module.css'

type AgendaProps = { all: readonly Shown[]; from: number; today: string; chosen: number | null; onOpen: (id: number) => void }

export const Agenda = memo(function Agenda({ all, from, today, chosen, onOpen }: AgendaProps) {
  const { t, locale } = useWords()
  const days = useMemo(() => agendaOf(all, from), [all, from])
  if (days.length === 0) return <EmptyState icon={CalendarCheck}>{t('maintenance.emptyDays')}</EmptyState>
  return (
    <ol className={css.agenda}>
      {days.map(({ day, items }) => (
        <li key={day}>
          <h3 data-today={day === today || undefined}>
            {weekdayName(columnOf(day) + 1, t)} <span>{dayText(day, locale)}</span>
          </h3>
          <ul>
            {items.map((one) => (
              <li key={`${one.windowId}-${one.from}`}>
                <button type="button" className={css.item} aria-pressed={one.windowId === chosen} onClick={() => onOpen(one.windowId)}>
                  <span className={css.swatch} data-state={one.state} aria-hidden />
                  <span className={css.when}>{spanText(one, locale, false)}</span>
                  <span className={css.what}>{one.title}</span>
                  {one.state === 'proposed' ? <Badge tone={STATE_TONE.proposed}>{t('maintenance.state.proposed')}</Badge> : null}
                </button>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
})
