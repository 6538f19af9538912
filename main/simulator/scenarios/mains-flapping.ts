/** A loose feeder: mains at some stations comes and goes every two to four minutes. */
import { between, shuffled } from '../random.ts'
import type { StationEvent } from '../world/events.ts'
import { happening, type Scenario } from './scenario.ts'

export const mainsFlapping: Scenario = {
  id: 'mains-flapping',
  vi: 'Điện lưới chập chờn',
  en: 'Mains flapping',
  minutes: 60,
  play: (province, at) => {
    const ends = province.stations.filter((station) => station.behind === 0 && station.genset !== 'fixed')
    const chosen = shuffled(ends, province.seed, 320).slice(0, Math.max(1, Math.round(province.stations.length * 0.03)))
    const events: StationEvent[] = []
    for (const station of chosen) {
      let minute = between(0.2, 2, province.seed, 321, station.index)
      for (let turn = 0; minute < 58; turn++) {
        const off = between(1.2, 2.5, province.seed, 322, station.index, turn)
        events.push(happening(at, station.index, 'mains', minute, off))
        minute += off + between(1.2, 2.5, province.seed, 323, station.index, turn)
      }
    }
    return { stations: events, devices: [] }
  },
}
