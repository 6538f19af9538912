/** A search text that is shown at once and stands in the address a moment later. */
import { useEffect, useRef, useState } from 'react'
import { useHashPath, useParams } from './location.ts'

const BEHIND_MS = 250

/** The address follows the typing at a small distance; a step back in the history puts the text back. */
export function useTypedParam(name: string): [typed: string, type: (text: string) => void] {
  const params = useParams()
  const { set } = params
  const path = useHashPath()
  const [home] = useState(path)
  const asked = params.get(name) ?? ''
  const [typed, setTyped] = useState(asked)
  const wrote = useRef(asked)
  useEffect(() => {
    // A screen that is being left stays alive until the next one has been loaded: it no longer writes.
    if (typed === wrote.current || path !== home) return
    const timer = setTimeout(() => {
      wrote.current = typed
      set({ [name]: typed })
    }, BEHIND_MS)
    return () => clearTimeout(timer)
  }, [typed, name, set, path, home])
  useEffect(() => {
    if (path === home && asked !== wrote.current) {
      wrote.current = asked
      setTyped(asked)
    }
  }, [asked, path, home])
  return [typed, setTyped]
}
