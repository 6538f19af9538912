/** Which faults are in force at which device. */
import { ALL, amountOf, type DeviceEvent } from './kinds.ts'

const NONE: readonly DeviceEvent[] = []

export class FaultBook {
  private readonly events = new Map<string, DeviceEvent[]>()

  add(events: readonly DeviceEvent[]): void {
    for (const event of events) {
      const list = this.events.get(event.device)
      if (list) list.push(event)
      else this.events.set(event.device, [event])
    }
  }

  /** Ends every fault at `at`, and forgets those that had not begun. What has restarted stays restarted. */
  end(at: number): void {
    for (const [device, list] of this.events) {
      const kept = list.filter((event) => event.from < at).map((event) => (event.to > at ? { ...event, to: at } : event))
      if (kept.length > 0) this.events.set(device, kept)
      else this.events.delete(device)
    }
  }

  /** The faults of this device that hold now, those of all devices included. */
  at(device: string, at: number): readonly DeviceEvent[] {
    if (this.events.size === 0) return NONE
    const own = this.events.get(device) ?? NONE
    const all = device === ALL ? NONE : (this.events.get(ALL) ?? NONE)
    if (own.length + all.length === 0) return NONE
    return [...own, ...all].filter((event) => event.from <= at && at < event.to)
  }

  /** When a reboot that has happened last let this device start; 0 where none did. A reboot outlasts its time. */
  restartedAt(device: string, at: number): number {
    return this.reboots(device, at).reduce((last, event) => Math.max(last, event.from + amountOf(event) * 1000), 0)
  }

  /** How often all devices have been rebooted together by now. */
  engineBoots(at: number): number {
    return this.reboots(ALL, at).length
  }

  private reboots(device: string, at: number): DeviceEvent[] {
    if (this.events.size === 0) return []
    const own = this.events.get(device) ?? NONE
    const all = device === ALL ? NONE : (this.events.get(ALL) ?? NONE)
    return [...own, ...all].filter((event) => event.mischief === 'reboot' && event.from <= at)
  }
}
