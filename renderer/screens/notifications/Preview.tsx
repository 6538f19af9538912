/** Who would be told if such an incident began then: the same plan, made without sending anything. */
import { useState } from 'react'
import { SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import { IncidentCause } from '../../../shared/model/incident.ts'
import { clock, dayOf, startOfDay } from '../../../shared/format/time.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Await } from '../../components/Blank.tsx'
import { Field, FieldRow, Input, Select } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Badge } from '../../components/State.tsx'
import { channelName, minuteOf, timeOf, type Names } from './words.ts'
import css from './Notifications.module.css'

const MINUTE = 60_000

export function Preview({ names }: { names: Names }) {
  const { t } = useWords()
  const now = useTenSeconds()
  const [severity, setSeverity] = useState<Severity>('critical')
  const [cause, setCause] = useState<IncidentCause>('mains')
  const [commune, setCommune] = useState('')
  const [time, setTime] = useState('23:10')
  const minute = minuteOf(time)
  const at = startOfDay(dayOf(now)) + (minute ?? 0) * MINUTE
  const read = useRead(
    'notifications.preview',
    { severity, cause, communeId: Number(commune) || null, at },
    { keep: true, enabled: minute !== null },
  )
  const communes = [...names.communes].sort((a, b) => a[1].localeCompare(b[1], 'vi'))
  return (
    <Panel title={t('notify.preview.title')}>
      <div className={css.form}>
        <p className={css.hint}>{t('notify.preview.note')}</p>
        <FieldRow>
          <Field label={t('notify.field.severity')}>
            <Select value={severity} onChange={(event) => setSeverity(SEVERITIES.find((one) => one === event.target.value) ?? 'critical')}>
              {SEVERITIES.map((one) => (
                <option key={one} value={one}>
                  {t(`common.severity.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('notify.field.cause')}>
            <Select
              value={cause}
              onChange={(event) => setCause(IncidentCause.options.find((one) => one === event.target.value) ?? 'other')}
            >
              {IncidentCause.options.map((one) => (
                <option key={one} value={one}>
                  {t(`incidents.cause.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
        </FieldRow>
        <FieldRow>
          <Field label={t('notify.field.commune')}>
            <Select value={commune} onChange={(event) => setCommune(event.target.value)}>
              <option value="">{t('notify.preview.anyCommune')}</option>
              {communes.map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('notify.preview.at')} error={minute === null ? t('notify.form.time') : null}>
            <Input value={time} inputMode="numeric" maxLength={5} onChange={(event) => setTime(event.target.value)} />
          </Field>
        </FieldRow>
      </div>
      <Await of={read} lines={3}>
        {(list) =>
          list.length === 0 ? (
            <p className={css.nobody} role="status">
              {t('notify.preview.nobody', { time: timeOf(minute ?? 0) })}
            </p>
          ) : (
            <ol className={css.told} aria-label={t('notify.preview.title')}>
              {list.map((one) => {
                const channel = names.channels.get(one.channelId)
                return (
                  <li key={`${one.step}|${one.channelId}|${one.to}`}>
                    <span className={css.when}>{clock(one.at, false)}</span>
                    <span className={css.who}>
                      {channel ? channelName(t, channel) : `#${one.channelId}`}
                      {one.teamName === null ? null : ` → ${one.teamName}`}
                      {one.to === '' ? null : <span className={css.address}>{one.to}</span>}
                    </span>
                    {one.held ? <Badge tone="planned">{t('notify.preview.held')}</Badge> : null}
                    {one.step > 0 && !one.held ? <Badge tone="minor">{t('notify.preview.unless')}</Badge> : null}
                  </li>
                )
              })}
            </ol>
          )
        }
      </Await>
    </Panel>
  )
}
