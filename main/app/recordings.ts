/** The recordings of this console: those under way, and the files in `recordings/` of the data folder. */
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { RecordingId, type Recording } from '../../shared/contract/recordings.ts'
import { readEnd, readHeader, type RecordingHeader } from '../../shared/format/recording.ts'
import type { Device } from '../../shared/model/device.ts'
import type { Clock } from '../../shared/model/poll.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Poller, ProbeTarget } from '../poll/poller.ts'

export const RECORDINGS_FOLDER = 'recordings'
const MOST_FILES = 50
const MOST_OCTETS = 500_000_000
/** At once; each asks one device, one request at a time. */
const MOST_RUNNING = 4
const MOST_ROWS = 250_000
const MOST_MS = 30 * 60_000
const PAUSE_MS = 25
/** First and last line of a file are within this. */
const LINE_OCTETS = 8192

export type Recordings = {
  list(): Recording[]
  get(id: string): Recording | null
  start(device: Pick<Device, 'id' | 'name'>, target: ProbeTarget, roots: readonly string[], anonymous: boolean): Recording | Refusal
  cancel(id: string): Recording | null
  text(id: string): string | null
  /** False where there is no such file, or it is still being written. */
  remove(id: string): boolean
  close(): Promise<void>
}

type Running = { recording: Recording; readonly stop: AbortController; readonly handle: number; ended: Promise<void> }

export function openRecordings(options: { folder: string; poller: Pick<Poller, 'record'>; clock: Clock; changed: () => void }): Recordings {
  const folder = join(options.folder, RECORDINGS_FOLDER)
  const running = new Map<string, Running>()
  /** How they ended, until the next start: more than the file can say. */
  const over = new Map<string, Recording>()
  const { clock, poller, changed } = options

  const known = (id: string): string | null => {
    if (!RecordingId.safeParse(id).success) return null
    const file = join(folder, id)
    return isFile(file) ? file : null
  }
  const get = (id: string): Recording | null => {
    const live = running.get(id)?.recording ?? over.get(id)
    if (live) return live
    const file = known(id)
    return file ? described(id, file) : null
  }
  const list = (): Recording[] =>
    filesOf(folder)
      .map((id) => get(id))
      .filter((recording) => recording !== null)
      .toSorted((a, b) => b.startedAt - a.startedAt || b.id.localeCompare(a.id))

  /** Makes room: the oldest go first, those under way stay. */
  const prune = (): void => {
    let room = MOST_OCTETS
    for (const [n, recording] of list().entries()) {
      room -= recording.size
      if ((n >= MOST_FILES || room < 0) && !running.has(recording.id)) rmSync(join(folder, recording.id), { force: true })
    }
  }

  return {
    list,
    get,
    start(device, target, roots, anonymous) {
      const same = [...running.values()].find(({ recording }) => recording.deviceId === device.id)
      if (same) return refuse('CONFLICT', 'recording.running', { name: device.name }, { current: same.recording })
      if (running.size >= MOST_RUNNING) return refuse('TOO_MANY', 'recording.tooMany', { count: MOST_RUNNING })
      const startedAt = clock.now()
      const id = `${stamp(startedAt)}-d${device.id}-${anonymous ? 'anonymous' : safe(device.name)}.snmprec`
      let handle: number
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        handle = openSync(join(folder, id), 'wx', 0o600)
      } catch (error) {
        return refuse('UNAVAILABLE', 'recording.disk', { detail: codeOf(error) })
      }
      const stop = new AbortController()
      const recording: Recording = {
        id,
        deviceId: device.id,
        state: 'running',
        outcome: null,
        rows: 0,
        size: 0,
        startedAt,
        endedAt: null,
        at: null,
        header: null,
      }
      const one: Running = { recording, stop, handle, ended: Promise.resolve() }
      const note = (more: Partial<Recording>): void => void (one.recording = { ...one.recording, ...more })
      running.set(id, one)
      let full = false
      one.ended = poller
        .record(target, {
          roots,
          anonymous,
          mostRows: MOST_ROWS,
          mostMs: MOST_MS,
          pauseMs: PAUSE_MS,
          now: () => clock.now(),
          signal: stop.signal,
          write(text) {
            if (full) return
            try {
              writeSync(handle, text)
              note({ size: one.recording.size + Buffer.byteLength(text) })
            } catch {
              // The disk takes no more: what is written stays, the rest is not asked for.
              full = true
              stop.abort()
            }
          },
          progress: ({ rows, oid, outcome }) => note({ rows, at: oid, outcome }),
        })
        .then(
          ({ end, outcome, rows, header }) => note({ state: full ? 'failed' : end, outcome: full ? 'internal' : outcome, rows, header }),
          () => note({ state: 'failed', outcome: 'internal' }),
        )
        .then(() => {
          closeSync(handle)
          note({ endedAt: clock.now(), at: null })
          running.delete(id)
          // A device that never answered leaves no file; its end is told until the next start.
          if (one.recording.header === null) rmSync(join(folder, id), { force: true })
          over.set(id, one.recording)
          if (over.size > MOST_FILES) over.delete(over.keys().next().value ?? '')
          prune()
          changed()
        })
      changed()
      return one.recording
    },
    cancel(id) {
      running.get(id)?.stop.abort()
      return get(id)
    },
    text(id) {
      const file = known(id)
      return file ? readFileSync(file, 'utf8') : null
    },
    remove(id) {
      const file = known(id)
      if (!file || running.has(id)) return false
      rmSync(file, { force: true })
      over.delete(id)
      changed()
      return true
    },
    async close() {
      for (const { stop } of running.values()) stop.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => RecordingId.safeParse(name).success && isFile(join(folder, name)))
  } catch {
    return []
  }
}

/** A recording of an earlier run, as its first and last line tell it. */
function described(id: string, file: string): Recording {
  const { first, last, size, changedAt } = edges(file)
  const header: RecordingHeader | null = readHeader(first)
  const rows = /^#end \w+ (\d+)/.exec(last)?.[1]
  const deviceId = /-d(\d{1,9})-/.exec(id)?.[1]
  return {
    id,
    deviceId: deviceId === undefined || Number(deviceId) < 1 ? null : Number(deviceId),
    state: readEnd(last) ?? 'cut',
    outcome: null,
    rows: rows === undefined ? 0 : Number(rows),
    size,
    startedAt: header?.at ?? changedAt,
    endedAt: changedAt,
    at: null,
    header,
  }
}

function edges(file: string): { first: string; last: string; size: number; changedAt: number } {
  const handle = openSync(file, 'r')
  try {
    const { size, mtimeMs } = fstatSync(handle)
    const part = Buffer.alloc(Math.min(size, LINE_OCTETS))
    readSync(handle, part, 0, part.length, 0)
    const [first = ''] = part.toString('utf8').split('\n', 1)
    readSync(handle, part, 0, part.length, Math.max(0, size - part.length))
    const last = part.toString('utf8').trimEnd().split('\n').at(-1) ?? ''
    return { first, last, size, changedAt: Math.round(mtimeMs) }
  } finally {
    closeSync(handle)
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

/** 20261125-152800, in UTC, so that names sort by time. */
const stamp = (at: number): string => new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')

/** Letters without accents, digits and dashes. */
function safe(name: string): string {
  const letters = name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return letters.slice(0, 60) || 'device'
}
