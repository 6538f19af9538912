/** Long work of the archive: one job of a kind at a time, done in small steps with the event loop's turn between them, watched and cancelled from outside. */
import { refuse, type Refusal } from '../../shared/model/refusal.ts'

/** How far a job is; `total` 0 while that is not known. In whatever the job counts: bytes, pages, rows. */
export type Progress = { readonly done: number; readonly total: number }
/**
 * The work: each `yield` ends a step and says how far it is. When it is cancelled it ends at its next `yield`, and its `finally` cleans up.
 * A step takes tens of milliseconds at most, so that the thread answers.
 */
export type Work<T> = Generator<Progress, T> | AsyncGenerator<Progress, T>
export type Job = Progress & { readonly kind: string; readonly startedAt: number; readonly cancelled: boolean }
/** How a job ended; what it threw is thrown on. */
export type Ended<T> = { readonly done: true; readonly value: T } | { readonly done: false }

export type Jobs = {
  /** Begins the work, or refuses (CONFLICT) while another of its kind is going on. The promise is of its end. */
  start<T>(kind: string, work: () => Work<T>): { readonly ended: Promise<Ended<T>> } | Refusal
  /** The job of this kind that is going on. */
  get(kind: string): Job | null
  /** False where there is none. It ends soon, not at once. */
  cancel(kind: string): boolean
  /** Cancels all and waits for their ends. */
  close(): Promise<void>
}

type Going = { startedAt: number; progress: Progress; cancelled: boolean; ended: Promise<unknown> }

/** `onChange` is called with the kind when a job begins, ends, is cancelled, and at most every `tellMs` for its progress. */
export function openJobs(parts: { now(): number; mono(): number; onChange(kind: string): void; tellMs?: number }): Jobs {
  const tellMs = parts.tellMs ?? 1000
  const going = new Map<string, Going>()
  let closing = false

  async function run<T>(kind: string, job: Going, work: Work<T>): Promise<Ended<T>> {
    let toldAt = parts.mono()
    try {
      for (;;) {
        // Asked for before the next step: what was begun in this one is cleaned up by the work itself.
        if (job.cancelled) {
          await work.return(undefined as never)
          return { done: false }
        }
        const step = await work.next()
        if (step.done) return { done: true, value: step.value }
        job.progress = step.value
        if (parts.mono() - toldAt >= tellMs) {
          toldAt = parts.mono()
          parts.onChange(kind)
        }
        await new Promise((resolve) => setImmediate(resolve))
      }
    } finally {
      going.delete(kind)
      parts.onChange(kind)
    }
  }

  return {
    start(kind, work) {
      if (closing) return refuse('UNAVAILABLE', 'access.restarting')
      if (going.has(kind)) return refuse('CONFLICT', 'job.going')
      const job: Going = { startedAt: parts.now(), progress: { done: 0, total: 0 }, cancelled: false, ended: Promise.resolve() }
      going.set(kind, job)
      parts.onChange(kind)
      const ended = Promise.resolve().then(() => run(kind, job, work()))
      job.ended = ended.catch(() => {})
      return { ended }
    },
    get(kind) {
      const job = going.get(kind)
      return job ? { kind, startedAt: job.startedAt, cancelled: job.cancelled, ...job.progress } : null
    },
    cancel(kind) {
      const job = going.get(kind)
      if (!job) return false
      job.cancelled = true
      parts.onChange(kind)
      return true
    },
    async close() {
      closing = true
      for (const job of going.values()) job.cancelled = true
      await Promise.all([...going.values()].map((job) => job.ended))
    },
  }
}
