/** The columns of the uptime tables: the three ratios together, minutes per bucket, outages, repair times, minutes by cause. */
import type { TFunction } from 'i18next'
import { number, percent } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Availability } from '../../../shared/model/interval.ts'
import type { Column } from '../../components/DataTable.tsx'
import { BUCKETS, CAUSES, minutes } from './figures.ts'
import type { ReportRow, Scope } from './rows.ts'
import { TimeBar } from './TimeBar.tsx'
import { Length } from './Totals.tsx'
import css from './Reports.module.css'

const LOW = 0.99

export function reportColumns(t: TFunction, locale: Locale, scope: Scope): Column<ReportRow>[] {
  const ratio = (id: 'adjusted' | 'raw' | 'coverage'): Column<ReportRow> => ({
    id,
    header: t(`reports.column.${id}`),
    // The first says "no data" in words where there is none.
    width: id === 'adjusted' ? '124px' : '80px',
    align: 'end',
    sort: (row) => row.availability[id],
    cell: ({ availability }) => {
      const value = availability[id]
      if (value === null) return <span className={css.none}>{t('reports.noData')}</span>
      return <span className={id === 'adjusted' && value < LOW ? css.low : undefined}>{percent(value, locale, 2)}</span>
    },
  })
  const span = (id: string, header: string, of: (availability: Availability) => number, hidden = false): Column<ReportRow> => ({
    id,
    header,
    width: id === 'unknown' || id === 'notInService' ? '160px' : '128px',
    align: 'end',
    first: 'desc',
    hidden,
    sort: (row) => of(row.availability),
    cell: ({ availability }) => {
      const n = minutes(of(availability))
      return n === 0 ? <span className={css.none}>0</span> : number(n, locale)
    },
  })
  const length = (id: 'mttr' | 'mtbf'): Column<ReportRow> => ({
    id,
    header: t(`reports.column.${id}`),
    width: '72px',
    align: 'end',
    sort: (row) => row.availability[id],
    cell: (row) => <Length seconds={row.availability[id]} />,
  })
  return [
    ...(scope === 'stations' ? stationColumns(t) : communeColumns(t, locale)),
    ratio('adjusted'),
    ratio('raw'),
    ratio('coverage'),
    {
      id: 'time',
      header: t('reports.column.time'),
      width: 'minmax(124px, 0.8fr)',
      cell: (row) => <TimeBar availability={row.availability} />,
    },
    {
      id: 'outages',
      header: t('reports.column.outages'),
      width: '84px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.availability.outages,
      cell: (row) => number(row.availability.outages, locale),
    },
    ...BUCKETS.map((bucket) =>
      span(
        bucket,
        t(`reports.column.${bucket}`),
        (availability) => availability[bucket],
        bucket !== 'downUnplanned' && bucket !== 'unknown',
      ),
    ),
    length('mttr'),
    length('mtbf'),
    ...CAUSES.map((cause) => span(`cause${cause}`, t(`common.cause.${cause}`), (availability) => availability.byCause[cause] ?? 0, true)),
  ]
}

function stationColumns(t: TFunction): Column<ReportRow>[] {
  return [
    {
      id: 'station',
      header: t('reports.column.station'),
      width: 'minmax(176px, 1.8fr)',
      fixed: true,
      sort: (row) => row.code,
      cell: (row) => (
        <a href={`#/stations/${row.id}`}>
          <span className={css.code}>{row.code}</span> {row.name}
        </a>
      ),
    },
    {
      id: 'commune',
      header: t('reports.column.commune'),
      width: 'minmax(100px, 0.8fr)',
      sort: (row) => row.commune,
      cell: (row) => row.commune,
    },
  ]
}

function communeColumns(t: TFunction, locale: Locale): Column<ReportRow>[] {
  return [
    {
      id: 'commune',
      header: t('reports.column.commune'),
      width: 'minmax(180px, 1.2fr)',
      fixed: true,
      sort: (row) => row.name,
      cell: (row) => <span className={css.code}>{row.name}</span>,
    },
    {
      id: 'stations',
      header: t('reports.column.stations'),
      width: '90px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.stations,
      cell: (row) => number(row.stations, locale),
    },
  ]
}
