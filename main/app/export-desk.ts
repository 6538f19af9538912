/** The exports of this console: one is made at a time, others wait; finished ones lie in `exports/` of the data folder for a while. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Export, ExportId, type ExportEstimate } from '../../shared/contract/exports.ts'
import { dayOf } from '../../shared/format/time.ts'
import type { ExportLevel, ExportRequest } from '../../shared/model/export.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import { openProblem, storePhrase } from '../store/problem.ts'
import type { By, Reader } from '../store/store.ts'
import type { Archive } from './archive.ts'
import { EXPORTS_FOLDER } from './export-file.ts'
import { fileSink, freeAt, RESERVE, UNFINISHED } from './export-sink.ts'
import type { Progress } from './jobs.ts'
import { makeFolder } from './make-folder.ts'
import { estimateSamples, planExport, sampleFile, writeSamples, type SamplePlan } from './sample-export.ts'

export const KEEP_DAYS = 14
export const KEEP_BYTES = 20 * 1024 ** 3
const KEEP_MS = KEEP_DAYS * 86_400_000
/** Exports that may wait behind the one that is being made. */
const MOST_WAITING = 10
/** How many that failed or were cancelled are still told of. */
const MOST_OVER = 10
/** What is known of a finished export beside its file. */
const FACTS = '.json'

export type ExportDesk = {
  estimate(request: ExportRequest): ExportEstimate | Refusal
  list(): Export[]
  start(request: ExportRequest, by: By): Export | Refusal
  cancel(id: string): Export | Refusal
  remove(id: string): Refusal | null
}

export type DeskParts = Pick<Archive, 'folder' | 'version' | 'jobs' | 'reader' | 'stale' | 'log'> & {
  readonly now: () => number
  /** Octets that are free at a folder; stands in for the disk in tests. */
  readonly free?: (folder: string) => number
}

export function exportDesk(parts: DeskParts): ExportDesk {
  const { jobs, now } = parts
  const folder = join(parts.folder, EXPORTS_FOLDER)
  const free = parts.free ?? freeAt
  const maker = `Branchwatch ${parts.version}`
  /** Waiting and running, in their turn. */
  const queue: { export: Export; request: ExportRequest }[] = []
  const over: Export[] = []
  removeUnfinished(folder)

  function plan(request: ExportRequest): { reader: Reader; plan: SamplePlan } | Refusal {
    const reader = parts.reader()
    if (isRefusal(reader)) return reader
    const planned = planExport(reader.samples, reader.inventory(), request)
    return isRefusal(planned) ? planned : { reader, plan: planned }
  }

  function estimate(request: ExportRequest): ExportEstimate | Refusal {
    const planned = plan(request)
    if (isRefusal(planned)) return planned
    const { level, devices, since } = planned.plan
    const { rows, bytes } = estimateSamples(planned.plan, planned.reader.samples)
    const room = free(parts.folder)
    return { rows, bytes, devices: devices.length, level, since, free: room, fits: bytes + RESERVE <= room }
  }

  function list(): Export[] {
    const waiting = queue.map((one) => live(one.export))
    return [...waiting, ...over, ...finished(folder)].sort((a, b) => b.askedAt - a.askedAt || (a.id < b.id ? 1 : -1))
  }

  function live(one: Export): Export {
    const job = one.state === 'running' ? jobs.get('export') : null
    return job && job.total > 0 ? { ...one, share: job.done / job.total } : one
  }

  /** The next one's turn, where none is going on. */
  function next(): void {
    const first = queue[0]
    if (!first || first.export.state === 'running') return
    const started = jobs.start('export', () => make(first))
    if (isRefusal(started)) return
    note(first, { state: 'running' })
    void started.ended
      .then((ended) => (ended.done ? null : end(first, { state: 'cancelled' })))
      .catch((error: unknown) => {
        end(first, { state: 'failed', phrase: storePhrase(openProblem(join(folder, first.export.id), error)) })
        parts.log({ level: 'warn', message: 'an export failed', detail: String(error) })
      })
      .finally(next)
  }

  type Queued = (typeof queue)[number]
  function note(one: Queued, more: Partial<Export>): void {
    one.export = { ...one.export, ...more }
    parts.stale('exports')
  }

  function end(one: Queued, more: Partial<Export>): void {
    queue.splice(queue.indexOf(one), 1)
    one.export = { ...one.export, endedAt: now(), bytes: 0, rows: 0, ...more }
    over.unshift(one.export)
    over.splice(MOST_OVER)
    parts.stale('exports')
  }

  function* make(one: Queued): Generator<Progress, void> {
    const planned = plan(one.request)
    if (isRefusal(planned)) return end(one, { state: 'failed', phrase: planned.data.phrase })
    const path = join(folder, one.export.id)
    makeFolder(folder)
    prune(folder, now())
    const sink = fileSink(path, free)
    try {
      const file = sampleFile(planned.plan, maker, sink.write)
      const steps = writeSamples(planned.plan, planned.reader.samples, file)
      let step = steps.next()
      for (; !step.done; step = steps.next()) {
        one.export = { ...one.export, rows: file.rows, bytes: sink.bytes }
        yield step.value
      }
      file.end()
      const done: Export = {
        ...one.export,
        state: 'done',
        endedAt: now(),
        share: 1,
        rows: file.rows,
        bytes: sink.bytes,
        harmed: step.value,
      }
      // First what is known of it: a file in the folder is a finished one.
      writeFileSync(path + FACTS, JSON.stringify(done), { mode: 0o600 })
      sink.finish()
      queue.splice(queue.indexOf(one), 1)
    } finally {
      sink.drop()
    }
  }

  return {
    estimate,
    list() {
      prune(folder, now())
      return list()
    },
    start(request, by) {
      if (queue.length > MOST_WAITING) return refuse('TOO_MANY', 'export.tooMany', { count: MOST_WAITING })
      const expected = estimate(request)
      if (isRefusal(expected)) return expected
      if (!expected.fits)
        return refuse('UNAVAILABLE', 'export.noRoom', megabytes({ needed: expected.bytes + RESERVE, free: expected.free }))
      const { scope, metrics, from, to, format } = request
      const taken = new Set(list().map(({ id }) => id))
      const asked: Export = {
        id: freeId(request, expected.level, by.at, taken),
        state: 'waiting',
        scope,
        metrics,
        from,
        to,
        level: expected.level,
        format,
        by: by.actor.name,
        askedAt: by.at,
        endedAt: null,
        share: 0,
        rows: 0,
        bytes: 0,
        harmed: 0,
        phrase: null,
      }
      // What `auto` comes to is settled now, and is what the name says.
      queue.push({ export: asked, request: { ...request, resolution: expected.level } })
      parts.stale('exports')
      next()
      return asked
    },
    cancel(id) {
      const one = queue.find((queued) => queued.export.id === id)
      if (!one) return refuse('NOT_FOUND', 'notFound')
      if (one.export.state === 'running') jobs.cancel('export')
      else end(one, { state: 'cancelled' })
      return one.export
    },
    remove(id) {
      const gone = over.findIndex((one) => one.id === id)
      if (gone >= 0) over.splice(gone, 1)
      else {
        if (!finished(folder).some((one) => one.id === id)) return refuse('NOT_FOUND', 'notFound')
        removeFile(folder, id)
      }
      parts.stale('exports')
      return null
    },
  }
}

/** `branchwatch-samples-2026-11-01-2026-11-07-raw-20261125-182305.csv`: first and last day at +07, and when it was asked for. */
function freeId({ from, to, format }: ExportRequest, level: ExportLevel, at: number, taken: ReadonlySet<string>): string {
  for (let second = at; ; second += 1000) {
    const stamp = new Date(second + 7 * 3_600_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
    const id = `branchwatch-samples-${dayOf(from)}-${dayOf(to - 1)}-${level}-${stamp}.${format}`
    if (!taken.has(id)) return id
  }
}

function megabytes(octets: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(octets).map(([name, value]) => [name, Math.round(value / 1e6)]))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // None was made yet.
    return []
  }
}

/** What an end by force left behind. */
function removeUnfinished(folder: string): void {
  const names = namesIn(folder)
  for (const name of names) {
    const of = name.endsWith(FACTS) ? name.slice(0, -FACTS.length) : name.endsWith(UNFINISHED) ? name.slice(0, -UNFINISHED.length) : null
    if (of !== null && ExportId.safeParse(of).success && !names.includes(of)) rmSync(join(folder, name), { force: true })
  }
}

function removeFile(folder: string, id: string): void {
  rmSync(join(folder, id), { force: true })
  rmSync(join(folder, id + FACTS), { force: true })
}

function finished(folder: string): Export[] {
  return namesIn(folder).flatMap((name) => {
    if (!ExportId.safeParse(name).success) return []
    const facts = readFacts(join(folder, name + FACTS))
    const size = statSync(join(folder, name), { throwIfNoEntry: false })?.size
    return facts && facts.id === name && size !== undefined ? [{ ...facts, bytes: size }] : []
  })
}

function readFacts(file: string): Export | null {
  try {
    return Export.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Somebody's own file of that name, or one that was harmed: it is no export of ours.
    return null
  }
}

/** The oldest go: those past their days, and those beyond the room that exports have. */
function prune(folder: string, now: number): void {
  let room = KEEP_BYTES
  for (const { id, endedAt, askedAt, bytes } of finished(folder).sort((a, b) => b.askedAt - a.askedAt)) {
    room -= bytes
    if (now - (endedAt ?? askedAt) > KEEP_MS || room < 0) removeFile(folder, id)
  }
}
