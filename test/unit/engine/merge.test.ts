/** A station merged into another while it is watched: the alarms and readings of its devices go on, its own end, no moment counts twice. */
import { describe, expect, it } from 'vitest'
import { stations } from '../../../main/app/handlers/stations.ts'
import type { Core } from '../../../main/app/core.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { MIDNIGHT, scenario, type Branch, type StationPlan } from '../../support/scenario.ts'

const PLAN: Record<string, StationPlan> = { CORE: {}, OLD: { devices: ['power', 'radio'] }, NEW: { devices: ['bts'] } }
const by = { actor: { name: 'Lan', role: 'engineer' }, at: MIDNIGHT + 3_600_000 } as const

function merge(b: Branch, from = 'OLD', into = 'NEW') {
  const changed: string[] = []
  const core = {
    operations: b.operations,
    engine: b.engine,
    changed: (...areas: string[]) => void changed.push(...areas),
  } as unknown as Core
  const station = (code: string) => b.operations.inventory.all().stations.find((one) => one.code === code)!
  const [source, target] = [station(from), station(into)]
  const input = { id: source.id, version: source.version, into: target.id, intoVersion: target.version }
  return { result: stations(core).merge(input, by), changed }
}

describe('a station merged into another', () => {
  it(
    'takes its alarms and readings along without a break',
    scenario(PLAN, (b) => {
      b.at('00:05:00').reads('OLD', 'power', 'mains.state', 0).until('00:10:00')
      const [alarm] = b.alarms('mains-failure')
      expect(alarm).toMatchObject({ stationId: b.id('OLD'), clearedAt: null })
      const { result, changed } = merge(b)
      expect(isRefusal(result)).toBe(false)
      expect(changed).toContain('stations')
      expect(b.alarms('mains-failure')).toMatchObject([{ id: alarm!.id, stationId: b.id('NEW'), clearedAt: null, count: 1 }])
      expect(b.engine.readings(b.id('NEW')).map(({ metric }) => metric)).toContain('dc.voltage')
      expect(b.engine.readings(b.id('OLD'))).toEqual([])
      expect(b.row('OLD')).toMatchObject({ health: 'notInService', retired: true, openAlarms: 0, devices: 0 })
      b.until('00:12:00')
      expect(b.row('NEW')).toMatchObject({ devices: 3, openAlarms: 1 })
      expect(b.alarms('mains-failure')).toHaveLength(1)
      b.reads('OLD', 'power', 'mains.state', 1).until('00:16:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ id: alarm!.id, stationId: b.id('NEW'), count: 1 }])
      expect(b.alarms('mains-failure')[0]!.clearedAt).not.toBeNull()
      expect(b.operations.alarms.get(alarm!.id)).toMatchObject({ stationId: b.id('NEW') })
    }),
  )

  it(
    "ends what was said of it as a whole, and its ledger is the other station's where that knew nothing",
    scenario({ CORE: {}, OLD: { devices: ['power'] }, NEW: { devices: [] } }, (b) => {
      b.at('00:05:00').falls('OLD').until('00:12:00')
      expect(b.alarms('station-down')).toMatchObject([{ stationId: b.id('OLD'), clearedAt: null }])
      expect(b.buckets('NEW')).not.toContain('up')
      const past = b.intervals('OLD').filter(({ bucket }) => bucket === 'up')
      merge(b)
      expect(b.alarms('station-down').every(({ clearedAt }) => clearedAt !== null)).toBe(true)
      expect(b.intervals('NEW').filter(({ bucket }) => bucket === 'up')).toEqual(past.map((one) => ({ ...one, stationId: b.id('NEW') })))
      b.rises('OLD').until('00:20:00')
      expect(b.buckets('OLD')).toBe('notInService')
      expect(b.buckets('NEW')).toMatch(/up downUnplanned.* up$/)
      const intervals = b.intervals('NEW')
      intervals.slice(1).forEach((one, i) => expect(one.from).toBe(intervals[i]!.to))
      const kept = [b.ledger('NEW').slice(0, -1), b.alarms()]
      b.restarts('kill')
      expect(b.ledger('NEW').slice(0, kept[0]!.length)).toEqual(kept[0])
      b.until('00:25:00')
      expect(b.health('NEW', 'OLD')).toBe('up notInService')
    }),
  )

  it(
    'is refused by its engine as by the store, and goes on as it was',
    scenario(PLAN, (b) => {
      b.at('00:05:00')
      const { result, changed } = merge(b, 'OLD', 'OLD')
      expect(isRefusal(result)).toBe(true)
      expect(changed).toEqual([])
      b.until('00:08:00')
      expect(b.health('OLD', 'NEW')).toBe('up up')
    }),
  )
})
