/** What the archive worker holds: its jobs, and read-only connections that are opened with the first need. */
import type { Area } from '../../shared/contract/live.ts'
import type { Clock } from '../../shared/model/poll.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { isOpenProblem } from '../store/problem.ts'
import { openReader } from '../store/reader.ts'
import type { By, Reader } from '../store/store.ts'
import { openBackups, type Backups } from './backups.ts'
import type { LogLine } from './console.ts'
import { openJobs, type Jobs } from './jobs.ts'
import type { ArchiveData, ArchiveNote } from './protocol.ts'

export type Archive = {
  /** The branch's data folder. */
  readonly folder: string
  /** The program's version. */
  readonly version: string
  readonly clock: Clock
  readonly jobs: Jobs
  readonly backups: Backups
  /** Read-only connections, tried again at every call while they cannot be opened; or why not. */
  reader(): Reader | Refusal
  /** Another file may stand under the name now: the next need opens that one. Work that is going on ends with the old one. */
  reopen(): void
  /** Lists that open screens should read again. */
  stale(...areas: Area[]): void
  /** Writes an audit row by way of the core; where the core has no database it is in the log alone. */
  note(entry: Omit<ArchiveNote, 'actor'>, by: By): void
  log(line: LogLine): void
  close(): Promise<void>
}

/** Which list tells of the jobs of a kind. */
const AREA_OF: Readonly<Record<string, Area>> = { backup: 'backups', restore: 'backups', check: 'check', export: 'exports' }

export function openArchive({ folder, version, demo }: ArchiveData, clock: Clock, post: (name: string, value: unknown) => void): Archive {
  let reader: Reader | null = null
  const stale = (...areas: Area[]): void => post('stale', areas)
  const jobs = openJobs({
    now: () => clock.now(),
    mono: () => clock.mono(),
    onChange: (kind) => {
      const area = AREA_OF[kind]
      if (area) stale(area)
    },
  })
  const note: Archive['note'] = (entry, { actor }) => post('note', { ...entry, actor } satisfies ArchiveNote)
  const log = (line: LogLine): void => post('log', line)
  const backups = openBackups({
    folder,
    version,
    demo,
    clock,
    jobs,
    stale,
    note,
    log,
    notice: (phrase) => post('notice', phrase),
    restored: () => post('restored', null),
  })
  return {
    folder,
    version,
    clock,
    jobs,
    backups,
    stale,
    reader() {
      if (reader) return reader
      const opened = openReader(folder)
      if (isOpenProblem(opened)) return refuse('UNAVAILABLE', `store.${opened.kind}`, { file: opened.file, detail: opened.detail })
      return (reader = opened)
    },
    reopen() {
      reader = null
    },
    note,
    log,
    async close() {
      await jobs.close()
      reader?.close()
    },
  }
}
