/** Picks one station by code or name, without accents. */
import { X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useWords } from '../../app/i18n.ts'
import { IconButton } from '../../components/Button.tsx'
import { Field, Input } from '../../components/Form.tsx'
import { matches, wordsOf } from '../../../shared/format/text.ts'
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
  const listId = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = useMemo(() => {
    const words = wordsOf(query)
    if (words.length === 0) return []
    return stations.filter((one) => matches(one.text, words)).slice(0, SHOWN)
  }, [query, stations])
  const pick = (station: StationName | undefined) => {
    if (!station) return
    onChange(station.id)
    setQuery('')
    setAt(0)
  }
  const chosen = value === null ? undefined : stations.find((one) => one.id === value)
  if (chosen) {
    return (
      <div className={css.chosen}>
        {hideLabel ? null : <span className={css.chosenLabel}>{label}</span>}
        <span>
          <span className="muted">{chosen.code}</span> {chosen.name}
        </span>
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
    <div className={css.picker}>
      <Field label={label} hideLabel={hideLabel}>
        <Input
          value={query}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found[at] ? `${listId}-${found[at].id}` : undefined}
          placeholder={hideLabel ? label : t('discovery.panel.stationSearch')}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
            else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
            else if (event.key === 'Enter') pick(found[at])
            else return
            event.preventDefault()
          }}
        />
      </Field>
      <ul id={listId} role="listbox" aria-label={label} hidden={found.length === 0} className={css.suggestions}>
        {found.map((one, i) => (
          <li
            key={one.id}
            id={`${listId}-${one.id}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(one)}
          >
            <span className="muted">{one.code}</span> {one.name}
          </li>
        ))}
      </ul>
    </div>
  )
}
