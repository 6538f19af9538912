/** One address of a scan on a phone. */
import { useWords } from '../../app/i18n.ts'
import { ToneIcon } from '../../components/State.tsx'
import { ConditionWord, StationCell } from './columns.tsx'
import { addressOf, type Names, type Row } from './rows.ts'
import css from './Discovery.module.css'

export function ResultCard({ row, names }: { row: Row; names: Names }) {
  const { t } = useWords()
  return (
    <div className={css.card}>
      <div className={css.cardHead}>
        <span className={css.strong}>{row.name}</span>
        <ConditionWord row={row} t={t} />
      </div>
      <div className={css.cardLine}>
        <span className="mono">{addressOf(row.found)}</span>
        {row.found.sameAs.length > 0 ? <ToneIcon tone="minor" size={11} label={t('discovery.sameBox')} /> : null}
        <span className="muted">{row.found.credentialId === null ? '' : names.profile(row.profile)}</span>
      </div>
      <div className={css.cardLine}>
        <StationCell row={row} names={names} t={t} />
      </div>
    </div>
  )
}
