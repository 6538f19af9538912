/** Backups and restores from the command line: backups beside a running console as well, restores only without one. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { BackupManifest, RestoreHistory } from '../../shared/model/backup.ts'
import { bookOf, keyIdOf, targetOf } from '../store/backup/book.ts'
import { runToEnd } from '../store/backup/files.ts'
import { FILE_OF, readManifest } from '../store/backup/find.ts'
import { lostSince } from '../store/backup/lost.ts'
import { makeBackup, type MadeBackup } from '../store/backup/make.ts'
import { rotateFolder } from '../store/backup/remove.ts'
import { finishRestore, planRestore, stageRestore } from '../store/backup/restore.ts'
import { targetRefusal } from '../store/backup/trouble.ts'
import { acquireFolder } from '../store/folder.ts'
import { openProblem } from '../store/problem.ts'
import { branchFolder, demoFolder, readChoice, readDemo, writeChoice } from './choice.ts'

export type BackupAsk = {
  /** The branch's data folder. */
  readonly folder: string
  /** Another folder than the settings'; nothing in it is taken away. */
  readonly to: string | null
  readonly history: boolean
  readonly version: string
  /** A console runs on the folder: the disk is shared with it. */
  readonly paced: boolean
  readonly now: number
}

/** Makes one now, read beside a running console if there is one. */
export async function backUp(ask: BackupAsk): Promise<MadeBackup | Refusal> {
  const { folder, now } = ask
  const demo = readDemo(folder)
  let book: ReturnType<typeof bookOf>
  try {
    book = bookOf(folder, now, demo === null)
  } catch (error) {
    const { kind, file, detail } = openProblem(folder, error)
    return refuse('UNAVAILABLE', `store.${kind}`, { file, detail })
  }
  const target = ask.to ?? targetOf(folder, book.settings)
  const work = makeBackup({
    folder,
    target,
    targetIsOwn: ask.to === null && book.settings.folder === null,
    source: book.source,
    withHistory: ask.history,
    withKey: book.settings.withKey,
    reason: 'hand',
    version: ask.version,
    demo: demo && { stations: demo.stations, seed: demo.seed },
    at: now,
    paced: ask.paced,
  })
  for (;;) {
    const step = await work.next()
    if (!step.done) continue
    if (!isRefusal(step.value) && ask.to === null) {
      try {
        rotateFolder(target, book.source, book.settings.historyKeep)
      } catch (error) {
        return targetRefusal(error, target)
      }
    }
    return step.value
  }
}

export type RestoreAsk = {
  /** Root data folder: the backup says whether it belongs to the branch or to a demo. */
  readonly root: string
  readonly backup: string
  readonly operations: boolean
  /** null: the backup's where it has one, else the present one stays. */
  readonly history: RestoreHistory | null
  readonly actor: string
  readonly now: number
}
export type RestorePlan = {
  readonly folder: string
  readonly manifest: BackupManifest
  readonly history: RestoreHistory
  /** There are data in the folder that would go aside. */
  readonly replaces: boolean
  readonly lost: { changes: number; alarms: number } | null
  readonly credentialsShut: boolean
}

/** What a restore would do, or why it cannot be; changes nothing. */
export function restorePlan(ask: RestoreAsk): RestorePlan | Refusal {
  const backup = resolve(ask.backup)
  const manifest = readManifest(backup)
  if (isRefusal(manifest)) return manifest
  const folder = manifest.demo ? demoFolder(ask.root, manifest.demo) : branchFolder(ask.root)
  const history = ask.history ?? (manifest.history ? 'backup' : 'keep')
  const plan = planRestore({ folder, backup, operations: ask.operations, history })
  if (isRefusal(plan)) return plan
  const replaces = existsSync(join(folder, FILE_OF.operations)) || existsSync(join(folder, FILE_OF.history))
  const credentialsShut = ask.operations && manifest.keyId !== null && !manifest.keyFile && manifest.keyId !== keyIdOf(folder)
  return { folder, manifest, history, replaces, lost: replaces ? lostSince(folder, manifest.at) : null, credentialsShut }
}

/** Does it; answers the folder with the files that were there, null where there were none. */
export function restoreNow(ask: RestoreAsk, plan: RestorePlan): { aside: string | null } | Refusal {
  const { folder, history, manifest } = plan
  const lock = acquireFolder(folder)
  if ('problem' in lock)
    return refuse('UNAVAILABLE', `store.${lock.problem.kind}`, { file: lock.problem.file, detail: lock.problem.detail })
  if ('holder' in lock) return refuse('UNAVAILABLE', 'store.locked', { file: folder, detail: `pid ${lock.holder.pid ?? '?'}` })
  try {
    const { operations, actor, now } = ask
    const staged = runToEnd(stageRestore({ folder, backup: resolve(ask.backup), operations, history, actor, at: now }))
    if (isRefusal(staged)) return staged
    finishRestore(folder)
    choose(ask.root, manifest)
    const aside = join(folder, staged.journal.aside)
    return { aside: existsSync(aside) ? aside : null }
  } catch (error) {
    const { kind, file, detail } = openProblem(folder, error)
    return refuse('UNAVAILABLE', `store.${kind}`, { file, detail })
  } finally {
    lock.release()
  }
}

/** The next start opens what was restored without asking, where nothing was chosen before. */
function choose(root: string, { demo, branchName }: BackupManifest): void {
  const choice = readChoice(root)
  if (choice.kind !== 'none') return
  writeChoice(root, demo ? { ...choice, kind: 'demo', demo } : { ...choice, kind: 'branch', branchName: choice.branchName ?? branchName })
}
