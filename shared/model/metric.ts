/** The metric catalogue: every quantity the console knows, with its unit, scale, plausible range and meaning of states. */
import { z } from 'zod'

/**
 * How much a value may be trusted. A value that is not `good`, `suspect` or `stale` (good once, too old now) is null; `reset` is that of a rate
 * whose counter began anew. History keeps them by their place in this list: add at its end only.
 */
export const Quality = z.enum(['good', 'suspect', 'unavailable', 'stale', 'error', 'reset'])
export type Quality = z.infer<typeof Quality>

/** True where something is wrong with a reading: a device that has no such value is in order, and so is a counter that began anew. */
export function isTroubled(quality: Quality): boolean {
  return quality === 'suspect' || quality === 'stale' || quality === 'error'
}

export type MetricDefinition = {
  readonly unit:
    | ''
    | 'V'
    | 'A'
    | 'W'
    | 'Ah'
    | '%'
    | '°C'
    | 'min'
    | 's'
    | 'dBm'
    | 'dB'
    | 'Hz'
    | 'MHz'
    | 'bit/s'
    | 'Mbit/s'
    | '1/s'
    | 'rpm'
    | 'h'
  /** Digits behind the point that are stored and shown. */
  readonly decimals: number
  /** Inclusive plausible range; outside it a reading is suspect. */
  readonly range?: readonly [number, number]
  /** For a state metric: code → name. The name is a key under `state.<metric>.`. */
  readonly states?: Readonly<Record<number, string>>
  readonly group: 'power' | 'battery' | 'genset' | 'environment' | 'radio' | 'network' | 'cell' | 'system'
}

const onOff = { 0: 'off', 1: 'on' } as const
const contact = { 0: 'normal', 1: 'alarm' } as const

/** Sign convention: a battery current above zero charges. State codes are ours; a profile maps a vendor's codes to them. */
export const METRICS = {
  'mains.voltage': { unit: 'V', decimals: 1, range: [0, 500], group: 'power' },
  'mains.frequency': { unit: 'Hz', decimals: 1, range: [0, 70], group: 'power' },
  'mains.state': { unit: '', decimals: 0, states: { 0: 'off', 1: 'normal', 2: 'low', 3: 'high', 4: 'phaseLost' }, group: 'power' },
  'rectifier.current.total': { unit: 'A', decimals: 1, range: [0, 2000], group: 'power' },
  'rectifier.count': { unit: '', decimals: 0, range: [0, 100], group: 'power' },
  'rectifier.current': { unit: 'A', decimals: 1, range: [0, 200], group: 'power' },
  'rectifier.voltage': { unit: 'V', decimals: 2, range: [0, 70], group: 'power' },
  'rectifier.input.voltage': { unit: 'V', decimals: 1, range: [0, 500], group: 'power' },
  'rectifier.temperature': { unit: '°C', decimals: 1, range: [-40, 120], group: 'power' },
  'rectifier.state': {
    unit: '',
    decimals: 0,
    states: { 0: 'off', 1: 'normal', 2: 'fault', 3: 'protect', 4: 'commFail', 5: 'absent' },
    group: 'power',
  },
  'dc.voltage': { unit: 'V', decimals: 2, range: [0, 70], group: 'power' },
  'dc.load.current': { unit: 'A', decimals: 1, range: [0, 2000], group: 'power' },
  'dc.load.power': { unit: 'W', decimals: 0, range: [0, 100_000], group: 'power' },
  'dc.state': { unit: '', decimals: 0, states: { 1: 'normal', 2: 'low', 3: 'high', 4: 'disconnected' }, group: 'power' },
  'battery.voltage': { unit: 'V', decimals: 2, range: [0, 600], group: 'battery' },
  'battery.current': { unit: 'A', decimals: 1, range: [-2000, 2000], group: 'battery' },
  'battery.state': {
    unit: '',
    decimals: 0,
    states: { 0: 'unknown', 1: 'float', 2: 'boost', 3: 'discharge', 4: 'test', 5: 'low', 6: 'depleted', 7: 'fault', 8: 'normal' },
    group: 'battery',
  },
  'battery.charge': { unit: '%', decimals: 1, range: [0, 100], group: 'battery' },
  'battery.capacity': { unit: 'Ah', decimals: 1, range: [0, 10_000], group: 'battery' },
  'battery.throughput': { unit: 'Ah', decimals: 1, range: [0, 1_000_000_000], group: 'battery' },
  'battery.temperature': { unit: '°C', decimals: 1, range: [-40, 90], group: 'battery' },
  'battery.minutes': { unit: 'min', decimals: 0, range: [0, 20_000], group: 'battery' },
  'battery.string': {
    unit: '',
    decimals: 0,
    states: { 1: 'normal', 2: 'hot', 3: 'cold', 4: 'loopBreak', 5: 'overCurrent', 6: 'sensorFault' },
    group: 'battery',
  },
  'battery.status': {
    unit: '',
    decimals: 0,
    states: { 0: 'unknown', 1: 'normal', 2: 'warning', 3: 'minor', 4: 'major', 5: 'critical' },
    group: 'battery',
  },
  'genset.state': { unit: '', decimals: 0, states: { 0: 'off', 1: 'running', 2: 'starting', 3: 'fault', 4: 'outOfFuel' }, group: 'genset' },
  'genset.fuel': { unit: '%', decimals: 1, range: [0, 100], group: 'genset' },
  'genset.voltage': { unit: 'V', decimals: 1, range: [0, 500], group: 'genset' },
  'genset.current': { unit: 'A', decimals: 1, range: [0, 2000], group: 'genset' },
  'genset.frequency': { unit: 'Hz', decimals: 1, range: [0, 70], group: 'genset' },
  'genset.battery.voltage': { unit: 'V', decimals: 1, range: [0, 40], group: 'genset' },
  'genset.hours': { unit: 'h', decimals: 1, range: [0, 1_000_000], group: 'genset' },
  'genset.power': { unit: 'W', decimals: 0, range: [0, 2_000_000], group: 'genset' },
  'genset.speed': { unit: 'rpm', decimals: 0, range: [0, 4000], group: 'genset' },
  'genset.mode': { unit: '', decimals: 0, states: { 0: 'off', 1: 'manual', 2: 'auto', 3: 'test', 4: 'blocked' }, group: 'genset' },
  'genset.alarm': { unit: '', decimals: 0, states: contact, group: 'genset' },
  'genset.pump': { unit: '', decimals: 0, states: onOff, group: 'genset' },
  'genset.load': { unit: '', decimals: 0, states: onOff, group: 'genset' },
  'ups.source': {
    unit: '',
    decimals: 0,
    states: { 0: 'none', 1: 'normal', 2: 'bypass', 3: 'battery', 4: 'booster', 5: 'reducer', 6: 'other' },
    group: 'power',
  },
  'ups.load': { unit: '%', decimals: 0, range: [0, 200], group: 'power' },
  'ups.output.voltage': { unit: 'V', decimals: 1, range: [0, 500], group: 'power' },
  'ups.output.current': { unit: 'A', decimals: 1, range: [0, 2000], group: 'power' },
  'ups.output.power': { unit: 'W', decimals: 0, range: [-1000, 1_000_000], group: 'power' },
  'ups.seconds': { unit: 's', decimals: 0, range: [0, 10_000_000], group: 'power' },
  'environment.temperature': { unit: '°C', decimals: 1, range: [-40, 90], group: 'environment' },
  'environment.humidity': { unit: '%', decimals: 0, range: [0, 100], group: 'environment' },
  'environment.door': { unit: '', decimals: 0, states: { 0: 'closed', 1: 'open' }, group: 'environment' },
  'environment.smoke': { unit: '', decimals: 0, states: contact, group: 'environment' },
  'environment.flood': { unit: '', decimals: 0, states: contact, group: 'environment' },
  'environment.input': { unit: '', decimals: 0, states: contact, group: 'environment' },
  'environment.output': { unit: '', decimals: 0, states: onOff, group: 'environment' },
  'environment.aircon': { unit: '', decimals: 0, states: { 0: 'off', 1: 'on', 2: 'fault' }, group: 'environment' },
  'radio.rsl': { unit: 'dBm', decimals: 1, range: [-110, 0], group: 'radio' },
  'radio.rsl.remote': { unit: 'dBm', decimals: 1, range: [-110, 0], group: 'radio' },
  'radio.power': { unit: 'dBm', decimals: 1, range: [-40, 50], group: 'radio' },
  'radio.mse': { unit: 'dB', decimals: 1, range: [-60, 60], group: 'radio' },
  'radio.snr': { unit: 'dB', decimals: 1, range: [-10, 70], group: 'radio' },
  'radio.xpi': { unit: 'dB', decimals: 1, range: [-110, 80], group: 'radio' },
  'radio.state': { unit: '', decimals: 0, states: { 0: 'down', 1: 'up', 2: 'standby' }, group: 'radio' },
  'radio.modulation': {
    unit: '',
    decimals: 0,
    states: {
      1: 'BPSK',
      2: 'QAM4',
      4: 'QAM16',
      5: 'QAM32',
      6: 'QAM64',
      7: 'QAM128',
      8: 'QAM256',
      9: 'QAM512',
      10: 'QAM1024',
      11: 'QAM2048',
      12: 'QAM4096',
    },
    group: 'radio',
  },
  'radio.capacity': { unit: 'Mbit/s', decimals: 1, range: [0, 100_000], group: 'radio' },
  'radio.capacity.tx': { unit: 'Mbit/s', decimals: 1, range: [0, 100_000], group: 'radio' },
  'radio.frequency.tx': { unit: 'MHz', decimals: 3, range: [0, 100_000], group: 'radio' },
  'radio.frequency.rx': { unit: 'MHz', decimals: 3, range: [0, 100_000], group: 'radio' },
  'interface.state': {
    unit: '',
    decimals: 0,
    states: { 0: 'down', 1: 'up', 2: 'testing', 3: 'unknown', 4: 'dormant', 5: 'notPresent', 6: 'lowerLayerDown' },
    group: 'network',
  },
  'interface.speed': { unit: 'Mbit/s', decimals: 0, range: [0, 1_000_000], group: 'network' },
  'interface.in': { unit: 'bit/s', decimals: 0, range: [0, 1e12], group: 'network' },
  'interface.out': { unit: 'bit/s', decimals: 0, range: [0, 1e12], group: 'network' },
  'interface.errors.in': { unit: '1/s', decimals: 2, range: [0, 1e9], group: 'network' },
  'interface.errors.out': { unit: '1/s', decimals: 2, range: [0, 1e9], group: 'network' },
  'interface.optic.in': { unit: 'dBm', decimals: 1, range: [-60, 20], group: 'network' },
  'interface.optic.out': { unit: 'dBm', decimals: 1, range: [-60, 20], group: 'network' },
  'cell.state': { unit: '', decimals: 0, states: onOff, group: 'cell' },
  'cell.users': { unit: '', decimals: 0, range: [0, 10_000], group: 'cell' },
  'cell.rrc': { unit: '%', decimals: 1, range: [0, 100], group: 'cell' },
  'cell.erab': { unit: '%', decimals: 1, range: [0, 100], group: 'cell' },
  'cell.prb.down': { unit: '%', decimals: 1, range: [0, 100], group: 'cell' },
  'cell.prb.up': { unit: '%', decimals: 1, range: [0, 100], group: 'cell' },
  'cell.throughput.down': { unit: 'Mbit/s', decimals: 1, range: [0, 100_000], group: 'cell' },
  'cell.throughput.up': { unit: 'Mbit/s', decimals: 1, range: [0, 100_000], group: 'cell' },
  'cell.vswr': { unit: '', decimals: 2, range: [1, 20], group: 'cell' },
  'cell.rssi': { unit: 'dBm', decimals: 1, range: [-140, 0], group: 'cell' },
  'system.state': {
    unit: '',
    decimals: 0,
    states: { 0: 'unknown', 1: 'normal', 2: 'warning', 3: 'minor', 4: 'major', 5: 'critical' },
    group: 'system',
  },
  'system.alarm': { unit: '', decimals: 0, states: contact, group: 'system' },
  'system.uptime': { unit: 's', decimals: 0, range: [0, 1e10], group: 'system' },
  'system.uptime.engine': { unit: 's', decimals: 0, range: [0, 1e10], group: 'system' },
  /** Seconds since 1970, shown as a time. */
  'system.clock': { unit: 's', decimals: 0, range: [0, 1e10], group: 'system' },
  'system.installed': { unit: 's', decimals: 0, range: [0, 1e10], group: 'system' },
  'system.cpu': { unit: '%', decimals: 0, range: [0, 100], group: 'system' },
  'system.memory': { unit: '%', decimals: 1, range: [0, 100], group: 'system' },
  'system.storage': { unit: '%', decimals: 1, range: [0, 100], group: 'system' },
  'system.temperature': { unit: '°C', decimals: 1, range: [-60, 150], group: 'system' },
  'system.fan': { unit: 'rpm', decimals: 0, range: [0, 50_000], group: 'system' },
  'system.voltage': { unit: 'V', decimals: 2, range: [-400, 400], group: 'system' },
  'system.current': { unit: 'A', decimals: 2, range: [-1000, 1000], group: 'system' },
  'system.power': { unit: 'W', decimals: 1, range: [-100_000, 100_000], group: 'system' },
} as const satisfies Record<string, MetricDefinition>

export type MetricKey = keyof typeof METRICS
export const MetricKey = z.enum(Object.keys(METRICS) as [MetricKey, ...MetricKey[]])

/** The catalogue entry of a metric, with its optional fields typed as optional. */
export function metric(key: MetricKey): MetricDefinition {
  return METRICS[key]
}

/** One value as the console knows it: what was asked, what came, and how far it may be trusted. */
export const Reading = z.object({
  metric: MetricKey,
  /** Row of the equipment's table ('' for a single value), e.g. 'L1', '3', '28677'. */
  instance: z.string(),
  /** The row's own name where the equipment gives one, otherwise ''. */
  label: z.string(),
  oid: z.string(),
  /** What the agent sent, as text; null where nothing came. */
  raw: z.string().nullable(),
  value: z.number().nullable(),
  quality: Quality,
})
export type Reading = z.infer<typeof Reading>
