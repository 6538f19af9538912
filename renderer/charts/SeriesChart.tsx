/** One chart of one unit: means as lines over pale bands, gaps open, limits dashed, what happened to the station behind and above; any part of it can be zoomed to. */
import { memo, useCallback, useMemo, useState } from 'react'
import { ReferenceLine } from 'recharts'
import { useWords } from '../app/i18n.ts'
import { Resolution, type Series } from '../../shared/contract/history.ts'
import { unitText } from '../../shared/format/metric.ts'
import { number, withUnit } from '../../shared/format/number.ts'
import { metric } from '../../shared/model/metric.ts'
import { niceAxis, scaleOf } from './axis.ts'
import { ChartFrame, useHidden, type Tip } from './ChartFrame.tsx'
import { ChartTip } from './ChartTip.tsx'
import { Curves, type Drawn } from './Curves.tsx'
import { resolutionKey } from './csv.ts'
import { doubts, extentOf, standsOf } from './curve.ts'
import { AlarmMarks, DoubtFoot, OutageBands } from './Layers.tsx'
import { inReach, outages, type Mark, type Stretch, type Threshold } from './marks.ts'
import type { Window } from './period.ts'
import { usePainted } from './usePainted.ts'
import css from './Chart.module.css'

export type ChartSeries = { id: string; name: string; series: Series; colour: number; dash?: number }
export type SeriesChartProps = {
  /** Names it among the charts of the page. */
  id: string
  title: string
  lines: readonly ChartSeries[]
  window: Window
  /** Charts with the same name share their crosshair. */
  sync: string
  height?: number
  /** No bands, no legend of its own: for many lines, or many small charts. */
  bare?: boolean
  legend?: boolean
  thresholds?: readonly Threshold[]
  stretches?: readonly Stretch[]
  marks?: readonly Mark[]
  /** A line to bring forward, from outside. */
  over?: string | null
  /** Lines hidden from outside. */
  off?: ReadonlySet<string>
  /** What the axis reaches over at least: charts that are compared share it. */
  extent?: { low: number; high: number } | null
  /** Says what was painted, once it was: the name of the period. Null while older data stand there. */
  painted: string | null
}

const NONE: readonly never[] = []
const NOTHING: ReadonlySet<string> = new Set()
const WIDTH = 64
/** Places of the crosshair: lines that were not read at the same moments have many more between them. */
const STANDS = 1000

export default memo(function SeriesChart(props: SeriesChartProps) {
  const {
    id,
    title,
    lines,
    window,
    sync,
    height = 180,
    bare = false,
    legend = true,
    over = null,
    off = NOTHING,
    extent = null,
    painted,
  } = props
  const { thresholds = NONE, stretches = NONE, marks = NONE } = props
  const { t, locale } = useWords()
  const [hiddenHere, toggle] = useHidden()
  const [overHere, setOver] = useState<string | null>(null)
  const hidden = legend ? hiddenHere : off
  const strong = overHere ?? over
  const shown = useMemo(() => lines.filter((line) => !hidden.has(line.id)), [lines, hidden])
  const figure = usePainted(painted)

  const curves = useMemo(() => shown.map(({ series }) => series), [shown])
  const points = useMemo(() => standsOf(curves, (window.to - window.from) / STANDS), [curves, window])
  const { axis, limits, scale } = useMemo(() => {
    const { low, high } = extent ?? extentOf(curves) ?? { low: 0, high: 1 }
    const limits = inReach(thresholds, low, high)
    const values = limits.map(({ value }) => value)
    const unit = lines[0] ? metric(lines[0].series.metric).unit : ''
    const scale = scaleOf(unit, Math.max(Math.abs(low), Math.abs(high)))
    const axis = niceAxis(Math.min(low, ...values) / scale.divide, Math.max(high, ...values) / scale.divide, height < 120 ? 3 : 5)
    return { axis, limits, scale }
  }, [curves, thresholds, lines, height, extent])
  const doubtful = useMemo(() => doubts(curves, window.to), [curves, window.to])
  const down = useMemo(() => outages(stretches), [stretches])
  const drawn = useMemo(
    () =>
      shown.map(({ id: line, series, colour, dash }): Drawn => ({
        id: line,
        curve: series,
        colour,
        bare,
        ...(dash === undefined ? {} : { dash }),
        ...(strong === null || !shown.some((one) => one.id === strong) ? {} : { weight: line === strong ? 'strong' : 'faint' }),
      })),
    [shown, bare, strong],
  )
  const resolution = useMemo(() => coarsestOf(lines), [lines])
  const unit = unitText(scale.unit, locale)
  const top = axis.ticks.at(-1)
  const tip: Tip = useCallback(
    ({ active, label }) =>
      active && typeof label === 'number' ? (
        <ChartTip lines={shown} when={label} window={window} stretches={down} marks={marks} over={strong} />
      ) : null,
    [shown, window, down, marks, strong],
  )
  return (
    <figure ref={figure} className={css.figure} data-chart={id}>
      <ChartFrame
        title={title}
        unit={unit}
        about={resolution === null || extent !== null ? '' : t(`charts.resolution.${resolutionKey(resolution)}`)}
        legend={legend && lines.length > 0 ? lines : NONE}
        hidden={hidden}
        onToggle={toggle}
        onOver={setOver}
        points={points}
        from={window.from}
        to={window.to}
        sync={sync}
        height={height}
        y={{
          width: WIDTH,
          domain: [axis.from * scale.divide, axis.to * scale.divide],
          ticks: axis.ticks.map((one) => one * scale.divide),
          count: axis.ticks.length,
          say: (value) => {
            const text = number(value / scale.divide, locale, axis.decimals)
            return top !== undefined && Math.abs(value / scale.divide - top) < 1e-9 * Math.max(1, Math.abs(top))
              ? withUnit(text, unit)
              : text
          },
        }}
        tip={tip}
        brush={{ label: t('charts.surface', { name: title }), window }}
      >
        <OutageBands stretches={down} />
        {limits.map((limit, i) => (
          <ReferenceLine
            key={`${limit.ruleId} ${limit.value}`}
            y={limit.value}
            stroke={`var(--${limit.severity})`}
            strokeDasharray="5 4"
            label={{
              value: `${limit.direction === 'below' ? '↓' : '↑'} ${t(`rule.${limit.ruleId}.title`, { defaultValue: limit.ruleId })}`,
              position: `inside${limit.value / scale.divide > axis.to - (axis.to - axis.from) / 10 ? 'Top' : 'Bottom'}${i % 2 === 0 ? 'Left' : 'Right'}`,
              fill: `var(--${limit.severity})`,
              fontSize: 11,
            }}
          />
        ))}
        <Curves lines={drawn} />
        <DoubtFoot mixed={doubtful.mixed} bad={doubtful.bad} />
        <AlarmMarks marks={marks} />
      </ChartFrame>
    </figure>
  )
})

/** What the lines were drawn from; the coarsest where they differ. */
function coarsestOf(lines: readonly ChartSeries[]): Resolution | null {
  const order = Resolution.options
  const places = lines.filter(({ series }) => series.at.length > 0).map(({ series }) => order.indexOf(series.resolution))
  return order[Math.max(...places)] ?? null
}
