/** One unit of writing: a commit or nothing. A refusal as the result takes everything back; a disk that is full or read-only answers as a refusal. */
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import { storeRefusal } from '../problem.ts'
import type { Db } from '../sqlite.ts'

class TakenBack extends Error {
  readonly refusal: unknown
  constructor(refusal: unknown) {
    super('taken back')
    this.refusal = refusal
  }
}

/** Runs the work in a transaction, or in a savepoint of the one that is open. Errors of the disk are thrown. */
export function atomic<T>(db: Db, work: () => T): T {
  try {
    return db
      .transaction(() => {
        const result = work()
        if (isRefusal(result)) throw new TakenBack(result)
        return result
      })
      .immediate()
  } catch (error) {
    if (error instanceof TakenBack) return error.refusal as T
    throw error
  }
}

/** As `atomic`, for calls that may refuse: what the disk does not take is refused as UNAVAILABLE. Inside another transaction the outer one must fail as a whole. */
export function attempt<T>(db: Db, work: () => T | Refusal): T | Refusal {
  const outermost = !db.inTransaction
  try {
    return atomic(db, work)
  } catch (error) {
    const refusal = outermost ? storeRefusal(error) : null
    if (refusal) return refusal
    throw error
  }
}
