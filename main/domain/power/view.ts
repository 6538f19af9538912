/** A station's power as screens see it, made of what was read and what is known of it. */
import type { BatteryEstimate, BatteryState, Bank, Discharge, DischargeEnd, StationPower } from '../../../shared/model/power.ts'
import type { Station } from '../../../shared/model/station.ts'
import { lessonsNow, type BankRecord, type LearnedBank } from './bank.ts'
import { confidenceOf, weigh } from './evidence.ts'
import { fuelOf } from './fuel.ts'
import { good, type PowerInputs } from './inputs.ts'
import type { Session } from './session.ts'
import { isDischarging } from './tracker.ts'
import type { PowerWatch } from './watch.ts'

export const recordOf = (station: Station): BankRecord => ({
  nameplateAh: station.batteryAh,
  cells: station.batteryCells,
  installedOn: station.batteryInstalledOn,
  testedOn: station.batteryTestedOn,
})

const hundredth = (value: number): number => Math.round(value * 100) / 100

export function bankOf(station: Station, learned: LearnedBank, now: number): Bank {
  const known = weigh(lessonsNow(learned, now))
  const nameplateAh = station.batteryAh
  return {
    stationId: station.id,
    nameplateAh,
    cells: station.batteryCells,
    installedOn: station.batteryInstalledOn,
    testedOn: station.batteryTestedOn,
    usableAh: known && Math.round(known.ah * 10) / 10,
    health: known && nameplateAh !== null && nameplateAh > 0 ? hundredth(known.ah / nameplateAh) : null,
    confidence: known && confidenceOf(known.spread),
    endVolts: learned.endVolts,
    ohms: learned.ohms,
    discharges: learned.taught,
    learnedAt: learned.lessons.at(-1)?.at ?? null,
    curve: learned.curve,
  }
}

function batteryState(inputs: PowerInputs, watch: PowerWatch): BatteryState {
  const { session, isOver } = watch.tracker
  if (session) return isOver ? 'empty' : 'discharging'
  if (inputs.at === null) return 'unknown'
  if (isDischarging(inputs)) return 'discharging'
  if (inputs.battery.told === 'charging' || (good(inputs.battery.current) ?? 0) > 1) return 'charging'
  if (inputs.battery.told === 'float' || good(inputs.battery.current) !== null) return 'float'
  return 'unknown'
}

/** `estimate`: what is left now, silence carried on. */
export function powerOf(station: Station, inputs: PowerInputs, watch: PowerWatch, estimate: BatteryEstimate, now: number): StationPower {
  const { session, isOver, mainsLostAt } = watch.tracker
  const { battery, mains, rectifier, bus, load } = inputs
  const watts = good(inputs.watts)
  const amps = good(load)
  const volts = good(bus)
  return {
    stationId: station.id,
    at: inputs.at,
    mains: { ...mains, state: !station.mains && mains.state !== 'on' ? 'none' : mains.state },
    mainsLostAt,
    rectifier,
    bus,
    load,
    loadWatts: watts ?? (amps !== null && volts !== null ? Math.round(amps * volts) : null),
    battery: {
      state: batteryState(inputs, watch),
      voltage: battery.voltage,
      current: battery.current,
      charge: battery.charge,
      temperature: battery.temperature,
      minutes: battery.minutes,
    },
    onBatterySince: session && !isOver ? session.from : null,
    genset: {
      kind: station.genset,
      state: station.genset === 'none' && inputs.genset.state === 'unknown' ? 'none' : inputs.genset.state,
      voltage: inputs.genset.voltage,
    },
    fuel: fuelOf(inputs, station.genset, station.tankLitres, watch.learned.litresPerHour),
    solar: station.solar,
    estimate,
    bank: bankOf(station, watch.learned, now),
  }
}

function meanLoad({ removedAh, meanAmps, mono, fromMono }: Session): number | null {
  const hours = (mono - fromMono) / 3_600_000
  const amps = removedAh !== null && hours > 0.1 ? removedAh / hours : meanAmps
  return amps === null ? null : hundredth(amps)
}

/** A discharge as it is kept. */
export function dischargeOf(
  id: number,
  stationId: number,
  session: Session,
  end: { readonly at: number; readonly by: DischargeEnd; readonly taught: boolean } | null,
): Discharge {
  return {
    id,
    stationId,
    from: session.from,
    to: end?.at ?? null,
    endedBy: end?.by ?? null,
    removedAh: session.removedAh === null ? null : hundredth(session.removedAh),
    gapMs: session.gapMs,
    loadAmps: meanLoad(session),
    minVolts: session.minVolts,
    chargeFrom: session.chargeFrom,
    chargeTo: session.chargeTo,
    curve: session.curve.map(({ at, ah, volts }) => ({ at, ah: ah === null ? null : hundredth(ah), volts })),
    taught: end?.taught ?? false,
  }
}
