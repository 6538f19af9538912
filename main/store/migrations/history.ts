/** The migrations of history.db, oldest first. */
import * as begin from './history-0001-begin.ts'
import * as levels from './history-0002-levels.ts'

export const HISTORY_MIGRATIONS = [begin, levels]
