/** Kills a process in the middle of backups and restores, by a seed, and looks at what it left. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { checkDatabase } from '../../main/store/backup/check.ts'
import { findBackup, FILE_OF } from '../../main/store/backup/find.ts'
import { hashFile, runToEnd } from '../../main/store/backup/files.ts'
import { makeBackup, type BackupWish } from '../../main/store/backup/make.ts'
import { acquireFolder } from '../../main/store/folder.ts'
import { openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import type { HistoryWriter } from '../../main/store/store.ts'
import { isRefusal } from '../../shared/model/refusal.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
export const KILL_SOURCE = '00000000000000aa'
export const AT = Date.UTC(2026, 2, 1, 3)
/** How many runs there can be at once on one folder before it is begun anew. */
const FRESH_EVERY = 20

export function wishOf(folder: string, target: string, at: number): BackupWish {
  return {
    folder,
    target,
    targetIsOwn: false,
    source: KILL_SOURCE,
    withHistory: true,
    withKey: true,
    reason: 'hand',
    version: '1',
    demo: null,
    at,
    paced: false,
  }
}

export function samples(writer: HistoryWriter, at: number, devices: number): void {
  for (let deviceId = 1; deviceId <= devices; deviceId++) {
    writer.append({
      deviceId,
      stationId: 1,
      at,
      mono: at,
      outcome: 'ok',
      responseMs: 1,
      readings: [{ metric: 'dc.voltage', instance: '', label: '', oid: '', raw: null, value: (at % 97) + deviceId, quality: 'good' }],
    })
  }
}

/** A folder with some megabytes in both databases, and one good backup of it. */
async function prepare(): Promise<{ root: string; folder: string; target: string }> {
  const root = mkdtempSync(join(tmpdir(), 'branchwatch-kill-'))
  const [folder, target] = [join(root, 'data'), join(root, 'backups')]
  mkdirSync(target)
  const store = openOperations(folder)
  if (isOpenProblem(store)) throw new Error(store.detail)
  store.transaction(() => {
    for (let i = 0; i < 800; i++)
      store.audit.add({ action: 'x', subject: 'y'.repeat(4000) }, { actor: { name: 'x', role: 'admin' }, at: AT })
  })
  store.close()
  const { writer } = openHistory(folder)
  for (let i = 0; i < 20; i++) {
    samples(writer, AT - 1_000_000 + i * 1000, 2000)
    writer.flush()
  }
  writer.close()
  const work = makeBackup(wishOf(folder, target, AT - 1000))
  while (!(await work.next()).done);
  return { root, folder, target }
}

/** Runs the child for a while that the seed says, kills it, and answers the last thing that it called done. */
async function killed(folder: string, target: string, mode: string, afterMs: number): Promise<string> {
  const file = join(import.meta.dirname, '../fault/backup-kill-child.ts')
  const child = spawn(process.execPath, [file, folder, target, mode], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let failed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (failed += text))
  const gone = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), gone])
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  child.kill('SIGKILL')
  await gone
  if (failed !== '') throw new Error(failed)
  return said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1) ?? ''
}

/** Everything under a backup's name is whole, inside too. */
function lookAtBackups(target: string): number {
  const names = readdirSync(target).filter((name) => !name.startsWith('.'))
  for (const name of names) {
    const found = findBackup(join(target, name), KILL_SOURCE)
    if (isRefusal(found)) throw new Error(`${name}: ${found.data.phrase.key}`)
    if (!found.whole || !found.manifest.operations) throw new Error(`${name} is not whole`)
    for (const part of ['operations', 'history'] as const) {
      const said = found.manifest[part]
      if (!said) continue
      const file = join(found.folder, FILE_OF[part])
      if (runToEnd(hashFile(file)) !== said.sha256) throw new Error(`${name}: ${part} is not what its manifest says`)
      const problem = runToEnd(checkDatabase(file, said, part))
      if (problem) throw new Error(`${name}: ${JSON.stringify(problem.data.phrase)}`)
    }
  }
  if (names.length === 0) throw new Error('there is no backup any more')
  return names.length
}

function subjectsIn(folder: string): string[] {
  const db = new Sqlite(join(folder, FILE_OF.operations))
  try {
    const found = String(db.pragma('integrity_check', { simple: true }))
    if (found !== 'ok') throw new Error(`${folder}: ${found}`)
    return db.prepare<[], string>("SELECT subject FROM audit WHERE action = 'entered'").pluck().all()
  } finally {
    db.close()
  }
}

/** The folder opens, both databases are sound, nothing of a restore is left half done; and what was entered is in it or beside. */
function lookAtFolder(folder: string, entered: string | null): void {
  const lock = acquireFolder(folder)
  if (!('release' in lock)) throw new Error(`the folder cannot be taken: ${JSON.stringify(lock)}`)
  try {
    const left = readdirSync(folder).filter((name) => name.startsWith('restore-') || name === 'restore.json')
    if (left.length > 0) throw new Error(`left of a restore: ${left.join(', ')}`)
    const { writer } = openHistory(folder)
    if (writer.state !== 'ok' || writer.phrase !== null) throw new Error(`history: ${writer.detail}`)
    writer.close()
    const places = [
      folder,
      ...readdirSync(folder)
        .filter((name) => name.startsWith('replaced-'))
        .map((name) => join(folder, name)),
    ]
    const all = places.filter((place) => readdirSync(place).includes(FILE_OF.operations)).flatMap(subjectsIn)
    if (entered !== null && !all.includes(entered)) throw new Error(`${entered} is neither in the folder nor beside it`)
  } finally {
    lock.release()
  }
}

/** So many kills, backups and restores by turns; throws at the first thing that is not as it must be. */
export async function killBackups(runs: number, each?: (run: number) => void): Promise<{ backups: number }> {
  let at: Awaited<ReturnType<typeof prepare>> | null = null
  let backups = 0
  try {
    for (let seed = 1; seed <= runs; seed++) {
      if ((seed - 1) % FRESH_EVERY === 0) {
        if (at) rmSync(at.root, { recursive: true, force: true })
        at = await prepare()
      }
      if (!at) throw new Error('not prepared')
      const mode = seed % 2 === 0 ? 'restore' : 'backup'
      const said = await killed(at.folder, at.target, mode, (seed * 7919) % 331)
      lookAtFolder(at.folder, said.startsWith('since-') ? said : null)
      backups += lookAtBackups(at.target)
      // What was left under other names goes with the next backup.
      const work = makeBackup(wishOf(at.folder, at.target, AT + seed * 60_000))
      for (;;) {
        const step = await work.next()
        if (!step.done) continue
        if (isRefusal(step.value)) throw new Error(step.value.data.phrase.key)
        break
      }
      const left = readdirSync(at.target).filter((name) => name.startsWith('.'))
      if (left.length > 0) throw new Error(`left of a backup: ${left.join(', ')}`)
      each?.(seed)
    }
  } finally {
    if (at) rmSync(at.root, { recursive: true, force: true })
  }
  return { backups }
}
