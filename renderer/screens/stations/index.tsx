/** Stations: every station in one list that can be searched, filtered, sorted and walked through by keyboard. */
import { Plus, RadioTower } from 'lucide-react'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { useTypedParam } from '../../app/typed.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { DataTable, type Sort } from '../../components/DataTable.tsx'
import { Page } from '../../components/Page.tsx'
import { toast } from '../../components/Toast.tsx'
import { allows } from '../../../shared/model/access.ts'
import { number } from '../../../shared/format/number.ts'
import { Health, RemoteClass, Technology, type StationRow } from '../../../shared/model/station.ts'
import { StationDialog } from '../station/StationDialog.tsx'
import { StationCard } from './StationCard.tsx'
import { StationFilters } from './StationFilters.tsx'
import { StationPeek } from './StationPeek.tsx'
import { stationColumns } from './columns.tsx'
import { filterStations, searchIndex, type StationFilter } from './filter.ts'

const NO_ROWS: readonly StationRow[] = []
const oneOf = <T extends string>(options: readonly T[], value: string | null): T | null =>
  options.find((option) => option === value) ?? null

export default function Stations() {
  const { t, locale } = useWords()
  const params = useParams()
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const me = useRead('session.me', undefined, { staleTime: Infinity })
  const mayEdit = allows(me.data?.role ?? 'viewer', 'engineer')
  const [typed, setTyped] = useTypedParam('q')
  const query = useDeferredValue(typed)

  const filter: StationFilter = useMemo(
    () => ({
      health: params.list('health').flatMap((h) => oneOf(Health.options, h) ?? []),
      technology: oneOf(Technology.options, params.get('tech')),
      communeId: Number(params.get('commune')) || null,
      remote: oneOf(RemoteClass.options, params.get('remote')),
      withAlarms: params.get('alarms') === '1',
      retired: params.get('retired') === '1',
      query,
    }),
    [params, query],
  )
  const communes = useMemo(() => new Map(list.data?.communes.map((c) => [c.id, c.name])), [list.data?.communes])
  const communeOf = useCallback((id: number) => communes.get(id) ?? '', [communes])
  const [index] = useState(searchIndex)
  const rows = list.data?.rows ?? NO_ROWS
  const found = useMemo(() => filterStations(rows, filter, (row) => index(row, communeOf(row.communeId))), [rows, filter, index, communeOf])
  const cardOf = useCallback((row: StationRow) => <StationCard row={row} commune={communeOf(row.communeId)} />, [communeOf])
  const columns = useMemo(() => stationColumns(t, communeOf), [t, communeOf])

  const sortId = params.get('sort')
  const sort: Sort = useMemo(() => ({ id: sortId?.replace(/^-/, '') ?? 'health', desc: sortId?.startsWith('-') ?? false }), [sortId])
  const current = Number(params.get('station')) || null
  const select = useCallback((id: number | string | null) => params.set({ station: id }), [params])
  const peeked = rows.find((row) => row.id === current)
  const adding = params.get('new') === '1'
  const question = `${query}|${params.list('health').join()}|${params.get('tech') ?? ''}|${params.get('commune') ?? ''}|${params.get('remote') ?? ''}|${params.get('alarms') ?? ''}|${params.get('retired') ?? ''}`
  const living = useMemo(() => rows.reduce((n, row) => n + (row.retired ? 0 : 1), 0), [rows])

  const dialog =
    adding && mayEdit ? (
      <StationDialog
        onClose={() => params.set({ new: null })}
        onDone={(station) => {
          toast({ text: t('stations.created', { code: station.code }) })
          go(`/stations/${station.id}`)
        }}
      />
    ) : null

  if (!list.data) {
    return (
      <Page title={t('stations.title')}>
        {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : <Loading lines={12} />}
      </Page>
    )
  }
  const add = mayEdit ? (
    <Button kind="primary" icon={Plus} onClick={() => params.set({ new: 1 }, { push: true })}>
      {t('stations.add')}
    </Button>
  ) : null
  if (rows.length === 0) {
    return (
      <Page title={t('stations.title')}>
        <EmptyState
          icon={RadioTower}
          action={
            <>
              {add}
              {mayEdit ? <LinkButton href="/settings/import">{t('stations.importCsv')}</LinkButton> : null}
            </>
          }
        >
          {t('stations.empty')}
        </EmptyState>
        {dialog}
      </Page>
    )
  }
  const clear = () => {
    setTyped('')
    params.set({ health: null, tech: null, commune: null, remote: null, alarms: null, retired: null, q: null })
  }
  return (
    <Page
      title={t('stations.title')}
      fill
      actions={add}
      filters={
        <StationFilters
          filter={filter}
          typed={typed}
          onType={setTyped}
          params={params}
          communes={list.data.communes}
          counts={found.counts}
          onClear={clear}
        />
      }
      side={peeked ? <StationPeek row={peeked} commune={communeOf(peeked.communeId)} onClose={() => select(null)} /> : undefined}
    >
      <DataTable
        id="stations"
        label={t('stations.tableLabel')}
        rows={found.rows}
        columns={columns}
        rowKey={(row) => row.id}
        sort={sort}
        onSort={(next) => params.set({ sort: `${next.desc ? '-' : ''}${next.id}` })}
        question={question}
        current={current}
        onCurrent={select}
        onOpen={(row) => go(`/stations/${row.id}`)}
        card={cardOf}
        cardHeight={92}
        summary={
          found.rows.length === living
            ? t('stations.all', { all: number(living, locale) })
            : t('stations.shown', { shown: number(found.rows.length, locale), all: number(living, locale) })
        }
        empty={<EmptyState action={<Button onClick={clear}>{t('common.clearFilters')}</Button>}>{t('stations.none')}</EmptyState>}
      />
      {dialog}
    </Page>
  )
}
