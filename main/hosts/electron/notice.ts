/** Tells the person at the desk what the rules say that screens show, also when the window is hidden. */
import { Notification } from 'electron'
import type { TFunction } from 'i18next'
import { say } from '../../../shared/i18n/words.ts'
import type { ScreenNotice } from '../../../shared/model/notification.ts'
import { createRation } from './ration.ts'

export type NoticeParts = {
  readonly t: TFunction
  readonly open: (path: string) => void
  readonly now: () => number
}

export function createNotices({ t, open, now }: NoticeParts): (notices: readonly ScreenNotice[]) => void {
  const ration = createRation()
  const tell = (title: string, body: string, path: string, isUrgent: boolean) => {
    const notification = new Notification({ title, body, urgency: isUrgent ? 'critical' : 'normal' })
    notification.on('click', () => open(path))
    notification.show()
  }
  return (notices) => {
    const shown = notices.filter((one) => one.show)
    if (shown.length === 0 || !Notification.isSupported()) return
    const { named, summary } = ration.take(shown.length, now())
    if (summary) tell(t('desktop.notification.many', { count: shown.length - named }), t('desktop.notification.manyBody'), '/alarms', true)
    for (const { title, body, severity, incidentId } of shown.slice(0, named)) {
      const head = t('desktop.notification.title', { severity: t(`common.severity.${severity}`), title: say(t, title) })
      tell(
        head,
        body ? say(t, body) : '',
        incidentId === null ? '/alarms/incidents' : `/alarms/incidents/${incidentId}`,
        severity === 'critical',
      )
    }
  }
}
