/** Watches the disk of a branch: looks at its room, keeps the ballast, and says what is to be given up; the policy is the domain's. */
import type { Clock } from '../../shared/model/poll.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { DiskState, RoomLevel, Shed } from '../../shared/model/storage.ts'
import { ballastBytes, ballastWanted, limitsOf, NOTHING_SHED, roomLevel, shedAt, type Held } from '../domain/storage/room.ts'
import { ballastIn, lookAtDisk, type Disk } from '../store/disk.ts'

export type DiskWatch = {
  /** Once a second. Looks when it is time; what it finds is there a moment later. */
  beat(): void
  /** Something was not written for want of room, whatever the system says of the disk (a quota, a race with another program). */
  full(): void
  /** True until what was given up last has been taken out of the files, which `settle` says. */
  due(): boolean
  settle(): void
  state(): DiskState | null
  shed(): Shed
  /** What a person should know; null while there is room. */
  phrase(): Phrase | null
  /** Ends when nothing of it is going on. */
  close(): Promise<void>
}

export type DiskWatchParts = {
  readonly folder: string
  readonly clock: Clock
  /** Days that the file has of what could be given up. */
  held(): Held
  /** What a day adds; null while that is not known. */
  dailyBytes(): number | null
  /** The level or what is given up has changed. */
  changed(): void
  /** For tests. */
  readonly look?: (folder: string) => Promise<Disk | null>
}

const LOOK_MS = 60_000
/** While room is short, what is done about it is seen soon. */
const LOOK_SHORT_MS = 5000
/** What is given up does not come back: as long as there is some room, another program's large file is given so long to go again. */
const STEP_MS: Readonly<Record<RoomLevel, number>> = { ok: 0, low: 0, critical: 60_000, emergency: 0 }
/** After a write that failed for want of room the disk counts as full for so long, and the ballast stays away longer: both would come back too soon. */
const FULL_MS = 15_000
const NO_BALLAST_MS = 30 * 60_000

export function watchDisk(parts: DiskWatchParts): DiskWatch {
  const { folder, clock } = parts
  const ballast = ballastIn(folder)
  let disk: Disk | null = null
  let lookedAt = 0
  let level: RoomLevel = 'ok'
  let shed: Shed = NOTHING_SHED
  let settled = true
  let nextLook = clock.mono()
  let fullAt = Number.NEGATIVE_INFINITY
  let steppedAt = Number.NEGATIVE_INFINITY
  let going: Promise<void> | null = null
  let closed = false

  const room = (of: Disk) => ({ ...of, dailyBytes: parts.dailyBytes() ?? 0 })

  function judge(found: Disk | null): void {
    const before = JSON.stringify([level, shed])
    if (found) disk = found
    lookedAt = clock.now()
    const said = disk ? roomLevel(level, room(disk)) : level
    const isFull = clock.mono() - fullAt < FULL_MS
    level = isFull ? 'emergency' : said
    if (level === 'emergency') ballast.drop()
    const isTime = clock.mono() - steppedAt >= STEP_MS[level]
    const next = shedAt(level, shed, parts.held(), settled && isTime)
    if (next.rawDays !== shed.rawDays || next.fiveMinuteDays !== shed.fiveMinuteDays) {
      // A step is given the time to show.
      settled = false
      steppedAt = clock.mono()
    }
    shed = next
    if (JSON.stringify([level, shed]) !== before) parts.changed()
  }

  async function look(): Promise<void> {
    judge(await (parts.look ?? lookAtDisk)(folder))
    if (closed || !disk) return
    const wanted = clock.mono() - fullAt > NO_BALLAST_MS && ballastWanted(level, ballast.bytes() > 0)
    if (wanted && level === 'ok') await ballast.make(ballastBytes(disk.totalBytes))
  }

  function phrase(): Phrase | null {
    if (level !== 'ok') {
      const step = shed.memoryOnly ? 'memory' : shed.fiveMinuteDays !== null ? 'fiveMinutes' : shed.rawDays !== null ? 'raw' : level
      // Without the free bytes: they change all the time, and the same sentence is told once.
      return { key: `storage.room.${step}`, params: { days: shed.fiveMinuteDays ?? shed.rawDays ?? 0 } }
    }
    return disk?.network ? { key: 'storage.room.network', params: { kind: disk.network } } : null
  }

  return {
    beat() {
      if (closed || going || clock.mono() < nextLook) return
      going = look().finally(() => {
        going = null
        nextLook = clock.mono() + (level === 'ok' ? LOOK_MS : LOOK_SHORT_MS)
      })
    },
    full() {
      if (closed) return
      const isNews = clock.mono() - fullAt >= FULL_MS
      fullAt = clock.mono()
      if (!isNews) return
      judge(null)
      nextLook = Math.min(nextLook, clock.mono() + LOOK_SHORT_MS)
    },
    due: () => !settled,
    settle() {
      settled = true
    },
    state: () =>
      disk && {
        at: lookedAt,
        level,
        freeBytes: disk.freeBytes,
        totalBytes: disk.totalBytes,
        lowBytes: limitsOf(room(disk)).low,
        dailyBytes: parts.dailyBytes(),
        ballastBytes: ballast.bytes(),
        shed,
        phrase: phrase(),
        network: disk.network,
      },
    shed: () => shed,
    phrase,
    async close() {
      closed = true
      await going
    },
  }
}
