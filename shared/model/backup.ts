/** Backups: what a backup's folder says of itself, when backups are made, and how they are kept. */
import { z } from 'zod'
import { Phrase } from './phrase.ts'

/** The newest way of laying out a backup's folder that this program knows. */
export const BACKUP_FORMAT = 1

const Count = z.number().int().nonnegative()
const Hash = z.string().regex(/^[0-9a-f]{64}$/)
export const BackupFile = z.object({
  bytes: Count,
  sha256: Hash,
  /** The version of the tables (user_version). */
  schema: Count,
  /** Rows by table. */
  rows: z.record(z.string().max(64), Count),
})
export type BackupFile = z.infer<typeof BackupFile>

/** schedule: by the clock; hand: asked for on the screen or the command line; update: before tables were brought to a newer version. */
export const BackupReason = z.enum(['schedule', 'hand', 'update'])
export type BackupReason = z.infer<typeof BackupReason>

/** manifest.json of a backup's folder. */
export const BackupManifest = z.object({
  format: z.literal(BACKUP_FORMAT),
  /** The program's version. */
  version: z.string().max(40),
  /** The data folder it is of, by the name it gave itself. */
  source: z.string().regex(/^[0-9a-f]{16}$/),
  /** Rises by one with each backup of a source: tells which is newer even where the clock was set back. */
  sequence: Count,
  branchName: z.string().max(80),
  /** The demo it is of; null for a branch of one's own. */
  demo: z.object({ stations: z.number().int(), seed: z.number().int() }).nullable(),
  reason: BackupReason,
  /** When the databases were as they are in here, epoch ms. */
  at: z.number().int(),
  operations: BackupFile.nullable(),
  history: BackupFile.nullable(),
  /** Fingerprint of the key that the SNMP credentials are sealed with; `keyFile` whether the key itself lies in the folder. */
  keyId: z.string().max(64).nullable(),
  keyFile: z.boolean(),
})
export type BackupManifest = z.infer<typeof BackupManifest>

/** How often the history of samples is part of a scheduled backup. */
export const HistoryPace = z.enum(['daily', 'weekly', 'never'])
export const BackupSettings = z.object({
  automatic: z.boolean(),
  /** The folder for backups; null is `backups` in the data folder. */
  folder: z.string().trim().min(1).max(1000).nullable(),
  /** HH:MM at +07 of the first of the day. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Evenly spread over the day. */
  perDay: z.number().int().min(1).max(3),
  history: HistoryPace,
  /** In how many backups, the newest ones, the history is kept. */
  historyKeep: z.number().int().min(1).max(14),
  /** Whether the key of the SNMP credentials is part of a backup. */
  withKey: z.boolean(),
  /** Days without a good backup after which it is said. */
  warnDays: z.number().int().min(1).max(60),
})
export type BackupSettings = z.infer<typeof BackupSettings>
export const DEFAULT_BACKUP_SETTINGS: BackupSettings = {
  automatic: true,
  folder: null,
  time: '02:00',
  perDay: 1,
  history: 'daily',
  historyKeep: 2,
  withKey: true,
  warnDays: 3,
}

/** backups.json of the data folder: readable where no database is. */
export const BackupBook = z.object({
  source: z.string().regex(/^[0-9a-f]{16}$/),
  /** Since when there is this file, epoch ms. */
  since: z.number(),
  settings: BackupSettings,
  /** The last try that made no backup, and why; null after one that did. */
  failed: z.object({ at: z.number(), phrase: Phrase }).nullable(),
})
export type BackupBook = z.infer<typeof BackupBook>

export const BackupPart = z.enum(['operations', 'history'])
export type BackupPart = z.infer<typeof BackupPart>

/** What a restore does with the samples: takes those of the backup, leaves the present ones, or begins with none. */
export const RestoreHistory = z.enum(['backup', 'keep', 'empty'])
export type RestoreHistory = z.infer<typeof RestoreHistory>

const Stamp = /^[a-z]+-\d{8}-\d{6}(-\d{1,3})?$/
const Replaceable = z.enum(['operations.db', 'history.db', 'secrets.key'])
export type Replaceable = z.infer<typeof Replaceable>
/** restore.json of a data folder: a restore that has begun to replace files, and what it is to do. From here it is only finished, never undone. */
export const RestoreJournal = z.object({
  /** Folder with the files to put in place. */
  stage: z.string().regex(Stamp),
  /** Folder that takes the present ones. */
  aside: z.string().regex(Stamp),
  put: z.array(Replaceable),
  /** Present files that go aside with nothing in their place. */
  away: z.array(Replaceable),
  /** Name of the backup, and when its databases were as they are in it. */
  backup: z.string().max(1000),
  backupAt: z.number(),
  /** Who asked, and when. */
  actor: z.string().max(200),
  at: z.number(),
  /** The credentials of the restored file are sealed with a key that is not here. */
  credentialsShut: z.boolean(),
})
export type RestoreJournal = z.infer<typeof RestoreJournal>
