/** One seeded evening, from beginning to end: what was true, what was polled, and what the console said. */
import type { AlarmRow } from '../../shared/model/alarm.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { FaultKind } from '../../main/simulator/faults/kinds.ts'
import type { Province } from '../../main/simulator/province/station.ts'
import { evening, EVENING_MINUTES } from '../../main/simulator/scenarios/evening.ts'
import { struckBy, type PlayedFault } from '../../main/simulator/scenarios/played.ts'
import { between } from '../../main/simulator/random.ts'
import { THRESHOLD_DBM } from '../../main/simulator/world/world.ts'
import { WatchedProvince, type SeenPoll } from './_truth-branch.ts'
import { allFaults, type Fault } from './_truth-faults.ts'
import type { Claim, ClaimRoot } from './_truth-match.ts'
import { SAMPLE_MS, SIGN, type DeviceFacts, type PollFact, type World } from './_truth-shown.ts'

const MINUTE = 60_000
/** 17:30 at +07. */
const BEGIN = Date.UTC(2026, 10, 25, 10, 30)
/** The branch looks for a while before anything is played, so that what stood wrong already has been told. */
const BEFORE_MIN = 12
const AFTER_MIN = 12
/** Faults of an agent after which its readings say nothing for sure. */
const SPOILS: readonly FaultKind[] = ['sentinel', 'wrongType', 'noSuchInstance']
/** Received level below which a link is said to be degraded, dBm. */
const FADED_DBM = -70

export type Said = { readonly at: number; readonly what: 'told' | 'changed' | 'ended'; readonly incident: Incident }
/** An alarm was raised, cleared, or changed. */
export type Rang = { readonly at: number; readonly station: number; readonly device: string | null; readonly row: AlarmRow }
export type Evening = {
  readonly seed: number
  readonly begin: number
  readonly end: number
  readonly world: World
  readonly faults: readonly Fault[]
  readonly claims: readonly Claim[]
  /** What was said of incidents, in order; for those who look closely. */
  readonly said: readonly Said[]
  readonly rang: readonly Rang[]
  readonly province: Province
  readonly polls: number
}
export type EveningOptions = {
  readonly stations?: number
  readonly minutes?: number
  /** Leaves out faults that are not wanted, for small evenings. */
  readonly only?: (fault: PlayedFault) => boolean
}

export function playEvening(seed: number, { stations, minutes = EVENING_MINUTES, only = () => true }: EveningOptions = {}): Evening {
  const count = stations ?? Math.round(between(120, 150, seed, 700))
  const from = BEGIN - BEFORE_MIN * MINUTE
  const branch = new WatchedProvince(seed, count, from)
  try {
    const { world } = branch
    const { province } = world
    const played = evening(province, seed, BEGIN).faults.filter(only)
    for (const { events } of played) world.add(events)
    const end = BEGIN + (minutes + AFTER_MIN) * MINUTE
    const polls = new Map<number, PollFact[]>(branch.devices.map((device) => [device.id, []]))
    const metrics = new Map<number, Set<string>>(branch.devices.map((device) => [device.id, new Set()]))
    const samples: Uint16Array[] = []
    const said = new Listener(branch)
    let asked = 0
    while (branch.now < end) {
      if ((branch.now - from) % SAMPLE_MS === 0) samples.push(signsOfAll(branch))
      for (const seen of branch.second()) {
        asked++
        polls.get(seen.device.id)?.push(factOf(seen, samples, from))
        const known = metrics.get(seen.device.id)
        for (const { metric, quality } of seen.poll.readings) if (quality === 'good') known?.add(metric)
      }
      said.listen()
    }
    const devices = branch.devices.map((device): DeviceFacts => ({
      key: device.sim.key,
      kind: device.sim.kind,
      station: device.station.index,
      metrics: metrics.get(device.id) ?? new Set(),
      polls: polls.get(device.id) ?? [],
    }))
    return {
      seed,
      begin: BEGIN,
      end,
      world: { stations: province.stations, devices, begin: from, samples },
      faults: allFaults(world, played, from, end).filter(
        ({ root }) => root.kind === 'nothing' || struckBy(root).some((index) => isInService(province, index)),
      ),
      claims: said.claims(),
      said: said.all,
      rang: said.rang,
      province,
      polls: asked,
    }
  } finally {
    branch.close()
  }
}

/** A few stations are built and not in service yet: nobody is told of them. */
function isInService(province: Province, index: number): boolean {
  return (province.stations[index]?.commissionedOn ?? '') < '2026-11-25'
}

function signsOfAll({ world, now }: WatchedProvince): Uint16Array {
  return Uint16Array.from(world.province.stations, ({ index, backhaul }) => {
    const truth = world.truth(index, now)
    return (
      (truth.alive ? 0 : SIGN.dead) |
      (backhaul === 'microwave' && truth.rsl < THRESHOLD_DBM ? SIGN.rainCut : 0) |
      (truth.reachable ? SIGN.reachable : 0) |
      (truth.ac ? 0 : SIGN.noAc) |
      (truth.genset === 'none' || truth.genset === 'off' ? 0 : SIGN.genset) |
      (truth.rsl < FADED_DBM ? SIGN.faded : 0) |
      (truth.door ? SIGN.door : 0) |
      (truth.smoke ? SIGN.smoke : 0) |
      (truth.flood ? SIGN.flood : 0)
    )
  })
}

/** What was true when it was asked: to the sample for what was silent, whose end comes later. */
function factOf({ device, poll, askedAt, faults }: SeenPoll, samples: readonly Uint16Array[], from: number): PollFact {
  const signs = samples[Math.min(samples.length - 1, Math.floor((askedAt - from) / SAMPLE_MS))]?.[device.station.index] ?? 0
  return { at: askedAt, heard: poll.outcome === 'ok', strange: faults.some(({ mischief }) => SPOILS.includes(mischief)), signs }
}

type Told = { readonly toldAt: number; readonly states: { at: number; isOpen: boolean }[] }

/** Hears what the console says of incidents, and puts it into the simulator's words. */
class Listener {
  readonly all: Said[] = []
  readonly rang: Rang[] = []
  private readonly branch: WatchedProvince
  private readonly stationOf: ReadonlyMap<number, number>
  private readonly deviceOf: ReadonlyMap<number, string>
  private readonly feederOf: ReadonlyMap<number, string>
  private readonly last = new Map<number, Incident>()
  private readonly open = new Map<number, Told>()
  private readonly done: Claim[] = []

  constructor(branch: WatchedProvince) {
    this.branch = branch
    this.stationOf = new Map(branch.stationIds.map((id, index) => [id, index]))
    this.deviceOf = new Map(branch.devices.map((device) => [device.id, device.sim.key]))
    this.feederOf = new Map([...branch.feederIds].map(([name, id]) => [id, name]))
  }

  listen(): void {
    const { engine, now } = this.branch
    const changes = engine.takeChanges()
    for (const row of changes.alarms) {
      const device = row.deviceId === null ? null : (this.deviceOf.get(row.deviceId) ?? '')
      this.rang.push({ at: now, station: this.stationOf.get(row.stationId) ?? -1, device, row })
    }
    for (const incident of changes.incidents) {
      const before = this.last.get(incident.id)
      this.last.set(incident.id, incident)
      if (before && before.version === incident.version && before.state === incident.state) continue
      const told = this.open.get(incident.id)
      if (incident.state === 'ended') {
        if (told) this.done.push(this.claimOf(incident, told, now))
        this.open.delete(incident.id)
        this.all.push({ at: now, what: 'ended', incident })
      } else if (told) {
        told.states.push({ at: now, isOpen: incident.state === 'open' })
        this.all.push({ at: now, what: 'changed', incident })
      } else {
        this.open.set(incident.id, { toldAt: now, states: [{ at: now, isOpen: incident.state === 'open' }] })
        this.all.push({ at: now, what: 'told', incident })
      }
    }
  }

  claims(): Claim[] {
    const open = [...this.open].flatMap(([id, told]) => {
      const incident = this.last.get(id)
      return incident ? [this.claimOf(incident, told, null)] : []
    })
    return [...this.done, ...open]
  }

  private claimOf(incident: Incident, { toldAt, states }: Told, endedAt: number | null): Claim {
    const stations = incident.stationIds.flatMap((id) => this.stationOf.get(id) ?? [])
    return { id: incident.id, toldAt, endedAt, cause: incident.cause, root: this.rootOf(incident), stations, states }
  }

  private rootOf({ root }: Incident): ClaimRoot {
    switch (root.kind) {
      case 'station':
        return { kind: 'station', station: this.stationOf.get(root.id) ?? -1 }
      case 'device':
        return { kind: 'device', station: this.stationOf.get(root.stationId) ?? -1, key: this.deviceOf.get(root.id) ?? '' }
      case 'feeder':
        return { kind: 'feeder', name: this.feederOf.get(root.id) ?? '' }
      case 'place':
        return { kind: 'place', commune: this.branch.communeNames.get(root.communeId) ?? '' }
      case 'self':
        return { kind: 'self' }
    }
  }
}
