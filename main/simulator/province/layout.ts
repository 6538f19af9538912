/** Where stations stand and what their backhaul passes through: areas, communes, hamlets, levels and parents from a seed. */
import { between, chance, mix, pick, shuffled } from '../random.ts'
import { AREAS, HAMLET_KINDS, HAMLET_NAMES } from './places.ts'
import type { SimCommune, SimHamlet } from './station.ts'

export type Spot = {
  readonly commune: number
  readonly hamlet: number
  readonly lat: number
  readonly lon: number
  readonly level: 0 | 1 | 2 | 3
  readonly parents: readonly number[]
}
export type Layout = {
  readonly communes: readonly SimCommune[]
  readonly hamlets: readonly SimHamlet[]
  readonly spots: readonly Spot[]
}

/** Communes in use: few areas for a small branch, the whole province for a large one. */
function communesFor(seed: number, stations: number): SimCommune[] {
  const areas = shuffled(
    AREAS.map((_, index) => index),
    seed,
    1,
  ).slice(0, Math.min(AREAS.length, Math.max(1, Math.ceil(stations / 25))))
  const communes: SimCommune[] = []
  for (let rank = 0; rank < 7; rank++) {
    for (const area of areas) {
      const place = AREAS[area]
      const name = place?.communes[rank]
      if (!place || !name) continue
      const angle = (rank / 7 + chance(seed, 2, area)) * Math.PI * 2
      const reach = rank === 0 ? 0 : between(0.05, 0.1, seed, 3, area, rank)
      communes.push({
        name,
        code: `TQ${String(area + 1).padStart(2, '0')}${rank + 1}`,
        area,
        lat: place.lat + reach * Math.sin(angle),
        lon: place.lon + reach * Math.cos(angle),
      })
    }
  }
  return communes.slice(0, Math.max(1, Math.ceil(stations / 2)))
}

function hamletsFor(seed: number, communes: readonly SimCommune[], stations: number): { hamlets: SimHamlet[]; of: number[][] } {
  const hamlets: SimHamlet[] = []
  const each = Math.min(24, Math.max(3, Math.ceil((stations / communes.length) * 0.9)))
  const of = communes.map((commune, index) => {
    const names = shuffled(HAMLET_NAMES, seed, 4, index).slice(0, each)
    return names.map((name, n) => {
      const households = Math.round(between(28, 190, seed, 5, index, n))
      return hamlets.push({ commune: commune.name, name: `${pick(HAMLET_KINDS, seed, 6, index, n)} ${name}`, households }) - 1
    })
  })
  return { hamlets, of }
}

function levelOf(index: number, stations: number): 0 | 1 | 2 | 3 {
  const roots = Math.max(1, Math.min(AREAS.length, Math.round(stations / 40)))
  const hubs = Math.round(stations * 0.12)
  const relays = Math.round(stations * 0.38)
  return index < roots ? 0 : index < roots + hubs ? 1 : index < roots + hubs + relays || stations < 12 ? 2 : 3
}

/** The nearest stations of the level above, among those placed before. */
function parentsOf(spot: { lat: number; lon: number; level: number }, placed: readonly Spot[], two: boolean): number[] {
  let best = -1
  let second = -1
  let bestAt = Infinity
  let secondAt = Infinity
  for (const [index, other] of placed.entries()) {
    if (other.level !== spot.level - 1) continue
    const far = (other.lat - spot.lat) ** 2 + (other.lon - spot.lon) ** 2
    if (far < bestAt) {
      second = best
      secondAt = bestAt
      best = index
      bestAt = far
    } else if (far < secondAt) {
      second = index
      secondAt = far
    }
  }
  return [best, ...(two ? [second] : [])].filter((index) => index >= 0)
}

export function layOut(seed: number, stations: number): Layout {
  const communes = communesFor(seed, stations)
  const { hamlets, of } = hamletsFor(seed, communes, stations)
  const spots: Spot[] = []
  for (let index = 0; index < stations; index++) {
    const commune = index % communes.length
    const centre = communes[commune]
    const names = of[commune]
    if (!centre || !names) throw new Error('no commune')
    let level = levelOf(index, stations)
    const reach = level === 0 ? 0.004 : level === 1 ? 0.02 : 0.045
    const angle = chance(seed, 7, index) * Math.PI * 2
    const out = Math.sqrt(chance(seed, 8, index)) * reach
    const lat = Number((centre.lat + out * Math.sin(angle)).toFixed(5))
    const lon = Number((centre.lon + out * Math.cos(angle)).toFixed(5))
    let parents: number[] = []
    // In a tiny branch a level may be empty: the station then hangs one level higher.
    while (level > 0) {
      parents = parentsOf({ lat, lon, level }, spots, chance(seed, 9, index) < (level === 1 ? 0.5 : 0.12))
      if (parents.length > 0) break
      level = (level - 1) as 0 | 1 | 2
    }
    const hamlet = names[mix(seed, 10, index) % names.length] ?? 0
    spots.push({ commune, hamlet, lat, lon, level, parents })
  }
  return { communes, hamlets, spots }
}
