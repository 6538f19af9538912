/** The devices of a station: how the last exchange ended, which profile reads them, and what can be done with them. */
import { BadgeCheck, Pencil, Plus, RotateCcw, Stethoscope, Trash2, CircleHelp } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { call, keyOf, queryClient, useCommand, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/Blank.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Menu } from '../../components/Menu.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import type { Device } from '../../../shared/model/device.ts'
import { DeviceDialog } from './DeviceDialog.tsx'
import { TestResult } from './TestResult.tsx'
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
      {testing ? <TestDialog device={testing} onClose={() => setTesting(null)} /> : null}
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
  const tone = device.retired || !device.enabled || status.outcome === null ? 'unknown' : status.outcome === 'ok' ? 'ok' : 'critical'
  return (
    <li className={css.item} data-retired={device.retired}>
      <ToneIcon tone={tone} size={12} />
      <div className={css.what}>
        <div className={css.name}>
          {device.name} <span className="muted">· {t(`common.deviceKind.${device.kind}`)}</span>
        </div>
        <div className={css.note}>
          <span className={tone === 'critical' ? css.bad : undefined}>
            {device.retired
              ? t('station.devices.retiredMark')
              : !device.enabled
                ? t('station.devices.disabled')
                : status.outcome === null
                  ? t('station.devices.never')
                  : t(`station.outcome.${status.outcome}`)}
          </span>
          {status.responseMs === null || device.retired ? null : (
            <span>{t('station.devices.response', { ms: Math.round(status.responseMs) })}</span>
          )}
          {status.failures > 0 && !device.retired ? <span>{t('station.devices.failures', { n: status.failures })}</span> : null}
          {status.lastOkAt === null ? null : <Age at={status.lastOkAt} />}
        </div>
        <div className={css.note}>
          <span className="mono">
            {device.host}:{device.port}
            {device.context === '' ? '' : `/${device.context}`}
          </span>
          <span className={css.profile}>
            {profileName ?? t('station.devices.noProfile')}
            {verified === null ? null : (
              <span
                title={t(verified ? 'station.devices.verified' : 'station.devices.unverified')}
                className={verified ? css.verified : undefined}
              >
                {verified ? <BadgeCheck size={14} aria-hidden /> : <CircleHelp size={14} aria-hidden />}
                <span className="visually-hidden">{t(verified ? 'station.devices.verified' : 'station.devices.unverified')}</span>
              </span>
            )}
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

/** Reads a stored device at once and shows what came. */
export function TestDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useWords()
  const test = useCommand('devices.test')
  const { mutate } = test
  const run = useCallback(
    () =>
      mutate({ host: device.host, port: device.port, credentialId: device.credentialId, context: device.context, profile: device.profile }),
    [mutate, device.host, device.port, device.credentialId, device.context, device.profile],
  )
  useEffect(run, [run])
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('station.test.title', { name: device.name })}
      footer={
        <>
          <Button icon={RotateCcw} onClick={run} busy={test.isPending}>
            {t('station.test.again')}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <TestResult test={test} />
    </Dialog>
  )
}
