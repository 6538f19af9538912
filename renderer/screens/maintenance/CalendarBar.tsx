/** Above the calendar: which days are shown, a step back and forth, today, and how they are shown. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Segmented } from '../../components/Form.tsx'
import { dayText } from '../../../shared/format/time.ts'
import { dayPlus, mondayOf, monthPlus, VIEWS, type View } from './calendar.ts'
import css from './Maintenance.module.css'

export type CalendarBarProps = {
  view: View
  day: string
  today: string
  narrow: boolean
  onView: (view: View) => void
  onDay: (day: string) => void
}

const STEP: Record<View, (day: string, by: number) => string> = {
  month: monthPlus,
  week: (day, by) => dayPlus(day, by * 7),
  list: (day, by) => dayPlus(day, by * 60),
}

export function CalendarBar({ view, day, today, narrow, onView, onDay }: CalendarBarProps) {
  const { t, locale } = useWords()
  const [year = '', month = ''] = day.split('-')
  const title =
    view === 'month'
      ? t('maintenance.month', { month: locale === 'vi' ? String(Number(month)) : t(`maintenance.monthName.${Number(month)}`), year })
      : view === 'week'
        ? `${dayText(mondayOf(day), locale)} – ${dayText(dayPlus(mondayOf(day), 6), locale)}`
        : t('maintenance.fromDay', { day: dayText(day, locale) })
  return (
    <header className={css.bar}>
      <IconButton icon={ChevronLeft} label={t(`maintenance.previous.${view}`)} onClick={() => onDay(STEP[view](day, -1))} />
      <IconButton icon={ChevronRight} label={t(`maintenance.next.${view}`)} onClick={() => onDay(STEP[view](day, 1))} />
      <h2 aria-live="polite">{title}</h2>
      {day === today ? null : (
        <Button size="small" onClick={() => onDay(today)}>
          {t('maintenance.today')}
        </Button>
      )}
      <ul className={css.legend}>
        <li>
          <span className={css.swatch} data-state="approved" aria-hidden /> {t('maintenance.state.approved')}
        </li>
        <li>
          <span className={css.swatch} data-state="proposed" aria-hidden /> {t('maintenance.state.proposed')}
        </li>
      </ul>
      {narrow ? null : (
        <Segmented
          label={t('maintenance.view.label')}
          value={view}
          size="small"
          options={VIEWS.map((value) => ({ value, label: t(`maintenance.view.${value}`) }))}
          onChange={onView}
        />
      )}
    </header>
  )
}
