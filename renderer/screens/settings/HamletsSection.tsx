/** Hamlets with the stations that serve them: what an incident leaves without signal is counted from these. */
import { useMemo, useState } from 'react'
import { FileUp, House } from 'lucide-react'
import { readNumber } from '../../../shared/format/parse.ts'
import { compareText, fold } from '../../../shared/format/text.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { LinkButton } from '../../components/Button.tsx'
import { Field, FieldRow, Input, Select } from '../../components/Form.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { useCodes } from './codes.ts'
import { MembersPicker } from './MembersPicker.tsx'
import { useMay } from './may.ts'
import { hamletColumns, registerCard, type HamletLine } from './register-columns.tsx'
import { RegisterDialog } from './RegisterDialog.tsx'
import { RegisterTable } from './RegisterTable.tsx'

const REFRESH = ['hamlets.list', 'stations.places'] as const

export function HamletsSection() {
  const { t, locale } = useWords()
  const may = useMay('engineer')
  const hamlets = useRead('hamlets.list')
  const places = useRead('stations.places')
  const codes = useCodes()
  const [editing, setEditing] = useState<HamletLine | 'new' | null>(null)
  const remove = useCommand('hamlets.remove', { refresh: REFRESH })
  const add = useCommand('hamlets.add', { refresh: REFRESH })
  const rows = useMemo(() => {
    const communes = new Map((places.data?.communes ?? []).map(({ id, name }) => [id, name]))
    return (hamlets.data ?? []).map((hamlet): HamletLine => {
      const commune = communes.get(hamlet.communeId) ?? ''
      const said = codes(hamlet.stationIds)
      return { ...hamlet, commune, codes: said, text: fold(`${hamlet.name} ${commune} ${said}`) }
    })
  }, [hamlets.data, places.data, codes])
  const columns = useMemo(() => hamletColumns(t, locale), [t, locale])
  const card = useMemo(() => registerCard<HamletLine>(t, locale, (row) => `${row.commune} · `), [t, locale])
  const takeAway = (row: HamletLine) =>
    remove.mutate(
      { id: row.id, version: row.version },
      {
        onSuccess: () =>
          toast({
            text: t('registers.removed', { name: row.name }),
            undo: () =>
              add.mutateAsync({ communeId: row.communeId, name: row.name, households: row.households, stationIds: row.stationIds }),
          }),
        onError: toastFailure,
      },
    )
  return (
    <>
      <RegisterTable
        name="hamlets"
        icon={House}
        of={hamlets}
        rows={rows}
        columns={columns}
        may={may}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onRemove={takeAway}
        more={
          <LinkButton href="/settings/import" icon={FileUp}>
            {t('settings.section.import')}
          </LinkButton>
        }
        card={card}
      />
      {editing ? <HamletDialog hamlet={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </>
  )
}

function HamletDialog({ hamlet, onClose }: { hamlet: HamletLine | null; onClose: () => void }) {
  const { t } = useWords()
  const places = useRead('stations.places')
  const communes = useMemo(() => (places.data?.communes ?? []).toSorted((a, b) => compareText(a.name, b.name)), [places.data])
  const [communeId, setCommune] = useState<number | null>(hamlet?.communeId ?? null)
  const [name, setName] = useState(hamlet?.name ?? '')
  const [typed, setTyped] = useState(hamlet?.households === null || hamlet === null ? '' : String(hamlet.households))
  const [stationIds, setStations] = useState<number[]>([...(hamlet?.stationIds ?? [])])
  const [asked, setAsked] = useState(false)
  const add = useCommand('hamlets.add', { refresh: REFRESH })
  const update = useCommand('hamlets.update', { refresh: REFRESH })
  const households = readNumber(typed)
  const isWhole = households === null || (typeof households === 'number' && Number.isInteger(households) && households >= 0)
  const done = {
    onSuccess: () => {
      toast({ text: t('registers.saved', { name }) })
      onClose()
    },
  }
  const save = () => {
    setAsked(true)
    if (households === undefined || !isWhole || communeId === null) return
    const wish = { name, households, stationIds }
    if (hamlet) update.mutate({ id: hamlet.id, version: hamlet.version, hamlet: wish }, done)
    else add.mutate({ communeId, ...wish }, done)
  }
  return (
    <RegisterDialog
      title={hamlet ? t('registers.hamlets.edit', { name: hamlet.name }) : t('registers.hamlets.add')}
      error={add.error ?? update.error}
      busy={add.isPending || update.isPending}
      onSave={save}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <FieldRow>
            <Field label={t('registers.hamlets.name')} error={errorOf('name')} required>
              <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
            </Field>
            {hamlet ? null : (
              <Field
                label={t('registers.hamlets.commune')}
                error={errorOf('communeId') ?? (asked && communeId === null ? t('error.field.required') : undefined)}
                required
              >
                <Select value={communeId ?? ''} onChange={(event) => setCommune(Number(event.target.value) || null)}>
                  <option value="">—</option>
                  {communes.map((commune) => (
                    <option key={commune.id} value={commune.id}>
                      {commune.name}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            <Field
              label={t('registers.hamlets.households')}
              error={errorOf('households') ?? (isWhole ? undefined : t('error.import.notHouseholds', { text: typed }))}
            >
              <Input inputMode="numeric" value={typed} onChange={(event) => setTyped(event.target.value)} />
            </Field>
          </FieldRow>
          <MembersPicker label={t('registers.hamlets.serving')} value={stationIds} onChange={setStations} error={errorOf('stationIds')} />
        </>
      )}
    </RegisterDialog>
  )
}
