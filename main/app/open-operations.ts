/** Opens operations.db for the core; one that is damaged is replaced by the newest good backup, and it is said what that means. */
import { basename } from 'node:path'
import { isRefusal } from '../../shared/model/refusal.ts'
import { runToEnd } from '../store/backup/files.ts'
import { restoreNewest } from '../store/backup/restore.ts'
import type { NoticeBook } from '../store/notices.ts'
import { OPERATIONS_FILE, openOperations as openFile } from '../store/operations.ts'
import { isOpenProblem } from '../store/problem.ts'
import type { OpenProblem, Operations } from '../store/store.ts'

/** `met`: damage was met while the file was in use, for the first time or again: then it is believed whatever a check says. */
export type Suspicion = 'met' | 'again'

export type OperationsWish = {
  readonly folder: string
  readonly busyMs: number
  readonly now: number
  readonly suspicion: Suspicion | null
  readonly notices: NoticeBook
}

/** Without a good backup the damaged file stays where it is, and the problem is answered: an empty branch never takes its place. */
export function openOperations({ folder, busyMs, now, suspicion, notices }: OperationsWish): Operations | OpenProblem {
  const open = (): Operations | OpenProblem => openFile(folder, { busyMs, isSuspect: suspicion !== null })
  const opened = suspicion === 'again' ? null : open()
  if (opened && !isOpenProblem(opened)) {
    if (suspicion) notices.add({ key: 'storage.notice.operationsMended', params: { at: now } }, now)
    return opened
  }
  if (opened && opened.kind !== 'broken') return opened
  const restored = runToEnd(restoreNewest(folder, 'operations', now))
  if (restored === null || isRefusal(restored)) return opened ?? open()
  const file = `${basename(restored.aside)}/${OPERATIONS_FILE}`
  notices.add({ key: 'storage.notice.operationsRestored', params: { file, backupAt: restored.found.manifest.at, at: now } }, now)
  return openFile(folder, { busyMs })
}
