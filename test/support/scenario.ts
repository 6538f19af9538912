/**
 * A branch on fake time: stations that fall and rise, polls in their slots, ticks every second, a real operations database in a temporary
 * folder. Scenarios read as lines: `await b.at('00:01:00').falls('H1')`, `b.until('00:05:00')`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../main/engine/create.ts'
import type { Engine, EngineChanges } from '../../main/engine/engine.ts'
import { openOperations } from '../../main/store/operations.ts'
import { approve, proposed } from '../../main/domain/window/state.ts'
import type { By, HistoryWriter, Operations } from '../../main/store/store.ts'
import type { IncidentEvent } from '../../main/domain/incident/event.ts'
import type { Job } from '../../main/domain/notify/types.ts'
import type { AlarmRow } from '../../shared/model/alarm.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { DeviceKind, Outcome } from '../../shared/model/device.ts'
import type { Interval } from '../../shared/model/interval.ts'
import type { MetricKey, Quality, Reading } from '../../shared/model/metric.ts'
import type { Clock, DevicePoll } from '../../shared/model/poll.ts'
import { NotificationRuleInput } from '../../shared/model/notification.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { StationInput, type StationRow } from '../../shared/model/station.ts'
import { WindowTargets, type MaintenanceWindow } from '../../shared/model/window.ts'

/** Of each hamlet. */
export const HOUSEHOLDS = 50
/** 2026-11-23 00:00:00 at +07. */
export const MIDNIGHT = Date.UTC(2026, 10, 22, 17)
export const BY: By = { actor: { name: 'Lan', role: 'engineer' }, at: MIDNIGHT }

export type StationPlan = { parents?: string[]; devices?: DeviceKind[]; commissionedOn?: string; criticality?: number } & Partial<
  Pick<StationInput, 'batteryAh' | 'batteryCells' | 'genset' | 'tankLitres'>
> & {
    commune?: string
    feeder?: string
    /** Hamlets by name. */
    serves?: string[]
  }
type Value = number | { value: number | null; quality: Quality }
type FakeDevice = { id: number; stationId: number; code: string; kind: DeviceKind; slot: number; outcome: Outcome }

const OK_VALUES: Partial<Record<DeviceKind, Partial<Record<MetricKey, Value>>>> = {
  power: { 'mains.state': 1, 'battery.state': 1, 'battery.voltage': 54, 'dc.voltage': 54, 'battery.current': 0 },
  radio: { 'radio.rsl': -45, 'radio.state': 1 },
  bts: { 'cell.state': 1 },
  environment: { 'environment.temperature': 26 },
}

const ONE_POWER_SYSTEM: readonly DeviceKind[] = ['power']

/** Milliseconds of a clock text `hh:mm:ss` from midnight; hours may go beyond 24. */
export function ms(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}

/** Keeps what it is given in memory: enough for the engine. */
export class MemoryHistory implements HistoryWriter {
  readonly polls: DevicePoll[] = []
  flushes = 0
  readonly state = 'ok'
  readonly detail = null
  readonly phrase = null
  readonly tally = { tooLate: 0, harmed: 0, setAside: 0 }
  append(poll: DevicePoll): void {
    this.polls.push(poll)
  }
  flush(): void {
    this.flushes++
  }
  compact(): boolean {
    return false
  }
  dropEarly(): boolean {
    return false
  }
  close(): void {}
}

export class Branch {
  readonly folder: string
  readonly ids = new Map<string, number>()
  readonly devices: FakeDevice[] = []
  operations: Operations
  engine: Engine
  history = new MemoryHistory()
  private readonly values = new Map<number, Map<string, Value>>()
  private readonly dead = new Set<string>()
  private readonly parents = new Map<string, string[]>()
  /** Devices that are asked outside their slots in the next second. */
  private readonly again = new Set<number>()
  /** What was said of incidents, in order. */
  readonly events: IncidentEvent[] = []
  /** Channels that take nothing. */
  readonly mute = new Set<number>()
  /** Messages that were handed over to be sent, each with its moment since the start; every one arrives but where its channel is mute. */
  readonly sent: (Job & { second: number })[] = []
  private networkIsDown = false
  private monoMs = 1_000_000
  private wallMs = MIDNIGHT
  /** Seconds of fake time since the start, by which polls find their slots. */
  private second = 0
  private elapsed = 0
  private beatSeconds = 1

  /** `place`: where its folder is made. */
  constructor(plan: Record<string, StationPlan>, place = tmpdir()) {
    this.folder = mkdtempSync(join(place, 'branchwatch-scenario-'))
    const opened = openOperations(this.folder)
    if ('kind' in opened) throw new Error(`store: ${opened.kind} ${opened.detail}`)
    this.operations = opened
    this.build(plan)
    this.engine = this.start()
  }

  readonly clock: Clock = { now: () => this.wallMs, mono: () => this.monoMs }

  private build(plan: Record<string, StationPlan>): void {
    const { inventory, credentials } = this.operations
    inventory.addProvince('Tuyên Quang', BY)
    const communes = new Map<string, number>()
    const communeOf = (name: string): number => {
      const id = communes.get(name) ?? sure(inventory.addCommune('Tuyên Quang', name, '', BY)).id
      communes.set(name, id)
      return id
    }
    communeOf('Nà Hang')
    const feeders = new Map<string, number[]>()
    const hamlets = new Map<string, { communeId: number; stationIds: number[] }>()
    const credential = sure(credentials.add('demo', { version: '2c', community: 'public' }, BY))
    let slot = 0
    for (const [code, { parents = [], devices = ONE_POWER_SYSTEM, commune = 'Nà Hang', feeder, serves = [], ...rest }] of Object.entries(
      plan,
    )) {
      const parentIds = parents.map((parent) => this.id(parent))
      const station = sure(
        inventory.createStation(StationInput.parse({ code, name: `Trạm ${code}`, communeId: communeOf(commune), parentIds, ...rest }), BY),
      )
      this.ids.set(code, station.id)
      this.parents.set(code, parents)
      if (feeder !== undefined) feeders.set(feeder, [...(feeders.get(feeder) ?? []), station.id])
      for (const name of serves) {
        const hamlet = hamlets.get(name) ?? { communeId: communeOf(commune), stationIds: [] }
        hamlet.stationIds.push(station.id)
        hamlets.set(name, hamlet)
      }
      for (const [i, kind] of devices.entries()) {
        const device = sure(
          inventory.createDevice(
            {
              stationId: station.id,
              name: `${kind}-${i}`,
              kind,
              host: '127.0.0.1',
              port: 10_000 + slot,
              credentialId: credential.id,
              context: '',
              profile: 'auto',
              intervalSeconds: null,
              elsewhere: false,
              enabled: true,
            },
            BY,
          ),
        )
        this.devices.push({ id: device.id, stationId: station.id, code, kind, slot: (slot++ * 7) % 60, outcome: 'ok' })
      }
    }
    for (const [name, stationIds] of feeders) sure(this.operations.feeders.add({ name, notes: '', stationIds }, BY))
    for (const [name, { communeId, stationIds }] of hamlets)
      sure(this.operations.hamlets.add(communeId, { name, households: HOUSEHOLDS, stationIds }, BY))
  }

  private start(): Engine {
    return createEngine({ operations: this.operations, history: this.history, clock: this.clock })
  }

  id(code: string): number {
    const id = this.ids.get(code)
    if (id === undefined) throw new Error(`no station ${code}`)
    return id
  }

  /** Runs to a moment of fake time since the start (not moved by clock steps). */
  until(text: string): this {
    const target = ms(text)
    if (target < this.elapsed) throw new Error(`${text} is past`)
    while (this.elapsed < target) this.oneSecond()
    return this
  }
  /** Runs to that moment and goes on from there. */
  at(text: string): this {
    return this.until(text)
  }

  /** The engine's second comes only every so often: for scenarios of many hours. */
  beats(seconds: number): this {
    this.beatSeconds = seconds
    return this
  }

  private oneSecond(): void {
    this.elapsed += 1000
    this.wallMs += 1000
    this.monoMs += 1000
    this.second++
    for (const device of this.devices) if (this.again.delete(device.id) || this.second % 60 === device.slot) this.poll(device)
    if (this.second % this.beatSeconds === 0) this.engine.tick()
    for (const id of this.engine.takeSecondLooks()) this.again.add(id)
    // Without notifications nobody takes them; with them they were taken in this second.
    this.engine.incidents.takeEvents()
    for (const event of this.engine.incidents.said()) if (!this.events.includes(event)) this.events.push(event)
    for (const job of this.engine.outbox.takeJobs()) {
      this.sent.push({ ...job, second: this.elapsed / 1000 })
      const kind = this.mute.has(job.channelId) ? 'retry' : 'sent'
      this.engine.outbox.done({ key: job.key, kind, answer: { key: 'notify.answer.sent' }, askedMs: null })
    }
  }

  /** Everybody hears of what is major or worse: a webhook, and each of these addresses by mail. */
  tells(...addresses: string[]): this {
    const { notifications } = this.operations
    const common = { enabled: true, perMinute: 600, digest: true }
    const hook = sure(
      notifications.saveChannel(
        null,
        { ...common, name: 'hook', config: { kind: 'webhook', url: 'http://127.0.0.1/', verify: true } },
        null,
        BY,
      ),
    )
    const server = { host: '127.0.0.1', port: 25, security: 'off' as const, verify: true, user: '', from: 'a@b.example', fromName: 'B' }
    const mail = sure(notifications.saveChannel(null, { ...common, name: 'mail', config: { kind: 'smtp', ...server } }, null, BY))
    const recipients = addresses.map((to) => ({ channelId: mail.id, to }))
    const team = sure(notifications.saveTeam(null, { name: 'Đội 1', language: 'vi', quiet: null, recipients }, BY))
    const steps = [{ afterMinutes: 0, channelIds: [hook.id, mail.id], teamIds: [team.id] }]
    const all = { causes: [], communeIds: [], groupIds: [], weekdays: [], hours: null, tellWorse: true, tellEnd: true }
    sure(
      notifications.saveRule(null, NotificationRuleInput.parse({ ...all, name: 'r', enabled: true, atLeast: 'major' as const, steps }), BY),
    )
    this.engine.reload()
    return this
  }

  poll(device: FakeDevice): void {
    const outcome = this.networkIsDown || this.isCutOff(device.code) ? 'timeout' : device.outcome
    this.engine.onPoll({
      deviceId: device.id,
      stationId: device.stationId,
      at: this.wallMs,
      mono: this.monoMs,
      outcome,
      responseMs: outcome === 'ok' ? 20 : null,
      readings: outcome === 'ok' ? this.readings(device) : [],
    })
  }

  private isCutOff(code: string): boolean {
    if (this.dead.has(code)) return true
    const parents = this.parents.get(code) ?? []
    return parents.length > 0 && parents.every((parent) => this.isCutOff(parent))
  }

  private readings(device: FakeDevice): Reading[] {
    const values = new Map<string, Value>(Object.entries(OK_VALUES[device.kind] ?? {}))
    for (const [name, value] of this.values.get(device.id) ?? []) values.set(name, value)
    return Array.from(values, ([name, value]) => {
      const [metric = '', instance = ''] = name.split('/')
      const { value: number, quality } = typeof value === 'number' ? { value, quality: 'good' as const } : value
      return {
        metric: metric as MetricKey,
        instance,
        label: '',
        oid: '1.3',
        raw: number === null ? null : String(number),
        value: number,
        quality,
      }
    })
  }

  falls(...codes: string[]): this {
    for (const code of codes) this.dead.add(code)
    return this
  }
  rises(...codes: string[]): this {
    for (const code of codes) this.dead.delete(code)
    return this
  }
  /** Our own uplink. */
  network(up: boolean): this {
    this.networkIsDown = !up
    return this
  }
  /** A reading of a station's device of this kind from now on: `metric` or `metric/instance`. */
  reads(code: string, kind: DeviceKind, name: string, value: Value): this {
    const device = this.device(code, kind)
    const values = this.values.get(device.id) ?? new Map<string, Value>()
    this.values.set(device.id, values.set(name, value))
    return this
  }
  answers(code: string, kind: DeviceKind, outcome: Outcome): this {
    this.device(code, kind).outcome = outcome
    return this
  }
  device(code: string, kind: DeviceKind): FakeDevice {
    const device = this.devices.find((one) => one.code === code && one.kind === kind)
    if (!device) throw new Error(`no ${kind} at ${code}`)
    return device
  }

  /** A window from one time to another of the first day, approved at once. */
  window(from: string, to: string, targets: Partial<WindowTargets>): MaintenanceWindow {
    const schedule = { kind: 'once' as const, from: MIDNIGHT + ms(from), to: MIDNIGHT + ms(to) }
    const input = { title: 'Thay ắc quy', notes: '', targets: WindowTargets.parse(targets), schedule }
    const by = { ...BY, at: this.wallMs }
    const { windows } = this.operations
    const made = windows.insert(proposed(input, by), by)
    const manager: By = { actor: { name: 'Hùng', role: 'manager' }, at: this.wallMs }
    const approved = sure(windows.change(made.id, made.version, 'window.approve', manager, (now) => approve(now, '', manager)))
    this.engine.reload()
    return approved
  }

  /** The computer sleeps: the wall goes on, and the monotonic clock with it or not. */
  sleeps(text: string, monoGoesOn = false): this {
    this.wallMs += ms(text)
    if (monoGoesOn) this.monoMs += ms(text)
    return this
  }
  /** Somebody sets the wall clock. */
  clockSteps(byMs: number): this {
    this.wallMs += byMs
    return this
  }

  /** Ends the program, kindly or not, stays off for a while, and starts it again on the same folder. */
  restarts(kind: 'stop' | 'kill', offFor = '00:00:10'): this {
    if (kind === 'stop') this.engine.stop()
    this.operations.close()
    this.wallMs += ms(offFor)
    this.monoMs = 5_000_000
    const opened = openOperations(this.folder)
    if ('kind' in opened) throw new Error(`store: ${opened.kind} ${opened.detail}`)
    this.operations = opened
    this.engine = this.start()
    return this
  }

  row(code: string): StationRow {
    const row = this.engine.row(this.id(code))
    if (!row) throw new Error(`no row ${code}`)
    return row
  }
  health(...codes: string[]): string {
    return codes.map((code) => this.row(code).health).join(' ')
  }
  alarms(ruleId?: string): AlarmRow[] {
    return this.engine.activeAlarms().filter((one) => ruleId === undefined || one.ruleId === ruleId)
  }
  /** Incidents that are not over, oldest first. */
  open(): Incident[] {
    return this.engine.incidents
      .list()
      .filter((one) => one.endedAt === null)
      .sort((a, b) => a.id - b.id)
  }
  /** What was said of incidents: `began 1`, `ended 1`. */
  said(): string[] {
    return this.events.map(({ kind, incident }) => `${kind} ${incident.id}`)
  }
  changes(): EngineChanges {
    return this.engine.takeChanges()
  }
  /** The station's ledger as stored, as text: bucket and cause with seconds since midnight of the wall. */
  ledger(code: string): string[] {
    return this.intervals(code).map((one) => {
      const end = one.to === null ? '…' : String(Math.round((one.to - MIDNIGHT) / 1000))
      return `${one.bucket}${one.cause ? `:${one.cause}` : ''} ${Math.round((one.from - MIDNIGHT) / 1000)}-${end}`
    })
  }
  intervals(code: string): Interval[] {
    return this.operations.ledger.between(MIDNIGHT - ms('100:00:00'), MIDNIGHT + ms('1000:00:00'), this.id(code))
  }
  buckets(code: string): string {
    return this.intervals(code)
      .map((one) => one.bucket)
      .join(' ')
  }

  close(): void {
    this.operations.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export function sure<T>(value: T): Exclude<T, { refused: unknown }> {
  if (isRefusal(value)) throw new Error(JSON.stringify(value))
  return value as Exclude<T, { refused: unknown }>
}

/** Runs a scenario and always cleans up after it. */
export function scenario(plan: Record<string, StationPlan>, play: (branch: Branch) => void): () => void {
  return () => {
    const branch = new Branch(plan)
    try {
      play(branch)
    } finally {
      branch.close()
    }
  }
}
