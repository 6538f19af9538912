/** A station as one card in a phone's list. */
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { HealthIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import type { StationRow } from '../../../shared/model/station.ts'
import { AlarmCount } from './columns.tsx'
import css from './Stations.module.css'

export function StationCard({ row, commune }: { row: StationRow; commune: string }) {
  const { t } = useWords()
  return (
    <a className={css.card} href={`#/stations/${row.id}`} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
      <span className={css.cardTop}>
        <HealthIcon health={row.health} word />
        <Age at={row.since} className="muted" />
        {row.openAlarms > 0 ? <AlarmCount row={row} t={t} /> : null}
      </span>
      <span className={css.cardName}>{row.name}</span>
      <span className={css.cardNote}>
        {row.code} · {commune}
        {row.health === 'up' ? '' : ` · ${phraseText(t, row.reason, 'common.cannotTell')}`}
      </span>
    </a>
  )
}
