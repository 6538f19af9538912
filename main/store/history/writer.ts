/** Opens history.db for writing. When the file cannot be written, the last hour is kept in memory and the file is tried again; nothing is thrown. */
import { existsSync, renameSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { DevicePoll } from '../../../shared/model/poll.ts'
import { HISTORY_MIGRATIONS } from '../migrations/history.ts'
import { openProblem } from '../problem.ts'
import { closeWriter, isOpenProblem, openWriter, type Db } from '../sqlite.ts'
import type { HistoryWriter, OpenProblem } from '../store.ts'
import { seriesBook } from './book.ts'
import { compaction } from './compact.ts'
import { encodeHot, type HotPoll, type HotRow } from './hot.ts'
import { HOUR_MS, hotBegin, hourOf } from './keys.ts'

export const HISTORY_FILE = 'history.db'
const RETRY_MS = 30_000

export type HistoryOptions = {
  /** Monotonic ms, for the pause between tries. */
  readonly mono?: () => number
  /** For tests of a full disk. */
  readonly maxPages?: number
}

type Waiting = { hour: number; newest: number; row: HotRow }

/** Which file stands under the name at the moment; null without one. */
function identity(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? null
}

/** A broken file is kept under another name; its WAL belongs to it. */
function setAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const aside = `${file}.broken-${stamp}`
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  return aside
}

export function openHistory(folder: string, options: HistoryOptions = {}): { writer: HistoryWriter } {
  const file = join(folder, HISTORY_FILE)
  const mono = options.mono ?? (() => performance.now())
  let db: Db | null = null
  let state: HistoryWriter['state'] = 'ok'
  let detail: string | null = null
  let phrase: Phrase | null = null
  let retryAt = 0
  let inode: number | null = null
  let lookAt = mono() + RETRY_MS
  let closed = false
  let pending: HotPoll[] = []
  let waiting: Waiting[] = []
  let walk: Generator<void> | null = null
  const nextId = new Map<number, number>()
  const book = seriesBook(() => db)

  function tryOpen(): Db | OpenProblem {
    return openWriter(file, HISTORY_MIGRATIONS, { synchronous: 'NORMAL', incrementalVacuum: true, maxPages: options.maxPages })
  }

  /** Opens, setting a broken file aside once; true with a connection. */
  function open(): boolean {
    let opened = tryOpen()
    let aside: string | null = null
    let said: string | null = null
    if (isOpenProblem(opened) && opened.kind === 'broken') {
      try {
        aside = basename(setAside(file))
        said = `${opened.detail}; kept as ${aside}, a new file was begun`
        book.forgetFile()
        opened = tryOpen()
      } catch (error) {
        opened = openProblem(file, error)
      }
    }
    if (isOpenProblem(opened)) {
      give(opened)
      return false
    }
    db = opened
    inode = identity(file)
    nextId.clear()
    state = 'ok'
    detail = said
    phrase = aside === null ? null : { key: 'error.store.historyAside', params: { file: aside } }
    return true
  }

  /** Goes on in memory. A newer file does not get better by waiting. */
  function give(problem: OpenProblem): void {
    walk = null
    state = problem.kind === 'newer' ? 'failed' : 'memoryOnly'
    detail = problem.detail
    phrase = { key: `error.store.history.${problem.kind}`, params: { file, detail: problem.detail } }
    retryAt = mono() + RETRY_MS
    if (problem.kind === 'full') return
    // With any other trouble the connection itself is in doubt: it is opened anew at the next try.
    try {
      db?.close()
    } catch (error) {
      detail = `${problem.detail}; ${openProblem(file, error).detail}`
    }
    db = null
  }

  function idFor(into: Db, hour: number): number {
    const known = nextId.get(hour)
    if (known !== undefined) return known
    const last = into.prepare<[number, number], number | null>('SELECT max(id) FROM hot WHERE id >= ? AND id < ?').pluck()
    return (last.get(hotBegin(hour), hotBegin(hour + 1)) ?? hotBegin(hour) - 1) + 1
  }

  function write(into: Db): void {
    const insert = into.prepare('INSERT INTO hot (id, crc, head, body) VALUES (?, ?, ?, ?)')
    into.transaction(() => {
      book.save(into)
      for (const { hour, row } of waiting) {
        const id = idFor(into, hour)
        insert.run(id, row.crc, row.head, row.body)
        nextId.set(hour, id + 1)
      }
    })()
    book.saved()
    waiting = []
    // Only the hours that are being written are worth remembering.
    if (nextId.size > 8) nextId.clear()
  }

  function pack(): void {
    const byHour = Map.groupBy(pending, (poll) => hourOf(poll.at))
    pending = []
    for (const [hour, polls] of byHour) {
      const newest = polls.reduce((most, poll) => Math.max(most, poll.at), 0)
      waiting.push({ hour, newest, row: encodeHot(polls) })
    }
  }

  function trim(): void {
    const newest = waiting.at(-1)?.newest ?? 0
    if ((waiting[0]?.newest ?? newest) < newest - HOUR_MS) waiting = waiting.filter((row) => row.newest >= newest - HOUR_MS)
  }

  /** Somebody may take the file away while it is open: what is written then would be lost without a word. */
  function look(): void {
    if (!db || mono() < lookAt) return
    lookAt = mono() + RETRY_MS
    if (identity(file) === inode) return
    book.forgetFile()
    give({ kind: 'missing', file, detail: `${basename(file)} was taken away while it was open` })
    retryAt = 0
  }

  /** True where the file may be written now: it is open, or it is time to try again. */
  function ready(): boolean {
    if (state === 'failed') return false
    if (state === 'memoryOnly' && mono() < retryAt) return false
    return db !== null || open()
  }

  function flush(): void {
    if (closed) return
    if (pending.length > 0) pack()
    if (waiting.length === 0 && state === 'ok') return
    look()
    if (ready() && db) {
      try {
        write(db)
        if (state !== 'ok') {
          state = 'ok'
          detail = null
          phrase = null
        }
      } catch (error) {
        nextId.clear()
        give(openProblem(file, error))
      }
    }
    trim()
  }

  open()
  const writer: HistoryWriter = {
    append(poll: DevicePoll) {
      if (poll.readings.length > 0 && !closed) pending.push(book.enter(poll))
    },
    flush,
    compact(now, retentionDays, budgetMs) {
      if (closed || !db || state !== 'ok') return false
      const end = performance.now() + budgetMs
      try {
        walk ??= compaction(db, now, retentionDays)
        while (!walk.next().done) if (performance.now() >= end) return true
        walk = null
        return false
      } catch (error) {
        give(openProblem(file, error))
        return false
      }
    },
    get state() {
      return state
    },
    get detail() {
      return detail
    },
    get phrase() {
      return phrase
    },
    close() {
      if (closed) return
      flush()
      closed = true
      walk = null
      if (db) closeWriter(db)
      db = null
    },
  }
  return { writer }
}
