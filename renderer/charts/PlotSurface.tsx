/** The ground of a plot that answers to hand and keys: a drag selects a period, a double click resets, the keys zoom, move and go back. */
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useWords } from '../app/i18n.ts'
import { duration } from '../../shared/format/time.ts'
import { between, type Window } from './period.ts'
import { zoom } from './usePeriod.ts'
import css from './Chart.module.css'

export type PlotSurfaceProps = {
  /** What is under the hand, for those who do not see it. */
  label: string
  /** Pixels beside the plot: the axis at the left, the margin at the right. */
  left: number
  right: number
  window: Window
  children: ReactNode
}

/** A hand that moves less than this has not begun to select. */
const SLACK = 5

export function PlotSurface({ label, left, right, window, children }: PlotSurfaceProps) {
  const { t, locale } = useWords()
  const [drag, setDrag] = useState<{ a: number; b: number } | null>(null)
  const held = useRef<{ pointer: number; x: number; share: number; moving: boolean } | null>(null)

  const shareOf = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientX - box.left - left) / Math.max(1, box.width - left - right)))
  }
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !event.isPrimary) return
    held.current = { pointer: event.pointerId, x: event.clientX, share: shareOf(event), moving: false }
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const start = held.current
    if (!start || start.pointer !== event.pointerId) return
    if (!start.moving) {
      if (Math.abs(event.clientX - start.x) < SLACK) return
      start.moving = true
      event.currentTarget.setPointerCapture(event.pointerId)
    }
    setDrag({ a: start.share, b: shareOf(event) })
  }
  const end = (event: PointerEvent<HTMLDivElement>) => {
    const start = held.current
    held.current = null
    setDrag(null)
    if (!start?.moving || start.pointer !== event.pointerId) return
    const chosen = between(window, start.share, shareOf(event))
    if (chosen) zoom.to(chosen)
  }
  const stop = () => {
    held.current = null
    setDrag(null)
  }
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+' || event.key === '=') zoom.by(0.5)
    else if (event.key === '-' || event.key === '_') zoom.by(2)
    else if (event.key === 'ArrowLeft') zoom.move(event.shiftKey ? -1 : -0.25)
    else if (event.key === 'ArrowRight') zoom.move(event.shiftKey ? 1 : 0.25)
    else if (event.key === 'Backspace') zoom.undo()
    else if (event.key === '0' || event.key === 'End') zoom.reset()
    else if (event.key === 'Escape' && drag) stop()
    else return
    event.preventDefault()
  }
  const chosen = drag ? between(window, drag.a, drag.b) : null
  return (
    <div
      className={css.surface}
      role="group"
      tabIndex={0}
      aria-label={label}
      aria-keyshortcuts="+ - ArrowLeft ArrowRight Backspace 0"
      title={drag ? undefined : t('charts.hint')}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={stop}
      onDoubleClick={zoom.reset}
      onKeyDown={key}
    >
      {children}
      {drag ? (
        <div className={css.over} style={{ left, right }} aria-hidden>
          <div className={css.chosen} style={{ left: `${Math.min(drag.a, drag.b) * 100}%`, width: `${Math.abs(drag.a - drag.b) * 100}%` }}>
            {chosen ? <span>{duration(chosen.to - chosen.from, locale)}</span> : null}
          </div>
        </div>
      ) : null}
    </div>
  )
}
