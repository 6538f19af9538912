/** Traps and polls together: one fault is one alarm, whichever tells it, and either path clears it; the log keeps what came, in bounded room. */
import { describe, expect, it } from 'vitest'
import type { TrapEvent } from '../../../main/domain/trap/event.ts'
import { openReader } from '../../../main/store/reader.ts'
import type { StoredTrap } from '../../../main/store/store.ts'
import { translator } from '../../../shared/i18n/words.ts'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import type { DeviceKind } from '../../../shared/model/device.ts'
import type { ReceivedTrap } from '../../../shared/model/trap.ts'
import { BY, scenario, type Branch, type StationPlan } from '../../support/scenario.ts'
import { receivedTrap } from '../../support/trap.ts'

const ONE: Record<string, StationPlan> = { S1: { devices: ['power', 'environment'] }, S2: {} }

function says(b: Branch, kind: DeviceKind, event: Partial<TrapEvent> | null, trap: Partial<ReceivedTrap> = {}): void {
  const { id: deviceId, stationId } = b.device('S1', kind)
  const usual: TrapEvent = { event: 'raise', problem: 'mains-failure', severity: 'minor', cause: 106, type: 'equipment', instance: '' }
  b.engine.onTrap(receivedTrap({ at: b.clock.now(), ...trap }), { deviceId, stationId }, event && { ...usual, ...event })
}

function log(b: Branch): StoredTrap[] {
  const reader = openReader(b.folder)
  if ('kind' in reader) throw new Error(reader.detail)
  try {
    return reader.traps({ before: null, limit: 500, stationId: null, deviceId: null, verdicts: [], versions: [] })
  } finally {
    reader.close()
  }
}
const verdicts = (b: Branch) => log(b).map((row) => `${row.verdict} ×${row.count}`)

describe('a fault that is polled too', () => {
  it(
    'is raised by the trap at once and cleared by the polls',
    scenario(ONE, (b) => {
      b.at('00:02:00')
      says(b, 'power', {})
      b.until('00:02:01')
      // The rule's severity, not the trap's: it is the same alarm.
      expect(b.alarms()).toMatchObject([{ ruleId: 'mains-failure', severity: 'major', deviceId: b.device('S1', 'power').id, count: 1 }])
      expect(b.health('S1')).toBe('atRisk')
      b.until('00:05:00')
      expect(b.alarms('mains-failure')[0]?.clearedAt).not.toBeNull()
      expect(log(b)).toMatchObject([{ verdict: 'raised', alarmId: b.alarms()[0]?.id, problem: 'mains-failure' }])
    }),
  )

  it(
    'is raised by the polls and cleared by the trap',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:06:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ clearedAt: null }])
      b.reads('S1', 'power', 'mains.state', 1)
      says(b, 'power', { event: 'clear' })
      b.until('00:06:01')
      expect(b.alarms('mains-failure')[0]?.clearedAt).not.toBeNull()
      expect(verdicts(b)).toEqual(['cleared ×1'])
    }),
  )

  it(
    'told by both is one alarm, whatever the trap calls the only one there is',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'environment', 'environment.door/Cửa chính', 1).until('00:05:00')
      says(b, 'environment', { problem: 'door-open' })
      says(b, 'environment', { problem: 'door-open', instance: '7' }, { trapOid: '1.3.9' })
      b.until('00:05:02')
      expect(b.alarms('door-open')).toMatchObject([{ instance: 'Cửa chính', count: 3 }])
      says(b, 'environment', { problem: 'door-open', event: 'clear' })
      b.until('00:05:04')
      expect(b.alarms('door-open')[0]?.clearedAt).not.toBeNull()
    }),
  )

  it(
    'each row of a table has its own alarm',
    scenario(ONE, (b) => {
      b.reads('S1', 'power', 'rectifier.state/1', 1).reads('S1', 'power', 'rectifier.state/2', 1).at('00:02:00')
      says(b, 'power', { problem: 'rectifier-fault', instance: '1' })
      says(b, 'power', { problem: 'rectifier-fault', instance: '2' }, { trapOid: '1.3.9' })
      says(b, 'power', { problem: 'rectifier-fault', instance: '1', event: 'clear' }, { trapOid: '1.3.10' })
      b.until('00:02:01')
      expect(b.alarms('rectifier-fault').map((one) => [one.instance, one.clearedAt === null])).toEqual([
        ['1', false],
        ['2', true],
      ])
    }),
  )
})

describe('a fault that only traps tell', () => {
  const ONLY = { problem: 'battery-loop', severity: 'critical' as const, cause: 105 }

  it(
    'is an alarm with a title, that stands over polls, reloads and restarts until its clear comes',
    scenario(ONE, (b) => {
      b.at('00:02:00')
      says(b, 'power', ONLY)
      b.until('00:10:00')
      b.engine.reload()
      b.restarts('kill').until('00:14:00')
      const standing = b.alarms('trap-battery-loop')
      expect(standing).toMatchObject([{ severity: 'critical', probableCause: 105, clearedAt: null, count: 1 }])
      expect(b.row('S1')).toMatchObject({ health: 'degraded', reason: { params: { rule: 'trap-battery-loop' } } })
      for (const locale of ['vi', 'en'] as const) {
        const t = translator(locale)
        expect(t('health.reason.alarm', { rule: 'trap-battery-loop' })).not.toContain('trap-')
        expect(t('health.reason.alarm', { rule: 'trap-own-problem' })).toContain('own problem')
      }
      says(b, 'power', { ...ONLY, event: 'clear' })
      b.until('00:14:01')
      expect(b.alarms('trap-battery-loop')[0]?.clearedAt).not.toBeNull()
    }),
  )

  it(
    'whose clear was lost may be closed by a person, and is a new alarm with the next trap; what is polled may not',
    scenario(ONE, (b) => {
      b.at('00:02:00')
      says(b, 'power', ONLY)
      says(b, 'power', {}, { trapOid: '1.3.9' })
      b.until('00:02:02')
      const [lost] = b.alarms('trap-battery-loop')
      const [polled] = b.alarms('mains-failure')
      const close = (alarm: AlarmRow | undefined, by = BY) =>
        b.engine.doToAlarms([{ id: alarm?.id ?? 0, version: alarm?.version ?? 0 }], { kind: 'close', comment: 'đã xem tại trạm' }, by)
      expect(close(polled)).toMatchObject({ changed: [], refused: [{ phrase: { key: 'error.alarm.stillSeen' } }] })
      expect(close(lost, { ...BY, at: b.clock.now() })).toMatchObject({
        changed: [{ clearedAt: b.clock.now(), acknowledgedBy: 'Lan', closedBy: 'Lan' }],
      })
      expect(b.alarms('trap-battery-loop')).toEqual([])
      expect(close(lost)).toMatchObject({ changed: [], conflicts: [{ id: lost?.id }] })
      expect(b.operations.alarms.trail(lost?.id ?? 0)).toMatchObject([
        {
          action: 'alarm.close',
          actor: 'Lan',
          comment: 'đã xem tại trạm',
          before: { clearedAt: null, closedBy: null },
          after: { closedBy: 'Lan' },
        },
      ])
      b.until('00:04:00')
      says(b, 'power', ONLY)
      b.until('00:04:02')
      const [anew] = b.alarms('trap-battery-loop')
      expect(anew).toMatchObject({ clearedAt: null, count: 1 })
      expect(anew?.id).not.toBe(lost?.id)
    }),
  )

  it(
    'goes with its device',
    scenario(ONE, (b) => {
      b.at('00:02:00')
      says(b, 'power', ONLY)
      b.until('00:02:02')
      const { id } = b.device('S1', 'power')
      const device = b.operations.inventory.all().devices.find((one) => one.id === id)
      b.operations.inventory.setDeviceRetired(id, device?.version ?? 0, true, BY)
      b.engine.reload()
      b.until('00:02:04')
      expect(b.alarms('trap-battery-loop')[0]?.clearedAt).not.toBeNull()
      says(b, 'power', ONLY)
      b.until('00:02:06')
      expect(verdicts(b)).toEqual(['ignored ×1', 'raised ×1'])
    }),
  )

  it(
    'a thousand times is one alarm with a count, one line, and no conflict for who acknowledges it',
    scenario(ONE, (b) => {
      b.at('00:02:00')
      says(b, 'power', ONLY)
      b.until('00:02:01')
      const seen = b.alarms()[0]
      for (let i = 1; i < 1000; i++) says(b, 'power', ONLY)
      b.until('00:02:02')
      expect(b.alarms()).toMatchObject([{ id: seen?.id, count: 1000 }])
      expect(verdicts(b)).toEqual(['raised ×1000'])
      expect(b.engine.acknowledge([{ id: seen?.id ?? 0, version: seen?.version ?? 0 }], '', BY).conflicts).toEqual([])
    }),
  )

  it(
    'told again more gravely takes the graver severity',
    scenario(ONE, (b) => {
      b.at('00:02:00')
      says(b, 'power', { ...ONLY, severity: 'minor' })
      says(b, 'power', { ...ONLY, severity: 'critical' })
      b.until('00:02:01')
      expect(b.alarms()).toMatchObject([{ severity: 'critical', count: 2 }])
    }),
  )
})

describe('the log', () => {
  it(
    'says what became of each: unknown and strangers with their datagram, the others without',
    scenario(ONE, (b) => {
      b.at('00:02:00')
      says(b, 'power', null, { trapOid: '1.3.6.1.4.1.9.9' })
      says(b, 'power', null, { trapOid: '1.3.6.1.6.3.1.1.5.1' })
      says(b, 'power', { event: 'note' }, { trapOid: '1.3.6.1.4.1.9.10' })
      says(b, 'power', { event: 'clear' }, { trapOid: '1.3.6.1.4.1.9.11' })
      b.engine.onTrap(receivedTrap({ at: b.clock.now(), source: '10.9.9.9' }), null, null)
      b.until('00:02:01')
      expect(log(b).map((row) => [row.verdict, row.raw])).toEqual([
        ['stranger', '3000'],
        ['noted', null],
        ['noted', null],
        ['noted', null],
        ['unknown', '3000'],
      ])
      expect(b.engine.trapTally()).toEqual({ matched: 3, unknown: 1, stranger: 1 })
      expect(b.changes().trapsLogged).toBe(true)
      expect(b.changes().trapsLogged).toBe(false)
    }),
  )

  it(
    'counts equal traps of one sender on one line for a minute, other values on another',
    scenario(ONE, (b) => {
      const value = (text: string) => ({ varbinds: [{ oid: '1.2.3', type: 'text', number: null, text, hex: null }] })
      b.at('00:02:00')
      for (let i = 0; i < 5; i++) says(b, 'power', null, value('a'))
      says(b, 'power', null, value('b'))
      b.until('00:02:30')
      says(b, 'power', null, value('a'))
      b.until('00:03:10')
      says(b, 'power', null, value('a'))
      b.until('00:03:11')
      expect(log(b).map((row) => [row.varbinds[0]?.text, row.count])).toEqual([
        ['a', 1],
        ['b', 1],
        ['a', 6],
      ])
    }),
  )

  it(
    'keeps to its number of lines and days',
    scenario(ONE, (b) => {
      b.operations.settings.updateTraps({ ...b.operations.settings.traps(), keepRows: 100, keepDays: 1 }, BY)
      b.engine.reload()
      b.at('00:02:00')
      for (let i = 0; i < 350; i++) says(b, 'power', null, { trapOid: `1.3.6.1.4.1.9.${i}` })
      b.until('00:02:03')
      expect(log(b)).toHaveLength(100)
      expect(log(b)[0]?.trapOid).toBe('1.3.6.1.4.1.9.349')
      b.sleeps('30:00:00').until('00:05:00')
      expect(log(b)).toHaveLength(0)
    }),
  )
})
