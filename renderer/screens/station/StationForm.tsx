/** The record of a station as a form: all fields of the inventory, parents included. Used for adding and for editing. */
import { useWatch } from 'react-hook-form'
import { call, queryClient, keyOf, useRead } from '../../app/client.ts'
import { shown, useSchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Checkbox, Field, FieldGroup, FieldRow, Input, Select, Switch, TextArea } from '../../components/Form.tsx'
import { Access, GensetKind, RemoteClass, Shelter, StationInput, Technology, type Station } from '../../../shared/model/station.ts'
import { ParentPicker } from './ParentPicker.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { draftOf, FIELDS, inputOf, type StationDraft } from './draft.ts'
import css from './Form.module.css'

export type StationFormProps = {
  /** Absent: a new station. */
  station?: Station
  onDone: (station: Station) => void
  onCancel: () => void
}

export function StationForm({ station, onDone, onCancel }: StationFormProps) {
  const { t, locale } = useWords()
  const form = useSchemaForm<StationDraft>(
    draftOf(station, (n) => shown(n, locale)),
    FIELDS,
  )
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const feeders = useRead('feeders.list', undefined, { staleTime: 60_000 })
  const genset = useWatch({ control: form.control, name: 'genset' })
  const parents = useWatch({ control: form.control, name: 'parentIds' })
  const { register, errorOf } = form

  const submit = async () => {
    const done = await form.send(StationInput, inputOf, (input) =>
      station ? call('stations.update', { id: station.id, version: station.version, station: input }) : call('stations.create', input),
    )
    if (!done) return
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: keyOf('stations.list') }),
      queryClient.invalidateQueries({ queryKey: keyOf('stations.get', { id: done.id }) }),
    ])
    onDone(done)
  }
  const text = (name: 'name' | 'owner' | 'sharedWith', required = false) => (
    <Field label={t(`station.form.${name}`)} error={errorOf(name)} required={required}>
      <Input {...register(name)} />
    </Field>
  )
  const amount = (name: 'cells' | 'accessMinutes' | 'batteryAh' | 'batteryCells' | 'tankLitres', suffix?: string) => (
    <Field label={t(`station.form.${name}`)} error={errorOf(name)}>
      <Input {...register(name)} inputMode="decimal" suffix={suffix} />
    </Field>
  )
  const day = (name: 'commissionedOn' | 'batteryInstalledOn' | 'batteryTestedOn') => (
    <Field label={t(`station.form.${name}`)} error={errorOf(name)}>
      <Input type="date" {...register(name)} />
    </Field>
  )
  const choice = (name: 'shelter' | 'remoteClass' | 'access' | 'genset', options: readonly string[]) => (
    <Field label={t(`station.form.${name}`)} error={errorOf(name)}>
      <Select {...register(name)}>
        {options.map((one) => (
          <option key={one} value={one}>
            {t(`common.${name}.${one}`)}
          </option>
        ))}
      </Select>
    </Field>
  )
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className={css.body}>
        <FieldGroup title={t('station.form.identity')}>
          <FieldRow>
            <Field label={t('station.form.code')} hint={t('station.form.codeHint')} error={errorOf('code')} required>
              <Input {...register('code')} autoCapitalize="characters" />
            </Field>
            {text('name', true)}
          </FieldRow>
          <FieldRow>
            <Field label={t('station.form.technologies')} error={errorOf('technologies')} className={css.wide}>
              <div className={css.ticks}>
                {Technology.options.map((one) => (
                  <Checkbox key={one} label={one} value={one} {...register('technologies')} />
                ))}
              </div>
            </Field>
            {amount('cells')}
            <Field label={t('station.form.criticality')} error={errorOf('criticality')}>
              <Select {...register('criticality')}>
                {['1', '2', '3'].map((n) => (
                  <option key={n} value={n}>
                    {t(`station.form.criticality${n}`)}
                  </option>
                ))}
              </Select>
            </Field>
            {day('commissionedOn')}
          </FieldRow>
        </FieldGroup>
        <FieldGroup title={t('station.form.place')}>
          <PlaceFields form={form} />
        </FieldGroup>
        <FieldGroup title={t('station.form.transmission')} hint={t('station.form.parentsHint')}>
          <ParentPicker
            rows={list.data?.rows ?? []}
            own={station?.id ?? null}
            value={parents}
            error={errorOf('parentIds')}
            onChange={(ids) => form.setValue('parentIds', ids, { shouldDirty: true })}
          />
        </FieldGroup>
        <FieldGroup title={t('station.form.site')}>
          <FieldRow>
            {choice('shelter', Shelter.options)}
            {choice('remoteClass', RemoteClass.options)}
            {choice('access', Access.options)}
            {amount('accessMinutes', locale === 'vi' ? 'phút' : 'min')}
          </FieldRow>
          <FieldRow>
            {text('owner')}
            {text('sharedWith')}
          </FieldRow>
        </FieldGroup>
        <FieldGroup title={t('station.form.power')}>
          <FieldRow>
            <Switch label={t('station.form.mains')} {...register('mains')} />
            <Switch label={t('station.form.solar')} {...register('solar')} />
          </FieldRow>
          <Field label={t('station.form.feeder')} error={errorOf('feederId')}>
            {/* The list comes later than the form: with it the choice is made anew. */}
            <Select key={feeders.data ? 'known' : 'waiting'} {...register('feederId')}>
              <option value="">{t('station.form.noFeeder')}</option>
              {feeders.data ? (
                feeders.data.map((feeder) => (
                  <option key={feeder.id} value={feeder.id}>
                    {feeder.name}
                  </option>
                ))
              ) : station?.feederId ? (
                <option value={station.feederId}>…</option>
              ) : null}
            </Select>
          </Field>
          <FieldRow>
            {amount('batteryAh', 'Ah')}
            {amount('batteryCells')}
            {day('batteryInstalledOn')}
            {day('batteryTestedOn')}
          </FieldRow>
          <FieldRow>
            {choice('genset', GensetKind.options)}
            {genset === 'none' ? null : amount('tankLitres', t('station.form.litres'))}
          </FieldRow>
          <Field label={t('station.form.notes')} error={errorOf('notes')}>
            <TextArea {...register('notes')} />
          </Field>
        </FieldGroup>
      </div>
      <footer className={css.footer}>
        {form.problem ? (
          <p className={css.problem} role="alert">
            {form.problem}
          </p>
        ) : null}
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button kind="primary" type="submit" busy={form.busy}>
          {t(station ? 'common.save' : 'common.add')}
        </Button>
      </footer>
    </form>
  )
}
