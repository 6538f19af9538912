/** Devices, traps: what devices told of themselves, live; the receiver that takes it in, and what it had to leave out. */
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Radio } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { Page } from '../../components/Page.tsx'
import { DeviceTabs } from '../devices/DeviceTabs.tsx'
import { Receiver } from './Receiver.tsx'
import { TrapFilters } from './TrapFilters.tsx'
import { TrapPanel } from './TrapPanel.tsx'
import { cardOf, trapColumns } from './columns.tsx'
import { useTrapLog } from './data.ts'
import { isFiltered, NO_FILTER, readQuestion } from './filter.ts'

const CARD = 92

export default function TrapsScreen() {
  const { t, locale } = useWords()
  const params = useParams()
  const setParams = params.set
  const [typed, setTyped] = useState(params.get('q') ?? '')
  const wrote = useRef(typed)
  // The address follows the typing at a small distance; a step back in the history puts the text back.
  useEffect(() => {
    const timer = setTimeout(() => {
      wrote.current = typed
      setParams({ q: typed })
    }, 300)
    return () => clearTimeout(timer)
  }, [typed, setParams])
  const asked = params.get('q') ?? ''
  useEffect(() => {
    if (asked === wrote.current) return
    wrote.current = asked
    setTyped(asked)
  }, [asked])
  const question = useDeferredValue(useMemo(() => readQuestion(params), [params]))
  const log = useTrapLog(question)
  const columns = useMemo(() => trapColumns(t, locale), [t, locale])
  const current = Number(params.get('trap')) || null
  const open = current === null ? undefined : log.views.find((view) => view.id === current)
  const { stationId, deviceId } = question
  const station = stationId === null ? undefined : log.book.station(stationId)
  const opened =
    deviceId !== null
      ? (log.names.get(deviceId) ?? `#${deviceId}`)
      : stationId === null
        ? null
        : station
          ? `${station.code} ${station.name}`
          : `#${stationId}`
  const clear = () => {
    setTyped('')
    setParams(NO_FILTER)
  }

  const body = () => {
    if (log.head.error && log.views.length === 0) return <ErrorState error={log.head.error} onRetry={() => void log.head.refetch()} />
    if (!log.head.data) return <Loading lines={10} />
    const n = number(log.views.length, locale)
    return (
      <DataTable
        id="traps"
        label={t('traps.label')}
        rows={log.views}
        columns={columns}
        rowKey={(view) => view.id}
        sort={null}
        onSort={() => {}}
        question={log.key}
        current={current}
        onCurrent={(key) => setParams({ trap: key })}
        onOpen={({ row }) => (row.deviceId === null ? undefined : go(`/devices/${row.deviceId}`))}
        tone={({ row }) => (row.verdict === 'ignored' ? 'dim' : undefined)}
        card={cardOf}
        cardHeight={CARD}
        empty={<Nothing filtered={isFiltered(question)} onClear={clear} />}
        summary={t(log.hasOlder ? 'traps.countMore' : 'traps.count', { n })}
        tools={
          log.hasOlder ? (
            <Button size="small" busy={log.busy} onClick={() => void log.older()}>
              {t('traps.older')}
            </Button>
          ) : null
        }
      />
    )
  }
  return (
    <Page
      title={t('devices.title')}
      fill
      filters={<DeviceTabs at="traps" />}
      side={open ? <TrapPanel key={open.id} view={open} onClose={() => setParams({ trap: null })} /> : undefined}
    >
      <Receiver />
      <TrapFilters question={question} typed={typed} onType={setTyped} params={params} opened={opened} />
      {body()}
    </Page>
  )
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useWords()
  const status = useRead('traps.status')
  const port = status.data?.port ?? status.data?.wanted ?? 1162
  if (filtered)
    return <EmptyState action={<Button onClick={onClear}>{t('common.clearFilters')}</Button>}>{t('traps.empty.filtered')}</EmptyState>
  if (status.data?.state === 'off') return <EmptyState icon={Radio}>{t('traps.empty.off')}</EmptyState>
  return (
    <EmptyState icon={Radio} hint={<code>{t('traps.empty.hint', { port })}</code>}>
      {t('traps.empty.none', { port })}
    </EmptyState>
  )
}
