/** Whom to ask again soon, outside their slots, so that a verdict need not wait a whole cycle: parents of a silent station, those behind one that fell or came back. */
import type { Moment } from '../domain/alarm/track.ts'
import type { DeviceState, Standing, StationState } from './state.ts'

/** A device is asked again at most this often. */
const AGAIN_MS = 20_000
/** So many in one second: a hub with hundreds behind it is asked over some seconds. */
const MOST_AT_ONCE = 200

export class SecondLook {
  private readonly waiting = new Set<DeviceState>()
  private readonly asked = new Map<DeviceState, number>()

  /** A device fell silent: do the others of its station answer? */
  fell(device: DeviceState): void {
    if (device.silentPolls !== 1) return
    for (const other of device.station.devices) if (other !== device && other.voice === 'says') this.waiting.add(other)
  }

  /** A station was judged at this moment. `before`: how it stood. */
  judged(s: StationState, before: Standing, hadPath: boolean, now: Moment): void {
    // Its verdict hangs on what its parents say from now on.
    if (s.standing === 'waiting' && s.heldMono === now.mono) for (const parent of s.parents) this.ask(parent)
    // A path to it lives again, which proves nothing of itself.
    if (s.standing === 'unreachable' && s.pathBack && !hadPath) this.ask(s)
    if (s.standing !== 'answering' || (before !== 'down' && before !== 'unreachable')) return
    this.ask(s)
    for (const child of s.children) if (child.standing !== 'answering') this.ask(child)
  }

  private ask(s: StationState): void {
    if (s.inService) for (const device of s.devices) this.waiting.add(device)
  }

  /** Ids of devices to ask now. */
  take(now: Moment): number[] {
    const ids: number[] = []
    for (const device of this.waiting) {
      if (ids.length === MOST_AT_ONCE) break
      this.waiting.delete(device)
      if (now.mono - (this.asked.get(device) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) continue
      this.asked.set(device, now.mono)
      ids.push(device.device.id)
    }
    if (this.asked.size > MOST_AT_ONCE * 10) for (const [device, at] of this.asked) if (now.mono - at >= AGAIN_MS) this.asked.delete(device)
    return ids
  }
}
