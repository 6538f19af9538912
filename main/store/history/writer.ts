/** Opens history.db for writing. When the file cannot be written, the last hour is kept in memory and the file is tried again; nothing is thrown. */
import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { DevicePoll } from '../../../shared/model/poll.ts'
import type { Aside } from '../../../shared/model/storage.ts'
import { keepBeforeUpdate } from '../backup/update.ts'
import { HISTORY_MIGRATIONS } from '../migrations/history.ts'
import { openProblem } from '../problem.ts'
import { closeWriter, isLarge, isOpenProblem, isUnclosed, openWriter, type Db } from '../sqlite.ts'
import type { OpenProblem, TendedHistory } from '../store.ts'
import { cutShort, setAside, unmark } from './aside.ts'
import { seriesBook, type Moved } from './book.ts'
import { LONGEST_WAL_BYTES } from './checkpoint.ts'
import { compaction, early } from './compact.ts'
import { heldDays } from './held.ts'
import { decodeHot, encodeHot, HotPage, type HotPoll, type HotRow } from './hot.ts'
import { HOUR_MS, hotBegin, hourOf } from './keys.ts'
import { tablesOf, type Tables } from './tables.ts'
import { fileOf, tailIn } from './tail.ts'
import { newTally } from './tally.ts'

export const HISTORY_FILE = 'history.db'
const RETRY_MS = 30_000
/** So much stays in memory while the file cannot be written, and while a backup is copied into its place. */
const KEPT_MS = HOUR_MS
const KEPT_MENDING_MS = 6 * HOUR_MS
/** Whoever was asked to check the file or to fetch a backup has died: it is gone on without. */
const PATIENCE_MS = 2 * HOUR_MS
/** Damage met twice within this is damage, whatever a check says. */
const AGAIN_MS = HOUR_MS

/** Who looks after a damaged file meanwhile. Both are only asked here, and answer later by `checked` and `takeUp`. */
export type Care = {
  /** Have the file checked as a whole, which may take minutes. */
  check(): void
  /** The broken file was set aside: look for a good backup and put its history in the place. */
  rescue(aside: Aside): void
}

export type HistoryOptions = {
  /** Monotonic ms, for the pause between tries. */
  readonly mono?: () => number
  /** For tests of a full disk. */
  readonly maxPages?: number
  /** How long another program's change is waited for. */
  readonly busyMs?: number
  /**
   * A province's samples are gathered for up to so many ms before they are written, so that no page is written for a few of them; where little
   * comes, it is written at every flush. Not given: always.
   */
  readonly gatherMs?: number
  /** From so many readings between two flushes on; for tests with few. */
  readonly busyReadings?: number
  /** Without it a broken file is set aside and a new one begun at once. */
  readonly care?: Care
}

/** How long the console gathers, with the samples in the tail meanwhile. At every second, the pages written would be five times what the samples are. */
export const GATHER_MS = 30_000
/** From so many readings between two flushes on, they are gathered, until they are enough to fill some pages. */
const BUSY_READINGS = 500
const ENOUGH_READINGS = 100_000

type Waiting = { hour: number; newest: number; row: HotRow }

/** Which file stands under the name at the moment; null without one. */
function identity(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? null
}

export function openHistory(folder: string, options: HistoryOptions = {}): { writer: TendedHistory } {
  const file = join(folder, HISTORY_FILE)
  const mono = options.mono ?? (() => performance.now())
  let db: Db | null = null
  let state: TendedHistory['state'] = 'ok'
  let detail: string | null = null
  let phrase: Phrase | null = null
  let retryAt = 0
  let inode: number | null = null
  let standing: string | null = null
  let mending: TendedHistory['mending'] = null
  let mendingSince = 0
  let damagedAt: number | null = null
  let condemned: string | null = null
  let held = false
  let lookAt = mono() + RETRY_MS
  let closed = false
  /** Of each hour what has come since the last flush. */
  const pending = new Map<number, HotPage>()
  let flushing: { into: Db; flush: () => void } | null = null
  let waiting: Waiting[] = []
  let tables: Tables | null = null
  let walk: Generator<void, boolean> | null = null
  let dropping: Generator<void, boolean> | null = null
  const tally = newTally()
  /** Readings since the last flush, those that are not written yet, and when (monotonic) samples were last written. */
  let arrived = 0
  let gathered = 0
  let writtenAt = -Infinity
  const nextId = new Map<number, number>()
  const book = seriesBook(() => db)
  const tail = tailIn(folder)
  let looked = false

  function tryOpen(): Db | OpenProblem {
    const checkBeside = options.care !== undefined
    const unclosed = checkBeside && isUnclosed(file)
    const opened = openWriter(file, HISTORY_MIGRATIONS, {
      synchronous: 'NORMAL',
      incrementalVacuum: true,
      walBytes: LONGEST_WAL_BYTES,
      maxPages: options.maxPages,
      busyMs: options.busyMs,
      checkBeside,
      beforeUpdate: (old, from) => keepBeforeUpdate(folder, 'history', old, from),
    })
    if (unclosed && !isOpenProblem(opened)) askCheck()
    return opened
  }

  function askCheck(): void {
    if (mending !== null || !options.care) return
    mending = 'checking'
    mendingSince = mono()
    options.care.check()
  }

  /** Asks for a backup in the place of what was set aside; false where nobody is there to look for one. */
  function askRescue(aside: Aside): boolean {
    if (!options.care) return false
    mending = 'restoring'
    mendingSince = mono()
    state = 'memoryOnly'
    detail = `${aside.detail}; kept as ${aside.name}, a backup is looked for`
    phrase = { key: 'error.store.history.restoring', params: { file: aside.name } }
    options.care.rescue(aside)
    return true
  }

  /** Keeps the broken file under another name. True where a new one may be begun now, with a sentence for it. */
  function putAside(wrong: string): { aside: string; said: string } | null {
    const aside = setAside(file, wrong, Date.now())
    if (askRescue(aside)) return null
    unmark(file)
    return { aside: aside.name, said: `${wrong}; kept as ${aside.name}, a new file was begun` }
  }

  /** Opens, setting a broken file aside once; true with a connection. */
  function open(): boolean {
    const cut = cutShort(file)
    if (cut && askRescue(cut)) return false
    let opened: Db | OpenProblem = condemned === null ? tryOpen() : { kind: 'broken', file, detail: condemned }
    condemned = null
    let anew: ReturnType<typeof putAside> = null
    if (isOpenProblem(opened) && opened.kind === 'broken') {
      try {
        anew = putAside(opened.detail)
        if (!anew) return false
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
    standing = fileOf(file)
    nextId.clear()
    try {
      recode(book.adopt())
      takeLeft()
    } catch (error) {
      give(openProblem(file, error))
      return false
    }
    state = 'ok'
    detail = anew?.said ?? null
    phrase = anew && { key: 'error.store.historyAside', params: { file: anew.aside } }
    return true
  }

  /** What the process before gathered and did not come to write. */
  function takeLeft(): void {
    const polls = looked || standing === null ? [] : tail.left(standing)
    looked = true
    for (const [hour, some] of Map.groupBy(polls, ({ at }) => hourOf(at))) {
      waiting.push({ hour, newest: some.reduce((most, { at }) => Math.max(most, at), 0), row: encodeHot(some) })
    }
  }

  /** What waits in memory was numbered without this file: it takes the file's numbers. */
  function recode(moved: Moved | null): void {
    if (!moved) return
    tail.clear()
    pack()
    const move = (poll: HotPoll): HotPoll => {
      const slots = moved.get(poll.deviceId)
      return slots ? { ...poll, readings: poll.readings.map((one) => ({ ...one, slot: slots.get(one.slot) ?? one.slot })) } : poll
    }
    waiting = waiting.map((one) => ({ ...one, row: encodeHot(decodeHot(one.row, () => true).map(move)) }))
  }

  /** Goes on in memory. A newer file does not get better by waiting. */
  function give(problem: OpenProblem): void {
    walk = null
    dropping = null
    state = problem.kind === 'newer' ? 'failed' : 'memoryOnly'
    detail = problem.detail
    phrase = { key: `error.store.history.${problem.kind}`, params: { file, detail: problem.detail } }
    retryAt = mono() + RETRY_MS
    if (problem.kind === 'full') return
    // With any other trouble the connection itself is in doubt: it is opened anew at the next try.
    leave()
    if (problem.kind === 'broken') met(problem.detail)
  }

  function leave(): void {
    walk = null
    dropping = null
    try {
      db?.close()
    } catch (error) {
      detail = `${detail ?? ''}; ${openProblem(file, error).detail}`
    }
    db = null
    tables = null
  }

  /** Damage was met in use. A small file is checked when it is opened again, a large one beside; what is met again is believed without. */
  function met(wrong: string): void {
    const again = damagedAt !== null && mono() - damagedAt < AGAIN_MS
    damagedAt = mono()
    retryAt = mono()
    if (again) condemned = wrong
    else if (isLarge(file)) askCheck()
  }

  function idFor(into: Db, hour: number): number {
    const known = nextId.get(hour)
    if (known !== undefined) return known
    const last = into.prepare<[number, number], number | null>('SELECT max(id) FROM hot WHERE id >= ? AND id < ?').pluck()
    return (last.get(hotBegin(hour), hotBegin(hour + 1)) ?? hotBegin(hour) - 1) + 1
  }

  /** The flush's transaction, prepared once for a connection. */
  function flushInto(into: Db): () => void {
    const insert = into.prepare('INSERT INTO hot (id, crc, head, body) VALUES (?, ?, ?, ?)')
    return into.transaction(() => {
      book.save(into)
      for (const { hour, row } of waiting) {
        const id = idFor(into, hour)
        insert.run(id, row.crc, row.head, row.body)
        nextId.set(hour, id + 1)
      }
    })
  }

  function write(into: Db): void {
    if (flushing?.into !== into) flushing = { into, flush: flushInto(into) }
    flushing.flush()
    book.saved()
    waiting = []
    tail.clear()
    // Only the hours that are being written are worth remembering.
    if (nextId.size > 8) nextId.clear()
  }

  /** What the poll is written onto. */
  function pageOf(at: number): HotPage {
    const hour = hourOf(Math.max(0, Math.round(at)))
    const known = pending.get(hour)
    if (known) return known
    const made = new HotPage()
    pending.set(hour, made)
    return made
  }

  function pack(): void {
    for (const [hour, page] of pending) {
      const { newest } = page
      if (page.isEmpty) pending.delete(hour)
      else waiting.push({ hour, newest, row: page.take() })
    }
  }

  function trim(): void {
    const newest = waiting.at(-1)?.newest ?? 0
    const oldest = newest - (mending === 'restoring' ? KEPT_MENDING_MS : KEPT_MS)
    if ((waiting[0]?.newest ?? newest) < oldest) waiting = waiting.filter((row) => row.newest >= oldest)
  }

  /** Somebody may take the file away while it is open: what is written then would be lost without a word. */
  function look(): void {
    if (!db || mono() < lookAt) return
    lookAt = mono() + RETRY_MS
    if (identity(file) === inode) return
    give({ kind: 'missing', file, detail: `${basename(file)} was taken away while it was open` })
    retryAt = 0
  }

  /** True where the file may be written now: it is open, or it is time to try again. */
  function ready(): boolean {
    if (state === 'failed' || held) return false
    if (mending !== null && mono() - mendingSince > PATIENCE_MS) mended()
    if (mending === 'restoring' || (mending === 'checking' && db === null)) return false
    if (state === 'memoryOnly' && mono() < retryAt) return false
    return db !== null || open()
  }

  function mended(): void {
    if (mending === 'restoring') unmark(file)
    mending = null
    retryAt = mono()
  }

  /** True where what came may be written later: it is much, the file's own numbers stand for it, and the tail has it meanwhile. */
  function gather(): boolean {
    const busy = arrived >= (options.busyReadings ?? BUSY_READINGS) && gathered < ENOUGH_READINGS
    arrived = 0
    if (!busy || state !== 'ok' || mono() - writtenAt >= (options.gatherMs ?? 0)) return false
    return waiting.length === 0 && !book.hasNew && standing !== null && tail.add(standing, pending.values())
  }

  function flush(): void {
    if (!gather()) flushNow()
  }

  function flushNow(): void {
    if (closed) return
    writtenAt = mono()
    gathered = 0
    pack()
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

  /** Goes on with a walk for so long: 'later' where it is not at its end, else what it answered; false after a failure. */
  function advance(begun: Generator<void, boolean>, budgetMs: number): boolean | 'later' {
    const end = performance.now() + budgetMs
    try {
      for (;;) {
        const { done, value } = begun.next()
        if (done) return value
        if (performance.now() >= end) return 'later'
      }
    } catch (error) {
      give(openProblem(file, error))
      return false
    }
  }

  open()
  const writer: TendedHistory = {
    append(poll: DevicePoll) {
      if (poll.readings.length === 0 || closed) return
      arrived += poll.readings.length
      gathered += poll.readings.length
      try {
        book.enter(poll, pageOf(poll.at))
      } catch (error) {
        // The device's series could not be read: they are numbered without the file, which numbers them anew when it is opened again.
        give(openProblem(file, error))
        book.enter(poll, pageOf(poll.at))
      }
    },
    flush,
    compact(now, retention, budgetMs) {
      if (closed || !db) return false
      // A full disk is no reason to wait: what is dropped makes the room.
      if (state !== 'ok') return writer.dropEarly(now, retention, budgetMs)
      // An hour that is over goes into its chunks as a whole.
      if (!walk && [...pending.keys()].some((hour) => hour < hourOf(now))) flushNow()
      if (!db || state !== 'ok') return false
      const begun = (walk ??= compaction((tables ??= tablesOf(db)), now, retention, tally))
      const more = advance(begun, budgetMs)
      if (more !== 'later') walk = null
      return more !== false
    },
    dropEarly(now, retention, budgetMs) {
      // Also while the disk is full: this is what makes room.
      if (closed || !db) return false
      const begun = (dropping ??= early((tables ??= tablesOf(db)), now, retention))
      const more = advance(begun, budgetMs)
      if (more !== 'later') dropping = null
      return more !== false
    },
    get tally() {
      return { tooLate: tally.tooLate, harmed: tally.harmed, setAside: tally.setAside.size }
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
    get mending() {
      return mending
    },
    checked(found) {
      if (closed || mending !== 'checking') return
      mended()
      if (found === null) return
      leave()
      condemned = found
      state = 'memoryOnly'
      detail = found
      phrase = { key: 'error.store.history.broken', params: { file, detail: found } }
    },
    takeUp() {
      if (!closed && mending === 'restoring') mended()
    },
    suspect: () => {
      if (!closed && db) askCheck()
    },
    held() {
      try {
        if (db && !closed) return heldDays((tables ??= tablesOf(db)))
      } catch (error) {
        give(openProblem(file, error))
      }
      return { rawDays: 0, fiveMinuteDays: 0 }
    },
    hold(yes) {
      if (yes === held) return
      held = yes
      retryAt = mono()
      if (!yes || state === 'failed') return
      state = 'memoryOnly'
      detail = 'no room on the disk'
      phrase = { key: 'error.store.history.held', params: { file } }
    },
    close() {
      if (closed) return
      flushNow()
      closed = true
      walk = null
      dropping = null
      if (db) closeWriter(db)
      db = null
    },
  }
  return { writer }
}
