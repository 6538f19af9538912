/** Messages that wait, a line for each channel: which of them go now. Failing channels get one message at a time; no channel waits for another. */
import { MINUTE } from '../../shared/format/time.ts'
import { SEVERITIES } from '../../shared/model/alarm.ts'
import type { ChannelKind } from '../../shared/model/channel.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { afterTry, FRESH, type ChannelRecord } from '../domain/notify/retry.ts'
import type { OutboxEntry, TryResult } from '../domain/notify/types.ts'

/** So many messages of one channel are on their way together. */
const TOGETHER: Readonly<Record<ChannelKind, number>> = { desktop: 50, sound: 50, smtp: 2, webhook: 4, telegram: 2, sms: 2, syslog: 10 }

export type Line = {
  record: ChannelRecord
  /** Wall time of the first failure in a row, and of the last success. */
  failingSince: number | null
  lastSentAt: number | null
  /** What the last failure said; null while none stands. */
  problem: Phrase | null
  readonly due: Set<string>
  readonly flying: Set<string>
  /** Monotonic moments of the last minute's messages, oldest first. */
  sent: number[]
}

export class OutboxLines {
  private readonly lines = new Map<number, Line>()

  of(channelId: number): Line {
    const found = this.lines.get(channelId)
    if (found) return found
    const made: Line = { record: FRESH, failingSince: null, lastSentAt: null, problem: null, due: new Set(), flying: new Set(), sent: [] }
    this.lines.set(channelId, made)
    return made
  }

  forget(channelId: number): void {
    this.lines.delete(channelId)
  }

  all(): IterableIterator<[number, Line]> {
    return this.lines.entries()
  }

  /** Which messages of a channel go now, the worst first. Trials go at once, whatever else is. */
  pick(channelId: number, kind: ChannelKind, perMinute: number, mono: number, entryOf: (key: string) => OutboxEntry | undefined): string[] {
    const line = this.of(channelId)
    if (line.due.size === 0) return []
    const due = Array.from(line.due, (key) => entryOf(key)).filter((entry) => entry !== undefined)
    const trials = due.filter((entry) => entry.kind === 'test').map((entry) => entry.key)
    line.sent = line.sent.filter((at) => at > mono - MINUTE)
    const isFailing = line.record.failures > 0
    const room = isFailing ? (mono >= line.record.retryMono ? 1 - line.flying.size : 0) : TOGETHER[kind] - line.flying.size
    const most = Math.min(room, perMinute - line.sent.length)
    const others = most <= 0 ? [] : ranked(due.filter((entry) => entry.kind !== 'test')).slice(0, most)
    return [...trials, ...others.map((entry) => entry.key)]
  }

  begin(channelId: number, key: string, mono: number): void {
    const line = this.of(channelId)
    line.due.delete(key)
    line.flying.add(key)
    line.sent.push(mono)
  }

  /** Takes how a try ended; true where the channel went down or came back with it. */
  end(channelId: number, { key, kind, answer, askedMs }: TryResult, now: { at: number; mono: number }, chance: number): boolean {
    const line = this.of(channelId)
    const before = line.record
    line.flying.delete(key)
    line.record = afterTry(before, kind, now.mono, chance, askedMs)
    const isWell = line.record.failures === 0
    line.problem = isWell ? null : answer
    line.failingSince = isWell ? null : (line.failingSince ?? now.at)
    if (kind === 'sent') line.lastSentAt = now.at
    return before.down !== line.record.down
  }
}

function ranked(entries: OutboxEntry[]): OutboxEntry[] {
  return entries.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.dueAt - b.dueAt || a.id - b.id)
}
