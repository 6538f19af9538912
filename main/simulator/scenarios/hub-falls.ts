/** The busiest hub below the ring loses its backhaul after a minute: everything behind it that has no second path falls silent. */
import { byWeight, happening, type Scenario } from './scenario.ts'

export const hubFalls: Scenario = {
  id: 'hub-falls',
  vi: 'Trạm nút mất truyền dẫn',
  en: 'A hub falls',
  minutes: 25,
  play: (province, at) => {
    const order = byWeight(province)
    const hub = order.find((station) => station.level === 1 && station.behind > 0) ?? order[0]
    return { stations: hub ? [happening(at, hub.index, 'isolation', 1, 20)] : [], devices: [] }
  },
}
