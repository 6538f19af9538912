/** Power of a station: what feeds it, what is left in its battery and its tank, and what was learned of its bank. */
import { z } from 'zod'
import { MetricKey, Quality } from './metric.ts'
import { Phrase } from './phrase.ts'
import { GensetKind, Id } from './station.ts'

export const Confidence = z.enum(['high', 'medium', 'low'])
export type Confidence = z.infer<typeof Confidence>

/** learned: this bank's own earlier discharges; device: what the power system reckons; nameplate: the record alone. Best first. */
export const EstimateBasis = z.enum(['learned', 'device', 'nameplate'])
export type EstimateBasis = z.infer<typeof EstimateBasis>

/** Minutes until the battery no longer carries the station. Either a number with its band, or a sentence why none can be told. */
export const BatteryEstimate = z.object({
  minutes: z.number().nullable(),
  /** Between them it will most likely end. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  confidence: Confidence.nullable(),
  basis: EstimateBasis.nullable(),
  /** Why it cannot be told; null exactly where `minutes` is a number. */
  why: Phrase.nullable(),
  /** The moment that the minutes count from, epoch ms: that of the newest reading used, or of now where it was carried on over a silence. */
  at: z.number(),
  /** The last reading behind it; older than `at` where the station fell silent and the rest is reckoned. Null where there is none. */
  readingAt: z.number().nullable(),
})
export type BatteryEstimate = z.infer<typeof BatteryEstimate>

/** A quantity as last read; `value` null where nothing is known of it. */
export const PowerValue = z.object({
  value: z.number().nullable(),
  quality: Quality,
  at: z.number().nullable(),
  /** Where it was read; null where nobody reports it. */
  metric: MetricKey.nullable(),
  deviceId: z.number().int().nullable(),
})
export type PowerValue = z.infer<typeof PowerValue>

export const MainsState = z.enum(['on', 'off', 'unknown', 'none'])
export const RectifierState = z.enum(['on', 'off', 'fault', 'unknown'])
export const BatteryState = z.enum(['float', 'charging', 'discharging', 'empty', 'unknown'])
export const GensetState = z.enum(['none', 'off', 'starting', 'running', 'outOfFuel', 'fault', 'unknown'])
export type MainsState = z.infer<typeof MainsState>
export type RectifierState = z.infer<typeof RectifierState>
export type BatteryState = z.infer<typeof BatteryState>
export type GensetState = z.infer<typeof GensetState>

/** What is on record of a battery bank, and what its discharges taught. */
export const Bank = z.object({
  stationId: Id,
  nameplateAh: z.number().nullable(),
  cells: z.number().int().nullable(),
  installedOn: z.string().nullable(),
  testedOn: z.string().nullable(),
  /** Ah from full to the end, as met in practice; null before anything was learned. */
  usableAh: z.number().nullable(),
  /** Usable Ah against the nameplate, 1 = as new; null where either is unknown. */
  health: z.number().nullable(),
  confidence: Confidence.nullable(),
  /** Bus voltage at which it ended or is expected to end. */
  endVolts: z.number().nullable(),
  /** Internal resistance of the whole string, ohm. */
  ohms: z.number().nullable(),
  /** Discharges that taught something. */
  discharges: z.number().int(),
  learnedAt: z.number().nullable(),
  /** What was learned, as voltage at rest over the Ah taken out, full first; empty before. */
  curve: z.array(z.object({ ah: z.number(), volts: z.number() })),
})
export type Bank = z.infer<typeof Bank>

/** empty: the station fell silent with the battery at its end; silence: it fell silent before that; monitor: nobody looked any more. */
export const DischargeEnd = z.enum(['mains', 'genset', 'empty', 'silence', 'monitor'])
export type DischargeEnd = z.infer<typeof DischargeEnd>

/** One discharge of a battery, from the first poll on battery to its end. */
export const Discharge = z.object({
  id: z.number().int(),
  stationId: Id,
  from: z.number(),
  /** Null while it goes on. */
  to: z.number().nullable(),
  endedBy: DischargeEnd.nullable(),
  /** Ah taken out as far as it was watched; null where no current is told. */
  removedAh: z.number().nullable(),
  /** Time within it that nobody watched, ms: what was taken out then is not in `removedAh`. */
  gapMs: z.number(),
  loadAmps: z.number().nullable(),
  minVolts: z.number().nullable(),
  /** Charge in per cent as the equipment told it, at the beginning and at the end. */
  chargeFrom: z.number().nullable(),
  chargeTo: z.number().nullable(),
  /** Voltage and Ah along the way, thinned out. */
  curve: z.array(z.object({ at: z.number(), ah: z.number().nullable(), volts: z.number() })),
  /** True where it taught something of the bank. */
  taught: z.boolean(),
})
export type Discharge = z.infer<typeof Discharge>

/** Fuel of a fixed genset: litres and hours where tank, level and consumption are known. */
export const Fuel = z.object({
  level: PowerValue,
  litres: z.number().nullable(),
  /** Litres an hour, measured while it ran. */
  litresPerHour: z.number().nullable(),
  hours: z.number().nullable(),
  /** Why the hours cannot be told; null where they can, or where there is no genset. */
  why: Phrase.nullable(),
})
export type Fuel = z.infer<typeof Fuel>

export const StationPower = z.object({
  stationId: Id,
  /** Newest reading of its power, epoch ms; null before the first. */
  at: z.number().nullable(),
  mains: z.object({ state: MainsState, voltage: PowerValue, phases: z.array(PowerValue) }),
  /** Since when mains has been missing; null while it is there or nothing is known. */
  mainsLostAt: z.number().nullable(),
  rectifier: z.object({ state: RectifierState, current: PowerValue, modules: z.number().int().nullable(), faulty: z.number().int() }),
  bus: PowerValue,
  load: PowerValue,
  /** Watts drawn from the bus; from volts and amperes where it is not told. */
  loadWatts: z.number().nullable(),
  battery: z.object({
    state: BatteryState,
    voltage: PowerValue,
    /** Above zero it charges. */
    current: PowerValue,
    charge: PowerValue,
    temperature: PowerValue,
    /** What the equipment itself reckons. */
    minutes: PowerValue,
  }),
  /** Since when the battery has carried the station; null while it does not. A station that fell silent meanwhile keeps it until the battery is certainly empty. */
  onBatterySince: z.number().nullable(),
  genset: z.object({ kind: GensetKind, state: GensetState, voltage: PowerValue }),
  fuel: Fuel,
  solar: z.boolean(),
  /** While on battery: what is left. On mains: what there would be if it failed now. */
  estimate: BatteryEstimate,
  bank: Bank,
})
export type StationPower = z.infer<typeof StationPower>
