/** Speaks new critical alarms to those who do not see them, at most every ten seconds; mounts the alarm sound where there is one. */
import { Suspense, useEffect, useRef, useState } from 'react'
import { useWords } from './i18n.ts'
import { useArrivals } from './live.ts'
import { screen } from './screens.ts'

const Sound = screen('alarms', 'sound')
const PAUSE = 10_000

export function Announcer() {
  const { t } = useWords()
  const [spoken, setSpoken] = useState(0)
  const waiting = useRef(0)
  const last = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const speak = () => {
      timer.current = undefined
      last.current = Date.now()
      setSpoken(waiting.current)
      waiting.current = 0
    }
    const stop = useArrivals.subscribe(({ alarms }) => {
      const critical = alarms.filter((a) => a.severity === 'critical').length
      if (critical === 0) return
      waiting.current += critical
      timer.current ??= setTimeout(speak, Math.max(0, last.current + PAUSE - Date.now()))
    })
    return () => {
      stop()
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [])
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="assertive">
        {spoken === 0 ? '' : t('common.announce.critical', { n: spoken })}
      </div>
      {Sound ? (
        <Suspense fallback={null}>
          <Sound />
        </Suspense>
      ) : null}
    </>
  )
}
