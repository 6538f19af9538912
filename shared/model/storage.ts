/** How the branch's files and their disk are doing: room, damage, what a check found. Times in epoch ms, sizes in bytes. */
import { z } from 'zod'
import { Phrase } from './phrase.ts'

/** From best to worst. */
export const RoomLevel = z.enum(['ok', 'low', 'critical', 'emergency'])
export type RoomLevel = z.infer<typeof RoomLevel>

/** What is given up at the moment because the disk is nearly full: classes kept for fewer days than the settings say (null: as they say), and whether samples stay in memory. */
export const Shed = z.object({
  rawDays: z.number().int().nullable(),
  fiveMinuteDays: z.number().int().nullable(),
  memoryOnly: z.boolean(),
})
export type Shed = z.infer<typeof Shed>

export const DiskState = z.object({
  at: z.number(),
  level: RoomLevel,
  freeBytes: z.number(),
  totalBytes: z.number(),
  /** Below how many free bytes the level is no longer `ok`. */
  lowBytes: z.number(),
  /** What history grows by in a day, as measured; null until it is known. */
  dailyBytes: z.number().nullable(),
  /** Put aside for an emergency. */
  ballastBytes: z.number(),
  shed: Shed,
  /** What a person should know of it; null while all is well. */
  phrase: Phrase.nullable(),
  /** The kind of network drive that the folder lies on, such as nfs; null on a disk of this computer. */
  network: z.string().nullable(),
})
export type DiskState = z.infer<typeof DiskState>

/** Something that happened to the files and that an administrator has to confirm. */
export const StorageNotice = z.object({ id: z.number().int(), at: z.number(), phrase: Phrase })
export type StorageNotice = z.infer<typeof StorageNotice>

export const StorageStatus = z.object({
  /** Null before the first look. */
  disk: DiskState.nullable(),
  notices: z.array(StorageNotice),
  /** Rows of history that were met harmed since the program started; each lost itself alone. */
  harmedRows: z.number().int(),
  /** What is being done to a damaged history; null while nothing is. */
  mending: z.enum(['checking', 'restoring']).nullable(),
})
export type StorageStatus = z.infer<typeof StorageStatus>

/** A class of history by its resolution, finest first. */
export const HistoryClass = z.enum(['raw', 'fiveMinutes', 'hour', 'day'])
export type HistoryClass = z.infer<typeof HistoryClass>
const PerClass = z.object({ raw: z.number(), fiveMinutes: z.number(), hour: z.number(), day: z.number() })
const ClassSize = z.object({
  bytes: z.number(),
  /** Of how many days there is any. */
  days: z.number(),
  /** What the newest finished day took, and how many samples or points that were. */
  bytesADay: z.number(),
  pointsADay: z.number(),
})
export const StorageSizes = z.object({
  at: z.number(),
  classes: z.object({ raw: ClassSize, fiveMinutes: ClassSize, hour: ClassSize, day: ClassSize }),
  /** Hours of days that are not finished. */
  unfinishedBytes: z.number(),
  historyBytes: z.number(),
  /** In history.db: free pages, which new samples use first. */
  spareBytes: z.number(),
  walBytes: z.number(),
  operationsBytes: z.number(),
  /** On the disk. */
  freeBytes: z.number(),
})
export type StorageSizes = z.infer<typeof StorageSizes>

const Sizes = z.object({ total: z.number(), classes: PerClass })
export const StorageForecast = z.object({
  today: Sizes,
  in30Days: Sizes,
  inAYear: Sizes,
  /** Once every class is as long as it is kept. */
  plateau: Sizes,
  plateauInDays: z.number(),
  /** Days until the disk is full; null where it never will be by this. */
  fullInDays: z.number().nullable(),
})
export type StorageForecast = z.infer<typeof StorageForecast>

/** What a thorough check of the files found: `damage` is something lost or in danger, `note` worth knowing. */
export const CheckFinding = z.object({ grade: z.enum(['ok', 'note', 'damage']), phrase: Phrase })
export type CheckFinding = z.infer<typeof CheckFinding>
export const CheckResult = z.object({
  at: z.number(),
  durationMs: z.number(),
  sound: z.boolean(),
  findings: z.array(CheckFinding),
})
export type CheckResult = z.infer<typeof CheckResult>

/** A harmed file that was set aside: its name in the data folder, what was wrong with it, and when. */
export const Aside = z.object({ name: z.string().max(255), detail: z.string().max(1000), at: z.number() })
export type Aside = z.infer<typeof Aside>
