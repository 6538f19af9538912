/** The alarms that are and those that have been, with filters that stay in the address. */
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Segmented } from '../../components/Form.tsx'
import { ActiveAlarms } from './ActiveAlarms.tsx'
import { Bell } from '../alarms/Bell.tsx'
import { PastAlarms } from './PastAlarms.tsx'

export default function AlarmList() {
  const { t } = useWords()
  const params = useParams()
  const tab = params.get('tab') === 'history' ? 'history' : 'active'
  const tabs = (
    <>
      <Segmented
        label={t('alarms.title')}
        value={tab}
        options={[
          { value: 'active', label: t('alarms.tab.active') },
          { value: 'history', label: t('alarms.tab.history') },
        ]}
        onChange={(next) => params.set({ tab: next === 'history' ? next : null, alarm: null, sort: null }, { push: true })}
      />
      <Bell />
    </>
  )
  return tab === 'active' ? <ActiveAlarms tabs={tabs} /> : <PastAlarms tabs={tabs} />
}
