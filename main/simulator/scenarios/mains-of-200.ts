/** Two hundred stations lose mains within a few minutes, line after line; some batteries are tired, so the first ones are dark within the half hour. */
import { between, chance, shuffled } from '../random.ts'
import type { StationEvent } from '../world/events.ts'
import { happening, type Scenario } from './scenario.ts'

const HOURS = 4

/** So many stations lose mains, line after line; of a small province four of five. */
export function losingMains(most: number): Scenario['play'] {
  return (province, at) => {
    const { seed, stations } = province
    const events: StationEvent[] = []
    let off = 0
    for (const [n, feeder] of shuffled(province.feeders, seed, 350).entries()) {
      if (off >= Math.min(most, stations.length * 0.8)) break
      const after = between(0.2, 6, seed, 351, n)
      const minutes = between(HOURS * 40, HOURS * 55, seed, 352, n)
      for (const index of feeder.stations) {
        events.push(happening(at, index, 'mains', after + between(0, 0.1, seed, 353, index), minutes))
        if (chance(seed, 354, index) < 0.25)
          events.push(happening(at, index, 'tiredBank', 0, HOURS * 60, between(0.06, 0.4, seed, 355, index)))
      }
      off += feeder.stations.length
    }
    return { stations: events, devices: [] }
  }
}

export const mainsOf200: Scenario = {
  id: 'mains-of-200',
  vi: '200 trạm mất điện lưới',
  en: '200 stations lose mains',
  minutes: HOURS * 60,
  play: losingMains(200),
}
