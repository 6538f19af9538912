/** The width of an element as it is drawn, in CSS pixels: what a chart is drawn with, and how many points it can show. */
import { useCallback, useState } from 'react'

/** A ref callback and the width; 0 before the element stands. */
export function useWidth(): [ref: (element: HTMLElement | null) => (() => void) | undefined, width: number] {
  const [width, setWidth] = useState(0)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    setWidth(Math.floor(element.getBoundingClientRect().width))
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}

/** Points to ask for: one for each pixel of the plot, in steps so that a window drawn a little wider asks nothing new; at most 1,000. */
export function pixelsFor(width: number): number {
  return Math.min(1000, Math.max(100, Math.ceil(width / 100) * 100))
}
