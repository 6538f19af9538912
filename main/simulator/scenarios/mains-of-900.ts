/** Nine hundred stations lose mains within a few minutes: the stormy evening that a branch is measured by. */
import { losingMains } from './mains-of-200.ts'
import type { Scenario } from './scenario.ts'

export const mainsOf900: Scenario = {
  id: 'mains-of-900',
  vi: '900 trạm mất điện lưới',
  en: '900 stations lose mains',
  minutes: 240,
  play: losingMains(900),
}
