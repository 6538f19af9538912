/**
 * The bulletin of one hour, from facts that carry their own time. What happened after the hour is never looked at, so that the same hour gives the same
 * figures whenever it is asked for; only what is learned later of the time before it can change them.
 *
 * Service comes from the ledger's interval at the hour. On battery and on genset come from the supply ledger (alarms of mains, battery and genset) and from
 * the log of portable gensets as people told it, not from reckoned fuel. Towers and cables are what people entered.
 */
import type { BulletinContent, BulletinEntry, BulletinFact, BulletinFigures } from '../../../shared/model/bulletin.ts'
import type { Interval } from '../../../shared/model/interval.ts'
import { runsAt, type Line } from '../storm/dispatch.ts'
import type { Supply } from '../storm/supply.ts'

/** A time without mains; `to` null while it lasts. */
export type SupplyInterval = { readonly stationId: number; readonly supply: Supply; readonly from: number; readonly to: number | null }
/** The latest revision of an entry, and who made the first. */
export type Entry = BulletinEntry & { readonly firstBy: string }

export type BulletinSources = {
  readonly branch: string
  readonly communes: ReadonlyMap<number, string>
  readonly stations: ReadonlyMap<number, { readonly communeId: number; readonly code: string }>
  readonly intervals: readonly Interval[]
  readonly supplies: readonly SupplyInterval[]
  /** Gensets sent to stations, each with its log. */
  readonly gensets: readonly { readonly stationId: number; readonly lines: readonly Line[] }[]
  readonly entries: readonly Entry[]
}

const DAY_MS = 86_400_000
/** Of stations whose commune nobody knows any more. */
const NOWHERE = 0

export function bulletinAt(hour: number, sources: BulletinSources): BulletinContent {
  const figures = new Map<number, BulletinFigures>()
  const of = (communeId: number): BulletinFigures => {
    const found = figures.get(communeId) ?? emptyFigures()
    figures.set(communeId, found)
    return found
  }
  const supply = suppliesAt(hour, sources)
  for (const interval of sources.intervals) {
    if (!covers(interval, hour)) continue
    const communeId = sources.stations.get(interval.stationId)?.communeId ?? NOWHERE
    countStation(of(communeId), interval, supply.get(interval.stationId) ?? null)
  }
  const facts = factsAt(hour, sources)
  for (const fact of facts) countFact(of(fact.communeId), fact)
  const communes = [...figures.entries()]
    .sort(([a], [b]) => a - b)
    .map(([id, own]) => ({ id, name: sources.communes.get(id) ?? '', figures: own }))
  return { hour, branch: sources.branch, total: sum(communes.map((commune) => commune.figures)), communes, facts }
}

function covers({ from, to }: { readonly from: number; readonly to: number | null }, at: number): boolean {
  return from <= at && (to === null || to > at)
}

function suppliesAt(hour: number, { supplies, gensets }: BulletinSources): Map<number, Supply> {
  const found = new Map<number, Supply>()
  for (const one of supplies) if (covers(one, hour)) found.set(one.stationId, one.supply)
  for (const { stationId, lines } of gensets) if (runsAt(lines, hour)) found.set(stationId, 'genset')
  return found
}

function countStation(into: BulletinFigures, { bucket, cause }: Interval, supply: Supply | null): void {
  into.total++
  if (bucket === 'notInService') {
    into.notInService++
    return
  }
  if (supply === 'battery') into.onBattery++
  if (supply === 'genset') into.onGenset++
  if (bucket === 'up') into.working++
  else if (bucket === 'unknown') {
    into.unknown++
    if (cause === 'transmission') into.unreachable++
  } else {
    into.interrupted++
    if (bucket === 'downPlanned') into.planned++
    if (cause === 'power') into.byPower++
  }
}

/** Entries that stood at the hour, and cables made good within the day before it; what was learned of them after it is left out. */
function factsAt(hour: number, { entries, stations }: BulletinSources): BulletinFact[] {
  return entries
    .filter((entry) => !entry.withdrawn && entry.at <= hour)
    .map((entry): BulletinFact => {
      const { id, kind, communeId, place, count, at, note } = entry
      const restoredAt = entry.restoredAt !== null && entry.restoredAt <= hour ? entry.restoredAt : null
      const station = entry.stationId === null ? null : (stations.get(entry.stationId)?.code ?? null)
      return { id, kind, communeId, station, place, count, at, restoredAt, note, by: entry.firstBy }
    })
    .filter(({ kind, at, restoredAt }) => (restoredAt !== null ? restoredAt > hour - DAY_MS : kind !== 'note' || at > hour - DAY_MS))
    .sort((a, b) => a.at - b.at || a.id - b.id)
}

function countFact(into: BulletinFigures, { kind, count, restoredAt }: BulletinFact): void {
  if (kind === 'towerDown' && restoredAt === null) into.towersDown += count
  if (kind !== 'cableCut') return
  if (restoredAt === null) into.cablesCut += count
  else into.cablesRestored += count
}

export function emptyFigures(): BulletinFigures {
  return {
    total: 0,
    working: 0,
    interrupted: 0,
    planned: 0,
    unknown: 0,
    unreachable: 0,
    notInService: 0,
    onBattery: 0,
    onGenset: 0,
    byPower: 0,
    towersDown: 0,
    cablesCut: 0,
    cablesRestored: 0,
  }
}

export const FIGURES = Object.keys(emptyFigures()) as readonly (keyof BulletinFigures)[]

function sum(all: readonly BulletinFigures[]): BulletinFigures {
  const total = emptyFigures()
  for (const one of all) for (const name of FIGURES) total[name] += one[name]
  return total
}
