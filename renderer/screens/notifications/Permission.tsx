/** Asks the browser for leave to show notifications, where it was not asked yet. */
import { useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import css from './Notifications.module.css'

const present = (): NotificationPermission | 'none' => ('Notification' in window ? Notification.permission : 'none')

export function Permission() {
  const { t } = useWords()
  const me = useRead('session.me')
  const [state, setState] = useState(present)
  if (me.data?.host !== 'web') return null
  if (state === 'default')
    return (
      <Button size="small" onClick={() => void Notification.requestPermission().then(setState)}>
        {t('notify.permission.ask')}
      </Button>
    )
  const words = { granted: 'notify.permission.granted', denied: 'notify.permission.denied', none: 'notify.permission.none' } as const
  return <p className={css.hint}>{t(words[state])}</p>
}
