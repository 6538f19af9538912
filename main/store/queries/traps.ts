/** The trap log, newest first and bounded; the receiver's own engine; and what is known of the engines that send v3 traps. */
import { randomBytes } from 'node:crypto'
import { TrapVarbinds } from '../../../shared/model/trap.ts'
import type { Db } from '../sqlite.ts'
import type { Reader, StoredTrap, TrapSender, TrapStore } from '../store.ts'
import { atomic } from './attempt.ts'
import { flag, fromJson } from './text.ts'

const FIELDS = [
  'at', 'lastAt', 'count', 'source', 'version', 'inform', 'user', 'known', 'context', 'engineId', 'agent', 'trapOid', 'upTime', 'deviceId',
  'stationId', 'verdict', 'problem', 'alarmId', 'varbinds', 'more', 'raw',
] as const // prettier-ignore
const COLUMNS = ['id', ...FIELDS].join(', ')
const MOST_SENDERS = 20_000

type Row = Omit<StoredTrap, 'inform' | 'known' | 'varbinds'> & { inform: number; known: number; varbinds: string }

function toTrap(row: Row): StoredTrap {
  return { ...row, inform: row.inform === 1, known: row.known === 1, varbinds: TrapVarbinds.safeParse(fromJson(row.varbinds)).data ?? [] }
}

/** A page of the log. Filters by words are the caller's: it goes on from `before` until it has enough. */
export function trapPage(db: Db): Reader['traps'] {
  const page = db.prepare<[Record<string, string | number | null>], Row>(
    `SELECT ${COLUMNS} FROM traps
      WHERE (@before IS NULL OR id < @before) AND (@stationId IS NULL OR stationId = @stationId) AND (@deviceId IS NULL OR deviceId = @deviceId)
        AND (@verdicts = '' OR instr(@verdicts, ',' || verdict || ',') > 0) AND (@versions = '' OR instr(@versions, ',' || version || ',') > 0)
      ORDER BY id DESC LIMIT @limit`,
  )
  const among = (words: readonly string[]): string => (words.length === 0 ? '' : `,${words.join(',')},`)
  return ({ before, limit, stationId, deviceId, verdicts, versions }) =>
    page.all({ before, limit, stationId, deviceId, verdicts: among(verdicts), versions: among(versions) }).map(toTrap)
}

export function trapStore(db: Db): TrapStore {
  const insert = db.prepare(`INSERT INTO traps (${FIELDS.join(', ')}) VALUES (${FIELDS.map((f) => `@${f}`).join(', ')})`)
  const repeat = db.prepare('UPDATE traps SET count = ?, lastAt = ? WHERE id = ?')
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM traps').pluck()
  const drop = db.prepare('DELETE FROM traps WHERE id IN (SELECT id FROM traps WHERE id <= ? OR lastAt < ? ORDER BY id LIMIT ?)')
  const own = db.prepare<[], { engineId: string; boots: number }>('SELECT engineId, boots FROM trapEngine')
  const saveOwn = db.prepare('INSERT OR REPLACE INTO trapEngine (one, engineId, boots) VALUES (1, ?, ?)')
  const senders = db.prepare<[number], TrapSender>('SELECT engineId, boots, time, at FROM trapSenders ORDER BY at DESC LIMIT ?')
  const saveSender = db.prepare('INSERT OR REPLACE INTO trapSenders (engineId, boots, time, at) VALUES (@engineId, @boots, @time, @at)')
  const forget = db.prepare('DELETE FROM trapSenders WHERE engineId NOT IN (SELECT engineId FROM trapSenders ORDER BY at DESC LIMIT ?)')
  const engines = db.prepare<[], { deviceId: number; engineId: string }>(
    'SELECT deviceId, engineId FROM deviceIdentity WHERE engineId IS NOT NULL',
  )

  return {
    insert: (trap) =>
      Number(
        insert.run({ ...trap, inform: flag(trap.inform), known: flag(trap.known), varbinds: JSON.stringify(trap.varbinds) })
          .lastInsertRowid,
      ),
    repeat(id, count, lastAt) {
      repeat.run(count, lastAt, id)
    },
    prune: (oldest, keepRows, most) => drop.run((newest.get() ?? 0) - keepRows, oldest, most).changes,
    boot: () =>
      atomic(db, () => {
        const before = own.get()
        // RFC 3411: an engine's id of our own making: enterprise number with the first bit set, format 5 (octets).
        const engineId = before?.engineId ?? `80001f8805${randomBytes(8).toString('hex')}`
        const boots = (before?.boots ?? 0) + 1
        saveOwn.run(engineId, boots)
        return { engineId, boots }
      }),
    senders: () => senders.all(MOST_SENDERS),
    saveSenders(list) {
      for (const one of list) saveSender.run(one)
      if (list.length > 0) forget.run(MOST_SENDERS)
    },
    engines: () => new Map(engines.all().map(({ deviceId, engineId }) => [deviceId, engineId.toLowerCase()])),
  }
}
