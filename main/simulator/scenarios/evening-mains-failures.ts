/** The evening peak brings feeders down, commune after commune; batteries carry the stations until the power is back. */
import { between, chance } from '../random.ts'
import { happening, type Scenario } from './scenario.ts'

export const eveningMainsFailures: Scenario = {
  id: 'evening-mains-failures',
  vi: 'Mất điện lưới giờ cao điểm tối',
  en: 'Evening mains failures',
  minutes: 150,
  play: (province, at) => {
    const chosen = new Set(
      province.communes.filter((_, n) => n === 0 || chance(province.seed, 300, n) < 0.18).map((commune) => commune.name),
    )
    return {
      stations: province.stations
        .filter((station) => chosen.has(station.commune))
        .map((station) => {
          const wave = between(0, 12, province.seed, 301, station.area)
          return happening(at, station.index, 'mains', wave, between(45, 130, province.seed, 302, station.index))
        }),
      devices: [],
    }
  },
}
