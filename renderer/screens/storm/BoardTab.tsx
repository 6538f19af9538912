/** The storm board: figures on top, stations in the order in which they need somebody, or all of it by commune. */
import { useCallback, useMemo, useState } from 'react'
import { ZapOff } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { compareText } from '../../../shared/format/text.ts'
import { RemoteClass } from '../../../shared/model/station.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { ClearFilters, FilterChips, FilterSelect, SearchBox } from '../../components/Filters.tsx'
import { Segmented } from '../../components/Form.tsx'
import { Page } from '../../components/Page.tsx'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { useBook } from '../alarms/data.ts'
import { boardColumns, StormCard } from './columns.tsx'
import { Communes } from './Communes.tsx'
import { Figures } from './Figures.tsx'
import { ModeActions } from './Mode.tsx'
import { GROUPS, narrow, readFilter, rowsOf, type StormRow } from './rows.ts'
import { StationPanel } from './StationPanel.tsx'
import { StormTabs } from './StormTabs.tsx'
import css from './Storm.module.css'

export function BoardTab() {
  const { t, locale } = useWords()
  const params = useParams()
  const board = useRead('storm.board')
  const resources = useRead('storm.resources')
  const mode = useRead('storm.mode')
  const book = useBook()
  const filter = useMemo(() => readFilter(params), [params])
  const rows = useMemo(() => (board.data ? rowsOf(board.data, book.commune) : []), [board.data, book])
  const found = useMemo(() => narrow(rows, filter), [rows, filter])
  const columns = useMemo(() => boardColumns(t, locale), [t, locale])
  const [cardOf] = useState(() => (row: StormRow) => <StormCard row={row} />)
  const view = params.get('view') ?? (mode.data?.setting === 'on' ? 'communes' : 'list')
  const current = Number(params.get('station')) || null
  const open = useCallback((id: number | null) => params.set({ station: id }), [params])
  const clear = () => params.set({ q: null, group: null, commune: null, remote: null })

  if (!board.data) {
    return (
      <Page title={t('storm.title')} filters={<StormTabs at="board" />}>
        {board.error ? <ErrorState error={board.error} onRetry={() => void board.refetch()} /> : <Loading lines={12} />}
      </Page>
    )
  }
  const communes = [...new Map(rows.map((row) => [row.communeId, row.commune]))].sort((a, b) => compareText(a[1], b[1]))
  const isNarrowed = filter.query !== '' || filter.groups.length > 0 || filter.communeId !== null || filter.remote !== null
  const peeked = rows.find((row) => row.id === current)
  return (
    <Page
      title={t('storm.title')}
      fill
      actions={<ModeActions />}
      filters={<StormTabs at="board" />}
      side={peeked ? <StationPanel row={peeked} resources={resources.data ?? []} onClose={() => open(null)} /> : undefined}
    >
      <Figures total={board.data.total} resources={resources.data ?? []} />
      <div className={css.filters}>
        <Segmented
          label={t('storm.view.label')}
          value={view === 'communes' ? 'communes' : 'list'}
          options={[
            { value: 'list', label: t('storm.view.list') },
            { value: 'communes', label: t('storm.view.communes') },
          ]}
          onChange={(next) => params.set({ view: next })}
        />
        {view === 'communes' ? null : (
          <>
            <SearchBox
              className={css.search}
              value={filter.query}
              onChange={(q) => params.set({ q: q === '' ? null : q })}
              label={t('storm.filter.search')}
              placeholder={t('storm.filter.searchHint')}
            />
            <FilterChips
              label={t('storm.filter.group')}
              chips={GROUPS.filter((group) => found.counts[group] > 0 || filter.groups.includes(group)).map((group) => ({
                value: group,
                label: t(`storm.group.${group}`),
                count: number(found.counts[group], locale),
              }))}
              value={filter.groups}
              onChange={(group) => params.set({ group })}
            />
            <FilterSelect
              className={css.pick}
              label={t('storm.filter.commune')}
              any={t('storm.filter.anyCommune')}
              options={communes.map(([value, label]) => ({ value, label }))}
              value={filter.communeId}
              onChange={(commune) => params.set({ commune })}
            />
            <FilterSelect
              className={css.pick}
              label={t('storm.filter.remote')}
              any={t('storm.filter.anyRemote')}
              options={RemoteClass.options.map((value) => ({ value, label: t(`common.remoteClass.${value}`) }))}
              value={filter.remote}
              onChange={(remote) => params.set({ remote })}
            />
            {isNarrowed ? <ClearFilters onClear={clear} /> : null}
          </>
        )}
      </div>
      {view === 'communes' ? (
        <Communes communes={board.data.communes} total={board.data.total} rows={rows} onOpen={open} />
      ) : (
        <DataTable
          id="storm.board"
          label={t('storm.board.label')}
          rows={found.rows}
          columns={columns}
          rowKey={(row) => row.id}
          sort={readSort(params.get('sort')) ?? { id: 'rank', desc: false }}
          onSort={(next) => params.set({ sort: writeSort(next) })}
          question={`${filter.query}|${filter.groups.join()}|${filter.communeId ?? ''}|${filter.remote ?? ''}`}
          current={current}
          onCurrent={(key) => open(key === null ? null : Number(key))}
          onOpen={(row) => go(`/stations/${row.id}`)}
          card={cardOf}
          cardHeight={104}
          summary={<span title={t('storm.board.order')}>{t('storm.board.count', { n: number(found.rows.length, locale) })}</span>}
          tone={(row) => (row.group === 'dark' ? 'dim' : undefined)}
          empty={
            rows.length === 0 ? (
              <EmptyState icon={ZapOff} hint={t('storm.board.calmHint')}>
                {t('storm.board.calm')}
              </EmptyState>
            ) : (
              <EmptyState action={<Button onClick={clear}>{t('common.clearFilters')}</Button>}>{t('storm.board.none')}</EmptyState>
            )
          }
        />
      )}
    </Page>
  )
}
