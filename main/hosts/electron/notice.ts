/** Tells the person at the desk of a new critical alarm, also when the window is hidden. */
import { Notification } from 'electron'
import type { TFunction } from 'i18next'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import { createRation } from './ration.ts'

export type NoticeParts = {
  readonly t: TFunction
  readonly nameOf: (stationId: number) => Promise<string>
  readonly open: (path: string) => void
  readonly now: () => number
}

export function createNotices({ t, nameOf, open, now }: NoticeParts): (fresh: readonly AlarmRow[]) => Promise<void> {
  const ration = createRation()
  const tell = (title: string, body: string, path: string) => {
    const notification = new Notification({ title, body, urgency: 'critical' })
    notification.on('click', () => open(path))
    notification.show()
  }
  return async (fresh) => {
    if (fresh.length === 0 || !Notification.isSupported()) return
    const { named, summary } = ration.take(fresh.length, now())
    if (summary) tell(t('desktop.notification.many', { count: fresh.length - named }), t('desktop.notification.manyBody'), '/alarms')
    for (const alarm of fresh.slice(0, named)) {
      const station = await nameOf(alarm.stationId)
      tell(t('desktop.notification.title', { station }), t(`rule.${alarm.ruleId}.title` as never), `/stations/${alarm.stationId}`)
    }
  }
}
