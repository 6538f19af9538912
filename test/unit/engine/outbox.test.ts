/** The outbox: written with what it is about, sent at least once and never planned twice, retried without holding anybody up, and found again after a kill. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncidentEvent } from '../../../main/domain/incident/event.ts'
import { AlarmBook } from '../../../main/engine/alarm-book.ts'
import { Fleet } from '../../../main/engine/fleet.ts'
import { OutboxBook } from '../../../main/engine/outbox-book.ts'
import type { Job, TryResult } from '../../../main/domain/notify/types.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { openReader } from '../../../main/store/reader.ts'
import type { By, Operations } from '../../../main/store/store.ts'
import type { Channel } from '../../../shared/model/channel.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import { NotificationRuleInput, type Delivery } from '../../../shared/model/notification.ts'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import { incident, MORNING } from '../../support/notify.ts'

const BY: By = { actor: { name: 'Lan', role: 'admin' }, at: MORNING }
const MINUTE = 60_000

function sure<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(JSON.stringify(value))
  return value
}

/** A part of the engine alone, on fake time, over a real file. */
class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'branchwatch-outbox-'))
  operations: Operations
  events: IncidentEvent[] = []
  readonly incidents = new Map<number, Incident>()
  at = MORNING
  mono = 1000
  alarms: AlarmBook
  book: OutboxBook
  readonly hook: Channel
  readonly other: Channel
  broken = false

  constructor() {
    this.operations = this.openStore()
    const { notifications } = this.operations
    const hookOf = (name: string) =>
      sure(
        notifications.saveChannel(
          null,
          { name, enabled: true, perMinute: 600, digest: true, config: { kind: 'webhook', url: `http://127.0.0.1/${name}`, verify: true } },
          'bí mật',
          BY,
        ),
      )
    this.hook = hookOf('một')
    this.other = hookOf('hai')
    const [first] = notifications.rules()
    sure(notifications.removeRule(first!, BY))
    this.rule([this.hook.id, this.other.id])
    ;({ alarms: this.alarms, book: this.book } = this.start())
  }
  private openStore(): Operations {
    const opened = openOperations(this.folder)
    if ('kind' in opened) throw new Error(opened.detail)
    return opened
  }
  rule(channelIds: number[], later: number[] = []): void {
    const steps = [
      { afterMinutes: 0, channelIds, teamIds: [] },
      ...(later.length > 0 ? [{ afterMinutes: 5, channelIds: later, teamIds: [] }] : []),
    ]
    const values = {
      name: `r${channelIds.join()}`,
      enabled: true,
      atLeast: 'major',
      causes: [],
      communeIds: [],
      groupIds: [],
      weekdays: [],
      hours: null,
    }
    sure(
      this.operations.notifications.saveRule(null, NotificationRuleInput.parse({ ...values, steps, tellWorse: true, tellEnd: true }), BY),
    )
  }
  private start(): { alarms: AlarmBook; book: OutboxBook } {
    const fleet = new Fleet()
    fleet.load(this.operations, { at: this.at, mono: this.mono })
    const alarms = new AlarmBook(
      () => {},
      () => null,
    )
    const incidents = { takeEvents: () => this.events.splice(0), find: (id: number) => this.incidents.get(id) ?? null }
    const now = () => ({ at: this.at, mono: this.mono })
    const book = new OutboxBook({
      operations: this.operations,
      fleet,
      book: alarms,
      incidents,
      battery: () => null,
      chance: () => 0.5,
      now,
    })
    book.restore(now())
    return { alarms, book }
  }
  say(kind: IncidentEvent['kind'], ...list: Incident[]): this {
    for (const one of list) this.incidents.set(one.id, one)
    this.events.push(...list.map((one) => ({ kind, incident: one, at: this.at })))
    return this
  }
  /** One second of the engine; what is to be sent after it. */
  tick(step = 1000): Job[] {
    const now = { at: (this.at += step), mono: (this.mono += step) }
    this.book.after(now)
    if ((this.book.needsWriting || this.alarms.needsWriting) && !this.broken)
      for (const done of this.operations.transaction(() => [this.book.write(now), this.alarms.write(this.operations, now.mono)])) done()
    return this.book.takeJobs()
  }
  pass(ms: number, answer: (job: Job) => Omit<TryResult, 'key' | 'answer'> = () => ({ kind: 'sent', askedMs: null }), step = 1000): Job[] {
    const all: Job[] = []
    for (const end = this.mono + ms; this.mono < end;)
      for (const job of this.tick(step)) {
        all.push(job)
        this.book.done({ key: job.key, answer: { key: 'notify.answer.sent' }, ...answer(job) })
      }
    return all
  }
  /** kill -9: what memory held is gone. */
  kill(): void {
    this.operations.close()
    this.operations = this.openStore()
    ;({ alarms: this.alarms, book: this.book } = this.start())
  }
  log(): Delivery[] {
    const reader = openReader(this.folder)
    if ('kind' in reader) throw new Error(reader.detail)
    const { rows } = reader.deliveries({ before: null, limit: 500, channelId: null, incidentId: null, states: [] })
    reader.close()
    return rows
  }
  close(): void {
    this.operations.close()
    rmSync(this.folder, { recursive: true })
  }
}

let w: World
beforeEach(() => {
  w = new World()
})
afterEach(() => w.close())

const failing = () => ({ kind: 'retry' as const, askedMs: null })

it('sends what began once to each channel, and the log says so', () => {
  const jobs = w.say('began', incident(1)).pass(3000)
  expect(jobs.map((job) => job.channelId)).toEqual([w.hook.id, w.other.id])
  expect(jobs[0]?.message.subject).toBe('[Lớn] Mất điện lưới')
  expect(w.log().map(({ state, attempts, incidentId, kind }) => [state, attempts, incidentId, kind])).toEqual([
    ['sent', 1, 1, 'began'],
    ['sent', 1, 1, 'began'],
  ])
  expect(w.book.state()).toMatchObject({ waiting: 0, held: 0, sent: 2, failed: 0 })
})

describe('a kill', () => {
  it('before the transaction leaves neither incident nor message, and both come again', () => {
    w.say('began', incident(1))
    w.book.after({ at: w.at, mono: w.mono })
    w.kill()
    expect(w.log()).toEqual([])
    expect(w.say('began', incident(1)).pass(2000)).toHaveLength(2)
  })

  it('between sending and writing it down sends it once more with the same key', () => {
    const before = w.say('began', incident(1)).tick()
    w.kill()
    const after = w.pass(2000)
    expect(after.map((job) => job.key).sort()).toEqual(before.map((job) => job.key).sort())
    expect(w.log().every(({ state, attempts }) => state === 'sent' && attempts === 2)).toBe(true)
  })

  it('after it was sent sends nothing, not even where the same beginning is said again', () => {
    w.say('began', incident(1)).pass(2000)
    w.kill()
    expect(w.say('began', incident(1)).pass(5000)).toEqual([])
    expect(w.log()).toHaveLength(2)
  })

  it('does not lose who was told, what is held and when it escalates', () => {
    w.rule([w.hook.id], [w.other.id])
    w.book.reload({ at: w.at, mono: w.mono })
    w.say('began', ...Array.from({ length: 30 }, (_, i) => incident(i + 1))).tick()
    expect(w.book.state().held).toBe(60)
    w.kill()
    expect(w.book.state().held).toBe(60)
    const jobs = w.pass(30_000)
    expect(jobs.map((job) => job.message.data['event'])).toEqual(['digest', 'digest'])
    w.kill()
    w.say('ended', incident(1, { state: 'ended', endedAt: w.at }))
    expect(w.pass(20 * MINUTE).map((job) => job.message.data['event'])).toContain('ended')
  })
})

describe('a channel that fails', () => {
  it('is asked ever less often by one message alone, raises one alarm, and keeps nobody else waiting', () => {
    const answer = (job: Job) => (job.channelId === w.hook.id ? failing() : { kind: 'sent' as const, askedMs: null })
    const jobs = w.say('began', incident(1), incident(2), incident(3)).pass(10 * MINUTE, answer)
    const tries = jobs.filter((job) => job.channelId === w.hook.id)
    expect(jobs.filter((job) => job.channelId === w.other.id)).toHaveLength(3)
    expect(tries.length).toBeLessThan(12)
    expect(w.alarms.active()).toMatchObject([{ ruleId: 'channel-down', stationId: 0, instance: String(w.hook.id), clearedAt: null }])
    expect(w.book.channelState(w.hook.id)).toMatchObject({ health: 'down', waiting: 3 })
    expect(w.book.channelState(w.other.id)).toMatchObject({ health: 'ok', waiting: 0 })
    const delivered = w.pass(10 * MINUTE).filter((job) => job.channelId === w.hook.id)
    expect(new Set(delivered.map((job) => job.key)).size).toBe(3)
    expect(w.alarms.byKey.get(`self|channel-down|${w.hook.id}`)?.row?.clearedAt ?? 'forgotten').not.toBeNull()
    expect(w.log().filter((row) => row.state !== 'sent')).toEqual([])
  })

  it('for an hour and then answers: delivered once', () => {
    w.say('began', incident(1)).pass(60 * MINUTE, (job) => (job.channelId === w.hook.id ? failing() : { kind: 'sent', askedMs: null }))
    const late = w.pass(10 * MINUTE)
    expect(late.map((job) => job.channelId)).toEqual([w.hook.id])
    const [row] = w.log().filter((one) => one.channelId === w.hook.id)
    expect(row).toMatchObject({ state: 'sent' })
    expect(row!.attempts).toBeGreaterThan(10)
    expect(row!.attempts).toBeLessThan(25)
    expect(row!.tries.length).toBeLessThanOrEqual(10)
  })

  it('for a whole day gives up, visibly, and can be sent again by hand', () => {
    w.say('began', incident(1)).pass(9 * 60 * MINUTE, failing, 10_000)
    const rows = w.log()
    expect(rows.map((row) => row.state)).toEqual(['failed', 'failed'])
    expect(w.book.state().failed).toBe(2)
    expect(w.book.resend(rows[0]!.id, BY)).toBeNull()
    expect(isRefusal(w.book.resend(rows[0]!.id, BY))).toBe(true)
    expect(w.pass(6 * MINUTE)).toHaveLength(1)
    expect(isRefusal(w.book.resend(rows[0]!.id, BY))).toBe(true)
    expect(isRefusal(w.book.resend(999, BY))).toBe(true)
  })

  it('that refuses a message is not down, and the message is given up at once', () => {
    w.say('began', incident(1)).pass(5000, () => ({ kind: 'refused', askedMs: null }))
    expect(w.log().map(({ state, attempts }) => [state, attempts])).toEqual([
      ['failed', 1],
      ['failed', 1],
    ])
    expect(w.alarms.active()).toEqual([])
  })

  it('that is removed takes its alarm and what waits for it along', () => {
    w.say('began', incident(1)).pass(2 * MINUTE, failing)
    expect(w.alarms.active()).toHaveLength(2)
    const { notifications } = w.operations
    for (const rule of notifications.rules()) sure(notifications.removeRule(rule, BY))
    expect(notifications.removeChannel(w.hook, BY)).toBeNull()
    w.book.reload({ at: w.at, mono: w.mono })
    w.tick()
    expect(w.alarms.active().filter((row) => row.clearedAt === null)).toHaveLength(1)
    expect(
      w
        .log()
        .map((row) => row.state)
        .sort(),
    ).toEqual(['dropped', 'due'])
  })
})

it('a sender that dies with messages is given them again', () => {
  const first = w.say('began', incident(1)).tick()
  w.book.lost()
  expect(w.tick().map((job) => job.key)).toEqual(first.map((job) => job.key))
})

it('a sender that never answers loses them after a while', () => {
  w.say('began', incident(1)).tick()
  let again = 0
  for (let i = 0; i < 200; i++) again += w.tick().length
  expect(again).toBe(2)
})

it('where nothing can be written people are told all the same, after half a minute', () => {
  w.broken = true
  const jobs = w.say('began', incident(1)).pass(40_000)
  expect(jobs).toHaveLength(2)
  w.broken = false
  expect(w.pass(5000)).toEqual([])
  expect(w.log().map((row) => row.state)).toEqual(['sent', 'sent'])
})

it('no faster than a channel may', () => {
  const { notifications } = w.operations
  const { id, version, hasSecret: _hasSecret, ...rest } = w.hook
  sure(notifications.saveChannel({ id, version }, { ...rest, perMinute: 3, digest: false }, null, BY))
  w.book.reload({ at: w.at, mono: w.mono })
  w.say('began', ...Array.from({ length: 20 }, (_, i) => incident(i + 1, { severity: i === 19 ? 'critical' : 'major' })))
  const jobs = w.pass(MINUTE).filter((job) => job.channelId === id)
  expect(jobs).toHaveLength(3)
  expect(jobs[0]?.severity).toBe('critical')
  expect(w.pass(7 * MINUTE).filter((job) => job.channelId === id)).toHaveLength(17)
})

describe('escalation', () => {
  it('on its way through a channel that is down stops when somebody acknowledges', () => {
    w.rule([w.other.id], [w.hook.id])
    w.book.reload({ at: w.at, mono: w.mono })
    w.say('began', incident(1))
    const answer = (job: Job) => (job.channelId === w.hook.id ? failing() : { kind: 'sent' as const, askedMs: null })
    w.pass(7 * MINUTE, answer)
    expect(
      w
        .log()
        .filter((row) => row.kind === 'escalated')
        .map((row) => row.state),
    ).toEqual(['due'])
    w.say('acknowledged', incident(1, { acknowledgedAt: w.at, acknowledgedBy: 'Lan' })).pass(3000, answer)
    expect(
      w
        .log()
        .filter((row) => row.kind === 'escalated')
        .map((row) => row.state),
    ).toEqual(['dropped'])
  })
})

describe('a trial', () => {
  it('is answered in words, once, and never tried again', async () => {
    const answer = w.book.test(w.hook.id, '', BY)
    w.pass(2000, failing)
    w.tick()
    expect(await answer).toMatchObject({ ok: false, answer: { key: 'notify.answer.sent' } })
    expect(w.pass(5 * MINUTE)).toEqual([])
    expect(w.log()).toMatchObject([{ kind: 'test', state: 'failed', attempts: 1 }])
  })

  it('does not wait for a channel that is down, and brings it back', async () => {
    w.say('began', incident(1)).pass(5 * MINUTE, failing)
    expect(w.book.channelState(w.hook.id)?.health).toBe('down')
    const answer = w.book.test(w.hook.id, '', BY)
    w.pass(3000)
    expect(await answer).toMatchObject({ ok: true })
    expect(w.book.channelState(w.hook.id)?.health).toBe('ok')
  })

  it('is refused for what cannot be tried', async () => {
    expect(isRefusal(await w.book.test(999, '', BY))).toBe(true)
    expect(await w.book.test(w.hook.id, 'somebody', BY)).toMatchObject({ refused: 'INVALID' })
  })
})

it('screens are told each once, and the sound apart', () => {
  w.rule([1, 2])
  w.book.reload({ at: w.at, mono: w.mono })
  w.say('began', incident(1)).pass(2000)
  expect(w.book.takeNews().notices.map(({ show, sound, incidentId, title }) => [show, sound, incidentId, title.key])).toEqual([
    [true, false, 1, 'rule.mains-failure.title'],
    [false, true, 1, 'rule.mains-failure.title'],
  ])
  expect(w.book.takeNews().notices).toEqual([])
})

it('what opens a channel is sealed in the file and in no answer', () => {
  expect(w.operations.notifications.secret(w.hook.id)).toBe('bí mật')
  expect(JSON.stringify(w.operations.notifications.channels())).not.toContain('bí mật')
  expect(JSON.stringify(w.operations.audit.page(null, 100))).not.toContain('bí mật')
})
