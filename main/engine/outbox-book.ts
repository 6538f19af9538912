/**
 * Notifications in the engine: plans what is to be told, keeps the outbox, and writes both with the incidents they are about in one transaction, so that
 * no kill in between loses a message or makes two of it. What is sent is written as being sent first; the engine never waits for a channel.
 */
import { ON_SCREEN, type Channel, type ChannelState } from '../../shared/model/channel.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { NotificationRule, NotificationSettings, OutboxState, ScreenNotice, Team } from '../../shared/model/notification.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { TestAnswer, WouldTell } from '../../shared/contract/notifications.ts'
import type { Moment } from '../domain/alarm/track.ts'
import { CHANNEL_DOWN } from '../domain/alarm/rules.ts'
import type { IncidentEvent } from '../domain/incident/event.ts'
import { addressOf, addressSentence } from '../domain/notify/check.ts'
import type { PlanContext } from '../domain/notify/context.ts'
import { isIdle, plan, type Plan } from '../domain/notify/plan.ts'
import { foresee, type Supposed } from '../domain/notify/preview.ts'
import { isGivenUp } from '../domain/notify/retry.ts'
import { emptyState, restoreState, type Held, type PlanState } from '../domain/notify/state.ts'
import type { Job, Message, Notice, OutboxEntry, TryResult } from '../domain/notify/types.ts'
import { listOf, messageOf, trialOf, type Frame } from '../domain/notify/words.ts'
import type { By, Operations } from '../store/store.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { Fleet } from './fleet.ts'
import { IncidentFacts } from './incident-facts.ts'
import type { Incidents } from './incidents.ts'
import { OutboxLines } from './outbox-lines.ts'
import type { Outbox } from './outbox.ts'
import type { EnginePart } from './part.ts'

const DAY_MS = 86_400_000
/** Where nothing can be written, what is due goes all the same after this: nobody told is worse than told twice. */
const UNWRITTEN_MS = 30_000
/** A sender that says nothing for so long has lost it. */
const LOST_MS = 180_000
const MOST_TRIES_KEPT = 10
const KEEP_DAYS = 90
const KEEP_ROWS = 200_000
const PRUNE_ROWS = 2000
const MOST_NOTICES = 200

export type OutboxParts = {
  readonly operations: Operations
  readonly fleet: Fleet
  readonly book: AlarmBook
  readonly incidents: Pick<Incidents, 'takeEvents' | 'find'>
  readonly battery: (stationId: number) => number | null
  /** A number in [0, 1). */
  readonly chance: () => number
  readonly now: () => Moment
}

export class OutboxBook implements EnginePart, Outbox {
  private readonly parts: OutboxParts
  private readonly facts: IncidentFacts
  private readonly lines = new OutboxLines()
  /** Held, due or being sent, by key. */
  private readonly open = new Map<string, OutboxEntry>()
  private readonly unwritten = new Set<string>()
  private readonly unwrittenCases = new Set<number>()
  /** Chosen to be sent, and since when: they go as soon as that is written. */
  private readonly chosen = new Map<string, number>()
  private readonly flyingSince = new Map<string, number>()
  private readonly trials = new Map<string, { settle: (answer: TestAnswer | Refusal) => void; mono: number }>()
  /** Incidents as they were when they were last told of. */
  private readonly known = new Map<number, Incident>()
  /** Trials whose line in the log has no number before it is written. */
  private readonly answered: { key: string; ok: boolean; answer: Phrase; ms: number }[] = []
  /** What happened to incidents before this run, and was not taken in. */
  private unheard: IncidentEvent[] = []
  private jobs: Job[] = []
  private notices: ScreenNotice[] = []
  private changed = true
  private pruning = true
  private memory: PlanState
  private channels = new Map<number, Channel>()
  private teams = new Map<number, Team>()
  private rules: NotificationRule[] = []
  private groups = new Map<number, ReadonlySet<number>>()
  private settings: NotificationSettings
  private branchName = ''
  private trialCount = 0

  constructor(parts: OutboxParts) {
    this.parts = parts
    const { operations, fleet, battery } = parts
    this.facts = new IncidentFacts(operations, fleet, battery)
    this.settings = operations.notifications.settings()
    this.memory = emptyState(parts.now().mono)
  }

  /** What the last run left: what was being sent may or may not have arrived, and goes again with the same key. */
  restore(now: Moment): void {
    const { operations, book } = this.parts
    this.read()
    const open = operations.outbox.open()
    const window = this.settings.digestMinutes * 60_000
    const recent = operations.outbox.recent(now.at - window, 5000)
    this.memory = restoreState({ cases: operations.outbox.cases(), open, recent }, now, window)
    for (const entry of open) {
      this.open.set(entry.key, entry)
      if (entry.kind === 'test') this.close(entry, 'failed')
      else if (entry.state !== 'held') this.queue(entry)
    }
    for (const id of this.channels.keys()) {
      const stands = book.find({ station: null, device: null }, CHANNEL_DOWN, String(id))?.track.raised ?? false
      const line = this.lines.of(id)
      if (stands) line.record = { ...line.record, down: true }
    }
    this.dropHomeless()
    this.unheard = this.missed(now)
  }

  /** Who is being hurried about an incident that a person had acknowledged before the last run could take that in. */
  private missed({ at }: Moment): IncidentEvent[] {
    const hurried = new Set<number>()
    for (const one of this.memory.cases.values()) if (one.rules.some((rule) => rule.nextAt !== null)) hurried.add(one.incidentId)
    for (const { kind, incidentId } of this.open.values()) if (kind === 'escalated' && incidentId !== null) hurried.add(incidentId)
    return Array.from(hurried, (id) => this.incident(id)).flatMap((incident) =>
      incident !== null && incident.acknowledgedAt !== null ? [{ kind: 'acknowledged' as const, incident, at }] : [],
    )
  }

  private read(): void {
    const { operations } = this.parts
    const { notifications } = operations
    this.channels = new Map(notifications.channels().map((one) => [one.id, one]))
    this.teams = new Map(notifications.teams().map((one) => [one.id, one]))
    this.rules = notifications.rules().filter((rule) => rule.enabled)
    this.groups = new Map(operations.groups.all().map((one) => [one.id, new Set(one.stationIds)]))
    this.settings = notifications.settings()
    this.branchName = operations.settings.get().branchName
    this.facts.forget()
  }

  reload(now: Moment): void {
    this.read()
    this.dropHomeless()
    this.judgeChannels(now)
  }

  /** What waits for a channel that is no more, or is off, goes nowhere. */
  private dropHomeless(): void {
    for (const entry of this.open.values())
      if (!this.channels.get(entry.channelId)?.enabled && entry.state !== 'sending') this.close(entry, 'dropped')
    for (const [id] of this.lines.all()) if (!this.channels.has(id)) this.lines.forget(id)
  }

  private get context(): PlanContext {
    const { rules, channels, teams, groups, settings } = this
    return { rules, channels, teams, groups, settings, incident: (id) => this.incident(id) }
  }

  private incident(id: number): Incident | null {
    return this.parts.incidents.find(id) ?? this.known.get(id) ?? null
  }

  after(now: Moment): void {
    const events = [...this.unheard, ...this.parts.incidents.takeEvents()]
    this.unheard = []
    for (const { incident } of events) this.known.set(incident.id, incident)
    if (events.length === 0 && isIdle(this.memory, now)) this.memory = { ...this.memory, mono: now.mono }
    else this.take(plan(this.memory, events, this.context, now), now)
    if (this.known.size > this.memory.cases.size + 1000) this.forgetIncidents()
    this.choose(now)
    this.reclaim(now)
  }

  /** Those that are neither open nor waited for. */
  private forgetIncidents(): void {
    const needed = new Set(Array.from(this.open.values(), (entry) => entry.incidentId))
    for (const id of this.known.keys()) if (!this.memory.cases.has(id) && !needed.has(id)) this.known.delete(id)
  }

  private take(next: Plan, now: Moment): void {
    this.memory = next.state
    for (const id of next.touched) this.unwrittenCases.add(id)
    for (const notice of next.hold) this.add(notice, 'held', notice.dueAt, null)
    for (const notice of next.go) this.add(notice, 'due', now.at, this.speak(notice, now))
    for (const { held, with: others } of next.release) {
      this.release(held, now)
      this.fold(others, held.key)
    }
    for (const { notice, of } of next.lists) {
      this.add(notice, 'due', now.at, this.list(notice, of, now))
      this.fold(of, notice.key)
    }
    for (const held of next.dropped) this.closeKey(held.key, 'dropped')
    if (next.stopped.size > 0)
      for (const entry of this.open.values())
        if (entry.kind === 'escalated' && entry.state === 'due' && entry.incidentId !== null && next.stopped.has(entry.incidentId))
          this.close(entry, 'dropped')
  }

  private add(notice: Notice, state: 'held' | 'due', dueAt: number, message: Message | null): void {
    const channel = this.channels.get(notice.channelId)
    // Sent before the last run ended: the same planned again is the same.
    if (!channel || this.open.has(notice.key) || this.parts.operations.outbox.has(notice.key)) return
    const { teamId, ...rest } = notice
    const { key, kind, severity, channelId, to, incidentId, ruleId, step, createdAt } = rest
    const entry: OutboxEntry = {
      id: 0,
      key,
      kind,
      severity,
      channelId,
      to,
      incidentId,
      ruleId,
      step,
      createdAt,
      state,
      dueAt,
      message,
      channelKind: channel.config.kind,
      channelName: channel.name,
      teamName: teamId === null ? null : (this.teams.get(teamId)?.name ?? null),
      language: this.languageOf(teamId),
      sentAt: null,
      attempts: 0,
      tries: [],
      listKey: null,
    }
    this.put(entry)
    if (state === 'due') this.lines.of(channelId).due.add(key)
  }

  private languageOf(teamId: number | null): Message['language'] {
    return (teamId === null ? null : this.teams.get(teamId)?.language) ?? this.settings.language
  }

  private release({ key }: Held, now: Moment): void {
    const entry = this.open.get(key)
    if (!entry) return
    this.put({ ...entry, state: 'due', dueAt: now.at, message: this.speak({ ...entry, teamId: null }, now, entry.language) })
    this.lines.of(entry.channelId).due.add(key)
  }

  private fold(held: readonly Held[], listKey: string): void {
    for (const { key } of held) {
      const entry = this.open.get(key)
      if (entry) this.close({ ...entry, listKey }, 'listed')
    }
  }

  private speak(notice: Notice, now: Moment, language = this.languageOf(notice.teamId)): Message | null {
    const incident = notice.incidentId === null ? null : this.incident(notice.incidentId)
    if (!incident || notice.kind === 'digest' || notice.kind === 'test') return null
    return messageOf(notice.kind, this.facts.of(incident), this.frame(notice.key, language, now.at))
  }

  private list(notice: Notice, of: readonly Held[], now: Moment): Message {
    const ids = new Set(of.flatMap((one) => one.incidentId ?? []))
    const incidents = Array.from(ids, (id) => this.incident(id)).filter((incident) => incident !== null)
    const language = this.open.get(of[0]?.key ?? '')?.language ?? this.languageOf(notice.teamId)
    return listOf(
      incidents.map((incident) => this.facts.of(incident)),
      notice.severity,
      this.frame(notice.key, language, now.at),
    )
  }

  private frame(key: string, language: Message['language'], at: number): Frame {
    return { key, language, at, consoleUrl: this.settings.consoleUrl, branchName: this.branchName }
  }

  private put(entry: OutboxEntry): void {
    this.open.set(entry.key, entry)
    this.unwritten.add(entry.key)
    this.changed = true
  }

  private closeKey(key: string, state: OutboxEntry['state']): void {
    const entry = this.open.get(key)
    if (entry) this.close(entry, state)
  }

  /** Stays in memory until it is written. */
  private close(entry: OutboxEntry, state: OutboxEntry['state']): void {
    this.lines.of(entry.channelId).due.delete(entry.key)
    this.put({ ...entry, state })
  }

  private queue(entry: OutboxEntry): void {
    this.put({ ...entry, state: 'due' })
    this.lines.of(entry.channelId).due.add(entry.key)
  }

  /** What goes now is written as being sent; screens are told by the next batch. */
  private choose(now: Moment): void {
    for (const [id, channel] of this.channels) {
      if (!channel.enabled) continue
      for (const key of this.lines.pick(id, channel.config.kind, channel.perMinute, now.mono, (one) => this.open.get(one))) {
        const entry = this.open.get(key)
        if (!entry) continue
        this.lines.begin(id, key, now.mono)
        this.chosen.set(key, now.mono)
        this.put({ ...entry, state: 'sending', attempts: entry.attempts + 1 })
      }
    }
    for (const [key, since] of this.chosen) if (now.mono - since >= UNWRITTEN_MS) this.handOver(key, now)
  }

  private handOver(key: string, now: Moment): void {
    this.chosen.delete(key)
    const entry = this.open.get(key)
    if (entry?.state !== 'sending') return
    this.flyingSince.set(key, now.mono)
    const { channelId, channelKind, to, severity, kind, incidentId, message } = entry
    if (ON_SCREEN.has(channelKind)) this.show(entry)
    else if (message) this.jobs.push({ key, channelId, to, severity, kind, incidentId, message })
    else this.done({ key, kind: 'refused', answer: { key: 'notify.answer.gone' }, askedMs: null })
  }

  private show({ key, kind, severity, channelKind, incidentId, message }: OutboxEntry): void {
    const incident = incidentId === null ? null : this.incident(incidentId)
    const title = incident?.title ?? { key: 'notify.screen.text', params: { text: message?.subject ?? '' } }
    const body: Phrase | null = incident
      ? { key: 'notify.screen.stations', params: { n: incident.stationIds.length } }
      : message && { key: 'notify.screen.text', params: { text: message.short } }
    this.notices.push({ key, kind, severity, incidentId, show: channelKind === 'desktop', sound: channelKind === 'sound', title, body })
    if (this.notices.length > MOST_NOTICES) this.notices.shift()
    this.done({ key, kind: 'sent', answer: { key: 'notify.answer.shown' }, askedMs: null })
  }

  takeJobs(): Job[] {
    const { jobs } = this
    this.jobs = []
    return jobs
  }

  done({ key, kind, answer, askedMs }: TryResult): void {
    const entry = this.open.get(key)
    if (entry?.state !== 'sending') return
    const now = this.parts.now()
    this.flyingSince.delete(key)
    const isTurned = this.lines.end(entry.channelId, { key, kind, answer, askedMs }, now, this.parts.chance())
    const tried = { at: now.at, ok: kind === 'sent', answer }
    const next: OutboxEntry = { ...entry, tries: [...entry.tries, tried].slice(-MOST_TRIES_KEPT) }
    const isOver = kind === 'refused' || entry.kind === 'test' || isGivenUp(entry.attempts, now.at - entry.dueAt)
    if (kind === 'sent') this.close({ ...next, sentAt: now.at }, 'sent')
    else if (isOver) this.close(next, 'failed')
    else if (this.isStopped(entry)) this.close(next, 'dropped')
    else this.queue(next)
    if (isTurned) this.judgeChannels(now)
    const trial = this.trials.get(key)
    if (trial) this.answered.push({ key, ok: kind === 'sent', answer, ms: now.mono - trial.mono })
  }
  /** Acknowledged or over meanwhile: nobody need be hurried. */
  private isStopped({ kind, incidentId }: OutboxEntry): boolean {
    if (kind !== 'escalated' || incidentId === null) return false
    const incident = this.incident(incidentId)
    return incident === null || incident.acknowledgedAt !== null || incident.endedAt !== null
  }

  lost(): void {
    for (const key of this.flyingSince.keys()) this.fly(key)
    this.jobs = []
  }

  /** Goes again; that the sender died is not the channel's fault. */
  private fly(key: string): void {
    this.flyingSince.delete(key)
    const entry = this.open.get(key)
    if (entry?.state !== 'sending') return
    this.lines.of(entry.channelId).flying.delete(key)
    this.queue(entry)
  }

  private reclaim(now: Moment): void {
    for (const [key, since] of this.flyingSince) if (now.mono - since >= LOST_MS) this.fly(key)
  }

  /** One alarm for each channel that is down, cleared by the first message that goes through it again. */
  private judgeChannels(now: Moment): void {
    const { book, fleet } = this.parts
    const rule = fleet.rules.get(CHANNEL_DOWN)
    const self = { station: null, device: null }
    for (const [id, channel] of this.channels) {
      const isDown = channel.enabled && this.lines.of(id).record.down
      const watch = isDown && rule?.rule.enabled ? book.watch(self, rule, String(id)) : book.find(self, CHANNEL_DOWN, String(id))
      if (watch && watch.track.raised !== isDown) book.apply(watch, { kind: 'sight', sight: isDown ? 'raise' : 'clear', moment: now })
    }
    for (const watch of book.byKey.values()) {
      const isOfGone = watch.key.startsWith('self|') && watch.rule?.rule.id === CHANNEL_DOWN && !this.channels.has(Number(watch.instance))
      if (isOfGone) book.withdraw(watch, now)
    }
  }

  get needsWriting(): boolean {
    return this.unwritten.size > 0 || this.unwrittenCases.size > 0
  }

  write(now: Moment): () => void {
    const { outbox } = this.parts.operations
    const written = Array.from(this.unwritten, (key) => this.open.get(key)).filter((entry) => entry !== undefined)
    const ids = new Map(written.map((entry) => [entry.key, outbox.put(entry)]))
    for (const id of this.unwrittenCases) {
      const one = this.memory.cases.get(id)
      if (one) outbox.saveCase({ ...one, rules: one.rules.map(({ nextMono: _nextMono, ...rest }) => rest) })
      else outbox.dropCase(id)
    }
    const pruned = this.pruning ? outbox.prune(now.at - KEEP_DAYS * DAY_MS, KEEP_ROWS, PRUNE_ROWS) : 0
    return () => {
      this.pruning = pruned === PRUNE_ROWS || written.some((entry) => entry.kind === 'digest')
      this.unwritten.clear()
      this.unwrittenCases.clear()
      for (const entry of written) {
        const isOpen = entry.state === 'held' || entry.state === 'due' || entry.state === 'sending'
        if (isOpen) this.open.set(entry.key, { ...entry, id: ids.get(entry.key) ?? entry.id })
        else this.open.delete(entry.key)
      }
      for (const { key, ...rest } of this.answered.splice(0)) {
        this.trials.get(key)?.settle({ ...rest, deliveryId: ids.get(key) ?? 1 })
        this.trials.delete(key)
      }
      for (const key of this.chosen.keys()) this.handOver(key, now)
    }
  }

  takeNews(): { notices: ScreenNotice[]; changed: boolean } {
    const { notices, changed } = this
    this.notices = []
    this.changed = false
    return { notices, changed }
  }

  test(channelId: number, to: string, by: By): Promise<TestAnswer | Refusal> {
    const channel = this.channels.get(channelId)
    if (!channel) return Promise.resolve(refuse('NOT_FOUND', 'notFound'))
    if (!channel.enabled) return Promise.resolve(refuse('INVALID', 'notification.channelOff'))
    const address = addressOf(channel.config.kind, to)
    if (address === null) {
      const issues = [{ path: 'to', phrase: { key: addressSentence(channel.config.kind) } }]
      return Promise.resolve(refuse('INVALID', 'invalid', undefined, { issues }))
    }
    const now = this.parts.now()
    const key = ['test', channelId, by.at.toString(36), ++this.trialCount].join('.')
    const message = trialOf(this.frame(key, this.settings.language, now.at), by.actor.name)
    const rest = { incidentId: null, ruleId: null, step: 0, createdAt: now.at, teamId: null }
    this.add({ key, kind: 'test', severity: 'indeterminate', channelId, to: address, ...rest }, 'due', now.at, message)
    return new Promise((settle) => this.trials.set(key, { settle, mono: now.mono }))
  }

  resend(id: number, by: By): Refusal | null {
    const { operations } = this.parts
    const entry = operations.outbox.get(id)
    if (!entry) return refuse('NOT_FOUND', 'notFound')
    if ((entry.state !== 'failed' && entry.state !== 'dropped') || this.open.has(entry.key) || entry.kind === 'test')
      return refuse('CONFLICT', 'notification.notFailed')
    if (!this.channels.get(entry.channelId)?.enabled) return refuse('INVALID', 'notification.channelOff')
    operations.audit.add({ action: 'delivery.resend', subject: `delivery:${id}` }, by)
    const now = this.parts.now()
    const message = entry.message ?? this.speak({ ...entry, teamId: null }, now, entry.language)
    this.queue({ ...entry, message, dueAt: now.at, attempts: 0 })
    return null
  }

  preview(supposed: Supposed, at: number): WouldTell[] {
    return foresee(supposed, this.context, at).map(({ notice, at: when, held }) => ({
      ruleId: notice.ruleId ?? 0,
      step: notice.step,
      channelId: notice.channelId,
      to: notice.to,
      teamName: notice.teamId === null ? null : (this.teams.get(notice.teamId)?.name ?? null),
      at: when,
      held,
    }))
  }

  channelState(id: number): ChannelState | null {
    const channel = this.channels.get(id)
    if (!channel) return null
    const { record, failingSince, lastSentAt, problem, due, flying } = this.lines.of(id)
    const now = this.parts.now()
    const health = !channel.enabled ? 'off' : record.down ? 'down' : record.failures > 0 ? 'retrying' : lastSentAt === null ? 'idle' : 'ok'
    return {
      id,
      health,
      failingSince,
      lastSentAt,
      problem,
      nextTryAt: record.failures > 0 && due.size > 0 ? now.at + Math.max(0, record.retryMono - now.mono) : null,
      waiting: due.size + flying.size,
    }
  }

  state(): OutboxState {
    const now = this.parts.now()
    let held = 0
    for (const entry of this.open.values()) if (entry.state === 'held') held += 1
    let waiting = 0
    for (const [, line] of this.lines.all()) waiting += line.due.size + line.flying.size
    const channels = Array.from(this.channels.keys(), (id) => this.channelState(id)).filter((one) => one !== null)
    return { channels, waiting, held, ...this.parts.operations.outbox.counts(now.at - DAY_MS) }
  }
}
