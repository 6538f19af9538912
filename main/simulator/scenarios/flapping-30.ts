/** Mains at a few stations come and go thirty times an hour: faster than they are polled, so that traps tell most of it. */
import { shuffled } from '../random.ts'
import { happening, type Scenario } from './scenario.ts'

const TIMES = 30

export const flapping30: Scenario = {
  id: 'mains-flapping-30',
  vi: 'Điện lưới chập chờn 30 lần một giờ',
  en: 'Mains flapping 30 times an hour',
  minutes: 60,
  play: (province, at) => {
    const ends = province.stations.filter((station) => station.behind === 0 && station.genset !== 'fixed' && station.troubles.length === 0)
    const chosen = shuffled(ends, province.seed, 360).slice(0, 3)
    const stations = chosen.flatMap(({ index }) =>
      Array.from({ length: TIMES }, (_, n) => happening(at, index, 'mains', 0.5 + (n * 60) / TIMES, 60 / TIMES / 2)),
    )
    return { stations, devices: [] }
  },
}
