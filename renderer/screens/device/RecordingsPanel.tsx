/** Recorded walks of the device: begin one, watch it, stop it, save it as a file, remove it. */
import { Disc, Download, Square, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call, useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { saveFile } from '../../app/save.ts'
import { Await } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon, type Tone } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { number, withUnit } from '../../../shared/format/number.ts'
import type { Device } from '../../../shared/model/device.ts'
import { RecordDialog } from './RecordDialog.tsx'
import css from './Device.module.css'

type Recording = OutputOf<'recordings.list'>[number]

const TONE: Readonly<Record<Recording['state'], Tone>> = {
  running: 'planned',
  whole: 'ok',
  loop: 'minor',
  cap: 'minor',
  cut: 'minor',
  cancelled: 'unknown',
  failed: 'critical',
}
const EVERY_MS = 1500

/** For those who may record. */
export function RecordingsPanel({ device }: { device: Pick<Device, 'id' | 'name' | 'retired'> }) {
  const { t } = useWords()
  const recordings = useRead('recordings.list')
  const [asking, setAsking] = useState(false)
  const [removing, setRemoving] = useState<Recording | null>(null)
  const remove = useCommand('recordings.remove', { refresh: ['recordings.list'] })
  const mine = (recordings.data ?? []).filter(({ deviceId }) => deviceId === device.id)
  const running = mine.some(({ state }) => state === 'running')
  return (
    <Panel
      title={t('devices.recording.title')}
      actions={
        device.retired ? null : (
          <Button size="small" icon={Disc} disabled={running} onClick={() => setAsking(true)}>
            {t('devices.recording.record')}
          </Button>
        )
      }
    >
      <Await of={recordings} lines={2}>
        {() =>
          mine.length === 0 ? (
            <p className="muted">{t('devices.recording.none')}</p>
          ) : (
            <ul className={css.list}>
              {mine.map((one) =>
                one.state === 'running' ? (
                  <Running key={one.id} recording={one} />
                ) : (
                  <Ended key={one.id} recording={one} onRemove={() => setRemoving(one)} />
                ),
              )}
            </ul>
          )
        }
      </Await>
      {asking ? <RecordDialog device={device} onClose={() => setAsking(false)} /> : null}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('devices.recording.removeTitle', { id: removing?.id })}
        verb={t('devices.recording.remove')}
        kind="danger"
        onConfirm={async () => {
          if (!removing) return
          await remove.mutateAsync({ id: removing.id })
          toast({ text: t('devices.recording.removed') })
        }}
      >
        <p>{t('devices.recording.removeText')}</p>
      </ConfirmDialog>
    </Panel>
  )
}

/** How much there is of it. */
function Size({ recording: { rows, size } }: { recording: Recording }) {
  const { t, locale } = useWords()
  return (
    <span>
      {t('devices.recording.rows', { n: number(rows, locale) })} · {withUnit(number(size / 1024, locale), 'KiB')}
    </span>
  )
}

function Running({ recording: listed }: { recording: Recording }) {
  const { t } = useWords()
  const { data: recording = listed } = useRead('recordings.get', { id: listed.id }, { refetchInterval: EVERY_MS })
  const cancel = useCommand('recordings.cancel', { refresh: ['recordings.list', 'recordings.get'] })
  return (
    <li className={css.recording}>
      <div>
        <div className={css.word}>
          <ToneIcon tone={TONE[recording.state]} size={11} />
          {t(`devices.recording.state.${recording.state}`)}
        </div>
        <div className={css.small} role="status">
          <Size recording={recording} />
          {recording.at === null ? null : <span className="mono">{recording.at}</span>}
        </div>
      </div>
      <Button
        size="small"
        icon={Square}
        busy={cancel.isPending}
        onClick={() => cancel.mutate({ id: recording.id }, { onError: toastFailure })}
      >
        {t('devices.recording.stop')}
      </Button>
    </li>
  )
}

function Ended({ recording, onRemove }: { recording: Recording; onRemove: () => void }) {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const { id, text } = await call('recordings.text', { id: recording.id })
      saveFile(id, text, 'text/plain;charset=utf-8')
    } catch (error) {
      toastFailure(error)
    } finally {
      setBusy(false)
    }
  }
  const { state, outcome } = recording
  return (
    <li className={css.recording}>
      <div>
        <div className={css.word}>
          <ToneIcon tone={TONE[state]} size={11} />
          {t(`devices.recording.state.${state}`)}
          {state === 'failed' && outcome !== null ? ` · ${t(`station.outcome.${outcome}`)}` : ''}
        </div>
        <div className={css.small}>
          <Size recording={recording} />
          <Age at={recording.endedAt ?? recording.startedAt} />
          {recording.header?.anonymous ? <span>{t('devices.recording.isAnonymous')}</span> : null}
        </div>
        {state === 'whole' || state === 'running' ? null : <div className={css.small}>{t(`devices.recording.means.${state}`)}</div>}
      </div>
      <span className={css.tools}>
        <IconButton
          size="small"
          icon={Download}
          busy={busy}
          label={`${t('devices.recording.save')}: ${recording.id}`}
          onClick={() => void save()}
        />
        <IconButton size="small" icon={Trash2} label={`${t('devices.recording.remove')}: ${recording.id}`} onClick={onRemove} />
      </span>
    </li>
  )
}
