/** What all charts over time share: title, unit and legend, whose names hide their lines; axes, grid, and a crosshair shared by all charts of the page. */
import { useCallback, useState, type ReactNode } from 'react'
import { CartesianGrid, ComposedChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useWords } from '../app/i18n.ts'
import { colour } from './colours.ts'
import { ticks } from './ticks.ts'
import css from './Chart.module.css'

export type ChartLine = { id: string; name: string; colour: number }
export type Tip = (pointed: { active?: boolean; label?: unknown }) => ReactNode
export type ChartFrameProps = {
  title: string
  /** As it is shown beside the title; '' for none. */
  unit: string
  /** The lines that can be hidden. */
  legend: readonly ChartLine[]
  /** After the legend. */
  note?: ReactNode
  hidden: ReadonlySet<string>
  onToggle: (id: string) => void
  points: readonly { at: number }[]
  from: number
  to: number
  /** Charts with the same name share their crosshair. */
  sync: string
  height: number
  time: (at: number) => string
  y: { width: number; ticks: number; from: number | 'auto'; whole?: boolean; say: (value: number) => string }
  /** What the crosshair reads at the time of `label`. */
  tip: Tip
  /** Lines and areas. */
  children: ReactNode
}

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

export function ChartFrame({
  title,
  unit,
  legend,
  note,
  hidden,
  onToggle,
  points,
  from,
  to,
  sync,
  height,
  time,
  y,
  tip,
  children,
}: ChartFrameProps) {
  const { t } = useWords()
  return (
    <figure className={css.figure}>
      <figcaption className={css.head}>
        <h3>{title}</h3>
        {unit === '' ? null : <span className={css.unit}>{unit}</span>}
        <ul className={css.legend}>
          {legend.map((line) => {
            const off = hidden.has(line.id)
            return (
              <li key={line.id}>
                <button
                  type="button"
                  aria-pressed={!off}
                  title={t(off ? 'station.charts.show' : 'station.charts.hide', { name: line.name })}
                  onClick={() => onToggle(line.id)}
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
          {note}
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
              tickFormatter={time}
              stroke="var(--line-strong)"
              tick={{ fill: 'var(--muted)', fontSize: 11 }}
              tickLine={false}
              interval="preserveStartEnd"
              minTickGap={24}
            />
            <YAxis
              width={y.width}
              domain={[y.from, 'auto']}
              allowDecimals={!y.whole}
              tickFormatter={y.say}
              stroke="none"
              tick={{ fill: 'var(--muted)', fontSize: 11 }}
              tickCount={y.ticks}
            />
            <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)', strokeWidth: 1 }} content={tip} />
            {children}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
