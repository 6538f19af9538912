/** Language, theme and sound, remembered on this computer. */
import type { ReactNode } from 'react'
import { Volume2 } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { setLocale, setMuted, setTheme, usePreferences } from '../../app/preferences.ts'
import { Button } from '../../components/Button.tsx'
import { Segmented } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { beep } from '../alarms/beep.ts'
import css from './Settings.module.css'

export function AppearanceSection() {
  const { t, locale } = useWords()
  const theme = usePreferences((p) => p.theme)
  const muted = usePreferences((p) => p.muted)
  return (
    <Panel>
      <div className={css.choices}>
        <Choice name={t('settings.appearance.language')}>
          <Segmented
            label={t('settings.appearance.language')}
            value={locale}
            options={[
              { value: 'vi', label: t('settings.appearance.vi') },
              { value: 'en', label: t('settings.appearance.en') },
            ]}
            onChange={setLocale}
          />
        </Choice>
        <Choice name={t('settings.appearance.theme')}>
          <Segmented
            label={t('settings.appearance.theme')}
            value={theme}
            options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`settings.appearance.${value}`) }))}
            onChange={setTheme}
          />
        </Choice>
        <Choice name={t('settings.appearance.sound')}>
          <Segmented
            label={t('settings.appearance.sound')}
            value={muted ? 'off' : 'on'}
            options={[
              { value: 'on', label: t('settings.appearance.soundOn') },
              { value: 'off', label: t('settings.appearance.soundOff') },
            ]}
            onChange={(value) => setMuted(value === 'off')}
          />
          <Button kind="quiet" icon={Volume2} onClick={() => void beep()}>
            {t('settings.appearance.soundTest')}
          </Button>
        </Choice>
      </div>
    </Panel>
  )
}

function Choice({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.choice}>
      <span className={css.choiceName}>{name}</span>
      <span className={css.choiceControl}>{children}</span>
    </div>
  )
}
