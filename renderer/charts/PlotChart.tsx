/** A chart of what the console measures of itself: lines of one unit, a pale band, failures as triangles at the foot; its crosshair is shared like that of every chart. */
import { useCallback, useMemo } from 'react'
import { Area, Line } from 'recharts'
import { useWords } from '../app/i18n.ts'
import { number, withUnit } from '../../shared/format/number.ts'
import { moment } from '../../shared/format/time.ts'
import { ChartFrame, useHidden, type Tip } from './ChartFrame.tsx'
import { Key } from './Legend.tsx'
import { colour } from './colours.ts'
import { pointsOf, type Plot } from './plot.ts'
import css from './Chart.module.css'

export type PlotChartProps = Plot & {
  title: string
  unit: string
  from: number
  to: number
  sync: string
  height?: number
  decimals?: number
}

export default function PlotChart({ title, unit, from, to, sync, height = 160, decimals = 0, ...plot }: PlotChartProps) {
  const { t, locale } = useWords()
  const [hidden, toggle] = useHidden()
  const { at, lines, band, marks } = plot
  const points = useMemo(() => pointsOf({ at, lines, band, marks }), [at, lines, band, marks])
  const tip: Tip = useCallback(
    ({ active, label }) => {
      const i = active ? at.findIndex((one) => one === label) : -1
      const when = at[i]
      if (when === undefined) return null
      const failure = marks?.at.get(when)
      return (
        <div className={css.tip}>
          <div className={css.tipTime}>{moment(when, locale)}</div>
          {failure === undefined ? null : <strong>{failure}</strong>}
          {failure === undefined
            ? lines.map((line) =>
                hidden.has(line.id) ? null : (
                  <div key={line.id} className={css.tipRow}>
                    <Key colour={line.colour} />
                    <span className={css.tipName}>{line.name}</span>
                    <strong>{said(line.values[i] ?? null, unit, decimals, locale) ?? t('charts.quality.none')}</strong>
                  </div>
                ),
              )
            : null}
        </div>
      )
    },
    [at, lines, marks, hidden, unit, decimals, locale, t],
  )
  return (
    <figure className={css.figure}>
      <ChartFrame
        title={title}
        unit={unit}
        legend={lines.length < 2 ? [] : lines}
        note={
          marks && marks.at.size > 0 ? (
            <li className={css.marked}>
              <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
                <path d="M5 1 9.5 9h-9z" fill="var(--critical)" />
              </svg>
              {marks.name}
            </li>
          ) : null
        }
        hidden={hidden}
        onToggle={toggle}
        points={points}
        from={from}
        to={to}
        sync={sync}
        height={height}
        y={{ width: 52, count: 4, domain: [0, 'auto'], whole: decimals === 0, say: (value) => number(value, locale, decimals, true) }}
        tip={tip}
      >
        {band ? <Area dataKey="band" stroke="none" fill={colour(0)} fillOpacity={0.2} isAnimationActive={false} activeDot={false} /> : null}
        {lines.map((line) =>
          hidden.has(line.id) ? null : (
            <Line
              key={line.id}
              dataKey={line.id}
              stroke={colour(line.colour)}
              strokeWidth={1.75}
              dot={at.length < 2 ? { r: 2, strokeWidth: 0, fill: colour(line.colour) } : false}
              isAnimationActive={false}
              connectNulls={false}
              activeDot={{ r: 3, strokeWidth: 0 }}
            />
          ),
        )}
        {marks ? <Line dataKey="mark" stroke="none" dot={Triangle} activeDot={false} isAnimationActive={false} /> : null}
      </ChartFrame>
    </figure>
  )
}

function said(value: number | null, unit: string, decimals: number, locale: 'vi' | 'en'): string | null {
  return value === null ? null : withUnit(number(value, locale, decimals), unit)
}

/** A failed moment: a triangle that stands on the axis. */
function Triangle({ cx, cy, value, index }: { cx?: number; cy?: number; value?: unknown; index?: number }) {
  if (cx === undefined || cy === undefined || value === null || value === undefined) return <g key={index} />
  return <path key={index} d={`M${cx} ${cy - 9}l4.5 8h-9z`} fill="var(--critical)" />
}
