/** What Prometheus asks of the console, seen from the core's side: who may, what of, and the figures in parts of which each takes little time. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fold } from '../../shared/format/fold.ts'
import { metric, MetricKey, type MetricDefinition } from '../../shared/model/metric.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Health } from '../../shared/model/station.ts'
import type { OwnFigures } from '../reports/openmetrics/own.ts'
import { addStation, type Lines } from '../reports/openmetrics/readings.ts'
import type { Core } from './core.ts'

/** What is asked for: nothing named means the console's own figures alone. `groups` may have 'all'. */
export type ScrapeWish = {
  readonly groups: readonly string[]
  readonly metrics: readonly string[]
  readonly communes: readonly string[]
  readonly stations: readonly string[]
}
export type ScrapePart = {
  readonly lines: Lines
  readonly told: number
  readonly left: number
  /** Where the next part begins; null at the end. */ readonly next: number | null
}
/** The core's share of the console's own figures; the host adds its own. */
export type CoreFigures = Omit<OwnFigures, 'version' | 'restarts' | 'process' | 'stores' | 'poll'> & {
  readonly poll: Omit<OwnFigures['poll'], 'lastReadingAt'>
}

/** Stations of a part: some thousands of lines, made within a few milliseconds. */
const STATIONS_A_PART = 30
/** Readings that one answer takes. */
export const MOST_READINGS = 300_000

const STANDING: Readonly<Partial<Record<Health, boolean>>> = { up: true, degraded: true, atRisk: true, down: false }

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Compared in a time that tells nothing. */
export function opens(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(hash, 'hex'))
}

type Chosen = { metrics: ReadonlySet<MetricKey>; stations: readonly number[] }

export function coreScrape(core: Core) {
  /** One question's choice is kept for its parts. */
  let chosen: { wish: string; revision: number; choice: Chosen } | null = null

  function choose(wish: ScrapeWish): Chosen | Refusal {
    const metrics = metricsOf(wish)
    if ('unknown' in metrics) return refuse('INVALID', 'scrape.unknown', { given: metrics.unknown })
    const { communes, stations } = core.inventory.all()
    const inCommunes = new Set<number>()
    for (const given of wish.communes) {
      const found = communes.filter(({ code, name }) => (code !== '' && code === given) || fold(name) === fold(given))
      if (found.length === 0) return refuse('INVALID', 'scrape.unknown', { given })
      for (const { id } of found) inCommunes.add(id)
    }
    const codes = new Set(wish.stations.map((code) => code.toUpperCase()))
    const known = new Set(stations.map(({ code }) => code))
    const unknown = [...codes].find((code) => !known.has(code))
    if (unknown !== undefined) return refuse('INVALID', 'scrape.unknown', { given: unknown })
    const some = inCommunes.size + codes.size > 0
    const ids = stations
      .filter(({ retiredOn, communeId, code }) => retiredOn === null && (!some || inCommunes.has(communeId) || codes.has(code)))
      .map(({ id }) => id)
    return { metrics: metrics.keys, stations: ids }
  }

  return {
    /** A part of the readings from the `from`-th station on; `room` is how many readings there is still room for. */
    part({ wish, from, room }: { wish: ScrapeWish; from: number; room: number }): ScrapePart | Refusal {
      const asked = JSON.stringify(wish)
      const revision = core.inventory.revision()
      if (!chosen || chosen.wish !== asked || chosen.revision !== revision) {
        const choice = choose(wish)
        if ('refused' in choice) return choice
        chosen = { wish: asked, revision, choice }
      }
      const { metrics, stations } = chosen.choice
      const { stationById, communes, provinces } = core.inventory.all()
      const communeOf = new Map(communes.map((commune) => [commune.id, commune]))
      const provinceOf = new Map(provinces.map(({ id, name }) => [id, name]))
      const lines: Lines = {}
      let told = 0
      let left = 0
      for (const id of stations.slice(from, from + STATIONS_A_PART)) {
        const station = stationById.get(id)
        if (!station) continue
        const commune = communeOf.get(station.communeId)
        const province = (commune && provinceOf.get(commune.provinceId)) ?? ''
        const health = core.engine.row(id)?.health
        const up = (health && STANDING[health]) ?? null
        const place = { code: station.code, name: station.name, commune: commune?.name ?? '', province, up }
        const added = addStation(lines, { ...place, devices: devicesOf(core, id) }, metrics, room - told)
        told += added.told
        left += added.left
      }
      const next = from + STATIONS_A_PART
      return { lines, told, left, next: next < stations.length ? next : null }
    },

    own(): CoreFigures {
      const health = core.poller.health()
      const { health: stations, alarms, unacknowledged } = core.engine.overview()
      return {
        poll: {
          devices: health.devices,
          answering: health.answering,
          inFlight: health.inFlight,
          waiting: health.waiting.living + health.waiting.dead,
          polls: health.polls,
          timeouts: health.timeouts,
          missed: health.missed,
          cycleMs: health.cycleMs,
        },
        stations,
        alarms,
        unacknowledged,
        traps: { ...core.engine.trapTally() },
        files: { operations: sizeOf(core.folder, 'operations.db'), history: sizeOf(core.folder, 'history.db') },
        loops: { core: health.loopMs.p99 / 1000 },
      }
    },
  }
}

function devicesOf(core: Core, stationId: number) {
  const names = new Map(
    core.inventory
      .all()
      .devicesOf.get(stationId)
      ?.map(({ id, name }) => [id, name]),
  )
  const byDevice = Map.groupBy(core.engine.readings(stationId), ({ deviceId }) => deviceId)
  return [...byDevice].map(([id, readings]) => ({ name: names.get(id) ?? '', readings }))
}

/** Where only stations or communes are named, all metrics of them. */
function metricsOf({ groups, metrics }: ScrapeWish): { keys: ReadonlySet<MetricKey> } | { unknown: string } {
  const all = MetricKey.options
  if ((groups.length === 0 && metrics.length === 0) || groups.includes('all')) return { keys: new Set(all) }
  const known = new Set<MetricDefinition['group']>(all.map((key) => metric(key).group))
  const unknown =
    groups.find((group) => !(known as ReadonlySet<string>).has(group)) ?? metrics.find((key) => !MetricKey.safeParse(key).success)
  if (unknown !== undefined) return { unknown }
  return { keys: new Set(all.filter((key) => groups.includes(metric(key).group) || metrics.includes(key))) }
}

/** With what still waits in the write-ahead log. */
function sizeOf(folder: string, name: string): number {
  return ['', '-wal'].reduce((sum, end) => sum + (statSync(join(folder, name + end), { throwIfNoEntry: false })?.size ?? 0), 0)
}
