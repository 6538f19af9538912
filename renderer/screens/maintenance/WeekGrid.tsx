/** A week of days with their hours: each occurrence where it lies, side by side where several are open. */
import { memo, useEffect, useMemo, useRef } from 'react'
import { useWords } from '../../app/i18n.ts'
import { cx } from '../../components/cx.ts'
import { clock, dayAndMonth, startOfDay } from '../../../shared/format/time.ts'
import { blocksOf, dayPlus, mondayOf } from './calendar.ts'
import type { GridProps } from './MonthGrid.tsx'
import { spanText, weekdayName } from './words.ts'
import css from './Maintenance.module.css'

const HOURS = Array.from({ length: 12 }, (_, i) => i * 2)
/** Below this share of a day a block has room for its title alone. */
const LOW = 1 / 20

export const WeekGrid = memo(function WeekGrid({ day, today, all, chosen, onOpen }: GridProps) {
  const { t, locale } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const days = useMemo(
    () =>
      Array.from({ length: 7 }, (_, i) => {
        const one = dayPlus(mondayOf(day), i)
        return { one, blocks: blocksOf(one, all) }
      }),
    [day, all],
  )
  const first = days.flatMap(({ blocks }) => blocks.map((block) => block.top)).reduce((a, b) => Math.min(a, b), 0.3)
  useEffect(() => {
    // Begins where something is to be seen.
    if (box.current) box.current.scrollTop = Math.max(0, (first - 0.03) * box.current.scrollHeight)
  }, [first])
  return (
    <div className={cx(css.hours, 'scroll')} ref={box} tabIndex={0} role="group" aria-label={t('maintenance.calendar')}>
      <div className={css.hourNames} aria-hidden>
        {HOURS.map((hour) => (
          <span key={hour} style={{ top: `calc(var(--head) + ${hour / 24} * var(--day))` }}>
            {String(hour).padStart(2, '0')}:00
          </span>
        ))}
      </div>
      {days.map(({ one, blocks }, i) => (
        <section
          key={one}
          className={css.column}
          data-today={one === today || undefined}
          aria-label={`${weekdayName(i + 1, t)} ${dayAndMonth(startOfDay(one), locale)}`}
        >
          <h3>
            {weekdayName(i + 1, t)} <span>{dayAndMonth(startOfDay(one), locale)}</span>
          </h3>
          <div className={css.day}>
            {blocks.map(({ one: shown, top, height, lane, lanes }) => (
              <button
                key={`${shown.windowId}-${shown.from}`}
                type="button"
                className={css.event}
                data-state={shown.state}
                data-low={height < LOW || undefined}
                aria-pressed={shown.windowId === chosen}
                aria-label={`${shown.title}, ${spanText(shown, locale)}, ${t(`maintenance.state.${shown.state}`)}`}
                title={`${shown.title}, ${spanText(shown, locale)}`}
                style={{
                  top: `${top * 100}%`,
                  height: `max(24px, ${height * 100}%)`,
                  left: `${(lane / lanes) * 100}%`,
                  width: `${100 / lanes}%`,
                }}
                onClick={() => onOpen(shown.windowId)}
              >
                <span className={css.text}>
                  <b>{clock(shown.from, false)}</b> {shown.title}
                </span>
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  )
})
