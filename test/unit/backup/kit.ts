/** What the tests of backups share: a branch with both databases, and backups of it. */
import { join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { makeBackup, type BackupWish, type MadeBackup, type Steps } from '../../../main/store/backup/make.ts'
import { finishRestore, stageRestore, type RestoreWish, type Staged } from '../../../main/store/backup/restore.ts'
import { runToEnd } from '../../../main/store/backup/files.ts'
import { openHistory } from '../../../main/store/history/writer.ts'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import { AT, branch, made, poll, reading, tempFolder } from '../store/kit.ts'

export const SOURCE = '0123456789abcdef'

export async function finished<T>(work: AsyncGenerator<Steps, T>): Promise<T> {
  for (;;) {
    const step = await work.next()
    if (step.done) return step.value
  }
}

/** A branch with stations A and B and some samples; closed, unless `open`. */
export function filled(folder = tempFolder()) {
  const at = branch(folder)
  const a = at.station('A')
  at.device(a.id, 'P')
  at.station('B')
  const { writer } = openHistory(folder)
  for (let i = 0; i < 50; i++) writer.append(poll(1, AT + i * 60_000, [reading('dc.voltage', 50 + i / 10)]))
  writer.flush()
  const target = join(tempFolder(), 'copies')
  mkdirSync(target)
  return { ...at, writer, target }
}

export function wishFor(folder: string, target: string, more: Partial<BackupWish> = {}): BackupWish {
  return {
    folder,
    target,
    targetIsOwn: false,
    source: SOURCE,
    withHistory: true,
    withKey: true,
    reason: 'hand',
    version: '9.9.9',
    demo: null,
    at: AT,
    paced: false,
    ...more,
  }
}

export async function backedUp(wish: BackupWish): Promise<MadeBackup> {
  return made(await finished(makeBackup(wish)))
}

/** Restores into a folder in which nothing is open. */
export function restored(wish: Partial<RestoreWish> & Pick<RestoreWish, 'folder' | 'backup'>): Staged | Refusal {
  const staged = runToEnd(stageRestore({ operations: true, history: 'backup', actor: 'Hà', at: AT + 1, ...wish }))
  if (!isRefusal(staged)) finishRestore(wish.folder)
  return staged
}
