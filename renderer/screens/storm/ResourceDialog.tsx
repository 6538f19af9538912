/** The form of a genset or a set of batteries. */
import { compareText } from '../../../shared/format/text.ts'
import { ResourceInput, ResourceKind, ResourceState, type Resource } from '../../../shared/model/storm.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { shown, typed, useSchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input, Select, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import css from './Storm.module.css'

const FIELDS = ['kind', 'name', 'homeCommuneId', 'homePlace', 'kva', 'litresPerHour', 'tankLitres', 'ah', 'state', 'notes'] as const
type Draft = Record<(typeof FIELDS)[number], string>

export function ResourceDialog({ resource, onClose }: { resource: Resource | null; onClose: () => void }) {
  const { t, locale } = useWords()
  const places = useRead('stations.places', undefined, { staleTime: 60_000 })
  const save = useCommand('storm.saveResource', { refresh: ['storm.resources'] })
  const form = useSchemaForm<Draft>(
    {
      kind: resource?.kind ?? 'genset',
      name: resource?.name ?? '',
      homeCommuneId: String(resource?.homeCommuneId ?? ''),
      homePlace: resource?.homePlace ?? '',
      kva: shown(resource?.kva, locale),
      litresPerHour: shown(resource?.litresPerHour, locale),
      tankLitres: shown(resource?.tankLitres, locale),
      ah: shown(resource?.ah, locale),
      state: resource?.state ?? 'ready',
      notes: resource?.notes ?? '',
    },
    FIELDS,
  )
  const isGenset = form.watch('kind') === 'genset'
  const send = async () => {
    const saved = await form.send(
      ResourceInput,
      (draft) => ({
        ...draft,
        homeCommuneId: Number(draft.homeCommuneId) || null,
        kva: isGenset ? typed(draft.kva) : null,
        litresPerHour: isGenset ? typed(draft.litresPerHour) : null,
        tankLitres: isGenset ? typed(draft.tankLitres) : null,
        ah: isGenset ? null : typed(draft.ah),
      }),
      (input) => save.mutateAsync({ id: resource?.id ?? null, version: resource?.version ?? 0, resource: input }),
    )
    if (!saved) return
    toast({ text: t('storm.resource.saved', { name: saved.name }) })
    onClose()
  }
  const amount = (name: 'kva' | 'litresPerHour' | 'tankLitres' | 'ah', unit: string) => (
    <Field label={t(`storm.resource.${name}`)} error={form.errorOf(name)}>
      <Input inputMode="decimal" suffix={unit} {...form.register(name)} />
    </Field>
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={resource ? t('storm.resource.editTitle', { name: resource.name }) : t('storm.resource.addTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={form.busy} onClick={() => void send()}>
            {t('storm.resource.save')}
          </Button>
        </>
      }
    >
      <FieldRow>
        <Field label={t('storm.resource.name')} hint={t('storm.resource.nameHint')} error={form.errorOf('name')} required>
          <Input maxLength={60} {...form.register('name')} />
        </Field>
        <Field label={t('storm.resource.kind')} error={form.errorOf('kind')}>
          <Select {...form.register('kind')}>
            {ResourceKind.options.map((kind) => (
              <option key={kind} value={kind}>
                {t(`storm.resource.kinds.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
      </FieldRow>
      <FieldRow>
        {isGenset ? (
          <>
            {amount('kva', 'kVA')}
            {amount('litresPerHour', 'l/h')}
            {amount('tankLitres', 'l')}
          </>
        ) : (
          amount('ah', 'Ah')
        )}
      </FieldRow>
      <FieldRow>
        <Field label={t('storm.resource.homeCommune')} error={form.errorOf('homeCommuneId')}>
          <Select key={places.data ? 'places' : 'none'} {...form.register('homeCommuneId')}>
            <option value="">{t('storm.resource.homeNone')}</option>
            {[...(places.data?.communes ?? [])]
              .sort((a, b) => compareText(a.name, b.name))
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </Select>
        </Field>
        <Field label={t('storm.resource.homePlace')} error={form.errorOf('homePlace')}>
          <Input maxLength={120} {...form.register('homePlace')} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field label={t('storm.resource.state')} error={form.errorOf('state')}>
          <Select {...form.register('state')}>
            {ResourceState.options.map((state) => (
              <option key={state} value={state}>
                {t(`storm.resource.states.${state}`)}
              </option>
            ))}
          </Select>
        </Field>
      </FieldRow>
      <Field label={t('storm.resource.notes')} error={form.errorOf('notes')}>
        <TextArea rows={2} maxLength={1000} {...form.register('notes')} />
      </Field>
      {form.problem ? (
        <p role="alert" className={css.problem}>
          {form.problem}
        </p>
      ) : null}
    </Dialog>
  )
}
