/** The last exchange with the device: how it ended and when, how its reply was read, and how many have failed. */
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { link } from '../../app/location.ts'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Age } from '../../components/Value.tsx'
import { number, percent, withUnit } from '../../../shared/format/number.ts'
import { StateWord } from './StateWord.tsx'
import { stateOf } from './state.ts'
import { milliseconds } from './words.ts'

export function ExchangePanel({
  detail: { device, status, intervalSeconds },
  of,
}: {
  detail: OutputOf<'devices.get'>
  of: { data: OutputOf<'poller.device'> | undefined }
}) {
  const { t, locale } = useWords()
  const exchange = of.data?.exchange ?? null
  const polls = exchange?.polls ?? 0
  return (
    <Panel
      title={t('devices.exchange.title')}
      actions={<a href={`#${link('/devices/traps', { device: device.id })}`}>{t('devices.exchange.traps')}</a>}
    >
      <Facts>
        <Fact name={t('devices.exchange.outcome')}>
          <StateWord state={stateOf(device, status)} />
        </Fact>
        <Fact name={t('devices.exchange.at')}>
          <Age at={status.at} fast />
        </Fact>
        <Fact name={t('devices.exchange.took')}>{status.responseMs === null ? null : milliseconds(status.responseMs, locale)}</Fact>
        <Fact name={t('devices.exchange.answered')}>
          <Age at={status.lastOkAt} />
        </Fact>
        {status.failures > 0 ? <Fact name={t('devices.exchange.failures')}>{number(status.failures, locale)}</Fact> : null}
        <Fact name={t('devices.exchange.interval')}>
          {withUnit(number(intervalSeconds, locale), 's')}
          {device.intervalSeconds === null ? ` (${t('devices.common')})` : ''}
        </Fact>
        {exchange ? (
          <Fact name={t('devices.exchange.way')}>{exchange.way === null ? null : t(`devices.exchange.${exchange.way}`)}</Fact>
        ) : null}
        {polls > 0 && exchange ? (
          <Fact name={t('devices.exchange.timeouts')}>
            {t('devices.exchange.ofPolls', {
              n: number(exchange.timeouts, locale),
              polls: number(polls, locale),
              share: percent(exchange.timeouts / polls, locale, 1),
            })}
          </Fact>
        ) : null}
      </Facts>
    </Panel>
  )
}
