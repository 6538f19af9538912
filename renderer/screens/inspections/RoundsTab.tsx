/** The rounds there were, newest first. */
import { useMemo } from 'react'
import { ClipboardList } from 'lucide-react'
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { InspectionRow } from '../../../shared/model/inspection.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Badge, type Tone } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { readSort, writeSort } from '../alarms/sorting.ts'
import type { StationBook } from '../alarms/view.ts'
import css from './Lists.module.css'

const TONE: Record<InspectionRow['state'], Tone | 'plain' | 'accent'> = { draft: 'accent', finished: 'ok', discarded: 'plain' }

export function RoundState({ state }: { state: InspectionRow['state'] }) {
  const { t } = useWords()
  return (
    <Badge tone={TONE[state]} shape={state === 'finished'}>
      {t(`inspections.state.${state}`)}
    </Badge>
  )
}

export function RoundsTab({ book }: { book: StationBook }) {
  const { t, locale } = useWords()
  const params = useParams()
  const rounds = useRead('inspections.list', { limit: 1000 })
  const columns = useMemo(() => roundColumns(t, locale, book), [t, locale, book])
  const cardOf = useMemo(() => roundCard(book), [book])
  if (rounds.error && !rounds.data) return <ErrorState error={rounds.error} onRetry={() => void rounds.refetch()} />
  if (!rounds.data) return <Loading lines={10} />
  const open = (id: number) => go(`/inspections/${id}`)
  return (
    <DataTable
      id="inspections.rounds"
      label={t('inspections.tab.rounds')}
      rows={rounds.data}
      columns={columns}
      rowKey={(row) => row.id}
      sort={readSort(params.get('sort'))}
      onSort={(next) => params.set({ sort: writeSort(next) })}
      current={Number(params.get('row')) || null}
      onCurrent={(key) => (key !== null && Number(params.get('row')) === key ? open(key) : params.set({ row: key }))}
      onOpen={(row) => open(row.id)}
      card={cardOf}
      cardHeight={96}
      empty={<EmptyState icon={ClipboardList}>{t('inspections.rounds.empty')}</EmptyState>}
      summary={number(rounds.data.length, locale)}
    />
  )
}

function roundColumns(t: TFunction, locale: Locale, book: StationBook): Column<InspectionRow>[] {
  const head = (id: string) => t(`inspections.rounds.${id}`)
  const result = (row: InspectionRow) =>
    t('inspections.rounds.resultValue', {
      passed: number(row.passed, locale),
      failed: number(row.failed, locale),
      total: number(row.total, locale),
    })
  return [
    {
      id: 'station',
      header: head('station'),
      width: 'minmax(200px, 2fr)',
      fixed: true,
      sort: (row) => book.station(row.stationId)?.code ?? '',
      cell: (row) => (
        <>
          <span className={css.strong}>{book.station(row.stationId)?.code ?? `#${row.stationId}`}</span>{' '}
          {book.station(row.stationId)?.name ?? ''}
        </>
      ),
    },
    { id: 'state', header: head('state'), width: '120px', sort: (row) => row.state, cell: (row) => <RoundState state={row.state} /> },
    {
      id: 'result',
      header: head('result'),
      width: '250px',
      first: 'desc',
      sort: (row) => row.failed,
      cell: (row) => <span className={row.failed > 0 ? css.bad : undefined}>{result(row)}</span>,
    },
    {
      id: 'reason',
      header: head('reason'),
      width: '150px',
      sort: (row) => row.reason,
      cell: (row) => t(`inspections.reason.${row.reason}`),
    },
    { id: 'by', header: head('by'), width: 'minmax(120px, 1fr)', sort: (row) => row.by, cell: (row) => row.by },
    {
      id: 'started',
      header: head('started'),
      width: '140px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.startedAt,
      cell: (row) => <Age at={row.startedAt} />,
    },
    {
      id: 'finished',
      header: head('finished'),
      width: '140px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.finishedAt,
      cell: (row) => <Age at={row.finishedAt} />,
    },
  ]
}

/** The card of a round, as the table takes it. */
const roundCard = (book: StationBook) => (row: InspectionRow) => <Card row={row} book={book} />

function Card({ row, book }: { row: InspectionRow; book: StationBook }) {
  const { t } = useWords()
  const station = book.station(row.stationId)
  return (
    <a className={css.card} href={`#/inspections/${row.id}`}>
      <span className={css.cardWords}>
        <span className={css.cardTitle}>
          {station?.code ?? `#${row.stationId}`} {station?.name ?? ''}
        </span>
        <span className={css.cardText}>
          <RoundState state={row.state} /> {t(`inspections.reason.${row.reason}`)}
        </span>
        <span className={css.cardText}>
          {row.by} · <Age at={row.finishedAt ?? row.startedAt} />
        </span>
      </span>
    </a>
  )
}
