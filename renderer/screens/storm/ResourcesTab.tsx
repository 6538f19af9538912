/** Gensets and batteries that can be taken to stations: the list, one beside it with its log, and the form. */
import { useMemo, useState } from 'react'
import { Fuel, Plus } from 'lucide-react'
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { ResourceRow } from '../../../shared/model/storm.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Page } from '../../components/Page.tsx'
import { Badge } from '../../components/State.tsx'
import { useBook } from '../alarms/data.ts'
import { readSort, writeSort } from '../alarms/sorting.ts'
import type { StationBook } from '../alarms/view.ts'
import { useMay } from '../settings/may.ts'
import { FuelText, PhaseBadge } from './DutyCard.tsx'
import { ResourceDialog } from './ResourceDialog.tsx'
import { ResourcePanel } from './ResourcePanel.tsx'
import { capacityText } from './StationPanel.tsx'
import { StormTabs } from './StormTabs.tsx'
import css from './Storm.module.css'

export function ResourcesTab() {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('engineer')
  const list = useRead('storm.resources')
  const book = useBook()
  const [adding, setAdding] = useState(false)
  const columns = useMemo(() => resourceColumns(t, locale, book), [t, locale, book])
  const cardOf = useMemo(() => resourceCard(book), [book])
  const current = Number(params.get('resource')) || null
  const rows = list.data ?? []
  const free = rows.filter((row) => row.assignment === null && row.resource.state === 'ready').length
  const add = may ? (
    <Button kind="primary" icon={Plus} onClick={() => setAdding(true)}>
      {t('storm.resource.add')}
    </Button>
  ) : null
  const chosen = rows.find((row) => row.resource.id === current)
  const body = () => {
    if (!list.data) return list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : <Loading lines={8} />
    if (rows.length === 0)
      return (
        <EmptyState icon={Fuel} hint={t('storm.resource.emptyHint')} action={add}>
          {t('storm.resource.empty')}
        </EmptyState>
      )
    return (
      <DataTable
        id="storm.resources"
        label={t('storm.resource.label')}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.resource.id}
        sort={readSort(params.get('sort')) ?? { id: 'state', desc: false }}
        onSort={(next) => params.set({ sort: writeSort(next) })}
        current={current}
        onCurrent={(key) => params.set({ resource: key })}
        card={cardOf}
        cardHeight={92}
        summary={t('storm.resource.count', { n: number(rows.length, locale), free: number(free, locale) })}
        empty={null}
      />
    )
  }
  return (
    <Page
      title={t('storm.title')}
      fill
      actions={rows.length > 0 ? add : null}
      filters={<StormTabs at="resources" />}
      side={chosen ? <ResourcePanel row={chosen} book={book} onClose={() => params.set({ resource: null })} /> : undefined}
    >
      {body()}
      {adding ? <ResourceDialog resource={null} onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

/** Out of fuel first, then those on duty, then the free ones, those in repair last. */
const ORDER = ['outOfFuel', 'running', 'onSite', 'stopped', 'underway', 'free', 'repair']
function stateOf({ resource, assignment }: ResourceRow): string {
  return assignment?.phase ?? (resource.state === 'repair' ? 'repair' : 'free')
}

function State({ row }: { row: ResourceRow }) {
  const { t } = useWords()
  if (row.assignment) return <PhaseBadge phase={row.assignment.phase} />
  if (row.resource.state === 'repair')
    return (
      <Badge tone="minor" shape>
        {t('storm.resource.states.repair')}
      </Badge>
    )
  return <PhaseBadge phase="free" />
}

function whereOf({ resource, assignment }: ResourceRow, book: StationBook): string {
  if (assignment) {
    const station = book.station(assignment.stationId)
    return station ? `${station.code} ${station.name}` : ''
  }
  return [resource.homePlace, resource.homeCommuneId === null ? '' : book.commune(resource.homeCommuneId)].filter(Boolean).join(', ')
}

function resourceColumns(t: TFunction, locale: Locale, book: StationBook): Column<ResourceRow>[] {
  return [
    {
      id: 'name',
      header: t('storm.resource.name'),
      width: 'minmax(130px, 1fr)',
      fixed: true,
      sort: (row) => row.resource.name,
      cell: (row) => <span className={css.code}>{row.resource.name}</span>,
    },
    {
      id: 'kind',
      header: t('storm.resource.kind'),
      width: '120px',
      sort: (row) => row.resource.kind,
      cell: (row) => t(`storm.resource.kinds.${row.resource.kind}`),
    },
    {
      id: 'capacity',
      header: t('storm.resource.capacity'),
      width: '160px',
      align: 'end',
      sort: (row) => row.resource.kva ?? row.resource.ah,
      cell: (row) => capacityText(row.resource, locale),
    },
    {
      id: 'state',
      header: t('storm.resource.state'),
      width: '150px',
      fixed: true,
      sort: (row) => ORDER.indexOf(stateOf(row)),
      cell: (row) => <State row={row} />,
    },
    {
      id: 'where',
      header: t('storm.resource.where'),
      width: 'minmax(180px, 2fr)',
      sort: (row) => whereOf(row, book),
      cell: (row) => whereOf(row, book),
    },
    {
      id: 'fuel',
      header: t('storm.resource.fuel'),
      width: 'minmax(200px, 1.4fr)',
      sort: (row) => row.assignment?.fuel?.runsOutAt ?? null,
      cell: (row) => (row.assignment ? <FuelText assignment={row.assignment} /> : ''),
    },
  ]
}

/** The card of a row, as the table takes it. */
const resourceCard = (book: StationBook) => (row: ResourceRow) => (
  <div className={css.card}>
    <div className={css.cardTop}>
      <span className={css.code}>{row.resource.name}</span>
      <span className={css.cardLeft}>
        <State row={row} />
      </span>
    </div>
    <div className={css.cardNote}>{whereOf(row, book)}</div>
    <div className={css.cardNote}>{row.assignment ? <FuelText assignment={row.assignment} /> : null}</div>
  </div>
)
