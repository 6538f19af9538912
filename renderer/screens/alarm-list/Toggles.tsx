/** How often an alarm came and went lately: a mark for each raise along its time, the present at the right end. */
import { memo } from 'react'
import { single } from '../../../shared/format/time.ts'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import { useWords } from '../../app/i18n.ts'
import css from './Alarms.module.css'

/** Where the marks stand, 0 the first raise that is known and 1 the last; one place for marks that fall together. */
export function placesOf(alarm: Pick<AlarmRow, 'raisedAt' | 'toggles'>, steps: number): number[] {
  const times = [...new Set([alarm.raisedAt, ...alarm.toggles])].sort((a, b) => a - b)
  const first = times[0] ?? 0
  const span = Math.max(1, (times.at(-1) ?? 0) - first)
  return [...new Set(times.map((time) => Math.round(((time - first) / span) * steps) / steps))]
}

function ToggleMarks({ alarm, width = 44, height = 14 }: { alarm: AlarmRow; width?: number; height?: number }) {
  const { t, locale } = useWords()
  if (alarm.toggles.length === 0) return null
  const first = Math.min(alarm.raisedAt, alarm.toggles[0] ?? alarm.raisedAt)
  const last = alarm.toggles.at(-1) ?? alarm.raisedAt
  const label = t('alarms.toggles', { n: alarm.count, span: single(Math.max(60_000, last - first), locale) })
  return (
    <svg className={css.toggles} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={`M0 ${height - 0.5}H${width}`} />
      <path
        d={placesOf(alarm, width / 2)
          .map((x) => `M${(1 + x * (width - 2)).toFixed(1)} 2V${height - 1}`)
          .join('')}
      />
    </svg>
  )
}
export const Toggles = memo(ToggleMarks)
