/** Alarms over the period: the worst ten minutes of each column, the target as a line, floods as bands. */
import { useId, useState, type PointerEvent } from 'react'
import { useWords } from '../../app/i18n.ts'
import { number } from '../../../shared/format/number.ts'
import { clock, DAY, dayAndMonth, moment } from '../../../shared/format/time.ts'
import { ALARM_TARGETS, type AlarmHealth } from '../../../shared/model/alarm-health.ts'
import { slotAt } from './figures.ts'
import css from './AlarmHealth.module.css'

const WIDTH = 1000
const HEIGHT = 150
const MARKS = [0, 0.25, 0.5, 0.75, 1]

export function FloodChart({ health }: { health: AlarmHealth }) {
  const { t, locale } = useWords()
  const id = useId()
  const [share, setShare] = useState<number | null>(null)
  const { worst, stepMs } = health.slots
  const target = ALARM_TARGETS.perTenMinutes * health.operators.count
  const top = Math.max(target * 1.25, ...worst)
  const span = Math.max(1, worst.length * stepMs)
  const x = (at: number) => (Math.min(span, Math.max(0, at - health.from)) / span) * WIDTH
  const y = (value: number) => HEIGHT - (value / top) * (HEIGHT - 6)
  const step = WIDTH / Math.max(1, worst.length)
  const bars = worst.map((value, n) =>
    value === 0 ? '' : `M${(n * step).toFixed(2)} ${HEIGHT}V${y(value).toFixed(1)}h${(step * 0.86).toFixed(2)}V${HEIGHT}z`,
  )
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setShare(Math.min(0.9999, Math.max(0, (event.clientX - box.left) / box.width)))
  }
  const hovered = share === null ? null : slotAt(health, share)
  const label = (at: number) => (health.to - health.from > 2 * DAY ? dayAndMonth(at, locale) : clock(at, false))
  return (
    <figure className={css.chart}>
      <div className={css.scale} aria-hidden>
        <span style={{ top: 0 }}>{number(top, locale)}</span>
        <span style={{ top: `${(y(target) / HEIGHT) * 100}%` }}>{number(target, locale)}</span>
        <span style={{ top: '100%' }}>0</span>
      </div>
      <div className={css.plot}>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-labelledby={id}
          onPointerMove={move}
          onPointerLeave={() => setShare(null)}
        >
          <title id={id}>
            {t('alarmHealth.chart.label', {
              floods: health.floods.length,
              raised: number(health.raised, locale),
              target: number(target, locale),
            })}
          </title>
          {health.floods.map((one) => (
            <rect
              key={one.from}
              x={x(one.from)}
              width={Math.max(2, x(one.to) - x(one.from))}
              y="0"
              height={HEIGHT}
              className={css.floodBand}
            />
          ))}
          <path d={bars.join('')} className={css.bars} />
          <path d={`M0 ${y(target)}H${WIDTH}`} className={css.target} vectorEffect="non-scaling-stroke" />
          {share === null ? null : <path d={`M${share * WIDTH} 0V${HEIGHT}`} className={css.cross} vectorEffect="non-scaling-stroke" />}
        </svg>
        {hovered && share !== null ? (
          <div className={css.tip} style={{ left: `${Math.min(82, share * 100)}%` }} aria-hidden>
            {moment(hovered.at, locale)} ·{' '}
            {t('alarmHealth.chart.tip', { n: number(hovered.count, locale), worst: number(hovered.worst, locale) })}
          </div>
        ) : null}
        <div className={css.times} aria-hidden>
          {MARKS.map((one) => (
            <span key={one}>{label(health.from + one * (health.to - health.from))}</span>
          ))}
        </div>
      </div>
    </figure>
  )
}
