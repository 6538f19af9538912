/** Scenarios of alarms: flapping, hysteresis, values that are no evidence, devices and stations that do not answer, what people do. */
import { describe, expect, it } from 'vitest'
import { BY, scenario, sure, type StationPlan } from '../../support/scenario.ts'

const ONE: Record<string, StationPlan> = { S1: { devices: ['power', 'radio', 'bts'] }, S2: {} }

describe('readings', () => {
  it(
    'flapping mains is one alarm with a count',
    scenario(ONE, (b) => {
      b.at('00:02:00')
      for (let minute = 2; minute < 34; minute += 8)
        b.reads('S1', 'power', 'mains.state', 0)
          .until(`00:${minute + 4}:00`)
          .reads('S1', 'power', 'mains.state', 1)
          .until(`00:${minute + 8}:00`)
      expect(b.alarms('mains-failure')).toMatchObject([{ count: 4 }])
      expect(b.alarms('mains-failure')[0]?.clearedAt).not.toBeNull()
    }),
  )

  it(
    'flapping after an acknowledgement is still the same alarm within the window, and a new one after it',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:06:00')
      const first = b.alarms('mains-failure')[0]
      b.engine.acknowledge([{ id: first?.id ?? 0, version: first?.version ?? 0 }], '', BY)
      b.reads('S1', 'power', 'mains.state', 1).until('00:10:00')
      expect(b.alarms()).toEqual([])
      b.reads('S1', 'power', 'mains.state', 0).until('00:14:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ id: first?.id, count: 2, acknowledgedBy: 'Lan', clearedAt: null }])
      b.reads('S1', 'power', 'mains.state', 1).until('00:50:00').reads('S1', 'power', 'mains.state', 0).until('00:54:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ count: 1, acknowledgedAt: null }])
      expect(b.alarms('mains-failure')[0]?.id).not.toBe(first?.id)
    }),
  )

  it(
    'a suspect value never raises, and neither raises nor clears do come from what is missing',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'battery.voltage', { value: 5.39, quality: 'suspect' }).until('00:08:00')
      expect(b.alarms()).toEqual([])
      b.reads('S1', 'power', 'battery.voltage', 45).until('00:10:00')
      expect(b.alarms('battery-low')).toHaveLength(1)
      for (const quality of ['unavailable', 'error', 'stale'] as const)
        b.reads('S1', 'power', 'battery.voltage', { value: null, quality }).until(
          `00:${{ unavailable: 13, error: 16, stale: 19 }[quality]}:00`,
        )
      expect(b.alarms('battery-low')).toMatchObject([{ clearedAt: null, count: 1, value: 45 }])
    }),
  )

  it(
    'a low battery clears only past the hysteresis band',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'battery.voltage', 45.8).until('00:04:00')
      b.reads('S1', 'power', 'battery.voltage', 47.5).until('00:10:00')
      expect(b.alarms('battery-low')).toMatchObject([{ clearedAt: null, severity: 'critical' }])
      b.reads('S1', 'power', 'battery.voltage', 48.1).until('00:14:00')
      expect(b.alarms('battery-low')[0]?.clearedAt).not.toBeNull()
    }),
  )

  it(
    'one fault that a device tells in two ways is one alarm',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).reads('S1', 'power', 'mains.voltage/L1', 0)
      b.reads('S1', 'power', 'battery.state', 3).reads('S1', 'power', 'battery.current', -20).until('00:06:00')
      expect(
        b
          .alarms()
          .map((one) => one.ruleId)
          .sort(),
      ).toEqual(['battery-discharging', 'mains-failure'])
      expect(b.row('S1')).toMatchObject({
        health: 'atRisk',
        reason: { key: 'health.reason.onBattery', params: { voltage: 54 } },
        openAlarms: 2,
      })
    }),
  )

  it(
    'each row of a table alarms by itself; an unused port does not',
    scenario(ONE, (b) => {
      b.at('00:02:00')
        .reads('S1', 'bts', 'cell.state/1', 0)
        .reads('S1', 'bts', 'cell.state/2', 1)
        .reads('S1', 'bts', 'interface.state/7', 0)
      b.until('00:06:00')
      expect(b.alarms()).toMatchObject([{ ruleId: 'cell-off', instance: '1' }])
      expect(b.row('S1')).toMatchObject({ health: 'degraded', reason: { params: { rule: 'cell-off' } } })
    }),
  )

  it(
    'a station whose cells are all off is down by equipment although it answers',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'bts', 'cell.state', 0).until('00:06:00')
      expect(b.row('S1')).toMatchObject({ health: 'down', reason: { key: 'health.reason.cellsOff', params: { cells: 1 } } })
      expect(b.intervals('S1').at(-1)).toMatchObject({ bucket: 'downUnplanned', cause: 'equipment' })
      expect(b.alarms('all-cells-off')).toHaveLength(1)
      b.reads('S1', 'bts', 'cell.state', 1).until('00:10:00')
      expect(b.health('S1')).toBe('up')
      expect(b.alarms('all-cells-off')[0]?.clearedAt).not.toBeNull()
    }),
  )
})

describe('no answer', () => {
  it(
    'one silent device is its own alarm; the station is degraded and counts as up',
    scenario(ONE, (b) => {
      b.at('00:02:00').answers('S1', 'radio', 'timeout').until('00:07:00')
      expect(b.alarms()).toMatchObject([{ ruleId: 'no-answer-radio', deviceId: b.device('S1', 'radio').id, severity: 'major' }])
      expect(b.row('S1')).toMatchObject({
        health: 'degraded',
        reason: { key: 'health.reason.someSilent', params: { silent: 1, devices: 3 } },
      })
      expect(b.engine.deviceStatus(b.device('S1', 'radio').id)).toMatchObject({ outcome: 'timeout', failures: 5 })
      expect(b.buckets('S1')).toBe('unknown up')
    }),
  )

  it(
    'a silent station is one critical alarm of the whole, not one per device; power alarms before it name the cause',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:05:00').falls('S1').until('00:12:00')
      expect(b.alarms('station-down')).toMatchObject([{ deviceId: null, severity: 'critical' }])
      expect(b.alarms().filter((one) => one.ruleId.startsWith('no-answer'))).toEqual([])
      expect(b.intervals('S1').at(-1)).toMatchObject({ bucket: 'downUnplanned', cause: 'power' })
      expect(b.row('S1').reason).toMatchObject({ key: 'health.reason.noAnswer', params: { devices: 3 } })
      expect(Number(b.row('S1').reason.params?.['minutes'])).toBeGreaterThanOrEqual(5)
      b.rises('S1').until('00:15:00')
      expect(b.alarms('station-down')[0]?.clearedAt).not.toBeNull()
      expect(b.health('S1')).toBe('atRisk')
    }),
  )

  it(
    'a station that comes back is not told device by device while it is asked again; a device that stays dead is, after its own hold',
    scenario(ONE, (b) => {
      b.at('00:02:00').falls('S1').until('00:09:00').rises('S1').answers('S1', 'radio', 'timeout')
      const silent = (): string[] =>
        b
          .alarms()
          .map((one) => one.ruleId)
          .filter((id) => id.startsWith('no-answer'))
      for (const second of Array.from({ length: 90 }, (_, n) => n + 1)) {
        b.until(`00:09:${String(second)}`)
        expect(silent()).toEqual([])
      }
      b.until('00:14:00')
      expect(silent()).toEqual(['no-answer-radio'])
    }),
  )

  it(
    'down begins with the first unanswered poll, not with the verdict',
    scenario({ S1: {}, S2: {} }, (b) => {
      b.at('00:02:30').falls('S1').until('00:08:00')
      // S1 is polled at second 0 of each minute: silent from 180, judged at 240.
      expect(b.ledger('S1')).toEqual(['unknown 0-60', 'up 60-180', 'downUnplanned:unknown 180-…'])
    }),
  )

  it(
    'devices that refuse in words are not silent',
    scenario({ S1: {}, S2: {} }, (b) => {
      b.at('00:02:00').answers('S1', 'power', 'auth').until('00:08:00')
      expect(b.row('S1')).toMatchObject({ health: 'degraded', reason: { key: 'health.reason.unreadable' } })
      expect(b.alarms('station-down')).toEqual([])
      expect(b.alarms('no-answer-power')).toHaveLength(1)
    }),
  )

  it(
    'one device that refuses in words among others that answer',
    scenario(ONE, (b) => {
      b.at('00:02:00').answers('S1', 'bts', 'malformed').until('00:03:10')
      expect(b.health('S1')).toBe('up')
      b.until('00:08:00')
      expect(b.row('S1').reason).toEqual({ key: 'health.reason.someUnreadable', params: { unreadable: 1, devices: 3 } })
    }),
  )

  it(
    'work announced at a site keeps its silence to itself and counts as planned; what is still dead when it ends alarms',
    scenario({ S1: {}, S2: {} }, (b) => {
      b.at('00:02:00')
      const station = b.operations.inventory.all().stations.find((one) => one.code === 'S1')
      sure(b.operations.inventory.setMaintenance(b.id('S1'), station?.version ?? 0, b.clock.now() + 600_000, 'thay ắc quy', BY))
      b.engine.reload()
      b.falls('S1').until('00:10:00')
      expect(b.row('S1')).toMatchObject({ health: 'maintenance', reason: { params: { reason: 'thay ắc quy', by: 'Lan' } } })
      expect(b.alarms()).toMatchObject([{ ruleId: 'station-down', suppressedBy: 'window' }])
      expect(b.row('S1').openAlarms).toBe(0)
      expect(b.buckets('S1')).toBe('unknown up downPlanned')
      b.until('00:13:00')
      expect(b.health('S1')).toBe('down')
      expect(b.alarms('station-down')).toMatchObject([{ suppressedBy: null, count: 1 }])
      expect(b.buckets('S1')).toBe('unknown up downPlanned downUnplanned')
    }),
  )
})

describe('inventory', () => {
  it(
    'a station before its commissioning day, without devices or retired is not judged',
    scenario({ S1: { commissionedOn: '2026-11-24' }, S2: { devices: [] }, S3: {} }, (b) => {
      b.at('00:03:00')
      expect(b.health('S1', 'S2', 'S3')).toBe('notInService unknown up')
      expect(b.row('S1').reason).toEqual({ key: 'health.reason.planned', params: { day: '2026-11-24' } })
      expect(b.row('S2').reason.key).toBe('health.reason.noDevices')
      expect(b.buckets('S1')).toBe('notInService')
      const station = b.operations.inventory.all().stations.find((one) => one.code === 'S3')
      b.reads('S3', 'power', 'mains.state', 0).until('00:06:00')
      sure(b.operations.inventory.setStationRetired(b.id('S3'), station?.version ?? 0, '2026-11-23', BY))
      b.engine.reload()
      b.until('00:07:00')
      expect(b.row('S3')).toMatchObject({ health: 'notInService', retired: true, reason: { key: 'health.reason.retired' } })
      expect(b.alarms()[0]?.clearedAt).not.toBeNull()
      expect(b.engine.overview().stations).toBe(2)
    }),
  )
})

describe('people', () => {
  it(
    'unacknowledge, comment, conflicts and the trail',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:06:00')
      const [alarm] = b.alarms()
      const id = alarm?.id ?? 0
      const [acked] = b.engine.acknowledge([{ id, version: alarm?.version ?? 0 }], '', BY).changed
      expect(sure(b.engine.comment(id, 'đang trên đường', BY))).toMatchObject({ comments: 1, version: acked?.version })
      b.reads('S1', 'power', 'mains.state', 1).until('00:10:00')
      expect(b.alarms()).toEqual([])
      b.changes()
      const past = b.operations.alarms.get(id)
      const [back] = b.engine.unacknowledge([{ id, version: past?.version ?? 0 }], BY).changed
      expect(back).toMatchObject({ acknowledgedAt: null, acknowledgedBy: null })
      expect(b.alarms()).toMatchObject([{ id }])
      expect(b.changes().alarms).toMatchObject([{ id }])
      expect(b.operations.alarms.trail(id).map((one) => one.action)).toEqual(['alarm.acknowledge', 'alarm.comment', 'alarm.unacknowledge'])
      expect(b.engine.comment(123_456, 'x', BY)).toMatchObject({ refused: 'NOT_FOUND' })
    }),
  )

  it(
    'a rule that is changed works from the next poll, one that is switched off takes its alarms away, and reset brings it back',
    scenario(ONE, (b) => {
      const rule = b.engine.rules().find((one) => one.id === 'battery-low')
      if (rule?.condition.kind !== 'threshold') throw new Error('battery-low is a threshold')
      expect(b.engine.saveRule({ ...rule, condition: { ...rule.condition, clear: 40 } }, BY)).toMatchObject({
        refused: 'INVALID',
        data: { issues: [{ path: 'condition.clear' }] },
      })
      expect(b.engine.saveRule({ ...rule, id: 'no-such-rule' }, BY)).toMatchObject({ refused: 'NOT_FOUND' })
      sure(b.engine.saveRule({ ...rule, condition: { ...rule.condition, raise: 55, clear: 56 } }, BY))
      b.at('00:03:00')
      expect(b.alarms('battery-low')).toHaveLength(2)
      sure(b.engine.saveRule({ ...rule, enabled: false }, BY))
      b.until('00:03:02')
      expect(b.alarms('battery-low').every((one) => one.clearedAt !== null)).toBe(true)
      sure(b.engine.resetRule('battery-low', BY))
      expect(b.engine.rules().find((one) => one.id === 'battery-low')).toEqual(rule)
      b.restarts('stop')
      expect(b.engine.rules().find((one) => one.id === 'battery-low')).toEqual(rule)
    }),
  )
})

describe('screens', () => {
  it(
    'changes name only what changed; readings grow stale and keep their number',
    scenario(ONE, (b) => {
      b.at('00:03:00').changes()
      b.until('00:03:20')
      const quiet = b.changes()
      b.engine.reload()
      expect(b.changes().stations).toEqual([])
      expect(quiet.alarms).toEqual([])
      expect(quiet.polled.length).toBeGreaterThan(0)
      const voltage = (): unknown => b.engine.readings(b.id('S1')).find((one) => one.metric === 'battery.voltage')
      expect(voltage()).toMatchObject({ value: 54, quality: 'good' })
      b.falls('S1').until('00:08:00')
      expect(voltage()).toMatchObject({ value: 54, quality: 'stale' })
      const rows = b.changes().stations.map((row) => row.code)
      expect(rows).toContain('S1')
      expect(b.history.flushes).toBeGreaterThan(400)
      const { up, downUnplanned, unknown } = b.engine.availabilityToday(b.id('S1'))
      expect(up + downUnplanned + unknown).toBe(480)
      expect(b.engine.overview().troubled.at(-1)).toBe(1)
      expect(b.engine.overview().troubled[0]).toBeNull()
    }),
  )

  it(
    'a store that cannot be written loses nothing: the next tick writes it',
    scenario(ONE, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0)
      const real = { ...b.operations }
      Object.assign(b.operations, {
        transaction: (): never => {
          throw new Error('disk full')
        },
      })
      expect(() => b.until('00:05:00')).toThrow('disk full')
      Object.assign(b.operations, real)
      b.until('00:05:00')
      expect(b.operations.alarms.active()).toMatchObject([{ ruleId: 'mains-failure' }])
    }),
  )
})
