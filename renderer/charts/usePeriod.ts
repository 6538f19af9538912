/** The period of a page's charts, kept in its address, and everything that changes it. Each zoom is a step to go back from. */
import { useMemo } from 'react'
import { canUndo, presentParam, setParams, useParams } from '../app/location.ts'
import { useTenSeconds } from '../app/now.ts'
import { around, moved, periodOf, periodParams, stepped, windowOf, zoomed, type Period, type Window } from './period.ts'

/** Keys pressed within this are one step of the history. */
const TOGETHER = 1500
let lastKey = 0

function show(next: Period, how: 'step' | 'zoom' | 'key' = 'step'): void {
  const now = Date.now()
  const together = how === 'key' && now - lastKey < TOGETHER && canUndo()
  lastKey = how === 'key' ? now : 0
  setParams(periodParams(next), { push: !together, undo: how !== 'step' })
}

const present = (): Period => periodOf(presentParam, Date.now())
const living = (): Period => ({ range: present().range, fixed: null })
const shown = (): Window => windowOf(present(), Date.now())
const fixed = (window: Window): Period => ({ range: present().range, fixed: window })

/** All of it works on the address as it is at that moment. */
export const zoom = {
  /** Shows a period. */
  set: (next: Period) => show(next),
  /** One length earlier or later. */
  step: (direction: 1 | -1) => show(stepped(present(), direction, Date.now())),
  /** Shows a part. */
  to: (window: Window) => show(fixed(window), 'zoom'),
  /** Closer (below 1) or further about the middle. */
  by: (factor: number) => {
    const { from, to } = shown()
    show(fixed(zoomed({ from, to }, factor, (from + to) / 2, Date.now())), 'key')
  },
  /** By a share of what is shown; below 0 is earlier. */
  move: (share: number) => show(fixed(moved(shown(), share, Date.now())), 'key'),
  /** Its ends pulled by keys. */
  resize: (window: Window) => show(fixed(window), 'key'),
  /** Back to what was shown before. */
  undo: () => {
    if (canUndo()) history.back()
    else if (present().fixed) show(living())
  },
  /** Back to the range up to now. */
  reset: () => {
    if (present().fixed) show(living())
  },
} as const
export type Zoom = typeof zoom

/** Period and window, the same objects for as long as they say the same: charts are drawn anew only when something changed. */
export function usePeriod(): { period: Period; window: Window; whole: Window | null } {
  const params = useParams()
  const now = useTenSeconds()
  const { range, fixed } = periodOf(params.get, now)
  const [begin, end] = [fixed?.from ?? null, fixed?.to ?? null]
  const { from, to } = windowOf({ range, fixed }, now)
  const wide = around({ range, fixed }, now)
  const [first, last] = [wide?.from ?? null, wide?.to ?? null]
  return {
    period: useMemo(() => ({ range, fixed: begin === null || end === null ? null : { from: begin, to: end } }), [range, begin, end]),
    window: useMemo(() => ({ from, to }), [from, to]),
    /** What lies around a zoom; null where nothing was zoomed. */
    whole: useMemo(() => (first === null || last === null ? null : { from: first, to: last }), [first, last]),
  }
}
