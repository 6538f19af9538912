/** Which devices a station has, and of which make. */
import { chance, pick } from '../random.ts'
import { FAMILIES_OF, type Family, type SimDevice, type SimKind } from './station.ts'

type Site = {
  readonly index: number
  readonly code: string
  readonly level: number
  readonly backhaul: 'fibre' | 'microwave'
  readonly shelter: string
  readonly remote: string
  readonly fixed: boolean
  readonly fiveG: boolean
  /** Something stands wrong there: such a site has the equipment that tells most of it. */
  readonly troubled: boolean
}

/** One to four devices. Nearly every site has a power system and a gateway: together they make 30 readings and more. */
export function devicesFor(seed: number, site: Site): SimDevice[] {
  const { index, level } = site
  const r = (key: number): number => chance(seed, key, index)
  /** Another make than the usual one at this share of the sites, each as likely as the next. */
  const make = (kind: SimKind, usual: Family, share: number, key: number, varied = level >= 2): Family => {
    if (site.troubled || !varied || r(key) >= share) return usual
    const others: readonly Family[] = FAMILIES_OF[kind].filter((family) => family !== usual)
    return pick(others, seed, key + 100, index)
  }
  const radio: Family = r(80) < 0.6 ? 'huawei-rtn' : 'minilink'
  const wanted: [SimKind, Family, boolean][] = [
    ['power', make('power', 'huawei-smu', 0.3, 84), true],
    ['gateway', make('gateway', 'gateway', 0.25, 85), level <= 1 || site.shelter !== 'pole' || r(81) < 0.5],
    ['radio', make('radio', radio, 0.4, 86), level === 1 || site.backhaul === 'microwave'],
    ['genset', make('genset', 'himoinsa', 0.4, 87, true), site.fixed],
    ['environment', make('environment', 'hwg-ste2', 0.5, 88), level <= 1 || (site.shelter !== 'pole' && r(82) < 0.45)],
    ['bts', make('bts', 'baicells', 0.3, 89), level >= 2 && r(83) < 0.1],
    ['ups', r(90) < 0.6 ? 'ups' : 'apc', level >= 2 && r(91) < 0.03],
  ]
  return wanted
    .filter(([, , present]) => present)
    .slice(0, 4)
    .map(([kind, family]) => ({ key: `${site.code}.${kind}`, kind, family, station: index }))
}
