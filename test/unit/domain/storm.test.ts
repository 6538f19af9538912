/** The storm board's decisions, case by case: order, what hangs behind, the log of a genset and its fuel, supply, release, storm mode, the nearest. */
import { describe, expect, it } from 'vitest'
import { hamletsAtStake, sharedPaths, stationsBehind } from '../../../main/domain/storm/behind.ts'
import { duty, fuelAt, isDry, runsAt, standing, type Line } from '../../../main/domain/storm/dispatch.ts'
import { isProposed, OFF_MS, settingAt } from '../../../main/domain/storm/mode.ts'
import { distanceKm, middle, nearest } from '../../../main/domain/storm/nearest.ts'
import { rank, voltageBand, weightOf, type Ranked } from '../../../main/domain/storm/rank.ts'
import { followMains, isReleasable, STABLE_MS } from '../../../main/domain/storm/release.ts'
import { supplyOf } from '../../../main/domain/storm/supply.ts'
import { buildTopology } from '../../../main/domain/topology/topology.ts'
import type { DispatchKind } from '../../../shared/model/storm.ts'

const HOUR = 3_600_000
const plain: Ranked = {
  code: 'A',
  group: 'counting',
  minutes: 60,
  volts: 50,
  behind: 0,
  hamlets: 0,
  households: 0,
  criticality: 3,
}
const order = (...stations: (Partial<Ranked> & { code: string })[]) =>
  rank(stations.map((one) => ({ ...plain, ...one })))
    .map((one) => one.code)
    .join('')

describe('the order', () => {
  it.each<[what: string, stations: (Partial<Ranked> & { code: string })[], expected: string]>([
    [
      'who goes dark first',
      [
        { code: 'A', minutes: 90 },
        { code: 'B', minutes: 30 },
      ],
      'BA',
    ],
    [
      'what hangs behind weighs',
      [
        { code: 'A', minutes: 60 },
        { code: 'B', minutes: 100, behind: 40 },
      ],
      'BA',
    ],
    ['hamlets weigh as stations do', [{ code: 'A' }, { code: 'B', hamlets: 3 }], 'BA'],
    [
      'a hundred households weigh as a hamlet',
      [
        { code: 'A', households: 90 },
        { code: 'B', hamlets: 1 },
        { code: 'C', households: 110 },
      ],
      'CBA',
    ],
    ['criticality weighs', [{ code: 'A' }, { code: 'B', criticality: 1 }, { code: 'C', criticality: 2 }], 'BCA'],
    [
      'of two whose time is over the heavier',
      [
        { code: 'A', minutes: -5 },
        { code: 'B', minutes: 0, behind: 2 },
      ],
      'BA',
    ],
    ['equal ones by their codes', [{ code: 'C' }, { code: 'A' }, { code: 'B' }], 'ABC'],
    [
      'cannot tell: by voltage, the unknown right after the lowest, then by weight',
      [
        { code: 'A', group: 'cannotTell', minutes: null, volts: 53, behind: 9 },
        { code: 'B', group: 'cannotTell', minutes: null, volts: 48 },
        { code: 'C', group: 'cannotTell', minutes: null, volts: null },
        { code: 'D', group: 'cannotTell', minutes: null, volts: 45 },
        { code: 'E', group: 'cannotTell', minutes: null, volts: 48.5, behind: 3 },
      ],
      'DCEBA',
    ],
    [
      'groups one after another',
      [
        { code: 'A', group: 'dark', minutes: null },
        { code: 'B', group: 'held', minutes: null },
        { code: 'C', group: 'cannotTell', minutes: null },
        { code: 'D', minutes: 5000 },
      ],
      'DCBA',
    ],
  ])('%s', (_what, stations, expected) => expect(order(...stations)).toBe(expected))

  it('weighs nothing behind as one', () => {
    expect(weightOf(plain)).toBe(1)
    expect(weightOf({ ...plain, behind: 3 })).toBe(2)
    expect(weightOf({ ...plain, behind: 10, hamlets: 5 })).toBe(3)
  })
  it.each([
    [44, 0],
    [47, 2],
    [52, 3],
    [24, 1],
    [240, 1],
    [null, 1],
  ] as const)('voltage %s is band %i', (volts, band) => expect(voltageBand(volts)).toBe(band))
})

describe('what hangs behind', () => {
  //     1        5
  //    / \       |
  //   2   3      |
  //    \ / \     |
  //     4   6----+
  const shared = sharedPaths(
    buildTopology([
      { id: 1, parentIds: [] },
      { id: 2, parentIds: [1] },
      { id: 3, parentIds: [1] },
      { id: 4, parentIds: [2, 3] },
      { id: 5, parentIds: [] },
      { id: 6, parentIds: [3, 5] },
    ]),
  )
  it.each([
    [1, [2, 3, 4]],
    [2, []],
    [3, []],
    [5, []],
    [99, []],
  ] as const)('%i has %j', (id, behind) => expect(stationsBehind(shared, id).sort((a, b) => a - b)).toEqual(behind))

  const hamlet = (id: number, servers: number[], households: number | null = 10) => ({ id, servers, households })
  const at = (stationId: number, hamlets: ReturnType<typeof hamlet>[], dead: number[] = []) => {
    const found = hamletsAtStake(shared, hamlets, (id) => !dead.includes(id))
    return {
      ids: found.atStake.get(stationId)?.hamlets.map((one) => one.id) ?? [],
      silent: found.silent.map((one) => one.id),
      households: found.atStake.get(stationId)?.households ?? 0,
    }
  }
  it('a hamlet of one station hangs on it and on all that carries it', () => {
    expect(at(4, [hamlet(7, [4])]).ids).toEqual([7])
    expect(at(1, [hamlet(7, [4])]).ids).toEqual([7])
    expect(at(2, [hamlet(7, [4])]).ids).toEqual([])
  })
  it('a hamlet of two hangs on what both share, until one of them is dead', () => {
    expect(at(1, [hamlet(7, [2, 3])]).ids).toEqual([7])
    expect(at(2, [hamlet(7, [2, 3])]).ids).toEqual([])
    expect(at(2, [hamlet(7, [2, 3])], [3]).ids).toEqual([7])
    expect(at(1, [hamlet(7, [4, 6])]).ids).toEqual([])
  })
  it('a hamlet without living stations is silent, one without any on record is not', () => {
    expect(at(1, [hamlet(7, [4]), hamlet(8, []), hamlet(9, [2], null)], [4])).toEqual({ ids: [9], silent: [7], households: 0 })
  })
})

let nextId = 0
const line = (kind: DispatchKind, at: number, more: Partial<Line> = {}): Line => ({
  id: ++nextId,
  kind,
  at,
  litres: null,
  replaces: null,
  undone: false,
  ...more,
})
const started = (at: number, litres: number | null, more: Partial<Line> = {}) => line('started', at, { litres, ...more })
const filled = (at: number, litres: number | null, more: Partial<Line> = {}) => line('refuelled', at, { litres, ...more })
const tank = { litresPerHour: 4, tankLitres: 20 }

describe('the log', () => {
  it('may be told out of order', () => {
    const lines = [line('dispatched', 0), line('stopped', 3), started(2, null), line('arrived', 1)]
    expect(duty(lines)).toMatchObject({ phase: 'stopped', arrivedAt: 1, startedAt: 2 })
  })
  it('keeps its order where things happened at once, corrections included', () => {
    const sent = line('dispatched', 5)
    const there = line('arrived', 5)
    const corrected = line('dispatched', 5, { replaces: sent.id })
    expect(standing([sent, there, corrected]).map((one) => one.kind)).toEqual(['dispatched', 'arrived'])
  })
  it('lets a correction that was taken back correct nothing', () => {
    const first = started(2, 10)
    const second = started(2, 5, { replaces: first.id })
    const undo = started(2, 5, { replaces: second.id, undone: true })
    expect(standing([line('dispatched', 1), first, second, undo])).toContain(first)
  })
  it('says what runs at a moment from what was told of the time before it', () => {
    const lines = [line('dispatched', 0), started(10, null), line('stopped', 20), line('started', 30), line('ranOut', 40), filled(50, 5)]
    expect([5, 10, 19, 20, 30, 40, 50, 99].map((at) => runsAt(lines, at))).toEqual([false, true, true, false, true, false, true, true])
  })
})

describe('fuel', () => {
  it.each<[what: string, lines: Line[], now: number, litres: number | null, end: number | null, why: string | null]>([
    ['before the start', [line('dispatched', 0)], HOUR, null, null, 'storm.fuel.neverTold'],
    ['after an hour', [line('dispatched', 0), started(0, 10)], HOUR, 6, 2.5 * HOUR, null],
    ['to the last drop', [line('dispatched', 0), started(0, 10)], 3 * HOUR, 0, 2.5 * HOUR, null],
    ['filled up, no more than the tank holds', [line('dispatched', 0), started(0, 10), filled(HOUR, 30)], HOUR, 20, 6 * HOUR, null],
    ['filled after it ran dry', [line('dispatched', 0), started(0, 4), filled(5 * HOUR, 8)], 5 * HOUR, 8, 7 * HOUR, null],
    ['stopped: nothing burns', [line('dispatched', 0), started(0, 10), line('stopped', HOUR)], 9 * HOUR, 6, null, null],
    [
      'started again with what is left',
      [line('dispatched', 0), started(0, 10), line('stopped', HOUR), started(9 * HOUR, null)],
      10 * HOUR,
      2,
      10.5 * HOUR,
      null,
    ],
    ['never told', [line('dispatched', 0), started(0, null)], HOUR, null, null, 'storm.fuel.neverTold'],
    ['filled to the brim: known again', [line('dispatched', 0), started(0, null), filled(HOUR, 20)], HOUR, 20, 6 * HOUR, null],
    [
      'filled with some: still unknown',
      [line('dispatched', 0), started(0, null), filled(HOUR, 5)],
      HOUR,
      null,
      null,
      'storm.fuel.neverTold',
    ],
    [
      'filled with who knows how much',
      [line('dispatched', 0), started(0, 10), filled(HOUR, null)],
      HOUR,
      null,
      null,
      'storm.fuel.refillUntold',
    ],
    ['told dry: known to be nothing', [line('dispatched', 0), started(0, null), line('ranOut', HOUR)], 2 * HOUR, 0, null, null],
  ])('%s', (_what, lines, now, litres, end, why) => {
    const fuel = fuelAt(lines, tank, now)
    expect([fuel.litres, fuel.runsOutAt, fuel.why?.key ?? null]).toEqual([litres, end, why])
  })
  it('is not told without a consumption', () => {
    const fuel = fuelAt([line('dispatched', 0), started(0, 10)], { litresPerHour: null, tankLitres: 20 }, HOUR)
    expect([fuel.litres, fuel.runsOutAt, fuel.why?.key]).toEqual([null, null, 'storm.fuel.noRate'])
  })
  it('is dry when it is told, or at the reckoned moment and not before', () => {
    const fuel = fuelAt([line('dispatched', 0), started(0, 4)], tank, 0)
    expect([
      isDry('running', fuel, HOUR - 1),
      isDry('running', fuel, HOUR),
      isDry('stopped', fuel, 2 * HOUR),
      isDry('outOfFuel', null, 0),
    ]).toEqual([false, true, false, true])
  })
})

it.each<[rules: string[], told: boolean, supply: string | null]>([
  [[], false, null],
  [['mains-failure'], false, 'battery'],
  [['battery-discharging-current'], false, 'battery'],
  [['mains-failure', 'genset-running'], false, 'genset'],
  [['genset-running'], false, 'genset'],
  [[], true, 'genset'],
  [['door-open'], false, null],
])('supply of %j, a genset told: %s, is %s', (rules, told, supply) => expect(supplyOf(new Set(rules), told)).toBe(supply))

describe('release', () => {
  const back = { at: 1000, mono: 500 }
  it('counts from the moment mains came back, on the monotonic clock', () => {
    expect(followMains(null, true, back)).toEqual(back)
    expect(followMains(back, true, { at: 9e9, mono: 600 })).toBe(back)
    expect(followMains(back, false, { at: 2000, mono: 600 })).toBeNull()
    expect(followMains(back, null, { at: 2000, mono: 600 })).toBeNull()
    expect(isReleasable(back, null, 500 + STABLE_MS - 1)).toBe(false)
    expect(isReleasable(back, null, 500 + STABLE_MS)).toBe(true)
    expect(isReleasable(null, null, 9e9)).toBe(false)
  })
  it('does not take a genset for mains', () => {
    expect(isReleasable(back, 1000 - 60_000, 500 + STABLE_MS)).toBe(false)
    expect(isReleasable(back, 1000 - 3_600_000, 500 + STABLE_MS)).toBe(true)
  })
})

it('storm mode is proposed from so many on, stays while as many are without mains, and "off" runs out', () => {
  const rules = { stations: 30, minutes: 15 }
  expect(isProposed(false, { setting: 'auto', lately: 29, withoutMains: 80 }, rules)).toBe(false)
  expect(isProposed(false, { setting: 'auto', lately: 30, withoutMains: 30 }, rules)).toBe(true)
  expect(isProposed(true, { setting: 'auto', lately: 0, withoutMains: 30 }, rules)).toBe(true)
  expect(isProposed(true, { setting: 'auto', lately: 0, withoutMains: 29 }, rules)).toBe(false)
  expect(isProposed(true, { setting: 'on', lately: 99, withoutMains: 99 }, rules)).toBe(false)
  expect([settingAt('off', 0, OFF_MS - 1), settingAt('off', 0, OFF_MS), settingAt('on', 0, 9e12)]).toEqual(['off', 'auto', 'on'])
})

it('the nearest: same commune, then distance, then those of whom nobody knows', () => {
  const hanoi = { lat: 21.028, lon: 105.854 }
  const far = { lat: 22.15, lon: 105.3 }
  expect(distanceKm(hanoi, far)).toBeCloseTo(137, 0)
  expect(middle([])).toBeNull()
  const free = [
    { id: 1, communeId: null, point: null },
    { id: 2, communeId: 5, point: far },
    { id: 3, communeId: 6, point: hanoi },
    { id: 4, communeId: 9, point: far },
  ]
  expect(nearest({ communeId: 9, point: hanoi }, free).map((one) => one.resourceId)).toEqual([4, 3, 2, 1])
})
