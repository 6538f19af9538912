/** The columns of scan results. */
import type { TFunction } from 'i18next'
import { number, withUnit } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Column } from '../../components/columns.ts'
import { ToneIcon } from '../../components/State.tsx'
import { addressOf, CONDITION_ORDER, CONDITION_TONE, type Names, type Row } from './rows.ts'
import css from './Discovery.module.css'

/** An IPv4 address sorts by its numbers, not by its digits. */
const hostOrder = (host: string): string => (/^\d+(\.\d+){3}$/.test(host) ? host.replaceAll(/\d+/g, (part) => part.padStart(3, '0')) : host)

export function ConditionWord({ row, t }: { row: Row; t: TFunction }) {
  const { condition } = row
  return (
    <span className={css.condition} data-tone={CONDITION_TONE[condition]}>
      <ToneIcon tone={CONDITION_TONE[condition]} size={11} />
      {t(`discovery.state.${condition}`)}
    </span>
  )
}

export function StationCell({ row, names, t }: { row: Row; names: Names; t: TFunction }) {
  if (row.stationId !== null) return <span title={names.station(row.stationId)}>{names.station(row.stationId)}</span>
  if (row.found.credentialId === null) return <span className="muted">—</span>
  return <span className={css.ask}>{row.stations > 1 ? t('discovery.twoStations', { n: row.stations }) : t('discovery.noStation')}</span>
}

export function resultColumns(t: TFunction, locale: Locale, names: Names, credential: (id: number) => string): Column<Row>[] {
  const head = (id: string): string => t(`discovery.col.${id}`)
  return [
    {
      id: 'state',
      header: head('state'),
      width: '164px',
      fixed: true,
      sort: (row) => CONDITION_ORDER.indexOf(row.condition),
      cell: (row) => <ConditionWord row={row} t={t} />,
    },
    {
      id: 'host',
      header: head('host'),
      width: 'minmax(124px, 1fr)',
      fixed: true,
      sort: (row) => hostOrder(row.found.host),
      cell: ({ found }) => (
        <span className={css.address}>
          <span className="mono" title={addressOf(found)}>
            {addressOf(found)}
          </span>
          {found.sameAs.length > 0 ? <ToneIcon tone="minor" size={11} label={t('discovery.sameBox')} /> : null}
        </span>
      ),
    },
    {
      id: 'name',
      header: head('name'),
      width: 'minmax(140px, 1.5fr)',
      sort: (row) => row.name,
      cell: (row) => (
        <span className={css.strong} title={row.name}>
          {row.name}
        </span>
      ),
    },
    {
      id: 'profile',
      header: head('profile'),
      width: 'minmax(130px, 1.2fr)',
      sort: (row) => names.profile(row.profile),
      cell: (row) =>
        row.found.credentialId === null ? (
          <span className="muted">—</span>
        ) : (
          <span title={names.profile(row.profile)}>{names.profile(row.profile)}</span>
        ),
    },
    {
      id: 'station',
      header: head('station'),
      width: 'minmax(160px, 1.6fr)',
      sort: (row) => (row.stationId === null ? null : names.station(row.stationId)),
      cell: (row) => <StationCell row={row} names={names} t={t} />,
    },
    {
      id: 'credential',
      header: head('credential'),
      width: 'minmax(96px, 0.7fr)',
      sort: ({ found }) => (found.credentialId === null ? null : credential(found.credentialId)),
      cell: ({ found }) => (found.credentialId === null ? <span className="muted">—</span> : <span>{credential(found.credentialId)}</span>),
    },
    {
      id: 'response',
      header: head('response'),
      width: '86px',
      align: 'end',
      first: 'desc',
      sort: ({ found }) => found.responseMs,
      cell: ({ found }) =>
        found.responseMs === null ? <span className="muted">—</span> : withUnit(number(found.responseMs, locale), 'ms'),
    },
    {
      id: 'sysName',
      header: head('sysName'),
      width: 'minmax(120px, 1fr)',
      hidden: true,
      sort: ({ found }) => found.identity.sysName,
      cell: ({ found }) => <span title={found.identity.sysName ?? undefined}>{found.identity.sysName ?? '—'}</span>,
    },
  ]
}
