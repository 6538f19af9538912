/** The fields of a channel, by its kind. */
import { useState } from 'react'
import type { ChannelConfig, ConfigOf } from '../../../shared/model/channel.ts'
import { useWords } from '../../app/i18n.ts'
import { Checkbox, Field, FieldRow, Input, Segmented, Select, TextArea } from '../../components/Form.tsx'
import { fieldsOf, linesOf } from './channel-draft.ts'

type Props<C> = { config: C; set: (by: Partial<C>) => void; errorOf: (path: string) => string | null }

export function ConfigFields({
  config,
  onChange,
  errorOf,
}: {
  config: ChannelConfig
  onChange: (config: ChannelConfig) => void
  errorOf: Props<never>['errorOf']
}) {
  switch (config.kind) {
    case 'smtp':
      return <Smtp config={config} set={(by) => onChange({ ...config, ...by })} errorOf={errorOf} />
    case 'sms':
      return <Sms config={config} set={(by) => onChange({ ...config, ...by })} errorOf={errorOf} />
    case 'syslog':
      return <Syslog config={config} set={(by) => onChange({ ...config, ...by })} errorOf={errorOf} />
    case 'webhook':
      return (
        <Address
          label="url"
          value={config.url}
          verify={config.verify}
          error={errorOf('config.url')}
          onValue={(url) => onChange({ ...config, url })}
          onVerify={(verify) => onChange({ ...config, verify })}
        />
      )
    case 'telegram':
      return (
        <Address
          label="baseUrl"
          value={config.baseUrl}
          verify={config.verify}
          error={errorOf('config.baseUrl')}
          onValue={(baseUrl) => onChange({ ...config, baseUrl })}
          onVerify={(verify) => onChange({ ...config, verify })}
        />
      )
    default:
      return null
  }
}

type AddressProps = {
  label: 'url' | 'baseUrl'
  value: string
  verify: boolean
  error: string | null
  onValue: (text: string) => void
  onVerify: (is: boolean) => void
}
function Address({ label, value, verify, error, onValue, onVerify }: AddressProps) {
  const { t } = useWords()
  return (
    <>
      <Field label={t(`notify.field.${label}`)} error={error} required>
        <Input inputMode="url" placeholder="https://" value={value} maxLength={1000} onChange={(event) => onValue(event.target.value)} />
      </Field>
      <Checkbox label={t('notify.field.verify')} checked={verify} onChange={(event) => onVerify(event.target.checked)} />
    </>
  )
}

const digits = (text: string): number => Number(text.replaceAll(/\D/g, '').slice(0, 5))

function HostAndPort({ config, set, errorOf }: Props<{ host: string; port: number }>) {
  const { t } = useWords()
  return (
    <FieldRow>
      <Field label={t('notify.field.host')} error={errorOf('config.host')} required>
        <Input value={config.host} maxLength={253} onChange={(event) => set({ host: event.target.value })} />
      </Field>
      <Field label={t('notify.field.port')} error={errorOf('config.port')} required>
        <Input
          inputMode="numeric"
          value={config.port === 0 ? '' : String(config.port)}
          onChange={(event) => set({ port: digits(event.target.value) })}
        />
      </Field>
    </FieldRow>
  )
}

const SECURITIES = ['required', 'optional', 'tls', 'off'] as const
function Smtp({ config, set, errorOf }: Props<ConfigOf<'smtp'>>) {
  const { t } = useWords()
  return (
    <>
      <HostAndPort config={config} set={set} errorOf={errorOf} />
      <FieldRow>
        <Field label={t('notify.field.security')} hint={t(`notify.securityNote.${config.security}`)}>
          <Select
            value={config.security}
            onChange={(event) => set({ security: SECURITIES.find((one) => one === event.target.value) ?? 'required' })}
          >
            {SECURITIES.map((one) => (
              <option key={one} value={one}>
                {t(`notify.security.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('notify.field.user')} error={errorOf('config.user')} hint={t('notify.field.userNote')}>
          <Input value={config.user} maxLength={200} onChange={(event) => set({ user: event.target.value })} />
        </Field>
      </FieldRow>
      <Checkbox label={t('notify.field.verify')} checked={config.verify} onChange={(event) => set({ verify: event.target.checked })} />
      <FieldRow>
        <Field label={t('notify.field.sender')} error={errorOf('config.from')} required>
          <Input type="email" value={config.from} maxLength={254} onChange={(event) => set({ from: event.target.value })} />
        </Field>
        <Field label={t('notify.field.fromName')} error={errorOf('config.fromName')}>
          <Input value={config.fromName} maxLength={80} onChange={(event) => set({ fromName: event.target.value })} />
        </Field>
      </FieldRow>
    </>
  )
}

function Syslog({ config, set, errorOf }: Props<ConfigOf<'syslog'>>) {
  const { t } = useWords()
  return (
    <>
      <HostAndPort config={config} set={set} errorOf={errorOf} />
      <FieldRow>
        <Field label={t('notify.field.transport')}>
          <Select value={config.transport} onChange={(event) => set({ transport: event.target.value === 'tcp' ? 'tcp' : 'udp' })}>
            <option value="udp">UDP</option>
            <option value="tcp">TCP</option>
          </Select>
        </Field>
        <Field label={t('notify.field.facility')} error={errorOf('config.facility')} hint={t('notify.field.facilityNote')}>
          <Input inputMode="numeric" value={String(config.facility)} onChange={(event) => set({ facility: digits(event.target.value) })} />
        </Field>
      </FieldRow>
    </>
  )
}

function Sms({ config, set, errorOf }: Props<ConfigOf<'sms'>>) {
  const { t } = useWords()
  const [fields, setFields] = useState(linesOf(config.fields))
  const [headers, setHeaders] = useState(linesOf(config.headers))
  const encodings = config.method === 'GET' ? (['query'] as const) : (['form', 'json', 'query'] as const)
  return (
    <>
      <Address
        label="url"
        value={config.url}
        verify={config.verify}
        error={errorOf('config.url')}
        onValue={(url) => set({ url })}
        onVerify={(verify) => set({ verify })}
      />
      <FieldRow>
        <Field label={t('notify.field.method')}>
          <Select
            value={config.method}
            onChange={(event) =>
              set(event.target.value === 'GET' ? { method: 'GET', encoding: 'query' } : { method: 'POST', encoding: 'form' })
            }
          >
            <option value="POST">POST</option>
            <option value="GET">GET</option>
          </Select>
        </Field>
        <Field label={t('notify.field.encoding')}>
          <Select
            value={config.encoding}
            onChange={(event) => set({ encoding: encodings.find((one) => one === event.target.value) ?? 'query' })}
          >
            {encodings.map((one) => (
              <option key={one} value={one}>
                {t(`notify.encoding.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </FieldRow>
      <Field label={t('notify.field.fields')} hint={t('notify.field.fieldsNote')} error={errorOf('config.fields')}>
        <TextArea
          rows={4}
          spellCheck={false}
          value={fields}
          onChange={(event) => {
            setFields(event.target.value)
            set({ fields: fieldsOf(event.target.value) })
          }}
        />
      </Field>
      <Field label={t('notify.field.headers')} hint={t('notify.field.headersNote')} error={errorOf('config.headers')}>
        <TextArea
          rows={2}
          spellCheck={false}
          value={headers}
          onChange={(event) => {
            setHeaders(event.target.value)
            set({ headers: fieldsOf(event.target.value) })
          }}
        />
      </Field>
      <Field label={t('notify.field.success')} hint={t('notify.field.successNote')} error={errorOf('config.success')}>
        <Input value={config.success} maxLength={200} onChange={(event) => set({ success: event.target.value })} />
      </Field>
      <Segmented
        label={t('notify.field.letters')}
        value={config.letters}
        options={[
          { value: 'plain', label: t('notify.letters.plain') },
          { value: 'unicode', label: t('notify.letters.unicode') },
        ]}
        onChange={(letters) => set({ letters })}
      />
    </>
  )
}
