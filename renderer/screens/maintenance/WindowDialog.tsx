/** Proposes a window or changes one: what, where, when, with its next occurrences and whom it concerns before anything is written. */
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { call } from '../../app/client.ts'
import { shown, useSchemaForm, type SchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox, Field, FieldGroup, FieldRow, Input, Segmented, Select, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { WindowInput, type MaintenanceWindow } from '../../../shared/model/window.ts'
import { draftOf, FIELDS, inputOf, KINDS, type WindowDraft } from './draft.ts'
import { refreshWindows } from './refresh.ts'
import { TargetPicker } from './TargetPicker.tsx'
import { WindowPreview } from './WindowPreview.tsx'
import { weekdayName } from './words.ts'
import css from './Maintenance.module.css'

const FORM = 'window-form'

export type WindowDialogProps = {
  /** Null: a new one. */
  window: MaintenanceWindow | null
  onClose: () => void
  onDone: (window: MaintenanceWindow) => void
}

export function WindowDialog({ window, onClose, onDone }: WindowDialogProps) {
  const { t, locale } = useWords()
  const [begun] = useState(() => draftOf(window, Date.now(), (n) => shown(n, locale)))
  const form = useSchemaForm<WindowDraft>(begun, FIELDS)
  const { register, errorOf } = form
  const targets = useWatch({ control: form.control, name: 'targets' })
  const submit = async () => {
    const done = await form.send(WindowInput, inputOf, (input) =>
      window ? call('windows.update', { id: window.id, version: window.version, window: input }) : call('windows.propose', input),
    )
    if (!done) return
    await refreshWindows()
    toast({ text: t('maintenance.done.propose', { title: done.title }) })
    onDone(done)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t(window ? 'maintenance.form.change' : 'maintenance.form.title')}
      description={t(window?.state === 'approved' ? 'maintenance.form.again' : 'maintenance.form.lead')}
      footer={
        <>
          {form.problem ? (
            <p className={css.problem} role="alert">
              {form.problem}
            </p>
          ) : null}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" form={FORM} busy={form.busy}>
            {t('maintenance.form.send')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={t('maintenance.form.what')} error={errorOf('title')} required>
          <Input {...register('title')} maxLength={120} placeholder={t('maintenance.form.whatHint')} />
        </Field>
        <TargetPicker
          value={targets}
          error={errorOf('targets')}
          onChange={(next) => form.setValue('targets', next, { shouldDirty: true })}
        />
        <ScheduleFields form={form} />
        <WindowPreview form={form} id={window?.id ?? null} />
        <Field label={t('maintenance.form.notes')} error={errorOf('notes')}>
          <TextArea {...register('notes')} maxLength={1000} rows={2} />
        </Field>
      </form>
    </Dialog>
  )
}

function ScheduleFields({ form }: { form: SchemaForm<WindowDraft> }) {
  const { t } = useWords()
  const { register, errorOf } = form
  const kind = useWatch({ control: form.control, name: 'kind' })
  const field = (name: 'from' | 'to' | 'startMinute' | 'fromDay' | 'untilDay', type: string, hint?: string) => (
    <Field label={t(`maintenance.form.${name}`)} error={errorOf(name)} hint={hint}>
      <Input type={type} {...register(name)} />
    </Field>
  )
  return (
    <FieldGroup title={t('maintenance.form.when')} hint={t('common.zone')}>
      <Segmented
        label={t('maintenance.form.repeat')}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`maintenance.form.${value}`) }))}
        onChange={(next) => {
          form.setValue('kind', next)
          form.clearErrors()
        }}
      />
      {kind === 'weekly' ? (
        <Field label={t('maintenance.form.days')} error={errorOf('days')}>
          <div className={css.ticks}>
            {[1, 2, 3, 4, 5, 6, 7].map((one) => (
              <Checkbox key={one} label={weekdayName(one, t)} value={String(one)} {...register('days')} />
            ))}
          </div>
        </Field>
      ) : null}
      {kind === 'once' ? (
        <FieldRow>
          {field('from', 'datetime-local')}
          {field('to', 'datetime-local')}
        </FieldRow>
      ) : (
        <>
          <FieldRow>
            {kind === 'monthly' ? (
              <Field label={t('maintenance.form.day')} error={errorOf('day')}>
                <Select {...register('day')}>
                  {Array.from({ length: 31 }, (_, i) => (
                    <option key={i} value={String(i + 1)}>
                      {t('maintenance.form.dayN', { n: i + 1 })}
                    </option>
                  ))}
                  <option value="last">{t('maintenance.form.lastDay')}</option>
                </Select>
              </Field>
            ) : null}
            {field('startMinute', 'time')}
            <Field label={t('maintenance.form.minutes')} error={errorOf('minutes')}>
              <Input {...register('minutes')} inputMode="decimal" suffix={t('maintenance.form.hours')} />
            </Field>
          </FieldRow>
          <FieldRow>
            {field('fromDay', 'date')}
            {field('untilDay', 'date', t('maintenance.form.untilHint'))}
          </FieldRow>
        </>
      )}
    </FieldGroup>
  )
}
