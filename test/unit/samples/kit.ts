/** What the tests of exports share: a branch on real files with samples in it, read as an export reads. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import type { Reader } from '../../../main/store/store.ts'
import type { ExportRequest } from '../../../shared/model/export.ts'
import type { Reading } from '../../../shared/model/metric.ts'
import { afterwards, branch, poll, reading, tempFolder } from '../store/kit.ts'

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

export function exportBranch(folder = tempFolder()) {
  const made = branch(folder)
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
      while (writer.compact(now, { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }, 50)) continue
    },
    db,
    /** Raw samples age out of a class before the others. */
    drop: (table: 'days' | 'rollups5m' | 'rollups1h'): void => db((file) => void file.exec(`DELETE FROM ${table}`)),
  }
}

function readingsAt(minute: number, id: number): Reading[] {
  const voltage = minute % 17 === 3 ? reading('dc.voltage', null) : reading('dc.voltage', 48 + id + (minute % 90) / 100)
  const current = minute % 11 === 5 ? reading('dc.load.current', -3, 'suspect') : reading('dc.load.current', minute % 50)
  return minute % 7 === 6 ? [voltage] : [voltage, current]
}
