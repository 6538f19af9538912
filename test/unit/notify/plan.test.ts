/** Who is told what: rules, follow-ups, escalation, quiet hours and lists, on fake time. */
import { describe, expect, it } from 'vitest'
import type { IncidentEvent } from '../../../main/domain/incident/event.ts'
import type { PlanContext } from '../../../main/domain/notify/context.ts'
import { isIdle, plan, type Plan } from '../../../main/domain/notify/plan.ts'
import { foresee } from '../../../main/domain/notify/preview.ts'
import { emptyState, type PlanState } from '../../../main/domain/notify/state.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import { channel, context, HOOK, incident, MAIL, MORNING, rule, SMS, team } from '../../support/notify.ts'

const MINUTE = 60_000

/** A desk on fake time: seconds pass one by one, and what is let go is noted. */
class Desk {
  state: PlanState = emptyState(0)
  mono = 0
  readonly incidents = new Map<number, Incident>()
  readonly gone: { at: number; kind: string; of: number[]; to: string; step: number }[] = []
  readonly keys = new Set<string>()
  dropped: string[] = []
  context: PlanContext
  at: number
  constructor(given: Parameters<typeof context>[0] = {}, at = MORNING) {
    this.context = context({ ...given, incidents: this.incidents })
    this.at = at
  }
  say(kind: IncidentEvent['kind'], ...list: Incident[]): Plan {
    for (const one of list) this.incidents.set(one.id, one)
    return this.step(list.map((one) => ({ kind, incident: one, at: this.at })))
  }
  step(events: IncidentEvent[] = []): Plan {
    const now = { at: this.at, mono: this.mono }
    const next = plan(this.state, events, this.context, now)
    this.state = next.state
    const note = (kind: string, of: number[], to: string, step: number, key: string): void => {
      expect(this.keys.has(key)).toBe(false)
      this.keys.add(key)
      this.gone.push({ at: this.at, kind, of, to, step })
    }
    for (const one of next.go) note(one.kind, [one.incidentId!], one.to, one.step, one.key)
    for (const { held } of next.release) note(held.kind, [held.incidentId!], held.to, held.step, held.key)
    for (const { notice, of } of next.lists)
      note(
        'digest',
        of.map((one) => one.incidentId!),
        notice.to,
        0,
        notice.key,
      )
    this.dropped.push(...next.dropped.map((one) => one.key))
    return next
  }
  pass(ms: number): this {
    for (const end = this.mono + ms; this.mono < end;) {
      this.mono += 1000
      this.at += 1000
      if (isIdle(this.state, { at: this.at, mono: this.mono })) this.state = { ...this.state, mono: this.mono }
      else this.step()
    }
    return this
  }
  kinds(): string[] {
    return this.gone.map((one) => one.kind)
  }
}
const steps = (...waits: number[]) => waits.map((afterMinutes, i) => ({ afterMinutes, channelIds: [MAIL], teamIds: [i === 0 ? 1 : 2] }))

describe('rules name incidents', () => {
  const evening = MORNING + 12 * 60 * MINUTE
  it.each([
    ['severe enough', {}, {}, MORNING, true],
    ['not severe enough', {}, { severity: 'minor' }, MORNING, false],
    ['of its cause', { causes: ['mains'] }, {}, MORNING, true],
    ['of another cause', { causes: ['backhaul'] }, {}, MORNING, false],
    ['in its commune', { communeIds: [1, 5] }, {}, MORNING, true],
    ['elsewhere', { communeIds: [5] }, {}, MORNING, false],
    ['of its group', { groupIds: [7] }, { stationIds: [9, 3] }, MORNING, true],
    ['of another group', { groupIds: [7] }, { stationIds: [9] }, MORNING, false],
    ['in its hours', { hours: { from: 7 * 60, to: 18 * 60 } }, {}, MORNING, true],
    ['at 22:00, out of its hours', { hours: { from: 7 * 60, to: 18 * 60 } }, {}, evening, false],
    ['at 22:00, in hours over midnight', { hours: { from: 18 * 60, to: 6 * 60 } }, {}, evening, true],
    ['on its day', { weekdays: [1] }, {}, MORNING, true],
    ['on another day', { weekdays: [2, 6] }, {}, MORNING, false],
    [
      'at 02:00 of the night that began on its day',
      { weekdays: [1], hours: { from: 18 * 60, to: 6 * 60 } },
      {},
      MORNING + 16 * 60 * MINUTE,
      true,
    ],
  ] as const)('%s', (_name, of, over, at, isTold) => {
    const desk = new Desk({ rules: [rule(1, of as Partial<ReturnType<typeof rule>>)] }, at)
    desk.say('began', incident(1, over as Partial<Incident>))
    expect(desk.gone.length).toBe(isTold ? 1 : 0)
  })

  it('tells each receiver once, by the first rule that names it', () => {
    const both = [rule(1), rule(2, { steps: [{ afterMinutes: 0, channelIds: [MAIL, HOOK], teamIds: [1, 2] }] })]
    const desk = new Desk({ rules: both })
    const next = desk.say('began', incident(1))
    expect(next.go.map((one) => [one.ruleId, one.channelId, one.to])).toEqual([
      [1, MAIL, 'doi1@chi-nhanh.example'],
      [2, MAIL, 'doi2@chi-nhanh.example'],
      [2, HOOK, ''],
    ])
  })

  it('leaves out channels that are off', () => {
    const desk = new Desk({ channels: [channel(MAIL, { enabled: false }), channel(HOOK)] })
    expect(desk.say('began', incident(1)).go).toEqual([])
  })
})

describe('what follows', () => {
  it('goes only to those who were told of the beginning', () => {
    const desk = new Desk({
      rules: [rule(1), rule(2, { atLeast: 'critical', steps: [{ afterMinutes: 0, channelIds: [MAIL], teamIds: [2] }] })],
    })
    desk.say('began', incident(1))
    desk.pass(MINUTE)
    desk.say('ended', incident(1, { state: 'ended', endedAt: desk.at }))
    expect(desk.gone.map(({ kind, to }) => [kind, to])).toEqual([
      ['began', 'doi1@chi-nhanh.example'],
      ['ended', 'doi1@chi-nhanh.example'],
    ])
    expect(desk.state.cases.size).toBe(0)
  })

  it('tells of the beginning those whose rule names it only now that it is worse', () => {
    const desk = new Desk({
      rules: [rule(1), rule(2, { atLeast: 'critical', steps: [{ afterMinutes: 0, channelIds: [MAIL], teamIds: [2] }] })],
    })
    desk.say('began', incident(1))
    desk.say('worsened', incident(1, { severity: 'critical', version: 2 }))
    expect(desk.gone.map(({ kind, to }) => [kind, to])).toEqual([
      ['began', 'doi1@chi-nhanh.example'],
      ['worsened', 'doi1@chi-nhanh.example'],
      ['began', 'doi2@chi-nhanh.example'],
    ])
  })

  it('says that one grows without being graver no more often than every ten minutes', () => {
    const desk = new Desk()
    desk.say('began', incident(1))
    for (let version = 2; version < 42; version++) {
      desk.pass(30_000)
      desk.say('worsened', incident(1, { version }))
    }
    expect(desk.kinds()).toEqual(['began', 'worsened', 'worsened'])
  })

  it('says nothing more of one that was merged into another', () => {
    const desk = new Desk({ rules: [rule(1, { steps: steps(0, 5) })] })
    desk.say('began', incident(1))
    desk.say('ended', incident(1, { state: 'ended', endedAt: desk.at, mergedInto: 2 }))
    desk.pass(10 * MINUTE)
    expect(desk.kinds()).toEqual(['began'])
  })

  it('says nothing of the end where the rule does not', () => {
    const desk = new Desk({ rules: [rule(1, { tellEnd: false, tellWorse: false })] })
    desk.say('began', incident(1))
    desk.say('worsened', incident(1, { severity: 'critical', version: 2 }))
    desk.say('ended', incident(1, { state: 'ended', endedAt: desk.at }))
    expect(desk.kinds()).toEqual(['began'])
  })
})

describe('escalation', () => {
  const rules = [rule(1, { steps: steps(0, 5, 10) })]

  it('goes step by step while nobody acknowledges', () => {
    const desk = new Desk({ rules })
    desk.say('began', incident(1))
    desk.pass(60 * MINUTE)
    expect(desk.gone.map(({ kind, step, at }) => [kind, step, (at - MORNING) / MINUTE])).toEqual([
      ['began', 0, 0],
      ['escalated', 1, 5],
      ['escalated', 2, 15],
    ])
  })

  it.each(['acknowledged', 'ended'] as const)('stops when it is %s', (kind) => {
    const desk = new Desk({ rules })
    desk.say('began', incident(1))
    desk.pass(6 * MINUTE)
    desk.say(
      kind,
      incident(1, kind === 'ended' ? { state: 'ended', endedAt: desk.at } : { acknowledgedAt: desk.at, acknowledgedBy: 'Lan' }),
    )
    desk.pass(60 * MINUTE)
    expect(desk.kinds().filter((one) => one === 'escalated')).toEqual(['escalated'])
  })

  it('stops without the event, where the incident says that somebody has it', () => {
    const desk = new Desk({ rules })
    desk.say('began', incident(1))
    desk.incidents.set(1, incident(1, { acknowledgedAt: desk.at }))
    desk.pass(60 * MINUTE)
    expect(desk.kinds()).toEqual(['began'])
  })

  it('after a sleep of eight hours is one step, not all that were missed, and only after a look around', () => {
    const desk = new Desk({ rules })
    desk.say('began', incident(1))
    desk.pass(MINUTE)
    desk.mono += 8 * 60 * MINUTE
    desk.at += 8 * 60 * MINUTE
    const woke = desk.mono
    desk.pass(2 * MINUTE)
    expect(desk.kinds()).toEqual(['began'])
    desk.pass(2 * MINUTE)
    expect(desk.kinds()).toEqual(['began', 'escalated'])
    desk.pass(10 * MINUTE)
    expect(desk.kinds()).toEqual(['began', 'escalated', 'escalated'])
    expect(desk.mono - woke).toBeGreaterThan(12 * MINUTE)
  })

  it('does not heed a wall clock that jumps', () => {
    const desk = new Desk({ rules })
    desk.say('began', incident(1))
    desk.at += 3 * 60 * MINUTE
    desk.pass(4 * MINUTE)
    expect(desk.kinds()).toEqual(['began'])
    desk.at -= 6 * 60 * MINUTE
    desk.pass(MINUTE)
    expect(desk.kinds()).toEqual(['began', 'escalated'])
  })

  it('drops one that waits for a list when somebody acknowledges', () => {
    const desk = new Desk({
      rules: [rule(1, { steps: [steps(0)[0]!, { afterMinutes: 5, channelIds: [MAIL], teamIds: [1] }] })],
      digestOver: 1,
    })
    desk.say('began', incident(1))
    desk.pass(5 * MINUTE)
    expect(desk.state.held.size).toBe(1)
    desk.say('acknowledged', incident(1, { acknowledgedAt: desk.at }))
    expect(desk.dropped).toHaveLength(1)
    desk.pass(30 * MINUTE)
    expect(desk.kinds()).toEqual(['began'])
  })
})

describe('quiet hours', () => {
  const night = MORNING + 13 * 60 * MINUTE // 23:00
  const teams = [team(1, { quiet: { from: 22 * 60, to: 6 * 60 } })]

  it('let what is critical through and keep the rest for one list in the morning', () => {
    const desk = new Desk({ teams }, night)
    desk.say('began', incident(1), incident(2, { severity: 'critical' }))
    desk.pass(60 * MINUTE)
    desk.say('began', incident(3))
    desk.say('ended', incident(1, { state: 'ended', endedAt: desk.at }))
    expect(desk.gone.map(({ kind, of }) => [kind, of])).toEqual([['began', [2]]])
    desk.pass(6 * 60 * MINUTE)
    expect(desk.gone.slice(1)).toMatchObject([{ kind: 'digest', of: [1, 3, 1], at: night + 7 * 60 * MINUTE }])
  })

  it('send one incident of the night as what it has become', () => {
    const desk = new Desk({ teams }, night)
    desk.say('began', incident(1))
    desk.pass(MINUTE)
    desk.say('ended', incident(1, { state: 'ended', endedAt: desk.at }))
    desk.pass(8 * 60 * MINUTE)
    expect(desk.gone).toMatchObject([{ kind: 'ended', of: [1] }])
  })

  it('do not hold back screens and machines, which belong to no team', () => {
    const desk = new Desk({ teams, rules: [rule(1, { steps: [{ afterMinutes: 0, channelIds: [MAIL, HOOK], teamIds: [1] }] })] }, night)
    expect(desk.say('began', incident(1)).go.map((one) => one.channelId)).toEqual([HOOK])
  })
})

it('tells of one that was over and is back worse, and once more when that is over', () => {
  const desk = new Desk()
  desk.say('began', incident(1))
  desk.pass(MINUTE).say('ended', incident(1, { state: 'ended', endedAt: MORNING, version: 2 }))
  desk.pass(MINUTE).say('worsened', incident(1, { severity: 'critical', version: 4 }))
  desk.pass(MINUTE).say('ended', incident(1, { state: 'ended', endedAt: MORNING, severity: 'critical', version: 6 }))
  expect(desk.gone.map((one) => one.kind)).toEqual(['began', 'ended', 'began', 'ended'])
})

describe('a storm', () => {
  it('of 900 incidents at once is one list for each receiver', () => {
    const desk = new Desk()
    desk.say('began', ...Array.from({ length: 900 }, (_, i) => incident(i + 1)))
    desk.pass(60 * MINUTE)
    expect(desk.gone).toHaveLength(1)
    expect(desk.gone[0]?.of).toHaveLength(900)
  })

  it('waits until a whole millisecond, whatever the monotonic clock shows', () => {
    const desk = new Desk()
    desk.mono = 1234.567891
    const { hold } = desk.say('began', ...Array.from({ length: 9 }, (_, i) => incident(i + 1)))
    expect(hold).toHaveLength(9)
    desk.pass(60_000.25)
    desk.mono += 0.123
    const later = desk.say('began', ...Array.from({ length: 9 }, (_, i) => incident(i + 10))).hold
    expect(later).toHaveLength(9)
    expect([...hold, ...later].filter((one) => !Number.isInteger(one.dueAt))).toEqual([])
  })

  it('of one incident every five seconds for two hours is a list every ten minutes', () => {
    const desk = new Desk()
    for (let i = 1; i <= 1440; i++) {
      desk.say('began', incident(i))
      desk.pass(5000)
    }
    desk.pass(20 * MINUTE)
    expect(desk.gone.flatMap((one) => one.of).sort((a, b) => a - b)).toEqual(Array.from({ length: 1440 }, (_, i) => i + 1))
    const lists = desk.gone.filter((one) => one.kind === 'digest')
    expect(lists.length).toBeLessThanOrEqual(14)
    expect(desk.gone.length - lists.length).toBeLessThanOrEqual(14 * 5)
    const pauses = lists.slice(1).map((one, i) => one.at - lists[i]!.at)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(10 * MINUTE)
  })

  it('goes one by one to a system that wants it so', () => {
    const desk = new Desk({
      channels: [channel(HOOK, { digest: false })],
      rules: [rule(1, { steps: [{ afterMinutes: 0, channelIds: [HOOK], teamIds: [] }] })],
    })
    expect(desk.say('began', ...Array.from({ length: 50 }, (_, i) => incident(i + 1))).go).toHaveLength(50)
  })

  it('few incidents go each by itself', () => {
    const desk = new Desk()
    desk.say('began', incident(1), incident(2), incident(3))
    expect(desk.kinds()).toEqual(['began', 'began', 'began'])
  })
})

describe('foreseen', () => {
  it('names who is told, when, and who only in the morning', () => {
    const quiet = { from: 22 * 60, to: 6 * 60 }
    const made = context({
      teams: [team(1, { quiet }), team(2)],
      rules: [rule(1, { communeIds: [4], steps: steps(0, 15) })],
      channels: [channel(MAIL), channel(SMS)],
    })
    const night = MORNING + 13 * 60 * MINUTE + 10 * MINUTE
    const of = (severity: 'critical' | 'major', communeId: number) =>
      foresee({ severity, cause: 'mains', communeId }, made, night).map(({ notice, at, held }) => [
        notice.teamId,
        (at - night) / MINUTE,
        held,
      ])
    expect(of('critical', 4)).toEqual([
      [1, 0, false],
      [2, 15, false],
    ])
    expect(of('major', 4)).toEqual([
      [1, 410, true],
      [2, 15, false],
    ])
    expect(of('critical', 5)).toEqual([])
  })
})
