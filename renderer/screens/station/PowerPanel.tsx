/** Power of a station: the one-line diagram, what is left in battery and tank, the bank and its discharges. */
import { useState } from 'react'
import { useRead } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Age, Value } from '../../components/Value.tsx'
import { number, withUnit } from '../../../shared/format/number.ts'
import { unitText } from '../../../shared/format/metric.ts'
import { duration, HOUR } from '../../../shared/format/time.ts'
import type { StationPower } from '../../../shared/model/power.ts'
import { BankPanel } from './BankPanel.tsx'
import { hasGenset } from './diagram.ts'
import { MinutesLeft } from './MinutesLeft.tsx'
import { PowerDiagram } from './PowerDiagram.tsx'
import css from './Power.module.css'

export function PowerPanel({ stationId, mayEdit }: { stationId: number; mayEdit: boolean }) {
  const { t } = useWords()
  const power = useRead('power.station', { id: stationId }, { refetchInterval: 30_000 })
  const [asked, setAsked] = useState(false)
  const at = power.data?.at ?? null
  return (
    <Panel title={t('power.title')} note={at === null ? undefined : <Age at={at} />} className={css.panel}>
      <Await of={power} lines={8}>
        {(data) => (
          <>
            <PowerDiagram power={data} />
            <Since power={data} />
            <div className={css.below}>
              <MinutesLeft power={data} />
              {hasGenset(data) ? <FuelLeft power={data} /> : null}
            </div>
            <BankPanel power={data} mayEdit={mayEdit} forgetting={asked} onForget={setAsked} />
          </>
        )}
      </Await>
    </Panel>
  )
}

function Since({ power }: { power: StationPower }) {
  const { t } = useWords()
  const { mainsLostAt, onBatterySince } = power
  if (mainsLostAt === null && onBatterySince === null) return null
  return (
    <p className={css.since}>
      {mainsLostAt === null ? null : (
        <span>
          {t('power.mainsLost')} <Age at={mainsLostAt} />
        </span>
      )}
      {onBatterySince === null ? null : (
        <span>
          {t('power.onBatterySince')} <Age at={onBatterySince} />
        </span>
      )}
    </p>
  )
}

function FuelLeft({ power: { fuel } }: { power: StationPower }) {
  const { t, locale } = useWords()
  const litres = (value: number, decimals = 0) => withUnit(number(value, locale, decimals), t('power.litre'))
  return (
    <div className={css.left}>
      <p className={css.leftLabel}>{t('power.fuel')}</p>
      {fuel.hours === null ? (
        <p className={css.fuelLevel}>
          {fuel.level.metric ? (
            <Value metric={fuel.level.metric} value={fuel.level.value} quality={fuel.level.quality} at={fuel.level.at} />
          ) : null}
        </p>
      ) : (
        <p className={css.minutes}>{duration(fuel.hours * HOUR, locale)}</p>
      )}
      <Facts className={css.fuelFacts}>
        <Fact name={t('power.inTank')}>{fuel.litres === null ? null : litres(fuel.litres)}</Fact>
        <Fact name={t('power.burns')}>
          {fuel.litresPerHour === null ? null : `${litres(fuel.litresPerHour, 1)}/${unitText('h', locale)}`}
        </Fact>
      </Facts>
      {fuel.why ? <p className="muted">{phraseText(t, fuel.why, 'common.cannotTell')}</p> : null}
    </div>
  )
}
