/** The wall as a running thing: turns its pages, listens to the keyboard and to new critical alarms, keeps the screen awake. */
import { useEffect, useState } from 'react'
import { keyOf, queryClient, type OutputOf } from '../../app/client.ts'
import { useArrivals } from '../../app/live.ts'
import { go } from '../../app/location.ts'
import { hold, pause, start, step, tick, type Rotation, type WallPage } from './rotation.ts'

/** True while the alarm stands and nobody has taken it. */
function waits(id: number): boolean {
  const active = queryClient.getQueryData<OutputOf<'alarms.active'>>(keyOf('alarms.active'))
  const alarm = active?.find((row) => row.id === id)
  return alarm !== undefined && alarm.acknowledgedAt === null && alarm.clearedAt === null && !alarm.suppressed
}

export function leave(): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  go('/')
}

function toggleFullScreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  // Where the browser forbids it the wall is as large as the window.
  change.catch(() => undefined)
}

export function useWall(pages: readonly WallPage[]): Rotation {
  const [rotation, setRotation] = useState(() => start(Date.now()))
  useEffect(() => {
    const timer = setInterval(() => setRotation((old) => tick(old, pages, waits, Date.now())), 1000)
    return () => clearInterval(timer)
  }, [pages])
  useEffect(() => useArrivals.subscribe(({ alarms }) => setRotation((old) => hold(old, alarms, Date.now()))), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape') leave()
      else if (event.key === 'ArrowRight') setRotation((old) => step(old, 1, pages, Date.now()))
      else if (event.key === 'ArrowLeft') setRotation((old) => step(old, -1, pages, Date.now()))
      else if (event.key === ' ') setRotation((old) => pause(old, Date.now()))
      else if (event.key.toLowerCase() === 'f') toggleFullScreen()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [pages])
  return rotation
}

/** Keeps the screen from going dark, where the browser can. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let isOver = false
    const ask = () => {
      if (document.visibilityState !== 'visible') return
      // Refused on a low battery and where the window may not: the wall works all the same.
      navigator.wakeLock?.request('screen').then(
        (got) => (isOver ? void got.release() : (lock = got)),
        () => undefined,
      )
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [])
}
