/** What the archive measures and checks of the branch's files, and what it does for a core whose history.db is damaged. */
import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import { dailyBytes, forecast, type HistorySize } from '../../domain/history/forecast.ts'
import { restoreNewest } from '../../store/backup/restore.ts'
import { readThrough } from '../../store/check/deep.ts'
import { HISTORY_FILE } from '../../store/history/writer.ts'
import { OPERATIONS_FILE } from '../../store/operations.ts'
import type { Archive } from '../archive.ts'
import type { CareAnswer } from '../care-line.ts'
import { checkDesk, type CheckDesk } from '../check-desk.ts'
import type { Handlers } from './shape.ts'

type Names = 'sizes' | 'forecast' | 'check' | 'startCheck' | 'stopCheck'
/** A measure reads some thousand rows: it is good for so long. */
const MEASURED_MS = 5 * 60_000
const NOTHING = { bytes: 0, days: 0, bytesADay: 0, pointsADay: 0 }
const NO_HISTORY: HistorySize = {
  file: 0,
  free: 0,
  unfinished: 0,
  classes: { raw: NOTHING, fiveMinutes: NOTHING, hour: NOTHING, day: NOTHING },
}

export function storageArea(archive: Archive): Handlers<'storage', Names> {
  let measured: { at: number; mono: number; size: HistorySize } | null = null
  let desk: CheckDesk | null = null
  const checks = (): CheckDesk => (desk ??= checkDesk(archive))
  const sizeOf = (name: string): number => statSync(join(archive.folder, name), { throwIfNoEntry: false })?.size ?? 0

  function measure(): { at: number; size: HistorySize } | Refusal {
    const { clock } = archive
    if (measured && clock.mono() - measured.mono < MEASURED_MS) return measured
    const reader = archive.reader()
    if (isRefusal(reader)) return reader
    measured = { at: clock.now(), mono: clock.mono(), size: reader.historySize() ?? NO_HISTORY }
    return measured
  }

  async function free(): Promise<number> {
    const { bavail, bsize } = await statfs(archive.folder)
    return bavail * bsize
  }

  return {
    async sizes() {
      const found = measure()
      if (isRefusal(found)) return found
      const { at, size } = found
      return {
        at,
        classes: size.classes,
        unfinishedBytes: size.unfinished,
        historyBytes: sizeOf(HISTORY_FILE),
        spareBytes: size.free,
        walBytes: sizeOf(`${HISTORY_FILE}-wal`) + sizeOf(`${OPERATIONS_FILE}-wal`),
        operationsBytes: sizeOf(OPERATIONS_FILE),
        freeBytes: await free(),
      }
    },
    async forecast(retention) {
      const found = measure()
      return isRefusal(found) ? found : forecast(found.size, retention, await free())
    },
    check: () => checks().state(),
    startCheck: (_, by) => {
      const started = checks().start()
      if (!isRefusal(started)) archive.note({ action: 'storage.check', subject: 'storage', after: null }, by)
      return started
    },
    stopCheck: () => checks().stop(),
  }
}

/** Not of the contract: asked by the core, by way of the host. */
export function careArea(archive: Archive): Record<'check' | 'rescue' | 'measure', () => Promise<CareAnswer>> {
  const { folder, jobs, clock } = archive
  return {
    async measure() {
      const reader = archive.reader()
      if (isRefusal(reader)) return { kind: 'failed' }
      const size = reader.historySize()
      return { kind: 'measure', dailyBytes: size ? dailyBytes(size) : 0 }
    },
    async check() {
      const started = jobs.start('care', () => readThrough(folder))
      if (isRefusal(started)) return { kind: 'failed' }
      const end = await started.ended
      return end.done ? { kind: 'check', found: end.value } : { kind: 'failed' }
    },
    async rescue() {
      const started = jobs.start('care', () => restoreNewest(folder, 'history', clock.now()))
      if (isRefusal(started)) return { kind: 'failed' }
      const end = await started.ended
      if (!end.done) return { kind: 'failed' }
      // What is refused for the time being (a backup is being made) is asked for again.
      if (isRefusal(end.value)) return end.value.refused === 'CONFLICT' ? { kind: 'failed' } : { kind: 'rescue', backupAt: null }
      return { kind: 'rescue', backupAt: end.value?.found.manifest.at ?? null }
    },
  }
}
