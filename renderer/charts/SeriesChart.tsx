/** One chart of one unit: the mean as a line, minimum to maximum as a pale band, gaps open, a crosshair shared by all charts of the page. */
import { useCallback, useMemo } from 'react'
import { Area, Line } from 'recharts'
import { useWords } from '../app/i18n.ts'
import type { Series } from '../../shared/contract/history.ts'
import { parts, unitText } from '../../shared/format/metric.ts'
import { number } from '../../shared/format/number.ts'
import { clock, DAY, dayAndMonth } from '../../shared/format/time.ts'
import { ChartFrame, useHidden, type Tip } from './ChartFrame.tsx'
import { ChartTip } from './ChartTip.tsx'
import { colour } from './colours.ts'
import { known, seriesId, seriesName } from './labels.ts'

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
  const [hidden, toggle] = useHidden()
  const points = useMemo(() => {
    const times = series[0]?.at ?? []
    return Array.from(times, (at, i): Point => {
      const point: Point = { at }
      series.forEach((one, k) => {
        const low = known(one.min[i])
        const high = known(one.max[i])
        point[`m${k}`] = known(one.mean[i])
        point[`b${k}`] = low === null || high === null ? null : [low, high]
      })
      return point
    })
  }, [series])
  const long = to - from > 2 * DAY
  const first = series[0]?.metric
  const axisValue = (value: number) => {
    if (unit !== 'bit/s' || !first) return number(value, locale, 2, true)
    const { text, unit: scaled } = parts(first, value, locale)
    return `${text.replace(/[.,]0+$/, '')} ${scaled.replace('bit/s', '')}`
  }
  const tip: Tip = useCallback(
    ({ active, label }) => {
      const at = active ? points.findIndex((p) => p.at === label) : -1
      return at < 0 ? null : <ChartTip series={series} hidden={hidden} index={at} />
    },
    [points, series, hidden],
  )
  return (
    <ChartFrame
      title={title}
      unit={unit === '' ? '' : unitText(unit, locale)}
      legend={series.map((one, k) => ({ id: seriesId(one), name: seriesName(one, t), colour: k }))}
      hidden={hidden}
      onToggle={toggle}
      points={points}
      from={from}
      to={to}
      sync={sync}
      height={height}
      time={(at) => (long ? dayAndMonth(at, locale) : clock(at, false))}
      y={{ width: 64, ticks: 5, from: 'auto', say: axisValue }}
      tip={tip}
    >
      {series.map((one, k) =>
        hidden.has(seriesId(one)) ? null : (
          <Area
            key={`b${seriesId(one)}`}
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
        hidden.has(seriesId(one)) ? null : (
          <Line
            key={`m${seriesId(one)}`}
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
    </ChartFrame>
  )
}
