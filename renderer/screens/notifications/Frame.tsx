/** The frame of the Notifications screens: the tabs of Alarms, the four views, and what holds for all of them. */
import { useState, type ReactNode } from 'react'
import { Settings2 } from 'lucide-react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Button } from '../../components/Button.tsx'
import { Segmented } from '../../components/Form.tsx'
import { Page } from '../../components/Page.tsx'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { useMay } from '../settings/may.ts'
import { SettingsDialog } from './SettingsDialog.tsx'
import { VIEWS, type View } from './words.ts'
import css from './Notifications.module.css'

export function Frame({ view, body, side }: { view: View; body: ReactNode; side?: ReactNode }) {
  const { t } = useWords()
  const params = useParams()
  const [setting, setSetting] = useState(false)
  const may = useMay('engineer')
  const outbox = useRead('notifications.outbox')
  const bad = (outbox.data?.channels ?? []).filter((one) => one.health === 'down' || one.health === 'retrying').length
  return (
    <Page title={t('alarms.title')} fill={view === 'log'} filters={<AlarmTabs at="notifications" />} side={side}>
      <div className={css.bar}>
        <Segmented
          label={t('notify.title')}
          value={view}
          options={VIEWS.map((value) => ({
            value,
            label:
              value === 'channels' && bad > 0
                ? `${t('notify.view.channels')} (${t('notify.failing', { n: bad })})`
                : t(`notify.view.${value}`),
          }))}
          onChange={(next) => params.set({ view: next === 'rules' ? null : next, delivery: null }, { push: true })}
        />
        {may ? (
          <Button icon={Settings2} onClick={() => setSetting(true)}>
            {t('notify.settings.open')}
          </Button>
        ) : null}
      </div>
      {body}
      {setting ? <SettingsDialog onClose={() => setSetting(false)} /> : null}
    </Page>
  )
}
