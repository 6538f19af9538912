/** The bell: whether a new critical alarm sounds, remembered on this computer. */
import { Bell as On, BellOff, BellRing } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { setMuted, usePreferences } from '../../app/preferences.ts'
import { IconButton } from '../../components/Button.tsx'
import { beep, useSound } from './beep.ts'

export function toggleSound(): void {
  const muted = !usePreferences.getState().muted
  setMuted(muted)
  if (!muted) void beep()
}

export function Bell() {
  const { t } = useWords()
  const muted = usePreferences((p) => p.muted)
  const blocked = useSound((s) => s.blocked)
  if (!muted && blocked) return <IconButton icon={BellRing} kind="danger" label={t('alarms.sound.blocked')} onClick={() => void beep()} />
  return (
    <IconButton
      icon={muted ? BellOff : On}
      kind="secondary"
      pressed={!muted}
      label={t(muted ? 'alarms.sound.unmute' : 'alarms.sound.mute')}
      title={t(muted ? 'alarms.sound.off' : 'alarms.sound.on')}
      onClick={toggleSound}
    />
  )
}
