/** Which stations belong to something: to a group, to a hamlet that they serve. */
import type { Refusal } from '../../../shared/model/refusal.ts'
import type { Db } from '../sqlite.ts'
import { invalid } from './text.ts'

export type Member = 'group' | 'hamlet'
const TABLES = { group: { table: 'groupStations', owner: 'groupId' }, hamlet: { table: 'hamletStations', owner: 'hamletId' } } as const

/** Codes of the stations that came and went, as the audit names them; none of both where all stayed. */
export type Moved = { readonly added: string[]; readonly removed: string[] }

export function memberTable(db: Db, member: Member) {
  const { table, owner } = TABLES[member]
  const all = db.prepare<[], { id: number; stationId: number }>(
    `SELECT ${owner} AS id, stationId FROM ${table} ORDER BY ${owner}, stationId`,
  )
  const of = db.prepare<[number], number>(`SELECT stationId FROM ${table} WHERE ${owner} = ? ORDER BY stationId`).pluck()
  const add = db.prepare(`INSERT OR IGNORE INTO ${table} (${owner}, stationId) VALUES (?, ?)`)
  const drop = db.prepare(`DELETE FROM ${table} WHERE ${owner} = ? AND stationId = ?`)
  const clear = db.prepare(`DELETE FROM ${table} WHERE ${owner} = ?`)
  const takeOver = db.prepare(`INSERT OR IGNORE INTO ${table} (${owner}, stationId) SELECT ${owner}, ? FROM ${table} WHERE stationId = ?`)
  const leave = db.prepare(`DELETE FROM ${table} WHERE stationId = ?`)
  const code = db.prepare<[number], string>('SELECT code FROM stations WHERE id = ?').pluck()
  return {
    all(): Map<number, number[]> {
      const byOwner = new Map<number, number[]>()
      for (const { id, stationId } of all.all()) {
        const list = byOwner.get(id)
        if (list) list.push(stationId)
        else byOwner.set(id, [stationId])
      }
      return byOwner
    },
    of: (id: number): number[] => of.all(id),
    /** Makes these its stations; refused where one is not on record. */
    set(id: number, stationIds: readonly number[], path: string): Moved | Refusal {
      const before = new Set(of.all(id))
      const after = new Set(stationIds)
      const moved: Moved = { added: [], removed: [] }
      for (const stationId of after) {
        if (before.has(stationId)) continue
        const found = code.get(stationId)
        if (found === undefined) return invalid(path, 'unknownStation', { code: stationId })
        add.run(id, stationId)
        moved.added.push(found)
      }
      for (const stationId of before) {
        if (after.has(stationId)) continue
        drop.run(id, stationId)
        moved.removed.push(code.get(stationId) ?? `#${stationId}`)
      }
      return moved
    },
    clear: (id: number): void => void clear.run(id),
    /** What one station belongs to, another belongs to from now on. */
    hand(from: number, to: number): void {
      takeOver.run(to, from)
      leave.run(from)
    },
  }
}
export type MemberTable = ReturnType<typeof memberTable>

export const someMoved = ({ added, removed }: Moved): boolean => added.length + removed.length > 0
