/** The whole around a zoom: one line over the range it was taken from, and the part that is shown as a window to be moved and drawn wider by hand or keys. */
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useWords } from '../app/i18n.ts'
import type { Series } from '../../shared/contract/history.ts'
import { extentOf } from './curve.ts'
import { moved, SHORTEST, type Window } from './period.ts'
import { windowText } from './PeriodPicker.tsx'
import { zoom } from './usePeriod.ts'
import css from './OverviewStrip.module.css'

export type OverviewStripProps = { whole: Window; window: Window; series: Series | undefined }

const WIDTH = 1000
const HEIGHT = 36
type Grip = 'from' | 'to' | 'both'

export function OverviewStrip({ whole, window, series }: OverviewStripProps) {
  const { t, locale } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const held = useRef<{ grip: Grip; x: number; start: Window } | null>(null)
  const [dragged, setDragged] = useState<Window | null>(null)
  const long = whole.to - whole.from
  const path = useMemo(() => (series ? linePath(series, whole) : ''), [series, whole])
  const shown = dragged ?? window

  const pulled = (grip: Grip, start: Window, by: number): Window => {
    if (grip === 'both') {
      const most = Math.max(whole.from - start.from, Math.min(whole.to - start.to, by))
      return { from: start.from + most, to: start.to + most }
    }
    return grip === 'from'
      ? { from: Math.max(whole.from, Math.min(start.to - SHORTEST, start.from + by)), to: start.to }
      : { from: start.from, to: Math.min(whole.to, Math.max(start.from + SHORTEST, start.to + by)) }
  }
  const down = (grip: Grip) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { grip, x: event.clientX, start: window }
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const { current } = held
    const wide = box.current?.clientWidth ?? 0
    if (!current || wide === 0) return
    setDragged(pulled(current.grip, current.start, ((event.clientX - current.x) / wide) * long))
  }
  const end = () => {
    held.current = null
    setDragged(null)
    if (dragged) zoom.to(rounded(dragged))
  }
  const stop = () => {
    held.current = null
    setDragged(null)
  }
  const key = (grip: Grip) => (event: KeyboardEvent) => {
    const direction =
      event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : 0
    if (direction === 0) return
    event.preventDefault()
    if (grip === 'both') zoom.move(direction * 0.25)
    else zoom.resize(rounded(pulled(grip, window, (direction * (window.to - window.from)) / 10)))
  }
  const share = (at: number) => Math.min(1, Math.max(0, (at - whole.from) / long)) * 100
  const grip = (which: Grip, at: number) => ({
    role: 'slider',
    tabIndex: 0,
    'aria-label': t(which === 'both' ? 'charts.strip.window' : `charts.strip.${which}`),
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(share(at)),
    'aria-valuetext': windowText(shown, locale),
    onPointerDown: down(which),
    onPointerMove: move,
    onPointerUp: end,
    onPointerCancel: stop,
    onKeyDown: key(which),
  })
  return (
    <div ref={box} className={css.strip} role="group" aria-label={t('charts.strip.label', { period: windowText(whole, locale) })}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={css.line} aria-hidden>
        <path d={path} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className={css.window} style={{ left: `${share(shown.from)}%`, width: `max(6px, ${share(shown.to) - share(shown.from)}%)` }}>
        <div className={css.body} {...grip('both', (shown.from + shown.to) / 2)} />
        <div className={css.left} {...grip('from', shown.from)} />
        <div className={css.right} {...grip('to', shown.to)} />
      </div>
    </div>
  )
}

function rounded({ from, to }: Window): Window {
  return moved({ from, to }, 0, Date.now())
}

/** The mean within the strip, open where there is none. */
function linePath(series: Series, { from, to }: Window): string {
  const extent = extentOf([series])
  if (!extent) return ''
  const tall = extent.high - extent.low || 1
  let open = true
  let out = ''
  series.mean.forEach((value, i) => {
    if (Number.isNaN(value)) {
      open = true
      return
    }
    const x = (((series.at[i] ?? from) - from) / (to - from)) * WIDTH
    const y = HEIGHT - 3 - ((value - extent.low) / tall) * (HEIGHT - 6)
    out += `${open ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    open = false
  })
  return out
}
