/** A month of weeks: each window a bar over its days, approved ones hatched, proposals dashed. */
import { memo, useMemo } from 'react'
import { useWords } from '../../app/i18n.ts'
import { cx } from '../../components/cx.ts'
import { clock, dayText } from '../../../shared/format/time.ts'
import type { Shown } from './index.tsx'
import { barsOf, weeksOf, type Bar } from './calendar.ts'
import { spanText, weekdayName } from './words.ts'
import css from './Maintenance.module.css'

export type GridProps = {
  day: string
  today: string
  all: readonly Shown[]
  chosen: number | null
  onOpen: (id: number) => void
}

/** Bars of one week beyond these are counted; every week has room for the least of them. */
const MOST_LANES = 3
const LEAST_LANES = 2

export const MonthGrid = memo(function MonthGrid({ day, today, all, chosen, onOpen, onDay }: GridProps & { onDay: (day: string) => void }) {
  const { t } = useWords()
  const weeks = useMemo(() => weeksOf(day).map((week) => ({ week, bars: barsOf(week, all) })), [day, all])
  const lanes = Math.min(MOST_LANES, Math.max(LEAST_LANES, ...weeks.flatMap(({ bars }) => bars.map((bar) => bar.lane + 1))))
  return (
    <div className={css.month} data-lanes={lanes}>
      <div className={css.names} aria-hidden>
        {[1, 2, 3, 4, 5, 6, 7].map((one) => (
          <span key={one}>{weekdayName(one, t)}</span>
        ))}
      </div>
      {weeks.map(({ week, bars }) => (
        <Week
          key={week[0]}
          week={week}
          bars={bars}
          lanes={lanes}
          month={day.slice(0, 7)}
          today={today}
          chosen={chosen}
          onOpen={onOpen}
          onDay={onDay}
        />
      ))}
    </div>
  )
})

type WeekProps = {
  week: readonly string[]
  bars: readonly Bar<Shown>[]
  lanes: number
  month: string
  today: string
  chosen: number | null
  onOpen: (id: number) => void
  onDay: (day: string) => void
}

function Week({ week, bars, lanes, month, today, chosen, onOpen, onDay }: WeekProps) {
  const { t, locale } = useWords()
  const more = week.map((_, i) => bars.filter((bar) => bar.lane >= lanes && bar.column <= i && i < bar.column + bar.span).length)
  return (
    <div className={css.week}>
      {week.map((one, i) => (
        <div
          key={one}
          className={cx(css.cell, one.slice(0, 7) !== month && css.other)}
          style={{ gridColumn: i + 1 }}
          data-today={one === today || undefined}
        >
          <button
            type="button"
            className={css.dayNumber}
            aria-label={t('maintenance.openWeek', { day: dayText(one, locale) })}
            onClick={() => onDay(one)}
          >
            {Number(one.slice(8))}
          </button>
        </div>
      ))}
      {bars
        .filter((bar) => bar.lane < lanes)
        .map((bar) => (
          <WindowBar key={`${bar.one.windowId}-${bar.one.from}`} bar={bar} isChosen={bar.one.windowId === chosen} onOpen={onOpen} />
        ))}
      {more.map((n, i) =>
        n === 0 ? null : (
          <button
            key={week[i]}
            type="button"
            className={css.more}
            style={{ gridColumn: i + 1, gridRow: lanes + 2 }}
            onClick={() => onDay(week[i] ?? '')}
          >
            {t('maintenance.more', { n })}
          </button>
        ),
      )}
    </div>
  )
}

function WindowBar({ bar, isChosen, onOpen }: { bar: Bar<Shown>; isChosen: boolean; onOpen: (id: number) => void }) {
  const { t, locale } = useWords()
  const { one, column, span, lane, before, beyond } = bar
  const name = `${one.title}, ${spanText(one, locale)}, ${t(`maintenance.state.${one.state}`)}`
  return (
    <button
      type="button"
      className={css.event}
      data-state={one.state}
      data-before={before || undefined}
      data-beyond={beyond || undefined}
      aria-pressed={isChosen}
      aria-label={name}
      title={name}
      style={{ gridColumn: `${column + 1} / span ${span}`, gridRow: lane + 2 }}
      onClick={() => onOpen(one.windowId)}
    >
      <span className={css.text}>
        {before ? null : <b>{clock(one.from, false)}</b>} {one.title}
      </span>
    </button>
  )
}
