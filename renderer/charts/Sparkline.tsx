/** A small line over time: gaps stay open, the highest and the present value are named. Drawn by hand: it is one path. */
import { useId, useState, type PointerEvent } from 'react'
import { clock } from '../../shared/format/time.ts'
import { number } from '../../shared/format/number.ts'
import type { Locale } from '../../shared/i18n/words.ts'
import { runs } from './runs.ts'
import css from './Sparkline.module.css'

export type SparklineProps = {
  /** Oldest first; null where nothing is known. */
  values: readonly (number | null)[]
  /** Epoch ms of the last value, and the step between values. */
  end: number
  step: number
  label: string
  locale: Locale
  height?: number
}

const WIDTH = 600

export function Sparkline({ values, end, step, label, locale, height = 96 }: SparklineProps) {
  const id = useId()
  const [at, setAt] = useState<number | null>(null)
  const top = Math.max(4, ...values.map((v) => v ?? 0)) * 1.1
  const x = (i: number) => (i / Math.max(1, values.length - 1)) * WIDTH
  const y = (v: number) => height - (v / top) * (height - 4)
  const parts = runs(values)
  const line = parts.map(([a, b]) => points(a, b).replace(/^/, 'M')).join('')
  function points(a: number, b: number): string {
    const out: string[] = []
    for (let i = a; i <= b; i++) out.push(`${x(i).toFixed(1)} ${y(values[i] ?? 0).toFixed(1)}`)
    return out.length === 1 ? `${out[0]}h0.1` : out.join('L')
  }
  const area = parts.map(([a, b]) => `M${x(a).toFixed(1)} ${height}L${points(a, b)}L${x(b).toFixed(1)} ${height}z`).join('')
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setAt(Math.round(((event.clientX - box.left) / box.width) * (values.length - 1)))
  }
  const hovered = at === null ? undefined : values[at]
  const timeOf = (i: number) => clock(end - (values.length - 1 - i) * step, false)
  return (
    <figure className={css.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        preserveAspectRatio="none"
        className={css.svg}
        style={{ height }}
        role="img"
        aria-labelledby={id}
        onPointerMove={move}
        onPointerLeave={() => setAt(null)}
      >
        <title id={id}>{label}</title>
        <path d={area} className={css.area} />
        <path d={line} className={css.line} vectorEffect="non-scaling-stroke" />
        {at === null ? null : <path d={`M${x(at)} 0V${height}`} className={css.cross} vectorEffect="non-scaling-stroke" />}
      </svg>
      <div className={css.axis} aria-hidden>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share}>{timeOf(Math.round(share * (values.length - 1)))}</span>
        ))}
      </div>
      {at !== null ? (
        <div className={css.tip} style={{ left: `${Math.min(85, Math.max(0, (at / (values.length - 1)) * 100))}%` }} aria-hidden>
          {timeOf(at)} · <strong>{hovered === null || hovered === undefined ? '—' : number(hovered, locale)}</strong>
        </div>
      ) : null}
    </figure>
  )
}
