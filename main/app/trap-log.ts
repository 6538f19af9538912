/** The trap log as screens ask for it: rows with names out of the loaded MIBs, and the search by words. */
import type { TrapRow, TrapVerdict } from '../../shared/model/trap.ts'
import { matches, wordsOf } from '../../shared/format/text.ts'
import { fold } from '../../shared/format/fold.ts'
import type { Reader, StoredTrap } from '../store/store.ts'
import type { ReadInventory } from './handlers/reader.ts'
import type { MibShelf } from './mib-shelf.ts'

type Question = {
  readonly before: number | null
  readonly limit: number
  readonly text: string
  readonly verdicts: readonly TrapVerdict[]
  readonly versions: readonly string[]
  readonly stationId: number | null
  readonly deviceId: number | null
}
type Page = { rows: TrapRow[]; more: boolean; next: number | null }

const CHUNK = 500
/** So many rows are looked through for one answer; the next one goes on from there. */
const MOST_LOOKED_AT = 10_000

export function trapLog(reader: Reader, inventory: ReadInventory, shelf: MibShelf, question: Question): Page {
  const words = wordsOf(question.text)
  const names = words.length > 0 ? namesOf(inventory) : null
  const rows: TrapRow[] = []
  let { before } = question
  for (let looked = 0; looked < MOST_LOOKED_AT;) {
    const limit = names ? CHUNK : question.limit + 1
    const chunk = reader.traps({ ...question, before, limit })
    for (const stored of chunk) {
      if (rows.length === question.limit) return { rows, more: true, next: before }
      before = stored.id
      const row = named(stored, shelf)
      if (!names || matches(names(row), words)) rows.push(row)
    }
    looked += chunk.length
    if (chunk.length < limit) return { rows, more: false, next: null }
  }
  return { rows, more: true, next: before }
}

function named(stored: StoredTrap, shelf: MibShelf): TrapRow {
  const found = shelf.name(stored.trapOid)
  return {
    ...stored,
    name: found?.name ?? null,
    module: found?.module ?? null,
    varbinds: stored.varbinds.map((one) => shelf.varbind(one)),
  }
}

/** All that can be searched for in a row, folded. */
function namesOf(inventory: ReadInventory): (row: TrapRow) => string {
  const { stations, devices } = inventory.all()
  const stationNames = new Map(stations.map(({ id, code, name }) => [id, `${code} ${name}`]))
  const deviceNames = new Map(devices.map(({ id, name }) => [id, name]))
  return (row) =>
    fold(
      [
        row.source,
        row.name ?? '',
        row.trapOid,
        row.problem ?? '',
        row.user ?? '',
        stationNames.get(row.stationId ?? 0) ?? '',
        deviceNames.get(row.deviceId ?? 0) ?? '',
        ...row.varbinds.flatMap(({ oid, name, text, word }) => [oid, name ?? '', text, word ?? '']),
      ].join(' '),
    )
}
