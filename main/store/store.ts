/** The store's face towards engine and app. All SQL lives in this room; nothing outside sees a statement or a table. */
import type { AlarmRow, AlarmRule, AuditEntry } from '../../shared/model/alarm.ts'
import type { AlarmHealth } from '../../shared/model/alarm-health.ts'
import type { Actor, Role } from '../../shared/model/access.ts'
import type { Credential, Device, DeviceInput, Secret } from '../../shared/model/device.ts'
import type { DeviceIdentity, ScanFinding, ScanProgress, ScanRequest, ScanStage } from '../../shared/model/discovery.ts'
import type { BulletinChange, BulletinContent, BulletinEntry, EntryInput, IssuedBulletin } from '../../shared/model/bulletin.ts'
import type { Assignment, DispatchEntry, Resource, ResourceInput, StormChoice } from '../../shared/model/storm.ts'
import type { Entry, SupplyInterval } from '../domain/bulletin/figures.ts'
import type { Supply } from '../domain/storm/supply.ts'
import type { Known } from '../domain/discovery/replaced.ts'
import type { IncidentRecord } from '../domain/incident/record.ts'
import type { LearnedBank } from '../domain/power/bank.ts'
import type { WatchState } from '../domain/power/watch.ts'
import type { HistorySize } from '../domain/history/forecast.ts'
import type { Held } from '../domain/storage/room.ts'
import type { Finding, Inspection, InspectionRow } from '../../shared/model/inspection.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { Interval } from '../../shared/model/interval.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import type { Discharge } from '../../shared/model/power.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { Refusal } from '../../shared/model/refusal.ts'
import type { Channel, ChannelInput } from '../../shared/model/channel.ts'
import type {
  Delivery,
  NotificationRule,
  NotificationRuleInput,
  NotificationSettings,
  Team,
  TeamInput,
} from '../../shared/model/notification.ts'
import type { Case, OutboxEntry } from '../domain/notify/types.ts'
import type { ScrapeDoor } from '../../shared/model/scrape.ts'
import type { BulkChange } from '../../shared/model/bulk.ts'
import type { Retention, Settings } from '../../shared/model/settings.ts'
import type { TrapRow, TrapSettings, TrapVarbind, TrapVerdict } from '../../shared/model/trap.ts'
import type { RuleOverride, Runbook, RunbookInput } from '../../shared/model/override.ts'
import type {
  Commune,
  Feeder,
  Hamlet,
  HamletRow,
  MergePlan,
  Province,
  Station,
  StationGroup,
  StationInput,
} from '../../shared/model/station.ts'
import type { MaintenanceWindow } from '../../shared/model/window.ts'
import type { Token } from '../../shared/contract/admin.ts'
import type { ExportLevel } from '../../shared/model/export.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import type { Found, Late, Piece as SamplePiece } from './history/export.ts'
import type { ProblemKind } from './problem.ts'
import type { Steps } from './steps.ts'
import type { DistributionRequest } from './history/distribution.ts'
import type { IndexEntry, Screen } from './history/series.ts'
import type { Piece } from './history/stretch.ts'
import type { WorstRequest } from './history/worst.ts'
import type { Distribution, Series, SeriesRequest, StateSeries, Worst } from '../../shared/contract/history.ts'

/** Who did it and when (epoch ms): every writing call of a person takes one and writes its audit row in the same transaction. */
export type By = { readonly actor: Actor; readonly at: number }

export type Inventory = { provinces: Province[]; communes: Commune[]; hamlets: Hamlet[]; stations: Station[]; devices: Device[] }

/** Inventory. Writes refuse (INVALID with the field, CONFLICT with the current record, NOT_FOUND) and change nothing then. */
export type InventoryStore = {
  /** Everything, retired records included. */
  all(): Inventory
  createStation(input: StationInput, by: By): Station | Refusal
  /** `version` is the one the caller read; a different one in the store is a CONFLICT. Loops of parents are refused with the loop named. */
  updateStation(id: number, version: number, input: StationInput, by: By): Station | Refusal
  /** Retired on a day at +07 (YYYY-MM-DD), or null to restore. */
  setStationRetired(id: number, version: number, day: string | null, by: By): Station | Refusal
  /** What would go over if the station were merged into another, or why it cannot be: itself, retired, a loop of parents (named), two open rounds. */
  mergePlan(id: number, into: number): MergePlan | Refusal
  /**
   * Merges a record into that of the same site, both at the versions the caller saw: devices (one that the other asks already goes over retired; a taken
   * name gets the code behind it), alarms, rounds, findings, traps, children, and the ledger where the other's knows nothing. Retired on `day`, for good.
   */
  mergeStations(
    from: { id: number; version: number },
    into: { id: number; version: number },
    day: string,
    by: By,
  ): { source: Station; target: Station } | Refusal
  setMaintenance(id: number, version: number, until: number | null, reason: string, by: By): Station | Refusal
  createDevice(input: DeviceInput, by: By): Device | Refusal
  /** Many at once in one transaction; each comes to be or says why not, in their order. One that was retired and has the same address comes back. */
  createDevices(inputs: readonly DeviceInput[], by: By): (Device | Refusal)[] | Refusal
  /** Takes many back at once: all of them or none. */
  retireDevices(devices: readonly { id: number; version: number }[], by: By): Device[] | Refusal
  updateDevice(id: number, version: number, input: DeviceInput, by: By): Device | Refusal
  setDeviceRetired(id: number, version: number, retired: boolean, by: By): Device | Refusal
  /** What identification found; not a person's change, so no audit and no new version. */
  setProfileInUse(deviceId: number, profile: string): void
  addProvince(name: string, by: By): Province
  /** Finds the province by name or adds it; a commune of the same name in it is refused. */
  addCommune(provinceName: string, name: string, code: string, by: By): Commune | Refusal
  addHamlet(communeId: number, name: string, households: number | null, by: By): Hamlet | Refusal
  /** Many records in one transaction (import, demo province). Parents are given by station code, devices by station code. */
  bulk(change: BulkChange, by: By): { stations: Station[]; devices: Device[] } | Refusal
}

/** Groups of stations. Refused: a name that is taken, a station that is not on record; removing one that overrides of rules stand for. */
export type GroupStore = {
  /** By name. */
  all(): StationGroup[]
  add(group: GroupInput, by: By): StationGroup | Refusal
  update(id: number, version: number, group: GroupInput, by: By): StationGroup | Refusal
  remove(id: number, version: number, by: By): Refusal | null
}
export type GroupInput = { name: string; stationIds: readonly number[] }

/** Power feeders. Which one a station hangs on is a field of the station; each one that moves gets its own version and audit row. */
export type FeederStore = {
  /** By name. */
  all(): Feeder[]
  add(feeder: FeederInput, by: By): Feeder | Refusal
  update(id: number, version: number, feeder: FeederInput, by: By): Feeder | Refusal
  /** Refused while stations hang on it. */
  remove(id: number, version: number, by: By): Refusal | null
}
export type FeederInput = { name: string; notes: string; stationIds: readonly number[] }

/** Hamlets with the stations that serve them. */
export type HamletStore = {
  all(): HamletRow[]
  /** Hamlet → its serving stations; hamlets with none on record are left out. */
  serving(): Map<number, number[]>
  add(communeId: number, hamlet: HamletInput, by: By): HamletRow | Refusal
  update(id: number, version: number, hamlet: HamletInput, by: By): HamletRow | Refusal
  /** Refused while stations stand in it. */
  remove(id: number, version: number, by: By): Refusal | null
}
export type HamletInput = { name: string; households: number | null; stationIds: readonly number[] }

/** What a branch changes of rules for some stations or a metric, and its runbooks. */
export type RuleStore = {
  /** Those of rules or metrics that this program does not know are passed over. */
  overrides(): RuleOverride[]
  /** Id 0: a new one. A scope that has one already is refused; a version that is not the stored one is a CONFLICT. */
  saveOverride(override: RuleOverride, by: By): RuleOverride | Refusal
  removeOverride(id: number, version: number, by: By): Refusal | null
  runbooks(): Runbook[]
  /** Version 0: there was none. One without link and steps is taken away. */
  saveRunbook(runbook: RunbookInput, version: number, by: By): Runbook | Refusal
  /** Audit rows of a rule, of the overrides that stand for it or for the metric it reads, and of its runbook, newest first. */
  trail(ruleId: string, metric: MetricKey | null): AuditEntry[]
}

export type CredentialStore = {
  list(): Credential[]
  add(name: string, secret: Secret, by: By): Credential | Refusal
  replace(id: number, name: string, secret: Secret, by: By): Credential | Refusal
  /** Refused while devices use it. */
  remove(id: number, by: By): Refusal | null
  /** For the poller only. */
  secret(id: number): Secret | null
}

/** An alarm as stored: the row that screens see, and its identity. */
export type StoredAlarm = AlarmRow & { key: string }
/** A hold that is running: a rule that has begun to be true (raise) or to be false again (clear). `since` epoch ms; `elapsedMs` what it has run on the monotonic clock. */
export type PendingHold = { key: string; kind: 'raise' | 'clear'; polls: number; since: number; elapsedMs: number }

export type AlarmStore = {
  /** All that are not both cleared and acknowledged. */
  active(): StoredAlarm[]
  /** Those that a new raise would continue although they are over: cleared and acknowledged since a moment, or still set aside. */
  remembered(since: number): StoredAlarm[]
  pending(): PendingHold[]
  /** Gives the new id. */
  insert(alarm: Omit<StoredAlarm, 'id'>): number
  update(alarm: StoredAlarm): void
  savePending(upserts: PendingHold[], deletedKeys: string[]): void
  get(id: number): StoredAlarm | null
  /** Rules that differ from the shipped ones. */
  ruleOverrides(): AlarmRule[]
  saveRule(rule: AlarmRule, before: AlarmRule, by: By): void
  resetRule(id: string, by: By): void
  /** Audit rows of one alarm, oldest first: those whose subject is `alarm:<id>`. */
  trail(alarmId: number): AuditEntry[]
}

export type WindowStore = {
  /** Newest first. */
  all(): MaintenanceWindow[]
  approved(): MaintenanceWindow[]
  get(id: number): MaintenanceWindow | null
  insert(window: Omit<MaintenanceWindow, 'id'>, by: By): MaintenanceWindow
  /** `make` answers the next record or why not; the version is held against the store's, and grows. */
  change(
    id: number,
    version: number,
    action: string,
    by: By,
    make: (now: MaintenanceWindow) => MaintenanceWindow | Refusal,
  ): MaintenanceWindow | Refusal
  /** What was done to it, oldest first. */
  trail(id: number): AuditEntry[]
}

/** Incidents. What people do about them is the engine's to decide and to put into the audit. */
export type IncidentStore = {
  /** Open ones and those that ended since; rows that cannot be read are left where they are. */
  load(endedSince: number): IncidentRecord[]
  /** The greatest id there is, unreadable rows included; 0 where there is none. */
  lastId(): number
  get(id: number): IncidentRecord | null
  save(record: IncidentRecord): void
  /** One that turned out to be a part of another before anybody was told. */
  remove(id: number): void
  /** Its alarms: standing ones first, then the newest. */
  alarms(id: number, limit: number): StoredAlarm[]
  byRule(id: number): { ruleId: string; alarms: number }[]
  alarmIds(id: number): number[]
  /** These of its alarms, or all, are another's from now on. */
  hand(from: number, to: number, alarmIds: readonly number[] | null): void
  /** What people did about it, oldest first, and about one alarm. */
  trail(id: number): AuditEntry[]
  alarmTrail(alarmId: number): AuditEntry[]
}

export type LedgerStore = {
  open(): Interval[]
  /** Ends the station's open interval at `at` and begins the next. */
  change(stationId: number, at: number, next: Pick<Interval, 'bucket' | 'cause'>): void
  /** The console was alive and looking at this moment. */
  beat(at: number): void
  lastBeat(): number | null
  /** Intervals that touch [from, to), oldest first, not clipped. `stationId` null: all stations, by station. */
  between(from: number, to: number, stationId: number | null): Interval[]
  /** The interval of each station that has one at this moment. */
  standingAt(at: number): Interval[]
}

export type InspectionStore = {
  insert(inspection: Omit<Inspection, 'id'>, by: By): Inspection
  /** Writes when the stored version is `version`, else CONFLICT with the current one. Grows the version. */
  update(inspection: Inspection, version: number, action: string, by: By): Inspection | Refusal
  get(id: number): Inspection | null
  list(stationId: number | null, limit: number): InspectionRow[]
  draftOf(stationId: number): Inspection | null
  drafts(): { stationId: number; id: number }[]
  /** Last finished round of each station, epoch ms. */
  lastFinished(): Map<number, number>
  insertFinding(finding: Omit<Finding, 'id'>, by: By): Finding
  updateFinding(finding: Finding, version: number, by: By): Finding | Refusal
  getFinding(id: number): Finding | null
  findings(filter: { stationId: number | null; inspectionId?: number; state: 'open' | 'closed' | 'all' }): Finding[]
}

/** A scan as stored: what was asked for, and how far it is. */
export type StoredScan = {
  readonly id: number
  readonly request: ScanRequest
  readonly stage: ScanStage
  readonly startedBy: string
  readonly startedAt: number
  readonly endedAt: number | null
  /** Every address before it is finished. */
  readonly position: number
  readonly progress: ScanProgress
}
export type DiscoveryStore = {
  /** Who answers at each device's address. */
  identities(): DeviceIdentity[]
  identity(deviceId: number): DeviceIdentity | null
  known(deviceId: number): Known | null
  /** What a look gave; not a person's change, so no audit. */
  note(deviceId: number, known: Known): void
  /** What a person says of a device that was replaced. `since` names the question; another one in the store is a CONFLICT. */
  decide(deviceId: number, since: number, isNew: boolean, by: By): DeviceIdentity | Refusal
  /** The last scan; there is one at a time, and the next one takes its place. */
  scan(): StoredScan | null
  begin(request: ScanRequest, by: By): StoredScan
  /** How far it is, and what came since; `by` where a person held or ended it. */
  save(scan: StoredScan, found: ReadonlyMap<number, ScanFinding>, by?: By): void
  findings(scanId: number): Map<number, ScanFinding>
}

/** What was learned of battery banks, and their discharges. Not people's doing, so no audit but for what a person forgets. */
export type PowerStore = {
  banks(): Map<number, LearnedBank>
  saveBank(stationId: number, bank: LearnedBank): void
  /** Discharges whose stations have not come back, with how far each was when it was last written. */
  watched(): { discharge: Discharge; watch: WatchState }[]
  /** The greatest id of a discharge; 0 without one. */
  lastId(): number
  /** Inserts or replaces by id. `watch` null: it is over for good; then the oldest beyond what is kept go. */
  save(discharge: Discharge, watch: WatchState | null): void
  forgetBank(stationId: number, bank: LearnedBank, before: object, comment: string, by: By): void
}

export type SettingsStore = {
  get(): Settings
  update(next: Settings, by: By): Settings
  traps(): TrapSettings
  updateTraps(next: TrapSettings, by: By): TrapSettings
  /** What opens the door for Prometheus; null while it is shut. */
  scrapeDoor(): ScrapeDoor | null
  setScrapeDoor(door: ScrapeDoor | null, by: By): void
}

/** A line of the trap log without the names that MIBs give. */
export type StoredTrap = Omit<TrapRow, 'name' | 'module' | 'varbinds'> & { varbinds: TrapVarbind[] }
/** The latest boots and time (s) of an engine that sent a genuine v3 trap, and when (epoch ms): what is older than that is a replay. */
export type TrapSender = { engineId: string; boots: number; time: number; at: number }
export type TrapStore = {
  /** Gives the new id. */
  insert(trap: Omit<StoredTrap, 'id'>): number
  repeat(id: number, count: number, lastAt: number): void
  /** Drops lines last seen before `oldest` and those beyond `keepRows`, at most `most` at once; answers how many. */
  prune(oldest: number, keepRows: number, most: number): number
  /** The engine that takes informs, booted once more: boots never fall, or a sender's informs would be refused. */
  boot(): { engineId: string; boots: number }
  senders(): TrapSender[]
  saveSenders(senders: readonly TrapSender[]): void
  /** The SNMP engines of devices, as far as they are known: device → id in hex. */
  engines(): Map<number, string>
}

/** An assignment as stored; what it amounts to is in its log. */
export type StoredAssignment = Pick<
  Assignment,
  'id' | 'resourceId' | 'stationId' | 'travelMinutes' | 'dispatchedAt' | 'endedAt' | 'version'
>
export type NewLine = Omit<DispatchEntry, 'id' | 'assignmentId'>
export type StormStore = {
  /** Retired ones included. */
  resources(): Resource[]
  /** `id` null adds one. A name is given once. */
  saveResource(id: number | null, version: number, input: ResourceInput, by: By): Resource | Refusal
  retireResource(id: number, version: number, by: By): Resource | Refusal
  openAssignments(): StoredAssignment[]
  assignment(id: number): StoredAssignment | null
  /** Newest first. */
  assignments(filter: { stationId: number | null; resourceId: number | null; limit: number }): StoredAssignment[]
  log(assignmentId: number): DispatchEntry[]
  /** `version` is the resource's, which grows: of two who send it at once the second gets CONFLICT. */
  assign(
    what: { resourceId: number; version: number; stationId: number; travelMinutes: number | null },
    line: NewLine,
    by: By,
  ): { assignment: StoredAssignment; entry: DispatchEntry } | Refusal
  /** A further line; `now` is what the whole log then amounts to. */
  tell(
    id: number,
    version: number,
    line: NewLine,
    now: { dispatchedAt: number; endedAt: number | null },
    by: By,
  ): { assignment: StoredAssignment; entry: DispatchEntry } | Refusal
  openSupplies(): SupplyInterval[]
  /** From `at` on; null is mains. */
  changeSupply(stationId: number, supply: Supply | null, at: number): void
  suppliesAt(at: number): SupplyInterval[]
  /** Of gensets that were at a station, or on their way, at this moment: the whole log of that time. */
  gensetLogsAt(at: number): { stationId: number; lines: DispatchEntry[] }[]
  setting(): StormChoice
  saveSetting(next: Omit<StormChoice, 'since' | 'by'>, by: By): StormChoice
}

export type BulletinReads = {
  /** Latest revisions, withdrawn ones too, of entries that touch [from, to); newest first. */
  entries(from: number, to: number): Entry[]
  /** Revisions of one hour, latest first. */
  issued(hour: number): IssuedBulletin[]
  content(hour: number, revision: number): BulletinContent | null
}
export type BulletinStore = BulletinReads & {
  /** Latest first. */
  revisions(id: number): BulletinEntry[]
  addEntry(input: EntryInput, by: By): BulletinEntry | Refusal
  correctEntry(id: number, revision: number, input: EntryInput, by: By): BulletinEntry | Refusal
  withdrawEntry(id: number, revision: number, by: By): BulletinEntry | Refusal
  allIssued(limit: number): Omit<IssuedBulletin, 'changes'>[]
  /** `revision` is the latest one that was seen; `text` is the content as it is hashed. */
  issue(hour: number, revision: number, text: string, sha256: string, changes: readonly BulletinChange[], by: By): IssuedBulletin | Refusal
}

export type TokenStore = {
  list(): Token[]
  /** Keeps only a hash (SHA-256) of the secret. */
  add(name: string, role: Role, secretHash: string, by: By): Token
  revoke(id: number, by: By): Refusal | null
  /** Finds a living token and notes its use. */
  find(secretHash: string, at: number): Token | null
}

/** Names one record and the version it was read at. */
export type Versioned = { readonly id: number; readonly version: number }

/** Channels, teams and rules of notifications. A null target makes a new record. */
export type NotificationStore = {
  channels(): Channel[]
  /** `secret`: null leaves the one that is kept, '' takes it away. */
  saveChannel(target: Versioned | null, input: ChannelInput, secret: string | null, by: By): Channel | Refusal
  /** Refused while a rule uses it; teams lose their addresses on it. */
  removeChannel(target: Versioned, by: By): Refusal | null
  /** For the sender only; null where there is none or it cannot be opened. */
  secret(id: number): string | null
  teams(): Team[]
  saveTeam(target: Versioned | null, input: TeamInput, by: By): Team | Refusal
  /** Refused while a rule tells it. */
  removeTeam(target: Versioned, by: By): Refusal | null
  /** In their order. */
  rules(): NotificationRule[]
  saveRule(target: Versioned | null, input: NotificationRuleInput, by: By): NotificationRule | Refusal
  removeRule(target: Versioned, by: By): Refusal | null
  /** Those that are not named come last. */
  orderRules(ids: readonly number[], by: By): NotificationRule[] | Refusal
  settings(): NotificationSettings
  saveSettings(next: NotificationSettings, by: By): NotificationSettings
}

/** Messages on their way and their log. Written by the engine inside its transaction. */
export type OutboxStore = {
  /** Held, due or being sent, oldest first. */
  open(): OutboxEntry[]
  has(key: string): boolean
  get(id: number): OutboxEntry | null
  /** Who was sent what after `since` (epoch ms), among the `most` latest rows; trials do not count. */
  recent(since: number, most: number): { channelId: number; to: string; kind: string; dueAt: number }[]
  /** Of those made after `since`, among the latest 50,000. */
  counts(since: number): { sent: number; failed: number }
  /** Writes it, or what it is now where its key is there; gives its id. */
  put(entry: OutboxEntry): number
  /** Drops what is finished and made before `oldest` or beyond `keepRows`, at most `most` at once; answers how many. */
  prune(oldest: number, keepRows: number, most: number): number
  cases(): Case[]
  saveCase(one: Case): void
  dropCase(incidentId: number): void
}

export type AuditStore = {
  add(entry: { action: string; subject: string; before?: unknown; after?: unknown; comment?: string | null }, by: By): void
  page(before: number | null, limit: number): { rows: AuditEntry[]; more: boolean }
}

/** The writing connection to operations.db. Calls inside `transaction` are one commit (synchronous=FULL) or nothing. */
export type Operations = {
  readonly inventory: InventoryStore
  readonly groups: GroupStore
  readonly feeders: FeederStore
  readonly hamlets: HamletStore
  readonly rules: RuleStore
  readonly credentials: CredentialStore
  readonly alarms: AlarmStore
  readonly windows: WindowStore
  readonly incidents: IncidentStore
  readonly ledger: LedgerStore
  readonly inspections: InspectionStore
  readonly discovery: DiscoveryStore
  readonly power: PowerStore
  readonly settings: SettingsStore
  readonly traps: TrapStore
  readonly storm: StormStore
  readonly bulletin: BulletinStore
  readonly tokens: TokenStore
  readonly notifications: NotificationStore
  readonly outbox: OutboxStore
  readonly audit: AuditStore
  transaction<T>(work: () => T): T
  close(): void
}

/** The writing side of history.db, or of memory alone while the file cannot be written. */
export type HistoryWriter = {
  /** Takes a poll into memory; nothing is on disk before `flush`. */
  append(poll: DevicePoll): void
  flush(): void
  /**
   * Brings what is over before `now` together (hours, days, months) and drops what is older than the retention; works for about `budgetMs`, true
   * when more is left.
   */
  compact(now: number, retention: Retention, budgetMs: number): boolean
  /** Only drops what `retention` does not keep, and gives all free room back to the disk; otherwise like `compact`. For a disk that is nearly full. */
  dropEarly(now: number, retention: Retention, budgetMs: number): boolean
  /** Since the start: samples that came later than anything is kept of their day; harmed rows that are lost; harmed days and months that were left. */
  readonly tally: { readonly tooLate: number; readonly harmed: number; readonly setAside: number }
  readonly state: 'ok' | 'memoryOnly' | 'failed'
  readonly detail: string | null
  /** Why samples are not on disk just now, or what became of a broken file; null while all is well. */
  readonly phrase: Phrase | null
  close(): void
}

/** The writer with what those need who look after its file. */
export type TendedHistory = HistoryWriter & {
  /** What is being done to a damaged file by others, while samples stay in memory or, in doubt only, go into the file. */
  readonly mending: 'checking' | 'restoring' | null
  /** A check beside, asked for by `care.check`, has ended: null where the file is sound, else what is wrong with it. */
  checked(found: string | null): void
  /** What was asked for by `care.rescue` has ended: a good file stands in the place of the broken one, or none and a new one is begun. */
  takeUp(): void
  /** Somebody else met damage in the file: it is checked. */
  suspect(): void
  /** Of how many days there are raw samples and 5-minute roll-ups that could make room; none while the file cannot be read. */
  held(): Held
  /** While the disk has no room for them, samples stay in memory. */
  hold(yes: boolean): void
}

/** Samples for an export, each call one consistent read. See history/export.ts for what lies where. */
export type SampleReads = {
  /** Why the file with samples cannot be read, where there is one. */
  problem(): OpenProblem | null
  /** From when to when there may be samples of a level, epoch ms; null where there are none. */
  reach(level: ExportLevel): SamplePiece | null
  /** What the hot log has of some devices in a piece; asked for before `device`. */
  late(devices: readonly number[], piece: SamplePiece): Late
  /** A day of a device for `raw` and `5m`, at most a month at +07 for the others. `metrics` null: all. */
  device(deviceId: number, level: ExportLevel, piece: SamplePiece, metrics: ReadonlySet<MetricKey> | null, late: Late): Found
}

/** Read-only connections for the reader worker. */
export type Reader = {
  samples: SampleReads
  /** What history takes, by class, measured on a few of its days; null without a file. Together with the retention it gives a forecast. */
  historySize(): HistorySize | null
  /** In the order they are asked for. A step is one device. */
  series(request: { series: readonly SeriesRequest[] } & Screen): Steps<Series[]>
  states(request: { series: readonly SeriesRequest[] } & Screen): Steps<StateSeries[]>
  /** Looks at samples that have come since, so that the next question need not. Cheap where it is done every few seconds. */
  follow(): void
  /** A step is one device. */
  worst(request: WorstRequest): Steps<Worst>
  distribution(request: DistributionRequest): Steps<Distribution>
  seriesIndex(deviceIds: readonly number[]): (SeriesRequest & { label: string })[]
  alarmHistory(filter: {
    stationId: number | null
    severity: AlarmRow['severity'] | null
    from: number | null
    to: number | null
    before: number | null
    limit: number
  }): { rows: AlarmRow[]; more: boolean }
  /** Ended incidents, newest first. */
  incidents(filter: { stationId: number | null; from: number | null; to: number | null; before: number | null; limit: number }): {
    rows: Incident[]
    more: boolean
  }
  audit(before: number | null, limit: number): { rows: AuditEntry[]; more: boolean }
  /** Newest first. */
  traps(filter: {
    before: number | null
    limit: number
    stationId: number | null
    deviceId: number | null
    verdicts: readonly TrapVerdict[]
    versions: readonly string[]
  }): StoredTrap[]
  /** The delivery log, newest first. */
  deliveries(filter: {
    before: number | null
    limit: number
    channelId: number | null
    incidentId: number | null
    states: readonly string[]
  }): { rows: Delivery[]; more: boolean }
  /** Health of the alarm system over [from, to); a step is a page of alarms. `now`, epoch ms: for what is set aside at present. */
  alarmHealth(question: { from: number; to: number; operators: number | null; now: number }): Steps<AlarmHealth>
  /** Discharges of a station, latest first. */
  discharges(stationId: number, limit: number): Discharge[]
  /** What decides which alarm rules stand where: those a branch changed, overrides, groups. */
  rules(): { changed: AlarmRule[]; overrides: RuleOverride[]; groups: StationGroup[] }
  settings(): Settings
  /** What there is of some metrics of a device over a period, epoch ms, [from, to): samples where they are kept, else what stands for them. The first metric is the one that is asked about. */
  pieces(deviceId: number, metrics: ReadonlySet<MetricKey>, from: number, to: number): { entries: IndexEntry[]; pieces: Piece[] }
  /** Alarms of some rules that were raised in a period. */
  raised(ruleIds: ReadonlySet<string>, from: number, to: number): { ruleId: string; stationId: number; raisedAt: number; count: number }[]
  /** Of one station, or of all. */
  intervals(from: number, to: number, stationId?: number): Interval[]
  standingAt: LedgerStore['standingAt']
  /** What the bulletin of an hour is made of, besides intervals and inventory. */
  bulletin: BulletinReads & Pick<StormStore, 'suppliesAt' | 'gensetLogsAt'> & { branchName(): string }
  inventory(): Inventory
  close(): void
}

/** Why a data folder or a database could not be opened, each with its sentence `error.store.<kind>`. */
export type OpenProblem = { kind: ProblemKind; file: string; detail: string }
