/**
 * Keeps a storm from becoming a flood: a receiver gets a few messages at once, more of them as one list, and in quiet hours what is critical alone.
 * For each receiver there are at most `digestOver` single messages and one list within `digestMinutes`.
 */
import { MINUTE, SECOND } from '../../../shared/format/time.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import type { PlanContext } from './context.ts'
import { receiverOf } from './context.ts'
import { endOf, within } from './hours.ts'
import type { Held, Moment, PlanState } from './state.ts'
import type { Notice } from './types.ts'

/** The first list of a storm waits so long for what belongs to it. */
const FIRST_LIST_MS = 20 * SECOND

export type List = { readonly notice: Notice; readonly of: readonly Held[] }
export type Gathered = {
  /** New: go at once. */
  readonly go: readonly Notice[]
  /** New: wait. */
  readonly hold: readonly Held[]
  /** Waited, and go by themselves now; `with` are others of the same incident that it speaks for. */
  readonly release: readonly { readonly held: Held; readonly with: readonly Held[] }[]
  readonly lists: readonly List[]
  /** Waited, and need not go any more. */
  readonly dropped: readonly Held[]
}

export class Gathering {
  private readonly held: Map<string, readonly Held[]>
  private readonly sent: Map<string, readonly number[]>
  private readonly listed: Map<string, number>
  private readonly goNow: Notice[] = []
  private readonly waits: Held[] = []
  private readonly releases: { held: Held; with: Held[] }[] = []
  private readonly lists: List[] = []
  private readonly droppedNow: Held[] = []
  private readonly context: PlanContext
  private readonly now: Moment
  private readonly windowMs: number

  constructor(state: PlanState, context: PlanContext, now: Moment) {
    this.held = new Map(state.held)
    this.sent = new Map(state.sent)
    this.listed = new Map(state.listed)
    this.context = context
    this.now = now
    this.windowMs = context.settings.digestMinutes * MINUTE
  }

  drop(isOver: (held: Held) => boolean): void {
    for (const [receiver, list] of this.held) {
      const over = list.filter(isOver)
      if (over.length === 0) continue
      this.droppedNow.push(...over)
      this.keep(
        receiver,
        list.filter((one) => !isOver(one)),
      )
    }
  }

  offer(notices: readonly Notice[]): void {
    for (const [receiver, all] of Map.groupBy(notices, receiverOf)) {
      const loud: Notice[] = []
      const quiet: Held[] = []
      for (const notice of all) {
        const until = this.quietOf(notice)
        if (until === null) loud.push(notice)
        else quiet.push({ ...notice, dueAt: until, dueMono: null })
      }
      if (quiet.length > 0) this.hold(receiver, quiet)
      if (loud.length > 0) this.take(receiver, loud)
    }
  }

  /** When its quiet hours end; null where it may be sent now. */
  private quietOf(notice: Notice): number | null {
    const quiet = notice.teamId === null ? null : (this.context.teams.get(notice.teamId)?.quiet ?? null)
    return !quiet || notice.severity === 'critical' || !within(quiet, this.now.at) ? null : endOf(quiet, this.now.at)
  }

  private take(receiver: string, notices: readonly Notice[]): void {
    const channel = this.context.channels.get(notices[0]!.channelId)
    const waiting = this.held.get(receiver)?.find((one) => one.dueMono !== null)
    const room = this.context.settings.digestOver - this.recent(receiver).length
    if (channel?.digest === false || (!waiting && notices.length <= room)) {
      this.goNow.push(...notices)
      this.note(receiver, notices.length)
      return
    }
    const last = this.listed.get(receiver)
    const dueMono = waiting?.dueMono ?? Math.max(this.now.mono + FIRST_LIST_MS, last === undefined ? 0 : last + this.windowMs)
    const dueAt = Math.round(this.now.at + Math.max(0, dueMono - this.now.mono))
    this.hold(
      receiver,
      notices.map((notice) => ({ ...notice, dueAt, dueMono })),
    )
  }

  private hold(receiver: string, held: readonly Held[]): void {
    for (const one of held) this.waits.push(one)
    this.keep(receiver, [...(this.held.get(receiver) ?? []), ...held])
  }

  private keep(receiver: string, list: readonly Held[]): void {
    if (list.length > 0) this.held.set(receiver, list)
    else this.held.delete(receiver)
  }

  private recent(receiver: string): readonly number[] {
    const since = this.now.mono - this.windowMs
    const list = (this.sent.get(receiver) ?? []).filter((mono) => mono > since)
    if (list.length > 0) this.sent.set(receiver, list)
    else this.sent.delete(receiver)
    return list
  }

  private note(receiver: string, count: number): void {
    // More than these make no difference.
    const most = this.context.settings.digestOver + 1
    this.sent.set(receiver, [...this.recent(receiver), ...Array.from({ length: Math.min(count, most) }, () => this.now.mono)].slice(-most))
  }

  /** What has waited long enough goes: alone where it is about one incident, else as a list. */
  flush(): void {
    for (const [receiver, list] of this.held) {
      const due = list.filter((one) => (one.dueMono === null ? one.dueAt <= this.now.at : one.dueMono <= this.now.mono))
      if (due.length === 0) continue
      this.keep(
        receiver,
        list.filter((one) => !due.includes(one)),
      )
      const channel = this.context.channels.get(due[0]!.channelId)
      if (!channel?.enabled) this.droppedNow.push(...due)
      else if (!channel.digest) {
        for (const held of due) this.releases.push({ held, with: [] })
        this.note(receiver, due.length)
      } else {
        this.letGo(due)
        this.note(receiver, 1)
        this.listed.set(receiver, this.now.mono)
      }
    }
  }

  private letGo(due: readonly Held[]): void {
    const latest = due.at(-1)!
    if (due.every((one) => one.incidentId === latest.incidentId)) {
      this.releases.push({ held: latest, with: due.slice(0, -1) })
      return
    }
    const worst = due.reduce((a, b) => (SEVERITIES.indexOf(b.severity) < SEVERITIES.indexOf(a.severity) ? b : a))
    const { channelId, to, teamId } = latest
    const key = `list.${due[0]!.key}`
    const rest = { incidentId: null, ruleId: null, step: 0, createdAt: this.now.at }
    this.lists.push({ of: due, notice: { key, kind: 'digest', severity: worst.severity, channelId, to, teamId, ...rest } })
  }

  result(): Gathered & Pick<PlanState, 'held' | 'sent' | 'listed'> {
    for (const [receiver, mono] of this.listed) if (mono <= this.now.mono - this.windowMs) this.listed.delete(receiver)
    return {
      go: this.goNow,
      hold: this.waits,
      release: this.releases,
      lists: this.lists,
      dropped: this.droppedNow,
      held: this.held,
      sent: this.sent,
      listed: this.listed,
    }
  }
}
