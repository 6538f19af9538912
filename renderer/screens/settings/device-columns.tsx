/** The columns of the inventory's devices, and the card that stands for a row on a phone. */
import { Zap } from 'lucide-react'
import type { TFunction } from 'i18next'
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import type { Column } from '../../components/DataTable.tsx'
import { Badge, ToneIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { RowMenu } from './RowMenu.tsx'
import css from './Settings.module.css'

export type ListedDevice = OutputOf<'devices.list'>[number]
/** A device with the names of what it refers to, and the text it is searched by. */
export type DeviceRow = { id: number; device: ListedDevice; station: string; profile: string; credential: string; text: string }
/** What a row lets a person do. */
export type DeviceDeeds = {
  may: boolean
  edit: (device: ListedDevice) => void
  test: (device: ListedDevice) => void
  retire: (device: ListedDevice) => void
  restore: (device: ListedDevice) => void
}

export function deviceColumns(t: TFunction, { may, edit, test, retire, restore }: DeviceDeeds): Column<DeviceRow>[] {
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
          {device.retired ? <Badge>{t('settings.stations.retiredTag')}</Badge> : device.enabled ? null : <Badge>{head('disabled')}</Badge>}
        </>
      ),
    },
    {
      id: 'station',
      header: head('station'),
      width: 'minmax(150px, 1.3fr)',
      sort: (row) => row.station,
      cell: (row) => <a href={`#/stations/${row.device.stationId}`}>{row.station}</a>,
    },
    {
      id: 'kind',
      header: head('kind'),
      width: '150px',
      hidden: true,
      sort: (row) => row.device.kind,
      cell: (row) => t(`common.deviceKind.${row.device.kind}`),
    },
    {
      id: 'address',
      header: head('address'),
      width: '144px',
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
      width: 'minmax(96px, 0.8fr)',
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
      width: '170px',
      sort: (row) => row.device.status.at,
      cell: (row) => <Status device={row.device} />,
    },
    {
      id: 'actions',
      header: '',
      width: '184px',
      align: 'end',
      fixed: true,
      cell: ({ device }) => (
        <span className={css.rowActions}>
          {may && !device.retired ? (
            <Button size="small" icon={Zap} onClick={() => test(device)} aria-label={`${head('test')}: ${device.name}`}>
              {head('test')}
            </Button>
          ) : null}
          <RowMenu
            may={may}
            name={device.name}
            retired={device.retired}
            onEdit={() => edit(device)}
            onRetire={() => retire(device)}
            onRestore={() => restore(device)}
          />
        </span>
      ),
    },
  ]
}

/** The card of a row, as the table takes it. */
export const deviceCard = (deeds: DeviceDeeds) => (row: DeviceRow) => <Card row={row} deeds={deeds} />

function Card({ row, deeds }: { row: DeviceRow; deeds: DeviceDeeds }) {
  const { t } = useWords()
  return (
    <div className={css.card}>
      <span className={css.cardWords}>
        <span className={css.strong}>{row.device.name}</span>
        <span className="muted">{row.station}</span>
        <Status device={row.device} />
      </span>
      <Button size="small" icon={Zap} disabled={!deeds.may} onClick={() => deeds.test(row.device)}>
        {t('settings.devices.test')}
      </Button>
    </div>
  )
}

/** How the last poll ended, in a word, and when. */
function Status({ device }: { device: ListedDevice }) {
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
