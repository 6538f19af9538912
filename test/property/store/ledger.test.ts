/** The ledger holds whatever comes: per station intervals without gap or overlap, and every period cut out of them fits. */
import { createRequire } from 'node:module'
import type BetterSqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATIONS_MIGRATIONS } from '../../../main/store/migrations/operations.ts'
import { ledgerStore } from '../../../main/store/queries/ledger.ts'
import { migrate } from '../../../main/store/sqlite.ts'
import { Bucket, OutageCause } from '../../../shared/model/interval.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const db = new Sqlite(':memory:')
migrate(db, OPERATIONS_MIGRATIONS)
// Stations are of no concern here.
db.pragma('foreign_keys = OFF')
const ledger = ledgerStore(db)

const change = fc.record({
  stationId: fc.integer({ min: 1, max: 3 }),
  at: fc.integer({ min: 0, max: 200 }),
  bucket: fc.constantFrom(...Bucket.options),
  cause: fc.option(fc.constantFrom(...OutageCause.options), { nil: null }),
})

describe('the ledger', () => {
  it('is unbroken, and `between` gives exactly what touches a period', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), fc.nat(200), fc.nat(100), (changes, from, length) => {
        db.exec('DELETE FROM intervals')
        for (const { stationId, at, bucket, cause } of changes) ledger.change(stationId, at, { bucket, cause })
        const all = ledger.between(-1, 1000, null)
        for (const stationId of [1, 2, 3]) {
          const own = all.filter((one) => one.stationId === stationId)
          own.forEach((one, i) => expect(one.to).toBe(own[i + 1]?.from ?? null))
          own.forEach((one) => expect(one.to === null || one.to > one.from).toBe(true))
          const last = changes.findLast((one) => one.stationId === stationId)
          expect(own.at(-1)?.bucket).toBe(last?.bucket)
          const to = from + length
          const touching = own.filter((one) => one.from < to && (one.to === null || one.to > from))
          expect(ledger.between(from, to, stationId)).toEqual(touching)
        }
        const to = from + length
        expect(ledger.between(from, to, null)).toEqual(all.filter((one) => one.from < to && (one.to === null || one.to > from)))
      }),
      { numRuns: 150 },
    )
  })
})
