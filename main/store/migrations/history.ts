/** The migrations of history.db, oldest first. */
import * as begin from './history-0001-begin.ts'

export const HISTORY_MIGRATIONS = [begin]
