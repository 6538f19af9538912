/** What a person can do with a station: inspect, announce maintenance, edit, retire and take it back. */
import { CirclePause, ClipboardCheck, FileDown, Merge, Pencil, Play, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call, keyOf, queryClient } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, link } from '../../app/location.ts'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Menu } from '../../components/Menu.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { allows, type Role } from '../../../shared/model/access.ts'
import type { Station } from '../../../shared/model/station.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { MaintenanceDialog } from './MaintenanceDialog.tsx'
import { StartInspection } from './InspectionPanel.tsx'
import { StationDialog } from './StationDialog.tsx'

type Open = 'inspect' | 'maintenance' | 'edit' | 'merge' | 'retire' | null

export function Actions({ station, role }: { station: Station; role: Role }) {
  const { t } = useWords()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const retired = station.retiredOn !== null
  const mayEdit = allows(role, 'engineer')
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: keyOf('stations.get', { id: station.id }) }),
      queryClient.invalidateQueries({ queryKey: keyOf('stations.list') }),
    ])
  const restore = async (from: { id: number; version: number }) => {
    await call('stations.restore', { id: from.id, version: from.version })
    await refresh()
    toast({ text: t('station.restored', { code: station.code }) })
  }
  const retire = async () => {
    const done = await call('stations.retire', { id: station.id, version: station.version })
    await refresh()
    toast({ text: t('station.retired', { code: station.code }), undo: () => restore(done) })
  }
  const endMaintenance = async () => {
    await call('stations.maintenance', { id: station.id, version: station.version, until: null, reason: '' })
    await refresh()
    toast({ text: t('station.work.ended', { code: station.code }) })
  }
  const edits = [
    { label: t('station.edit'), icon: Pencil, onSelect: () => setOpen('edit') },
    retired || station.maintenance ? null : { label: t('station.maintenance'), icon: CirclePause, onSelect: () => setOpen('maintenance') },
    station.mergedInto === null ? { label: t('station.merge.menu'), icon: Merge, onSelect: () => setOpen('merge') } : null,
    station.mergedInto !== null
      ? null
      : retired
        ? { label: t('station.restore'), icon: RotateCcw, onSelect: () => void restore(station).catch(toastFailure) }
        : { label: t('station.retire'), icon: Trash2, onSelect: () => setOpen('retire'), danger: true },
  ]
  return (
    <>
      {allows(role, 'technician') && !retired ? (
        <Button kind="primary" icon={ClipboardCheck} onClick={() => setOpen('inspect')}>
          {t('station.inspect')}
        </Button>
      ) : null}
      {mayEdit && station.maintenance ? (
        <Button icon={Play} onClick={() => void endMaintenance().catch(toastFailure)}>
          {t('station.endMaintenance')}
        </Button>
      ) : null}
      <Menu
        label={t('station.moreActions')}
        items={[
          { label: t('common.nav.export'), icon: FileDown, onSelect: () => go(link('/export', { scope: 'stations', ids: station.id })) },
          ...(mayEdit ? edits : []),
        ]}
      />
      {open === 'inspect' ? <StartInspection stationId={station.id} code={station.code} onClose={close} /> : null}
      {open === 'maintenance' ? <MaintenanceDialog station={station} onClose={close} /> : null}
      {open === 'edit' ? (
        <StationDialog
          station={station}
          onClose={close}
          onDone={(done) => {
            close()
            toast({ text: t('station.saved', { code: done.code }) })
          }}
        />
      ) : null}
      {open === 'merge' ? (
        <MergeDialog
          station={station}
          onClose={close}
          onDone={(target) => {
            close()
            // Lists, readings and series of both are others now.
            void queryClient.invalidateQueries()
            toast({ text: t('station.merge.done', { code: station.code, other: target.code }) })
            window.location.hash = `#/stations/${target.id}`
          }}
        />
      ) : null}
      <ConfirmDialog
        open={open === 'retire'}
        onClose={close}
        title={t('station.retireTitle', { code: station.code })}
        verb={t('station.retire')}
        kind="danger"
        onConfirm={retire}
      >
        <p>{t('station.retireText')}</p>
      </ConfirmDialog>
    </>
  )
}
