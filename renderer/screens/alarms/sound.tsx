/** Sounds once when new critical alarms arrive, wherever one is in the console, unless muted. Shows nothing. */
import { useEffect } from 'react'
import { useArrivals } from '../../app/live.ts'
import { usePreferences } from '../../app/preferences.ts'
import { beep } from './beep.ts'

export default function AlarmSound() {
  useEffect(
    () =>
      useArrivals.subscribe(({ alarms }) => {
        const critical = alarms.some((alarm) => alarm.severity === 'critical')
        if (critical && !usePreferences.getState().muted) void beep()
      }),
    [],
  )
  return null
}
