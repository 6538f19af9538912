/** Gathers the hot records of many devices as the bytes they are: few objects, so that an hour of a province does not weigh on the garbage collector. */
import { ByteReader, ByteWriter } from './bytes.ts'
import { findInHead, isSound, readPoll, unpackHot, type HotPoll, type HotRow } from './hot.ts'

export type RecordPool = {
  /** Takes the wanted devices' records out of a row; false where it is harmed and gives none. */
  take(row: HotRow): boolean
  /** Rising. */
  devices(): number[]
  polls(deviceId: number): HotPoll[]
}

export function recordPool(wanted: (deviceId: number) => boolean): RecordPool {
  const bytes = new ByteWriter()
  /** Per device: where each of its records begins, and the base its time counts from, in turn. */
  const places = new Map<number, number[]>()
  let whole: Uint8Array | null = null
  return {
    take(row) {
      const { base, records } = findInHead(row.head, wanted)
      if (records.length === 0) return isSound(row)
      const open = unpackHot(row)
      if (!open) return false
      whole = null
      for (const { deviceId, at, length } of records) {
        const place = places.get(deviceId)
        if (place) place.push(bytes.length, base)
        else places.set(deviceId, [bytes.length, base])
        bytes.append(open.subarray(at, at + length))
      }
      return true
    },
    devices: () => [...places.keys()].sort((a, b) => a - b),
    polls(deviceId) {
      whole ??= bytes.take()
      const place = places.get(deviceId) ?? []
      const polls: HotPoll[] = []
      for (let i = 0; i < place.length; i += 2) {
        try {
          polls.push(readPoll(new ByteReader(whole, place[i]), deviceId, place[i + 1]!))
        } catch {
          // The row's sum was right, so this is a record that this program does not know: only it is passed over.
        }
      }
      return polls
    },
  }
}
