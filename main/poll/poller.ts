/** The poller's face: devices in, finished polls out. */
import type { Profile } from '../profiles/schema.ts'
import type { Clock, DevicePoll } from '../../shared/model/poll.ts'
import type { DeviceExchange, PollerHealth } from '../../shared/model/exchange.ts'
import type { Secret } from '../../shared/model/device.ts'
import type { ProbeResult } from '../../shared/contract/devices.ts'
import type { Identity } from '../../shared/model/discovery.ts'
import type { ScanJob, ScanRun } from './scan.ts'
import type { Recorded, RecordOptions } from './record.ts'

export type PollTarget = {
  readonly deviceId: number
  readonly stationId: number
  readonly host: string
  readonly port: number
  readonly secret: Secret
  readonly context: string
  /** A profile id, or 'auto'. */
  readonly profile: string
  /** What 'auto' found earlier; null asks the device first. */
  readonly profileInUse: string | null
  readonly intervalSeconds: number
  readonly timeoutMs: number
  readonly retries: number
  /** Takes replies from another address or port than was asked. */
  readonly elsewhere?: boolean
}

export type PollerEvents = {
  onPoll(poll: DevicePoll): void
  /** 'auto' found a profile. */
  onIdentified(found: { deviceId: number; profile: string; sysObjectID: string; sysName: string }): void
  /** Who answered at a device's address: told after the first good poll, after a restart, and about once an hour. */
  onIdentity?(look: { deviceId: number; identity: Identity }): void
  /** The computer slept, or the wall clock stepped: `awayMs` on the wall while we did not look. */
  onGap(gap: { kind: 'sleep' | 'clockStep'; from: number; to: number; awayMs: number }): void
}

export type PollStats = { devices: number; answering: number; missed: number; inFlight: number; polls: number; timeouts: number }

export type ProbeTarget = Pick<PollTarget, 'host' | 'port' | 'secret' | 'context' | 'profile' | 'timeoutMs' | 'retries' | 'elsewhere'>

export type Poller = {
  /** Replaces all targets; those unchanged keep their slot and what was learned of them. */
  set(targets: readonly PollTarget[]): void
  stats(): PollStats
  /** How polling itself is doing. */
  health(): PollerHealth
  /** How the console talks with one device; null where it is not polled. */
  exchange(deviceId: number): DeviceExchange | null
  /** Asks a device soon, outside its slot: something happened there. At most once in five seconds for each device. */
  pollNow(deviceId: number): void
  /** Takes other profiles: devices whose profile changed, and those that only the general one fitted, are asked anew what they are. */
  useProfiles(profiles: ReadonlyMap<string, Profile>): void
  /** Reads a device once, outside its slot; identifies it when the profile is 'auto'. */
  probe(target: ProbeTarget): Promise<ProbeResult>
  /** Forgets what was learned of a device, which is then asked anew what it is. Takes hold with the next `set`. */
  forget(deviceId: number): void
  /** Asks many addresses beside polling. Ends with the poller. */
  scan(job: ScanJob): ScanRun
  /** Writes down what a device says, one request at a time, outside its slots. */
  record(target: ProbeTarget, options: RecordOptions): Promise<Recorded>
  close(): Promise<void>
}

export type CreatePoller = (options: {
  clock: Clock
  events: PollerEvents
  seed?: number
  profiles?: ReadonlyMap<string, Profile>
}) => Promise<Poller>
