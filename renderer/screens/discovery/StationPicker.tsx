/** Picks one station by code or name, without accents. */
import { X } from 'lucide-react'
import { useCallback } from 'react'
import { useWords } from '../../app/i18n.ts'
import { IconButton } from '../../components/Button.tsx'
import { Suggest } from '../../components/Suggest.tsx'
import { matches } from '../../../shared/format/text.ts'
import type { StationName } from './stations.ts'
import css from './Discovery.module.css'

const SHOWN = 8

export type StationPickerProps = {
  stations: readonly StationName[]
  value: number | null
  onChange: (id: number | null) => void
  label: string
  hideLabel?: boolean
}

export function StationPicker({ stations, value, onChange, label, hideLabel = false }: StationPickerProps) {
  const { t } = useWords()
  const find = useCallback((words: readonly string[]) => stations.filter((one) => matches(one.text, words)).slice(0, SHOWN), [stations])
  const chosen = value === null ? undefined : stations.find((one) => one.id === value)
  if (chosen) {
    return (
      <div className={css.chosen}>
        {hideLabel ? null : <span className={css.chosenLabel}>{label}</span>}
        {proposed(chosen)}
        <IconButton
          size="small"
          icon={X}
          label={t('discovery.panel.removeStation', { code: chosen.code })}
          onClick={() => onChange(null)}
        />
      </div>
    )
  }
  return (
    <Suggest
      label={label}
      hideLabel={hideLabel}
      placeholder={hideLabel ? label : t('discovery.panel.stationSearch')}
      find={find}
      show={proposed}
      onPick={(one) => onChange(one.id)}
    />
  )
}

function proposed({ code, name }: StationName) {
  return (
    <span>
      <span className="muted">{code}</span> {name}
    </span>
  )
}
