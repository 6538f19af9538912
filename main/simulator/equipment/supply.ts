/** What every power system tells of a station's power, in plain units; each family sends it in its own way. */
import { between, chance, wave } from '../random.ts'
import type { View } from '../agent/mib.ts'

export const broken = (view: View, n: number): boolean => n === 1 && view.station.troubles.includes('rectifier')

/** Volts of a phase, one decimal; null where the station has no such phase. */
export function phaseVolts(view: View, phase: number): number | null {
  const { truth, station, province } = view
  if (phase > station.phases) return null
  if (!truth.ac) return 0
  const still = between(222, 236, province.seed, 210, station.index, phase)
  const sag = truth.mains ? (truth.traffic - 1) * 6 : 0
  return Math.round((still - sag + 2.2 * wave(truth.at, 1_700_000, province.seed, 211, station.index, phase)) * 10) / 10
}

export function rectifierAmps(view: View, n: number): number {
  const working = view.station.rectifiers - (view.station.troubles.includes('rectifier') ? 1 : 0)
  if (broken(view, n)) return 0
  return (view.truth.rectifierAmps / working) * (0.97 + 0.06 * chance(view.province.seed, 212, view.station.index, n))
}

export const rectifierVolts = (view: View, n: number): number => (view.truth.ac && !broken(view, n) ? view.truth.busVoltage : 0)

export function minutesLeft(view: View): number {
  const { truth, station } = view
  const amps = truth.batteryAmps < 0 ? -truth.batteryAmps : truth.loadAmps
  if (amps <= 0) return 0
  return Math.max(0, ((truth.charge - 4) / 100) * station.batteryAh * station.batteryHealth * (60 / amps))
}

export const batteryTemperature = (view: View): number => view.truth.temperature + (view.truth.batteryAmps < 0 ? 3 : 1)

/** float, boost or discharge. */
export const batteryMode = (view: View): 'float' | 'boost' | 'discharge' =>
  view.truth.batteryAmps < 0 ? 'discharge' : view.truth.charge < 90 ? 'boost' : 'float'

export const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1)
