/** The devices of all stations: find, add, edit, test now, retire and restore. */
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { Cpu, Plus } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { SearchBox } from '../../components/Filters.tsx'
import { Checkbox } from '../../components/Form.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { useBook } from '../alarms/data.ts'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { DeviceDialog } from '../station/DeviceDialog.tsx'
import { AddDevice } from './AddDevice.tsx'
import { deviceCard, deviceColumns, type DeviceDeeds, type DeviceRow, type ListedDevice } from './device-columns.tsx'
import { DeviceTest } from './DeviceTest.tsx'
import { useMay } from './may.ts'
import css from './Settings.module.css'

export function DevicesSection() {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('engineer')
  const devices = useRead('devices.list')
  const profiles = useRead('devices.profiles', undefined, { staleTime: 600_000 })
  const credentials = useRead('devices.credentials', undefined, { enabled: may })
  const book = useBook()
  const [adding, setAdding] = useState(false)
  const [editing, setEditing] = useState<ListedDevice | null>(null)
  const [testing, setTesting] = useState<ListedDevice | null>(null)
  const [retiring, setRetiring] = useState<ListedDevice | null>(null)
  const refresh = ['devices.list', 'stations.get', 'stations.list'] as const
  const retire = useCommand('devices.retire', { refresh })
  const { mutateAsync: restore } = useCommand('devices.restore', { refresh })
  const text = params.get('q') ?? ''
  const asked = useDeferredValue(text)
  const withRetired = params.get('retired') === '1'
  const rows = useMemo((): DeviceRow[] => {
    const profileNames = new Map((profiles.data ?? []).map((profile) => [profile.id, profile.name]))
    const credentialNames = new Map((credentials.data ?? []).map((credential) => [credential.id, credential.name]))
    return (devices.data ?? []).map((device) => {
      const at = book.station(device.stationId)
      const station = at ? `${at.code} ${at.name}` : `#${device.stationId}`
      const profile = device.profileInUse === null ? '' : (profileNames.get(device.profileInUse) ?? device.profileInUse)
      const credential = credentialNames.get(device.credentialId) ?? ''
      return { id: device.id, device, station, profile, credential, text: fold(`${device.name} ${station} ${device.host} ${profile}`) }
    })
  }, [devices.data, profiles.data, credentials.data, book])
  const retired = rows.filter((row) => row.device.retired).length
  const shown = useMemo(() => {
    const words = wordsOf(asked)
    return rows.filter((row) => (withRetired || !row.device.retired) && matches(row.text, words))
  }, [rows, asked, withRetired])
  const bringBack = useCallback(
    async (device: Pick<ListedDevice, 'id' | 'name' | 'version'>) => {
      await restore({ id: device.id, version: device.version })
      toast({ text: t('settings.devices.restored', { name: device.name }) })
    },
    [restore, t],
  )
  const takeOut = async (device: ListedDevice) => {
    const gone = await retire.mutateAsync({ id: device.id, version: device.version })
    toast({ text: t('settings.devices.retired', { name: device.name }), undo: () => bringBack(gone) })
  }
  const deeds = useMemo(
    (): DeviceDeeds => ({
      may,
      edit: setEditing,
      test: setTesting,
      retire: setRetiring,
      restore: (device) => void bringBack(device).catch(toastFailure),
    }),
    [may, bringBack],
  )
  const columns = useMemo(() => deviceColumns(t, deeds), [t, deeds])
  const cardOf = useMemo(() => deviceCard(deeds), [deeds])
  return (
    <>
      <div className={css.toolbar}>
        <SearchBox
          value={text}
          onChange={(q) => params.set({ q: q === '' ? null : q })}
          label={t('settings.devices.search')}
          placeholder={t('settings.devices.searchHint')}
        />
        {retired > 0 ? (
          <Checkbox
            label={t('settings.devices.showRetired', { n: number(retired, locale) })}
            checked={withRetired}
            onChange={(event) => params.set({ retired: event.target.checked ? '1' : null })}
          />
        ) : null}
        <span className={css.right}>
          <Button kind="primary" icon={Plus} disabled={!may} onClick={() => setAdding(true)}>
            {t('settings.devices.add')}
          </Button>
        </span>
      </div>
      <Await of={devices} lines={10}>
        {() => (
          <DataTable
            id="settings.devices"
            label={t('settings.section.devices')}
            rows={shown}
            columns={columns}
            rowKey={(row) => row.id}
            sort={readSort(params.get('sort')) ?? { id: 'station', desc: false }}
            onSort={(next) => params.set({ sort: writeSort(next) })}
            question={`${asked}${withRetired}`}
            current={Number(params.get('row')) || null}
            onCurrent={(key) => params.set({ row: key })}
            onOpen={(row) => (may && !row.device.retired ? setEditing(row.device) : undefined)}
            card={cardOf}
            cardHeight={96}
            empty={<EmptyState icon={Cpu}>{t(rows.length === 0 ? 'settings.devices.empty' : 'settings.devices.emptyFiltered')}</EmptyState>}
            summary={t('settings.devices.count', { n: number(shown.length, locale) })}
          />
        )}
      </Await>
      {adding ? <AddDevice onClose={() => setAdding(false)} /> : null}
      {editing ? <DeviceDialog stationId={editing.stationId} device={editing} onClose={() => setEditing(null)} /> : null}
      {testing ? <DeviceTest device={testing} onClose={() => setTesting(null)} /> : null}
      <ConfirmDialog
        open={retiring !== null}
        onClose={() => setRetiring(null)}
        title={t('settings.devices.retireTitle', { name: retiring?.name })}
        verb={t('settings.action.retire')}
        kind="danger"
        onConfirm={async () => {
          if (retiring) await takeOut(retiring)
        }}
      >
        <p>{t('settings.devices.retireText')}</p>
      </ConfirmDialog>
    </>
  )
}
