/** Scenarios of maintenance windows: what happens inside is kept and silent, what is still wrong at the end alarms then, and the ledger is cut to the second. */
import { describe, expect, it } from 'vitest'
import { cancel } from '../../../main/domain/window/state.ts'
import { BY, MIDNIGHT, ms, scenario, sure, type Branch, type StationPlan } from '../../support/scenario.ts'

const TWO: Record<string, StationPlan> = { S1: {}, S2: {} }
/** Has anybody been told of each incident? */
const told = (b: Branch) => b.operations.incidents.load(0).map((record) => record.told !== null)
const down = (b: Branch) => b.alarms('station-down').map((one) => [one.stationId, one.suppressedBy, one.count])

describe('at the edges of a window', () => {
  it(
    'still dead when its window closes alarms once',
    scenario(TWO, (b) => {
      b.at('00:02:00').window('00:03:30', '00:08:00', { stationIds: [b.id('S1')] })
      b.falls('S1').until('00:07:59')
      expect(down(b)).toEqual([[1, 'window', 1]])
      expect(b.row('S1')).toMatchObject({ health: 'maintenance', openAlarms: 0, reason: { params: { reason: 'Thay ắc quy', by: 'Lan' } } })
      expect(b.engine.overview()).toMatchObject({ unacknowledged: 0, suppressed: 1 })
      expect(told(b)).not.toContain(true)
      b.until('00:08:00')
      expect(down(b)).toEqual([[1, null, 1]])
      expect(b.health('S1')).toBe('down')
      b.until('00:10:00')
      expect(down(b)).toEqual([[1, null, 1]])
      expect(told(b)).toEqual([true])
      // Silent since its first unanswered poll, planned from the window's first second to its last.
      expect(b.ledger('S1').slice(-3)).toEqual(['downUnplanned:unknown 180-210', 'downPlanned 210-480', 'downUnplanned:unknown 480-…'])
      b.rises('S1').until('00:12:00')
      expect(down(b)).toMatchObject([[1, null, 1]])
      expect(b.alarms('station-down')[0]?.clearedAt).not.toBeNull()
    }),
  )

  it(
    'well again before the end: nobody has to acknowledge what nobody was told',
    scenario(TWO, (b) => {
      b.at('00:02:00').window('00:02:00', '00:20:00', { communeIds: [1] })
      b.falls('S1').until('00:05:00').rises('S1').until('00:07:00')
      expect(b.alarms()).toEqual([])
      expect(told(b)).not.toContain(true)
      expect(b.buckets('S1')).toBe('unknown up downPlanned up')
    }),
  )

  it(
    'what stood before it and is mended inside still waits for who was told of it',
    scenario(TWO, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:05:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ suppressedBy: null }])
      b.window('00:05:30', '00:09:00', { stationIds: [b.id('S1')] })
      b.until('00:05:30')
      expect(b.alarms('mains-failure')).toMatchObject([{ suppressedBy: 'window' }])
      b.reads('S1', 'power', 'mains.state', 1).until('00:09:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ suppressedBy: null, acknowledgedAt: null }])
    }),
  )

  it(
    'cancelled while it is open: it ends there',
    scenario(TWO, (b) => {
      b.at('00:02:00')
      const window = b.window('00:02:00', '01:00:00', { stationIds: [b.id('S1')] })
      b.falls('S1').until('00:06:00')
      expect(down(b)).toEqual([[1, 'window', 1]])
      sure(b.operations.windows.change(window.id, window.version, 'window.cancel', BY, (now) => cancel(now, '', BY)))
      b.engine.reload()
      b.until('00:06:01')
      expect(down(b)).toEqual([[1, null, 1]])
      expect(b.ledger('S1').slice(-2)).toEqual(['downPlanned 180-360', 'downUnplanned:unknown 360-…'])
    }),
  )
})

describe('what a window covers', () => {
  it(
    'parent in maintenance keeps its children silent; one that stays dead afterwards alarms once',
    scenario({ HUB: {}, C1: { parents: ['HUB'] }, C2: { parents: ['HUB'] }, X1: {}, X2: {}, X3: {} }, (b) => {
      b.at('00:02:00').window('00:02:00', '00:08:00', { stationIds: [b.id('HUB')] })
      b.falls('HUB', 'C2').until('00:07:59')
      expect(down(b)).toEqual([
        [1, 'window', 1],
        [2, 'path', 1],
        [3, 'path', 1],
      ])
      expect(b.engine.overview().unacknowledged).toBe(0)
      b.until('00:08:30')
      expect(down(b)).toEqual([
        [1, null, 1],
        [2, 'path', 1],
        [3, 'path', 1],
      ])
      b.rises('HUB').until('00:14:00')
      const standing = b.alarms('station-down').filter((one) => one.clearedAt === null)
      expect(standing.map((one) => [one.stationId, one.suppressedBy, one.count])).toEqual([[3, null, 1]])
    }),
  )

  it(
    'one device: its alarms are silent and the others are not; all of them: the station',
    scenario({ S1: { devices: ['power', 'radio'] }, S2: {} }, (b) => {
      const [power, radio] = [b.device('S1', 'power').id, b.device('S1', 'radio').id]
      b.at('00:02:00').window('00:02:00', '00:30:00', { deviceIds: [power] })
      b.reads('S1', 'power', 'mains.state', 0).reads('S1', 'radio', 'radio.state', 0).until('00:05:00')
      const reasons = () =>
        b
          .alarms()
          .map((one) => `${one.ruleId} ${one.suppressedBy ?? '-'}`)
          .toSorted()
      expect(reasons()).toEqual(['mains-failure window', 'radio-down -'])
      expect(b.engine.windows.quiet(b.id('S1'), power)).toMatchObject({ title: 'Thay ắc quy' })
      expect([b.engine.windows.quiet(b.id('S1'), radio), b.engine.windows.quiet(b.id('S1'), null)]).toEqual([null, null])
      b.window('00:02:00', '00:10:00', { deviceIds: [radio] })
      b.until('00:05:01')
      expect(reasons()).toEqual(['mains-failure window', 'radio-down window'])
      expect(b.health('S1')).toBe('maintenance')
      b.until('00:10:00')
      expect(reasons()).toEqual(['mains-failure window', 'radio-down -'])
    }),
  )

  it(
    'one reason ends, another holds: a person’s comes first',
    scenario(TWO, (b) => {
      b.at('00:02:00')
        .reads('S1', 'power', 'mains.state', 0)
        .until('00:05:00')
        .window('00:05:00', '00:07:00', { stationIds: [b.id('S1')] })
      const target = () => b.alarms().map(({ id, version }) => ({ id, version }))
      b.until('00:05:02')
      expect(b.engine.doToAlarms(target(), { kind: 'suppress', reason: 'đang thay tủ' }, BY).changed).toMatchObject([
        { suppressedBy: 'person' },
      ])
      expect(b.engine.doToAlarms(target(), { kind: 'unsuppress' }, BY).changed).toMatchObject([
        { suppressedBy: 'window', suppressed: true },
      ])
      expect(b.engine.doToAlarms(target(), { kind: 'unsuppress' }, BY).refused).toMatchObject([
        { phrase: { key: 'error.alarm.notSuppressed' } },
      ])
      b.engine.doToAlarms(target(), { kind: 'suppress', reason: 'đang thay tủ' }, BY)
      b.until('00:07:30')
      expect(b.alarms()).toMatchObject([{ suppressedBy: 'person' }])
      expect(b.row('S1')).toMatchObject({ openAlarms: 0, health: 'atRisk' })
      b.reads('S1', 'power', 'mains.state', 1).until('00:10:00')
      expect(b.alarms()).toEqual([])
      b.reads('S1', 'power', 'mains.state', 0).until('00:13:00')
      expect(b.alarms()).toMatchObject([{ suppressedBy: null, acknowledgedAt: null, count: 2 }])
    }),
  )
})

describe('time that is not as it seems', () => {
  it(
    'clock step inside a window: its labels are unknown, and the window ends by the wall',
    scenario(TWO, (b) => {
      b.at('00:02:00').window('00:03:30', '01:00:00', { stationIds: [b.id('S1')] })
      b.falls('S1').until('00:06:00').clockSteps(ms('01:00:00')).until('00:06:02')
      expect(down(b)).toEqual([[1, null, 1]])
      b.until('00:10:00')
      const intervals = b.intervals('S1')
      expect(intervals.map((one) => one.bucket)).toEqual(['unknown', 'up', 'downUnplanned', 'downPlanned', 'unknown', 'downUnplanned'])
      for (const [i, one] of intervals.entries()) expect(one.from).toBe(intervals[i - 1]?.to ?? one.from)
      expect(b.ledger('S1').slice(2, 4)).toEqual(['downUnplanned:unknown 180-210', 'downPlanned 210-360'])
    }),
  )

  it(
    'a step back into a window silences again, and nothing is counted twice',
    scenario(TWO, (b) => {
      b.at('00:02:00').window('00:03:30', '00:06:00', { stationIds: [b.id('S1')] })
      b.falls('S1').until('00:07:00')
      expect(down(b)).toEqual([[1, null, 1]])
      b.clockSteps(-ms('00:02:00')).until('00:07:02')
      expect(down(b)).toEqual([[1, 'window', 1]])
      b.until('00:10:00')
      expect(down(b)).toEqual([[1, null, 1]])
      expect(b.ledger('S1').slice(-3)).toEqual(['downUnplanned:unknown 180-210', 'downPlanned 210-360', 'downUnplanned:unknown 360-…'])
    }),
  )

  it(
    'a window that ended while the program was off',
    scenario(TWO, (b) => {
      b.at('00:02:00').window('00:03:00', '00:06:00', { stationIds: [b.id('S1')] })
      b.falls('S1').until('00:05:30')
      expect(down(b)).toEqual([[1, 'window', 1]])
      b.restarts('kill', '00:00:10')
      expect(down(b)).toEqual([[1, 'window', 1]])
      b.restarts('kill', '00:05:00').until('00:05:31')
      expect(down(b)).toEqual([[1, null, 1]])
    }),
  )

  it(
    'every second of a day with windows is in one bucket',
    scenario(TWO, (b) => {
      b.at('00:01:30')
      b.window('00:03:10', '00:05:20', { stationIds: [b.id('S1')] })
      b.window('00:05:00', '00:06:30', { communeIds: [1] })
      b.window('00:08:00', '00:09:00', { stationIds: [b.id('S1')] })
      b.falls('S1').until('00:07:10').rises('S1').until('00:07:50').falls('S1').until('00:12:00')
      const intervals = b.intervals('S1')
      for (const [i, one] of intervals.entries()) expect(one.from).toBe(intervals[i - 1]?.to ?? one.from)
      const sum = (bucket: string) =>
        intervals.filter((one) => one.bucket === bucket).reduce((all, one) => all + (one.to ?? MIDNIGHT + ms('00:12:00')) - one.from, 0) /
        1000
      expect(sum('downPlanned')).toBe(200 + 60)
      expect(intervals.reduce((all, one) => all + (one.to ?? MIDNIGHT + ms('00:12:00')) - one.from, 0)).toBe(ms('00:12:00'))
      expect(b.engine.availabilityToday(b.id('S1'))).toMatchObject({ downPlanned: 260 })
    }),
  )
})
