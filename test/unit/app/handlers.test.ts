/** Every procedure of the contract has its handler in the thread that its contract names, and nowhere else. */
import { describe, expect, it } from 'vitest'
import type { Archive } from '../../../main/app/archive.ts'
import type { Core } from '../../../main/app/core.ts'
import { archiveHandlers } from '../../../main/app/handlers/archive.ts'
import { coreHandlers } from '../../../main/app/handlers/core.ts'
import { readerHandlers } from '../../../main/app/handlers/reader.ts'
import { placeOf } from '../../../main/app/place.ts'
import type { MibShelf } from '../../../main/app/mib-shelf.ts'
import type { Reader } from '../../../main/store/store.ts'
import { procedures } from '../../contract/walk.ts'

const all = procedures()
const namesAt = (place: string): string[] =>
  all
    .filter(({ meta }) => meta.place === place)
    .map(({ name }) => name)
    .sort()

describe('handlers', () => {
  it('of the core are those of the contract, besides what only the host asks', () => {
    const table = coreHandlers({ operations: {} } as Core, () => {})
    expect([...table.keys()].filter((name) => !/^(token\.find$|scrape\.|trap\.|archive\.|sender\.)/.test(name)).sort()).toEqual(
      namesAt('core'),
    )
  })

  it('of the reader are those of the contract', () => {
    const table = readerHandlers(
      {} as Reader,
      { all: () => ({ provinces: [], communes: [], hamlets: [], stations: [], devices: [] }) },
      {} as MibShelf,
    )
    expect([...table.keys()].sort()).toEqual(namesAt('reader'))
  })

  it('of the archive are those of the contract, besides what only the core asks', () => {
    const names = [...archiveHandlers({} as Archive).keys()].filter((name) => !name.startsWith('care.'))
    expect(names.sort()).toEqual(namesAt('archive'))
  })

  it('are found by path, and nothing else is', () => {
    for (const { path, meta } of all) expect(placeOf(path)).toBe(meta.place)
    for (const path of [['stations'], ['no', 'such'], ['__proto__', 'x'], []]) expect(() => placeOf(path)).toThrow('no procedure')
  })
})
