/** Scenarios of the backhaul: a hub falls, a second path lives, a hub returns. */
import { describe, expect, it } from 'vitest'
import { scenario, type StationPlan } from '../../support/scenario.ts'

/** Two hubs, six stations behind H1, one of them also behind H2; enough others that the monitor is not isolated. */
const BRANCH: Record<string, StationPlan> = {
  H1: {},
  H2: {},
  A1: { parents: ['H1'] },
  A2: { parents: ['H1'] },
  A3: { parents: ['A2'] },
  BOTH: { parents: ['H1', 'H2'] },
  B1: { parents: ['H2'] },
  B2: { parents: ['H2'] },
  B3: { parents: ['H2'] },
  C1: {},
  C2: {},
  C3: {},
}

describe('a hub falls', () => {
  it(
    'its children are unreachable, none is down, and only the hub alarms unsuppressed',
    scenario(BRANCH, (b) => {
      b.at('00:03:00')
      expect(b.health('H1', 'A1', 'A2', 'A3', 'BOTH', 'B1')).toBe('up up up up up up')
      expect(b.engine.behind(b.id('H1'))).toBe(3)
      expect(b.engine.behind(b.id('A2'))).toBe(1)
      b.falls('H1').until('00:08:00')
      expect(b.health('H1', 'A1', 'A2', 'A3')).toBe('down unreachable unreachable unreachable')
      expect(b.health('BOTH', 'B1', 'C1')).toBe('up up up')
      expect(b.row('A3').reason.key).toBe('health.reason.behind')
      const alarms = b.alarms('station-down')
      expect(alarms.filter((one) => !one.suppressed).map((one) => one.stationId)).toEqual([b.id('H1')])
      expect(alarms.filter((one) => one.suppressed)).toHaveLength(3)
      expect(b.alarms()).toHaveLength(4)
      expect(b.engine.overview()).toMatchObject({ alarms: { critical: 1 }, suppressed: 3 })
      expect(b.engine.overview().worst[0]).toMatchObject({ code: 'H1', behind: 3 })
    }),
  )

  it(
    'no child was ever said to be down on the way, and its ledger says unknown by transmission',
    scenario(BRANCH, (b) => {
      b.at('00:03:00').falls('H1')
      for (let second = 181; second <= 480; second++) {
        b.until(`00:00:${second}`)
        for (const code of ['A1', 'A2', 'A3']) expect(b.row(code).health, `${code} at ${second}`).not.toBe('down')
      }
      b.rises('H1')
      for (let second = 481; second <= 700; second++) {
        b.until(`00:00:${second}`)
        for (const code of ['A1', 'A2', 'A3']) expect(b.row(code).health, `${code} at ${second}`).not.toBe('down')
      }
      expect(b.health('H1', 'A1', 'A2', 'A3')).toBe('up up up up')
      expect(b.buckets('A3')).toBe('unknown up unknown up')
      expect(b.intervals('A3')[2]?.cause).toBe('transmission')
      expect(b.buckets('H1')).toBe('unknown up downUnplanned up')
    }),
  )

  it(
    'a child that stays silent after its hub has returned is down, and only then',
    scenario(BRANCH, (b) => {
      b.at('00:03:00').falls('H1').until('00:08:00').rises('H1').falls('A1').until('00:09:05')
      expect(b.health('H1', 'A1')).toBe('up unreachable')
      b.until('00:13:00')
      expect(b.health('H1', 'A1', 'A2')).toBe('up down up')
      expect(b.buckets('A1')).toBe('unknown up unknown downUnplanned')
      expect(b.alarms('station-down').filter((one) => one.clearedAt === null)).toMatchObject([{ stationId: b.id('A1'), suppressed: false }])
    }),
  )

  it(
    'suppressed alarms that nobody was shown need nobody to acknowledge them',
    scenario(BRANCH, (b) => {
      b.at('00:03:00').falls('H1').until('00:08:00').rises('H1').until('00:12:00')
      expect(b.alarms()).toMatchObject([{ stationId: b.id('H1'), ruleId: 'station-down', acknowledgedAt: null }])
      expect(b.alarms()[0]?.clearedAt).not.toBeNull()
    }),
  )

  it(
    'alarms that stood before are suppressed with their station and come back with it',
    scenario(BRANCH, (b) => {
      b.at('00:02:00').reads('A1', 'power', 'mains.state', 0).until('00:06:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ suppressed: false }])
      b.falls('H1').until('00:12:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ suppressed: true, clearedAt: null }])
      b.rises('H1').until('00:15:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ suppressed: false, clearedAt: null, count: 1 }])
    }),
  )
})

describe('a path lives', () => {
  it(
    'a station with a second living path is down, not unreachable',
    scenario(BRANCH, (b) => {
      b.at('00:03:00').falls('H1', 'BOTH').until('00:09:00')
      expect(b.health('BOTH', 'A1')).toBe('down unreachable')
    }),
  )

  it(
    'when both paths are dead it is unreachable',
    scenario({ ...BRANCH, D1: {}, D2: {}, D3: {}, D4: {}, D5: {}, D6: {} }, (b) => {
      b.at('00:03:00').falls('H1').until('00:07:00').falls('H2').until('00:12:00')
      expect(b.health('H1', 'H2', 'BOTH', 'B1')).toBe('down down unreachable unreachable')
    }),
  )

  it(
    'a hub whose own unit is silent while its children answer cuts nobody off',
    scenario(BRANCH, (b) => {
      b.at('00:03:00').answers('H1', 'power', 'timeout').until('00:08:00')
      expect(b.health('H1', 'A1', 'A2')).toBe('down up up')
      b.falls('A1').until('00:14:00')
      expect(b.health('A1')).toBe('down')
    }),
  )
})
