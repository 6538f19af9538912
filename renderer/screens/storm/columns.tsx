/** The columns of the board's list, and the card that stands for a row on a phone. */
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { useWords } from '../../app/i18n.ts'
import type { Column } from '../../components/DataTable.tsx'
import { Badge } from '../../components/State.tsx'
import { Left, Reach } from './Left.tsx'
import type { StormRow } from './rows.ts'
import css from './Storm.module.css'

export function boardColumns(t: TFunction, locale: Locale): Column<StormRow>[] {
  const some = (value: number) => (value === 0 ? '' : number(value, locale))
  return [
    {
      id: 'rank',
      header: t('storm.column.rank'),
      width: '64px',
      align: 'end',
      fixed: true,
      sort: (row) => row.rank,
      cell: (row) => number(row.rank, locale),
    },
    {
      id: 'station',
      header: t('storm.column.station'),
      width: 'minmax(190px, 2fr)',
      fixed: true,
      sort: (row) => row.code,
      cell: (row) => (
        <>
          <span className={css.code}>{row.code}</span> {row.name}
        </>
      ),
    },
    {
      id: 'left',
      header: t('storm.column.left'),
      width: 'minmax(170px, 1.4fr)',
      fixed: true,
      sort: (row) => row.darkAt,
      cell: (row) => <Left station={row} />,
    },
    {
      id: 'reach',
      header: t('storm.column.reach'),
      width: '170px',
      sort: (row) => row.accessMinutes,
      cell: (row) => <Reach station={row} />,
    },
    {
      id: 'behind',
      header: t('storm.column.behind'),
      width: '96px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.behind,
      cell: (row) => some(row.behind),
    },
    {
      id: 'hamlets',
      header: t('storm.column.hamlets'),
      width: '92px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.hamlets,
      cell: (row) => some(row.hamlets),
    },
    {
      id: 'households',
      header: t('storm.column.households'),
      width: '92px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.households,
      cell: (row) => some(row.households),
    },
    {
      id: 'supply',
      header: t('storm.column.supply'),
      width: '92px',
      sort: (row) => row.supply,
      cell: (row) => t(`storm.supply.${row.supply}`),
    },
    {
      id: 'resources',
      header: t('storm.column.resources'),
      width: '76px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.resourceIds.length,
      cell: (row) => some(row.resourceIds.length),
    },
    {
      id: 'commune',
      header: t('storm.column.commune'),
      width: 'minmax(120px, 1fr)',
      sort: (row) => row.commune,
      cell: (row) => row.commune,
    },
  ]
}

export function StormCard({ row }: { row: StormRow }) {
  const { t, locale } = useWords()
  const behind = [
    row.behind > 0 ? t('storm.card.behind', { n: number(row.behind, locale) }) : '',
    row.hamlets > 0 ? t('storm.card.hamlets', { n: number(row.hamlets, locale) }) : '',
  ].filter((part) => part !== '')
  return (
    <div className={css.card}>
      <div className={css.cardTop}>
        <span className={css.code}>{row.code}</span>
        <span className={css.cardName}>{row.name}</span>
        <span className={css.cardLeft}>
          <Left station={row} />
        </span>
      </div>
      <div className={css.cardNote}>{[row.commune, ...behind].join(' · ')}</div>
      <div className={css.cardFoot}>
        <Reach station={row} />
        {row.resourceIds.length > 0 ? (
          <Badge tone="accent">{`${t('storm.column.resources')}: ${number(row.resourceIds.length, locale)}`}</Badge>
        ) : null}
      </div>
    </div>
  )
}
