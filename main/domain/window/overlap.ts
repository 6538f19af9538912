/** Which windows are open at the same time over the same stations or devices: no fault, since they merge, but worth a word. */
import type { MaintenanceWindow } from '../../../shared/model/window.ts'
import { occurrencesBetween, nextOccurrences } from './occurrences.ts'

type Covering = Pick<MaintenanceWindow, 'id' | 'schedule' | 'skipped'> & {
  readonly stations: ReadonlySet<number>
  readonly deviceIds: readonly number[]
}

/** Of a window without an end, so many occurrences are looked at. */
const LOOKED_AT = 60

/** Those that it meets, with the beginning of the first common stretch. */
export function overlapsOf<T extends Covering>(window: Covering, others: readonly T[], at: number): { one: T; from: number }[] {
  const own = nextOccurrences(window, at, LOOKED_AT)
  const [first, last] = [own[0], own.at(-1)]
  if (!first || !last) return []
  return others.flatMap((one) => {
    if (!meets(window, one)) return []
    const theirs = occurrencesBetween(one, first.from, last.to)
    const found = own.flatMap((mine) =>
      theirs.filter((other) => other.from < mine.to && mine.from < other.to).map((other) => Math.max(mine.from, other.from)),
    )
    return found.length > 0 ? [{ one, from: Math.min(...found) }] : []
  })
}

function meets(a: Covering, b: Covering): boolean {
  const [few, many] = a.stations.size < b.stations.size ? [a.stations, b.stations] : [b.stations, a.stations]
  for (const id of few) if (many.has(id)) return true
  return a.deviceIds.some((id) => b.deviceIds.includes(id))
}
