/** Sounds and shows what the notification rules say, wherever one is in the console: a tone unless muted, a notification where the browser lets it. */
import { useEffect } from 'react'
import { say } from '../../../shared/i18n/words.ts'
import { useWords } from '../../app/i18n.ts'
import { useNotices } from '../../app/live.ts'
import { go } from '../../app/location.ts'
import { usePreferences } from '../../app/preferences.ts'
import { beep } from './beep.ts'

/** More at once are one number. */
const MOST_SHOWN = 3

export default function AlarmSound() {
  const { t } = useWords()
  useEffect(
    () =>
      useNotices.subscribe(({ notices }) => {
        if (notices.some((one) => one.sound) && !usePreferences.getState().muted) void beep()
        // In the window of the desktop program the program itself shows them.
        if (!('Notification' in window) || Notification.permission !== 'granted') return
        const shown = notices.filter((one) => one.show)
        const show = (title: string, body: string, tag: string, path: string) => {
          const note = new Notification(title, { body, tag })
          note.addEventListener('click', () => {
            window.focus()
            go(path)
            note.close()
          })
        }
        if (shown.length > MOST_SHOWN) show(t('notify.screen.many', { n: shown.length }), '', 'many', '/alarms/incidents')
        else
          for (const { key, severity, title, body, incidentId } of shown)
            show(
              t('desktop.notification.title', { severity: t(`common.severity.${severity}`), title: say(t, title) }),
              body ? say(t, body) : '',
              key,
              incidentId === null ? '/alarms/incidents' : `/alarms/incidents/${incidentId}`,
            )
      }),
    [t],
  )
  return null
}
