/** Says on an element what was painted there, once it was: `data-painted-range`; nothing while something else stands there. */
import { useEffect, useRef } from 'react'

export function usePainted(name: string | null) {
  const figure = useRef<HTMLElement>(null)
  useEffect(() => {
    if (name === null) {
      figure.current?.removeAttribute('data-painted-range')
      return undefined
    }
    const frame = requestAnimationFrame(() => figure.current?.setAttribute('data-painted-range', name))
    return () => cancelAnimationFrame(frame)
  }, [name])
  return figure
}
