/** Tables of what incidents are decided by: waves, hops, roots, families, hamlets, minutes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causeOf, familyOf } from '../../../main/domain/incident/family.ts'
import { isWithout, type HamletRecord } from '../../../main/domain/incident/hamlets.ts'
import { hopOf } from '../../../main/domain/incident/hop.ts'
import { lostMs } from '../../../main/domain/incident/minutes.ts'
import { begins, ends, type Member } from '../../../main/domain/incident/record.ts'
import { rootsOf, type Link } from '../../../main/domain/incident/roots.ts'
import { isWave } from '../../../main/domain/incident/wave.ts'
import { DEFAULT_RULES } from '../../../main/domain/alarm/rules.ts'

describe('a wave', () => {
  it.each([
    ['feeder', 1, 1, 0, false],
    ['feeder', 2, 2, 0, true],
    ['feeder', 2, 2, 2, true],
    ['feeder', 2, 2, 3, false],
    ['feeder', 3, 3, 20, false],
    ['feeder', 4, 4, 20, true],
    ['feeder', 6, 2, 20, false],
    ['place', 2, 2, 0, false],
    ['place', 3, 3, 3, true],
    ['place', 3, 3, 30, false],
    ['place', 4, 4, 30, true],
  ] as const)('of a %s: %i lost, %i at once, %i with mains: %s', (scope, lost, atOnce, fine, is) => {
    expect(isWave({ scope, lost, atOnce, fine })).toBe(is)
  })
})

describe('a radio', () => {
  const hub = { stationId: 1, code: 'TQG01', parentIds: [] }
  const end = { stationId: 2, code: 'TQG02', parentIds: [1] }
  const far = { stationId: 3, code: 'TQG02-3', parentIds: [2] }
  it.each([
    ['radio', end, [hub, far], 2, 'looks at the parent'],
    ['to TQG02', hub, [end], 2, 'of a parent, named after the station below'],
    ['tqg02-3 5GHz', end, [hub, far], 3, 'named after a station below, the longest name first'],
    ['về TQG01', end, [hub, far], 2, 'named after its parent'],
    ['radio', hub, [end], null, 'at the core without a name'],
  ] as const)('%s', (name, station, neighbours, hop, _why) => {
    expect(hopOf(name, station, neighbours)).toBe(hop)
  })
})

describe('what cuts a station off', () => {
  const parents: Record<string, string[]> = {
    leaf: ['mid', 'other'],
    mid: ['hub'],
    other: ['bare'],
    bare: ['core'],
    hub: ['core'],
    core: [],
  }
  const roots = (links: Record<string, Link>) =>
    rootsOf(
      'leaf',
      (one) => parents[one] ?? [],
      (one) => links[one] ?? 'alive',
    )
  it('is the nearest dead station on each path, through those that are only cut off or have no devices', () => {
    expect(roots({ mid: 'cut', hub: 'dead', other: 'dead' })).toEqual(['other', 'hub'])
    expect(roots({ mid: 'dead', other: 'cut', bare: 'through', core: 'dead' })).toEqual(['mid', 'core'])
    expect(roots({})).toEqual([])
  })
  it('ends, whatever loops the records have', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 10, maxLength: 10 }),
        fc.array(fc.constantFrom<Link>('dead', 'cut', 'through', 'alive'), { minLength: 10, maxLength: 10 }),
        (up, links) => {
          const found = rootsOf(
            0,
            (one: number) => up[one] ?? [],
            (one) => links[one] ?? 'alive',
          )
          expect(new Set(found).size).toBe(found.length)
          expect(found).not.toContain(0)
          for (const one of found) expect(links[one]).toBe('dead')
        },
      ),
    )
  })
})

describe('an alarm', () => {
  it('of every shipped rule has a family and a cause', () => {
    for (const { id: ruleId, probableCause, type } of DEFAULT_RULES) {
      expect(familyOf({ ruleId, probableCause })).toBeTruthy()
      expect(causeOf({ ruleId, probableCause, type })).toBeTruthy()
    }
  })
  it('tells the same by a trap as by a poll', () => {
    expect(familyOf({ ruleId: 'trap-acMainsFail', probableCause: 106 })).toBe(familyOf({ ruleId: 'mains-failure', probableCause: 106 }))
    expect(familyOf({ ruleId: 'trap-lowFuel', probableCause: 127 })).toBe('genset')
  })
})

it('a hamlet is without signal where all that serve it are out; what is not in service serves nobody', () => {
  const hamlet: HamletRecord = { id: 1, communeId: 1, name: 'Bản', households: 9, servedBy: [1, 2, 3] }
  const out = (states: Record<number, boolean | null>) => isWithout(hamlet, (id) => states[id] ?? null)
  expect(out({ 1: true, 2: true, 3: true })).toBe(true)
  expect(out({ 1: true, 2: false, 3: true })).toBe(false)
  expect(out({ 1: true, 2: null, 3: null })).toBe(true)
  expect(out({ 1: null, 2: null, 3: null })).toBe(false)
})

describe('minutes lost', () => {
  const intervals = [
    { stationId: 1, bucket: 'up' as const, cause: null, from: 0, to: 100 },
    { stationId: 1, bucket: 'downUnplanned' as const, cause: 'power' as const, from: 100, to: 200 },
    { stationId: 1, bucket: 'unknown' as const, cause: null, from: 200, to: 300 },
    { stationId: 1, bucket: 'unknown' as const, cause: 'transmission' as const, from: 300, to: 400 },
    { stationId: 1, bucket: 'downPlanned' as const, cause: null, from: 400, to: null },
  ]
  it('are those of outages without a plan and of cut paths, within the spans of the incident, each once', () => {
    expect(lostMs([[0, null]], intervals, 500)).toBe(200)
    expect(lostMs([[150, 350]], intervals, 500)).toBe(100)
    expect(
      lostMs(
        [
          [100, 180],
          [150, 200],
        ],
        intervals,
        500,
      ),
    ).toBe(100)
    expect(lostMs([], intervals, 500)).toBe(0)
  })
  it('of spans that begin and end stay bounded and in order', () => {
    let member: Member = { stationId: 1, joinedAt: 0, out: [] }
    for (let n = 0; n < 1000; n++) member = ends(begins(member, n * 10), n * 10 + 4)
    expect(member.out.length).toBeLessThanOrEqual(100)
    const edges = member.out.flatMap(([from, to]) => [from, to ?? 0])
    expect(edges).toEqual([...edges].sort((a, b) => a - b))
    expect(begins(begins(member, 1e6), 2e6).out.at(-1)).toEqual([1e6, null])
  })
})
