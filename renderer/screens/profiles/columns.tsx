/** The columns of the list of profiles. */
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Column } from '../../components/columns.ts'
import { Badge } from '../../components/State.tsx'
import { VerifiedMark } from '../device/StateWord.tsx'
import type { ProfileRow } from './rows.ts'
import css from './Profiles.module.css'

export function profileColumns(t: TFunction, locale: Locale): Column<ProfileRow>[] {
  const head = (id: string): string => t(`profiles.col.${id}`)
  const count = (n: number) => <span className={n === 0 ? 'muted' : undefined}>{number(n, locale)}</span>
  return [
    {
      id: 'name',
      header: head('name'),
      width: 'minmax(170px, 1.5fr)',
      fixed: true,
      sort: (row) => row.name,
      cell: (row) => (
        <span className={css.name} title={row.name}>
          {row.name}
        </span>
      ),
    },
    { id: 'vendor', header: head('vendor'), width: 'minmax(100px, 0.8fr)', sort: (row) => row.vendor, cell: (row) => row.vendor },
    {
      id: 'kind',
      header: head('kind'),
      width: '142px',
      sort: (row) => t(`common.deviceKind.${row.kind}`),
      cell: (row) => t(`common.deviceKind.${row.kind}`),
    },
    {
      id: 'verified',
      header: head('verified'),
      width: '152px',
      sort: (row) => (row.verified ? 0 : 1),
      cell: (row) => <VerifiedMark verified={row.verified} word />,
    },
    {
      id: 'gives',
      header: head('gives'),
      width: 'minmax(220px, 2.4fr)',
      first: 'desc',
      sort: (row) => row.metrics.length,
      cell: (row) => <Gives row={row} t={t} />,
    },
    {
      id: 'devices',
      header: head('devices'),
      width: '88px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.devices,
      cell: (row) => count(row.devices),
    },
    {
      id: 'traps',
      header: head('traps'),
      width: '70px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.traps,
      cell: (row) => count(row.traps),
    },
    {
      id: 'source',
      header: head('source'),
      width: 'minmax(100px, 0.8fr)',
      sort: (row) => `${row.source} ${row.file}`,
      cell: (row) =>
        row.source === 'own' ? (
          <span title={row.file}>
            <Badge tone="accent">{t('profiles.own')}</Badge> {row.file}
          </span>
        ) : (
          <span className="muted">{t('profiles.shipped')}</span>
        ),
    },
  ]
}

/** What a profile gives, by group of metrics. */
export function Gives({ row, t }: { row: Pick<ProfileRow, 'groups'>; t: TFunction }) {
  return (
    <span className={css.gives}>
      {row.groups.map(({ group, n }) => (
        <Badge key={group}>
          {t(`common.group.${group}`)} {n}
        </Badge>
      ))}
    </span>
  )
}
