/** A battery bank: its record, what its discharges taught, the curve of the last one beside the learned one, and the last ones in a list. */
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Badge, type Tone } from '../../components/State.tsx'
import { number, percent, withUnit } from '../../../shared/format/number.ts'
import { dayText, duration, moment } from '../../../shared/format/time.ts'
import type { Bank, Discharge, StationPower } from '../../../shared/model/power.ts'
import { DischargeCurve, DischargeSpark } from './DischargeCurve.tsx'
import { ForgetBankDialog } from './ForgetBankDialog.tsx'
import css from './Power.module.css'

const SHOWN = 5
const NONE: readonly Discharge[] = []

const healthTone = (health: number): Tone => (health >= 0.8 ? 'ok' : health >= 0.5 ? 'minor' : 'major')

export function BankPanel({
  power,
  mayEdit,
  forgetting,
  onForget,
}: {
  power: StationPower
  mayEdit: boolean
  forgetting: boolean
  onForget: (open: boolean) => void
}) {
  const { t, locale } = useWords()
  const { bank } = power
  const discharges = useRead('power.discharges', { id: power.stationId, limit: 20 }, { refetchInterval: 60_000 }).data ?? NONE
  const last = discharges.find((one) => one.curve.some((point) => point.ah !== null) && one.curve.length > 2)
  return (
    <section className={css.bank} aria-label={t('power.bank.title')}>
      <div className={css.bankHead}>
        <h3>{t('power.bank.title')}</h3>
        {bank.health === null ? null : (
          <Badge tone={healthTone(bank.health)} shape>
            {t('power.bank.health', { share: percent(bank.health, locale, 0) })}
          </Badge>
        )}
        {mayEdit && bank.discharges > 0 ? (
          <Button size="small" onClick={() => onForget(true)}>
            {t('power.bank.forget')}
          </Button>
        ) : null}
      </div>
      <div className={css.bankBody}>
        <BankFacts bank={bank} />
        {last || bank.curve.length > 1 ? <DischargeCurve learned={bank.curve} last={last ?? null} /> : null}
      </div>
      <h4 className={css.listTitle}>{t('power.discharge.title')}</h4>
      {discharges.length === 0 ? (
        <p className="muted">{t('power.discharge.none')}</p>
      ) : (
        <ul className={css.discharges}>
          {discharges.slice(0, SHOWN).map((one) => (
            <li key={one.id}>
              <DischargeSpark discharge={one} />
              <span className={css.when}>
                {moment(one.from, locale)}
                <span className="muted">
                  {one.to === null ? t('power.discharge.goesOn') : duration(one.to - one.from, locale)}
                  {one.endedBy ? ` · ${t(`power.ended.${one.endedBy}`)}` : ''}
                </span>
              </span>
              <span className={css.much}>
                {one.removedAh === null ? t('power.discharge.noAh') : withUnit(number(one.removedAh, locale, 1), 'Ah')}
                <span className="muted">
                  {one.minVolts === null ? '' : t('power.discharge.lowest', { volts: withUnit(number(one.minVolts, locale, 1), 'V') })}
                </span>
              </span>
              {one.taught ? <Badge tone="accent">{t('power.discharge.taught')}</Badge> : null}
            </li>
          ))}
        </ul>
      )}
      {forgetting ? <ForgetBankDialog stationId={power.stationId} onClose={() => onForget(false)} /> : null}
    </section>
  )
}

function BankFacts({ bank }: { bank: Bank }) {
  const { t, locale } = useWords()
  const ah = (value: number) => withUnit(number(value, locale, 0), 'Ah')
  return (
    <Facts className={css.bankFacts}>
      <Fact name={t('power.bank.nameplate')}>
        {bank.nameplateAh === null
          ? null
          : `${ah(bank.nameplateAh)}${bank.cells === null ? '' : ` · ${t('power.bank.cells', { n: bank.cells })}`}`}
      </Fact>
      <Fact name={t('power.bank.usable')}>
        {bank.usableAh === null ? <span className="muted">{t('power.bank.unlearned')}</span> : ah(bank.usableAh)}
      </Fact>
      {bank.discharges === 0 ? null : (
        <Fact name={t('power.bank.learned')}>
          {t('power.bank.times', { n: bank.discharges })}
          {bank.confidence ? ` · ${t(`power.confidence.${bank.confidence}`)}` : ''}
        </Fact>
      )}
      {bank.endVolts === null ? null : <Fact name={t('power.bank.endVolts')}>{withUnit(number(bank.endVolts, locale, 1), 'V')}</Fact>}
      {bank.ohms === null ? null : <Fact name={t('power.bank.ohms')}>{withUnit(number(bank.ohms * 1000, locale, 0), 'mΩ')}</Fact>}
      <Fact name={t('power.bank.installed')}>{bank.installedOn === null ? null : dayText(bank.installedOn, locale)}</Fact>
      <Fact name={t('power.bank.tested')}>{bank.testedOn === null ? null : dayText(bank.testedOn, locale)}</Fact>
    </Facts>
  )
}
