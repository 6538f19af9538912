/** The active list: filter, select, acknowledge one or many, and the side panel of the alarm the keyboard is on. */
import { useDeferredValue, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { ShieldCheck, UserCheck } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { useNarrow } from '../../app/media.ts'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { NoStations } from '../../components/NoStations.tsx'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Page } from '../../components/Page.tsx'
import { useMay } from '../settings/may.ts'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { AckDialog } from './AckDialog.tsx'
import { AlarmFilters } from './AlarmFilters.tsx'
import { AlarmGroups } from './AlarmGroups.tsx'
import { AlarmPanel } from './AlarmPanel.tsx'
import { useAcknowledge } from './acknowledge.ts'
import { toggleSound } from '../alarms/Bell.tsx'
import { alarmColumns, cardOf } from './columns.tsx'
import { useActive } from '../alarms/data.ts'
import { applyFilter, isFiltered, NO_FILTER, readFilter, readGrouping } from './filter.ts'
import { extend, keep, NOTHING, type Selection } from './selection.ts'
import { readSort, sortRows, writeSort } from '../alarms/sorting.ts'
import { byNeed, stateOf, type AlarmView } from '../alarms/view.ts'
import css from './Alarms.module.css'

const CARD = 92

export function ActiveAlarms({ tabs }: { tabs: ReactNode }) {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('technician')
  const narrow = useNarrow()
  const { active, views, book } = useActive()
  const { acknowledge, withdraw } = useAcknowledge(book)
  const filter = useMemo(() => readFilter(params), [params])
  const asked = useDeferredValue(filter)
  const grouping = readGrouping(params)
  const sortText = params.get('sort')
  const sort = useMemo(() => readSort(sortText), [sortText])
  const columns = useMemo(() => alarmColumns(t, locale, false), [t, locale])
  const { shown, suppressed } = useMemo(() => {
    const result = applyFilter(views, asked)
    return { shown: result.shown.sort(byNeed), suppressed: result.suppressed }
  }, [views, asked])

  const [picked, setSelection] = useState<Selection>(NOTHING)
  const [pending, setPending] = useState<readonly AlarmView[]>([])
  const byId = useMemo(() => new Map(views.map((view) => [view.id, view])), [views])
  // Alarms that left the list leave the selection with it.
  const selection = useMemo(() => keep(picked, byId), [picked, byId])
  const current = Number(params.get('alarm')) || null
  const open = current === null ? undefined : byId.get(current)
  const setCurrent = (id: number | null) => params.set({ alarm: id })
  const chosen = useMemo(() => [...selection.ids].flatMap((id) => byId.get(id) ?? []), [selection.ids, byId])

  // While the pointer is over the table its order stands still; ranges are taken in the order that is seen.
  const order = useMemo(() => sortRows(shown, columns, sort).map((view) => view.id), [shown, columns, sort])
  const held = useRef<readonly number[] | null>(null)
  const seen = () => held.current ?? order

  const onSelect = (keys: ReadonlySet<string | number>) => {
    const ids = new Set([...keys].map(Number))
    const touched = [...ids].find((id) => !selection.ids.has(id)) ?? [...selection.ids].find((id) => !ids.has(id)) ?? null
    setSelection({ ids, anchor: touched })
  }
  const ask = (targets: readonly AlarmView[]) => {
    const waiting = targets.filter((view) => view.alarm.acknowledgedAt === null)
    if (may && waiting.length > 0) setPending(waiting)
  }
  const onKey = (event: KeyboardEvent, row: AlarmView | undefined): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const key = event.key.toLowerCase()
    if (key === 'a') ask(chosen.length > 0 ? chosen : row ? [row] : [])
    else if (key === 'm') toggleSound()
    else if (key === 'c' && row) {
      if (current !== row.id) setCurrent(row.id)
      setTimeout(() => document.querySelector<HTMLElement>('[data-comment]')?.focus(), 50)
    } else if (event.key === 'Escape' && selection.ids.size > 0) setSelection(NOTHING)
    else return false
    return true
  }
  const onRangeKey = (event: KeyboardEvent) => {
    if (!event.shiftKey || !(event.key === 'ArrowDown' || event.key === 'ArrowUp' || event.key === ' ')) return
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-table]')) return
    const ids = seen()
    const at = current === null ? -1 : ids.indexOf(current)
    const next = ids[event.key === ' ' ? at : Math.max(0, Math.min(ids.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    setSelection((old) => extend(old.anchor === null && current !== null ? { ...old, anchor: current } : old, next, ids))
    if (next !== current) setCurrent(next)
  }
  const onRangeClick = (event: MouseEvent) => {
    if (!event.shiftKey || !(event.target instanceof Element)) return
    const id = Number(event.target.closest<HTMLElement>('[data-key]')?.dataset['key'])
    if (!id) return
    event.preventDefault()
    event.stopPropagation()
    setSelection((old) => extend(old.anchor === null ? { ...old, anchor: current } : old, id, seen()))
  }

  const unacknowledged = shown.filter((view) => view.alarm.acknowledgedAt === null).length
  const summary =
    shown.length === views.length
      ? t('alarms.count', { n: number(shown.length, locale) })
      : t('alarms.countOf', { n: number(shown.length, locale), total: number(views.length, locale) })
  const deeds =
    selection.ids.size === 0 ? null : (
      <>
        <span className={css.selected}>{t('alarms.selected', { n: number(selection.ids.size, locale) })}</span>
        <Button size="small" kind="primary" icon={UserCheck} disabled={!may} onClick={() => ask(chosen)}>
          {t('alarms.acknowledge')}
        </Button>
        <Button size="small" kind="quiet" onClick={() => setSelection(NOTHING)}>
          {t('alarms.clearSelection')}
        </Button>
      </>
    )
  const body = () => {
    if (active.error && !active.data) return <ErrorState error={active.error} onRetry={() => void active.refetch()} />
    if (!active.data) return <Loading lines={10} />
    if (grouping !== 'none' && !filter.cause && !filter.stationId) {
      return <AlarmGroups rows={shown} by={grouping} onAcknowledge={ask} may={may} />
    }
    return (
      <div
        className={css.table}
        onKeyDownCapture={onRangeKey}
        onClickCapture={onRangeClick}
        onPointerEnter={() => (held.current = order)}
        onPointerLeave={() => (held.current = null)}
      >
        <DataTable
          id="alarms"
          label={t('alarms.title')}
          rows={shown}
          columns={columns}
          rowKey={(row) => row.id}
          sort={sort}
          onSort={(next) => params.set({ sort: writeSort(next) })}
          question={JSON.stringify(asked)}
          current={current}
          onCurrent={(key) => setCurrent(key === null ? null : Number(key))}
          onOpen={(row) => (row.alarm.stationId === 0 ? undefined : go(`/stations/${row.alarm.stationId}`))}
          selected={selection.ids}
          onSelect={onSelect}
          onKey={onKey}
          tone={toneOf}
          card={cardOf}
          cardHeight={CARD}
          empty={<Nothing filtered={isFiltered(filter)} suppressed={suppressed} onClear={() => params.set(NO_FILTER)} />}
          summary={
            <>
              {summary}
              {unacknowledged > 0 ? ` · ${t('alarms.unacknowledgedCount', { n: number(unacknowledged, locale) })}` : ''}
            </>
          }
          tools={narrow ? null : deeds}
        />
      </div>
    )
  }
  return (
    <Page
      title={t('alarms.title')}
      fill
      actions={tabs}
      filters={
        <>
          <AlarmTabs at="list" />
          <AlarmFilters filter={filter} views={views} book={book} past={false} suppressed={suppressed} />
        </>
      }
      side={
        open ? (
          <AlarmPanel
            key={open.id}
            view={open}
            onClose={() => setCurrent(null)}
            onAcknowledge={(view) => ask([view])}
            withdraw={withdraw}
          />
        ) : undefined
      }
    >
      {body()}
      {narrow && deeds ? <div className={css.deeds}>{deeds}</div> : null}
      <AckDialog
        views={pending}
        onClose={() => setPending([])}
        onConfirm={async (comment) => {
          await acknowledge(pending, comment)
          setSelection(NOTHING)
        }}
      />
    </Page>
  )
}

function Nothing({ filtered, suppressed, onClear }: { filtered: boolean; suppressed: number; onClear: () => void }) {
  const { t } = useWords()
  const stations = useRead('stations.list', undefined, { staleTime: 60_000 })
  if (filtered)
    return <EmptyState action={<Button onClick={onClear}>{t('alarms.filter.clear')}</Button>}>{t('alarms.empty.filtered')}</EmptyState>
  if (stations.data?.rows.length === 0) return <NoStations />
  return (
    <EmptyState icon={ShieldCheck}>
      {suppressed > 0 ? t('alarms.empty.suppressedOnly', { n: suppressed }) : t('alarms.empty.active')}
    </EmptyState>
  )
}

/** Only an unacknowledged critical alarm that lasts and is not suppressed is tinted. */
function toneOf({ alarm }: AlarmView): 'critical' | undefined {
  return alarm.severity === 'critical' && stateOf(alarm) === 'unacknowledged' ? 'critical' : undefined
}
