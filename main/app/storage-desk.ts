/** What the core knows and does of the branch's files beside using them: damage and who mends it, the disk's room, notices until they are confirmed. */
import type { Phrase } from '../../shared/model/phrase.ts'
import type { Clock } from '../../shared/model/poll.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { retentionOf } from '../../shared/model/settings.ts'
import type { Aside, RoomLevel, StorageStatus } from '../../shared/model/storage.ts'
import { retentionUnder } from '../domain/storage/room.ts'
import { newestGood } from '../store/backup/find.ts'
import { GATHER_MS, openHistory } from '../store/history/writer.ts'
import type { NoticeBook } from '../store/notices.ts'
import type { By, Operations, TendedHistory } from '../store/store.ts'
import type { CareAnswer, CareQuestion } from './care-line.ts'
import { watchDisk } from './disk-watch.ts'

export type StorageDesk = {
  readonly history: TendedHistory
  status(): StorageStatus
  confirm(id: number, by: By): { ok: true } | Refusal
  /** What a person should know, the gravest first; null while all is well. */
  phrase(): Phrase | null
  room(): RoomLevel
  notice(phrase: Phrase): void
  /** Once a second; `problem` is why operations.db could not be written just now. */
  beat(problem: Refusal | null): void
  /** What the archive is to be asked, each once. */
  questions(): CareQuestion[]
  answer(answer: CareAnswer): void
  /** Whether there is a good backup of operations.db; reads it to its end. */
  hasBackup(): boolean
  /** Somebody reading met damage in history.db. */
  damaged(): void
  close(): Promise<void>
}

export type StorageDeskParts = {
  readonly folder: string
  readonly clock: Clock
  readonly operations: Operations
  readonly notices: NoticeBook
  readonly busyMs: number
  /** The status has changed: open screens should read it again. */
  changed(): void
}

/** Bringing history into order shares its thread with polling: it takes its turn in slices of this length. */
const BUDGET_MS = 12
const COMPACT_EVERY_MS = 20_000
/** The archive is asked again so much later, and so often. */
const ASK_AGAIN_MS = 60_000
const MOST_TRIES = 10
const SAVE_MS = 60_000
/** What a day adds to the file changes slowly. */
const FIRST_MEASURE_MS = 30_000
const MEASURE_MS = 3_600_000

export function storageDesk(parts: StorageDeskParts): StorageDesk {
  const { clock, operations, notices } = parts
  let asking: { question: CareQuestion; at: number; tries: number } | null = null
  let aside: Aside | null = null
  let compactAt = clock.mono() + COMPACT_EVERY_MS
  let saveAt = clock.mono() + SAVE_MS
  let harmed = 0
  let dailyBytes: number | null = null
  let measureAt = clock.mono() + FIRST_MEASURE_MS

  /** Damage comes before measuring, whose late answer says nothing then. */
  const ask = (question: CareQuestion): void => {
    asking = { question, at: clock.mono(), tries: 0 }
    parts.changed()
  }
  const { writer: history } = openHistory(parts.folder, {
    mono: () => clock.mono(),
    busyMs: parts.busyMs,
    gatherMs: GATHER_MS,
    care: {
      check: () => ask({ kind: 'check' }),
      rescue: (found) => {
        aside = found
        ask({ kind: 'rescue', aside: found })
      },
    },
  })
  const disk = watchDisk({
    folder: parts.folder,
    clock,
    held: () => history.held(),
    dailyBytes: () => dailyBytes,
    changed: () => parts.changed(),
  })

  function notice(phrase: Phrase): void {
    notices.add(phrase, clock.now())
    parts.changed()
  }

  /** Once a backup is in the place of what was set aside, or a new file was begun, it is said what that means. */
  function tookUp(backupAt: number | null): void {
    if (!aside) return
    const { name: file, at } = aside
    if (backupAt === null) notice({ key: 'error.store.historyAside', params: { file } })
    else notice({ key: 'storage.notice.historyRestored', params: { file, backupAt, at } })
    aside = null
  }

  function tend(): void {
    const retention = retentionOf(operations.settings.get())
    const shed = disk.shed()
    history.hold(shed.memoryOnly)
    if (disk.due() && !history.dropEarly(clock.now(), retentionUnder(retention, shed), BUDGET_MS)) disk.settle()
    if (clock.mono() < compactAt) return
    const more = history.compact(clock.now(), retentionUnder(retention, shed), BUDGET_MS)
    compactAt = clock.mono() + (more ? 0 : COMPACT_EVERY_MS)
  }

  return {
    history,
    status: () => ({
      disk: disk.state(),
      notices: [...notices.list()],
      harmedRows: history.tally.harmed + history.tally.setAside,
      mending: history.mending,
    }),
    confirm(id, by) {
      const found = notices.list().find((one) => one.id === id)
      if (!found) return refuse('NOT_FOUND', 'notFound')
      // First the audit: a notice that could not be signed for stays.
      operations.transaction(() =>
        operations.audit.add({ action: 'storage.confirm', subject: 'storage', after: { notice: found.phrase.key, at: found.at } }, by),
      )
      notices.confirm(id)
      parts.changed()
      return { ok: true }
    },
    phrase: () => history.phrase ?? disk.phrase() ?? notices.list()[0]?.phrase ?? null,
    room: () => disk.state()?.level ?? 'ok',
    notice,
    beat(problem) {
      if (problem?.data.phrase.key === 'error.store.full' || history.phrase?.key === 'error.store.history.full') disk.full()
      disk.beat()
      if (clock.mono() >= saveAt) {
        saveAt = clock.mono() + SAVE_MS
        notices.save()
      }
      tend()
      const met = history.tally.harmed + history.tally.setAside
      if (met !== harmed) parts.changed()
      harmed = met
    },
    questions() {
      if (!asking && clock.mono() >= measureAt) {
        measureAt = clock.mono() + MEASURE_MS
        asking = { question: { kind: 'measure' }, at: clock.mono(), tries: MOST_TRIES }
      }
      if (!asking || clock.mono() < asking.at) return []
      asking.at = Number.POSITIVE_INFINITY
      return [asking.question]
    },
    answer(answer) {
      if (answer.kind === 'measure') dailyBytes = answer.dailyBytes
      if (!asking || (answer.kind === 'measure' && asking.question.kind !== 'measure')) return
      const { question, tries } = asking
      if (answer.kind === 'failed' && tries < MOST_TRIES) {
        asking = { question, at: clock.mono() + ASK_AGAIN_MS, tries: tries + 1 }
        return
      }
      asking = null
      if (question.kind === 'check') history.checked(answer.kind === 'check' ? answer.found : null)
      else if (question.kind === 'rescue') {
        history.takeUp()
        tookUp(answer.kind === 'rescue' ? answer.backupAt : null)
      }
      parts.changed()
    },
    hasBackup: () => newestGood(parts.folder, 'operations') !== null,
    damaged: () => history.suspect(),
    close: () => disk.close(),
  }
}
