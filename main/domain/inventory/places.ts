/** Finds communes and hamlets by what a file calls them: accents, case, "Xã"/"Phường" and former names do not matter. */
import { fold } from '../../../shared/format/fold.ts'
import type { Commune, Hamlet, Province } from '../../../shared/model/station.ts'

const PREFIX = /^(xa|phuong|thi tran|dac khu|tinh|thanh pho|tp\.?|thon|ban|buon|to dan pho) /

/** A place's name as compared: folded, without its kind in front. */
function placeKey(name: string): string {
  return fold(name).replace(PREFIX, '')
}

export type FoundCommune = { commune: Commune; formerName: string | null }
export type PlaceIndex = {
  /** All communes of that name or code; `province` narrows where it is given. */
  commune(name: string, province: string): FoundCommune[]
  hamlet(communeId: number, name: string): Hamlet | null
  province(id: number): Province | null
  /** Province, commune and hamlet of a station, by name. */
  namesOf(station: { communeId: number; hamletId: number | null }): { province: string; commune: string; hamlet: string | null }
  /** The known name nearest to a misspelt one, if any is near. */
  nearest(name: string): string | null
}

export function placeIndex(places: {
  provinces: readonly Province[]
  communes: readonly Commune[]
  hamlets: readonly Hamlet[]
}): PlaceIndex {
  const provinces = new Map(places.provinces.map((province) => [province.id, province]))
  const communes = new Map(places.communes.map((commune) => [commune.id, commune]))
  const byKey = new Map<string, FoundCommune[]>()
  const put = (key: string, found: FoundCommune) => {
    const list = byKey.get(key) ?? []
    if (!list.some((other) => other.commune.id === found.commune.id)) byKey.set(key, [...list, found])
  }
  for (const commune of places.communes) {
    put(placeKey(commune.name), { commune, formerName: null })
    if (commune.code) put(fold(commune.code), { commune, formerName: null })
  }
  for (const commune of places.communes) for (const former of commune.formerNames) put(placeKey(former), { commune, formerName: former })
  const hamlets = new Map(places.hamlets.map((hamlet) => [`${hamlet.communeId}/${placeKey(hamlet.name)}`, hamlet]))

  return {
    commune(name, province) {
      const found = byKey.get(placeKey(name)) ?? byKey.get(fold(name)) ?? []
      if (!province) return found
      const key = placeKey(province)
      return found.filter(({ commune }) => {
        const owner = provinces.get(commune.provinceId)
        return owner !== undefined && [owner.name, ...owner.formerNames].some((known) => placeKey(known) === key)
      })
    },
    hamlet: (communeId, name) => hamlets.get(`${communeId}/${placeKey(name)}`) ?? null,
    province: (id) => provinces.get(id) ?? null,
    namesOf({ communeId, hamletId }) {
      const commune = communes.get(communeId)
      return {
        province: commune ? (provinces.get(commune.provinceId)?.name ?? '') : '',
        commune: commune?.name ?? '',
        hamlet: hamletId === null ? null : (places.hamlets.find((hamlet) => hamlet.id === hamletId)?.name ?? null),
      }
    },
    nearest(name) {
      const wanted = placeKey(name)
      let best: { name: string; far: number } | null = null
      for (const { name: known } of places.communes) {
        const far = distance(wanted, placeKey(known), best?.far ?? 3)
        if (far <= 2 && (best === null || far < best.far)) best = { name: known, far }
      }
      return best?.name ?? null
    },
  }
}

/** Levenshtein distance; stops counting above `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[b.length] as number
}
