/** A device's state as shape and word, and the mark of a profile that was or was not compared with real equipment. */
import { BadgeCheck, CircleHelp } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { ToneIcon } from '../../components/State.tsx'
import { STATE_TONE, type DeviceState } from './state.ts'
import css from './StateWord.module.css'

export function StateWord({ state, title, size = 11 }: { state: DeviceState; title?: string; size?: number }) {
  const { t } = useWords()
  const own = state === 'never' || state === 'disabled' || state === 'retired'
  return (
    <span className={css.state} data-tone={STATE_TONE[state]} title={title}>
      <ToneIcon tone={STATE_TONE[state]} size={size} />
      {own ? t(`devices.state.${state}`) : t(`station.outcome.${state}`)}
    </span>
  )
}

/** `word` shows the word beside the shape; otherwise it is on hover and for those who do not see. */
export function VerifiedMark({ verified, word = false }: { verified: boolean; word?: boolean }) {
  const { t } = useWords()
  const Shape = verified ? BadgeCheck : CircleHelp
  const said = t(verified ? 'devices.verified' : 'devices.unverified')
  return (
    <span className={css.mark} data-verified={verified} title={t(verified ? 'station.devices.verified' : 'station.devices.unverified')}>
      <Shape size={14} strokeWidth={1.75} aria-hidden />
      <span className={word ? undefined : 'visually-hidden'}>{said}</span>
    </span>
  )
}
