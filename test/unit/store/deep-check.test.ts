/** The thorough check tells of each kind of damage what it is, and of a sound folder that it is sound. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { deepCheck, readThrough } from '../../../main/store/check/deep.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { runToEnd } from '../../../main/store/backup/files.ts'
import { LOCALES, say, translator } from '../../../shared/i18n/words.ts'
import type { CheckFinding } from '../../../shared/model/storage.ts'
import { pageKinds } from '../../support/pages.ts'
import { build } from './health-kit.ts'
import { tempFolder } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const sound: Record<'operations.db' | 'history.db', Buffer> = { 'operations.db': Buffer.alloc(0), 'history.db': Buffer.alloc(0) }

beforeAll(() => {
  const folder = tempFolder()
  const operations = openOperations(folder)
  if ('kind' in operations) throw new Error(operations.detail)
  operations.close()
  build(folder)
  for (const name of ['operations.db', 'history.db'] as const) sound[name] = readFileSync(join(folder, name))
})

function folderWith(change: (folder: string) => void): string {
  const folder = tempFolder()
  for (const [name, bytes] of Object.entries(sound)) writeFileSync(join(folder, name), bytes)
  change(folder)
  return folder
}

function sql(folder: string, text: string, file = 'history.db'): void {
  const db = new Sqlite(join(folder, file))
  db.exec(text)
  db.close()
}

/** Of a finding its key without the front, and its grade; each has whole sentences in both languages. */
function findings(folder: string): string[] {
  const found: CheckFinding[] = runToEnd(deepCheck({ folder, whole: true, all: true, dailyBytes: 0 }))
  for (const { phrase } of found)
    for (const locale of LOCALES) expect(say(translator(locale), phrase)).not.toMatch(/storage\.|error\.|\{\{|NaN/)
  return found.map(({ grade, phrase }) => `${grade} ${phrase.key.replace(/^(?:storage\.check|error\.store)\./, '')}`)
}

const damage = (folder: string) => findings(folder).filter((one) => one.startsWith('damage'))

describe('a thorough check', () => {
  it('of a sound folder finds it sound, and says what it looked at', () => {
    const found = findings(folderWith(() => {}))
    expect(found.filter((one) => one.startsWith('damage'))).toEqual([])
    expect(found).toEqual(expect.arrayContaining(['ok operations', 'ok pages', 'ok rows', 'ok rollups', 'note noBackups']))
  })

  it.each(['hot', 'chunks', 'days', 'rollups5m', 'rollups1h', 'months1h', 'months1d'])(
    'finds a harmed row of %s, and only that',
    (table) => {
      const folder = folderWith((at) =>
        sql(
          at,
          `UPDATE ${table} SET body = CAST(substr(body, 1, 20) || x'ff00ff' || substr(body, 24) AS BLOB) WHERE id = (SELECT max(id) FROM ${table})`,
        ),
      )
      expect(damage(folder)).toEqual(['damage harmed'])
      // Beside polling nothing of it is a reason to set the whole file aside.
      expect(runToEnd(readThrough(folder))).toBeNull()
    },
  )

  it('finds roll-ups that do not agree with the raw samples of their day', () => {
    const folder = folderWith((at) =>
      sql(
        at,
        'UPDATE rollups5m SET body = (SELECT body FROM rollups5m WHERE id = (SELECT min(id) FROM rollups5m)) WHERE id > (SELECT min(id) FROM rollups5m)',
      ),
    )
    expect(damage(folder)).toEqual(['damage differing'])
  })

  it('finds readings that have lost their name, and names without readings', () => {
    expect(damage(folderWith((at) => sql(at, 'DELETE FROM series WHERE deviceId = 1')))).toEqual(['damage unnamed'])
    const empty = findings(folderWith((at) => sql(at, "INSERT INTO series VALUES (9, 0, 'dc.voltage', '', '')")))
    expect(empty).toContain('note empty')
  })

  it('finds a page that is no page, and a file that was cut short', () => {
    const harmed = folderWith((folder) => {
      const file = join(folder, 'history.db')
      const [begin, end] = pageKinds(file).get('days leaf')![0]!
      writeFileSync(file, Buffer.from(sound['history.db']).fill(0xee, begin, end))
    })
    expect(damage(harmed)).toContain('damage broken')
    expect(runToEnd(readThrough(harmed))).toMatch(/\S/)
    const cut = folderWith((folder) => truncateSync(join(folder, 'history.db'), Math.floor(sound['history.db'].length / 8192) * 4096))
    expect(damage(cut)).toContain('damage broken')
    expect(runToEnd(readThrough(cut))).toMatch(/\S/)
  })

  it('finds damage in operations.db, rows that point nowhere, and a file that is missing', () => {
    const harmed = folderWith((folder) => {
      const file = join(folder, 'operations.db')
      const [begin, end] = pageKinds(file).get('sqlite_autoindex_provinces_1 leaf')?.[0] ?? pageKinds(file).get('settings leaf')![0]!
      writeFileSync(file, Buffer.from(sound['operations.db']).fill(0xee, begin, end))
    })
    expect(damage(harmed)).toEqual(['damage broken'])
    const orphan = folderWith((at) =>
      sql(at, "PRAGMA foreign_keys = OFF; INSERT INTO communes (id, provinceId, code, name) VALUES (1, 77, '', 'C')", 'operations.db'),
    )
    expect(damage(orphan)).toEqual(['damage orphans'])
    expect(damage(folderWith((folder) => rmSync(join(folder, 'operations.db'))))).toEqual(['damage missing'])
  })

  it('of a newer file says so, and calls it no damage', () => {
    const found = findings(folderWith((at) => sql(at, 'PRAGMA user_version = 99')))
    expect(found).toContain('note newer')
    expect(found.filter((one) => one.startsWith('damage'))).toEqual([])
  })
})
