/** Knows which rows of the hot log have polls of which device: a row's head is looked at once, and its body is kept unpacked for a while. */
import type { Db } from '../sqlite.ts'
import { ByteReader } from './bytes.ts'
import { findInHead, readPoll, unpackHot, type HotPoll, type HotRow } from './hot.ts'
import { hotBegin, hotHour } from './keys.ts'
import { lru, type Lru } from './lru.ts'

/** Rows of an hour in the order of their ids, and who is in them. `serial` tells its rows from those of any other time. */
type Hour = { ids: number[]; lastCrc: number; serial: number; owners: Owners }
type Unpacked = { head: Uint8Array; open: Uint8Array }
export type HotCache = Lru<Unpacked>

export const hotCache = (megabytes: number): HotCache => lru(megabytes * 1024 * 1024)

/** Late samples may lie in any hour; those in use are few. */
const HOURS_KNOWN = 64
/** This hour and the one that is just being brought into chunks. */
const HOURS_FOLLOWED = 2
const SERIALS_AN_HOUR = 2 ** 20
/** As many as the ids of rows have room for: a larger one is no device of ours. */
const DEVICES_AT_MOST = 2 ** 24

export type HotIndex = {
  /** Hours that have rows, rising. */
  hours(): number[]
  /** Looks at rows that have come since, so that the next question need not. */
  follow(): void
  /** The device's polls of an hour, by the time they were written. A harmed row has none. */
  polls(hour: number, deviceId: number): HotPoll[]
}

export function hotIndex(db: Db, cache: HotCache): HotIndex {
  const next = db.prepare<[number], number>('SELECT id FROM hot WHERE id >= ? ORDER BY id LIMIT 1').pluck()
  const crcOf = db.prepare<[number], number>('SELECT crc FROM hot WHERE id = ?').pluck()
  const newer = db.prepare<[number, number], { id: number; crc: number; head: Buffer }>(
    'SELECT id, crc, head FROM hot WHERE id > ? AND id < ? ORDER BY id',
  )
  const row = db.prepare<[number], HotRow>('SELECT crc, head, body FROM hot WHERE id = ?')
  const known = new Map<number, Hour>()
  let serial = 0

  /** Ids rise within an hour, and begin anew once its rows are gone: then the last one known is another or none. */
  function still({ ids, lastCrc }: Hour): boolean {
    const last = ids.at(-1)
    return last === undefined || crcOf.get(last) === lastCrc
  }

  function upToDate(hour: number): Hour {
    let found = known.get(hour)
    known.delete(hour)
    if (!found || !still(found)) found = { ids: [], lastCrc: 0, serial: serial++ * SERIALS_AN_HOUR, owners: new Owners() }
    known.set(hour, found)
    for (const oldest of known.keys()) {
      if (known.size <= HOURS_KNOWN) break
      known.delete(oldest)
    }
    const { ids, owners } = found
    for (const { id, crc, head } of newer.all(ids.at(-1) ?? hotBegin(hour) - 1, hotBegin(hour + 1))) {
      const place = ids.push(id) - 1
      found.lastCrc = crc
      findInHead(head, (deviceId) => {
        owners.add(deviceId, place)
        return false
      })
    }
    return found
  }

  function unpacked(id: number, key: number): Unpacked | null {
    const before = cache.get(key)
    if (before) return before
    const found = row.get(id)
    const open = found ? unpackHot(found) : null
    if (!found || !open) return null
    const made = { head: found.head, open }
    cache.set(key, made, made.head.byteLength + open.byteLength)
    return made
  }

  function hours(): number[] {
    const found: number[] = []
    for (let id = next.get(0); id !== undefined; id = next.get(hotBegin(found.at(-1)! + 1))) found.push(hotHour(id))
    return found
  }

  return {
    hours,
    follow() {
      for (const hour of hours().slice(-HOURS_FOLLOWED)) upToDate(hour)
    },
    polls(hour, deviceId) {
      const { ids, serial: first, owners } = upToDate(hour)
      const polls: HotPoll[] = []
      for (const place of owners.places(deviceId)) {
        const found = unpacked(ids[place]!, first + place)
        if (!found) continue
        const { base, records } = findInHead(found.head, (one) => one === deviceId)
        try {
          for (const { at } of records) polls.push(readPoll(new ByteReader(found.open, at), deviceId, base))
        } catch {
          // The row's sum was right, so this is a record that this program does not know: it has no samples for us.
        }
      }
      return polls
    },
  }
}

/** Which rows a device is in: for each device a chain of places in plain numbers, the newest first. An hour of a province has two hundred thousand. */
class Owners {
  /** Of each device its newest link, plus one; 0 for none. */
  #newest = new Uint32Array(1024)
  #place = new Uint32Array(1024)
  #older = new Uint32Array(1024)
  #length = 0

  add(deviceId: number, place: number): void {
    if (deviceId >= DEVICES_AT_MOST) return
    if (deviceId >= this.#newest.length) this.#newest = grown(this.#newest, deviceId)
    const newest = this.#newest[deviceId]!
    if (newest > 0 && this.#place[newest - 1] === place) return
    if (this.#length === this.#place.length) {
      this.#place = grown(this.#place, this.#length)
      this.#older = grown(this.#older, this.#length)
    }
    this.#place[this.#length] = place
    this.#older[this.#length] = newest
    this.#newest[deviceId] = ++this.#length
  }

  /** Rising. */
  places(deviceId: number): number[] {
    const found: number[] = []
    for (let link = this.#newest[deviceId] ?? 0; link > 0; link = this.#older[link - 1]!) found.push(this.#place[link - 1]!)
    return found.reverse()
  }
}

function grown(list: Uint32Array, place: number) {
  const more = new Uint32Array(Math.max(list.length * 2, place + 1))
  more.set(list)
  return more
}
