/** Groups of stations: what rules, windows and notifications can name together. */
import { useMemo, useState } from 'react'
import { Boxes } from 'lucide-react'
import { fold } from '../../../shared/format/text.ts'
import type { StationGroup } from '../../../shared/model/station.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Field, Input } from '../../components/Form.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { MembersPicker } from './MembersPicker.tsx'
import { useMay } from './may.ts'
import { groupColumns, registerCard, type GroupLine } from './register-columns.tsx'
import { RegisterDialog } from './RegisterDialog.tsx'
import { RegisterTable } from './RegisterTable.tsx'
import { useCodes } from './codes.ts'

export function GroupsSection() {
  const { t, locale } = useWords()
  const may = useMay('engineer')
  const groups = useRead('groups.list')
  const codes = useCodes()
  const [editing, setEditing] = useState<GroupLine | 'new' | null>(null)
  const remove = useCommand('groups.remove', { refresh: ['groups.list'] })
  const add = useCommand('groups.add', { refresh: ['groups.list'] })
  const rows = useMemo(
    () =>
      (groups.data ?? []).map((group): GroupLine => {
        const said = codes(group.stationIds)
        return { ...group, codes: said, text: fold(`${group.name} ${said}`) }
      }),
    [groups.data, codes],
  )
  const columns = useMemo(() => groupColumns(t, locale), [t, locale])
  const card = useMemo(() => registerCard<GroupLine>(t, locale), [t, locale])
  const takeAway = (row: GroupLine) =>
    remove.mutate(
      { id: row.id, version: row.version },
      {
        onSuccess: () =>
          toast({
            text: t('registers.removed', { name: row.name }),
            undo: () => add.mutateAsync({ name: row.name, stationIds: row.stationIds }),
          }),
        onError: toastFailure,
      },
    )
  return (
    <>
      <RegisterTable
        name="groups"
        icon={Boxes}
        of={groups}
        rows={rows}
        columns={columns}
        may={may}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onRemove={takeAway}
        card={card}
      />
      {editing ? <GroupDialog group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </>
  )
}

function GroupDialog({ group, onClose }: { group: StationGroup | null; onClose: () => void }) {
  const { t } = useWords()
  const [name, setName] = useState(group?.name ?? '')
  const [stationIds, setStations] = useState<number[]>([...(group?.stationIds ?? [])])
  const add = useCommand('groups.add', { refresh: ['groups.list'] })
  const update = useCommand('groups.update', { refresh: ['groups.list'] })
  const done = {
    onSuccess: () => {
      toast({ text: t('registers.saved', { name }) })
      onClose()
    },
  }
  return (
    <RegisterDialog
      title={group ? t('registers.groups.edit', { name: group.name }) : t('registers.groups.add')}
      error={add.error ?? update.error}
      busy={add.isPending || update.isPending}
      onSave={() =>
        group
          ? update.mutate({ id: group.id, version: group.version, group: { name, stationIds } }, done)
          : add.mutate({ name, stationIds }, done)
      }
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field label={t('registers.name')} error={errorOf('name')} required>
            <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
          </Field>
          <MembersPicker label={t('registers.stations')} value={stationIds} onChange={setStations} error={errorOf('stationIds')} />
        </>
      )}
    </RegisterDialog>
  )
}
