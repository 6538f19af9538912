/** The demo province: every station with its equipment, from a seed. Pure: the same seed and count give the same province. */
import { between, chance, pick, shuffled } from '../random.ts'
import { devicesFor } from './devices.ts'
import { feedersFor } from './feeders.ts'
import { layOut, type Layout, type Spot } from './layout.ts'
import { PROVINCE_NAME } from './places.ts'
import type { Province, SimStation, Trouble } from './station.ts'

const MAX_STATIONS = 5000

type Technology = SimStation['technologies'][number]

/** How many of a thousand stations have each standing trouble; at least one of each once the branch has 20 stations. */
const TROUBLES: readonly (readonly [Trouble, number])[] = [
  ['door', 8],
  ['rectifier', 7],
  ['badFeeder', 3],
  ['weakBattery', 5],
  ['aircon', 4],
  ['lowSignal', 5],
  ['deadDevice', 3],
  ['lowFuel', 4],
]

function troublesOf(seed: number, spots: readonly Spot[]): Map<number, Trouble[]> {
  const found = new Map<number, Trouble[]>()
  // Only ends of chains have dead devices and bad feeders: a standing trouble must not silence a district.
  const order = shuffled(
    spots.map((_, index) => index).filter((index) => (spots[index]?.level ?? 0) >= Math.min(2, spots.length > 1 ? 1 : 0)),
    seed,
    20,
  )
  let next = 0
  for (const [trouble, share] of TROUBLES) {
    const count = spots.length < 20 ? 0 : Math.max(1, Math.round((spots.length * share) / 1000))
    for (let n = 0; n < count; n++) {
      const index = order[next++ % Math.max(1, order.length)]
      if (index !== undefined) found.set(index, [...(found.get(index) ?? []), trouble])
    }
  }
  // A branch too small for shares still shows one thing to look at.
  if (spots.length > 2 && spots.length < 20 && order[0] !== undefined) found.set(order[0], ['door'])
  return found
}

function behindOf(spots: readonly Spot[]): number[] {
  const behind = spots.map(() => 0)
  // Children come after their parents, so one pass from the end counts whole subtrees along the main path.
  for (let index = spots.length - 1; index >= 0; index--) {
    const main = spots[index]?.parents[0]
    if (main !== undefined) behind[main] = (behind[main] ?? 0) + (behind[index] ?? 0) + 1
  }
  return behind
}

function technologiesOf(seed: number, index: number, level: number): Technology[] {
  const roll = chance(seed, 30, index)
  const list: Technology[] = roll < 0.75 ? ['2G', '3G', '4G'] : roll < 0.9 ? ['2G', '4G'] : ['4G']
  if (chance(seed, 31, index) < (level === 0 ? 0.5 : level === 1 ? 0.1 : 0.02)) list.push('5G')
  return list
}

const day = (year: number, share: number): string => {
  const date = new Date(Date.UTC(year, 0, 1 + Math.floor(share * 364)))
  return date.toISOString().slice(0, 10)
}

function stationOf(seed: number, index: number, layout: Layout, feeder: string, behind: number, troubles: readonly Trouble[]): SimStation {
  const spot = layout.spots[index]
  const commune = layout.communes[spot?.commune ?? 0]
  const hamlet = layout.hamlets[spot?.hamlet ?? 0]
  if (!spot || !commune || !hamlet) throw new Error('layout is incomplete')
  const { level } = spot
  const r = (key: number): number => chance(seed, key, index)
  const technologies = technologiesOf(seed, index, level)
  const shelter =
    level <= 1
      ? r(40) < 0.7
        ? 'masonry'
        : 'container'
      : pick(['masonry', 'container', 'container', 'outdoor', 'outdoor', 'pole'] as const, seed, 41, index)
  const remote = level < 2 || r(42) < 0.6 ? 'near' : r(43) < 0.7 ? 'remote' : 'veryRemote'
  const access = remote === 'near' ? 'road' : pick(['road', 'road', 'walk', 'boat'] as const, seed, 44, index)
  const base = 9 + technologies.length * 6 + (technologies.includes('5G') ? 18 : 0) + (level <= 1 ? 15 : 0) + Math.min(20, behind * 0.3)
  const loadAmps = Math.round(base * between(0.85, 1.15, seed, 45, index) * (shelter === 'pole' ? 0.5 : 1) * 10) / 10
  const hours = level <= 1 ? 8 : between(3, 6.5, seed, 46, index)
  const batteryAh = Math.max(50, Math.round((loadAmps * hours) / 50) * 50)
  const fixed = troubles.includes('lowFuel') || r(47) < (level === 0 ? 0.95 : level === 1 ? 0.5 : remote === 'veryRemote' ? 0.12 : 0.03)
  const backhaul = level === 0 || r(48) < (level === 1 ? 0.6 : 0.3) ? 'fibre' : 'microwave'
  const year = 2008 + Math.floor(r(49) * 17)
  const code = `TQG${String(index + 1).padStart(4, '0')}-${String(commune.area + 11)}`
  const minutes = remote === 'near' ? between(15, 70, seed, 50, index) : between(90, remote === 'remote' ? 180 : 360, seed, 51, index)
  return {
    index,
    code,
    name: `${commune.name} – ${hamlet.name.slice(hamlet.name.indexOf(' ') + 1)}`,
    commune: commune.name,
    hamlet: hamlet.name,
    area: commune.area,
    lat: spot.lat,
    lon: spot.lon,
    level,
    parents: spot.parents,
    backhaul,
    feeder,
    behind,
    technologies,
    cells: technologies.length * 3,
    shelter,
    owner: pick(['VNPT', 'VNPT', 'VNPT', 'VNPT-Net', 'Thuê xã hội hóa'], seed, 52, index),
    sharedWith: r(53) < 0.12 ? pick(['Viettel', 'MobiFone', 'Vietnamobile'], seed, 54, index) : '',
    remoteClass: remote,
    access,
    accessMinutes: Math.round(minutes / 5) * 5,
    criticality: level === 0 ? 1 : level === 1 || behind >= 5 ? 2 : 3,
    // A few are built but not yet in service.
    commissionedOn: level >= 2 && index > 20 && r(55) < 0.004 ? '2031-01-01' : day(year, r(56)),
    mains: true,
    batteryAh,
    batteryCells: 24,
    batteryInstalledOn: day(2019 + Math.floor(r(57) * 6), r(58)),
    batteryTestedOn: day(2025, r(59)),
    genset: fixed ? 'fixed' : r(60) < 0.25 ? 'portable' : 'none',
    tankLitres: fixed ? Math.round(between(80, 200, seed, 61, index) / 10) * 10 : null,
    solar: remote === 'veryRemote' && r(62) < 0.2,
    notes: '',
    loadAmps,
    batteryHealth: troubles.includes('weakBattery') ? 0.35 : between(0.72, 1, seed, 63, index),
    rectifiers: loadAmps > 45 ? 4 : 3,
    phases: level <= 1 || r(64) < 0.3 ? 3 : 1,
    aircon: shelter === 'masonry' || shelter === 'container',
    troubles,
    devices: devicesFor(seed, {
      index,
      code,
      level,
      backhaul,
      shelter,
      remote,
      fixed,
      fiveG: technologies.includes('5G'),
      troubled: troubles.length > 0,
    }),
  }
}

/** A second station in the same hamlet is called by its number. */
function namedApart(stations: readonly SimStation[]): SimStation[] {
  const seen = new Map<string, number>()
  return stations.map((station) => {
    const count = (seen.get(station.name) ?? 0) + 1
    seen.set(station.name, count)
    return count === 1 ? station : { ...station, name: `${station.name} ${count}` }
  })
}

/** Builds the province. `stations` is held to 1…5,000. */
export function makeProvince(seed: number, stations: number): Province {
  const count = Math.min(MAX_STATIONS, Math.max(1, Math.floor(stations)))
  const layout = layOut(seed, count)
  const troubles = troublesOf(seed, layout.spots)
  const behind = behindOf(layout.spots)
  const feeders = feedersFor(seed, layout)
  const feederOf = new Map(feeders.flatMap((feeder) => feeder.stations.map((station) => [station, feeder.name] as const)))
  return {
    seed,
    name: PROVINCE_NAME,
    communes: layout.communes,
    hamlets: layout.hamlets,
    feeders,
    stations: namedApart(
      layout.spots.map((_, index) =>
        stationOf(seed, index, layout, feederOf.get(index) ?? '', behind[index] ?? 0, troubles.get(index) ?? []),
      ),
    ),
  }
}
