/** The devices of a station: how the last exchange ended, which profile reads them, and what can be done with them. */
import { Pencil, Plus, RotateCcw, Stethoscope, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call, keyOf, queryClient, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/Blank.tsx'
import { Menu } from '../../components/Menu.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import type { Device } from '../../../shared/model/device.ts'
import { stateOf } from '../device/state.ts'
import { StateWord, VerifiedMark } from '../device/StateWord.tsx'
import { TryDialog } from '../device/TryDialog.tsx'
import { address } from '../device/words.ts'
import { DeviceDialog } from './DeviceDialog.tsx'
import css from './Devices.module.css'

type Row = OutputOf<'stations.get'>['devices'][number]

export function DevicesPanel({ stationId, devices, mayEdit }: { stationId: number; devices: readonly Row[]; mayEdit: boolean }) {
  const { t } = useWords()
  const [editing, setEditing] = useState<Device | 'new' | null>(null)
  const [testing, setTesting] = useState<Device | null>(null)
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: keyOf('stations.get', { id: stationId }) }),
      queryClient.invalidateQueries({ queryKey: keyOf('devices.list') }),
    ])
  const restore = async (device: { id: number; version: number; name: string }) => {
    await call('devices.restore', { id: device.id, version: device.version })
    await refresh()
    toast({ text: t('station.devices.restored', { name: device.name }) })
  }
  const retire = async (device: Device) => {
    const done = await call('devices.retire', { id: device.id, version: device.version })
    await refresh()
    toast({ text: t('station.devices.retired', { name: device.name }), undo: () => restore(done) })
  }
  const sorted = devices.toSorted((a, b) => Number(a.device.retired) - Number(b.device.retired) || a.device.id - b.device.id)
  const add = (
    <Button size="small" icon={Plus} onClick={() => setEditing('new')}>
      {t('station.devices.add')}
    </Button>
  )
  return (
    <Panel
      title={t('station.devices.title')}
      note={devices.length > 0 ? devices.filter((d) => !d.device.retired).length : undefined}
      actions={mayEdit ? add : undefined}
    >
      {devices.length === 0 ? (
        <EmptyState action={mayEdit ? add : undefined}>{t('station.devices.none')}</EmptyState>
      ) : (
        <ul className={css.list}>
          {sorted.map((row) => (
            <DeviceItem
              key={row.device.id}
              row={row}
              mayEdit={mayEdit}
              onEdit={() => setEditing(row.device)}
              onTest={() => setTesting(row.device)}
              onRetire={() => void (row.device.retired ? restore(row.device) : retire(row.device)).catch(toastFailure)}
            />
          ))}
        </ul>
      )}
      {editing ? (
        <DeviceDialog stationId={stationId} device={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />
      ) : null}
      {testing ? <TryDialog device={testing} onClose={() => setTesting(null)} /> : null}
    </Panel>
  )
}

function DeviceItem({
  row,
  mayEdit,
  onEdit,
  onTest,
  onRetire,
}: {
  row: Row
  mayEdit: boolean
  onEdit: () => void
  onTest: () => void
  onRetire: () => void
}) {
  const { t } = useWords()
  const { device, status, verified, profileName } = row
  return (
    <li className={css.item} data-retired={device.retired}>
      <div className={css.what}>
        <div className={css.name}>
          <a href={`#/devices/${device.id}`}>{device.name}</a> <span className="muted">· {t(`common.deviceKind.${device.kind}`)}</span>
        </div>
        <div className={css.note}>
          <StateWord state={stateOf(device, status)} />
          {status.responseMs === null || device.retired ? null : (
            <span>{t('station.devices.response', { ms: Math.round(status.responseMs) })}</span>
          )}
          {status.failures > 0 && !device.retired ? <span>{t('station.devices.failures', { n: status.failures })}</span> : null}
          {status.lastOkAt === null ? null : <Age at={status.lastOkAt} />}
        </div>
        <div className={css.note}>
          <span className="mono">{address(device)}</span>
          <span className={css.profile}>
            {profileName ?? t('station.devices.noProfile')}
            {verified === null ? null : <VerifiedMark verified={verified} />}
          </span>
        </div>
      </div>
      {mayEdit ? (
        <Menu
          label={t('station.devices.actions', { name: device.name })}
          items={[
            { label: t('station.devices.test'), icon: Stethoscope, onSelect: onTest },
            device.retired ? null : { label: t('station.devices.edit'), icon: Pencil, onSelect: onEdit },
            device.retired
              ? { label: t('station.devices.restore'), icon: RotateCcw, onSelect: onRetire }
              : { label: t('station.devices.retire'), icon: Trash2, onSelect: onRetire, danger: true },
          ]}
        />
      ) : null}
    </li>
  )
}
