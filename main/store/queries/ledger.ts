/** The interval ledger: per station one unbroken row of intervals, each ending where the next begins, the last one open. */
import type { Interval } from '../../../shared/model/interval.ts'
import type { Db } from '../sqlite.ts'
import type { LedgerStore } from '../store.ts'
import { atomic } from './attempt.ts'

type Open = { id: number; bucket: string; cause: string | null; beganAt: number }
const COLUMNS = 'stationId, bucket, cause, beganAt AS "from", endedAt AS "to"'

/** Intervals that touch [from, to). A station's last interval before the period is found by its end, never by scanning its past. */
export function intervalsBetween(db: Db): LedgerStore['between'] {
  const ofAll = db.prepare<[{ from: number; to: number }], Interval>(
    `SELECT * FROM (
       SELECT ${COLUMNS} FROM intervals WHERE endedAt > @from AND beganAt < @to
       UNION ALL SELECT ${COLUMNS} FROM intervals WHERE endedAt IS NULL AND beganAt < @to
     ) ORDER BY stationId, "from"`,
  )
  const ofOne = db.prepare<[{ from: number; to: number; stationId: number }], Interval>(
    `SELECT ${COLUMNS} FROM intervals WHERE stationId = @stationId AND beganAt < @to
       AND beganAt >= coalesce((SELECT max(beganAt) FROM intervals WHERE stationId = @stationId AND beganAt <= @from), @from)
       AND (endedAt IS NULL OR endedAt > @from)
     ORDER BY beganAt`,
  )
  return (from, to, stationId) => (stationId === null ? ofAll.all({ from, to }) : ofOne.all({ from, to, stationId }))
}

/** The last interval of each station that began by then, unless it had ended: one look into an index a station, however long the past. */
export function standingAt(db: Db): LedgerStore['standingAt'] {
  const all = db.prepare<[{ at: number }], Interval>(
    `SELECT i.stationId, i.bucket, i.cause, i.beganAt AS "from", i.endedAt AS "to" FROM stations s
       JOIN intervals i ON i.id = (SELECT id FROM intervals WHERE stationId = s.id AND beganAt <= @at ORDER BY beganAt DESC LIMIT 1)
      WHERE i.endedAt IS NULL OR i.endedAt > @at ORDER BY i.stationId`,
  )
  return (at) => all.all({ at })
}

export function ledgerStore(db: Db): LedgerStore {
  const open = db.prepare<[], Interval>(`SELECT ${COLUMNS} FROM intervals WHERE endedAt IS NULL ORDER BY stationId`)
  const openOf = db.prepare<[number], Open>('SELECT id, bucket, cause, beganAt FROM intervals WHERE stationId = ? AND endedAt IS NULL')
  const end = db.prepare('UPDATE intervals SET endedAt = ? WHERE id = ?')
  const recast = db.prepare('UPDATE intervals SET bucket = ?, cause = ? WHERE id = ?')
  const begin = db.prepare('INSERT INTO intervals (stationId, bucket, cause, beganAt) VALUES (?, ?, ?, ?)')
  const beat = db.prepare('INSERT INTO beat (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at')
  const lastBeat = db.prepare<[], number>('SELECT at FROM beat').pluck()

  return {
    open: () => open.all(),
    change(stationId, at, next) {
      atomic(db, () => {
        const now = openOf.get(stationId)
        const moment = Math.round(at)
        if (!now) {
          begin.run(stationId, next.bucket, next.cause, moment)
          return
        }
        if (now.bucket === next.bucket && now.cause === next.cause) return
        // A wall clock that stepped back must not make an interval end before it began: the verdict stands from where the ledger is.
        if (moment <= now.beganAt) {
          recast.run(next.bucket, next.cause, now.id)
          return
        }
        end.run(moment, now.id)
        begin.run(stationId, next.bucket, next.cause, moment)
      })
    },
    beat(at) {
      beat.run(Math.round(at))
    },
    lastBeat: () => lastBeat.get() ?? null,
    between: intervalsBetween(db),
    standingAt: standingAt(db),
  }
}
