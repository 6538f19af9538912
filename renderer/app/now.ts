/** The present moment for ages and clocks: one timer for the whole page, at the pace each reader needs. */
import { useSyncExternalStore } from 'react'

function ticker(ms: number): () => number {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = Date.now()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    if (listeners.size === 1) now = Date.now()
    timer ??= setInterval(() => {
      now = Date.now()
      for (const tell of listeners) tell()
    }, ms)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }
  const read = () => {
    if (timer === undefined && Date.now() - now > ms) now = Date.now()
    return now
  }
  return () => useSyncExternalStore(subscribe, read)
}

/** Epoch ms, every second. */
export const useSecond = ticker(1000)
/** Epoch ms, every ten seconds: enough for ages in a list. */
export const useTenSeconds = ticker(10_000)
