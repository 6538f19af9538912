/** What all charts over time share: title, unit and legend, whose names hide their lines; axes, grid, and a crosshair shared by all charts of the page. */
import { useCallback, useState, type ReactNode } from 'react'
import { CartesianGrid, ComposedChart, Tooltip, XAxis, YAxis } from 'recharts'
import { useWords } from '../app/i18n.ts'
import { nearest } from './curve.ts'
import { Legend, type ChartLine } from './Legend.tsx'
import { PlotSurface } from './PlotSurface.tsx'
import type { Window } from './period.ts'
import { tickText, ticks } from './ticks.ts'
import { useWidth } from './useWidth.ts'
import css from './Chart.module.css'

export type Tip = (pointed: { active?: boolean; label?: unknown }) => ReactNode
export type ChartFrameProps = {
  title: string
  /** As it is shown beside the title; '' for none. */
  unit: string
  /** What else is to be known of the lines, in a few words. */
  about?: string
  /** The lines that can be hidden. */
  legend: readonly ChartLine[]
  /** After the legend. */
  note?: ReactNode
  hidden: ReadonlySet<string>
  onToggle: (id: string) => void
  /** A name of the legend under the hand, null when it leaves. */
  onOver?: (id: string | null) => void
  /** Every moment that the crosshair can stand at. */
  points: readonly { at: number }[]
  from: number
  to: number
  /** Charts with the same name share their crosshair. */
  sync: string
  height: number
  y: {
    width: number
    domain: readonly [number | 'auto', number | 'auto']
    ticks?: readonly number[]
    count: number
    whole?: boolean
    say: (value: number) => string
  }
  /** What the crosshair reads at the time of `label`. */
  tip: Tip
  /** Answers to hand and keys with another period: what it is called, and what is shown. */
  brush?: { label: string; window: Window }
  /** Lines and areas. */
  children: ReactNode
}

/** The library hides a tip that reads none of its own lines; ours reads the typed arrays, and is empty where there is nothing to read. Moving it paints nothing anew below it. */
const TIP = { zIndex: 3, visibility: 'visible', willChange: 'transform' } as const
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 }

/** Which lines the reader has hidden, by id. */
export function useHidden(): [ReadonlySet<string>, (id: string) => void] {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback(
    (id: string) =>
      setHidden((old) => {
        const next = new Set(old)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  return [hidden, toggle]
}

/** Charts need not have the same moments: the crosshair of the others stands at the nearest. */
function syncMethod(marks: readonly { value: unknown }[], { activeLabel }: { activeLabel?: unknown }): number {
  return nearest(
    marks.map(({ value }) => Number(value)),
    Number(activeLabel),
  )
}

export function ChartFrame(props: ChartFrameProps) {
  const { title, unit, about, legend, note, hidden, onToggle, onOver, points, from, to, sync, height, y, tip, brush, children } = props
  const { locale } = useWords()
  const [ref, width] = useWidth()
  const plot = (
    <div ref={ref} aria-hidden className={css.plot} style={{ height }}>
      {width > 0 ? (
        <ComposedChart
          width={width}
          height={height}
          data={points}
          syncId={sync}
          syncMethod={syncMethod}
          margin={MARGIN}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            allowDataOverflow
            ticks={ticks(from, to, width < 480 ? 5 : 9)}
            tickFormatter={(at: number) => tickText(at, from, to, locale)}
            stroke="var(--line-strong)"
            tick={{ fill: 'var(--muted)', fontSize: 11 }}
            tickLine={false}
            interval="preserveStartEnd"
            minTickGap={24}
          />
          <YAxis
            width={y.width}
            domain={[...y.domain]}
            allowDataOverflow={y.ticks !== undefined}
            allowDecimals={!y.whole}
            tickFormatter={y.say}
            stroke="none"
            tick={{ fill: 'var(--muted)', fontSize: 11 }}
            tickCount={y.count}
            {...(y.ticks ? { ticks: [...y.ticks], interval: 0 as const } : {})}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)', strokeWidth: 1 }}
            content={tip}
            allowEscapeViewBox={{ x: false, y: true }}
            wrapperStyle={TIP}
          />
          {children}
        </ComposedChart>
      ) : null}
    </div>
  )
  return (
    <>
      <figcaption className={css.head}>
        <h3>{title}</h3>
        {unit === '' ? null : (
          <span className={css.unit} data-unit>
            {unit}
          </span>
        )}
        {about ? <span className={css.unit}>{about}</span> : null}
        <Legend lines={legend} hidden={hidden} onToggle={onToggle} onOver={onOver}>
          {note}
        </Legend>
      </figcaption>
      {brush ? (
        <PlotSurface label={brush.label} left={y.width} right={MARGIN.right} window={brush.window}>
          {plot}
        </PlotSurface>
      ) : (
        plot
      )}
    </>
  )
}
