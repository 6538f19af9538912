/** Why the minutes of a battery cannot be told: the first thing that is missing, too old, suspect or contradicted by another. */
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { PowerValue } from '../../../shared/model/power.ts'
import { isPlausible } from './cell.ts'
import { good, type PowerInputs } from './inputs.ts'
import type { Session } from './session.ts'
import { dischargeAmps, hasNoAmmeter, isDischarging, loadAmps } from './tracker.ts'

/** Ampere from rectifiers that contradict a mains that is off. */
const RECTIFIER_AMPS = 2
/** A battery's and the load's current may differ so much before one of them is wrong. */
const APART = 1.6
const APART_AMPS = 4
/** Volts at rest by which a battery may rise while it gives current: it recovers a little after the first minutes. */
const RISE_VOLTS = 1
/** A current is high from this share of the capacity on. */
const HIGH_CURRENT = 0.05
const ZERO_AMPS = 0.2

const why = (name: string, params?: Phrase['params']): Phrase =>
  params ? { key: `power.why.${name}`, params } : { key: `power.why.${name}` }

const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits

/** The metric is named by its key and put into words where it is read. */
function suspect(values: readonly PowerValue[]): Phrase | null {
  const found = values.find((one) => one.quality === 'suspect' && one.metric !== null)
  return found?.metric ? why('suspect', { metric: found.metric.replaceAll('.', '_'), value: found.value }) : null
}

/** What is wrong with the readings themselves; null where they may be reckoned with. `now`: epoch ms. */
export function doubtOf(
  inputs: PowerInputs,
  session: Session | null,
  record: { cells: number | null; capacityAh: number | null },
  now: number,
): Phrase | null {
  const { battery, bus, load } = inputs
  if (inputs.at === null) return why('noReadings')
  const volts = bus.metric === null ? battery.voltage : bus
  const used = [volts, battery.current, load, battery.charge].filter((one) => one.metric !== null)
  if (used.some((one) => one.quality === 'stale')) return why('stale', { minutes: Math.max(1, Math.round((now - inputs.at) / 60_000)) })
  const doubtful = suspect([volts, battery.current, ...(battery.current.metric === null ? [load] : []), battery.charge])
  if (doubtful) return doubtful
  const shown = good(volts)
  if (shown === null && (!inputs.isUps || volts.metric !== null)) return why('noVoltage')
  if (shown !== null && !isPlausible(shown, record.cells, inputs.isUps)) return why('voltageScale', { volts: round(shown, 2) })
  return isDischarging(inputs) ? doubtOnBattery(inputs, session, record.capacityAh) : null
}

function doubtOnBattery(inputs: PowerInputs, session: Session | null, capacityAh: number | null): Phrase | null {
  const own = good(inputs.battery.current)
  const rectifiers = good(inputs.rectifier.current)
  if (inputs.ac === 'off' && rectifiers !== null && rectifiers > RECTIFIER_AMPS)
    return why('rectifierDelivers', { amps: round(rectifiers) })
  if (own !== null && own > 1) return why('wrongSign', { amps: round(own) })
  const drawn = loadAmps(inputs)
  if (own !== null && drawn !== null && inputs.ac === 'off' && !inputs.isUps) {
    const taken = -own
    const apart = Math.abs(taken - drawn) > APART_AMPS && Math.max(taken, drawn) > APART * Math.max(0.1, Math.min(taken, drawn))
    if (apart) return why('currentsApart', { battery: round(taken), load: round(drawn) })
  }
  const amps = dischargeAmps(inputs)
  if (amps === null) return hasNoAmmeter(inputs) || inputs.isUps ? null : why('noCurrent')
  if (amps <= ZERO_AMPS) return why('zeroLoad')
  if (session && capacityAh !== null && amps >= HIGH_CURRENT * capacityAh) {
    const last = session.recent.at(-1)
    const least = session.recent.reduce((low, one) => Math.min(low, one.rest), Number.POSITIVE_INFINITY)
    if (last && session.recent.length >= 4 && last.rest - least > RISE_VOLTS)
      return why('voltageRises', { volts: round(last.rest - least) })
  }
  return null
}
