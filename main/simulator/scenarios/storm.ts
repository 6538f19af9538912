/** A storm crosses the province: rain on the radios, mains lost behind it, fibre cut, a few gensets that will not run. */
import { between, chance } from '../random.ts'
import type { StationEvent } from '../world/events.ts'
import { happening, kilometres, type Scenario } from './scenario.ts'

const WIDTH_KM = 38

export const storm: Scenario = {
  id: 'storm',
  vi: 'Bão quét qua tỉnh',
  en: 'Storm',
  minutes: 240,
  play: (province, at) => {
    const { seed, stations } = province
    const first = stations[0]
    if (!first) return { stations: [], devices: [] }
    // It enters where the branch is southernmost and goes north: the front reaches a station after the distance it has to cover.
    const south = stations.reduce((low, station) => (station.lat < low.lat ? station : low), first)
    const events: StationEvent[] = []
    for (const station of stations) {
      const far = kilometres(south, station)
      const aside = Math.abs(station.lon - south.lon) * 102.8
      if (aside > WIDTH_KM * 2.2) continue
      const force = Math.max(0.15, 1 - aside / (WIDTH_KM * 2.2))
      const arrives = far * 0.3 + between(0, 5, seed, 310, station.index)
      const roll = (key: number): number => chance(seed, key, station.index)
      events.push(happening(at, station.index, 'rain', arrives, between(25, 50, seed, 311, station.index), 8 + 48 * force * roll(312)))
      if (roll(313) < 0.55 * force)
        events.push(happening(at, station.index, 'mains', arrives + 5, between(90, 420, seed, 314, station.index)))
      if (station.backhaul === 'fibre' && station.level > 0 && roll(315) < 0.1 * force) {
        events.push(happening(at, station.index, 'backhaul', arrives + 10, between(60, 200, seed, 316, station.index)))
      }
      if (station.genset === 'fixed' && roll(317) < 0.2) events.push(happening(at, station.index, 'gensetFault', arrives, 300))
      if (roll(318) < 0.02 * force) events.push(happening(at, station.index, 'flood', arrives + 20, 120))
    }
    return { stations: events, devices: [] }
  },
}
