/** What the tests of exports share: a branch on real files with samples in it, read as an export reads. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { encodeChunk, decodeChunk } from '../../../main/store/history/codec.ts'
import { columnsOf, pollsOf } from '../../../main/store/history/merge.ts'
import { chunkHour, dayOf, HOUR_MS, monthOf, rowId } from '../../../main/store/history/keys.ts'
import { decodeRollup, encodeRollup } from '../../../main/store/history/rollup-codec.ts'
import { coarser, rollupOf, STEPS } from '../../../main/store/history/rollup.ts'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import type { Reader } from '../../../main/store/store.ts'
import type { ExportRequest } from '../../../shared/model/export.ts'
import type { Reading } from '../../../shared/model/metric.ts'
import { afterwards, branch, poll, reading } from '../store/kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
/** 00:00 at +07 of 1 March 2026. */
export const DAY1 = Date.UTC(2026, 1, 28, 17)
export const DAY = 86_400_000

export const ALL: ExportRequest = {
  scope: { kind: 'all' },
  metrics: [],
  from: DAY1,
  to: DAY1 + DAY,
  resolution: 'raw',
  format: 'csv',
  locale: 'en',
}

export function exportBranch() {
  const made = branch()
  const { writer } = openHistory(made.folder)
  afterwards(() => writer.close())
  const a = made.station('TQG001', { name: 'Bản Lãm' })
  const b = made.station('TQG002', { name: 'Đỉnh Mã Pí Lèng' })
  const devices = [made.device(b.id, 'Tủ nguồn'), made.device(a.id, 'Tủ nguồn'), made.device(a.id, 'Vi ba')]
  const opened = openReader(made.folder)
  if (isOpenProblem(opened)) throw new Error(opened.detail)
  afterwards(() => opened.close())
  const reader: Reader = opened
  function db<T>(work: (db: BetterSqlite.Database) => T): T {
    const file = new Sqlite(join(made.folder, 'history.db'))
    try {
      return work(file)
    } finally {
      file.close()
    }
  }
  return {
    ...made,
    writer,
    reader,
    stations: [a, b],
    devices,
    /** A poll a minute of each device, with gaps, nulls and doubts. */
    fill: (from: number, minutes: number, every = 1): void => {
      for (let minute = 0; minute < minutes; minute += every) {
        for (const { id } of devices) writer.append(poll(id, from + minute * 60_000 + id, readingsAt(minute, id)))
        if (minute % 60 === 0) writer.flush()
      }
      writer.flush()
    },
    compact: (now: number): void => {
      while (writer.compact(now, 35, 50)) continue
    },
    db,
    /** What the daily step does: hours into one row a day, with its roll-ups. */
    daily: ({ keepRaw = true } = {}): void => {
      db((db) => {
        const hours = db.prepare<[], { id: number; body: Buffer }>('SELECT id, body FROM chunks ORDER BY id').all()
        const byDay = new Map<number, Buffer[]>()
        for (const { id, body } of hours) {
          const key = rowId(dayOf(chunkHour(id) * HOUR_MS), id % 2 ** 24)
          byDay.set(key, [...(byDay.get(key) ?? []), body])
        }
        for (const [id, bodies] of byDay) {
          const chunk = columnsOf(bodies.flatMap((body) => pollsOf(1, decodeChunk(body)!)))!
          if (keepRaw) db.prepare('INSERT INTO days VALUES (?, ?)').run(id, encodeChunk(chunk))
          db.prepare('INSERT INTO rollups5m VALUES (?, ?)').run(id, encodeRollup(rollupOf(chunk, STEPS.fiveMinutes, () => false)))
          db.prepare('INSERT INTO rollups1h VALUES (?, ?)').run(id, encodeRollup(rollupOf(chunk, STEPS.hour, () => false)))
        }
        db.exec('DELETE FROM chunks')
      })
    },
    /** What the monthly step does. */
    monthly: (): void => {
      db((db) => {
        for (const { id } of devices) {
          const rows = db.prepare<[number], Buffer>('SELECT body FROM rollups1h WHERE id % 16777216 = ?').pluck().all(id)
          const parts = rows.map((body) => decodeRollup(body)!)
          const month = rowId(monthOf(DAY1), id)
          db.prepare('INSERT INTO months1h VALUES (?, ?)').run(month, encodeRollup(coarser(parts, STEPS.hour)))
          db.prepare('INSERT INTO months1d VALUES (?, ?)').run(month, encodeRollup(coarser(parts, STEPS.day)))
        }
        db.exec('DELETE FROM rollups1h')
      })
    },
  }
}

function readingsAt(minute: number, id: number): Reading[] {
  const voltage = minute % 17 === 3 ? reading('dc.voltage', null) : reading('dc.voltage', 48 + id + (minute % 90) / 100)
  const current = minute % 11 === 5 ? reading('dc.load.current', -3, 'suspect') : reading('dc.load.current', minute % 50)
  return minute % 7 === 6 ? [voltage] : [voltage, current]
}
