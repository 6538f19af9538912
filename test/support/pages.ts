/** The pages of a database file by what they hold, and the flipping of a byte in one of them: for tests of damage. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type BetterSqlite from 'better-sqlite3'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const PAGE = 4096

/** Where bytes of a kind lie in the file: half-open ranges. */
export type Kinds = ReadonlyMap<string, readonly (readonly [begin: number, end: number])[]>

/** Kinds such as `header`, `days leaf`, `days overflow`, `free`; pages that say where others belong are `map`. */
export function pageKinds(file: string): Kinds {
  const db = new Sqlite(file, { readonly: true })
  const rows = db.prepare<[], { name: string; pageno: number; pagetype: string }>('SELECT name, pageno, pagetype FROM dbstat').all()
  const pages = Number(db.pragma('page_count', { simple: true }))
  const isVacuum = Number(db.pragma('auto_vacuum', { simple: true })) > 0
  db.close()
  const kinds = new Map<string, [number, number][]>()
  const put = (kind: string, begin: number, end: number): void =>
    void (kinds.get(kind) ?? kinds.set(kind, []).get(kind)!).push([begin, end])
  const used = new Set([1])
  put('header', 0, 100)
  put('schema', 100, PAGE)
  for (const { name, pageno, pagetype } of rows) {
    if (pageno === 1) continue
    used.add(pageno)
    put(`${name} ${pagetype}`, (pageno - 1) * PAGE, pageno * PAGE)
  }
  const perMap = Math.floor(PAGE / 5) + 1
  for (let page = 2; page <= pages; page++)
    if (!used.has(page)) put(isVacuum && (page - 2) % perMap === 0 ? 'map' : 'free', (page - 1) * PAGE, page * PAGE)
  return kinds
}

/** Numbers from 0 to below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The file's bytes with one of them changed, somewhere in one of the ranges. */
export function flipped(file: string, ranges: readonly (readonly [number, number])[], random: () => number): { bytes: Buffer; at: number } {
  const bytes = readFileSync(file)
  const [begin, end] = ranges[Math.floor(random() * ranges.length)] ?? [0, bytes.length]
  const at = begin + Math.floor(random() * (end - begin))
  bytes[at] = bytes[at]! ^ (1 + Math.floor(random() * 255))
  return { bytes, at }
}
