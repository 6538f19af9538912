/** The migrations of operations.db, oldest first. */
import * as begin from './operations-0001-begin.ts'
import * as discovery from './operations-0002-discovery.ts'
import * as traps from './operations-0003-traps.ts'
import * as merge from './operations-0004-merge.ts'
import * as incidents from './operations-0005-incidents.ts'
import * as storm from './operations-0006-storm.ts'
import * as rules from './operations-0007-rules.ts'
import * as notifications from './operations-0008-notifications.ts'
import * as windows from './operations-0009-windows.ts'
import * as power from './operations-0010-power.ts'

export const OPERATIONS_MIGRATIONS = [begin, discovery, traps, merge, incidents, storm, rules, notifications, windows, power]
