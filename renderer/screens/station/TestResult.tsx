/** What one look at a device gave: the outcome in words, who answered, and every reading. */
import { Fragment } from 'react'
import type { UseMutationResult } from '@tanstack/react-query'
import type { InputOf, OutputOf } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { Badge, ToneIcon } from '../../components/State.tsx'
import { Value } from '../../components/Value.tsx'
import { cx } from '../../components/cx.ts'
import { metricName } from '../../../shared/format/metric.ts'
import css from './Form.module.css'

export function TestResult({ test }: { test: UseMutationResult<OutputOf<'devices.test'>, Error, InputOf<'devices.test'>> }) {
  const { t } = useWords()
  if (test.isPending) {
    return (
      <div className={css.result} role="status">
        {t('station.test.running')}
        <Loading lines={2} />
      </div>
    )
  }
  if (test.error) return <ErrorState error={test.error} compact />
  if (!test.data) return null
  const { outcome, phrase, device, readings, responseMs } = test.data
  const facts: [string, string | null][] = [
    ['sysName', device.sysName],
    ['sysDescr', device.sysDescr],
    ['sysObjectID', device.sysObjectID],
  ]
  return (
    <div className={css.result} role="status">
      <p className={css.outcome}>
        <ToneIcon tone={outcome === 'ok' ? 'ok' : 'critical'} label={t(`station.outcome.${outcome}`)} />
        <span>{phraseText(t, phrase, `station.outcome.${outcome}`)}</span>
      </p>
      {outcome === 'ok' ? (
        <>
          <dl className={css.facts}>
            {facts.map(([name, value]) =>
              value === null ? null : (
                <Fragment key={name}>
                  <dt>{t(`station.test.${name}`)}</dt>
                  <dd>{value}</dd>
                </Fragment>
              ),
            )}
            <dt>{t('station.test.profile')}</dt>
            <dd>
              {device.profile ?? t('station.test.noProfile')}{' '}
              {device.verified === null || device.profile === null ? null : (
                <Badge tone={device.verified ? 'ok' : 'plain'}>
                  {t(device.verified ? 'station.devices.verified' : 'station.devices.unverified')}
                </Badge>
              )}
            </dd>
            {responseMs === null ? null : (
              <>
                <dt>{t('station.test.response')}</dt>
                <dd>{t('station.devices.response', { ms: Math.round(responseMs) })}</dd>
              </>
            )}
          </dl>
          <strong>{t('station.test.found', { n: readings.length })}</strong>
          <ul className={cx(css.found, 'scroll')} tabIndex={0} aria-label={t('station.test.found', { n: readings.length })}>
            {readings.map((r) => (
              <li key={`${r.metric}/${r.instance}`}>
                <span>
                  {metricName(r.metric, t)} {r.label === '' ? r.instance : r.label}
                </span>
                <Value metric={r.metric} value={r.value} quality={r.quality} raw={r.raw} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}
