/** Picks up to two parent stations by code or name, without accents. */
import { X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useWords } from '../../app/i18n.ts'
import { IconButton } from '../../components/Button.tsx'
import { Field, Input } from '../../components/Form.tsx'
import { HealthIcon } from '../../components/State.tsx'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import css from './Form.module.css'

const SHOWN = 8
const MOST = 2

export function ParentPicker({
  rows,
  own,
  value,
  onChange,
  error,
}: {
  rows: readonly StationRow[]
  own: number | null
  value: readonly number[]
  onChange: (ids: number[]) => void
  error?: string | undefined
}) {
  const { t } = useWords()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = useMemo(() => {
    const words = wordsOf(query)
    if (words.length === 0) return []
    const hits: StationRow[] = []
    for (const row of rows) {
      if (row.retired || row.id === own || value.includes(row.id) || !matches(fold(`${row.code} ${row.name}`), words)) continue
      hits.push(row)
      if (hits.length === SHOWN) break
    }
    return hits
  }, [query, rows, own, value])
  const pick = (row: StationRow | undefined) => {
    if (!row) return
    onChange([...value, row.id])
    setQuery('')
    setAt(0)
  }
  const chosen = value.flatMap((id) => rows.find((row) => row.id === id) ?? [])
  return (
    <div className={css.parents}>
      {chosen.map((row) => (
        <div key={row.id} className={css.parent}>
          <HealthIcon health={row.health} size={12} />
          <span className="muted">{row.code}</span> {row.name}
          <IconButton
            size="small"
            icon={X}
            label={t('station.form.removeParent', { code: row.code })}
            onClick={() => onChange(value.filter((id) => id !== row.id))}
          />
        </div>
      ))}
      {value.length < MOST ? (
        <div className={css.picker}>
          <Field label={t('station.form.parents')} error={error}>
            <Input
              value={query}
              role="combobox"
              aria-expanded={found.length > 0}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={found[at] ? `${listId}-${found[at].id}` : undefined}
              placeholder={t('station.form.parentSearch')}
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
          <ul id={listId} role="listbox" aria-label={t('station.form.parents')} hidden={found.length === 0} className={css.suggestions}>
            {found.map((row, i) => (
              <li
                key={row.id}
                id={`${listId}-${row.id}`}
                role="option"
                aria-selected={i === at}
                onPointerDown={(e) => e.preventDefault()}
                onClick={() => pick(row)}
              >
                <HealthIcon health={row.health} size={12} />
                <span className="muted">{row.code}</span> {row.name}
              </li>
            ))}
          </ul>
        </div>
      ) : error ? (
        <p className={css.problem}>{error}</p>
      ) : null}
    </div>
  )
}
