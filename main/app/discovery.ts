/** The one scan that may run, kept in the store as it goes, and the question what became of a device that seems replaced. */
import type { DeviceIdentity, ScanFinding, Identity, Scan, ScanEstimate, ScanRequest, ScanRow } from '../../shared/model/discovery.ts'
import { TRIES } from '../../shared/model/discovery.ts'
import type { Area } from '../../shared/contract/live.ts'
import type { Clock } from '../../shared/model/poll.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import { MOST_IN_FLIGHT } from '../domain/discovery/estimate.ts'
import { readPlan, type AddressPlan } from '../domain/discovery/plan.ts'
import { propose } from '../domain/discovery/propose.ts'
import { plainHost } from '../domain/discovery/ranges.ts'
import { seen, worthWriting } from '../domain/discovery/replaced.ts'
import { codeBook } from '../domain/discovery/stations.ts'
import type { Contact } from '../poll/contact.ts'
import type { Poller } from '../poll/poller.ts'
import type { ScanRun, ScanTarget } from '../poll/scan.ts'
import { FALLBACK } from '../profiles/identify.ts'
import type { Profile } from '../profiles/schema.ts'
import type { By, Operations, StoredScan } from '../store/store.ts'
import type { InventoryView } from './inventory-view.ts'
import { planScan, unconfirmed, type ScanPlan } from './scan-plan.ts'

export type DiscoveryParts = {
  readonly operations: Operations
  readonly poller: Pick<Poller, 'scan'>
  /** As they are now: they may be read again. */
  readonly profiles: () => ReadonlyMap<string, Profile>
  readonly inventory: InventoryView
  readonly clock: Clock
  readonly stale: (...areas: Area[]) => void
}
/** `begun`: on the monotonic clock; `before`: what earlier runs of this scan had counted. */
type Running = {
  readonly run: ScanRun
  readonly plan: ScanPlan
  begun: number | null
  activeMs: number
  readonly before: StoredScan['progress']
}

const NO_PLAN = readPlan([])

export class Discovery {
  readonly #parts: DiscoveryParts
  #scan: StoredScan | null
  #findings: Map<number, ScanFinding>
  #fresh = new Map<number, ScanFinding>()
  #running: Running | null = null
  #looks = new Map<number, Identity>()
  /** It ended by itself, which no beat has written yet. */
  #unsaved = false
  /** Grows with everything that proposals depend on and that the inventory does not tell. */
  #revision = 1
  #rows: { key: string; profiles: ReadonlyMap<string, Profile>; rows: ScanRow[] } | null = null

  constructor(parts: DiscoveryParts) {
    this.#parts = parts
    const { discovery } = parts.operations
    const last = discovery.scan()
    // What ran when the program ended waits for a person to let it go on.
    this.#scan = last?.stage === 'running' ? { ...last, stage: 'paused' } : last
    this.#findings = last ? discovery.findings(last.id) : new Map()
  }

  estimate(request: ScanRequest): ScanEstimate | Refusal {
    const plan = this.#plan(request)
    return isRefusal(plan) ? plan : plan.estimate
  }

  start(request: ScanRequest, confirmed: boolean, by: By): Scan | Refusal {
    if (this.#scan?.stage === 'running') return refuse('CONFLICT', 'scan.running', undefined, { current: this.#shown(this.#scan) })
    const plan = this.#plan(request)
    if (isRefusal(plan)) return plan
    if (plan.estimate.mustConfirm && !confirmed) return unconfirmed(plan.estimate)
    void this.#running?.run.end()
    this.#running = null
    this.#scan = this.#parts.operations.discovery.begin(request, by)
    this.#findings = new Map()
    this.#fresh = new Map()
    return this.#run(this.#scan, plan)
  }

  scan(): Scan | null {
    return this.#scan ? this.#shown(this.#scan) : null
  }

  pause(id: number, by: By): Scan | Refusal {
    return this.#when(id, ['running'], (scan) => {
      this.#running?.run.hold()
      return this.#save({ ...scan, stage: 'paused' }, by)
    })
  }

  resume(id: number, by: By): Scan | Refusal {
    return this.#when(id, ['paused', 'cancelled'], (scan) => {
      if (scan.stage === 'paused' && this.#running) {
        this.#running.begun = this.#parts.clock.mono()
        this.#running.run.go()
        return this.#save({ ...scan, stage: 'running' }, by)
      }
      const plan = this.#plan(scan.request)
      if (isRefusal(plan)) return plan
      const going = this.#save({ ...scan, stage: 'running', endedAt: null }, by)
      return this.#scan ? this.#run(this.#scan, plan) : going
    })
  }

  cancel(id: number, by: By): Scan | Refusal {
    return this.#when(id, ['running', 'paused'], (scan) => {
      const saved = this.#save({ ...scan, stage: 'cancelled', endedAt: by.at }, by)
      void this.#running?.run.end()
      this.#running = null
      return saved
    })
  }

  rows(): ScanRow[] {
    const { operations, inventory, profiles } = this.#parts
    const key = `${inventory.revision()}/${this.#revision}/${this.#findings.size}/${this.#scan?.id ?? 0}`
    const book = profiles()
    if (this.#rows?.key === key && this.#rows.profiles === book) return this.#rows.rows
    const { stations, devices } = inventory.all()
    const rows = propose(
      [...this.#findings].map(([position, finding]) => ({ ...finding, position })).sort((a, b) => a.position - b.position),
      {
        codes: codeBook(stations.filter((station) => station.retiredOn === null)),
        plan: this.#lasting().plan,
        profiles: book,
        devices,
        identities: operations.discovery.identities(),
      },
    )
    this.#rows = { key, profiles: book, rows }
    return rows
  }

  /** What was found at a position of the last scan. */
  finding(position: number): ScanFinding | null {
    return this.#findings.get(position) ?? null
  }

  /** Who answered at a device; written with the next beat. */
  look(deviceId: number, identity: Identity): void {
    this.#looks.set(deviceId, identity)
  }

  /** Who answers at a device's address, as far as it is known. */
  identity(deviceId: number): DeviceIdentity | null {
    return this.#parts.operations.discovery.identity(deviceId)
  }

  replacements(): DeviceIdentity[] {
    return this.#parts.operations.discovery.identities().filter((one) => one.pending !== null)
  }

  /** Once a second: what came is written, and screens are told. */
  beat(): void {
    this.#noteLooks()
    const scan = this.#scan
    if (scan && (scan.stage === 'running' || this.#fresh.size > 0 || this.#unsaved)) this.#save(scan)
  }

  /** Sends nothing more; the next beat writes the last of it. What is under way is asked again when the scan goes on. */
  async end(): Promise<void> {
    await this.#running?.run.end()
  }

  #kept: { id: number; plan: AddressPlan; targets: number } | null = null
  /** What the last scan's files say, read once. */
  #lasting(): { plan: AddressPlan; targets: number } {
    const scan = this.#scan
    if (!scan) return { plan: NO_PLAN, targets: 0 }
    if (this.#kept?.id !== scan.id) {
      const plan = this.#running?.plan ?? this.#plan(scan.request)
      this.#kept = isRefusal(plan)
        ? { id: scan.id, plan: NO_PLAN, targets: scan.progress.done }
        : { id: scan.id, plan: plan.plan, targets: plan.sweep.count }
    }
    return this.#kept
  }

  #plan(request: ScanRequest): ScanPlan | Refusal {
    const { operations, inventory } = this.#parts
    const { timeoutMs } = operations.settings.get()
    return planScan(request, { credentials: operations.credentials, devices: inventory.all().devices, timeoutMs })
  }

  #run(scan: StoredScan, plan: ScanPlan): Scan {
    const { poller, clock } = this.#parts
    const known = scan.request.known ? new Set<string>() : this.#places()
    const run = poller.scan({
      count: plan.sweep.count,
      from: Math.min(scan.position, plan.sweep.count),
      tries: TRIES,
      rate: plan.estimate.rate,
      waitMs: plan.waitMs,
      mostInFlight: MOST_IN_FLIGHT,
      at(position): ScanTarget | null {
        const { host, port, listed } = plan.sweep.at(position)
        if (known.has(`${host}|${port}`)) return null
        const own = listed?.credentialId ?? null
        return { host, port, keys: own === null ? plan.keys : plan.keysOf(own) }
      },
      onContact: (position, contact) => this.#take(plan, position, contact),
    })
    const running: Running = { run, plan, begun: clock.mono(), activeMs: scan.progress.activeMs, before: scan.progress }
    this.#running = running
    void run.over.then((whole) => {
      if (!whole || this.#running !== running || !this.#scan) return
      this.#scan = this.#counted({ ...this.#scan, stage: 'done', endedAt: clock.now() })
      this.#running = null
      this.#unsaved = true
    })
    this.#parts.stale('discovery', 'scanned')
    return this.#shown(scan)
  }

  #places(): Set<string> {
    const { devices } = this.#parts.inventory.all()
    return new Set(devices.filter((device) => !device.retired).map(({ host, port }) => `${plainHost(host)}|${port}`))
  }

  /** Silence is only worth a row where a person listed the address. */
  #take(plan: ScanPlan, position: number, contact: Contact): void {
    const { host, port, listed } = plan.sweep.at(position)
    if (contact.state === 'silent' && listed === null) return
    const hint = listed ? { station: listed.station, name: listed.name } : null
    const finding: ScanFinding = { host, port, ...contact, at: this.#parts.clock.now(), hint }
    this.#findings.set(position, finding)
    this.#fresh.set(position, finding)
    this.#revision += 1
  }

  /** Writes how far it is. A person's act gets its audit row. */
  #save(scan: StoredScan, by?: By): Scan {
    const saved = this.#counted(scan)
    const fresh = this.#fresh
    this.#fresh = new Map()
    try {
      this.#parts.operations.discovery.save(saved, fresh, by)
    } catch (error) {
      for (const [position, finding] of fresh) if (!this.#fresh.has(position)) this.#fresh.set(position, finding)
      throw error
    }
    this.#scan = saved
    this.#unsaved = false
    this.#parts.stale('discovery')
    if (fresh.size > 0) this.#parts.stale('scanned')
    return this.#shown(saved)
  }

  #counted(scan: StoredScan): StoredScan {
    const running = this.#running
    if (!running) return scan
    const { run, before } = running
    const now = this.#parts.clock.mono()
    if (running.begun !== null) running.activeMs += now - running.begun
    running.begun = scan.stage === 'running' ? now : null
    const count = run.count()
    let answered = 0
    let identified = 0
    for (const { state, profile } of this.#findings.values()) {
      if (profile !== null && profile !== FALLBACK) identified += 1
      if (state !== 'silent' && state !== 'unresolved') answered += 1
    }
    const progress = {
      done: count.done,
      skipped: before.skipped + count.skipped,
      answered,
      identified,
      packets: before.packets + run.packets,
      activeMs: running.activeMs,
    }
    return { ...scan, position: count.position, progress }
  }

  #when(id: number, stages: readonly StoredScan['stage'][], act: (scan: StoredScan) => Scan | Refusal): Scan | Refusal {
    const scan = this.#scan
    if (!scan || scan.id !== id) return refuse('NOT_FOUND', 'notFound')
    if (!stages.includes(scan.stage)) return refuse('CONFLICT', 'scan.stage', undefined, { current: this.#shown(scan) })
    return act(scan)
  }

  #shown(scan: StoredScan): Scan {
    const { id, stage, startedBy, startedAt, endedAt, progress } = scan
    const { ranges, exclude, ports, credentialIds, rate, known } = scan.request
    const { targets } = this.#lasting()
    const asked = progress.done - progress.skipped
    const speed = asked > 20 && progress.activeMs > 2000 ? asked / progress.activeMs : null
    return {
      id,
      stage,
      request: { ranges, exclude, ports, credentialIds, rate, known },
      startedBy,
      startedAt,
      endedAt,
      targets,
      progress,
      secondsLeft: stage === 'running' && speed !== null ? Math.round(Math.max(0, targets - progress.done) / speed / 1000) : null,
    }
  }

  #noteLooks(): void {
    if (this.#looks.size === 0) return
    const { operations, clock, stale } = this.#parts
    const looks = this.#looks
    this.#looks = new Map()
    const now = clock.now()
    operations.transaction(() => {
      for (const [deviceId, identity] of looks) {
        const before = operations.discovery.known(deviceId)
        const after = seen(before, identity, now)
        if (!worthWriting(before, after)) continue
        operations.discovery.note(deviceId, after)
        this.#revision += 1
        if (before?.pending?.since !== after.pending?.since) stale('discovery', 'devices')
      }
    })
  }
}
