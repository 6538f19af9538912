/** The storm board: what engine, power and inventory know, joined and ranked. Made at most once a second, however many screens ask. */
import type { Hamlet, StationRow } from '../../shared/model/station.ts'
import type { StationPower } from '../../shared/model/power.ts'
import type { Assignment, StormBoard, StormCommune, StormGroup, StormStation, StormTotals } from '../../shared/model/storm.ts'
import { hamletsAtStake, sharedPaths, stationsBehind, type HamletsAtStake, type ServedHamlet, type Shared } from '../domain/storm/behind.ts'
import { middle, nearest, type Near, type Point } from '../domain/storm/nearest.ts'
import { rank } from '../domain/storm/rank.ts'
import { buildTopology } from '../domain/topology/topology.ts'
import type { Without } from '../engine/storm-book.ts'
import type { Core } from './core.ts'

const KEEP_MS = 1000
const MINUTE = 60_000
const DEAD = new Set<StationRow['health']>(['down', 'unreachable'])
const WORKING = new Set<StationRow['health']>(['up', 'degraded', 'atRisk'])
/** Out of the count of stations, and no living one of any hamlet. */
const ABSENT = 'notInService'

export type StormDesk = {
  board(): StormBoard
  /** What hangs behind a station and what could be sent there; null without such a station. */
  station(id: number): { stationIds: number[]; hamlets: Hamlet[]; nearest: Near[] } | null
  /** When the station goes dark as far as that can be told. */
  darkAt(stationId: number): number | null
  forget(): void
}

export function stormDesk(core: Core): StormDesk {
  let made: { board: StormBoard; mono: number } | null = null
  let paths: { shared: Shared; revision: number } | null = null

  const shared = (): Shared => {
    const revision = core.inventory.revision()
    if (paths?.revision !== revision) {
      const stations = core.inventory.all().stations.filter((station) => station.retiredOn === null)
      paths = { shared: sharedPaths(buildTopology(stations)), revision }
    }
    return paths.shared
  }
  const stake = (): HamletsAtStake => hamletsAtStake(shared(), servedHamlets(core), (id) => isLiving(core.engine.row(id)))

  function make(): StormBoard {
    const at = core.clock.now()
    const { stationById } = core.inventory.all()
    const { atStake, silent } = stake()
    const without = core.engine.storm.without()
    const duties = Map.groupBy(core.engine.storm.onDuty(), (one) => one.stationId)
    const stations = [...without].flatMap(([id, own]): (StormStation & { minutes: number | null })[] => {
      const row = core.engine.row(id)
      const station = stationById.get(id)
      if (!row || !station || row.health === ABSENT) return []
      const here = duties.get(id) ?? []
      const power = core.engine.power.of(id)
      const end = endOf(row, own, power, here)
      const load = atStake.get(id)
      return [
        {
          id,
          code: row.code,
          name: row.name,
          communeId: row.communeId,
          remoteClass: row.remoteClass,
          lostAt: own.lostAt,
          ...end,
          minutes: end.darkAt === null ? null : (end.darkAt - at) / MINUTE,
          volts: power?.battery.voltage.value ?? power?.bus.value ?? null,
          behind: core.engine.behind(id),
          hamlets: load?.hamlets.length ?? 0,
          households: load?.households ?? 0,
          criticality: station.criticality,
          accessMinutes: station.accessMinutes,
          resourceIds: here.map((one) => one.resourceId),
        },
      ]
    })
    const totals = totalsOf(core, without, silent, duties)
    return {
      at,
      stations: rank(stations).map(({ minutes: _minutes, ...station }) => station),
      communes: totals.communes,
      total: totals.total,
    }
  }

  return {
    board() {
      const mono = core.clock.mono()
      if (!made || mono - made.mono >= KEEP_MS) made = { board: make(), mono }
      return made.board
    },
    station(id) {
      const { stationById, stations, hamlets } = core.inventory.all()
      const station = stationById.get(id)
      if (!station) return null
      const pointsOf = Map.groupBy(stations, (one) => one.communeId)
      const free = core.engine.storm.resources().filter((row) => row.assignment === null && row.resource.state === 'ready')
      const atRisk = new Set(
        stake()
          .atStake.get(id)
          ?.hamlets.map((hamlet) => hamlet.id),
      )
      return {
        stationIds: stationsBehind(shared(), id),
        hamlets: hamlets.filter((hamlet) => atRisk.has(hamlet.id)),
        nearest: nearest(
          { communeId: station.communeId, point: pointOf(station) },
          free.map(({ resource }) => ({
            id: resource.id,
            communeId: resource.homeCommuneId,
            point: middle((pointsOf.get(resource.homeCommuneId ?? 0) ?? []).flatMap((one) => pointOf(one) ?? [])),
          })),
        ),
      }
    },
    darkAt(stationId) {
      const row = core.engine.row(stationId)
      const own = core.engine.storm.without().get(stationId)
      return row && own ? endOf(row, own, core.engine.power.of(stationId), []).darkAt : null
    },
    forget: () => void (made = null),
  }
}

function isLiving(row: StationRow | null): boolean {
  return row !== null && row.health !== ABSENT && !DEAD.has(row.health)
}

function pointOf({ lat, lon }: { lat: number | null; lon: number | null }): Point | null {
  return lat === null || lon === null ? null : { lat, lon }
}

/** Hamlets with their serving stations; one with none on record is served by the stations that stand in it. */
function servedHamlets(core: Core): ServedHamlet[] {
  const serving = core.operations.hamlets.serving()
  const { hamlets, stations } = core.inventory.all()
  const standing = Map.groupBy(
    stations.filter((station) => station.retiredOn === null),
    (station) => station.hamletId,
  )
  return hamlets.map(({ id, households }) => ({
    id,
    households,
    servers: serving.get(id) ?? standing.get(id)?.map((station) => station.id) ?? [],
  }))
}

type End = Pick<StormStation, 'group' | 'supply' | 'darkAt' | 'earliestAt' | 'latestAt' | 'confidence' | 'why'>

/** How long it holds: by what carries it now. */
function endOf(row: StationRow, own: Without, power: StationPower | null, here: readonly Assignment[]): End {
  const none = { darkAt: null, earliestAt: null, latestAt: null, confidence: null, why: null }
  if (DEAD.has(row.health)) return { ...none, group: 'dark', supply: 'none' }
  if (own.supply === 'genset') {
    const running = here.filter((one) => one.phase === 'running')
    const ends = running.flatMap((one) => one.fuel?.runsOutAt ?? [])
    const fixed = power?.fuel.hours ?? null
    const fuelEnd =
      running.length > 0
        ? ends.length > 0
          ? Math.max(...ends)
          : null
        : fixed === null || !power
          ? null
          : (power.fuel.level.at ?? power.at ?? 0) + fixed * 60 * MINUTE
    const group: StormGroup = fuelEnd === null ? 'held' : 'counting'
    const why = fuelEnd === null ? (running.find((one) => one.fuel?.why)?.fuel?.why ?? power?.fuel.why ?? { key: 'storm.why.fuel' }) : null
    return { ...none, group, supply: 'genset', darkAt: fuelEnd, why }
  }
  const estimate = power?.estimate
  if (!estimate || estimate.minutes === null) {
    return { ...none, group: 'cannotTell', supply: 'battery', why: estimate?.why ?? { key: 'storm.why.nothing' } }
  }
  const from = (minutes: number | null) => (minutes === null ? null : estimate.at + minutes * MINUTE)
  return {
    group: 'counting',
    supply: 'battery',
    darkAt: from(estimate.minutes),
    earliestAt: from(estimate.low),
    latestAt: from(estimate.high),
    confidence: estimate.confidence,
    why: null,
  }
}

const NOTHING: StormTotals = {
  stations: 0,
  working: 0,
  onBattery: 0,
  onGenset: 0,
  dark: 0,
  unknown: 0,
  hamlets: 0,
  households: 0,
  resources: 0,
}

function totalsOf(
  core: Core,
  without: ReadonlyMap<number, Without>,
  silent: readonly ServedHamlet[],
  duties: ReadonlyMap<number, readonly Assignment[]>,
): { total: StormTotals; communes: StormCommune[] } {
  const { communes, hamlets } = core.inventory.all()
  const sums = new Map<number, StormTotals>()
  const of = (communeId: number): StormTotals => {
    const found = sums.get(communeId) ?? { ...NOTHING }
    sums.set(communeId, found)
    return found
  }
  for (const row of core.engine.rows()) {
    if (row.health === ABSENT) continue
    const sum = of(row.communeId)
    sum.stations++
    if (WORKING.has(row.health)) sum.working++
    else if (DEAD.has(row.health)) sum.dark++
    else sum.unknown++
    const supply = without.get(row.id)?.supply
    if (supply === 'battery' && !DEAD.has(row.health)) sum.onBattery++
    if (supply === 'genset' && !DEAD.has(row.health)) sum.onGenset++
    sum.resources += duties.get(row.id)?.length ?? 0
  }
  const communeOf = new Map(hamlets.map((hamlet) => [hamlet.id, hamlet.communeId]))
  for (const hamlet of silent) {
    const sum = of(communeOf.get(hamlet.id) ?? 0)
    sum.hamlets++
    sum.households += hamlet.households ?? 0
  }
  const total = { ...NOTHING }
  for (const sum of sums.values()) for (const name of Object.keys(NOTHING) as (keyof StormTotals)[]) total[name] += sum[name]
  const rows = communes.flatMap(({ id, name }): StormCommune[] => {
    const sum = sums.get(id)
    return sum && isAmiss(sum) ? [{ ...sum, communeId: id, name }] : []
  })
  return { total, communes: rows.sort((a, b) => trouble(b) - trouble(a) || a.communeId - b.communeId) }
}

function isAmiss(sum: StormTotals): boolean {
  return sum.onBattery + sum.onGenset + sum.dark + sum.hamlets + sum.resources > 0
}

const trouble = (sum: StormTotals): number => sum.dark * 2 + sum.onBattery + sum.onGenset / 4 + sum.hamlets * 2
