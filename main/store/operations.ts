/** Opens operations.db: the one writing connection to inventory, credentials, alarms, ledger, inspections, settings, traps, tokens and audit. */
import { join } from 'node:path'
import { keepBeforeUpdate } from './backup/update.ts'
import { OPERATIONS_MIGRATIONS } from './migrations/operations.ts'
import { openProblem } from './problem.ts'
import { alarmStore } from './queries/alarms.ts'
import { atomic } from './queries/attempt.ts'
import { auditStore } from './queries/audit.ts'
import { bulletinStore } from './queries/bulletin.ts'
import { credentialStore } from './queries/credentials.ts'
import { discoveryStore } from './queries/discovery.ts'
import { feederStore } from './queries/feeders.ts'
import { groupStore } from './queries/groups.ts'
import { hamletStore } from './queries/hamlets.ts'
import { incidentStore } from './queries/incidents.ts'
import { inspectionStore } from './queries/inspections.ts'
import { inventoryStore } from './queries/inventory.ts'
import { ledgerStore } from './queries/ledger.ts'
import { ruleStore } from './queries/rules.ts'
import { notificationStore } from './queries/notifications.ts'
import { outboxStore } from './queries/outbox.ts'
import { powerStore } from './queries/power.ts'
import { settingsStore } from './queries/settings.ts'
import { stationTable } from './queries/stations.ts'
import { stormStore } from './queries/storm.ts'
import { tokenStore } from './queries/tokens.ts'
import { trapStore } from './queries/traps.ts'
import { windowStore } from './queries/windows.ts'
import { BrokenKey, folderKey, vault } from './secrets.ts'
import { closeWriter, isOpenProblem, openWriter } from './sqlite.ts'
import type { OpenProblem, Operations } from './store.ts'

export const OPERATIONS_FILE = 'operations.db'

export type OperationsOptions = {
  /** 32 bytes that seal the credentials; without it a key file in the folder is used. */
  readonly key?: Buffer
  /** For tests of a full disk. */
  readonly maxPages?: number
  /** How long another program's change is waited for. */
  readonly busyMs?: number
  /** The file was met damaged: all of it is checked before it is used again. */
  readonly isSuspect?: boolean
}

export function openOperations(folder: string, options: OperationsOptions = {}): Operations | OpenProblem {
  const file = join(folder, OPERATIONS_FILE)
  const db = openWriter(file, OPERATIONS_MIGRATIONS, {
    synchronous: 'FULL',
    maxPages: options.maxPages,
    busyMs: options.busyMs,
    isSuspect: options.isSuspect,
    beforeUpdate: (file, from) => keepBeforeUpdate(folder, 'operations', file, from),
  })
  if (isOpenProblem(db)) return db
  try {
    const safe = vault(options.key ?? folderKey(folder))
    const audit = auditStore(db)
    return {
      inventory: inventoryStore(db, audit),
      groups: groupStore(db, audit),
      feeders: feederStore(db, stationTable(db), audit),
      hamlets: hamletStore(db, audit),
      rules: ruleStore(db, audit),
      credentials: credentialStore(db, safe, audit),
      alarms: alarmStore(db, audit),
      windows: windowStore(db, audit),
      incidents: incidentStore(db),
      ledger: ledgerStore(db),
      inspections: inspectionStore(db, audit),
      discovery: discoveryStore(db, audit),
      power: powerStore(db, audit),
      settings: settingsStore(db, audit),
      traps: trapStore(db),
      storm: stormStore(db, audit),
      bulletin: bulletinStore(db, audit),
      tokens: tokenStore(db, audit),
      notifications: notificationStore(db, safe, audit),
      outbox: outboxStore(db),
      audit,
      transaction: (work) => atomic(db, work),
      close: () => closeWriter(db),
    }
  } catch (error) {
    db.close()
    return error instanceof BrokenKey ? { kind: 'key', file: error.file, detail: error.message } : openProblem(file, error)
  }
}
