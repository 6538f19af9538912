/** One chart of one unit: the mean as a line, minimum to maximum as a pale band, gaps open, a crosshair shared by all charts of the page. */
import { useCallback, useMemo, useState } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useWords } from '../app/i18n.ts'
import type { Series } from '../../shared/contract/history.ts'
import { parts, unitText } from '../../shared/format/metric.ts'
import { number } from '../../shared/format/number.ts'
import { clock, DAY, dayAndMonth } from '../../shared/format/time.ts'
import { ChartTip } from './ChartTip.tsx'
import { colour } from './colours.ts'
import { seriesName } from './labels.ts'
import { ticks } from './ticks.ts'
import css from './SeriesChart.module.css'

export type SeriesChartProps = {
  title: string
  unit: string
  series: readonly Series[]
  from: number
  to: number
  /** Charts with the same name share their crosshair. */
  sync: string
  height?: number
}

type Point = { at: number; [key: `m${number}`]: number | null; [key: `b${number}`]: [number, number] | null }

export default function SeriesChart({ title, unit, series, from, to, sync, height = 180 }: SeriesChartProps) {
  const { t, locale } = useWords()
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set())
  const points = useMemo(() => {
    const times = series[0]?.at ?? []
    return times.map((at, i): Point => {
      const point: Point = { at }
      series.forEach((one, k) => {
        const low = one.min[i] ?? null
        const high = one.max[i] ?? null
        point[`m${k}`] = one.mean[i] ?? null
        point[`b${k}`] = low === null || high === null ? null : [low, high]
      })
      return point
    })
  }, [series])
  const long = to - from > 2 * DAY
  const axisTime = (at: number) => (long ? dayAndMonth(at, locale) : clock(at, false))
  const first = series[0]?.metric
  const axisValue = (value: number) => {
    if (unit !== 'bit/s' || !first) return number(value, locale, 2, true)
    const { text, unit: scaled } = parts(first, value, locale)
    return `${text.replace(/[.,]0+$/, '')} ${scaled.replace('bit/s', '')}`
  }
  const toggle = (k: number) =>
    setHidden((old) => {
      const next = new Set(old)
      if (!next.delete(k)) next.add(k)
      return next
    })
  const tip = useCallback(
    ({ active, label }: { active?: boolean; label?: unknown }) => {
      const at = active ? points.findIndex((p) => p.at === label) : -1
      return at < 0 ? null : <ChartTip series={series} hidden={hidden} index={at} />
    },
    [points, series, hidden],
  )
  return (
    <figure className={css.figure}>
      <figcaption className={css.head}>
        <h3>{title}</h3>
        {unit === '' ? null : <span className={css.unit}>{unitText(unit, locale)}</span>}
        <ul className={css.legend}>
          {series.map((one, k) => {
            const name = seriesName(one, t)
            const off = hidden.has(k)
            return (
              <li key={`${one.deviceId}/${one.metric}/${one.instance}`}>
                <button
                  type="button"
                  aria-pressed={!off}
                  title={t(off ? 'station.charts.show' : 'station.charts.hide', { name })}
                  onClick={() => toggle(k)}
                >
                  <span className={css.key} style={{ background: off ? 'transparent' : colour(k), borderColor: colour(k) }} aria-hidden />
                  {name}
                </button>
              </li>
            )
          })}
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
              tickFormatter={axisTime}
              stroke="var(--line-strong)"
              tick={{ fill: 'var(--muted)', fontSize: 11 }}
              tickLine={false}
              interval="preserveStartEnd"
              minTickGap={24}
            />
            <YAxis
              width={64}
              domain={['auto', 'auto']}
              tickFormatter={axisValue}
              stroke="none"
              tick={{ fill: 'var(--muted)', fontSize: 11 }}
              tickCount={5}
            />
            <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)', strokeWidth: 1 }} content={tip} />
            {series.map((one, k) =>
              hidden.has(k) ? null : (
                <Area
                  key={`b${one.deviceId}/${one.metric}/${one.instance}`}
                  dataKey={`b${k}`}
                  stroke="none"
                  fill={colour(k)}
                  fillOpacity={0.2}
                  isAnimationActive={false}
                  activeDot={false}
                  connectNulls={false}
                />
              ),
            )}
            {series.map((one, k) =>
              hidden.has(k) ? null : (
                <Line
                  key={`m${one.deviceId}/${one.metric}/${one.instance}`}
                  dataKey={`m${k}`}
                  stroke={colour(k)}
                  strokeWidth={1.75}
                  dot={false}
                  isAnimationActive={false}
                  connectNulls={false}
                  activeDot={{ r: 3, strokeWidth: 0 }}
                />
              ),
            )}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
