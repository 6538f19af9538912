/** Backups: what there is, making one, how they are made by the clock, and putting one in the place of the present data. */
import { z } from 'zod'
import { BackupReason, BackupSettings, RestoreHistory } from '../model/backup.ts'
import { Phrase } from '../model/phrase.ts'
import { command, ok, query } from './procedure.ts'

/** Name of a backup in the folder of backups, or the whole path of a backup's folder anywhere. */
const Where = z.string().trim().min(1).max(1000)

export const BackupRow = z.object({
  name: z.string(),
  /** When the databases were as they are in it, epoch ms. */
  at: z.number(),
  reason: BackupReason,
  /** The program's; empty where that is not known. */
  version: z.string(),
  branchName: z.string(),
  demo: z.boolean(),
  bytes: z.number(),
  operations: z.boolean(),
  history: z.boolean(),
  /** The key of the SNMP credentials lies in it. */
  keyFile: z.boolean(),
  stations: z.number().nullable(),
  devices: z.number().nullable(),
  /** Made by this data folder. */
  ours: z.boolean(),
  /** All its files are there with their sizes. It was checked when it was made, and is checked again before it is restored. */
  whole: z.boolean(),
  /** Which rule of the rotation keeps it; null where none does. */
  kept: z.enum(['ofDay', 'daily', 'weekly', 'update']).nullable(),
})
export type BackupRow = z.infer<typeof BackupRow>

const Failure = z.object({ at: z.number(), phrase: Phrase })
const Job = z.object({ done: z.number(), total: z.number(), startedAt: z.number(), cancelled: z.boolean() })

export const BackupState = z.object({
  settings: BackupSettings,
  /** The folder of backups as a whole path. */
  target: z.string(),
  /** Why it cannot be read just now. */
  problem: Phrase.nullable(),
  rows: z.array(BackupRow),
  /** Of the newest good backup. */
  lastAt: z.number().nullable(),
  /** Of the next one by the clock; null where that is switched off. */
  nextAt: z.number().nullable(),
  /** The last try that made none, or left something out. */
  failed: Failure.nullable(),
  making: Job.nullable(),
  restoring: Job.nullable(),
  /** Why the last restore did not come about. */
  restoreFailed: Failure.nullable(),
  /** The last restore that did. */
  restored: z
    .object({ at: z.number(), backupAt: z.number(), actor: z.string(), aside: z.string(), credentialsShut: z.boolean() })
    .nullable(),
  /** Files that restores have replaced, by folder. */
  replaced: z.array(z.object({ name: z.string(), bytes: z.number() })),
  /** Bytes of the present databases, and what is free on the folder's drive. */
  operationsBytes: z.number(),
  historyBytes: z.number(),
  freeBytes: z.number().nullable(),
  /** What backups will come to take with databases of these sizes. */
  forecastBytes: z.number(),
  /** Days without a good backup, once they are too many. */
  daysWithout: z.number().nullable(),
})
export type BackupState = z.infer<typeof BackupState>

export const RestorePreview = z.object({
  backup: BackupRow,
  /** What has been entered since it was made and would be gone; null where the present data cannot be read. */
  lost: z.object({ changes: z.number(), alarms: z.number() }).nullable(),
  /** The SNMP credentials would have to be entered again. */
  credentialsShut: z.boolean(),
  /** Bytes that are needed beside the present files, and what is free. */
  needBytes: z.number(),
  freeBytes: z.number(),
})
export type RestorePreview = z.infer<typeof RestorePreview>

export const backups = {
  list: query('viewer', 'archive').output(BackupState),
  /** Begins one now; `list` tells how far it is. */
  make: command('engineer', 'archive')
    .input(z.object({ history: z.boolean() }))
    .output(ok),
  /** Ends the backup or restore that is going on, at its next step. */
  cancel: command('engineer', 'archive').output(ok),
  saveSettings: command('admin', 'archive').input(BackupSettings).output(BackupSettings),
  remove: command('admin', 'archive')
    .input(z.object({ name: z.string().min(1).max(200) }))
    .output(ok),
  /** Deletes the files that a restore has replaced. */
  removeReplaced: command('admin', 'archive')
    .input(z.object({ name: z.string().regex(/^replaced-\d{8}-\d{6}(-\d+)?$/) }))
    .output(ok),
  preview: query('admin', 'archive')
    .input(z.object({ backup: Where }))
    .output(RestorePreview),
  /** Checks the backup and copies it beside the present files; then the console closes its data, replaces the files and opens them again. */
  restore: command('admin', 'archive')
    .input(z.object({ backup: Where, operations: z.boolean(), history: RestoreHistory }))
    .output(ok),
}
