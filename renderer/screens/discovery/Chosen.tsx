/** What can be done with the ticked rows: one station for all, and adding them. */
import { Plus, X } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { number } from '../../../shared/format/number.ts'
import { canAdd, type Row } from './rows.ts'
import { StationPicker } from './StationPicker.tsx'
import type { StationName } from './stations.ts'
import css from './Discovery.module.css'

export type ChosenProps = {
  rows: readonly Row[]
  stations: readonly StationName[]
  busy: boolean
  onStation: (id: number) => void
  onAdd: () => void
  onClear: () => void
}

export function Chosen({ rows, stations, busy, onStation, onAdd, onClear }: ChosenProps) {
  const { t, locale } = useWords()
  const ready = rows.filter(canAdd).length
  const lacking = rows.filter((row) => row.found.known === null).length - ready
  return (
    <section className={css.chosenBar} aria-label={t('discovery.selected', { n: number(rows.length, locale) })}>
      <strong>{t('discovery.selected', { n: number(rows.length, locale) })}</strong>
      <div className={css.chosenStation}>
        <StationPicker
          stations={stations}
          value={null}
          onChange={(id) => (id === null ? undefined : onStation(id))}
          label={t('discovery.setStation')}
          hideLabel
        />
      </div>
      <Button kind="primary" icon={Plus} busy={busy} disabled={ready === 0} onClick={onAdd}>
        {ready === 0 ? t('discovery.addNone') : t('discovery.addMany', { n: number(ready, locale) })}
      </Button>
      <Button kind="quiet" icon={X} onClick={onClear}>
        {t('discovery.clear')}
      </Button>
      {lacking > 0 ? <span className="muted">{t('discovery.lacking', { n: number(lacking, locale) })}</span> : null}
    </section>
  )
}
