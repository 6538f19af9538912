/** Picks up to two parent stations by code or name, without accents. */
import { X } from 'lucide-react'
import { useCallback } from 'react'
import { useWords } from '../../app/i18n.ts'
import { IconButton } from '../../components/Button.tsx'
import { HealthIcon } from '../../components/State.tsx'
import { Suggest } from '../../components/Suggest.tsx'
import { fold, matches } from '../../../shared/format/text.ts'
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
  const find = useCallback(
    (words: readonly string[]) => {
      const hits: StationRow[] = []
      for (const row of rows) {
        if (row.retired || row.id === own || value.includes(row.id) || !matches(fold(`${row.code} ${row.name}`), words)) continue
        hits.push(row)
        if (hits.length === SHOWN) break
      }
      return hits
    },
    [rows, own, value],
  )
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
        <Suggest
          label={t('station.form.parents')}
          placeholder={t('station.form.parentSearch')}
          error={error}
          find={find}
          show={proposed}
          onPick={(row) => onChange([...value, row.id])}
        />
      ) : error ? (
        <p className={css.problem}>{error}</p>
      ) : null}
    </div>
  )
}

function proposed(row: StationRow) {
  return (
    <>
      <HealthIcon health={row.health} size={12} />
      <span className="muted">{row.code}</span> {row.name}
    </>
  )
}
