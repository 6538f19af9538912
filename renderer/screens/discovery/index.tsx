/** Devices, discovery: scan the network, decide what each found address becomes, and say what became of devices that seem replaced. */
import { Radar } from 'lucide-react'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Key } from '../../components/DataTable.tsx'
import { FilterChips, SearchBox } from '../../components/Filters.tsx'
import { Page } from '../../components/Page.tsx'
import { number } from '../../../shared/format/number.ts'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { DeviceTabs } from '../devices/DeviceTabs.tsx'
import { useMay } from '../settings/may.ts'
import { useAdd } from './add.ts'
import { Chosen } from './Chosen.tsx'
import { resultColumns } from './columns.tsx'
import { change, useEdits } from './edits.ts'
import { Replacements } from './Replacements.tsx'
import { ResultCard } from './ResultCard.tsx'
import { RowPanel } from './RowPanel.tsx'
import { filterRows, FILTERS, rowOf, type Filter, type Names, type Row } from './rows.ts'
import { ScanBar } from './ScanBar.tsx'
import { ScanDialog } from './ScanDialog.tsx'
import { useStationNames } from './stations.ts'
import css from './Discovery.module.css'

const NO_PROFILES: never[] = []

export default function DiscoveryScreen() {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('engineer')
  const scan = useRead('discovery.scan')
  const found = useRead('discovery.rows')
  const profiles = useRead('devices.profiles', undefined, { staleTime: 600_000 })
  const credentials = useRead('devices.credentials', undefined, { enabled: may, staleTime: 60_000 })
  const stations = useStationNames()
  const scanId = scan.data?.id ?? 0
  const { edits, issues } = useEdits(scanId)
  const { add, busy } = useAdd(scanId)
  const [typed, setTyped] = useState('')
  const query = useDeferredValue(typed)
  const [ticked, setTicked] = useState<ReadonlySet<Key>>(new Set())

  const names: Names = useMemo(() => {
    const byId = new Map((profiles.data ?? []).map((one) => [one.id, one.name]))
    return {
      profile: (id) => (id === 'auto' ? t('discovery.panel.auto') : (byId.get(id) ?? id)),
      station(id) {
        const one = stations.byId.get(id)
        return one ? `${one.code} ${one.name}` : `#${id}`
      },
    }
  }, [profiles.data, stations, t])
  const rows = useMemo(
    () => (found.data ?? []).map((row) => rowOf(row, edits.get(row.position), issues.get(row.position) ?? [], names)),
    [found.data, edits, issues, names],
  )
  const asked = params.get('is')
  const filters = useMemo(() => (asked ?? '').split(',').filter((one): one is Filter => FILTERS.some((filter) => filter === one)), [asked])
  const shown = useMemo(() => filterRows(rows, filters, query), [rows, filters, query])
  const credentialNames = useMemo(() => new Map((credentials.data ?? []).map((one) => [one.id, one.name])), [credentials.data])
  const columns = useMemo(
    () => resultColumns(t, locale, names, (id) => credentialNames.get(id) ?? `#${id}`),
    [t, locale, names, credentialNames],
  )
  const cardOf = useCallback((row: Row) => <ResultCard row={row} names={names} />, [names])
  const sortText = params.get('sort')
  const sort = useMemo(() => readSort(sortText) ?? { id: 'state', desc: false }, [sortText])
  const current = params.get('at') === null ? null : Number(params.get('at'))
  const peeked = rows.find((row) => row.id === current)
  const chosen = useMemo(() => rows.filter((row) => ticked.has(row.id)), [rows, ticked])

  const dialog =
    params.get('scan') === '1' && may ? <ScanDialog last={scan.data ?? null} onClose={() => params.set({ scan: null })} /> : null
  const begin = (words: 'start' | 'again') =>
    may && scan.data?.stage !== 'running' ? (
      <Button kind="primary" icon={Radar} onClick={() => params.set({ scan: 1 }, { push: true })}>
        {t(`discovery.${words}`)}
      </Button>
    ) : null
  const clear = () => {
    setTyped('')
    params.set({ is: null })
  }
  const replacements = <Replacements stations={stations.byId} may={may} />

  if (scan.data === undefined || found.data === undefined) {
    const failed = scan.error ? scan : found.error ? found : null
    return (
      <Page title={t('devices.title')} filters={<DeviceTabs at="discovery" />}>
        {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : <Loading lines={12} />}
      </Page>
    )
  }
  if (scan.data === null) {
    return (
      <Page title={t('devices.title')} filters={<DeviceTabs at="discovery" />}>
        {replacements}
        <EmptyState icon={Radar} action={begin('start')}>
          {t('discovery.empty')}
        </EmptyState>
        {dialog}
      </Page>
    )
  }
  return (
    <Page
      title={t('devices.title')}
      fill
      actions={begin('again')}
      filters={
        <>
          <DeviceTabs at="discovery" />
          {rows.length > 0 ? (
            <div className={css.filters}>
              <SearchBox value={typed} onChange={setTyped} label={t('discovery.search')} />
              <FilterChips
                label={t('common.filters')}
                chips={FILTERS.map((value) => ({
                  value,
                  label: t(`discovery.filter.${value}`),
                  count: number(shown.counts[value], locale),
                }))}
                value={filters}
                onChange={(next) => params.set({ is: next })}
              />
            </div>
          ) : null}
        </>
      }
      side={
        peeked ? (
          <RowPanel
            row={peeked}
            names={names}
            stations={stations.list}
            profiles={profiles.data ?? NO_PROFILES}
            may={may}
            busy={busy}
            onEdit={(edit) => change(scanId, [peeked.id], edit)}
            onAdd={() => add([peeked])}
            onClose={() => params.set({ at: null })}
          />
        ) : undefined
      }
    >
      {replacements}
      <ScanBar scan={scan.data} may={may} />
      {may && chosen.length > 0 ? (
        <Chosen
          rows={chosen}
          stations={stations.list}
          busy={busy}
          onStation={(stationId) =>
            change(
              scanId,
              chosen.map((row) => row.id),
              { stationId },
            )
          }
          onAdd={() => add(chosen)}
          onClear={() => setTicked(new Set())}
        />
      ) : null}
      {rows.length === 0 ? (
        <EmptyState icon={Radar}>{t(scan.data.stage === 'done' ? 'discovery.nothing' : 'discovery.nothingYet')}</EmptyState>
      ) : (
        <DataTable
          id="discovery"
          label={t('discovery.label')}
          rows={shown.rows}
          columns={columns}
          rowKey={(row) => row.id}
          sort={sort}
          onSort={(next) => params.set({ sort: writeSort(next) })}
          question={`${query}|${filters.join()}`}
          current={current}
          onCurrent={(key) => params.set({ at: key })}
          onOpen={(row) => params.set({ at: row.id })}
          selected={may ? ticked : undefined}
          onSelect={may ? setTicked : undefined}
          card={cardOf}
          cardHeight={92}
          summary={
            shown.rows.length === rows.length
              ? t('discovery.all', { all: number(rows.length, locale) })
              : t('discovery.shown', { shown: number(shown.rows.length, locale), all: number(rows.length, locale) })
          }
          empty={<EmptyState action={<Button onClick={clear}>{t('common.clearFilters')}</Button>}>{t('discovery.none')}</EmptyState>}
        />
      )}
      {dialog}
    </Page>
  )
}
