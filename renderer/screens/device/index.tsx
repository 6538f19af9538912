/** A device: what it is, what reads it, every reading with its object, how the last polls went and what was learned of it. */
import { Pencil, RotateCcw, Stethoscope, Trash2 } from 'lucide-react'
import { useParams as useRoute } from 'wouter'
import { useRead, type OutputOf } from '../../app/client.ts'
import { failureOf } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Page } from '../../components/Page.tsx'
import { SubjectHead } from '../../components/SubjectHead.tsx'
import { Age } from '../../components/Value.tsx'
import { useMay } from '../settings/may.ts'
import { AlarmsPanel } from './AlarmsPanel.tsx'
import { ExchangePanel } from './ExchangePanel.tsx'
import { IdentityPanel } from './IdentityPanel.tsx'
import { LimitsPanel } from './LimitsPanel.tsx'
import { ProfilePanel } from './ProfilePanel.tsx'
import { RecordingsPanel } from './RecordingsPanel.tsx'
import { ReadingsPanel } from './ReadingsPanel.tsx'
import { Replaced } from './Replaced.tsx'
import { ResponsePanel } from './ResponsePanel.tsx'
import { SameEngine } from './SameEngine.tsx'
import { StateWord } from './StateWord.tsx'
import { useDeviceDeeds } from './deeds.tsx'
import { sentenceOf } from './sentence.ts'
import { stateOf } from './state.ts'
import { address } from './words.ts'
import css from './Device.module.css'

const EVERY_MS = 10_000

export default function DevicePage() {
  const { t } = useWords()
  const may = useMay('engineer')
  const { id: text } = useRoute()
  const id = Number(text)
  const valid = Number.isSafeInteger(id) && id > 0
  const detail = useRead('devices.get', { id }, { enabled: valid })
  const exchange = useRead('poller.device', { id }, { enabled: valid, refetchInterval: EVERY_MS })
  if (!valid || (detail.error && failureOf(detail.error).code === 'NOT_FOUND')) {
    return (
      <Page title={t('devices.title')}>
        <EmptyState action={<LinkButton href="/devices/list">{t('devices.page.toList')}</LinkButton>}>
          {t('devices.page.notFound')}
        </EmptyState>
      </Page>
    )
  }
  if (!detail.data) {
    return (
      <Page title={t('devices.title')} head={<span />}>
        {detail.error ? <ErrorState error={detail.error} onRetry={() => void detail.refetch()} /> : <Loading lines={10} />}
      </Page>
    )
  }
  const { device, station } = detail.data
  return (
    <Page key={id} title={`${device.name} · ${station.code}`} head={<Header detail={detail.data} />}>
      <Replaced deviceId={id} name={device.name} />
      {exchange.data ? <SameEngine devices={exchange.data.sameEngine} /> : null}
      <div className={css.columns}>
        <div className={css.stack}>
          <ReadingsPanel device={device} stationId={station.id} />
          <ResponsePanel of={exchange} intervalSeconds={detail.data.intervalSeconds} />
        </div>
        <div className={css.stack}>
          <AlarmsPanel deviceId={id} />
          <ProfilePanel detail={detail.data} />
          <IdentityPanel deviceId={id} />
          <ExchangePanel detail={detail.data} of={exchange} />
          <LimitsPanel of={exchange} />
          {may ? <RecordingsPanel device={device} /> : null}
        </div>
      </div>
    </Page>
  )
}

function Header({ detail }: { detail: OutputOf<'devices.get'> }) {
  const { t } = useWords()
  const deeds = useDeviceDeeds()
  const { device, status, station, credential } = detail
  const state = stateOf(device, status)
  return (
    <SubjectHead
      back={{ href: '#/devices/list', label: t('devices.title') }}
      over={
        <>
          <a href={`#/stations/${station.id}`}>
            {station.code} {station.name}
          </a>
          <span>{t(`common.deviceKind.${device.kind}`)}</span>
          <span className="mono">{address(device)}</span>
        </>
      }
      name={device.name}
      actions={
        deeds.may ? (
          device.retired ? (
            <Button icon={RotateCcw} onClick={() => deeds.restore(device)}>
              {t('station.devices.restore')}
            </Button>
          ) : (
            <>
              <Button kind="primary" icon={Stethoscope} onClick={() => deeds.test(device)}>
                {t('station.devices.test')}
              </Button>
              <Button icon={Pencil} onClick={() => deeds.edit(device)}>
                {t('common.edit')}
              </Button>
              <Button icon={Trash2} onClick={() => deeds.retire(device)}>
                {t('station.devices.retire')}
              </Button>
            </>
          )
        ) : null
      }
      state={
        <p className={css.state}>
          <StateWord state={state} size={14} />
          {status.at === null ? null : <Age at={status.at} className="muted" />}
          <span>{sentenceOf(t, device, state, credential?.version === '3')}</span>
        </p>
      }
    >
      {deeds.dialogs}
    </SubjectHead>
  )
}
