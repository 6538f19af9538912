/** Every station by days since its last inspection, with the button that starts or goes on with one. */
import { useCallback, useDeferredValue, useMemo } from 'react'
import { ClipboardCheck } from 'lucide-react'
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { NoStations } from '../../components/NoStations.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { FilterChips, SearchBox } from '../../components/Filters.tsx'
import { Badge } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { readSort, writeSort } from '../alarms/sorting.ts'
import type { StationBook } from '../alarms/view.ts'
import { useMay } from '../settings/may.ts'
import { dueViews, filterDue, type DueView } from './due.ts'
import css from './Lists.module.css'

type Begin = (row: DueView) => void

export function DueTab({ book, onStart }: { book: StationBook; onStart: (stationId: number) => void }) {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('technician')
  const due = useRead('inspections.due')
  const text = params.get('q') ?? ''
  const asked = useDeferredValue(text)
  const overdueOnly = params.get('overdue') === '1'
  const views = useMemo(() => dueViews(due.data ?? [], book), [due.data, book])
  const shown = useMemo(() => filterDue(views, asked, overdueOnly), [views, asked, overdueOnly])
  const overdue = views.filter((row) => row.overdue).length
  const begin = useCallback<Begin>(
    (row) => {
      if (row.draftId !== null) go(`/inspections/${row.draftId}`)
      else if (may) onStart(row.stationId)
    },
    [may, onStart],
  )
  const columns = useMemo(() => dueColumns(t, locale, may, begin), [t, locale, may, begin])
  const cardOf = useMemo(() => dueCard(may, begin), [may, begin])
  if (due.error && !due.data) return <ErrorState error={due.error} onRetry={() => void due.refetch()} />
  if (!due.data) return <Loading lines={10} />
  return (
    <>
      <div className={css.filters}>
        <SearchBox
          value={text}
          onChange={(q) => params.set({ q: q === '' ? null : q })}
          label={t('inspections.due.text')}
          placeholder={t('inspections.due.textHint')}
        />
        <FilterChips
          label={t('inspections.due.overdue')}
          chips={[{ value: '1', label: t('inspections.due.onlyOverdue'), count: number(overdue, locale) }]}
          value={overdueOnly ? ['1'] : []}
          onChange={(value) => params.set({ overdue: value[0] ?? null })}
        />
      </div>
      <DataTable
        id="inspections.due"
        label={t('inspections.tab.due')}
        rows={shown}
        columns={columns}
        rowKey={(row) => row.id}
        sort={readSort(params.get('sort'))}
        onSort={(next) => params.set({ sort: writeSort(next) })}
        question={`${asked}${overdueOnly}`}
        current={Number(params.get('row')) || null}
        onCurrent={(key) => params.set({ row: key })}
        onOpen={begin}
        card={cardOf}
        cardHeight={92}
        empty={
          views.length === 0 ? (
            <NoStations />
          ) : (
            <EmptyState
              icon={ClipboardCheck}
              action={<Button onClick={() => params.set({ q: null, overdue: null })}>{t('common.clearFilters')}</Button>}
            >
              {t('inspections.due.emptyFiltered')}
            </EmptyState>
          )
        }
        summary={t('inspections.due.count', { n: number(shown.length, locale), overdue: number(overdue, locale) })}
      />
    </>
  )
}

function StateBadge({ row }: { row: DueView }) {
  const { t } = useWords()
  if (row.draftId !== null) return <Badge tone="accent">{t('inspections.state.draft')}</Badge>
  return row.overdue ? (
    <Badge tone="major" shape>
      {t('inspections.due.overdue')}
    </Badge>
  ) : (
    <Badge tone="ok" shape>
      {t('inspections.due.onTime')}
    </Badge>
  )
}

function BeginButton({ row, may, begin }: { row: DueView; may: boolean; begin: Begin }) {
  const { t } = useWords()
  const word = t(row.draftId === null ? 'inspections.due.start' : 'inspections.due.resume')
  return (
    <Button size="small" disabled={!may && row.draftId === null} onClick={() => begin(row)} aria-label={`${word}: ${row.code}`}>
      {word}
    </Button>
  )
}

function dueColumns(t: TFunction, locale: Locale, may: boolean, begin: Begin): Column<DueView>[] {
  const far = { near: 0, remote: 1, veryRemote: 2 }
  const head = (id: string) => t(`inspections.due.${id}`)
  return [
    {
      id: 'station',
      header: head('station'),
      width: 'minmax(200px, 2fr)',
      fixed: true,
      sort: (row) => row.code,
      cell: (row) => (
        <>
          <span className={css.strong}>{row.code}</span> {row.name}
        </>
      ),
    },
    { id: 'commune', header: head('commune'), width: 'minmax(120px, 1fr)', sort: (row) => row.commune, cell: (row) => row.commune },
    {
      id: 'remote',
      header: head('remote'),
      width: '110px',
      first: 'desc',
      sort: (row) => far[row.remote],
      cell: (row) => t(`common.remoteClass.${row.remote}`),
    },
    {
      id: 'last',
      header: head('last'),
      width: '140px',
      align: 'end',
      sort: (row) => row.lastAt,
      cell: (row) => (row.lastAt === null ? <span className="muted">{head('never')}</span> : <Age at={row.lastAt} />),
    },
    {
      id: 'days',
      header: head('days'),
      width: '100px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.days ?? Number.MAX_SAFE_INTEGER,
      cell: (row) => (row.days === null ? '—' : number(row.days, locale)),
    },
    {
      id: 'state',
      header: t('inspections.rounds.state'),
      width: '140px',
      sort: (row) => Number(row.overdue),
      cell: (row) => <StateBadge row={row} />,
    },
    {
      id: 'findings',
      header: head('openFindings'),
      width: '90px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.openFindings,
      cell: (row) => (row.openFindings === 0 ? '' : number(row.openFindings, locale)),
    },
    {
      id: 'action',
      header: '',
      width: '110px',
      align: 'end',
      fixed: true,
      cell: (row) => <BeginButton row={row} may={may} begin={begin} />,
    },
  ]
}

function DueCard({ row, may, begin }: { row: DueView; may: boolean; begin: Begin }) {
  const { t, locale } = useWords()
  return (
    <div className={css.card}>
      <div className={css.cardWords}>
        <span className={css.cardTitle}>
          {row.code} {row.name}
        </span>
        <span className={css.cardText}>
          {row.commune} · {t(`common.remoteClass.${row.remote}`)}
        </span>
        <span className={css.cardText}>
          <StateBadge row={row} />{' '}
          {row.days === null ? t('inspections.due.never') : t('inspections.due.daysValue', { n: number(row.days, locale) })}
        </span>
      </div>
      <BeginButton row={row} may={may} begin={begin} />
    </div>
  )
}

/** The card of a row, as the table takes it. */
const dueCard = (may: boolean, begin: Begin) => (row: DueView) => <DueCard row={row} may={may} begin={begin} />
