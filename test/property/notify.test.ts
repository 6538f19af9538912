/** Notifications under any order of events, pauses and repetitions: keys are unique and the same when planned again, lists stay few, and nobody is hurried after an acknowledgement. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IncidentEvent } from '../../main/domain/incident/event.ts'
import { plan } from '../../main/domain/notify/plan.ts'
import { emptyState, type PlanState } from '../../main/domain/notify/state.ts'
import { SEVERITIES } from '../../shared/model/alarm.ts'
import type { Incident } from '../../shared/model/incident.ts'
import { context, HOOK, incident, MAIL, MORNING, rule, team } from '../support/notify.ts'

const MINUTE = 60_000
const step = fc.record({
  wait: fc.oneof(fc.constant(1000), fc.integer({ min: 1000, max: 20 * MINUTE })),
  sleep: fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, { arbitrary: fc.integer({ min: 0, max: 9 * 60 * MINUTE }), weight: 1 }),
  events: fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 12 }),
      kind: fc.constantFrom('began' as const, 'worsened' as const, 'acknowledged' as const, 'ended' as const),
      severity: fc.constantFrom(...SEVERITIES),
    }),
    { maxLength: 15 },
  ),
})
type Step = { wait: number; sleep: number; events: { id: number; kind: IncidentEvent['kind']; severity: Incident['severity'] }[] }

const DIGEST_OVER = 3
const rules = [
  rule(1, {
    steps: [
      { afterMinutes: 0, channelIds: [MAIL, HOOK], teamIds: [1] },
      { afterMinutes: 5, channelIds: [MAIL], teamIds: [1, 2] },
      { afterMinutes: 10, channelIds: [HOOK], teamIds: [] },
    ],
  }),
  rule(2, { atLeast: 'warning', steps: [{ afterMinutes: 0, channelIds: [MAIL], teamIds: [2] }] }),
]
type Sent = {
  key: string
  kind: string
  receiver: string
  mono: number
  incidentId: number | null
  isAcknowledged: boolean
  isList: boolean
}

/** Plays the steps second by second where something is due, and notes what goes. */
function play(list: readonly Step[]): { sent: Sent[]; planned: string[] } {
  const incidents = new Map<number, Incident>()
  const made = context({ rules, teams: [team(1, { quiet: { from: 22 * 60, to: 6 * 60 } }), team(2)], incidents, digestOver: DIGEST_OVER })
  const sent: Sent[] = []
  const planned: string[] = []
  let state: PlanState = emptyState(0)
  let now = { at: MORNING, mono: 0 }
  const run = (events: IncidentEvent[]): void => {
    const next = plan(state, events, made, now)
    state = next.state
    planned.push(...next.go.map((one) => one.key), ...next.hold.map((one) => one.key), ...next.lists.map((one) => one.notice.key))
    const note = (one: { key: string; kind: string; channelId: number; to: string; incidentId: number | null }, isList = false): void => {
      const isAcknowledged = one.incidentId !== null && incidents.get(one.incidentId)?.acknowledgedAt !== null
      const receiver = `${one.channelId}|${one.to}`
      sent.push({ key: one.key, kind: one.kind, receiver, mono: now.mono, incidentId: one.incidentId, isAcknowledged, isList })
    }
    for (const one of next.go) note(one)
    for (const { held } of next.release) note(held, true)
    for (const { notice, of } of next.lists) {
      note(notice, true)
      for (const one of of) if (one.kind === 'escalated') note(one, true)
    }
  }
  for (const { wait, sleep, events } of list) {
    for (let left = wait; left > 0; left -= 10_000) {
      const passed = Math.min(left, 10_000)
      now = { at: now.at + passed, mono: now.mono + passed }
      run([])
    }
    now = { at: now.at + sleep, mono: now.mono + sleep }
    const happened: IncidentEvent[] = []
    for (const { id, kind, severity } of events) {
      const before = incidents.get(id)
      const isOver = before?.endedAt !== null && before !== undefined
      if (kind === 'began' ? before !== undefined : !before || isOver) continue
      const base = before ?? incident(id, { beganAt: now.at })
      const after: Incident = {
        ...base,
        version: base.version + 1,
        ...(kind === 'began' || kind === 'worsened' ? { severity } : {}),
        ...(kind === 'acknowledged' ? { acknowledgedAt: now.at, acknowledgedBy: 'Lan' } : {}),
        ...(kind === 'ended' ? { endedAt: now.at, state: 'ended' as const } : {}),
      }
      incidents.set(id, after)
      happened.push({ kind, incident: after, at: now.at })
    }
    run(happened)
  }
  return { sent, planned }
}

describe('whatever happens', () => {
  it('a key is planned once, and planning the same beginning again gives the same keys', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.nat(), (list, cut) => {
        const whole = play(list).planned
        expect(new Set(whole).size).toBe(whole.length)
        const prefix = play(list.slice(0, cut % (list.length + 1))).planned
        expect(whole.slice(0, prefix.length)).toEqual(prefix)
      }),
    )
  })

  it('a receiver gets no more than a few single messages and lists in a window', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (list) => {
        for (const of of Map.groupBy(
          play(list).sent.filter((one) => !(one.kind === 'escalated' && one.isList)),
          (one) => one.receiver,
        ).values())
          for (const { mono } of of) {
            const within = of.filter((one) => one.mono >= mono && one.mono < mono + 10 * MINUTE)
            // The list of the morning may fall beside one of the storm.
            expect(within.filter((one) => one.isList).length).toBeLessThanOrEqual(3)
            expect(within.filter((one) => !one.isList).length).toBeLessThanOrEqual(DIGEST_OVER)
          }
      }),
    )
  })

  it('nobody is hurried after an acknowledgement or the end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (list) => {
        expect(play(list).sent.filter((one) => one.kind === 'escalated' && one.isAcknowledged)).toEqual([])
      }),
    )
  })
})
