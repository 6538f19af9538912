/** The thorough check of a data folder, read-only and in steps: for the doctor of the command line, for the console beside polling, and for a history in doubt. */
import { statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckFinding } from '../../../shared/model/storage.ts'
import { roomLevel } from '../../domain/storage/room.ts'
import { checkDatabase } from '../backup/check.ts'
import { candidates, FILE_OF } from '../backup/find.ts'
import { networkKind } from '../disk.ts'
import { HISTORY_FILE } from '../history/writer.ts'
import { HISTORY_MIGRATIONS } from '../migrations/history.ts'
import { OPERATIONS_MIGRATIONS } from '../migrations/operations.ts'
import { OPERATIONS_FILE } from '../operations.ts'
import { isOpenProblem, openProblem, storePhrase, storeRefusal, type ProblemKind } from '../problem.ts'
import { openReadOnly, type Db } from '../sqlite.ts'
import { walkPages } from './pages.ts'
import type { Progress } from './progress.ts'
import { walkRows, type RowsFound } from './rows.ts'

export type DeepOptions = {
  readonly folder: string
  /** SQLite's own check of all of history.db, which answers nobody while it runs; without it only of a file that is not large. */
  readonly whole: boolean
  /** Every day is compared with its roll-ups, not a sample. */
  readonly all: boolean
  /** What a day adds to history.db; 0 where it is not known. */
  readonly dailyBytes: number
}

/** SQLite's own check runs at once up to this size. */
const AT_ONCE_BYTES = 256 * 1024 * 1024
const MOST_DETAIL = 300
const DAMAGE: ReadonlySet<ProblemKind> = new Set(['broken', 'missing'])
/** A write-ahead log beyond this is not being brought into its file. */
const LARGE_WAL = 256 * 1024 * 1024

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
const good = (key: string, params: Record<string, string | number> = {}): CheckFinding => finding('ok', key, params)

function finding(grade: CheckFinding['grade'], key: string, params: Record<string, string | number>): CheckFinding {
  return { grade, phrase: { key: `storage.check.${key}`, params } }
}

/** What SQLite says of the whole file; null where nothing is wrong. */
function integrity(db: Db): string | null {
  const rows = db.pragma('integrity_check(5)') as { integrity_check: string }[]
  const said = rows.map((row) => row.integrity_check).join('; ')
  return said === 'ok' ? null : said.slice(0, MOST_DETAIL)
}

/** Runs a check on a read-only connection of its own; what cannot be opened or read is a finding. */
function* within(file: string, migrations: Parameters<typeof openReadOnly>[1], work: (db: Db) => Generator<Progress, CheckFinding[]>) {
  const db = openReadOnly(file, migrations)
  if (isOpenProblem(db)) return [{ grade: DAMAGE.has(db.kind) ? 'damage' : 'note', phrase: storePhrase(db) } satisfies CheckFinding]
  try {
    return yield* work(db)
  } catch (error) {
    const problem = openProblem(file, error)
    if (!storeRefusal(error)) throw error
    const params = { file, detail: problem.detail.slice(0, MOST_DETAIL) }
    // A disk or a lock that was in the way says nothing of the file.
    return [problem.kind === 'broken' ? finding('damage', 'broken', params) : finding('note', 'unchecked', params)]
  } finally {
    db.close()
  }
}

function* checkOperations(db: Db, file: string): Generator<Progress, CheckFinding[]> {
  const bytes = sizeOf(file)
  yield { done: 0, total: bytes }
  const wrong = integrity(db)
  if (wrong) return [finding('damage', 'broken', { file, detail: wrong })]
  const orphans = db.pragma('foreign_key_check') as { table: string }[]
  const tables = [...new Set(orphans.map((row) => row.table))].join(', ')
  yield { done: bytes, total: bytes }
  return [
    good('operations', { size: bytes }),
    ...(orphans.length > 0 ? [finding('damage', 'orphans', { count: orphans.length, tables })] : []),
  ]
}

function* checkHistory(db: Db, file: string, options: DeepOptions): Generator<Progress, CheckFinding[]> {
  const bytes = sizeOf(file)
  const total = bytes * 2
  const findings: CheckFinding[] = []
  const pages = walkPages(db)
  for (;;) {
    const step = pages.next()
    if (!step.done) {
      yield { done: Math.min(bytes, step.value.done * 4096), total }
      continue
    }
    const { wrong, freePages, pageBytes, pages: count } = step.value
    const said = wrong ?? (options.whole || bytes <= AT_ONCE_BYTES ? integrity(db) : null)
    if (said) findings.push(finding('damage', 'broken', { file, detail: said }))
    else findings.push(good('pages', { pages: count, free: freePages * pageBytes }))
    break
  }
  const rows = walkRows(db, options.all)
  for (let done = bytes; ;) {
    const step = rows.next()
    if (step.done) return [...findings, ...rowFindings(step.value)]
    yield { done: Math.min(total, (done += step.value)), total }
  }
}

function rowFindings(rows: RowsFound): CheckFinding[] {
  const findings: CheckFinding[] = []
  let sound = 0
  for (const { table, rows: count, harmed, first, unreadable, disordered } of rows.tables) {
    sound += count - harmed
    if (harmed > 0) findings.push(finding('damage', 'harmed', { table, count: harmed, of: count, first: first ?? '' }))
    if (unreadable !== null) findings.push(finding('damage', 'unreadable', { table, detail: unreadable }))
    if (disordered > 0) findings.push(finding('damage', 'disordered', { table, count: disordered }))
  }
  findings.unshift(good('rows', { rows: sound }))
  if (rows.compared > 0 && rows.differing === 0) findings.push(good('rollups', { days: rows.compared }))
  if (rows.differing > 0) findings.push(finding('damage', 'differing', { count: rows.differing, of: rows.compared }))
  if (rows.unnamed > 0) findings.push(finding('damage', 'unnamed', { count: rows.unnamed }))
  if (rows.empty > 0) findings.push(finding('note', 'empty', { count: rows.empty }))
  return findings
}

/** Room, network drive, write-ahead logs: what may become damage. */
function surroundings({ folder, dailyBytes }: DeepOptions): CheckFinding[] {
  const findings: CheckFinding[] = []
  for (const name of [OPERATIONS_FILE, HISTORY_FILE]) {
    const size = sizeOf(join(folder, `${name}-wal`))
    if (size > LARGE_WAL) findings.push(finding('note', 'wal', { file: `${name}-wal`, size }))
  }
  const { bavail, blocks, bsize, type } = statfsSync(folder)
  const room = { freeBytes: bavail * bsize, totalBytes: blocks * bsize, dailyBytes }
  const level = roomLevel('ok', room)
  const days = dailyBytes > 0 ? Math.floor(room.freeBytes / dailyBytes) : null
  const params = { free: room.freeBytes, days: days ?? 0 }
  if (level !== 'ok') findings.push(finding('note', 'roomShort', params))
  else findings.push(days === null ? good('room', { free: room.freeBytes }) : good('roomDays', params))
  const network = networkKind(type, process.platform)
  if (network) findings.push({ grade: 'note', phrase: { key: 'storage.room.network', params: { kind: network } } })
  return findings
}

/** The newest backup is read to its end, of the others that their files are there. */
function* checkBackups(folder: string): Generator<Progress, CheckFinding[]> {
  const backups = candidates(folder, 'operations')
  const [newest] = backups
  if (!newest) return [finding('note', 'noBackups', {})]
  for (const part of ['operations', 'history'] as const) {
    const said = newest.manifest[part]
    if (!said) continue
    const checking = checkDatabase(join(newest.folder, FILE_OF[part]), said, part)
    for (;;) {
      const step = checking.next()
      if (!step.done) {
        yield { done: 0, total: 0 }
        continue
      }
      if (!step.value) break
      const { params } = step.value.data.phrase
      return [finding('damage', 'badBackup', { name: newest.name, detail: String(params?.['detail'] ?? '') })]
    }
  }
  return [good('backups', { count: backups.length, at: newest.manifest.at })]
}

/** All of it; each step says how far the present part is. Throws what is no failure of a file. */
export function* deepCheck(options: DeepOptions): Generator<Progress, CheckFinding[]> {
  const operations = join(options.folder, OPERATIONS_FILE)
  const history = join(options.folder, HISTORY_FILE)
  const findings: CheckFinding[] = []
  findings.push(...(yield* within(operations, OPERATIONS_MIGRATIONS, (db) => checkOperations(db, operations))))
  if (sizeOf(history) === 0) findings.push(finding('note', 'noHistory', {}))
  else findings.push(...(yield* within(history, HISTORY_MIGRATIONS, (db) => checkHistory(db, history, options))))
  findings.push(...(yield* checkBackups(options.folder)), ...surroundings(options))
  return findings
}

/** Whether history.db can be read from end to end: pages and rows, without what is in them. What is wrong, or null. */
export function* readThrough(folder: string): Generator<Progress, string | null> {
  const file = join(folder, HISTORY_FILE)
  const found = yield* within(file, HISTORY_MIGRATIONS, function* (db): Generator<Progress, CheckFinding[]> {
    const { wrong } = yield* walkPages(db)
    if (wrong) return [finding('damage', 'broken', { file, detail: wrong })]
    const bytes = sizeOf(file)
    if (bytes <= AT_ONCE_BYTES) {
      const said = integrity(db)
      if (said) return [finding('damage', 'broken', { file, detail: said })]
    }
    for (const table of ['hot', 'chunks', 'days', 'rollups5m', 'rollups1h', 'months1h', 'months1d']) {
      let done = 0
      for (const { body } of db.prepare<[], { body: Buffer }>(`SELECT body FROM ${table}`).iterate()) {
        done += body.length
        if (done > 4 * 1024 * 1024) {
          yield { done: 0, total: 0 }
          done = 0
        }
      }
    }
    return []
  })
  const damage = found.find(({ grade }) => grade === 'damage')
  return damage ? String(damage.phrase.params?.['detail'] ?? damage.phrase.key) : null
}
