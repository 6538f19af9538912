/** The health of a station and its reason in words, out of what stands about it. */
import type { AlarmRow, Severity } from '../../../shared/model/alarm.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Health } from '../../../shared/model/station.ts'

/** A raised alarm as far as health asks. `value` is the latest one, in the metric's unit. */
export type StandingAlarm = Pick<AlarmRow, 'ruleId' | 'severity' | 'instance' | 'deviceId' | 'raisedAt'> & {
  readonly risk: boolean
  readonly value: number | null
}

/** How a station stands: what may be said of it, before alarms are looked at. */
export type Standpoint =
  | { readonly kind: 'retired' }
  | { readonly kind: 'planned'; readonly day: string }
  | { readonly kind: 'maintenance'; readonly reason: string; readonly by: string }
  | { readonly kind: 'noDevices' }
  | { readonly kind: 'isolated' }
  | { readonly kind: 'slept' }
  /** Before the first full cycle. */
  | { readonly kind: 'unpolled'; readonly polled: number; readonly devices: number }
  | { readonly kind: 'down'; readonly devices: number; readonly minutes: number }
  | { readonly kind: 'cellsOff'; readonly cells: number }
  | { readonly kind: 'unreachable'; readonly code: string }
  | {
      readonly kind: 'answering'
      readonly devices: number
      readonly silent: number
      readonly unreadable: number
      readonly battery: Battery
    }

/** What can be said about the battery while it is the question of the day. */
export type Battery = { readonly voltage: number | null; readonly minutes: number | null; readonly charge: number | null }

export type Verdict = { readonly health: Health; readonly reason: Phrase }

const reason = (health: Health, key: string, params?: Phrase['params']): Verdict => ({
  health,
  reason: params ? { key: `health.reason.${key}`, params } : { key: `health.reason.${key}` },
})

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity)

/** The alarm to speak of: the worst, and of equals the oldest. */
export function worstAlarm<T extends Pick<AlarmRow, 'severity' | 'raisedAt'>>(alarms: Iterable<T>): T | null {
  let worst: T | null = null
  for (const one of alarms)
    if (worst === null || rank(one.severity) < rank(worst.severity) || (one.severity === worst.severity && one.raisedAt < worst.raisedAt))
      worst = one
  return worst
}

const ON_BATTERY = new Set(['mains-failure', 'mains-voltage-lost', 'battery-discharging', 'battery-discharging-current', 'ups-on-battery'])
const RUNNING_OUT = new Set(['battery-low', 'battery-charge-low', 'battery-depleted', 'dc-voltage-low'])

/** On battery is what matters most, in the best measure there is: minutes, then volts, then per cent. Otherwise the worst alarm speaks. */
function atRisk(alarms: readonly StandingAlarm[], battery: Battery): Verdict {
  const low = alarms.some((one) => RUNNING_OUT.has(one.ruleId))
  if (low || alarms.some((one) => ON_BATTERY.has(one.ruleId))) {
    const { minutes, voltage, charge } = battery
    const name = low ? 'batteryLow' : 'onBattery'
    if (minutes !== null) return reason('atRisk', `${name}Minutes`, { minutes: Math.round(minutes) })
    if (voltage !== null) return reason('atRisk', name, { voltage: Math.round(voltage * 10) / 10 })
    if (charge !== null) return reason('atRisk', `${name}Charge`, { charge: Math.round(charge) })
    if (!low) return reason('atRisk', 'mainsLost')
  }
  const worst = worstAlarm(alarms)
  return worst?.value === null || worst?.value === undefined
    ? reason('atRisk', 'alarm', { rule: worst?.ruleId ?? '' })
    : reason('atRisk', 'alarmValue', { rule: worst.ruleId, value: Math.round(worst.value * 100) / 100 })
}

function answering(at: Extract<Standpoint, { kind: 'answering' }>, alarms: readonly StandingAlarm[]): Verdict {
  const risks = alarms.filter((one) => one.risk)
  if (risks.length > 0) return atRisk(risks, at.battery)
  const faults = alarms.filter((one) => one.severity !== 'warning' && one.severity !== 'indeterminate')
  const worst = worstAlarm(faults)
  if (worst && !worst.ruleId.startsWith('no-answer-'))
    return faults.length > 1
      ? reason('degraded', 'alarms', { rule: worst.ruleId, more: faults.length - 1 })
      : reason('degraded', 'alarm', { rule: worst.ruleId })
  if (at.unreadable === at.devices) return reason('degraded', 'unreadable', { devices: at.devices })
  if (worst && at.silent === 0 && at.unreadable > 0)
    return reason('degraded', 'someUnreadable', { unreadable: at.unreadable, devices: at.devices })
  if (worst) return reason('degraded', 'someSilent', { silent: Math.max(1, at.silent), devices: at.devices })
  return reason('up', 'up', { devices: at.devices })
}

/** `alarms`: raised and not suppressed, of this station. */
export function assess(at: Standpoint, alarms: readonly StandingAlarm[]): Verdict {
  switch (at.kind) {
    case 'retired':
      return reason('notInService', 'retired')
    case 'planned':
      return reason('notInService', 'planned', { day: at.day })
    case 'maintenance':
      return at.reason === ''
        ? reason('maintenance', 'maintenance', { by: at.by })
        : reason('maintenance', 'maintenanceFor', { reason: at.reason, by: at.by })
    case 'noDevices':
      return reason('unknown', 'noDevices')
    case 'isolated':
      return reason('unknown', 'isolated')
    case 'slept':
      return reason('unknown', 'slept')
    case 'unpolled':
      return reason('unknown', 'unpolled', { polled: at.polled, devices: at.devices })
    case 'down':
      return reason('down', 'noAnswer', { devices: at.devices, minutes: at.minutes })
    case 'cellsOff':
      return reason('down', 'cellsOff', { cells: at.cells })
    case 'unreachable':
      return reason('unreachable', 'behind', { code: at.code })
    case 'answering':
      return answering(at, alarms)
  }
}
