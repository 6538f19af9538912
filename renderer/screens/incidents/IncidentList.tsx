/** Incidents: the few things to do, in order; those that are over behind a switch. */
import { useCallback, useDeferredValue, useMemo, useState, type KeyboardEvent } from 'react'
import { ShieldCheck, UserCheck, UserPlus, X } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { compareText } from '../../../shared/format/text.ts'
import { IncidentCause, type Incident } from '../../../shared/model/incident.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { useNarrow } from '../../app/media.ts'
import { useTypedParam } from '../../app/typed.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { DataTable, type Key } from '../../components/DataTable.tsx'
import { ClearFilters, FilterChips, FilterSelect, SearchBox } from '../../components/Filters.tsx'
import { Segmented } from '../../components/Form.tsx'
import { Page } from '../../components/Page.tsx'
import { readSort, writeSort } from '../../components/sorting.ts'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { useBook } from '../alarms/data.ts'
import { useMay } from '../settings/may.ts'
import { CauseIcon } from './CauseIcon.tsx'
import { IncidentCard, incidentColumns } from './columns.tsx'
import { titleOfIncident, useIncidents, usePastIncidents } from './data.ts'
import { quietly, useIncidentDeeds } from './deeds.ts'
import { byEnd, byNeed, isNarrowed, pass, readIncidentFilter, SHOWN } from './order.ts'
import css from './Incidents.module.css'

const rowKey = (row: Incident): number => row.id
const CARD = 108
const ROW = 68

export function IncidentList() {
  const { t, locale } = useWords()
  const params = useParams()
  const narrow = useNarrow()
  const may = useMay('technician')
  const me = useRead('session.me').data?.name ?? ''
  const book = useBook()
  const list = useIncidents()
  const deeds = useIncidentDeeds()
  const filter = useMemo(() => readIncidentFilter(params), [params])
  const [typed, type] = useTypedParam('q')
  const asked = useDeferredValue(filter)
  const past = usePastIncidents(filter.shown === 'past')
  const [picked, setPicked] = useState<ReadonlySet<Key>>(new Set())
  const [current, setCurrent] = useState<number | null>(null)

  const all = useMemo(() => {
    const known = (list.data ?? []).filter((row) => row.mergedInto === null)
    if (asked.shown === 'open') return known.filter((row) => row.state !== 'ended').sort(byNeed)
    const pages = past.data?.pages.flatMap((page) => page.rows) ?? []
    const rows = new Map([...pages, ...known.filter((row) => row.state === 'ended')].map((row) => [row.id, row]))
    return [...rows.values()].sort(byEnd)
  }, [list.data, past.data, asked.shown])
  const textOf = useCallback(
    (row: Incident) =>
      `${titleOfIncident(row, t)} ${row.communeIds.map(book.commune).join(' ')} ${row.stationIds
        .slice(0, 200)
        .map((id) => `${book.station(id)?.code ?? ''} ${book.station(id)?.name ?? ''}`)
        .join(' ')}`,
    [t, book],
  )
  const shown = useMemo(() => pass(all, asked, me, textOf), [all, asked, me, textOf])
  const columns = useMemo(() => incidentColumns(t, locale, book), [t, locale, book])
  const communes = useMemo(
    () =>
      [...new Set(all.flatMap((row) => row.communeIds))]
        .map((id) => ({ value: id, label: book.commune(id) }))
        .sort((a, b) => compareText(a.label, b.label)),
    [all, book],
  )
  const causes = useMemo(() => {
    const counts = new Map<IncidentCause, number>()
    for (const row of all) counts.set(row.cause, (counts.get(row.cause) ?? 0) + 1)
    return IncidentCause.options.flatMap((cause) => {
      const n = counts.get(cause) ?? 0
      return n > 0 || filter.causes.includes(cause) ? [{ cause, n }] : []
    })
  }, [all, filter.causes])
  const card = useCallback((row: Incident) => <IncidentCard row={row} book={book} />, [book])

  const byId = useMemo(() => new Map(all.map((row) => [row.id, row])), [all])
  const chosen = [...picked].flatMap((id) => byId.get(Number(id)) ?? [])
  const open = (row: Incident) => go(`/alarms/incidents/${row.id}`)
  const take = (rows: readonly Incident[]) => {
    if (may && rows.length > 0) quietly(deeds.take(rows, me).then(() => setPicked(new Set())))
  }
  const acknowledge = (rows: readonly Incident[]) => {
    const waiting = rows.filter((row) => row.acknowledgedAt === null && row.state !== 'ended')
    if (may && waiting.length > 0) quietly(deeds.acknowledge(waiting).then(() => setPicked(new Set())))
  }
  const onKey = (event: KeyboardEvent, row: Incident | undefined): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const targets = chosen.length > 0 ? chosen : row ? [row] : []
    const key = event.key.toLowerCase()
    if (key === 'a') acknowledge(targets)
    else if (key === 'm') take(targets)
    else if (event.key === 'Escape' && picked.size > 0) setPicked(new Set())
    else return false
    return true
  }
  const clear = () => {
    type('')
    params.set({ cause: null, commune: null, owner: null, q: null })
  }
  const waiting = shown.filter((row) => row.state === 'open' && row.acknowledgedAt === null).length
  const bar =
    chosen.length === 0 ? null : (
      <>
        <span className={css.selected}>{t('alarms.selected', { n: number(chosen.length, locale) })}</span>
        <Button size="small" kind="primary" icon={UserPlus} disabled={!may} onClick={() => take(chosen)}>
          {t('incidents.take')}
        </Button>
        <Button size="small" icon={UserCheck} disabled={!may} onClick={() => acknowledge(chosen)}>
          {t('alarms.acknowledge')}
        </Button>
        <IconButton size="small" icon={X} label={t('alarms.clearSelection')} onClick={() => setPicked(new Set())} />
      </>
    )
  const more = past.hasNextPage ? (
    <Button size="small" busy={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
      {t('alarms.history.more')}
    </Button>
  ) : null
  const body = () => {
    if (list.error && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (!list.data || (filter.shown === 'past' && past.isPending)) return <Loading lines={8} />
    return (
      <DataTable
        id="incidents"
        label={t('incidents.title')}
        rows={shown}
        columns={columns}
        rowKey={rowKey}
        sort={readSort(params.get('sort'))}
        onSort={(sort) => params.set({ sort: writeSort(sort) })}
        question={JSON.stringify(asked)}
        current={current}
        onMove={(key) => setCurrent(Number(key))}
        onCurrent={(key) => {
          setCurrent(key === null ? null : Number(key))
          const row = key === null ? undefined : byId.get(Number(key))
          if (row) open(row)
        }}
        onOpen={open}
        selected={picked}
        onSelect={setPicked}
        onKey={onKey}
        card={card}
        cardHeight={CARD}
        rowHeight={ROW}
        empty={
          isNarrowed(filter) ? (
            <EmptyState action={<Button onClick={clear}>{t('common.clearFilters')}</Button>}>{t('incidents.empty.filtered')}</EmptyState>
          ) : (
            <EmptyState icon={ShieldCheck} hint={filter.shown === 'open' ? t('incidents.empty.openHint') : undefined}>
              {t(filter.shown === 'open' ? 'incidents.empty.open' : 'incidents.empty.past')}
            </EmptyState>
          )
        }
        summary={
          <>
            {t('incidents.count', { n: number(shown.length, locale) })}
            {waiting > 0 ? ` · ${t('incidents.waitingN', { n: number(waiting, locale) })}` : ''}
          </>
        }
        tools={
          <>
            {narrow ? null : bar}
            {filter.shown === 'past' ? more : null}
          </>
        }
      />
    )
  }
  return (
    <Page
      title={t('incidents.title')}
      fill
      actions={
        <Segmented
          label={t('incidents.show')}
          value={filter.shown}
          options={SHOWN.map((value) => ({ value, label: t(`incidents.shown.${value}`) }))}
          onChange={(show) => params.set({ show: show === 'open' ? null : show, sort: null }, { push: true })}
        />
      }
      filters={
        <>
          <AlarmTabs at="incidents" />
          <SearchBox
            value={typed}
            onChange={type}
            label={t('incidents.find')}
            placeholder={t('incidents.findHint')}
            className={css.search}
          />
          <FilterChips
            label={t('incidents.column.cause')}
            value={filter.causes}
            chips={causes.map(({ cause, n }) => ({
              value: cause,
              label: <CauseIcon cause={cause} word size={14} />,
              count: number(n, locale),
            }))}
            onChange={(cause) => params.set({ cause })}
          />
          <FilterSelect
            label={t('alarms.filter.commune')}
            any={t('alarms.filter.communeAll')}
            options={communes}
            value={filter.communeId}
            onChange={(commune) => params.set({ commune })}
          />
          <FilterSelect
            label={t('incidents.column.owner')}
            any={t('incidents.owner.any')}
            options={[
              { value: '@me', label: t('incidents.owner.me') },
              { value: '@nobody', label: t('incidents.owner.nobody') },
            ]}
            value={filter.owner}
            onChange={(owner) => params.set({ owner })}
          />
          {isNarrowed(filter) ? <ClearFilters onClear={clear} /> : null}
        </>
      }
    >
      {body()}
      {narrow && bar ? <div className={css.deeds}>{bar}</div> : null}
    </Page>
  )
}
