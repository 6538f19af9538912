/** The tables of the uptime report: by station or by commune, sorted, searched, and on a phone as cards. */
import { useDeferredValue, useMemo } from 'react'
import { number, percent } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { go, link, useParams } from '../../app/location.ts'
import { EmptyState } from '../../components/Blank.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { SearchBox } from '../../components/Filters.tsx'
import { Segmented } from '../../components/Form.tsx'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { reportColumns } from './columns.tsx'
import { rowsOf, searchRows, type Report, type ReportRow, type Scope } from './rows.ts'
import { TimeBar } from './TimeBar.tsx'
import css from './Reports.module.css'

export function UptimeTable({ report, scope }: { report: Report; scope: Scope }) {
  const { t, locale } = useWords()
  const params = useParams()
  const text = params.get('q') ?? ''
  const asked = useDeferredValue(text)
  const columns = useMemo(() => reportColumns(t, locale, scope), [t, locale, scope])
  const rows = useMemo(() => rowsOf(report, scope), [report, scope])
  const shown = useMemo(() => searchRows(rows, asked), [rows, asked])
  const open = (row: ReportRow) => go(scope === 'stations' ? `/stations/${row.id}` : link('/stations', { commune: row.id }))
  return (
    <section className={css.tables} aria-label={t(`reports.by.${scope}`)}>
      <div className={css.tableHead}>
        <Segmented
          label={t('reports.by.label')}
          value={scope}
          options={(['stations', 'communes'] as const).map((value) => ({ value, label: t(`reports.by.${value}`) }))}
          onChange={(by) => params.set({ by: by === 'stations' ? null : by, sort: null, row: null })}
        />
        <SearchBox
          value={text}
          onChange={(q) => params.set({ q: q === '' ? null : q })}
          label={t('reports.search')}
          placeholder={t('reports.searchHint')}
        />
      </div>
      <div className={css.table}>
        <DataTable
          id={`reports.${scope}`}
          label={t(`reports.by.${scope}`)}
          rows={shown}
          columns={columns}
          rowKey={(row) => row.id}
          sort={readSort(params.get('sort')) ?? { id: 'adjusted', desc: false }}
          onSort={(next) => params.set({ sort: writeSort(next) })}
          question={`${report.month}${scope}${asked}${report.unreachableIsDown}`}
          current={Number(params.get('row')) || null}
          onCurrent={(key) => params.set({ row: key })}
          onOpen={open}
          card={cardOf}
          cardHeight={84}
          empty={<EmptyState>{t('reports.emptyFiltered')}</EmptyState>}
          summary={number(shown.length, locale)}
        />
      </div>
    </section>
  )
}

function Card({ row }: { row: ReportRow }) {
  const { t, locale } = useWords()
  const { adjusted, raw, coverage } = row.availability
  const said = (value: number | null) => (value === null ? t('reports.noData') : percent(value, locale, 2))
  return (
    <div className={css.card}>
      <span className={css.cardTitle}>
        {row.code} {row.name}
      </span>
      <TimeBar availability={row.availability} />
      <span className={css.cardText}>
        {t('reports.column.adjusted')} {said(adjusted)} · {t('reports.column.raw')} {said(raw)} · {t('reports.column.coverage')}{' '}
        {said(coverage)}
      </span>
    </div>
  )
}

const cardOf = (row: ReportRow) => <Card row={row} />
