/** Devices at whose address another box answers: what changed, and the question what that means. */
import { useMemo } from 'react'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { number } from '../../../shared/format/number.ts'
import type { DeviceIdentity } from '../../../shared/model/discovery.ts'
import type { StationName } from './stations.ts'
import css from './Discovery.module.css'

export function Replacements({ stations, may }: { stations: ReadonlyMap<number, StationName>; may: boolean }) {
  const { t, locale } = useWords()
  const asked = useRead('discovery.replacements')
  const devices = useRead('devices.list', undefined, { staleTime: 60_000 })
  const byId = useMemo(() => new Map((devices.data ?? []).map((device) => [device.id, device])), [devices.data])
  if (!asked.data || asked.data.length === 0) return null
  return (
    <Panel title={t('discovery.replaced.title')} note={number(asked.data.length, locale)}>
      <p className={css.lead}>{t('discovery.replaced.lead')}</p>
      <ul className={css.replaced}>
        {asked.data.map((one) => {
          const device = byId.get(one.deviceId)
          const station = device ? stations.get(device.stationId) : undefined
          return <Question key={one.deviceId} asked={one} name={device?.name ?? `#${one.deviceId}`} station={station} may={may} />
        })}
      </ul>
    </Panel>
  )
}

type QuestionProps = { asked: DeviceIdentity; name: string; station: StationName | undefined; may: boolean }

export function Question({ asked, name, station, may }: QuestionProps) {
  const { t } = useWords()
  const decide = useCommand('discovery.decide', {
    refresh: ['discovery.replacements', 'discovery.identity', 'devices.list', 'discovery.rows'],
    // Told here: the question itself is gone by then.
    onDone: (_, { isNew }) => toast({ text: t(isNew ? 'discovery.replaced.acceptedToast' : 'discovery.replaced.keptToast', { name }) }),
  })
  const { pending, identity, deviceId } = asked
  if (!pending) return null
  const say = (isNew: boolean) => () => decide.mutate({ deviceId, since: pending.since, isNew }, { onError: toastFailure })
  return (
    <li className={css.question}>
      <div className={css.questionHead}>
        <ToneIcon tone="major" size={12} />
        <a href={`#/devices/${deviceId}`}>{name}</a>
        {station ? (
          <span className="muted">
            {station.code} {station.name}
          </span>
        ) : null}
        <Age at={pending.since} className="muted" />
      </div>
      <dl className={css.changes}>
        {pending.changed.map((part) => (
          <div key={part}>
            <dt>{t(`discovery.replaced.part.${part}`)}</dt>
            <dd>
              <del title={t('discovery.replaced.before')}>{identity[part]}</del>
              <span aria-hidden>→</span>
              <ins title={t('discovery.replaced.after')}>{pending.identity[part]}</ins>
            </dd>
          </div>
        ))}
      </dl>
      {may ? (
        <div className={css.answers}>
          <Button size="small" kind="primary" busy={decide.isPending} onClick={say(true)}>
            {t('discovery.replaced.isNew')}
          </Button>
          <span className={css.hint}>{t('discovery.replaced.isNewHint')}</span>
          <Button size="small" disabled={decide.isPending} onClick={say(false)}>
            {t('discovery.replaced.same')}
          </Button>
          <span className={css.hint}>{t('discovery.replaced.sameHint')}</span>
        </div>
      ) : null}
    </li>
  )
}
