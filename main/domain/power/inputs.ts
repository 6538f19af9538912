/** What a station's devices say of its power, each quantity with its quality and age: picks, never invents. */
import type { DeviceKind } from '../../../shared/model/device.ts'
import type { MetricKey, Quality, Reading } from '../../../shared/model/metric.ts'
import type { GensetState, MainsState, PowerValue, RectifierState } from '../../../shared/model/power.ts'
import { isStale } from '../metric/freshness.ts'

/** A device as far as power asks. `readingsAt` 0: it never answered. */
export type PowerDevice = {
  readonly device: { readonly id: number; readonly kind: DeviceKind }
  readonly intervalMs: number
  readonly readingsAt: number
  readonly readings: readonly Reading[]
}

export type PowerInputs = {
  /** Newest reading of the equipment that feeds the load; null before the first. */
  readonly at: number | null
  /** The device that this is of; null where there is none. */
  readonly deviceId: number | null
  /** How often that is asked, ms. */
  readonly intervalMs: number
  /** True for a UPS, whose battery is not the 48 V of a power system. */
  readonly isUps: boolean
  /** Alternating current reaches the rectifiers, whoever makes it. */
  readonly ac: 'on' | 'off' | 'unknown'
  readonly mains: { readonly state: MainsState; readonly voltage: PowerValue; readonly phases: PowerValue[] }
  readonly rectifier: {
    readonly state: RectifierState
    readonly current: PowerValue
    readonly modules: number | null
    readonly faulty: number
  }
  readonly bus: PowerValue
  readonly load: PowerValue
  readonly watts: PowerValue
  readonly battery: {
    readonly told: Told
    readonly voltage: PowerValue
    readonly current: PowerValue
    readonly charge: PowerValue
    readonly temperature: PowerValue
    readonly minutes: PowerValue
  }
  readonly genset: { readonly state: GensetState; readonly voltage: PowerValue }
  readonly fuel: PowerValue
  /** Seconds since its agent started; null where it does not tell. */
  readonly uptime: number | null
}

/** What the equipment calls the battery's doing; null where it does not say. */
export type Told = 'float' | 'charging' | 'discharging' | 'empty' | null

export const NOTHING: PowerValue = { value: null, quality: 'unavailable', at: null, metric: null, deviceId: null }

/** Below it a phase is dead, above the other it lives, volts. */
const DEAD_PHASE = 50
const LIVE_PHASE = 100
const PHASE_LOST = 4
/** A rectifier's sum below this may be noise, ampere. */
const RECTIFIER_NOISE = 1

/** Which device feeds the load: a power system, then a UPS, then whatever else measures a battery. */
const RANK: Partial<Record<DeviceKind, number>> = { power: 0, ups: 1, environment: 2, other: 2 }
const SUPPLY: ReadonlySet<MetricKey> = new Set(['dc.voltage', 'battery.voltage', 'battery.current', 'battery.charge', 'battery.minutes'])
const WORTH: Readonly<Record<Quality, number>> = { good: 0, suspect: 1, stale: 2, reset: 3, error: 3, unavailable: 4 }

function supplyOf(devices: readonly PowerDevice[]): PowerDevice | null {
  let found: PowerDevice | null = null
  let rank = Number.POSITIVE_INFINITY
  for (const one of devices) {
    const its = RANK[one.device.kind]
    if (its === undefined || its > rank || (its === rank && found && found.readingsAt >= one.readingsAt)) continue
    if (!one.readings.some((reading) => SUPPLY.has(reading.metric))) continue
    found = one
    rank = its
  }
  return found
}

const WANTED: ReadonlySet<MetricKey> = new Set<MetricKey>([
  ...SUPPLY,
  'ups.source',
  'battery.state',
  'battery.temperature',
  'mains.state',
  'mains.voltage',
  'rectifier.current.total',
  'rectifier.current',
  'rectifier.state',
  'rectifier.count',
  'dc.load.current',
  'dc.load.power',
  'ups.output.power',
  'genset.state',
  'genset.voltage',
  'genset.fuel',
  'system.uptime',
])
const NONE: readonly never[] = []

/** The readings of one device by metric, each as a value with its age. Polls come hundreds of times a second: they are gone through once. */
class Desk {
  readonly #rows = new Map<MetricKey, PowerValue[]>()
  constructor({ device, readings, readingsAt, intervalMs }: PowerDevice, now: number) {
    const stale = isStale(readingsAt, now, intervalMs)
    for (const { metric, value, quality } of readings) {
      if (!WANTED.has(metric)) continue
      const trusted = quality === 'good' || quality === 'suspect'
      const row: PowerValue = { value, quality: trusted && stale ? 'stale' : quality, at: readingsAt, metric, deviceId: device.id }
      const rows = this.#rows.get(metric)
      if (rows) rows.push(row)
      else this.#rows.set(metric, [row])
    }
  }

  all(metric: MetricKey): readonly PowerValue[] {
    return this.#rows.get(metric) ?? NONE
  }

  /** The best of several rows; of equals the one that `pick` prefers. */
  one(metric: MetricKey, pick?: 'least' | 'most'): PowerValue {
    let best: PowerValue | null = null
    for (const one of this.all(metric)) {
      if (!best || WORTH[one.quality] < WORTH[best.quality]) best = one
      else if (pick && WORTH[one.quality] === WORTH[best.quality] && one.value !== null && best.value !== null)
        if (pick === 'least' ? one.value < best.value : one.value > best.value) best = one
    }
    return best ?? NOTHING
  }

  sum(metric: MetricKey): PowerValue {
    const rows = this.all(metric)
    const first = rows[0]
    if (!first) return NOTHING
    let value = 0
    let quality: Quality = 'good'
    for (const one of rows) {
      if (WORTH[one.quality] > WORTH[quality]) quality = one.quality
      value += one.value ?? 0
    }
    // A sum with a part missing is no sum.
    return { ...first, value: rows.some((one) => one.value === null) ? null : Math.round(value * 100) / 100, quality }
  }
}

/** Good and recent: the only values that may be reckoned with. */
export function good(value: PowerValue): number | null {
  return value.quality === 'good' ? value.value : null
}

function told(desk: Desk): Told {
  switch (good(desk.one('ups.source'))) {
    case 3:
      return 'discharging'
    case 1:
    case 4:
    case 5:
      return 'float'
    default:
  }
  switch (good(desk.one('battery.state'))) {
    case 1:
      return 'float'
    case 2:
      return 'charging'
    case 3:
    case 4:
      return 'discharging'
    case 6:
      return 'empty'
    default:
      return null
  }
}

function acOf(state: PowerValue, phases: readonly PowerValue[], rectifier: PowerValue, battery: Told): PowerInputs['ac'] {
  const code = good(state)
  const volts = phases.flatMap((one) => good(one) ?? [])
  // Some say that a phase is lost where all are.
  const isLost = code === PHASE_LOST && volts.length > 0 && volts.every((one) => one < DEAD_PHASE)
  if (code !== null) return code === 0 || isLost ? 'off' : 'on'
  if (volts.some((one) => one >= LIVE_PHASE)) return 'on'
  if (volts.length > 0 && volts.every((one) => one < DEAD_PHASE)) return 'off'
  if ((good(rectifier) ?? 0) > RECTIFIER_NOISE) return 'on'
  if (battery === 'discharging' || battery === 'empty') return 'off'
  if (battery !== null) return 'on'
  return 'unknown'
}

function gensetState(value: PowerValue): GensetState {
  switch (good(value)) {
    case 0:
      return 'off'
    case 1:
      return 'running'
    case 2:
      return 'starting'
    case 3:
      return 'fault'
    case 4:
      return 'outOfFuel'
    default:
      return 'unknown'
  }
}

/** Commercial power. A genset's controller sees it before the changeover; what a power system calls mains may be the genset. */
function mainsOf(controller: Desk | null, ac: PowerInputs['ac'], genset: GensetState): MainsState {
  if (controller) {
    const code = good(controller.one('mains.state'))
    if (code !== null) return code === 0 ? 'off' : 'on'
    const volts = controller.all('mains.voltage').flatMap((one) => good(one) ?? [])
    if (volts.some((one) => one >= LIVE_PHASE)) return 'on'
    if (volts.length > 0 && volts.every((one) => one < DEAD_PHASE)) return 'off'
  }
  if (ac === 'on' && genset === 'running') return 'unknown'
  return ac
}

const SILENT: PowerInputs = {
  at: null,
  deviceId: null,
  intervalMs: 60_000,
  isUps: false,
  ac: 'unknown',
  mains: { state: 'unknown', voltage: NOTHING, phases: [] },
  rectifier: { state: 'unknown', current: NOTHING, modules: null, faulty: 0 },
  bus: NOTHING,
  load: NOTHING,
  watts: NOTHING,
  battery: { told: null, voltage: NOTHING, current: NOTHING, charge: NOTHING, temperature: NOTHING, minutes: NOTHING },
  genset: { state: 'unknown', voltage: NOTHING },
  fuel: NOTHING,
  uptime: null,
}

/** `now`: epoch ms. */
export function readPower(devices: readonly PowerDevice[], now: number): PowerInputs {
  const supply = supplyOf(devices)
  const generator = devices.find((one) => one.device.kind === 'genset' && one.readings.length > 0) ?? null
  const controller = generator && new Desk(generator, now)
  if (!supply) {
    if (!controller) return SILENT
    const genset = gensetState(controller.one('genset.state'))
    return {
      ...SILENT,
      mains: { state: mainsOf(controller, 'unknown', genset), voltage: controller.one('mains.voltage'), phases: [] },
      genset: { state: genset, voltage: controller.one('genset.voltage') },
      fuel: controller.one('genset.fuel'),
    }
  }
  const desk = new Desk(supply, now)
  const phases = desk.all('mains.voltage')
  const whole = desk.one('rectifier.current.total')
  const current = whole.metric === null ? desk.sum('rectifier.current') : whole
  const battery = told(desk)
  const ac = acOf(desk.one('mains.state'), phases, current, battery)
  const own = desk.one('genset.state')
  const genset = gensetState(controller && own.metric === null ? controller.one('genset.state') : own)
  const running = controller ? gensetState(controller.one('genset.state')) : genset
  const states = desk.all('rectifier.state')
  const faulty = states.filter((one) => [2, 3, 4].includes(good(one) ?? -1)).length
  const amps = good(current)
  const bus = desk.one('dc.voltage')
  const volts = desk.one('battery.voltage')
  return {
    at: supply.readingsAt === 0 ? null : supply.readingsAt,
    deviceId: supply.device.id,
    intervalMs: supply.intervalMs,
    isUps: supply.device.kind === 'ups',
    ac,
    mains: {
      state: mainsOf(controller, ac, running),
      voltage: phases[0] ?? controller?.one('mains.voltage') ?? NOTHING,
      phases: [...phases],
    },
    rectifier: {
      state: faulty > 0 ? 'fault' : amps === null ? 'unknown' : amps > RECTIFIER_NOISE ? 'on' : 'off',
      current,
      modules: good(desk.one('rectifier.count')) ?? (states.length > 0 ? states.length : null),
      faulty,
    },
    bus: bus.metric === null ? volts : bus,
    load: desk.one('dc.load.current'),
    watts: desk.one(supply.device.kind === 'ups' ? 'ups.output.power' : 'dc.load.power'),
    battery: {
      told: battery,
      voltage: volts.metric === null ? bus : volts,
      current: desk.one('battery.current'),
      charge: desk.one('battery.charge', 'least'),
      temperature: desk.one('battery.temperature', 'most'),
      minutes: desk.one('battery.minutes'),
    },
    genset: {
      state: running === 'unknown' ? genset : running,
      voltage: controller?.one('genset.voltage') ?? NOTHING,
    },
    fuel: controller?.one('genset.fuel') ?? NOTHING,
    uptime: good(desk.one('system.uptime')),
  }
}
