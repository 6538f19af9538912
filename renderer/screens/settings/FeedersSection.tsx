/** Power feeders: lines of the power company, and the stations that lose mains together. */
import { useMemo, useState } from 'react'
import { Cable } from 'lucide-react'
import { fold } from '../../../shared/format/text.ts'
import type { FeederRow } from '../../../shared/contract/registers.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Field, Input, TextArea } from '../../components/Form.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { useCodes } from './codes.ts'
import { MembersPicker } from './MembersPicker.tsx'
import { useMay } from './may.ts'
import { feederColumns, registerCard, type FeederLine } from './register-columns.tsx'
import { RegisterDialog } from './RegisterDialog.tsx'
import { RegisterTable } from './RegisterTable.tsx'

export function FeedersSection() {
  const { t, locale } = useWords()
  const may = useMay('engineer')
  const feeders = useRead('feeders.list')
  const codes = useCodes()
  const [editing, setEditing] = useState<FeederLine | 'new' | null>(null)
  const remove = useCommand('feeders.remove', { refresh: ['feeders.list'] })
  const add = useCommand('feeders.add', { refresh: ['feeders.list'] })
  const rows = useMemo(
    () =>
      (feeders.data ?? []).map((feeder): FeederLine => {
        const said = codes(feeder.stationIds)
        return { ...feeder, codes: said, text: fold(`${feeder.name} ${feeder.notes} ${said}`) }
      }),
    [feeders.data, codes],
  )
  const columns = useMemo(() => feederColumns(t, locale), [t, locale])
  const card = useMemo(() => registerCard<FeederLine>(t, locale), [t, locale])
  const takeAway = (row: FeederLine) =>
    remove.mutate(
      { id: row.id, version: row.version },
      {
        onSuccess: () =>
          toast({
            text: t('registers.removed', { name: row.name }),
            undo: () => add.mutateAsync({ name: row.name, notes: row.notes, stationIds: [] }),
          }),
        onError: toastFailure,
      },
    )
  return (
    <>
      <RegisterTable
        name="feeders"
        icon={Cable}
        of={feeders}
        rows={rows}
        columns={columns}
        may={may}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onRemove={takeAway}
        card={card}
      />
      {editing ? <FeederDialog feeder={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </>
  )
}

function FeederDialog({ feeder, onClose }: { feeder: FeederRow | null; onClose: () => void }) {
  const { t } = useWords()
  const [name, setName] = useState(feeder?.name ?? '')
  const [notes, setNotes] = useState(feeder?.notes ?? '')
  const [stationIds, setStations] = useState<number[]>([...(feeder?.stationIds ?? [])])
  const add = useCommand('feeders.add', { refresh: ['feeders.list'] })
  const update = useCommand('feeders.update', { refresh: ['feeders.list'] })
  const wish = { name, notes, stationIds }
  const done = {
    onSuccess: () => {
      toast({ text: t('registers.saved', { name }) })
      onClose()
    },
  }
  return (
    <RegisterDialog
      title={feeder ? t('registers.feeders.edit', { name: feeder.name }) : t('registers.feeders.add')}
      error={add.error ?? update.error}
      busy={add.isPending || update.isPending}
      onSave={() => (feeder ? update.mutate({ id: feeder.id, version: feeder.version, feeder: wish }, done) : add.mutate(wish, done))}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field label={t('registers.name')} hint={t('registers.feeders.nameHint')} error={errorOf('name')} required>
            <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
          </Field>
          <MembersPicker label={t('registers.stations')} value={stationIds} onChange={setStations} error={errorOf('stationIds')} />
          <p className="muted">{t('registers.feeders.moves')}</p>
          <Field label={t('registers.notes')} error={errorOf('notes')}>
            <TextArea rows={2} value={notes} maxLength={500} onChange={(event) => setNotes(event.target.value)} />
          </Field>
        </>
      )}
    </RegisterDialog>
  )
}
