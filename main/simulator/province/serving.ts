/** Which stations serve a hamlet: the nearest ones within reach of where it lies. */
import { between, chance } from '../random.ts'
import type { Province, SimHamlet, SimStation } from './station.ts'

const REACH_KM = 7
/** How far beyond the nearest station another one is still heard. */
const FURTHER_KM = 2.5

/** Where a hamlet lies: at its station where it has one, else somewhere about its commune. */
function placeOf(province: Province, hamlet: SimHamlet, n: number, own: SimStation | undefined): { lat: number; lon: number } | null {
  if (own) return own
  const commune = province.communes.find((one) => one.name === hamlet.commune)
  if (!commune) return null
  const angle = chance(province.seed, 13, n) * Math.PI * 2
  const out = Math.sqrt(chance(province.seed, 14, n)) * between(0.02, 0.05, province.seed, 15, n)
  return { lat: commune.lat + out * Math.sin(angle), lon: commune.lon + out * Math.cos(angle) }
}

/** Indexes of the serving stations of each hamlet, in the order of `province.hamlets`: one to three, the nearest first; none where none is within reach. */
export function servingStations(province: Province): number[][] {
  const home = new Map<string, SimStation>()
  for (const station of province.stations) {
    const key = `${station.commune}|${station.hamlet}`
    if (!home.has(key)) home.set(key, station)
  }
  return province.hamlets.map((hamlet, n) => {
    const place = placeOf(province, hamlet, n, home.get(`${hamlet.commune}|${hamlet.name}`))
    if (!place) return []
    const near: { index: number; far: number }[] = []
    for (const station of province.stations) {
      const far = Math.hypot((place.lat - station.lat) * 110.6, (place.lon - station.lon) * 102.8)
      if (far <= REACH_KM) near.push({ index: station.index, far })
    }
    near.sort((a, b) => a.far - b.far || a.index - b.index)
    const least = near[0]?.far ?? 0
    const most = 1 + Math.floor(chance(province.seed, 16, n) * 3)
    return near
      .filter(({ far }) => far <= least + FURTHER_KM)
      .slice(0, most)
      .map(({ index }) => index)
  })
}
