/** Whether an element is on screen or near it: what is not seen need not be asked for. */
import { startTransition, useCallback, useState } from 'react'

export function useSeen(): [ref: (element: HTMLElement | null) => (() => void) | undefined, seen: boolean] {
  const [seen, setSeen] = useState(false)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        // Many charts may come into sight at once: they are drawn one after the other.
        startTransition(() => setSeen(entries.at(-1)?.isIntersecting ?? false))
      },
      { rootMargin: '200px 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, seen]
}
