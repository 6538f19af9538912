/** The form of a tower that fell, a cable that was cut, or a note. */
import { fromInput, toInput } from '../../../shared/format/time.ts'
import { compareText } from '../../../shared/format/text.ts'
import { EntryInput, EntryKind, type BulletinEntry } from '../../../shared/model/bulletin.ts'
import { call, useCommand, useRead } from '../../app/client.ts'
import { typed, useSchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input, Select, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import css from './Storm.module.css'

const FIELDS = ['kind', 'communeId', 'place', 'count', 'at', 'restoredAt', 'note'] as const
type Draft = Record<(typeof FIELDS)[number], string>

export function EntryDialog({ entry, hour, onClose }: { entry: BulletinEntry | null; hour: number; onClose: () => void }) {
  const { t } = useWords()
  const places = useRead('stations.places', undefined, { staleTime: 60_000 })
  const add = useCommand('bulletin.addEntry', { refresh: ['bulletin.entries', 'bulletin.at'] })
  const correct = useCommand('bulletin.correctEntry', { refresh: ['bulletin.entries', 'bulletin.at'] })
  const form = useSchemaForm<Draft>(
    {
      kind: entry?.kind ?? 'towerDown',
      communeId: String(entry?.communeId ?? ''),
      place: entry?.place ?? '',
      count: String(entry?.count ?? 1),
      at: toInput(entry?.at ?? hour),
      restoredAt: entry?.restoredAt ? toInput(entry.restoredAt) : '',
      note: entry?.note ?? '',
    },
    FIELDS,
  )
  const isNote = form.watch('kind') === 'note'
  const save = async () => {
    const saved = await form.send(
      EntryInput,
      (draft) => ({
        ...draft,
        communeId: Number(draft.communeId) || undefined,
        stationId: entry?.stationId ?? null,
        count: isNote ? 1 : typed(draft.count),
        at: fromInput(draft.at),
        restoredAt: isNote || draft.restoredAt === '' ? null : fromInput(draft.restoredAt),
      }),
      (input) => (entry ? correct.mutateAsync({ id: entry.id, revision: entry.revision, entry: input }) : add.mutateAsync(input)),
    )
    if (!saved) return
    toast({
      text: t('bulletin.entry.saved'),
      ...(entry ? {} : { undo: () => call('bulletin.withdrawEntry', { id: saved.id, revision: saved.revision }) }),
    })
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(entry ? 'bulletin.entry.editTitle' : 'bulletin.entry.addTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={form.busy} onClick={() => void save()}>
            {t('bulletin.entry.save')}
          </Button>
        </>
      }
    >
      <FieldRow>
        <Field label={t('bulletin.entry.kind')} error={form.errorOf('kind')}>
          <Select {...form.register('kind')}>
            {EntryKind.options.map((kind) => (
              <option key={kind} value={kind}>
                {t(`bulletin.kind.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
        {isNote ? null : (
          <Field label={t('bulletin.entry.count')} error={form.errorOf('count')}>
            <Input inputMode="numeric" {...form.register('count')} />
          </Field>
        )}
      </FieldRow>
      <FieldRow>
        <Field label={t('bulletin.entry.commune')} error={form.errorOf('communeId')} required>
          <Select key={places.data ? 'places' : 'none'} {...form.register('communeId')}>
            <option value="">{t('bulletin.entry.choose')}</option>
            {[...(places.data?.communes ?? [])]
              .sort((a, b) => compareText(a.name, b.name))
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </Select>
        </Field>
        <Field label={t('bulletin.entry.place')} error={form.errorOf('place')}>
          <Input maxLength={160} placeholder={t('bulletin.entry.placeHint')} {...form.register('place')} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field label={t('bulletin.entry.at')} error={form.errorOf('at')} required>
          <Input type="datetime-local" {...form.register('at')} />
        </Field>
        {isNote ? null : (
          <Field label={t('bulletin.entry.restoredAt')} hint={t('bulletin.entry.restoredHint')} error={form.errorOf('restoredAt')}>
            <Input type="datetime-local" {...form.register('restoredAt')} />
          </Field>
        )}
      </FieldRow>
      <Field label={t('bulletin.entry.note')} error={form.errorOf('note')}>
        <TextArea rows={2} maxLength={1000} {...form.register('note')} />
      </Field>
      {form.problem ? (
        <p role="alert" className={css.problem}>
          {form.problem}
        </p>
      ) : null}
    </Dialog>
  )
}
