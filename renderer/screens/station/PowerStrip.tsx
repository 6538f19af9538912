/** The way of the power in four cells: mains, rectifier, battery, genset. Where nothing is known it says so in words. */
import { BatteryMedium, Fuel, PlugZap, Zap, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Value } from '../../components/Value.tsx'
import { cx } from '../../components/cx.ts'
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import { number, withUnit } from '../../../shared/format/number.ts'
import { duration, MINUTE } from '../../../shared/format/time.ts'
import type { StationPower } from '../../../shared/model/power.ts'
import type { Station } from '../../../shared/model/station.ts'
import { powerOf, usable } from './power.ts'
import css from './PowerStrip.module.css'

function Cell({
  icon: Icon,
  name,
  main,
  notes,
  state,
}: {
  icon: LucideIcon
  name: string
  main: ReactNode
  notes?: ReactNode
  state?: 'bad' | 'good' | undefined
}) {
  return (
    <div className={cx(css.cell, state === 'bad' && css.bad)}>
      <dt>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        {name}
      </dt>
      <dd className={css.main}>{main}</dd>
      {notes ? <dd className={css.notes}>{notes}</dd> : null}
    </div>
  )
}

const reading = (row: LiveReadingRow) => (
  <Value
    key={`${row.deviceId}${row.metric}${row.instance}`}
    metric={row.metric}
    value={row.value}
    quality={row.quality}
    at={row.at}
    raw={row.raw}
  />
)

export function PowerStrip({
  readings,
  power,
  station,
  compact = false,
}: {
  readings: readonly LiveReadingRow[] | undefined
  /** What is left of the battery; undefined before it is known. */
  power: StationPower | undefined
  station: Station
  compact?: boolean
}) {
  const { t, locale } = useWords()
  const { mains, rectifier, battery, genset } = powerOf(readings ?? [])
  const unknown = (
    <span className={css.unknown} title={t('station.power.cannotTellWhy')}>
      {t('station.power.cannotTell')}
    </span>
  )
  const phases = mains.phases.filter(usable)
  const mainsOff = usable(mains.state)
    ? mains.state.value === 0 || mains.state.value === 4
    : phases.length > 0 && phases.every((p) => (p.value ?? 0) < 50)
  const discharging = usable(battery.state) && [3, 5, 6, 7].includes(battery.state.value ?? -1)
  const left = power?.estimate.minutes
  const onBattery = power !== undefined && power.onBatterySince !== null
  return (
    <dl className={cx(css.strip, compact && css.compact)} aria-label={t('station.power.title')}>
      <Cell
        icon={PlugZap}
        name={t('station.power.mains')}
        state={mainsOff && station.mains ? 'bad' : undefined}
        main={
          !station.mains && !usable(mains.state) && phases.length === 0 ? (
            <span className={css.unknown}>{t('station.power.noMains')}</span>
          ) : usable(mains.state) ? (
            reading(mains.state)
          ) : phases[0] ? (
            reading(phases[0])
          ) : (
            unknown
          )
        }
        notes={
          usable(mains.state) && phases.length > 0
            ? phases.slice(0, 3).map((p) => <span key={`${p.deviceId}${p.instance}`}>{reading(p)}</span>)
            : undefined
        }
      />
      <Cell
        icon={Zap}
        name={t('station.power.rectifier')}
        state={(power?.rectifier.faulty ?? rectifier.faults) > 0 ? 'bad' : undefined}
        main={usable(rectifier.voltage) ? reading(rectifier.voltage) : usable(rectifier.current) ? reading(rectifier.current) : unknown}
        notes={
          <>
            {usable(rectifier.load) ? <span>{reading(rectifier.load)}</span> : null}
            {usable(rectifier.count) ? <span>{t('station.power.modules', { n: rectifier.count.value })}</span> : null}
          </>
        }
      />
      <Cell
        icon={BatteryMedium}
        name={t('station.power.battery')}
        state={discharging ? 'bad' : undefined}
        main={usable(battery.state) ? reading(battery.state) : usable(battery.voltage) ? reading(battery.voltage) : unknown}
        notes={
          <>
            {usable(battery.state) && usable(battery.voltage) ? <span>{reading(battery.voltage)}</span> : null}
            {usable(battery.charge) ? <span>{reading(battery.charge)}</span> : null}
            {left !== null && left !== undefined ? (
              onBattery ? (
                <strong>{t('station.power.minutesLeft', { left: duration(left * MINUTE, locale) })}</strong>
              ) : (
                <span>{t('station.power.reserve', { left: duration(left * MINUTE, locale) })}</span>
              )
            ) : onBattery || discharging ? (
              <span title={power?.estimate.why ? phraseText(t, power.estimate.why, 'common.cannotTell') : undefined}>
                {t('station.power.minutesUnknown')}
              </span>
            ) : station.batteryAh !== null ? (
              <span>{withUnit(number(station.batteryAh, locale), 'Ah')}</span>
            ) : null}
          </>
        }
      />
      <Cell
        icon={Fuel}
        name={t('station.power.genset')}
        state={usable(genset.state) && (genset.state.value === 3 || genset.state.value === 4) ? 'bad' : undefined}
        main={
          usable(genset.state) ? (
            reading(genset.state)
          ) : (
            <span className={css.unknown}>
              {station.genset === 'none'
                ? t('station.power.noGenset')
                : t('station.power.gensetUnread', { kind: t(`common.genset.${station.genset}`).toLowerCase() })}
            </span>
          )
        }
        notes={usable(genset.fuel) ? reading(genset.fuel) : undefined}
      />
    </dl>
  )
}
