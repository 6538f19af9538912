/** A new device: first the station it stands at, then the form. */
import { useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input } from '../../components/Form.tsx'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import { DeviceDialog } from '../station/DeviceDialog.tsx'
import css from './DeviceList.module.css'

const OFFERED = 12

export function AddDevice({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const list = useRead('stations.list')
  const [stationId, setStationId] = useState<number | null>(null)
  const [text, setText] = useState('')
  const words = wordsOf(text)
  const found = (list.data?.rows ?? []).filter((row) => !row.retired && matches(fold(`${row.code} ${row.name}`), words)).slice(0, OFFERED)
  if (stationId !== null) return <DeviceDialog stationId={stationId} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('devices.list.add')}>
      <FieldRow>
        <Field label={t('devices.col.station')}>
          <Input value={text} autoFocus placeholder={t('stations.search')} onChange={(event) => setText(event.target.value)} />
        </Field>
      </FieldRow>
      <ul className={css.pickList}>
        {found.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => setStationId(row.id)}>
              <span className={css.strong}>{row.code}</span> {row.name}
            </button>
          </li>
        ))}
        {found.length === 0 ? <li className="muted">{t('stations.none')}</li> : null}
      </ul>
    </Dialog>
  )
}
