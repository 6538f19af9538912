/** The thorough check as the archive does it beside polling: begun, watched, stopped, and its last result kept in the data folder. */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import { CheckResult, type CheckFinding } from '../../shared/model/storage.ts'
import { dailyBytes } from '../domain/history/forecast.ts'
import { deepCheck } from '../store/check/deep.ts'
import type { Archive } from './archive.ts'
import type { Work } from './jobs.ts'

const KIND = 'check'
const RESULT_FILE = 'check.json'
const LARGEST = 200_000
/** The screen is not a log: the first findings of a badly harmed file say enough. */
const MOST_FINDINGS = 100

export type CheckDesk = {
  state(): { going: { startedAt: number; done: number; total: number; cancelled: boolean } | null; last: CheckResult | null }
  start(): { ok: true } | Refusal
  stop(): { ok: true } | Refusal
}

export function isSound(findings: readonly CheckFinding[]): boolean {
  return findings.every(({ grade }) => grade !== 'damage')
}

export function checkDesk(archive: Archive): CheckDesk {
  const { folder, clock, jobs } = archive
  const file = join(folder, RESULT_FILE)
  let last = read(file)

  function* work(): Generator<{ done: number; total: number }, CheckFinding[]> {
    const reader = archive.reader()
    const size = isRefusal(reader) ? null : reader.historySize()
    return yield* deepCheck({ folder, whole: false, all: false, dailyBytes: size ? dailyBytes(size) : 0 })
  }

  async function finish(startedAt: number, ended: Promise<{ done: true; value: CheckFinding[] } | { done: false }>): Promise<void> {
    try {
      const end = await ended
      if (!end.done) return
      const findings = end.value.slice(0, MOST_FINDINGS)
      last = { at: startedAt, durationMs: clock.now() - startedAt, sound: isSound(end.value), findings }
      keep(file, last)
    } catch (error) {
      archive.log({ level: 'error', message: 'the check of the files failed', detail: String(error) })
    }
  }

  return {
    state: () => {
      const job = jobs.get(KIND)
      return { going: job && { startedAt: job.startedAt, done: job.done, total: job.total, cancelled: job.cancelled }, last }
    },
    start() {
      const started = jobs.start(KIND, (): Work<CheckFinding[]> => work())
      if (isRefusal(started)) return started
      void finish(clock.now(), started.ended)
      return { ok: true }
    },
    stop: () => (jobs.cancel(KIND) ? { ok: true } : refuse('NOT_FOUND', 'job.none')),
  }
}

function read(file: string): CheckResult | null {
  try {
    if (statSync(file).size > LARGEST) return null
    return CheckResult.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null
  } catch {
    return null
  }
}

/** A disk that does not take it loses only what can be found again. */
function keep(file: string, result: CheckResult): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(result), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // It is still shown until the program ends.
  }
}
