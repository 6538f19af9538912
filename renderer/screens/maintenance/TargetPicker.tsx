/** Chooses what a window covers: one search over communes, groups, stations and devices, and what is chosen as chips. */
import { Cpu, MapPin, RadioTower, Users, X, type LucideIcon } from 'lucide-react'
import { useCallback } from 'react'
import { useWords } from '../../app/i18n.ts'
import { IconButton } from '../../components/Button.tsx'
import { Suggest } from '../../components/Suggest.tsx'
import { matches } from '../../../shared/format/text.ts'
import type { WindowTargets } from '../../../shared/model/window.ts'
import { chosenOf, usePlaces, withoutPlace, withPlace, type Kind, type Place } from './scope.ts'
import css from './Maintenance.module.css'

/** Of each kind, so that stations do not hide a device. */
const SHOWN = 3
const ICONS: Record<Kind, LucideIcon> = { commune: MapPin, group: Users, station: RadioTower, device: Cpu }
/** More chips than these are counted. */
const CHIPS = 30

export function TargetPicker({
  value,
  onChange,
  error,
}: {
  value: WindowTargets
  onChange: (targets: WindowTargets) => void
  error?: string | undefined
}) {
  const { t } = useWords()
  const places = usePlaces()
  const find = useCallback(
    (words: readonly string[]) => {
      const left: Record<Kind, number> = { commune: SHOWN, group: SHOWN, station: SHOWN, device: SHOWN }
      return places.filter((one) => left[one.kind] > 0 && matches(one.text, words) && left[one.kind]-- > 0)
    },
    [places],
  )
  const chosen = chosenOf(places, value)
  return (
    <div className={css.picker}>
      <Suggest
        label={t('maintenance.form.targets')}
        placeholder={t('maintenance.form.targetsHint')}
        error={error}
        find={find}
        show={named}
        onPick={(one) => onChange(withPlace(value, one))}
      />
      {chosen.length === 0 ? null : (
        <ul className={css.chips} aria-label={t('maintenance.form.chosen')}>
          {chosen.slice(0, CHIPS).map((one) => (
            <li key={one.id}>
              <Named place={one} />
              <IconButton
                size="small"
                icon={X}
                label={t('maintenance.form.leave', { name: one.code === '' ? one.name : `${one.code} ${one.name}` })}
                onClick={() => onChange(withoutPlace(value, one))}
              />
            </li>
          ))}
          {chosen.length > CHIPS ? <li className="muted">{t('maintenance.more', { n: chosen.length - CHIPS })}</li> : null}
        </ul>
      )}
    </div>
  )
}

/** What is chosen, to be read. */
export function TargetChips({ targets }: { targets: WindowTargets }) {
  const { t } = useWords()
  const chosen = chosenOf(usePlaces(), targets)
  return (
    <ul className={css.chips} data-plain>
      {chosen.slice(0, CHIPS).map((one) => (
        <li key={one.id}>
          <Named place={one} />
        </li>
      ))}
      {chosen.length > CHIPS ? <li className="muted">{t('maintenance.more', { n: chosen.length - CHIPS })}</li> : null}
    </ul>
  )
}

function named(place: Place) {
  return <Named place={place} />
}

function Named({ place: { kind, code, name } }: { place: Place }) {
  const { t } = useWords()
  const Icon = ICONS[kind]
  return (
    <span className={css.named}>
      <Icon size={14} strokeWidth={1.75} aria-label={t(`maintenance.kind.${kind}`)} />
      {code === '' ? null : <span className="muted">{code}</span>}
      <span className={css.text}>{name}</span>
    </span>
  )
}
