/** Learned banks, and discharges with how far each is while its station has not come back. */
import { Discharge } from '../../../shared/model/power.ts'
import { LearnedBank } from '../../domain/power/bank.ts'
import { WatchState } from '../../domain/power/watch.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, PowerStore, Reader } from '../store.ts'
import { atomic } from './attempt.ts'
import { fromJson } from './text.ts'

/** Of each station so many discharges are kept, the newest: years of them where mains is good, months where it is bad. */
const KEEP = 100

export function powerStore(db: Db, audit: AuditStore): PowerStore {
  const banks = db.prepare<[], { stationId: number; body: string }>('SELECT stationId, body FROM banks ORDER BY stationId')
  const saveBank = db.prepare(
    'INSERT INTO banks (stationId, body) VALUES (?, ?) ON CONFLICT (stationId) DO UPDATE SET body = excluded.body',
  )
  const watched = db.prepare<[], { id: number; body: string; watch: string }>(
    'SELECT id, body, watch FROM discharges WHERE watch IS NOT NULL ORDER BY id',
  )
  const last = db.prepare<[], number | null>('SELECT max(id) FROM discharges').pluck()
  const save = db.prepare(
    `INSERT INTO discharges (id, stationId, beganAt, endedAt, body, watch) VALUES (@id, @stationId, @beganAt, @endedAt, @body, @watch)
     ON CONFLICT (id) DO UPDATE SET endedAt = excluded.endedAt, body = excluded.body, watch = excluded.watch`,
  )
  const prune = db.prepare(
    `DELETE FROM discharges WHERE stationId = @stationId AND watch IS NULL
       AND id NOT IN (SELECT id FROM discharges WHERE stationId = @stationId ORDER BY beganAt DESC, id DESC LIMIT ${KEEP})`,
  )
  return {
    // What was harmed or written by another version is passed over: a bank is learned anew.
    banks: () => new Map(banks.all().flatMap(({ stationId, body }) => parsed(LearnedBank, body).map((bank) => [stationId, bank]))),
    saveBank(stationId, bank) {
      saveBank.run(stationId, JSON.stringify(bank))
    },
    watched: () =>
      watched.all().flatMap((row) => {
        const [discharge] = parsed(Discharge, row.body)
        const [watch] = parsed(WatchState, row.watch)
        return discharge && watch ? [{ discharge: { ...discharge, id: row.id }, watch }] : []
      }),
    lastId: () => last.get() ?? 0,
    save(discharge, watch) {
      const { id, stationId, from, to } = discharge
      save.run({
        id,
        stationId,
        beganAt: Math.round(from),
        endedAt: to === null ? null : Math.round(to),
        body: JSON.stringify(discharge),
        watch: watch && JSON.stringify(watch),
      })
      if (!watch) prune.run({ stationId })
    },
    forgetBank(stationId, bank, before, comment, by) {
      atomic(db, () => {
        saveBank.run(stationId, JSON.stringify(bank))
        audit.add({ action: 'bank.forget', subject: `station:${stationId}`, before, comment: comment || null }, by)
      })
    },
  }
}

type Schema<T> = { safeParse(value: unknown): { data?: T } }

function parsed<T>(schema: Schema<T>, text: string): T[] {
  const { data } = schema.safeParse(fromJson(text))
  return data === undefined ? [] : [data]
}

/** Discharges of a station, latest first. */
export function dischargePage(db: Db): Reader['discharges'] {
  const page = db.prepare<[number, number], { id: number; body: string }>(
    'SELECT id, body FROM discharges WHERE stationId = ? ORDER BY beganAt DESC, id DESC LIMIT ?',
  )
  return (stationId, limit) => page.all(stationId, limit).flatMap(({ id, body }) => parsed(Discharge, body).map((one) => ({ ...one, id })))
}
