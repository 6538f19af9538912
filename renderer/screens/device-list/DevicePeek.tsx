/** The side panel of a device: how its last poll ended and what to do, what it is, and the way to its page. */
import { ArrowRight, Stethoscope } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Age } from '../../components/Value.tsx'
import { number } from '../../../shared/format/number.ts'
import type { DeviceDeeds } from '../device/deeds.tsx'
import { sentenceOf } from '../device/sentence.ts'
import { StateWord, VerifiedMark } from '../device/StateWord.tsx'
import { address, milliseconds } from '../device/words.ts'
import type { DeviceRow } from './rows.ts'
import css from './DeviceList.module.css'

export function DevicePeek({ row, deeds, onClose }: { row: DeviceRow; deeds: DeviceDeeds; onClose: () => void }) {
  const { t, locale } = useWords()
  const { device } = row
  const { status } = device
  return (
    <SidePanel label={t('devices.panel.label')} over={`${row.code} · ${row.station}`} title={device.name} onClose={onClose}>
      <div className={css.peek}>
        <div>
          <p className={css.peekState}>
            <StateWord state={row.state} size={14} />
            <Age at={status.at} className="muted" />
          </p>
          <p>{sentenceOf(t, device, row.state)}</p>
        </div>
        <div className={css.peekDeeds}>
          <LinkButton kind="primary" icon={ArrowRight} href={`/devices/${device.id}`}>
            {t('devices.panel.open')}
          </LinkButton>
          {deeds.may && !device.retired ? (
            <Button icon={Stethoscope} onClick={() => deeds.test(device)}>
              {t('station.devices.test')}
            </Button>
          ) : null}
        </div>
        <Facts>
          <Fact name={t('devices.col.station')}>
            <a href={`#/stations/${device.stationId}`}>{`${row.code} ${row.station}`}</a>
          </Fact>
          <Fact name={t('devices.col.kind')}>{t(`common.deviceKind.${device.kind}`)}</Fact>
          <Fact name={t('devices.col.address')}>
            <span className="mono">{address(device)}</span>
          </Fact>
          <Fact name={t('devices.col.profile')}>
            {row.profile === '' ? t('station.devices.noProfile') : row.profile}{' '}
            {row.verified === null ? null : <VerifiedMark verified={row.verified} word />}
          </Fact>
          <Fact name={t('devices.col.answered')}>
            <Age at={status.lastOkAt} />
          </Fact>
          <Fact name={t('devices.col.response')}>{status.responseMs === null ? null : milliseconds(status.responseMs, locale)}</Fact>
          <Fact name={t('devices.col.failures')}>{number(status.failures, locale)}</Fact>
        </Facts>
      </div>
    </SidePanel>
  )
}
