/** The devices of all stations: find, add, edit, test now, retire and restore. */
import { useDeferredValue, useMemo, useState } from 'react'
import { Cpu, Plus, Zap } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { SearchBox } from '../../components/Filters.tsx'
import { Checkbox } from '../../components/Form.tsx'
import { Badge, ToneIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { useBook } from '../alarms/data.ts'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { DeviceDialog } from '../station/DeviceDialog.tsx'
import { AddDevice } from './AddDevice.tsx'
import { DeviceTest } from './DeviceTest.tsx'
import { useMay } from './may.ts'
import { RowMenu } from './RowMenu.tsx'
import css from './Settings.module.css'

type Device = OutputOf<'devices.list'>[number]
type Row = { id: number; device: Device; station: string; profile: string; credential: string; text: string }

export function DevicesSection() {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('engineer')
  const devices = useRead('devices.list')
  const profiles = useRead('devices.profiles', undefined, { staleTime: 600_000 })
  const credentials = useRead('devices.credentials', undefined, { enabled: may })
  const book = useBook()
  const [adding, setAdding] = useState(false)
  const [editing, setEditing] = useState<Device | null>(null)
  const [testing, setTesting] = useState<Device | null>(null)
  const [retiring, setRetiring] = useState<Device | null>(null)
  const refresh = ['devices.list', 'stations.get', 'stations.list'] as const
  const retire = useCommand('devices.retire', { refresh })
  const restore = useCommand('devices.restore', { refresh })
  const text = params.get('q') ?? ''
  const asked = useDeferredValue(text)
  const withRetired = params.get('retired') === '1'
  const rows = useMemo((): Row[] => {
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
  const bringBack = async (device: Pick<Device, 'id' | 'name' | 'version'>) => {
    await restore.mutateAsync({ id: device.id, version: device.version })
    toast({ text: t('settings.devices.restored', { name: device.name }) })
  }
  const takeOut = async (device: Device) => {
    const gone = await retire.mutateAsync({ id: device.id, version: device.version })
    toast({ text: t('settings.devices.retired', { name: device.name }), undo: () => bringBack(gone) })
  }
  const columns = useMemo((): Column<Row>[] => {
    const head = (id: string) => t(`settings.devices.${id}`)
    return [
      {
        id: 'name',
        header: head('name'),
        width: 'minmax(150px, 1.2fr)',
        fixed: true,
        sort: (row) => row.device.name,
        cell: ({ device }) => (
          <>
            <span className={css.strong}>{device.name}</span>{' '}
            {device.retired ? (
              <Badge>{t('settings.stations.retiredTag')}</Badge>
            ) : device.enabled ? null : (
              <Badge>{head('disabled')}</Badge>
            )}
          </>
        ),
      },
      {
        id: 'station',
        header: head('station'),
        width: 'minmax(180px, 1.4fr)',
        sort: (row) => row.station,
        cell: (row) => <a href={`#/stations/${row.device.stationId}`}>{row.station}</a>,
      },
      {
        id: 'kind',
        header: head('kind'),
        width: '150px',
        sort: (row) => row.device.kind,
        cell: (row) => t(`common.deviceKind.${row.device.kind}`),
      },
      {
        id: 'address',
        header: head('address'),
        width: '150px',
        sort: (row) => row.device.host,
        cell: ({ device }) => (
          <span className="mono">
            {device.host}:{device.port}
          </span>
        ),
      },
      {
        id: 'profile',
        header: head('profile'),
        width: 'minmax(120px, 1fr)',
        sort: (row) => row.profile || null,
        cell: (row) => (row.profile === '' ? <span className="muted">{head('profilePending')}</span> : row.profile),
      },
      {
        id: 'credential',
        header: head('credential'),
        width: '140px',
        hidden: true,
        sort: (row) => row.credential || null,
        cell: (row) => row.credential,
      },
      {
        id: 'status',
        header: head('status'),
        width: '190px',
        sort: (row) => row.device.status.at,
        cell: (row) => <Status device={row.device} />,
      },
      {
        id: 'actions',
        header: '',
        width: '200px',
        align: 'end',
        fixed: true,
        cell: ({ device }) => (
          <span className={css.rowActions}>
            {may && !device.retired ? (
              <Button size="small" icon={Zap} onClick={() => setTesting(device)} aria-label={`${head('test')}: ${device.name}`}>
                {head('test')}
              </Button>
            ) : null}
            <RowMenu
              may={may}
              name={device.name}
              retired={device.retired}
              onEdit={() => setEditing(device)}
              onRetire={() => setRetiring(device)}
              onRestore={() => void bringBack(device).catch(toastFailure)}
            />
          </span>
        ),
      },
    ]
  }, [t, may])
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
            tone={(row) => (row.device.retired ? 'dim' : undefined)}
            card={(row) => (
              <div className={css.card}>
                <span className={css.cardWords}>
                  <span className={css.strong}>{row.device.name}</span>
                  <span className="muted">{row.station}</span>
                  <Status device={row.device} />
                </span>
                <Button size="small" icon={Zap} disabled={!may} onClick={() => setTesting(row.device)}>
                  {t('settings.devices.test')}
                </Button>
              </div>
            )}
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

/** How the last poll ended, in a word, and when. */
function Status({ device }: { device: Device }) {
  const { t } = useWords()
  const { outcome, at } = device.status
  if (outcome === null) return <span className="muted">{t('settings.devices.neverPolled')}</span>
  return (
    <span className={css.stated} title={t(`outcome.${outcome}`, { host: device.host, port: device.port })}>
      <ToneIcon tone={outcome === 'ok' ? 'ok' : 'critical'} size={10} />
      {t(`station.outcome.${outcome}`)} <Age at={at} className="muted" />
    </span>
  )
}
