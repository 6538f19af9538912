/** Scenarios of what people do with alarms: set aside, assign, close; two at once; flapping; one fault told in two ways. Over restarts too. */
import { describe, expect, it, vi } from 'vitest'
import type { Deed } from '../../../main/domain/alarm/deeds.ts'
import type { TrapEvent } from '../../../main/domain/trap/event.ts'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import { BY, MIDNIGHT, ms, scenario, type Branch, type StationPlan } from '../../support/scenario.ts'
import { receivedTrap } from '../../support/trap.ts'

const TWO: Record<string, StationPlan> = { S1: {}, S2: {} }
const HUNG = { ...BY, actor: { name: 'Hùng', role: 'engineer' as const } }

/** The only alarm, raised. */
function mainsLost(b: Branch): AlarmRow {
  b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:04:30')
  const [alarm, ...others] = b.alarms()
  if (!alarm || others.length > 0) throw new Error('one alarm')
  return alarm
}
const act = (b: Branch, deed: Deed, by = BY) =>
  b.engine.doToAlarms(
    b.alarms().map(({ id, version }) => ({ id, version })),
    deed,
    { ...by, at: b.clock.now() },
  )
const trail = (b: Branch, id: number) => b.operations.alarms.trail(id).map((one) => [one.actor, one.action, one.comment])
const shelve = (b: Branch, until: string) => act(b, { kind: 'shelve', until: MIDNIGHT + ms(until), reason: 'chờ vật tư' })

function says(b: Branch, event: Partial<TrapEvent>): void {
  const { id: deviceId, stationId } = b.device('S1', 'power')
  const usual: TrapEvent = { event: 'raise', problem: 'mains-failure', severity: 'major', cause: 106, type: 'equipment', instance: '' }
  b.engine.onTrap(receivedTrap({ at: b.clock.now() }), { deviceId, stationId }, { ...usual, ...event })
}

describe('set aside', () => {
  it(
    'counts nowhere, and comes back by itself with a note of the program',
    scenario(TWO, (b) => {
      const alarm = mainsLost(b)
      expect(b.engine.overview()).toMatchObject({ unacknowledged: 1, shelved: 0 })
      expect(shelve(b, '00:06:00').changed).toMatchObject([{ shelvedBy: 'Lan', version: alarm.version + 1 }])
      b.until('00:05:59')
      expect(b.engine.shelvedAlarms()).toMatchObject([{ id: alarm.id }])
      expect(b.engine.overview()).toMatchObject({ unacknowledged: 0, shelved: 1, alarms: { major: 0 } })
      // The station is no better for it.
      expect(b.row('S1')).toMatchObject({ openAlarms: 0, worstSeverity: null, health: 'atRisk' })
      b.changes()
      b.until('00:06:00')
      expect(b.changes().alarms).toMatchObject([{ id: alarm.id, shelvedUntil: null, shelvedBy: null, version: alarm.version + 2 }])
      expect(b.engine.overview()).toMatchObject({ unacknowledged: 1, shelved: 0 })
      expect(b.operations.alarms.get(alarm.id)).toMatchObject({ shelvedUntil: null })
      expect(trail(b, alarm.id)).toEqual([
        ['Lan', 'alarm.shelve', 'chờ vật tư'],
        ['Branchwatch', 'alarm.unshelve', null],
      ])
      expect(b.operations.alarms.trail(alarm.id)[1]).toMatchObject({
        before: { shelvedUntil: MIDNIGHT + ms('00:06:00'), shelvedBy: 'Lan' },
        after: { shelvedUntil: null },
      })
    }),
  )

  for (const [name, away] of [
    ['a restart', (b: Branch) => b.restarts('kill', '00:30:00')],
    ['sleep', (b: Branch) => b.sleeps('00:30:00')],
    ['a step of the clock', (b: Branch) => b.clockSteps(ms('00:30:00'))],
  ] as const)
    it(
      `comes back after ${name} that goes past its time, once`,
      scenario(TWO, (b) => {
        const { id } = mainsLost(b)
        shelve(b, '00:10:00')
        away(b).until('00:04:32')
        expect(b.alarms()).toMatchObject([{ id, shelvedUntil: null }])
        b.restarts('kill').until('00:04:34')
        expect(trail(b, id).map(([, action]) => action)).toEqual(['alarm.shelve', 'alarm.unshelve'])
      }),
    )

  it(
    'clears quietly, comes again quietly while the shelf lasts, also over a restart, and is new to everybody afterwards',
    scenario(TWO, (b) => {
      const { id } = mainsLost(b)
      shelve(b, '02:00:00')
      b.reads('S1', 'power', 'mains.state', 1).until('00:07:30')
      expect(b.alarms()).toEqual([])
      expect(b.engine.shelvedAlarms()).toMatchObject([{ id, acknowledgedBy: 'Branchwatch' }])
      b.restarts('stop')
      expect(b.engine.shelvedAlarms()).toMatchObject([{ id }])
      // Longer than flapping: the shelf keeps it one alarm.
      b.until('00:40:00').reads('S1', 'power', 'mains.state', 0).until('00:43:00')
      expect(b.alarms()).toMatchObject([{ id, count: 2, acknowledgedAt: null }])
      expect(b.engine.overview()).toMatchObject({ unacknowledged: 0, shelved: 1 })
      b.clockSteps(ms('02:00:00')).until('00:43:02')
      expect(b.engine.overview()).toMatchObject({ unacknowledged: 1, shelved: 0 })
    }),
  )
})

describe('two people, and what cannot be done', () => {
  it(
    'the second to acknowledge gets the state as it is now',
    scenario(TWO, (b) => {
      const { id, version } = mainsLost(b)
      expect(b.engine.acknowledge([{ id, version }], 'tôi đi', BY)).toMatchObject({ changed: [{ acknowledgedBy: 'Lan' }], conflicts: [] })
      expect(b.engine.acknowledge([{ id, version }], '', HUNG)).toMatchObject({ changed: [], conflicts: [{ id, acknowledgedBy: 'Lan' }] })
      b.restarts('kill')
      expect(b.alarms()).toMatchObject([{ id, acknowledgedBy: 'Lan' }])
      expect(b.operations.alarms.trail(id)).toMatchObject([
        {
          action: 'alarm.acknowledge',
          actor: 'Lan',
          comment: 'tôi đi',
          before: { acknowledgedBy: null },
          after: { acknowledgedBy: 'Lan' },
        },
      ])
    }),
  )

  it(
    'assigned, and given back',
    scenario(TWO, (b) => {
      const { id } = mainsLost(b)
      expect(act(b, { kind: 'assign', to: 'Đội Nà Hang' }).changed).toMatchObject([{ assignedTo: 'Đội Nà Hang' }])
      b.restarts('kill')
      expect(act(b, { kind: 'unassign' }, HUNG).changed).toMatchObject([{ assignedTo: null }])
      expect(b.operations.alarms.trail(id)[1]).toMatchObject({ before: { assignedTo: 'Đội Nà Hang' }, after: { assignedTo: null } })
    }),
  )

  it(
    'closed only where the polls do not see the fault; then a new raise is a new alarm',
    scenario(TWO, (b) => {
      const { id } = mainsLost(b)
      const refused = (deed: Deed) => act(b, deed).refused.map((one) => one.phrase.key)
      expect(refused({ kind: 'close', comment: '' })).toEqual(['error.alarm.stillSeen'])
      expect(refused({ kind: 'unshelve' })).toEqual(['error.alarm.notShelved'])
      expect(shelve(b, '00:01:00').refused).toMatchObject([{ phrase: { key: 'error.alarm.shelfPast' } }])
      expect(shelve(b, '172:10:00').refused).toMatchObject([{ phrase: { key: 'error.alarm.shelfLong' } }])
      b.restarts('kill')
      expect(refused({ kind: 'close', comment: '' })).toEqual(['error.alarm.unasked'])
      b.until('00:05:00').reads('S1', 'power', 'mains.state', 1).until('00:08:00')
      expect(b.alarms()).toMatchObject([{ acknowledgedAt: null }])
      expect(act(b, { kind: 'suppress', reason: 'x' }).refused).toMatchObject([{ phrase: { key: 'error.alarm.over' } }])
      expect(act(b, { kind: 'close', comment: 'xong' }).changed).toMatchObject([{ closedBy: 'Lan', acknowledgedBy: 'Lan' }])
      expect(b.alarms()).toEqual([])
      const { version } = b.operations.alarms.get(id) ?? { version: 0 }
      for (const kind of ['unacknowledge', 'unassign', 'unshelve'] as const)
        expect(b.engine.doToAlarms([{ id, version }], { kind }, BY).refused).toMatchObject([{ phrase: { key: 'error.alarm.closed' } }])
      b.reads('S1', 'power', 'mains.state', 0).until('00:11:00')
      expect(b.alarms()).toMatchObject([{ count: 1, closedAt: null }])
      expect(b.alarms()[0]?.id).not.toBe(id)
    }),
  )

  it(
    'what a failed write did not keep is not done',
    scenario(TWO, (b) => {
      const { id, version } = mainsLost(b)
      const broken = vi.spyOn(b.operations.alarms, 'update').mockImplementation(() => {
        throw new Error('disk')
      })
      expect(() => act(b, { kind: 'assign', to: 'Mai' })).toThrow('disk')
      broken.mockRestore()
      expect(b.alarms()).toMatchObject([{ id, version, assignedTo: null }])
      expect(trail(b, id)).toEqual([])
    }),
  )
})

describe('flapping', () => {
  it(
    'mains that toggle once a poll, 30 times an hour: one alarm, count 30, and the station’s outage is none',
    scenario(TWO, (b) => {
      b.at('00:01:30')
      for (let i = 0; i < 30; i++) {
        b.reads('S1', 'power', 'mains.state', 0).until(`00:${2 + 2 * i}:30`)
        b.reads('S1', 'power', 'mains.state', 1).until(`00:${3 + 2 * i}:30`)
      }
      expect(b.alarms()).toMatchObject([{ ruleId: 'mains-failure', count: 30, clearedAt: null, raisedAt: MIDNIGHT + ms('00:02:00') }])
      const [alarm] = b.alarms()
      expect(alarm?.toggles).toHaveLength(29)
      expect(alarm?.toggles.at(-1)).toBe(MIDNIGHT + ms('01:00:00'))
      b.restarts('kill')
      expect(b.alarms()).toEqual([alarm])
      b.until('01:04:30')
      expect(b.alarms()).toMatchObject([{ id: alarm?.id, count: 30 }])
      expect(b.alarms()[0]?.clearedAt).not.toBeNull()
      expect(b.buckets('S1')).toBe('unknown up unknown up')
    }),
  )

  it(
    'what comes and goes slower is counted on one alarm across a restart, with at most sixty times of one day',
    scenario(TWO, (b) => {
      const { id, version } = mainsLost(b)
      b.engine.acknowledge([{ id, version }], '', BY)
      b.reads('S1', 'power', 'mains.state', 1).until('00:07:30')
      expect(b.alarms()).toEqual([])
      b.restarts('kill').reads('S1', 'power', 'mains.state', 0).until('00:10:30')
      expect(b.alarms()).toMatchObject([{ id, count: 2, acknowledgedBy: 'Lan' }])
      expect(b.alarms()[0]?.toggles).toHaveLength(1)
    }),
  )

  it(
    'two short dips are no alarm',
    scenario(TWO, (b) => {
      b.at('00:01:30')
      for (const minute of [2, 6]) {
        b.reads('S1', 'power', 'mains.state', 0).until(`00:${minute}:30`)
        b.reads('S1', 'power', 'mains.state', 1).until(`00:${minute + 3}:30`)
      }
      b.until('00:25:00').reads('S1', 'power', 'mains.state', 0).until('00:25:30')
      b.reads('S1', 'power', 'mains.state', 1).until('00:27:30')
      expect(b.alarms()).toEqual([])
    }),
  )
})

describe('poll and trap are two witnesses', () => {
  /** A power system that tells mains by its voltage. */
  const byVoltage = (b: Branch, volts: number) =>
    b.reads('S1', 'power', 'mains.state', { value: null, quality: 'unavailable' }).reads('S1', 'power', 'mains.voltage', volts)

  it(
    'a trap of lost mains is the alarm of lost voltage, which the polls clear',
    scenario(TWO, (b) => {
      byVoltage(b, 0).at('00:01:30')
      says(b, {})
      b.until('00:05:30')
      expect(b.alarms()).toMatchObject([{ ruleId: 'mains-voltage-lost', count: 1 }])
      byVoltage(b, 225).until('00:08:30')
      expect(b.alarms()).toMatchObject([{ ruleId: 'mains-voltage-lost' }])
      expect(b.alarms()[0]?.clearedAt).not.toBeNull()
    }),
  )

  it(
    'told before anything was polled, it keeps its name, and the polls clear it all the same',
    scenario(TWO, (b) => {
      says(b, {})
      b.until('00:00:02')
      expect(b.alarms()).toMatchObject([{ ruleId: 'mains-failure' }])
      byVoltage(b, 0).until('00:05:30')
      expect(b.alarms()).toMatchObject([{ ruleId: 'mains-failure', count: 1, clearedAt: null }])
      byVoltage(b, 225).until('00:08:30')
      expect(b.alarms()).toHaveLength(1)
      expect(b.alarms()[0]?.clearedAt).not.toBeNull()
    }),
  )

  it(
    'ten thousand traps for one alarm: one row, one line, one write, the toggles of nothing, and one incident',
    scenario(TWO, (b) => {
      b.at('00:02:00')
      says(b, { problem: 'battery-loop', cause: 105 })
      b.until('00:02:01')
      const writes = vi.spyOn(b.operations.alarms, 'update')
      const saves = vi.spyOn(b.operations.incidents, 'save')
      for (let i = 1; i < 10_000; i++) says(b, { problem: 'battery-loop', cause: 105 })
      b.until('00:02:02')
      expect(writes).toHaveBeenCalledTimes(1)
      expect(b.alarms()).toMatchObject([{ count: 10_000, toggles: [] }])
      b.until('00:02:40')
      expect(b.open()).toMatchObject([{ id: 1, cause: 'power', alarms: 1, stationIds: [b.id('S1')] }])
      expect(b.said()).toEqual(['began 1'])
      // Written once more: that it was told.
      expect(saves).toHaveBeenCalledTimes(1)
      expect(b.operations.alarms.active()).toHaveLength(1)
      expect(b.operations.incidents.load(0)).toMatchObject([{ members: [{ stationId: b.id('S1') }] }])
    }),
  )
})
