/** Which devices a station has, and of which make. */
import { chance } from '../random.ts'
import type { Family, SimDevice, SimKind } from './station.ts'

type Site = {
  readonly index: number
  readonly code: string
  readonly level: number
  readonly backhaul: 'fibre' | 'microwave'
  readonly shelter: string
  readonly remote: string
  readonly fixed: boolean
  readonly fiveG: boolean
}

/** One to four devices. Nearly every site has a power system and a gateway: together they make 30 readings and more. */
export function devicesFor(seed: number, site: Site): SimDevice[] {
  const { index, level } = site
  const r = (key: number): number => chance(seed, key, index)
  const radio: Family = r(80) < 0.6 ? 'huawei-rtn' : 'minilink'
  const wanted: [SimKind, Family, boolean][] = [
    ['power', 'huawei-smu', true],
    ['gateway', 'gateway', level <= 1 || site.shelter !== 'pole' || r(81) < 0.5],
    ['radio', radio, level === 1 || site.backhaul === 'microwave'],
    ['genset', 'himoinsa', site.fixed],
    ['environment', 'hwg-ste2', level <= 1 || (site.shelter !== 'pole' && r(82) < 0.45)],
    ['bts', 'baicells', level >= 2 && r(83) < 0.1],
  ]
  return wanted
    .filter(([, , present]) => present)
    .slice(0, 4)
    .map(([kind, family]) => ({ key: `${site.code}.${kind}`, kind, family, station: index }))
}
