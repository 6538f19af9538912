/** A chart of what the console measures of itself: lines of one unit, a pale band, failures as triangles at the foot; its crosshair is shared like that of every chart. */
import { useCallback, useMemo, useState } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useWords } from '../app/i18n.ts'
import { number, withUnit } from '../../shared/format/number.ts'
import { clock, moment } from '../../shared/format/time.ts'
import { colour } from './colours.ts'
import { pointsOf, type Plot } from './plot.ts'
import { ticks } from './ticks.ts'
import css from './SeriesChart.module.css'

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
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const { at, lines, band, marks } = plot
  const points = useMemo(() => pointsOf({ at, lines, band, marks }), [at, lines, band, marks])
  const toggle = (id: string) =>
    setHidden((old) => {
      const next = new Set(old)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const tip = useCallback(
    ({ active, label }: { active?: boolean; label?: unknown }) => {
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
                    <span className={css.key} style={{ background: colour(line.colour), borderColor: colour(line.colour) }} />
                    <span className={css.tipName}>{line.name}</span>
                    <strong>{said(line.values[i] ?? null, unit, decimals, locale) ?? t('station.charts.gap')}</strong>
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
      <figcaption className={css.head}>
        <h3>{title}</h3>
        {unit === '' ? null : <span className={css.unit}>{unit}</span>}
        <ul className={css.legend}>
          {lines.length < 2
            ? null
            : lines.map((line) => {
                const off = hidden.has(line.id)
                return (
                  <li key={line.id}>
                    <button
                      type="button"
                      aria-pressed={!off}
                      title={t(off ? 'station.charts.show' : 'station.charts.hide', { name: line.name })}
                      onClick={() => toggle(line.id)}
                    >
                      <span
                        className={css.key}
                        style={{ background: off ? 'transparent' : colour(line.colour), borderColor: colour(line.colour) }}
                        aria-hidden
                      />
                      {line.name}
                    </button>
                  </li>
                )
              })}
          {marks && marks.at.size > 0 ? (
            <li className={css.marked}>
              <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
                <path d="M5 1 9.5 9h-9z" fill="var(--critical)" />
              </svg>
              {marks.name}
            </li>
          ) : null}
        </ul>
      </figcaption>
      <div aria-hidden className={css.plot} style={{ height }}>
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={points}
            syncId={sync}
            syncMethod="value"
            margin={{ top: 6, right: 8, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="at"
              type="number"
              scale="time"
              domain={[from, to]}
              ticks={ticks(from, to)}
              tickFormatter={(when: number) => clock(when, false)}
              stroke="var(--line-strong)"
              tick={{ fill: 'var(--muted)', fontSize: 11 }}
              tickLine={false}
              interval="preserveStartEnd"
              minTickGap={24}
            />
            <YAxis
              width={52}
              domain={[0, 'auto']}
              allowDecimals={decimals > 0}
              tickFormatter={(value: number) => number(value, locale, decimals, true)}
              stroke="none"
              tick={{ fill: 'var(--muted)', fontSize: 11 }}
              tickCount={4}
            />
            <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)', strokeWidth: 1 }} content={tip} />
            {band ? (
              <Area dataKey="band" stroke="none" fill={colour(0)} fillOpacity={0.2} isAnimationActive={false} activeDot={false} />
            ) : null}
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
          </ComposedChart>
        </ResponsiveContainer>
      </div>
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
