/** Where an alarm belongs: into an incident that is open, into one of its own, or into none. The heart of correlation. */
import { CHANNEL_DOWN } from '../alarm/rules.ts'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import type { IncidentCause, IncidentRoot } from '../../../shared/model/incident.ts'
import { causeOf, CHAIN, familyOf, FOLLOWS, type Family } from './family.ts'
import { isWave, together, type Around } from './wave.ts'

export type Sighting = Pick<
  AlarmRow,
  'stationId' | 'deviceId' | 'ruleId' | 'severity' | 'type' | 'probableCause' | 'raisedAt' | 'suppressed'
>

/** An open incident that correlation may still change. */
export type OpenIncident = {
  readonly id: number
  readonly cause: IncidentCause
  readonly root: IncidentRoot
  readonly beganAt: number
  readonly hop: number | null
  readonly about: number | null
}

/** Another alarm of the same station that stands, or stood until lately, in an incident that is open. */
export type Neighbour = {
  readonly family: Family
  readonly deviceId: number | null
  readonly incident: OpenIncident
  readonly stands: boolean
}

/** What the engine knows around an alarm. Nothing here is asked for unless it matters. */
export type View = {
  readonly find: (id: number) => OpenIncident | null
  readonly neighbours: (stationId: number) => readonly Neighbour[]
  /** Open incidents of the stations that cut this one off. */
  readonly cutBy: (stationId: number) => readonly OpenIncident[]
  /** The open incident of its line or place. `isBack`: power has been back there for so long that a loss is another one. */
  readonly ofFeeder: (stationId: number) => { readonly incident: OpenIncident; readonly isBack: boolean } | null
  /** Losses of mains around a station at this moment, and the incidents of single stations among them. */
  readonly around: (stationId: number) => Around & { readonly alike: readonly OpenIncident[] }
  readonly hopOf: (deviceId: number) => number | null
  /** The open incident of the link to this station. */
  readonly linkTo: (stationId: number) => OpenIncident | null
  /** Open incidents of links whose lower end hangs on this station. */
  readonly linksBelow: (stationId: number) => readonly OpenIncident[]
  /** The open incident of which this station's own silence is the root, also while it is asked again after it came back. */
  readonly silenceOf: (stationId: number) => OpenIncident | null
  /** It last told of a voltage that no battery has that is about to give up. */
  readonly wasPowered: (stationId: number) => boolean
  /** What its battery had left at the least when it fell silent, minutes, by its own history or by what its equipment reckons; null where that cannot be told. */
  readonly leftAtSilence: (stationId: number) => number | null
  readonly placeOf: (stationId: number) => { readonly feederId: number | null; readonly communeId: number }
}

export type Opening = {
  readonly root: IncidentRoot
  readonly cause: IncidentCause
  readonly hop: number | null
  readonly about: number | null
}
/** `recast`: the incident turns out to be another, wider one; those in `absorb` were the same fault and go into it. */
export type Decision =
  | { readonly kind: 'none' }
  | { readonly kind: 'join'; readonly id: number }
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'recast'; readonly id: number; readonly opening: Opening; readonly absorb: readonly number[] }

/** A battery that still had so many minutes at the least was not empty at the next poll. */
const ENOUGH_MIN = 10

const NONE: Decision = { kind: 'none' }
const join = (incident: OpenIncident): Decision => ({ kind: 'join', id: incident.id })
const open = (root: IncidentRoot, cause: IncidentCause, more: Partial<Opening> = {}): Decision => ({
  kind: 'open',
  opening: { root, cause, hop: null, about: null, ...more },
})

const oldest = (incidents: readonly OpenIncident[]): OpenIncident | null =>
  incidents.reduce<OpenIncident | null>(
    (first, one) => (first === null || one.beganAt < first.beganAt || (one.beganAt === first.beganAt && one.id < first.id) ? one : first),
    null,
  )

export function decide(alarm: Sighting, view: View): Decision {
  const family = familyOf(alarm)
  if (family === 'self') return open({ kind: 'self' }, 'isolated')
  // A channel of notifications is no part of the network: its alarm stands for itself.
  if (alarm.ruleId === CHANNEL_DOWN) return NONE
  if (alarm.suppressed) return family === 'silent' ? cutOff(alarm, view) : NONE
  // Somebody at the site is no fault of the equipment, but a matter of its own all the same.
  if (alarm.severity === 'warning' && alarm.type !== 'physical') return passenger(alarm, family, view)
  switch (family) {
    case 'silent':
      return silent(alarm, view)
    case 'mains':
      return mains(alarm, view)
    case 'reserve':
    case 'low':
      return onBattery(alarm, view)
    case 'phase':
      return phase(alarm, view)
    case 'radio':
      return radio(alarm, view)
    default:
      return follower(alarm, family, view)
  }
}

/** Behind dead stations: whatever took the first of them down took this one along. */
function cutOff({ stationId }: Sighting, view: View): Decision {
  const first = oldest(view.cutBy(stationId))
  return first ? join(first) : NONE
}

/** A warning asks for nobody: it is shown with what is under way at its station, and opens nothing. */
function passenger({ stationId, deviceId }: Sighting, family: Family, view: View): Decision {
  const all = view.neighbours(stationId)
  const chain = FOLLOWS.has(family) ? all.find((one) => CHAIN.has(one.family)) : undefined
  const best = chain ?? all.find((one) => one.deviceId === deviceId) ?? all[0]
  return best ? join(best.incident) : NONE
}

function chainAt(stationId: number, view: View): { incident: OpenIncident; low: boolean; stands: boolean } | null {
  const chain = view
    .neighbours(stationId)
    // What a silence left behind, a battery that is low, says nothing of what comes after it.
    .filter((one) => CHAIN.has(one.family) && one.incident.root.kind !== 'device' && one.incident.cause !== 'backhaul')
  // A battery that is still filling after an earlier loss says nothing of the present one.
  const present = chain.filter((one) => one.stands && one.family !== 'low')
  const all = present.length > 0 ? chain.filter((one) => present.some((other) => other.incident.id === one.incident.id)) : chain
  const incident = oldest(all.map((one) => one.incident))
  const its = all.filter((one) => one.incident.id === incident?.id)
  return incident && { incident, low: its.some((one) => one.family === 'low'), stands: its.some((one) => one.stands) }
}

/** It died with its battery, or was cut from the branch although it has power, or nobody knows why. */
function silent({ stationId }: Sighting, view: View): Decision {
  const chain = chainAt(stationId, view)
  if (chain && isEmpty(stationId, chain.low, view)) return join(chain.incident)
  const link = view.linkTo(stationId)
  if (link) return join(link)
  return open({ kind: 'station', id: stationId }, 'backhaul')
}

/** Minutes that were left tell more than "low", which is an alarm from 30 % on; then the alarm, then the voltage. */
function isEmpty(stationId: number, isLow: boolean, view: View): boolean {
  const left = view.leftAtSilence(stationId)
  return (left === null || left < ENOUGH_MIN) && (isLow || !view.wasPowered(stationId))
}

function mains({ stationId, raisedAt }: Sighting, view: View): Decision {
  const chain = chainAt(stationId, view)?.incident ?? null
  if (chain && chain.root.kind !== 'station') return join(chain)
  const line = view.ofFeeder(stationId)
  if (line && !line.isBack) {
    const feeder = line.incident
    // Its battery was seen to discharge before its mains were seen to be gone.
    if (chain && together(chain.beganAt, raisedAt))
      return {
        kind: 'recast',
        id: feeder.id,
        opening: { root: feeder.root, cause: feeder.cause, hop: null, about: null },
        absorb: [chain.id],
      }
    return join(chain ?? feeder)
  }
  const around = view.around(stationId)
  if (isWave(around)) {
    const { feederId, communeId } = view.placeOf(stationId)
    const root: IncidentRoot = feederId === null ? { kind: 'place', communeId } : { kind: 'feeder', id: feederId }
    const opening: Opening = { root, cause: 'feeder', hop: null, about: null }
    const alike = around.alike.filter((one) => together(one.beganAt, raisedAt))
    if (chain && together(chain.beganAt, raisedAt) && !alike.some((one) => one.id === chain.id)) alike.push(chain)
    const first = oldest(alike)
    if (first) return { kind: 'recast', id: first.id, opening, absorb: alike.filter((one) => one !== first).map((one) => one.id) }
    if (!chain) return { kind: 'open', opening }
  }
  const own: Opening = { root: { kind: 'station', id: stationId }, cause: 'mains', hop: null, about: null }
  if (!chain) return { kind: 'open', opening: own }
  return chain.cause === 'power' ? { kind: 'recast', id: chain.id, opening: own, absorb: [] } : join(chain)
}

function onBattery(alarm: Sighting, view: View): Decision {
  const { stationId } = alarm
  const chain = chainAt(stationId, view)
  if (chain) return join(chain.incident)
  // A lost phase that leaves the load to the battery was all of the mains.
  const lost = view.neighbours(stationId).find((one) => one.family === 'phase')
  if (lost) return widened(lost.incident, mains(alarm, view), view)
  // Rectifiers that fail leave the battery alone with the load.
  const supply = view.neighbours(stationId).find((one) => one.family === 'supply')
  if (supply) return join(supply.incident)
  const isLow = familyOf(alarm) === 'low'
  // Found low when the station is heard again: that is what it was silent of.
  const fell = isLow ? view.silenceOf(stationId) : null
  if (fell) return join(fell)
  const line = view.ofFeeder(stationId)
  return line && (isLow || !line.isBack) ? join(line.incident) : open({ kind: 'station', id: stationId }, 'power')
}

function phase(alarm: Sighting, view: View): Decision {
  const chain = chainAt(alarm.stationId, view)?.incident
  return chain?.cause === 'power' ? mains(alarm, view) : follower(alarm, 'phase', view)
}

/** The decision, with an incident that turned out to be a part of it. */
function widened(part: OpenIncident, decision: Decision, view: View): Decision {
  switch (decision.kind) {
    case 'none':
      return join(part)
    case 'open':
      return { kind: 'recast', id: part.id, opening: decision.opening, absorb: [] }
    case 'recast':
      return decision.id === part.id ? decision : { ...decision, absorb: [...decision.absorb, part.id] }
    case 'join': {
      const whole = view.find(decision.id)
      if (!whole || whole.id === part.id) return decision
      return {
        kind: 'recast',
        id: whole.id,
        opening: { root: whole.root, cause: whole.cause, hop: whole.hop, about: whole.about },
        absorb: [part.id],
      }
    }
  }
}

/** Both ends of a hop, and the station that fell silent behind it, are one. */
function radio({ stationId, deviceId, raisedAt }: Sighting, view: View): Decision {
  if (deviceId === null) return open({ kind: 'station', id: stationId }, 'link')
  const root: IncidentRoot = { kind: 'device', id: deviceId, stationId }
  const hop = view.hopOf(deviceId)
  if (hop === null) {
    const below = view.linksBelow(stationId).find((one) => together(one.beganAt, raisedAt))
    return below ? join(below) : open(root, 'link')
  }
  const link = view.linkTo(hop)
  if (link) return join(link)
  const fell = view.silenceOf(hop)
  if (fell) return { kind: 'recast', id: fell.id, opening: { root, cause: 'link', hop, about: null }, absorb: [] }
  return open(root, 'link', { hop })
}

/** What may follow from lost power at its station, and is otherwise a fault of its own device. */
function follower(alarm: Sighting, family: Family, view: View): Decision {
  const { stationId, deviceId, probableCause: about } = alarm
  const chain = chainAt(stationId, view)
  if (chain?.stands && (FOLLOWS.has(family) || (chain.low && (family === 'cells' || family === 'device')))) return join(chain.incident)
  // A door or a room has one state, however many devices watch it.
  const isOfRoom = alarm.type === 'physical' || alarm.type === 'environmental'
  const same = view
    .neighbours(stationId)
    .find(({ incident }) => incident.about === about && (isOfRoom || deviceId === null || rootDevice(incident.root) === deviceId))
  if (same) return join(same.incident)
  return open(deviceId === null ? { kind: 'station', id: stationId } : { kind: 'device', id: deviceId, stationId }, causeOf(alarm), {
    about,
  })
}

function rootDevice(root: IncidentRoot): number | null {
  return root.kind === 'device' ? root.id : null
}
