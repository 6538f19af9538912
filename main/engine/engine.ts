/** The engine's face: readings in; health, alarms and intervals out. The one place that joins domain and store. */
import type { AlarmChange } from '../../shared/contract/alarms.ts'
import type { AlarmRow, AlarmRule } from '../../shared/model/alarm.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { Availability } from '../../shared/model/interval.ts'
import type { DeviceStatus } from '../../shared/model/device.ts'
import type { Clock, DevicePoll } from '../../shared/model/poll.ts'
import type { ScreenNotice } from '../../shared/model/notification.ts'
import type { Refusal } from '../../shared/model/refusal.ts'
import type { StationRow } from '../../shared/model/station.ts'
import type { Latest } from '../../shared/contract/history.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import type { RuleOverride } from '../../shared/model/override.ts'
import type { LiveReadingRow, Overview } from '../../shared/contract/stations.ts'
import type { ReceivedTrap, TrapTally } from '../../shared/model/trap.ts'
import type { Deed } from '../domain/alarm/deeds.ts'
import type { TrapEvent } from '../domain/trap/event.ts'
import type { Match } from '../domain/trap/sender.ts'
import type { PollerEvents } from '../poll/poller.ts'
import type { Incidents } from './incidents.ts'
import type { Power } from './power-book.ts'
import type { Storm } from './storm-book.ts'
import type { By, HistoryWriter, Operations } from '../store/store.ts'
import type { OverrideWish } from './rule-commands.ts'
import type { Outbox } from './outbox.ts'
import type { Windows } from './window-book.ts'

/** What changed since `takeChanges` was last called. */
export type EngineChanges = {
  stations: StationRow[]
  alarms: AlarmRow[]
  alarmsGone: number[]
  /** Incidents that began, changed or ended. */
  incidents: Incident[]
  /** What open screens show or sound by themselves. */
  notices: ScreenNotice[]
  /** The delivery log or the state of a channel changed. */
  outboxChanged: boolean
  polled: number[]
  /** Lines came into the trap log, or their counts rose. */
  trapsLogged: boolean
  /** Something changed of stations on battery. */
  power: boolean
}

type Versioned = { readonly id: number; readonly version: number }

export type Engine = {
  /** Takes what the poller says. Cheap: decisions are made here, disk is written by `tick`. */
  readonly onPoll: (poll: DevicePoll) => void
  readonly onGap: PollerEvents['onGap']
  /** Takes a trap: whose it is (null: nobody's), and what it says by its device's profile (null: the profile does not know it). Cheap as `onPoll`. */
  readonly onTrap: (trap: ReceivedTrap, match: Match | null, event: TrapEvent | null) => void
  trapTally(): TrapTally
  /** Once a second: hold timers, verdicts, ledger beat, one transaction for all that changed, one flush of samples. */
  tick(): void
  /** After inventory, settings or rules changed in the store. */
  reload(): void
  rows(): StationRow[]
  row(stationId: number): StationRow | null
  /** Latest value of every reading of a station; too old ones are `stale`. */
  readings(stationId: number): LiveReadingRow[]
  /** Latest value of one metric of all stations in service, a line for each reading; too old ones are `stale`. */
  latest(metric: MetricKey): Latest
  deviceStatus(deviceId: number): DeviceStatus
  activeAlarms(): AlarmRow[]
  overview(): Omit<Overview, 'openFindings' | 'overdueInspections'>
  availabilityToday(stationId: number): Availability
  /** Number of stations whose every path goes through this one. */
  behind(stationId: number): number
  isolated(): boolean
  readonly power: Power
  readonly windows: Windows
  readonly outbox: Outbox
  /** Acknowledges, assigns, sets aside, suppresses, closes …: durable with its audit row before it is answered. */
  doToAlarms(targets: readonly Versioned[], deed: Deed, by: By): AlarmChange
  acknowledge(targets: readonly Versioned[], comment: string, by: By): AlarmChange
  unacknowledge(targets: readonly Versioned[], by: By): AlarmChange
  /** Alarms set aside, the first to come back first. */
  shelvedAlarms(): AlarmRow[]
  readonly storm: Storm
  comment(id: number, comment: string, by: By): AlarmRow | Refusal
  /** The shipped rules as the branch changed them, without overrides. */
  readonly incidents: Incidents
  rules(): AlarmRule[]
  saveRule(rule: AlarmRule, by: By): AlarmRule | Refusal
  resetRule(id: string, by: By): AlarmRule | Refusal
  /** What an override changes counts at once: alarms whose rule is off now are withdrawn, those that stand take a new severity. */
  saveOverride(wish: OverrideWish, by: By): RuleOverride | Refusal
  removeOverride(id: number, version: number, by: By): { ok: true } | Refusal
  /** Merges a station into another in the store and in memory: the alarms and readings of its devices go on at the other without a break. */
  merge(from: Versioned, into: Versioned, by: By): ReturnType<Operations['inventory']['mergeStations']>
  /** Since when our own uplink cannot be reached, monotonic; null while it can, or where nobody looks. */
  uplink(lostMono: number | null): void
  /** Devices to be asked again soon, outside their slots: a verdict waits for what they say. */
  takeSecondLooks(): number[]
  takeChanges(): EngineChanges
  /** Writes what is left and marks the moment; the store is closed by its owner. */
  stop(): void
}

export type CreateEngine = (parts: {
  operations: Operations
  history: HistoryWriter
  clock: Clock
  /** A number in [0, 1), for pauses between tries. */
  chance?: () => number
}) => Engine
