/** The migrations of operations.db, oldest first. */
import * as begin from './operations-0001-begin.ts'

export const OPERATIONS_MIGRATIONS = [begin]
