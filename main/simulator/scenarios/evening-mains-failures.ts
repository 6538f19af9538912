/** The evening peak brings feeders down, line after line; batteries carry the stations until the power is back. */
import { between, chance } from '../random.ts'
import { happening, type Scenario } from './scenario.ts'

export const eveningMainsFailures: Scenario = {
  id: 'evening-mains-failures',
  vi: 'Mất điện lưới giờ cao điểm tối',
  en: 'Evening mains failures',
  minutes: 150,
  play: ({ seed, feeders }, at) => {
    const failing = feeders.filter((_, n) => n === 0 || chance(seed, 300, n) < 0.18)
    return {
      stations: failing.flatMap(({ stations }, n) => {
        const after = between(0.5, 12, seed, 301, n)
        const minutes = between(45, 130, seed, 302, n)
        return stations.map((index) => happening(at, index, 'mains', after + between(0, 0.1, seed, 303, index), minutes))
      }),
      devices: [],
    }
  },
}
