/** Past alarms, newest first, page by page; the filters that the console does not know are applied to what was loaded. */
import { useCallback, useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { History } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Segmented } from '../../components/Form.tsx'
import { Page } from '../../components/Page.tsx'
import { readSort, writeSort } from '../../components/sorting.ts'
import { toastFailure } from '../../components/Toast.tsx'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { useHistory } from '../alarms/data.ts'
import type { AlarmView } from '../alarms/view.ts'
import { useIncidentBook } from '../incidents/data.ts'
import { useMay } from '../settings/may.ts'
import { AlarmFilters } from './AlarmFilters.tsx'
import { AlarmPanel } from './AlarmPanel.tsx'
import { alarmColumns, cardOf } from './columns.tsx'
import { ASKING, DeedDialog, type AskedDeed, type Asking } from './DeedDialog.tsx'
import { fit, useDeeds, type Deed } from './deeds.ts'
import { applyFilter, isFiltered, periodStart, PERIODS, readFilter, readPeriod } from './filter.ts'
import { RestDialog } from './RestDialog.tsx'
import { Takeout } from './Takeout.tsx'
import type { Ask } from './useQuestion.ts'
import css from './Alarms.module.css'

/** What clears every filter of the history. */
const NO_FILTER = { severity: null, state: null, ack: null, commune: null, cause: null, q: null, station: null, incident: null } as const
const rowKey = (row: AlarmView): number => row.id

export function PastAlarms({ tabs }: { tabs: ReactNode }) {
  const { t, locale } = useWords()
  const params = useParams()
  const { set } = params
  const filter = useMemo(() => readFilter(params), [params])
  const shownFilter = useDeferredValue(filter)
  const period = readPeriod(params)
  // The beginning counts from when the list was opened, so that paging goes on in the same list.
  const [openedAt] = useState(() => Date.now())
  const from = periodStart(period, openedAt)
  const severity = filter.severities.length === 1 ? (filter.severities[0] ?? null) : null
  const { pages, views, book } = useHistory({ from, severity, stationId: filter.stationId || null })
  const incidents = useIncidentBook()
  const deeds = useDeeds(book)
  const may = useMay('technician')
  const maySuppress = useMay('engineer')
  const [asking, setAsking] = useState<Asking | null>(null)
  const columns = useMemo(() => alarmColumns(t, locale, true), [t, locale])
  const found = useMemo(
    () => applyFilter(views, { ...shownFilter, states: [], past: true }, { name: '', now: openedAt }),
    [views, shownFilter, openedAt],
  )
  const current = Number(params.get('alarm')) || null
  const open = current === null ? undefined : views.find((view) => view.id === current)
  const ask = useCallback<Ask>(
    (change) =>
      set(
        Object.fromEntries(
          Object.entries(change).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value as string | number | null)]),
        ),
      ),
    [set],
  )
  const act = (deed: Deed, targets: readonly AlarmView[], atOnce = false) => {
    const fitting = fit(deed, targets)
    if (fitting.length === 0 || !may) return
    if (!atOnce && (ASKING as readonly Deed[]).includes(deed)) return setAsking({ deed: deed as AskedDeed, views: fitting })
    deeds
      .run(
        deed,
        fitting.map((view) => view.alarm),
      )
      .catch(toastFailure)
  }

  const body = () => {
    if (pages.error && !pages.data) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
    if (!pages.data) return <Loading lines={10} />
    return (
      <DataTable
        id="alarms.past"
        label={t('alarms.tab.history')}
        rows={found.shown}
        columns={columns}
        rowKey={rowKey}
        sort={readSort(params.get('sort'))}
        onSort={(next) => set({ sort: writeSort(next) })}
        question={`${JSON.stringify(shownFilter)}${period}${views.length}`}
        current={current}
        onCurrent={(key) => set({ alarm: key })}
        onOpen={(row) => (row.alarm.stationId === 0 ? undefined : go(`/stations/${row.alarm.stationId}`))}
        card={cardOf}
        cardHeight={92}
        empty={<EmptyState icon={History}>{t(isFiltered(filter) ? 'alarms.empty.filtered' : 'alarms.empty.history')}</EmptyState>}
        summary={t('alarms.history.shown', { n: number(views.length, locale) })}
        tools={
          <>
            {pages.hasNextPage ? (
              <Button size="small" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('alarms.history.more')}
              </Button>
            ) : (
              <span className={css.end}>{t('alarms.history.end')}</span>
            )}
            <Takeout rows={found.shown} />
          </>
        }
      />
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
          <AlarmFilters
            past
            filter={filter}
            views={views}
            book={book}
            counts={found.severities}
            ask={ask}
            onClear={isFiltered(filter) ? () => set(NO_FILTER) : null}
          >
            <Segmented
              label={t('alarms.filter.period')}
              value={period}
              options={PERIODS.map((value) => ({ value, label: t(`alarms.filter.${value}`) }))}
              onChange={(next) => set({ period: next === 'week' ? null : next })}
            />
          </AlarmFilters>
        </>
      }
      side={
        open ? (
          <AlarmPanel
            key={open.id}
            view={open}
            incident={incidents}
            onClose={() => set({ alarm: null })}
            onDeed={act}
            maySuppress={maySuppress}
          />
        ) : undefined
      }
    >
      {body()}
      <DeedDialog
        asking={asking}
        onClose={() => setAsking(null)}
        onConfirm={({ deed, views: targets }, details) =>
          deeds.run(
            deed,
            targets.map((view) => view.alarm),
            details,
          )
        }
      />
      <RestDialog deeds={deeds} book={book} />
    </Page>
  )
}
