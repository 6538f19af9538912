/** A histogram: how many samples lie in each part of the range. What it says in figures stands beside it. */
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts'
import { useCallback, useMemo } from 'react'
import { useWords } from '../app/i18n.ts'
import { parts } from '../../shared/format/metric.ts'
import { number, withUnit } from '../../shared/format/number.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import { useWidth } from './useWidth.ts'
import css from './Chart.module.css'

export type HistogramProps = {
  metric: MetricKey
  /** One more than counts. */
  edges: Float64Array
  counts: Float64Array
  height?: number
}
type Bin = { from: number; to: number; count: number }

export default function Histogram({ metric, edges, counts, height = 180 }: HistogramProps) {
  const { locale } = useWords()
  const [ref, width] = useWidth()
  const bins = useMemo(
    () => Array.from(counts, (count, i): Bin => ({ from: edges[i] ?? 0, to: edges[i + 1] ?? 0, count })),
    [edges, counts],
  )
  const say = useCallback(
    (value: number) => {
      const { text, unit } = parts(metric, value, locale)
      return withUnit(text, unit)
    },
    [metric, locale],
  )
  const tip = useCallback(
    ({ active, label }: { active?: boolean; label?: unknown }) => {
      const bin = active ? bins.find(({ from }) => from === label) : undefined
      return bin ? (
        <div className={css.tip}>
          <div className={css.tipTime}>
            {say(bin.from)} … {say(bin.to)}
          </div>
          <strong>{number(bin.count, locale)}</strong>
        </div>
      ) : null
    },
    [bins, say, locale],
  )
  return (
    <div ref={ref} className={css.plot} style={{ height }} aria-hidden data-histogram={bins.length}>
      {width > 0 ? (
        <BarChart
          width={width}
          height={height}
          data={bins}
          barCategoryGap={1}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="from"
            tickFormatter={say}
            stroke="var(--line-strong)"
            tick={{ fill: 'var(--muted)', fontSize: 11 }}
            tickLine={false}
            minTickGap={32}
          />
          <YAxis
            width={64}
            stroke="none"
            tick={{ fill: 'var(--muted)', fontSize: 11 }}
            tickCount={4}
            tickFormatter={(value: number) => number(value, locale)}
          />
          <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--hover)' }} content={tip} />
          <Bar dataKey="count" fill="var(--series-1)" fillOpacity={0.8} isAnimationActive={false} />
        </BarChart>
      ) : null}
    </div>
  )
}
