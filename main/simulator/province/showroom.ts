/** A province for tests: one sound station for each family of equipment, with that one device. */
import { makeProvince } from './province.ts'
import { FAMILIES_OF, type Family, type Province, type SimKind } from './station.ts'

export function showroom(seed: number): Province {
  const all = Object.entries(FAMILIES_OF).flatMap(([kind, families]) =>
    families.map((family): [SimKind, Family] => [kind as SimKind, family]),
  )
  const base = makeProvince(seed, all.length)
  return {
    ...base,
    stations: all.flatMap(([kind, family], index) => {
      const station = base.stations[index]
      if (!station) return []
      const device = { key: `${station.code}.${kind}`, kind, family, station: index }
      const sound = { level: 0, parents: [], behind: 0, troubles: [], backhaul: 'fibre', phases: 3 } as const
      return {
        ...station,
        ...sound,
        genset: kind === 'genset' ? 'fixed' : 'none',
        tankLitres: kind === 'genset' ? 120 : null,
        devices: [device],
      }
    }),
  }
}
