/** Work device by device: each is made ready in a step of its own, and some are written in one transaction, so that no page is written for each. */
import type { PeriodTable, Tables } from './tables.ts'

const DEVICES_AT_ONCE = 128
const BYTES_AT_ONCE = 768 * 1024

/** The writes of one device, made ready beforehand. */
export type Ready = {
  bytes: number
  readonly writes: (() => void)[]
  /** Days whose finished rows are written anew. */
  readonly revised: number[]
  put(body: Uint8Array, write: (body: Uint8Array) => void): void
}

export function newReady(): Ready {
  const ready: Ready = {
    bytes: 0,
    writes: [],
    revised: [],
    put(body, write) {
      ready.bytes += body.length
      ready.writes.push(() => write(body))
    },
  }
  return ready
}

/** Devices with a row in any of the periods, rising; rows may go in the meantime. */
export function* devicesOf(table: PeriodTable, periods: readonly number[]): Generator<number> {
  for (let device = -1; ;) {
    let next: number | null = null
    for (const period of periods) {
      const found = table.deviceAfter(period, device)
      if (found !== null && (next === null || found < next)) next = found
    }
    if (next === null) return
    yield next
    device = next
  }
}

/** Makes a device ready, in steps; null where there is nothing to write for it. */
export type Work = (deviceId: number) => Generator<void, Ready | null>

/** Work that is short enough to be one step. */
export function atOnce(work: (deviceId: number) => Ready | null): Work {
  // oxlint-disable-next-line require-yield -- its only step is the one to the end
  return function* (deviceId) {
    return work(deviceId)
  }
}

/** Does `work` for the devices, at most `left` of them; answers how many more may be done. */
export function* inGroups(tables: Tables, devices: Iterable<number>, work: Work, left: number): Generator<void, number> {
  let group: Ready[] = []
  let bytes = 0
  const write = tables.db.transaction(() => {
    const revised = new Set<number>()
    for (const ready of group) {
      for (const one of ready.writes) one()
      for (const day of ready.revised) revised.add(day)
    }
    for (const day of revised) tables.revise(day)
  })
  const done = (): void => {
    if (group.length > 0) write.immediate()
    group = []
    bytes = 0
  }
  for (const device of devices) {
    const ready = yield* work(device)
    yield
    if (!ready) continue
    group.push(ready)
    bytes += ready.bytes
    left--
    if (left > 0 && group.length < DEVICES_AT_ONCE && bytes < BYTES_AT_ONCE) continue
    done()
    yield
    if (left === 0) return 0
  }
  done()
  return left
}
