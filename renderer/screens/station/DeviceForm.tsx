/** A device as a form: how to reach it and what opens it; it can be tested before it is saved. */
import { Stethoscope } from 'lucide-react'
import { useWatch } from 'react-hook-form'
import { z } from 'zod'
import { call, keyOf, queryClient, useCommand, useRead } from '../../app/client.ts'
import { shown, typed, useSchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Field, FieldRow, Input, Select, Switch } from '../../components/Form.tsx'
import { DeviceInput, DeviceKind, type Device } from '../../../shared/model/device.ts'
import { compareText } from '../../../shared/format/text.ts'
import { TestResult } from './TestResult.tsx'
import css from './Form.module.css'

export type DeviceFormProps = {
  stationId: number
  /** Absent: a new device. */
  device?: Device
  onDone: (device: Device) => void
  onCancel: () => void
}

type Draft = {
  name: string
  kind: string
  host: string
  port: string
  credentialId: string
  context: string
  profile: string
  intervalSeconds: string
  enabled: boolean
  elsewhere: boolean
}
const FIELDS = ['name', 'kind', 'host', 'port', 'credentialId', 'context', 'profile', 'intervalSeconds', 'enabled', 'elsewhere'] as const
const Reach = DeviceInput.pick({ host: true, port: true, credentialId: true, context: true, profile: true, elsewhere: true })
type ReachInput = z.infer<typeof Reach>

export function DeviceForm({ stationId, device, onDone, onCancel }: DeviceFormProps) {
  const { t, locale } = useWords()
  const credentials = useRead('devices.credentials')
  const profiles = useRead('devices.profiles', undefined, { staleTime: Infinity })
  const test = useCommand('devices.test')
  const form = useSchemaForm<Draft>(
    {
      name: device?.name ?? '',
      kind: device?.kind ?? 'power',
      host: device?.host ?? '',
      port: String(device?.port ?? 161),
      credentialId: device ? String(device.credentialId) : '',
      context: device?.context ?? '',
      profile: device?.profile ?? 'auto',
      intervalSeconds: shown(device?.intervalSeconds, locale),
      enabled: device?.enabled ?? true,
      elsewhere: device?.elsewhere ?? false,
    },
    FIELDS,
  )
  const { register, errorOf } = form
  const credentialId = useWatch({ control: form.control, name: 'credentialId' })
  const chosen = credentials.data?.find((c) => String(c.id) === credentialId)
  const only = credentials.data?.length === 1 ? credentials.data[0] : undefined

  const convert = (draft: Draft): unknown => ({
    ...draft,
    stationId,
    port: typed(draft.port) ?? undefined,
    credentialId: draft.credentialId === '' ? only?.id : Number(draft.credentialId),
    intervalSeconds: typed(draft.intervalSeconds),
    context: chosen && chosen.version !== '3' && draft.context === '' ? '' : draft.context,
  })
  const submit = async () => {
    const done = await form.send(DeviceInput, convert, (input) =>
      device ? call('devices.update', { id: device.id, version: device.version, device: input }) : call('devices.create', input),
    )
    if (!done) return
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: keyOf('stations.get', { id: stationId }) }),
      queryClient.invalidateQueries({ queryKey: keyOf('devices.list') }),
    ])
    onDone(done)
  }
  const probe = () => void form.send<ReachInput, unknown>(Reach, convert, (input) => test.mutateAsync(input))

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
        <FieldRow>
          <Field label={t('station.device.name')} error={errorOf('name')} required>
            <Input {...register('name')} />
          </Field>
          <Field label={t('station.device.kind')} error={errorOf('kind')}>
            <Select {...register('kind')}>
              {DeviceKind.options.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`common.deviceKind.${kind}`)}
                </option>
              ))}
            </Select>
          </Field>
        </FieldRow>
        <FieldRow>
          <Field label={t('station.device.host')} error={errorOf('host')} required>
            <Input {...register('host')} inputMode="url" autoCapitalize="none" />
          </Field>
          <Field label={t('station.device.port')} error={errorOf('port')}>
            <Input {...register('port')} inputMode="numeric" />
          </Field>
        </FieldRow>
        <FieldRow>
          <Field label={t('station.device.credential')} error={errorOf('credentialId')} hint={t('station.device.credentialHint')} required>
            <Select {...register('credentialId')} key={credentials.data?.length ?? 0}>
              {only ? null : <option value="">{t('station.device.chooseCredential')}</option>}
              {(credentials.data ?? []).map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('station.device.profile')} error={errorOf('profile')}>
            <Select {...register('profile')} key={profiles.data?.length ?? 0}>
              <option value="auto">{t('station.device.auto')}</option>
              {(profiles.data ?? [])
                .toSorted((a, b) => compareText(a.name, b.name))
                .map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
            </Select>
          </Field>
        </FieldRow>
        <FieldRow>
          <Field label={t('station.device.context')} error={errorOf('context')}>
            <Input {...register('context')} />
          </Field>
          <Field label={t('station.device.interval')} error={errorOf('intervalSeconds')} hint={t('station.device.intervalHint')}>
            <Input {...register('intervalSeconds')} inputMode="numeric" suffix={t('station.device.seconds')} />
          </Field>
        </FieldRow>
        <Switch label={t('station.device.enabled')} {...register('enabled')} />
        <details className={css.more} open={device?.elsewhere}>
          <summary>{t('station.device.more')}</summary>
          <Switch label={t('station.device.elsewhere')} {...register('elsewhere')} />
          <p className={css.hint}>{t('station.device.elsewhereHint')}</p>
        </details>
        <TestResult test={test} />
      </div>
      <footer className={css.footer}>
        {form.problem ? (
          <p className={css.problem} role="alert">
            {form.problem}
          </p>
        ) : null}
        <Button icon={Stethoscope} onClick={probe} busy={test.isPending}>
          {t('station.device.test')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button kind="primary" type="submit" busy={form.busy && !test.isPending}>
          {t(device ? 'common.save' : 'common.add')}
        </Button>
      </footer>
    </form>
  )
}
