/** The one-line diagram of a station's power: its boxes, how each stands, and which way power flows between them. */
import type { PowerValue, StationPower } from '../../../shared/model/power.ts'
import type { Tone } from '../../components/State.tsx'

export type BoxName = 'grid' | 'genset' | 'changeover' | 'rectifier' | 'bus' | 'battery' | 'load' | 'solar'
export type Box = {
  readonly name: BoxName
  readonly tone: Tone
  /** A word under `power.state.`. */
  readonly state: string
  /** Large, then beside the word. */
  readonly value: PowerValue | null
  readonly second: PowerValue | null
}
/** on: power flows from `from` to `to`; idle: connected, nothing flows; unknown: nobody tells. */
export type Flow = { readonly from: BoxName; readonly to: BoxName; readonly how: 'on' | 'idle' | 'unknown' }

const MAINS_TONE = { on: 'ok', off: 'major', unknown: 'unknown', none: 'unknown' } as const
const RECTIFIER_TONE = { on: 'ok', off: 'planned', fault: 'major', unknown: 'unknown' } as const
const BATTERY_TONE = { float: 'ok', charging: 'ok', discharging: 'major', empty: 'critical', unknown: 'unknown' } as const
const GENSET_TONE = {
  none: 'unknown',
  off: 'planned',
  starting: 'warning',
  running: 'ok',
  outOfFuel: 'critical',
  fault: 'major',
  unknown: 'unknown',
} as const

const isKnown = (value: PowerValue | null): boolean => value !== null && value.value !== null && value.quality !== 'stale'
const asKnown = (value: PowerValue): PowerValue | null => (value.metric === null ? null : value)

export const hasGenset = (power: StationPower): boolean => power.genset.kind !== 'none' || !['none', 'unknown'].includes(power.genset.state)

export function boxesOf(power: StationPower): Box[] {
  const { mains, rectifier, battery, genset, bus, load, fuel } = power
  const boxes: Box[] = [
    { name: 'grid', tone: MAINS_TONE[mains.state], state: `mains.${mains.state}`, value: asKnown(mains.voltage), second: null },
    {
      name: 'rectifier',
      tone: RECTIFIER_TONE[rectifier.state],
      state: `rectifier.${rectifier.state}`,
      value: asKnown(rectifier.current),
      second: null,
    },
    { name: 'bus', tone: busTone(power), state: isKnown(bus) ? 'bus.live' : 'bus.unknown', value: asKnown(bus), second: null },
    {
      name: 'battery',
      tone: BATTERY_TONE[battery.state],
      state: `battery.${battery.state}`,
      value: asKnown(battery.current) ?? asKnown(battery.voltage),
      second: asKnown(battery.charge),
    },
    { name: 'load', tone: loadTone(power), state: loadState(power), value: asKnown(load), second: null },
  ]
  if (hasGenset(power))
    boxes.push(
      { name: 'genset', tone: GENSET_TONE[genset.state], state: gensetState(power), value: asKnown(fuel.level), second: null },
      {
        name: 'changeover',
        tone: acSide(power) === 'none' ? 'unknown' : 'ok',
        state: `changeover.${acSide(power)}`,
        value: null,
        second: null,
      },
    )
  if (power.solar) boxes.push({ name: 'solar', tone: 'unknown', state: 'solar.unread', value: null, second: null })
  return boxes
}

const gensetState = ({ genset }: StationPower): string =>
  genset.state === 'unknown' ? (genset.kind === 'portable' ? 'genset.portable' : 'genset.unknown') : `genset.${genset.state}`

function busTone({ bus, battery }: StationPower): Tone {
  if (!isKnown(bus) || bus.quality !== 'good') return 'unknown'
  return battery.state === 'empty' ? 'critical' : battery.state === 'discharging' ? 'major' : 'ok'
}

const isFed = ({ load, battery }: StationPower): boolean => isKnown(load) && (load.value ?? 0) > 0 && battery.state !== 'empty'
const loadTone = (power: StationPower): Tone => (isFed(power) ? 'ok' : power.battery.state === 'empty' ? 'critical' : 'unknown')
const loadState = (power: StationPower): string =>
  isFed(power) ? 'load.fed' : power.battery.state === 'empty' ? 'load.dark' : 'load.unknown'

/** Where the alternating current comes from. */
export function acSide({ mains, genset }: StationPower): 'grid' | 'genset' | 'none' {
  return genset.state === 'running' ? 'genset' : mains.state === 'on' ? 'grid' : 'none'
}

export function flowsOf(power: StationPower): Flow[] {
  const { mains, genset, rectifier, battery } = power
  const side = acSide(power)
  const rectifies = isKnown(rectifier.current) && (rectifier.current.value ?? 0) > 1
  const fromGrid = side === 'grid' ? 'on' : mains.state === 'unknown' ? 'unknown' : 'idle'
  const intoRectifier =
    rectifies || (side !== 'none' && rectifier.state !== 'off') ? 'on' : rectifier.state === 'unknown' ? 'unknown' : 'idle'
  const flows: Flow[] = hasGenset(power)
    ? [
        { from: 'grid', to: 'changeover', how: fromGrid },
        { from: 'genset', to: 'changeover', how: side === 'genset' ? 'on' : genset.state === 'unknown' ? 'unknown' : 'idle' },
        { from: 'changeover', to: 'rectifier', how: intoRectifier },
      ]
    : [{ from: 'grid', to: 'rectifier', how: side === 'none' ? fromGrid : intoRectifier }]
  flows.push(
    { from: 'rectifier', to: 'bus', how: rectifies ? 'on' : rectifier.state === 'unknown' ? 'unknown' : 'idle' },
    battery.state === 'discharging' ? { from: 'battery', to: 'bus', how: 'on' } : { from: 'bus', to: 'battery', how: charging(power) },
    { from: 'bus', to: 'load', how: isFed(power) ? 'on' : power.load.metric === null ? 'unknown' : 'idle' },
  )
  if (power.solar) flows.push({ from: 'solar', to: 'bus', how: 'unknown' })
  return flows
}

function charging({ battery }: StationPower): Flow['how'] {
  return battery.state === 'charging' ? 'on' : battery.state === 'unknown' ? 'unknown' : 'idle'
}

export type Place = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
export type Layout = {
  readonly width: number
  readonly height: number
  readonly boxes: Readonly<Record<BoxName, Place>>
  /** Corners of a line between two boxes, first to second in the order of the key. */
  readonly lines: Readonly<Record<string, string>>
}

const at = (x: number, y: number, w = 132, h = 80): Place => ({ x, y, w, h })

/** In one line, the genset and the battery below. */
export const WIDE: Layout = {
  width: 784,
  height: 214,
  boxes: {
    grid: at(2, 8),
    genset: at(2, 126),
    changeover: at(168, 8, 118),
    rectifier: at(320, 8),
    bus: at(486, 8),
    load: at(650, 8),
    battery: at(486, 126),
    solar: at(320, 126),
  },
  lines: {
    'grid-changeover': 'M134 48H168',
    'genset-changeover': 'M134 166H227V88',
    'changeover-rectifier': 'M286 48H320',
    'grid-rectifier': 'M134 48H320',
    'rectifier-bus': 'M452 48H486',
    'bus-battery': 'M552 88V126',
    'battery-bus': 'M552 126V88',
    'bus-load': 'M618 48H650',
    'solar-bus': 'M452 166H469V70H486',
  },
}

/** In two columns, for a phone. */
export const NARROW: Layout = {
  width: 340,
  height: 532,
  boxes: {
    grid: at(2, 4, 150),
    genset: at(188, 4, 150),
    changeover: at(2, 114, 150),
    rectifier: at(2, 224, 150),
    bus: at(2, 334, 150),
    battery: at(188, 334, 150),
    load: at(2, 444, 150),
    solar: at(188, 224, 150),
  },
  lines: {
    'grid-changeover': 'M77 84V114',
    'genset-changeover': 'M263 84V154H152',
    'changeover-rectifier': 'M77 194V224',
    'grid-rectifier': 'M77 84V224',
    'rectifier-bus': 'M77 304V334',
    'bus-battery': 'M152 374H188',
    'battery-bus': 'M188 374H152',
    'bus-load': 'M77 414V444',
    'solar-bus': 'M263 304V319H120V334',
  },
}

const TAKEN = 110
const up = (place: Place): Place => ({ ...place, y: place.y - TAKEN })

/** The same without a genset, whose changeover would leave a hole. */
export const NARROW_PLAIN: Layout = {
  width: NARROW.width,
  height: NARROW.height - TAKEN,
  boxes: {
    ...NARROW.boxes,
    rectifier: up(NARROW.boxes.rectifier),
    bus: up(NARROW.boxes.bus),
    battery: up(NARROW.boxes.battery),
    load: up(NARROW.boxes.load),
    solar: up(NARROW.boxes.solar),
  },
  lines: {
    'grid-rectifier': 'M77 84V114',
    'rectifier-bus': 'M77 194V224',
    'bus-battery': 'M152 264H188',
    'battery-bus': 'M188 264H152',
    'bus-load': 'M77 304V334',
    'solar-bus': 'M263 194V209H120V224',
  },
}
