/** The lines compared: all in one chart, or each in a small one of its own under the same axis. */
import { lazy, memo, Suspense, useMemo, useState } from 'react'
import { useNarrow } from '../../app/media.ts'
import { Loading } from '../../components/Blank.tsx'
import { cx } from '../../components/cx.ts'
import { extentOf } from '../../charts/curve.ts'
import { Legend } from '../../charts/Legend.tsx'
import type { Threshold } from '../../charts/marks.ts'
import { periodName, type Period, type Window } from '../../charts/period.ts'
import type { ChartSeries } from '../../charts/SeriesChart.tsx'
import { useSeen } from '../../charts/useSeen.ts'
import css from './Compare.module.css'

const SeriesChart = lazy(() => import('../../charts/SeriesChart.tsx'))
/** With more lines than this their bands would cover one another. */
const BANDS = 4

export type CompareChartsProps = {
  title: string
  lines: readonly ChartSeries[]
  /** The full name of each line. */
  titles: ReadonlyMap<string, string>
  period: Period
  window: Window
  limits: readonly Threshold[]
  small: boolean
  off: ReadonlySet<string>
  onOff: (off: readonly string[]) => void
  fresh: boolean
  old: boolean
}

export function CompareCharts(props: CompareChartsProps) {
  const { title, lines, titles, period, window, limits, small, off, onOff, fresh, old } = props
  const narrow = useNarrow()
  const [over, setOver] = useState<string | null>(null)
  const painted = fresh ? periodName(period) : null
  const toggle = (id: string) => onOff(off.has(id) ? [...off].filter((one) => one !== id) : [...off, id])
  const shown = useMemo(() => lines.filter((line) => !off.has(line.id)), [lines, off])
  const extent = useMemo(() => extentOf(shown.map(({ series }) => series)), [shown])
  return (
    <div className={css.charts} data-dim={old || undefined}>
      <Legend
        lines={lines.map((line) => ({ ...line, title: titles.get(line.id) ?? line.name }))}
        hidden={off}
        onToggle={toggle}
        onOver={setOver}
      />
      <Suspense fallback={<Loading lines={8} />}>
        {small ? (
          <ul className={css.grid}>
            {shown.map((line) => (
              <SmallChart
                key={line.id}
                line={line}
                title={titles.get(line.id) ?? line.name}
                window={window}
                limits={limits}
                extent={extent}
                painted={painted}
                strong={over === line.id}
              />
            ))}
          </ul>
        ) : (
          <SeriesChart
            id="compare"
            title={title}
            lines={lines}
            window={window}
            sync="compare"
            height={narrow ? 280 : 400}
            bare={shown.length > BANDS}
            legend={false}
            off={off}
            over={over}
            thresholds={limits}
            painted={painted}
          />
        )}
      </Suspense>
    </div>
  )
}

type SmallProps = {
  line: ChartSeries
  title: string
  window: Window
  limits: readonly Threshold[]
  extent: { low: number; high: number } | null
  painted: string | null
  strong: boolean
}

/** Drawn when it comes into sight. */
const SmallChart = memo(function SmallChart({ line, title, window, limits, extent, painted, strong }: SmallProps) {
  const [ref, seen] = useSeen()
  const lines = useMemo(() => [line], [line])
  return (
    <li ref={ref} className={cx(css.cell, strong && css.strong)}>
      {seen ? (
        <SeriesChart
          id={line.id}
          title={title}
          lines={lines}
          window={window}
          sync="compare"
          height={130}
          legend={false}
          thresholds={limits}
          painted={painted}
          extent={extent}
        />
      ) : null}
    </li>
  )
})
