/** Devices, list: every device of the branch, how its last poll ended, and what reads it. */
import { Cpu, Download, Plus } from 'lucide-react'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { useTypedParam } from '../../app/typed.ts'
import { saveFile } from '../../app/save.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, IconButton, LinkButton } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { Page } from '../../components/Page.tsx'
import { number } from '../../../shared/format/number.ts'
import { dayOf } from '../../../shared/format/time.ts'
import { DeviceKind } from '../../../shared/model/device.ts'
import { useBook } from '../alarms/data.ts'
import { readSort, sortRows, writeSort } from '../alarms/sorting.ts'
import { useDeviceDeeds } from '../device/deeds.tsx'
import { DeviceTabs } from '../devices/DeviceTabs.tsx'
import { AddDevice } from './AddDevice.tsx'
import { DeviceCard } from './DeviceCard.tsx'
import { DeviceFilters } from './DeviceFilters.tsx'
import { DevicePeek } from './DevicePeek.tsx'
import { deviceColumns } from './columns.tsx'
import { devicesCsv, filterDevices, joiner, NOTICES, type DeviceFilter, type DeviceRow, type Notice } from './rows.ts'
import { useFreshStatuses } from './statuses.ts'

const CSV = [
  'code',
  'station',
  'name',
  'kind',
  'address',
  'profile',
  'verified',
  'state',
  'responseMs',
  'answered',
  'polled',
  'failures',
] as const
const isNotice = (text: string): text is Notice => NOTICES.some((notice) => notice === text)

export default function DeviceList() {
  const { t, locale } = useWords()
  const params = useParams()
  const setParams = params.set
  const list = useRead('devices.list', undefined, { staleTime: 60_000 })
  const profiles = useRead('devices.profiles', undefined, { staleTime: 600_000 })
  const book = useBook()
  const deeds = useDeviceDeeds()
  useFreshStatuses(list.data)
  const [typed, setTyped] = useTypedParam('q')
  const query = useDeferredValue(typed)

  const filter: DeviceFilter = useMemo(
    () => ({
      notices: params.list('is').filter(isNotice),
      kind: DeviceKind.options.find((kind) => kind === params.get('kind')) ?? null,
      profile: params.get('profile'),
      retired: params.get('retired') === '1',
      query,
    }),
    [params, query],
  )
  const [join] = useState(joiner)
  const profileNames = useMemo(() => new Map((profiles.data ?? []).map((one) => [one.id, one])), [profiles.data])
  const rows = useMemo(() => join(list.data ?? [], book.station, profileNames), [join, list.data, book, profileNames])
  const found = useMemo(() => filterDevices(rows, filter), [rows, filter])
  const columns = useMemo(() => deviceColumns(t, locale), [t, locale])
  const cardOf = useCallback((row: DeviceRow) => <DeviceCard row={row} />, [])
  const sortText = params.get('sort')
  const sort = useMemo(() => readSort(sortText) ?? { id: 'state', desc: false }, [sortText])
  const current = Number(params.get('device')) || null
  const peeked = rows.find((row) => row.id === current)
  const adding = params.get('new') === '1' && deeds.may
  const used = useMemo(() => {
    const ids = new Set((list.data ?? []).map((device) => device.profileInUse))
    return (profiles.data ?? []).filter(({ id }) => ids.has(id))
  }, [list.data, profiles.data])

  if (!list.data) {
    return (
      <Page title={t('devices.title')} filters={<DeviceTabs at="list" />}>
        {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : <Loading lines={12} />}
      </Page>
    )
  }
  const add = deeds.may ? (
    <Button kind="primary" icon={Plus} onClick={() => setParams({ new: 1 }, { push: true })}>
      {t('devices.list.add')}
    </Button>
  ) : null
  const dialog = adding ? <AddDevice onClose={() => setParams({ new: null })} /> : null
  if (rows.length === 0) {
    return (
      <Page title={t('devices.title')} filters={<DeviceTabs at="list" />}>
        <EmptyState
          icon={Cpu}
          action={
            <>
              {add}
              {deeds.may ? <LinkButton href="/settings/import">{t('stations.importCsv')}</LinkButton> : null}
            </>
          }
        >
          {t('devices.list.empty')}
        </EmptyState>
        {dialog}
      </Page>
    )
  }
  const clear = () => {
    setTyped('')
    setParams({ is: null, kind: null, profile: null, retired: null, q: null })
  }
  const exportCsv = () => {
    const text = devicesCsv(
      sortRows(found.rows, columns, sort),
      CSV.map((id) => t(`devices.csv.${id}`)),
      (row) => [
        t(`common.deviceKind.${row.device.kind}`),
        row.verified === null ? '' : t(row.verified ? 'devices.verified' : 'devices.unverified'),
        row.state === 'never' || row.state === 'disabled' || row.state === 'retired'
          ? t(`devices.state.${row.state}`)
          : t(`station.outcome.${row.state}`),
      ],
      locale === 'vi',
    )
    saveFile(`${t('devices.csv.file')}-${dayOf(Date.now())}.csv`, text, 'text/csv;charset=utf-8')
  }
  const living = rows.reduce((n, row) => n + (row.device.retired ? 0 : 1), 0)
  return (
    <Page
      title={t('devices.title')}
      fill
      actions={add}
      filters={
        <>
          <DeviceTabs at="list" />
          <DeviceFilters
            filter={filter}
            typed={typed}
            onType={setTyped}
            params={params}
            profiles={used}
            counts={found.counts}
            onClear={clear}
          />
        </>
      }
      side={peeked ? <DevicePeek row={peeked} deeds={deeds} onClose={() => setParams({ device: null })} /> : undefined}
    >
      <DataTable
        id="devices"
        label={t('devices.list.label')}
        rows={found.rows}
        columns={columns}
        rowKey={(row) => row.id}
        sort={sort}
        onSort={(next) => setParams({ sort: writeSort(next) })}
        question={`${query}|${filter.notices.join()}|${filter.kind ?? ''}|${filter.profile ?? ''}|${filter.retired}`}
        current={current}
        onCurrent={(key) => setParams({ device: key })}
        onOpen={(row) => go(`/devices/${row.id}`)}
        card={cardOf}
        cardHeight={104}
        tools={<IconButton size="small" icon={Download} label={t('common.exportCsv')} onClick={exportCsv} />}
        summary={
          found.rows.length === living
            ? t('devices.list.all', { all: number(living, locale) })
            : t('devices.list.shown', { shown: number(found.rows.length, locale), all: number(living, locale) })
        }
        empty={<EmptyState action={<Button onClick={clear}>{t('common.clearFilters')}</Button>}>{t('devices.list.none')}</EmptyState>}
      />
      {dialog}
      {deeds.dialogs}
    </Page>
  )
}
