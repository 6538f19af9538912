/** States over time: a band for each line, coloured by the state that held and named where there is room; shares the crosshair of the other charts. */
import { memo, useCallback, useMemo } from 'react'
import { usePlotArea, useXAxisScale } from 'recharts'
import { useWords } from '../app/i18n.ts'
import type { StateSeries } from '../../shared/contract/history.ts'
import { valueText } from '../../shared/format/metric.ts'
import { duration, moment } from '../../shared/format/time.ts'
import { ChartFrame, type Tip } from './ChartFrame.tsx'
import { indexAt, standsOf } from './curve.ts'
import type { Window } from './period.ts'
import { codesOf, heldAt, stateColour, statePartsOf } from './states.ts'
import { usePainted } from './usePainted.ts'
import css from './Chart.module.css'

export type StateLine = { id: string; name: string; series: StateSeries }
export type StateChartProps = {
  id: string
  title: string
  lines: readonly StateLine[]
  window: Window
  sync: string
  painted: string | null
}

/** Height of a name and of the band below it, and the time axis at the foot. */
const NAME = 18
const BAND = 16
const FOOT = 38
const STANDS = 1000
const NONE: ReadonlySet<string> = new Set()
const EMPTY: readonly never[] = []
const keep = () => undefined

export default memo(function StateChart({ id, title, lines, window, sync, painted }: StateChartProps) {
  const { t, locale } = useWords()
  const figure = usePainted(painted)
  const points = useMemo(() => standsOf(lines.map(({ series }) => series), (window.to - window.from) / STANDS), [lines, window]) // prettier-ignore
  const metrics = [...new Set(lines.map(({ series }) => series.metric))]
  const key = metrics.flatMap((metric) =>
    codesOf(lines.flatMap(({ series }) => (series.metric === metric ? [series] : []))).map((code) => ({ metric, code })),
  )
  // Many metrics have a "normal": one entry for each word and colour.
  const words = [...new Map(key.map(({ metric, code }) => {
    const name = valueText(metric, code, t, locale)
    const fill = stateColour(metric, code)
    return [`${name} ${fill}`, { name, fill }]
  })).values()] // prettier-ignore
  const tip: Tip = useCallback(
    ({ active, label }) => {
      if (!active || typeof label !== 'number') return null
      return (
        <div className={css.tip}>
          <div className={css.tipTime}>{moment(label, locale)}</div>
          {lines.map(({ id: line, name, series }) => {
            const i = indexAt(series.at, label)
            const held = i >= 0 && label < (series.at[i] ?? 0) + series.width ? heldAt(series, i) : []
            return (
              <div key={line} className={css.tipRow}>
                <span className={css.tipName}>{name}</span>
                <strong>
                  {held.length === 0
                    ? t('charts.quality.none')
                    : held
                        .map(({ code, seconds }) =>
                          held.length === 1
                            ? valueText(series.metric, code, t, locale)
                            : `${valueText(series.metric, code, t, locale)} ${duration(seconds * 1000, locale)}`,
                        )
                        .join(', ')}
                </strong>
              </div>
            )
          })}
        </div>
      )
    },
    [lines, t, locale],
  )
  return (
    <figure ref={figure} className={css.figure} data-chart={id}>
      <ChartFrame
        title={title}
        unit=""
        legend={EMPTY}
        note={words.map(({ name, fill }) => (
          <li key={`${name} ${fill}`} className={css.marked} data-key>
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden>
              <rect width="12" height="12" rx="2" fill={fill} fillOpacity={0.55} />
            </svg>
            {name}
          </li>
        ))}
        hidden={NONE}
        onToggle={keep}
        points={points}
        from={window.from}
        to={window.to}
        sync={sync}
        height={lines.length * (NAME + BAND) + FOOT}
        y={{ width: 64, domain: [0, 1], ticks: EMPTY, count: 2, say: () => '' }}
        tip={tip}
        brush={{ label: t('charts.surface', { name: title }), window }}
      >
        <Bands lines={lines} window={window} />
      </ChartFrame>
    </figure>
  )
})

const Bands = memo(function Bands({ lines, window }: { lines: readonly StateLine[]; window: Window }) {
  const { t, locale } = useWords()
  const area = usePlotArea()
  const x = useXAxisScale()
  const parts = useMemo(() => lines.map(({ series }) => statePartsOf(series, window.to)), [lines, window.to])
  if (!area || !x) return null
  const right = area.x + area.width
  return (
    <g data-bands={lines.length}>
      {lines.map(({ id, name, series }, row) => {
        const top = area.y + row * (NAME + BAND)
        return (
          <g key={id}>
            <text x={area.x} y={top + NAME / 2} dominantBaseline="central" fontSize={11} fill="var(--muted)">
              {name}
            </text>
            <rect x={area.x} y={top + NAME} width={area.width} height={BAND} fill="var(--sunken)" />
            {parts[row]?.map((part) => {
              const left = Math.max(area.x, x(part.from) ?? 0)
              const wide = Math.min(right, x(part.to) ?? 0) - left
              if (wide <= 0) return null
              const word = valueText(series.metric, part.code, t, locale)
              return (
                <g key={`${part.from} ${part.code}`}>
                  <rect
                    x={left}
                    y={top + NAME + part.top * BAND}
                    width={Math.max(1, wide)}
                    height={part.share * BAND}
                    fill={stateColour(series.metric, part.code)}
                    fillOpacity={0.55}
                  />
                  {part.share === 1 && wide > word.length * 7 + 12 ? (
                    <text x={left + 6} y={top + NAME + BAND / 2} dominantBaseline="central" fontSize={11} fill="var(--text)">
                      {word}
                    </text>
                  ) : null}
                </g>
              )
            })}
          </g>
        )
      })}
    </g>
  )
})
