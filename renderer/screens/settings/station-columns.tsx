/** The columns of the inventory's stations, and the card that stands for a row on a phone. */
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import type { Column } from '../../components/DataTable.tsx'
import { Badge, HealthIcon } from '../../components/State.tsx'
import { RowMenu } from './RowMenu.tsx'
import css from './Settings.module.css'

/** A station with its commune's name, and the text it is searched by. */
export type InventoryRow = StationRow & { commune: string; text: string }
/** What a row lets a person do. */
export type StationDeeds = {
  may: boolean
  edit: (row: StationRow) => void
  retire: (row: StationRow) => void
  restore: (row: StationRow) => void
}

export function stationColumns(t: TFunction, locale: Locale, { may, edit, retire, restore }: StationDeeds): Column<InventoryRow>[] {
  const head = (id: string) => t(`settings.stations.${id}`)
  return [
    {
      id: 'code',
      header: head('code'),
      width: '140px',
      fixed: true,
      sort: (row) => row.code,
      cell: (row) => <span className={css.strong}>{row.code}</span>,
    },
    {
      id: 'name',
      header: head('name'),
      width: 'minmax(160px, 1.6fr)',
      fixed: true,
      sort: (row) => row.name,
      cell: (row) => (
        <>
          {row.name} {row.retired ? <Badge>{head('retiredTag')}</Badge> : null}
        </>
      ),
    },
    { id: 'commune', header: head('commune'), width: 'minmax(120px, 1fr)', sort: (row) => row.commune, cell: (row) => row.commune },
    { id: 'technologies', header: head('technologies'), width: '130px', cell: (row) => row.technologies.join(' ') },
    {
      id: 'devices',
      header: head('devices'),
      width: '90px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.devices,
      cell: (row) => number(row.devices, locale),
    },
    {
      id: 'health',
      header: t('settings.section.about'),
      width: '150px',
      sort: (row) => row.health,
      cell: (row) => <HealthIcon health={row.health} word />,
    },
    {
      id: 'actions',
      header: '',
      width: '150px',
      align: 'end',
      fixed: true,
      cell: (row) => (
        <RowMenu
          may={may}
          name={row.code}
          retired={row.retired}
          onEdit={() => edit(row)}
          onRetire={() => retire(row)}
          onRestore={() => restore(row)}
        />
      ),
    },
  ]
}

/** The card of a row, as the table takes it. */
export const stationCard = (deeds: StationDeeds) => (row: InventoryRow) => <Card row={row} deeds={deeds} />

function Card({ row, deeds }: { row: InventoryRow; deeds: StationDeeds }) {
  const { t } = useWords()
  return (
    <div className={css.card}>
      <span className={css.cardWords}>
        <span className={css.strong}>
          {row.code} {row.name}
        </span>
        <span className="muted">
          {row.commune} · {row.technologies.join(' ')}
        </span>
      </span>
      <Button size="small" disabled={!deeds.may} onClick={() => deeds.edit(row)}>
        {t('common.edit')}
      </Button>
    </div>
  )
}
