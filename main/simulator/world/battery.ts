/** The battery and its rectifiers in numbers: one small step of charge, and the voltage that shows. */

const LOW_VOLTAGE_DISCONNECT = 44.4
/** Charge at which the string falls below the disconnect voltage under load. */
export const EMPTY = 4

/** Open-circuit voltage of 24 cells at a state of charge in percent. */
function restVoltage(charge: number): number {
  const c = charge / 100
  return 46.6 + 4.6 * c - (c < 0.1 ? (0.1 - c) * 26 : 0)
}

/** Voltage while discharging: rest less the drop over the string's resistance, at or a little above the disconnect. */
export function dischargeVoltage(charge: number, amps: number, usableAh: number): number {
  return Math.max(LOW_VOLTAGE_DISCONNECT - 0.6, restVoltage(charge) - (amps / usableAh) * 5)
}

/** Charging current in ampere: limited to 0.15 C, tapering as the string fills. */
export function chargeCurrent(charge: number, usableAh: number): number {
  if (charge >= 99.95) return 0
  return Math.max(0.01, Math.min(0.15, (100 - charge) * 0.0125)) * usableAh
}

export function chargeVoltage(charge: number): number {
  if (charge >= 99.95) return 53.5
  return charge > 90 ? 53.5 + ((100 - charge) / 10) * 2.1 : Math.min(55.6, 51.5 + (charge / 90) * 4.1)
}

/** The charge after `hours` at `amps` (positive charging). */
export function after(charge: number, amps: number, hours: number, usableAh: number): number {
  return Math.min(100, Math.max(0, charge + ((amps * hours) / usableAh) * 100 * (amps > 0 ? 0.92 : 1)))
}
