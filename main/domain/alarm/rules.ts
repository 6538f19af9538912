/** The alarm rules as shipped: what raises an alarm, how bad it is, and how long it must last. Data, no code. */
import type { AlarmRule } from '../../../shared/model/alarm.ts'
import { DeviceKind } from '../../../shared/model/device.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'

type Rest = Pick<AlarmRule, 'severity' | 'type' | 'probableCause'> &
  Partial<Pick<AlarmRule, 'raiseHold' | 'clearHold' | 'enabled' | 'risk'>>

const once = { polls: 1, seconds: 0 }
const twice = { polls: 2, seconds: 0 }

function make(id: string, condition: AlarmRule['condition'], rest: Rest): AlarmRule {
  return { id, condition, raiseHold: twice, clearHold: twice, enabled: true, risk: false, ...rest }
}
const above = (metric: MetricKey, raise: number, clear: number) =>
  ({ kind: 'threshold', metric, direction: 'above', raise, clear }) as const
const below = (metric: MetricKey, raise: number, clear: number) =>
  ({ kind: 'threshold', metric, direction: 'below', raise, clear }) as const
const state = (metric: MetricKey, ...states: string[]) => ({ kind: 'state' as const, metric, states })

/** Alarms of a station as a whole, judged by the engine from all its devices; never looked for in a single reading. */
export const STATION_DOWN = 'station-down'
export const ALL_CELLS_OFF = 'all-cells-off'
/** The console's own alarm: most stations failed at once. It belongs to station 0, which does not exist. */
export const MONITOR_ISOLATED = 'monitor-isolated'
/** A genset that was taken to a station has burned its fuel: reckoned from the dispatch log, or told by a person. */
export const DISPATCH_OUT_OF_FUEL = 'dispatch-out-of-fuel'
/** The console's own as well: a notification channel has failed for a while; `instance` is the channel's id. */
export const CHANNEL_DOWN = 'channel-down'
export const WHOLE_STATION_RULES: ReadonlySet<string> = new Set([
  STATION_DOWN,
  ALL_CELLS_OFF,
  MONITOR_ISOLATED,
  DISPATCH_OUT_OF_FUEL,
  CHANNEL_DOWN,
])

export const DEFAULT_RULES: readonly AlarmRule[] = [
  // Power
  make('mains-failure', state('mains.state', 'off'), { severity: 'major', type: 'equipment', probableCause: 106, risk: true }),
  make('mains-voltage-lost', below('mains.voltage', 50, 150), { severity: 'major', type: 'equipment', probableCause: 106, risk: true }),
  make('mains-voltage-low', below('mains.voltage', 176, 187), { severity: 'minor', type: 'equipment', probableCause: 58 }),
  make('mains-voltage-high', above('mains.voltage', 253, 248), { severity: 'minor', type: 'equipment', probableCause: 58 }),
  make('phase-lost', state('mains.state', 'phaseLost'), { severity: 'minor', type: 'equipment', probableCause: 58 }),
  make('battery-discharging', state('battery.state', 'discharge', 'low', 'depleted'), {
    severity: 'major',
    type: 'equipment',
    probableCause: 104,
    risk: true,
  }),
  make('battery-discharging-current', below('battery.current', -1, -0.5), {
    severity: 'major',
    type: 'equipment',
    probableCause: 104,
    risk: true,
  }),
  make('battery-low', below('battery.voltage', 46, 48), {
    severity: 'critical',
    type: 'equipment',
    probableCause: 112,
    raiseHold: once,
    risk: true,
  }),
  make('battery-charge-low', below('battery.charge', 30, 40), { severity: 'critical', type: 'equipment', probableCause: 112, risk: true }),
  make('battery-depleted', state('battery.state', 'low', 'depleted'), {
    severity: 'critical',
    type: 'equipment',
    probableCause: 112,
    risk: true,
  }),
  make('battery-fault', state('battery.state', 'fault'), { severity: 'major', type: 'equipment', probableCause: 105 }),
  make('battery-temperature', above('battery.temperature', 45, 42), { severity: 'minor', type: 'equipment', probableCause: 123 }),
  make('rectifier-fault', state('rectifier.state', 'fault', 'protect', 'commFail'), {
    severity: 'major',
    type: 'equipment',
    probableCause: 114,
  }),
  make('dc-voltage-low', below('dc.voltage', 45, 47), { severity: 'critical', type: 'equipment', probableCause: 58, risk: true }),
  make('dc-voltage-high', above('dc.voltage', 58.5, 57.5), { severity: 'major', type: 'equipment', probableCause: 58 }),
  make('ups-on-battery', state('ups.source', 'battery'), { severity: 'major', type: 'equipment', probableCause: 106, risk: true }),
  make('ups-bypass', state('ups.source', 'bypass'), { severity: 'minor', type: 'equipment', probableCause: 58 }),
  // Genset
  make('genset-failure', state('genset.state', 'fault'), { severity: 'major', type: 'equipment', probableCause: 111 }),
  make('genset-running', state('genset.state', 'running'), { severity: 'warning', type: 'equipment', probableCause: 106 }),
  make('genset-low-fuel', below('genset.fuel', 20, 25), { severity: 'minor', type: 'equipment', probableCause: 127 }),
  make('genset-out-of-fuel', state('genset.state', 'outOfFuel'), {
    severity: 'critical',
    type: 'equipment',
    probableCause: 127,
    raiseHold: once,
    risk: true,
  }),
  make(
    DISPATCH_OUT_OF_FUEL,
    { kind: 'noAnswer', deviceKinds: [] },
    { severity: 'critical', type: 'equipment', probableCause: 127, raiseHold: once, clearHold: once, risk: true },
  ),
  // Room
  make('room-temperature', above('environment.temperature', 38, 35), { severity: 'major', type: 'environmental', probableCause: 123 }),
  make('room-humidity', above('environment.humidity', 90, 85), { severity: 'warning', type: 'environmental', probableCause: 122 }),
  make('door-open', state('environment.door', 'open'), { severity: 'warning', type: 'physical', probableCause: 118 }),
  make('smoke', state('environment.smoke', 'alarm'), {
    severity: 'critical',
    type: 'environmental',
    probableCause: 120,
    raiseHold: once,
  }),
  make('flood', state('environment.flood', 'alarm'), { severity: 'critical', type: 'environmental', probableCause: 121, raiseHold: once }),
  make('aircon-failure', state('environment.aircon', 'fault'), { severity: 'minor', type: 'environmental', probableCause: 102 }),
  // What a dry contact means differs by site, so nobody is woken by it unless a branch turns it on.
  make('external-input', state('environment.input', 'alarm'), {
    severity: 'warning',
    type: 'environmental',
    probableCause: 58,
    enabled: false,
  }),
  // Transmission and radio
  make('radio-down', state('radio.state', 'down'), { severity: 'major', type: 'communications', probableCause: 14 }),
  make('rsl-degraded', below('radio.rsl', -70, -67), { severity: 'minor', type: 'communications', probableCause: 22 }),
  // A port without a cable is down all its life and no fault; a branch that labels its uplinks may turn this on.
  make('interface-down', state('interface.state', 'down', 'lowerLayerDown'), {
    severity: 'warning',
    type: 'communications',
    probableCause: 8,
    enabled: false,
  }),
  make('cell-off', state('cell.state', 'off'), { severity: 'major', type: 'qualityOfService', probableCause: 71 }),
  make('vswr-high', above('cell.vswr', 1.8, 1.6), { severity: 'minor', type: 'equipment', probableCause: 71 }),
  // No answer
  ...DeviceKind.options.map((kind) =>
    make(
      `no-answer-${kind}`,
      { kind: 'noAnswer', deviceKinds: [kind] },
      {
        severity: kind === 'other' ? 'minor' : 'major',
        type: 'communications',
        probableCause: 1000,
        raiseHold: { polls: 3, seconds: 0 },
        clearHold: once,
      },
    ),
  ),
  make(
    STATION_DOWN,
    { kind: 'noAnswer', deviceKinds: [] },
    { severity: 'critical', type: 'communications', probableCause: 1000, clearHold: once },
  ),
  make(ALL_CELLS_OFF, state('cell.state', 'off'), { severity: 'critical', type: 'qualityOfService', probableCause: 71, clearHold: once }),
  make(
    MONITOR_ISOLATED,
    { kind: 'noAnswer', deviceKinds: [] },
    { severity: 'critical', type: 'communications', probableCause: 1001, raiseHold: once, clearHold: once },
  ),
  make(
    CHANNEL_DOWN,
    { kind: 'noAnswer', deviceKinds: [] },
    { severity: 'major', type: 'communications', probableCause: 8, raiseHold: once, clearHold: once },
  ),
]

/** The shipped rules with those in their place that a branch has changed. */
export function withBranch(changed: readonly AlarmRule[]): AlarmRule[] {
  const own = new Map(changed.map((rule) => [rule.id, rule]))
  return DEFAULT_RULES.map((rule) => own.get(rule.id) ?? rule)
}

/** Where a rule does not apply although the metric is there. */
export type RuleScope = {
  /** Only devices of these kinds. */
  readonly kinds?: readonly DeviceKind[]
  /** Only values in here are evidence, e.g. those of a 48 V bank and not of a 24 V or 240 V one. */
  readonly window?: readonly [number, number]
  /** Not where the device also reports this metric, which says the same better: one fault, one alarm. */
  readonly unless?: MetricKey
  /** Toggling faster than its hold is a fault all the same. Only of mains: of others a value that comes and goes is noise. */
  readonly flaps?: true
}
export const RULE_SCOPES: Readonly<Record<string, RuleScope>> = {
  'mains-failure': { flaps: true },
  'mains-voltage-lost': { unless: 'mains.state', flaps: true },
  'ups-on-battery': { flaps: true },
  'mains-voltage-low': { window: [50, 500] },
  'battery-discharging': { unless: 'ups.source' },
  'battery-discharging-current': { kinds: ['power'], unless: 'battery.state' },
  'battery-low': { kinds: ['power'], window: [30, 70] },
  'battery-depleted': { unless: 'battery.charge' },
  'dc-voltage-low': { kinds: ['power'], window: [30, 70] },
  'dc-voltage-high': { kinds: ['power'], window: [30, 70] },
}
