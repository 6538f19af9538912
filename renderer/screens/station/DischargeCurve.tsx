/** Volts over the Ah taken out: the last discharge as measured, and what was learned of the bank at rest. Two lines, drawn by hand. */
import { useId } from 'react'
import { useWords } from '../../app/i18n.ts'
import { number, withUnit } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import type { Bank, Discharge } from '../../../shared/model/power.ts'
import css from './Power.module.css'

type Point = { readonly x: number; readonly y: number }

const WIDTH = 420
const HEIGHT = 180
const LEFT = 44
const BOTTOM = 26
const TOP = 10

/** Round steps of which at most `most` fit. */
function stepFor(span: number, most: number): number {
  const rough = Math.max(span, 1e-6) / most
  const ten = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5, 10].find((one) => one * ten >= rough) ?? 10) * ten
}

function marks(low: number, high: number, most: number): number[] {
  const step = stepFor(high - low, most)
  const out: number[] = []
  for (let n = Math.ceil(low / step); n * step <= high + 1e-9; n++) out.push(n * step)
  return out
}

export function DischargeCurve({ learned, last }: { learned: Bank['curve']; last: Discharge | null }) {
  const { t, locale } = useWords()
  const id = useId()
  const known = learned.map(({ ah, volts }): Point => ({ x: ah, y: volts }))
  const measured = (last?.curve ?? []).flatMap(({ ah, volts }): Point[] => (ah === null ? [] : [{ x: ah, y: volts }]))
  const all = [...known, ...measured]
  const right = Math.max(1, ...all.map((one) => one.x)) * 1.02
  const low = Math.floor(Math.min(...all.map((one) => one.y)))
  const high = Math.ceil(Math.max(...all.map((one) => one.y), low + 1))
  const x = (value: number) => LEFT + (value / right) * (WIDTH - LEFT - 8)
  const y = (value: number) => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM)
  const path = (points: readonly Point[]) =>
    points.map((one, n) => `${n === 0 ? 'M' : 'L'}${x(one.x).toFixed(1)} ${y(one.y).toFixed(1)}`).join('')
  return (
    <figure className={css.curve}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={id}>
        <title id={id}>{t('power.curve.title')}</title>
        {marks(low, high, 5).map((value) => (
          <g key={value}>
            <path d={`M${LEFT} ${y(value)}H${WIDTH - 8}`} className={css.grid} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end" className={css.axis}>
              {number(value, locale, 1, true)}
            </text>
          </g>
        ))}
        {marks(0, right, 5).map((value) => (
          <text key={value} x={x(value)} y={HEIGHT - 8} textAnchor="middle" className={css.axis}>
            {value === 0 ? 'V / Ah' : number(value, locale, 0)}
          </text>
        ))}
        <path d={path(known)} className={css.learnedLine} />
        <path d={path(measured)} className={css.lastLine} />
      </svg>
      <figcaption>
        {known.length > 1 ? <span className={css.learnedKey}>{t('power.curve.learned')}</span> : null}
        {last ? (
          <span className={css.lastKey}>
            {t('power.curve.last', { at: moment(last.from, locale) })}
            {last.loadAmps === null ? '' : ` · ${withUnit(number(last.loadAmps, locale, 1), 'A')}`}
          </span>
        ) : null}
      </figcaption>
    </figure>
  )
}

/** The voltage of one discharge, as small as a word. */
export function DischargeSpark({ discharge }: { discharge: Discharge }) {
  const { curve } = discharge
  const from = curve[0]?.at ?? 0
  const span = Math.max(1, (curve.at(-1)?.at ?? 1) - from)
  const low = Math.min(...curve.map((one) => one.volts))
  const high = Math.max(...curve.map((one) => one.volts), low + 0.5)
  const points = curve.map(
    ({ at, volts }) => `${(((at - from) / span) * 62 + 1).toFixed(1)} ${(2 + ((high - volts) / (high - low)) * 20).toFixed(1)}`,
  )
  return (
    <svg className={css.spark} viewBox="0 0 64 24" aria-hidden focusable="false">
      {points.length > 1 ? (
        <path d={`M${points.join('L')}`} className={css.lastLine} />
      ) : (
        <circle cx="32" cy="12" r="2" className={css.dot} />
      )}
    </svg>
  )
}
