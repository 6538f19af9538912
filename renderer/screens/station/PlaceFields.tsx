/** Where a station is: commune (a new one can be added on the spot), hamlet, coordinates. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { call, keyOf, queryClient, useRead } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import type { SchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Field, FieldRow, Input, Select } from '../../components/Form.tsx'
import { compareText } from '../../../shared/format/text.ts'
import type { StationDraft } from './draft.ts'
import css from './Form.module.css'

export function PlaceFields({ form }: { form: SchemaForm<StationDraft> }) {
  const { t } = useWords()
  const places = useRead('stations.places', undefined, { staleTime: 60_000 })
  const [adding, setAdding] = useState(false)
  const communeId = useWatch({ control: form.control, name: 'communeId' })
  const communes = (places.data?.communes ?? []).toSorted((a, b) => compareText(a.name, b.name))
  const hamlets = (places.data?.hamlets ?? []).filter((h) => String(h.communeId) === communeId).sort((a, b) => compareText(a.name, b.name))
  const { register, errorOf } = form
  return (
    <>
      <FieldRow>
        <Field label={t('station.form.commune')} error={errorOf('communeId')} required>
          <Select
            {...register('communeId')}
            key={communes.length}
            onChange={(event) => {
              form.setValue('communeId', event.target.value)
              form.setValue('hamletId', '')
            }}
            value={communeId}
          >
            <option value="">{t('station.form.chooseCommune')}</option>
            {communes.map((c) => (
              <option key={c.id} value={c.id}>
                {c.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('station.form.hamlet')} error={errorOf('hamletId')}>
          <Select {...register('hamletId')} disabled={communeId === ''}>
            <option value="">{t('station.form.noHamlet')}</option>
            {hamlets.map((h) => (
              <option key={h.id} value={h.id}>
                {h.name}
              </option>
            ))}
          </Select>
        </Field>
      </FieldRow>
      {adding ? (
        <NewCommune
          province={places.data?.provinces[0]?.name ?? ''}
          onDone={(id) => {
            setAdding(false)
            form.setValue('communeId', String(id))
          }}
        />
      ) : (
        <div>
          <Button size="small" kind="quiet" icon={Plus} onClick={() => setAdding(true)}>
            {t('station.form.addCommune')}
          </Button>
        </div>
      )}
      <FieldRow>
        <Field label={t('station.form.lat')} hint={t('station.form.latHint')} error={errorOf('lat')}>
          <Input {...register('lat')} inputMode="decimal" />
        </Field>
        <Field label={t('station.form.lon')} hint={t('station.form.lonHint')} error={errorOf('lon')}>
          <Input {...register('lon')} inputMode="decimal" />
        </Field>
      </FieldRow>
    </>
  )
}

function NewCommune({ province, onDone }: { province: string; onDone: (id: number) => void }) {
  const { t } = useWords()
  const [where, setWhere] = useState(province)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const add = async () => {
    if (where.trim() === '' || name.trim() === '') return setProblem(t('common.field.required'))
    try {
      const made = await call('stations.addCommune', { provinceName: where, name, code: '' })
      await queryClient.invalidateQueries({ queryKey: keyOf('stations.places') })
      onDone(made.id)
    } catch (error) {
      setProblem(sentence(t, failureOf(error)))
    }
  }
  return (
    <div className={css.inset}>
      <Field label={t('station.form.province')}>
        <Input value={where} onChange={(e) => setWhere(e.target.value)} />
      </Field>
      <Field label={t('station.form.communeName')} error={problem}>
        <Input
          value={name}
          onChange={(e) => setName(e.target.value)}
          onKeyDown={(e) => {
            if (e.key !== 'Enter') return
            e.preventDefault()
            void add()
          }}
        />
      </Field>
      <Button onClick={() => void add()}>{t('common.add')}</Button>
    </div>
  )
}
