/** The device's own active alarms; nothing where there are none. */
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Panel } from '../../components/Panel.tsx'
import { byNeedRow } from '../alarms/view.ts'
import { AlarmItem } from '../station/AlarmItem.tsx'
import css from './Device.module.css'

export function AlarmsPanel({ deviceId }: { deviceId: number }) {
  const { t } = useWords()
  const active = useRead('alarms.active', undefined, { staleTime: 60_000 })
  const mine = (active.data ?? []).filter((alarm) => alarm.deviceId === deviceId).sort(byNeedRow)
  if (mine.length === 0) return null
  return (
    <Panel title={t('station.alarms.title')} note={mine.length}>
      <ul className={css.list}>
        {mine.map((alarm) => (
          <AlarmItem key={alarm.id} alarm={alarm} />
        ))}
      </ul>
    </Panel>
  )
}
