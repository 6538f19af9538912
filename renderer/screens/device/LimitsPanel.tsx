/** What this agent can take, as the profile says or as was learned of it; and for SNMPv3 the engine it names. */
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { number } from '../../../shared/format/number.ts'
import { duration } from '../../../shared/format/time.ts'
import css from './Device.module.css'

type Answer = OutputOf<'poller.device'>

export function LimitsPanel({ of }: { of: { data: Answer | undefined; error: unknown; refetch: () => unknown } }) {
  const { t, locale } = useWords()
  return (
    <Panel title={t('devices.limits.title')}>
      <Await of={of} lines={4}>
        {({ exchange }) =>
          exchange === null ? (
            <p className="muted">{t('devices.limits.none')}</p>
          ) : (
            <>
              <Facts>
                <Fact name={t('devices.limits.objects')}>{number(exchange.objects, locale)}</Fact>
                <Fact name={t('devices.limits.requests')}>{number(exchange.requests, locale)}</Fact>
                <Fact name={t('devices.limits.varbinds')}>
                  {number(exchange.limits.varbinds, locale)}{' '}
                  <span className="muted">({t(exchange.limits.learned ? 'devices.limits.learned' : 'devices.limits.said')})</span>
                </Fact>
                <Fact name={t('devices.limits.bulk')}>{t(exchange.limits.bulk ? 'common.yes' : 'common.no')}</Fact>
                <Fact name={t('devices.limits.inFlight')}>{number(exchange.limits.inFlight, locale)}</Fact>
                {exchange.engine ? (
                  <>
                    <Fact name={t('devices.engine.id')}>
                      <span className={css.tools}>
                        <span className="mono">{exchange.engine.id}</span>
                        <CopyButton text={exchange.engine.id} what={t('devices.engine.copy')} />
                      </span>
                    </Fact>
                    <Fact name={t('devices.engine.boots')}>{number(exchange.engine.boots, locale)}</Fact>
                    <Fact name={t('devices.engine.time')}>{duration(exchange.engine.time * 1000, locale)}</Fact>
                  </>
                ) : null}
              </Facts>
              {exchange.limits.learned ? <p className={css.note}>{t('devices.limits.learnedText')}</p> : null}
            </>
          )
        }
      </Await>
    </Panel>
  )
}
