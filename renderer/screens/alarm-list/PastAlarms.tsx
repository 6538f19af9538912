/** Past alarms, newest first, page by page; the filters that the console does not know are applied to what was loaded. */
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { History } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Page } from '../../components/Page.tsx'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { AckDialog } from './AckDialog.tsx'
import { AlarmFilters } from './AlarmFilters.tsx'
import { AlarmPanel } from './AlarmPanel.tsx'
import { useAcknowledge } from './acknowledge.ts'
import { alarmColumns, cardOf } from './columns.tsx'
import { useHistory } from '../alarms/data.ts'
import { applyFilter, isFiltered, periodStart, readFilter, readPeriod } from './filter.ts'
import { readSort, writeSort } from '../alarms/sorting.ts'
import type { AlarmView } from '../alarms/view.ts'
import css from './Alarms.module.css'

export function PastAlarms({ tabs }: { tabs: ReactNode }) {
  const { t, locale } = useWords()
  const params = useParams()
  const filter = useMemo(() => readFilter(params), [params])
  const asked = useDeferredValue(filter)
  const period = readPeriod(params)
  // The beginning counts from when the list was opened, so that paging goes on in the same list.
  const [opened] = useState(() => Date.now())
  const from = periodStart(period, opened)
  const severity = filter.severities.length === 1 ? (filter.severities[0] ?? null) : null
  const { pages, views, book } = useHistory({ from, severity, stationId: filter.stationId || null })
  const { acknowledge, withdraw } = useAcknowledge(book)
  const [pending, setPending] = useState<readonly AlarmView[]>([])
  const columns = useMemo(() => alarmColumns(t, locale, true), [t, locale])
  const shown = useMemo(() => applyFilter(views, { ...asked, suppressed: true }).shown, [views, asked])
  const current = Number(params.get('alarm')) || null
  const open = current === null ? undefined : views.find((view) => view.id === current)
  const setCurrent = (id: number | null) => params.set({ alarm: id })

  const body = () => {
    if (pages.error && !pages.data) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
    if (!pages.data) return <Loading lines={10} />
    return (
      <DataTable
        id="alarms.past"
        label={t('alarms.tab.history')}
        rows={shown}
        columns={columns}
        rowKey={(row) => row.id}
        sort={readSort(params.get('sort'))}
        onSort={(next) => params.set({ sort: writeSort(next) })}
        question={`${JSON.stringify(asked)}${period}${views.length}`}
        current={current}
        onCurrent={(key) => setCurrent(key === null ? null : Number(key))}
        onOpen={(row) => (row.alarm.stationId === 0 ? undefined : go(`/stations/${row.alarm.stationId}`))}
        card={cardOf}
        cardHeight={92}
        empty={<EmptyState icon={History}>{t(isFiltered(filter) ? 'alarms.empty.filtered' : 'alarms.empty.history')}</EmptyState>}
        summary={t('alarms.history.shown', { n: number(views.length, locale) })}
        tools={
          pages.hasNextPage ? (
            <Button size="small" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('alarms.history.more')}
            </Button>
          ) : (
            <span className={css.end}>{t('alarms.history.end')}</span>
          )
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
          <AlarmFilters filter={filter} views={views} book={book} past suppressed={0} />
        </>
      }
      side={
        open ? (
          <AlarmPanel
            key={open.id}
            view={open}
            onClose={() => setCurrent(null)}
            onAcknowledge={(view) => setPending([view])}
            withdraw={withdraw}
          />
        ) : undefined
      }
    >
      {body()}
      <AckDialog views={pending} onClose={() => setPending([])} onConfirm={(comment) => acknowledge(pending, comment)} />
    </Page>
  )
}
