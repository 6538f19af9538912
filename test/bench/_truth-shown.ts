/**
 * What of a fault could be seen at all, from what really happened. A fault counts as shown from the first moment at which a reading or a silence would have told
 * of it, and as shown at all if two polls in a row did (three for a single silent device): that is the hold of the alarm rules. One that is not shown is left out and
 * counted. A fault has nothing of its own to show where
 *   - its station was without mains already, through another fault that began before and went on, or had them back for less than two polls;
 *   - the station could not be reached while it lasted, and would not have been without it either;
 *   - no device there tells of such a thing (no door contact);
 *   - an open door is all: a warning, which asks for nobody and makes no incident.
 */
import type { SimStation } from '../../main/simulator/province/station.ts'
import { struckBy } from '../../main/simulator/scenarios/played.ts'
import { isMains, type Fault } from './_truth-faults.ts'

export const SAMPLE_MS = 10_000

/** What was true of a station at a moment. */
export const SIGN = { dead: 1, rainCut: 2, reachable: 4, noAc: 8, genset: 16, faded: 32, door: 64, smoke: 128, flood: 256 } as const

/** What a poll was, and what was true where it was asked. */
export type PollFact = {
  readonly at: number
  readonly heard: boolean
  /** The agent answered in some wrong way: its readings show nothing for sure. */
  readonly strange: boolean
  readonly signs: number
}
export type DeviceFacts = {
  readonly key: string
  readonly kind: string
  readonly station: number
  /** Metrics it has ever told. */
  readonly metrics: ReadonlySet<string>
  readonly polls: readonly PollFact[]
}
export type World = {
  readonly stations: readonly SimStation[]
  readonly devices: readonly DeviceFacts[]
  readonly begin: number
  /** Signs of all stations, one row for each sample. */
  readonly samples: readonly Uint16Array[]
}

export type Shown = {
  readonly fault: Fault
  /** Null where it is shown: otherwise the reason why nobody can know of it. */
  readonly hidden: string | null
  /** The first moment at which something told of it. */
  readonly since: number
  /** Its end, or when the last station that went dark with it was back. */
  readonly until: number
  /** How it was shown: by readings of so many stations, by the silence of some, by a genset's controller alone. */
  readonly readings: number
  readonly silence: number
  readonly gensetOnly: boolean
  /** The silence of its own place was seen before any reading told of it. */
  readonly silentFirst: boolean
  /** Stations at which something of it may be seen, itself and those it cut off. */
  readonly stations: ReadonlySet<number>
}

const HOLD = 2
/** Mains that are back for less than two polls were not seen to be back. */
const BETWEEN_MS = 120_000
const DEVICE_HOLD = 3

export function shownOf(world: World, faults: readonly Fault[]): Shown[] {
  const blame = blamed(world, faults)
  const byStation = Map.groupBy(world.devices, (device) => device.station)
  return faults.map((fault) => look(world, faults, fault, blame.get(fault.id) ?? new Map(), byStation))
}

/** For each fault the samples of each station that it cuts off: those in which the station would be reached if this one fault were not. */
function blamed(world: World, faults: readonly Fault[]): Map<number, Map<number, number[]>> {
  const found = new Map<number, Map<number, number[]>>()
  const deadSince = world.stations.map(() => Number.POSITIVE_INFINITY)
  const cutting = faults.filter((fault) => !fault.harmless && (isMains(fault) || ['hub', 'link', 'rainFade'].includes(fault.kind)))
  for (const [n, signs] of world.samples.entries()) {
    const at = world.begin + n * SAMPLE_MS
    for (const { index } of world.stations)
      deadSince[index] = (signs[index] ?? 0) & SIGN.dead ? Math.min(deadSince[index] ?? at, at) : Number.POSITIVE_INFINITY
    const lost = world.stations.flatMap(({ index }) => ((signs[index] ?? 0) & SIGN.reachable ? [] : [index]))
    if (lost.length === 0) continue
    // A station that starts again after its battery was empty is still the fault's.
    const active = cutting.filter((fault) => fault.from <= at && (isMains(fault) ? true : at < fault.to))
    for (const fault of active) {
      const without = reach(world, signs, active, fault, at, deadSince)
      for (const index of lost) {
        if (!without[index]) continue
        const stations = found.get(fault.id) ?? new Map<number, number[]>()
        stations.set(index, [...(stations.get(index) ?? []), at])
        found.set(fault.id, stations)
      }
    }
  }
  return found
}

/** Who could be reached if `left` were not. */
function reach(
  world: World,
  signs: Uint16Array,
  active: readonly Fault[],
  left: Fault,
  at: number,
  deadSince: readonly number[],
): boolean[] {
  const off = new Set<number>()
  const cut = new Set<number>()
  for (const fault of active) {
    if (fault === left) continue
    for (const event of fault.events.stations) {
      if (event.from > at || at >= event.to) continue
      if (event.kind === 'isolation') off.add(event.station)
      if (event.kind === 'backhaul') cut.add(event.station)
    }
  }
  const spared = new Set(isMains(left) ? struckBy(left.root).filter((index) => darkBy(active, left, index, deadSince[index] ?? at)) : [])
  const reached: boolean[] = []
  for (const { index, parents } of world.stations) {
    const sign = signs[index] ?? 0
    const isDead = (sign & SIGN.dead) !== 0 && !spared.has(index)
    const rain = (sign & SIGN.rainCut) !== 0 && !(left.kind === 'rainFade' && struckBy(left.root).includes(index))
    const main = !cut.has(index) && !rain
    reached.push(
      !isDead &&
        !off.has(index) &&
        (parents.length === 0 ? main : parents.some((parent, path) => (path > 0 || main) && reached[parent] === true)),
    )
  }
  return reached
}

/** Is this the fault that emptied the station's battery: the last of its mains failures that had begun. */
function darkBy(active: readonly Fault[], fault: Fault, index: number, at: number): boolean {
  const latest = active
    .filter((one) => isMains(one) && one.from <= at && struckBy(one.root).includes(index))
    .sort((a, b) => b.from - a.from)[0]
  return latest === fault
}

function look(
  world: World,
  faults: readonly Fault[],
  fault: Fault,
  cutOff: ReadonlyMap<number, readonly number[]>,
  byStation: ReadonlyMap<number, readonly DeviceFacts[]>,
): Shown {
  const struck = struckBy(fault.root)
  const own = struck.filter((index) => !isMains(fault) || !faults.some((other) => isBefore(other, fault, index)))
  const told = own.map((index) => readingsOf(world, fault, byStation.get(index) ?? []))
  const readings = told.filter((one) => one.shown).length
  const silent = [...cutOff].filter(([index, samples]) => isSilent(byStation.get(index) ?? [], samples))
  const firstOf = (numbers: readonly number[]): number => numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY)
  const told0 = firstOf(told.map((one) => one.since))
  const cut0 = firstOf([...cutOff.values()].map((samples) => samples[0] ?? Number.POSITIVE_INFINITY))
  const since = Math.max(fault.from, Math.min(told0, cut0))
  const shown = (readings > 0 || silent.length > 0) && fault.detail !== 'door'
  return {
    fault,
    hidden: fault.harmless || shown ? null : why(fault, own.length, told, cutOff.size),
    since: Number.isFinite(since) ? since : fault.from,
    until: [...cutOff.values()].reduce((last, samples) => Math.max(last, (samples.at(-1) ?? 0) + SAMPLE_MS), fault.to),
    readings,
    silence: silent.length,
    gensetOnly: readings > 0 && told.every((one) => !one.shown || one.gensetOnly),
    silentFirst: silent.some(([index]) => struck.includes(index)) && (readings === 0 || cut0 < told0 + 120_000),
    stations: new Set([...struck, ...cutOff.keys(), ...fault.behind]),
  }
}

function isBefore(other: Fault, fault: Fault, index: number): boolean {
  if (other === fault || !isMains(other) || !struckBy(other.root).includes(index)) return false
  return (other.from < fault.from || (other.from === fault.from && other.id < fault.id)) && fault.from < other.to + BETWEEN_MS
}

function why(fault: Fault, own: number, told: readonly Told[], cut: number): string {
  if (fault.detail === 'door') return 'only a warning'
  if (own === 0) return 'its station was without mains already'
  if (told.some((one) => one.possible > 0) || cut > 0) return 'too short to be polled twice in a row'
  if (fault.kind === 'link' || fault.kind === 'rainFade') return 'a second path, or a dead one, hid it'
  return 'no device there could tell, or none could be reached'
}

type Told = { shown: boolean; possible: number; since: number; gensetOnly: boolean }

/** What the devices of its place told of the fault. */
function readingsOf(world: World, fault: Fault, devices: readonly DeviceFacts[]): Told {
  const best: Told = { shown: false, possible: 0, since: Number.POSITIVE_INFINITY, gensetOnly: true }
  for (const device of devices) {
    const mask = maskOf(fault, device)
    if (mask === null) continue
    const hold = fault.kind === 'device' || fault.detail === 'deadDevice' ? DEVICE_HOLD : HOLD
    let run = 0
    let first = true
    for (const poll of device.polls) {
      if (poll.at < fault.from || poll.at >= fault.to) continue
      const tells =
        mask === 'silence'
          ? !poll.heard && (poll.signs & SIGN.reachable) !== 0
          : poll.heard && !poll.strange && (mask === 0 || (poll.signs & mask) !== 0)
      run = tells ? run + 1 : 0
      if (tells) {
        best.possible++
        if (first) best.since = Math.min(best.since, beginOf(world, fault, mask, device.station, poll.at))
        first = false
      }
      if (run >= hold) {
        best.shown = true
        if (device.kind !== 'genset') best.gensetOnly = false
      }
    }
  }
  return best
}

/** When what this poll told of had begun, at most one interval before it. */
function beginOf(world: World, fault: Fault, mask: number | 'silence', station: number, polled: number): number {
  const earliest = Math.max(fault.from, polled - 60_000)
  if (mask === 'silence' || mask === 0) return earliest
  for (let at = Math.floor(earliest / SAMPLE_MS) * SAMPLE_MS; at <= polled; at += SAMPLE_MS) {
    const signs = world.samples[(at - world.begin) / SAMPLE_MS]?.[station] ?? 0
    if ((signs & SIGN.reachable) !== 0 && (signs & mask) !== 0) return Math.max(fault.from, at)
  }
  return polled
}

/** The signs by which this device tells of the fault; 0: any reading of it, null: none. */
function maskOf(fault: Fault, device: DeviceFacts): number | 'silence' | null {
  const { kind, detail, root } = fault
  if (isMains(fault)) return device.kind === 'power' || device.kind === 'ups' ? SIGN.noAc : device.kind === 'genset' ? SIGN.genset : null
  if (kind === 'rainFade') return device.kind === 'radio' ? SIGN.faded : null
  if (kind === 'device') return root.kind === 'device' && device.key === root.key ? 'silence' : null
  if (kind === 'room') {
    if (detail !== 'door' && detail !== 'smoke' && detail !== 'flood') return null
    return device.metrics.has(`environment.${detail}`) ? SIGN[detail] : null
  }
  if (kind !== 'standing') return null
  if (detail === 'door') return device.metrics.has('environment.door') ? 0 : null
  if (detail === 'rectifier') return device.metrics.has('rectifier.state') ? 0 : null
  if (detail === 'lowFuel') return device.metrics.has('genset.fuel') ? 0 : null
  if (detail === 'aircon') return device.metrics.has('environment.aircon') ? 0 : null
  return detail === 'deadDevice' && root.kind === 'device' && device.key === root.key ? 'silence' : null
}

/** Every device of the station was silent twice in a row within these samples. */
function isSilent(devices: readonly DeviceFacts[], samples: readonly number[]): boolean {
  const times = new Set(samples)
  return devices.every((device) => {
    let run = 0
    for (const poll of device.polls) {
      run = !poll.heard && times.has(Math.floor(poll.at / SAMPLE_MS) * SAMPLE_MS) ? run + 1 : 0
      if (run >= HOLD) return true
    }
    return false
  })
}
