/** What stands behind an agent: the devices that a community or a v3 context names, and what is wrong with them. */
import type { DeviceEvent } from '../faults/kinds.ts'
import type { Mib, Moment } from './mib.ts'

/** One device that answers. */
export type Played<V extends Moment> = {
  readonly key: string
  readonly mib: Mib<V>
  /** What its rows are read from at this moment; null where it does not answer. Valid until the next call. */
  view(at: number): V | null
}

export type Fleet<V extends Moment> = {
  readonly seed: number
  community(name: string): Played<V> | undefined
  context(name: string): Played<V> | undefined
  /** The faults that hold at this device now. */
  faults(device: string, at: number): readonly DeviceEvent[]
  /** How often the v3 engine has been restarted by faults, and when it last was (0: never). */
  engine(at: number): { readonly boots: number; readonly restartedAt: number }
}
