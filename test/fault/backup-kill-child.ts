/** The process that is killed: writes to both databases and makes backups, or restores one, without end. Arguments: folder, target, backup or restore. */
import { writeSync } from 'node:fs'
import { finishRestore, stageRestore } from '../../main/store/backup/restore.ts'
import { listBackups } from '../../main/store/backup/find.ts'
import { runToEnd } from '../../main/store/backup/files.ts'
import { acquireFolder } from '../../main/store/folder.ts'
import { openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import { rotateFolder } from '../../main/store/backup/remove.ts'
import { AT, KILL_SOURCE, samples, wishOf } from '../support/kill-backup.ts'
import { makeBackup } from '../../main/store/backup/make.ts'

const [, , folder = '', target = '', mode = ''] = process.argv
const by = { actor: { name: 'crash', role: 'admin' as const }, at: AT }
const lock = acquireFolder(folder)
if (!('release' in lock)) throw new Error('the folder is not free')

async function backups(): Promise<void> {
  const store = openOperations(folder)
  if (isOpenProblem(store)) throw new Error(store.detail)
  const { writer } = openHistory(folder)
  for (let i = 0; ; i++) {
    const work = makeBackup(wishOf(folder, target, AT + i * 3_600_000))
    for (;;) {
      const step = await work.next()
      if (step.done) {
        if ('refused' in step.value) throw new Error(step.value.data.phrase.key)
        break
      }
      store.audit.add({ action: 'x', subject: 'y'.repeat(1000) }, by)
      samples(writer, AT + i * 1000, 20)
      writer.flush()
    }
    rotateFolder(target, KILL_SOURCE, 2)
    writeSync(1, `b${i}\n`)
  }
}

function restores(): void {
  for (let i = 0; ; i++) {
    const [backup] = listBackups(target, KILL_SOURCE)
    if (!backup) throw new Error('there is no backup')
    const staged = runToEnd(
      stageRestore({ folder, backup: backup.folder, operations: true, history: 'backup', actor: 'crash', at: AT + i * 1000 }),
    )
    if ('refused' in staged) throw new Error(staged.data.phrase.key)
    finishRestore(folder)
    const store = openOperations(folder)
    if (isOpenProblem(store)) throw new Error(store.detail)
    store.audit.add({ action: 'entered', subject: `since-${process.pid}-${i}` }, by)
    store.close()
    writeSync(1, `since-${process.pid}-${i}\n`)
  }
}

writeSync(1, 'ready\n')
if (mode === 'restore') restores()
else await backups()
