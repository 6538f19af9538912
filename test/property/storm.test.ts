/** What holds of every storm: the order does not waver, an hour's bulletin does not change by what comes after it, figures add up, fuel never grows by itself. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../main/domain/bulletin/changes.ts'
import { bulletinAt, type BulletinSources, type Entry } from '../../main/domain/bulletin/figures.ts'
import { duty, fuelAt, isDuty, type Line } from '../../main/domain/storm/dispatch.ts'
import { hamletsAtStake, sharedPaths, stationsBehind } from '../../main/domain/storm/behind.ts'
import { rank, type Ranked } from '../../main/domain/storm/rank.ts'
import { buildTopology } from '../../main/domain/topology/topology.ts'
import { Bucket, OutageCause, type Interval } from '../../shared/model/interval.ts'
import { DispatchKind, StormGroup } from '../../shared/model/storm.ts'

const station = fc
  .record({
    group: fc.constantFrom(...StormGroup.options),
    minutes: fc.double({ min: -10, max: 5000, noNaN: true }),
    volts: fc.option(fc.double({ min: 0, max: 80, noNaN: true })),
    behind: fc.nat(50),
    hamlets: fc.nat(20),
    households: fc.nat(3000),
    criticality: fc.integer({ min: 1, max: 3 }),
  })
  .map((one): Omit<Ranked, 'code'> => ({ ...one, minutes: one.group === 'counting' ? one.minutes : null }))
const stations = fc
  .array(station, { maxLength: 25 })
  .map((list) => list.map((one, i): Ranked => ({ ...one, code: `S${String(i).padStart(3, '0')}` })))
const place = (list: readonly Ranked[], code: string) => rank(list).findIndex((one) => one.code === code)

describe('the order', () => {
  it('does not depend on how the stations come, nor on a station that is not there', () => {
    fc.assert(
      fc.property(stations, fc.nat(), (list, n) => {
        const codes = rank(list).map((one) => one.code)
        expect(rank([...list].reverse()).map((one) => one.code)).toEqual(codes)
        const gone = list[n % Math.max(1, list.length)]?.code
        expect(rank(list.filter((one) => one.code !== gone)).map((one) => one.code)).toEqual(codes.filter((code) => code !== gone))
      }),
    )
  })

  it('never puts a station lower for having more behind it or less time', () => {
    fc.assert(
      fc.property(stations, fc.nat(), fc.nat(40), fc.double({ min: 0, max: 500, noNaN: true }), (list, n, more, less) => {
        const one = list[n % Math.max(1, list.length)]
        if (!one) return
        const others = list.filter((other) => other !== one)
        const before = place(list, one.code)
        for (const louder of [
          { ...one, behind: one.behind + more },
          { ...one, hamlets: one.hamlets + more },
          { ...one, households: one.households + more * 100 },
          { ...one, criticality: 1 },
          { ...one, minutes: one.minutes === null ? null : one.minutes - less },
        ])
          expect(place([...others, louder], one.code)).toBeLessThanOrEqual(before)
      }),
    )
  })
})

it('what hangs behind is what cannot be reached without it', () => {
  const graph = fc
    .array(fc.array(fc.nat(30), { maxLength: 2 }), { minLength: 1, maxLength: 30 })
    .map((parents) => parents.map((list, i) => ({ id: i + 1, parentIds: list.map((p) => (p % (i + 1)) + 0).filter((p) => p > 0) })))
  fc.assert(
    fc.property(graph, fc.array(fc.array(fc.nat(29), { minLength: 1, maxLength: 3 }), { maxLength: 8 }), (list, served) => {
      const topology = buildTopology(list)
      const shared = sharedPaths(topology)
      const hamlets = served.map((servers, i) => ({ id: i, households: 1, servers: servers.map((s) => (s % list.length) + 1) }))
      const { atStake } = hamletsAtStake(shared, hamlets, () => true)
      for (const { id } of list) {
        const reached = (at: number): boolean => {
          if (at === id) return false
          const parents = topology.parents.get(at) ?? []
          return parents.length === 0 || parents.some(reached)
        }
        const cut = list.map((one) => one.id).filter((other) => other !== id && !reached(other))
        expect(stationsBehind(shared, id).sort((a, b) => a - b)).toEqual(cut)
        expect(stationsBehind(shared, id).length).toBe(topology.behind.get(id))
        const lost = hamlets.filter(({ servers }) => servers.every((server) => server === id || cut.includes(server)))
        expect(atStake.get(id)?.hamlets.map((one) => one.id) ?? []).toEqual(lost.map((one) => one.id))
      }
    }),
  )
})

const HOUR = 1000 * 3_600_000
const moment = fc.integer({ min: -50, max: 50 }).map((n) => HOUR + n * 600_000)
const ledger = fc
  .array(fc.tuple(fc.nat(11), fc.constantFrom(...Bucket.options), fc.option(fc.constantFrom(...OutageCause.options)), moment), {
    maxLength: 60,
  })
  .map((list) => {
    const intervals: Interval[] = []
    for (const [, own] of Map.groupBy(list, ([id]) => id))
      own
        .sort((a, b) => a[3] - b[3])
        .forEach(([stationId, bucket, cause, from], i) => intervals.push({ stationId, bucket, cause, from, to: own[i + 1]?.[3] ?? null }))
    return intervals
  })
const supplies = fc.array(
  fc.record({ stationId: fc.nat(11), supply: fc.constantFrom('battery' as const, 'genset' as const), from: moment, to: fc.option(moment) }),
  { maxLength: 20 },
)
const lines = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...DispatchKind.options),
      at: moment,
      litres: fc.option(fc.double({ min: 0, max: 40, noNaN: true })),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((one, i): Line => ({ ...one, id: i + 1, replaces: null, undone: false })))
const entries = fc
  .array(
    fc.record({
      kind: fc.constantFrom('towerDown' as const, 'cableCut' as const, 'note' as const),
      communeId: fc.integer({ min: 1, max: 3 }),
      count: fc.integer({ min: 1, max: 4 }),
      at: moment,
      restoredAt: fc.option(moment),
      withdrawn: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((list) =>
    list.map((one, i): Entry => ({
      ...one,
      id: i + 1,
      revision: 1,
      stationId: null,
      place: '',
      note: '',
      by: 'a',
      firstBy: 'a',
      recordedAt: 0,
    })),
  )

/** Everything that begins after the hour is not known yet, and neither is the end of what goes on. */
function knownAtTheHour(all: BulletinSources): BulletinSources {
  const open = <T extends { from: number; to: number | null }>(list: readonly T[]): T[] =>
    list.filter((one) => one.from <= HOUR).map((one) => ({ ...one, to: one.to !== null && one.to > HOUR ? null : one.to }))
  return {
    ...all,
    intervals: open(all.intervals),
    supplies: open(all.supplies),
    gensets: all.gensets.map((one) => ({ ...one, lines: one.lines.filter((line) => line.at <= HOUR) })),
    entries: all.entries
      .filter((one) => one.at <= HOUR)
      .map((one) => ({ ...one, restoredAt: one.restoredAt !== null && one.restoredAt > HOUR ? null : one.restoredAt })),
  }
}

const sources = fc
  .record({ intervals: ledger, supplies, logs: fc.array(fc.tuple(fc.nat(11), lines), { maxLength: 4 }), entries })
  .map(({ logs, ...rest }): BulletinSources => ({
    ...rest,
    branch: 'b',
    communes: new Map([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]),
    stations: new Map(Array.from({ length: 12 }, (_, id) => [id, { communeId: (id % 3) + 1, code: `S${id}` }])),
    gensets: logs.map(([stationId, own]) => ({ stationId, lines: own })),
  }))

describe('the bulletin', () => {
  it('of an hour is the same whatever comes after it', () => {
    fc.assert(
      fc.property(sources, (all) => {
        expect(canonical(bulletinAt(HOUR, all))).toBe(canonical(bulletinAt(HOUR, knownAtTheHour(all))))
      }),
      { numRuns: 300 },
    )
  })

  it('adds up: buckets to the total, communes to all', () => {
    fc.assert(
      fc.property(sources, (all) => {
        const { total, communes } = bulletinAt(HOUR, all)
        for (const figures of [total, ...communes.map((one) => one.figures)]) {
          expect(figures.working + figures.interrupted + figures.unknown + figures.notInService).toBe(figures.total)
          expect(figures.planned).toBeLessThanOrEqual(figures.interrupted)
          expect(figures.unreachable).toBeLessThanOrEqual(figures.unknown)
          expect(figures.onBattery + figures.onGenset).toBeLessThanOrEqual(figures.total - figures.notInService)
        }
        for (const name of Object.keys(total) as (keyof typeof total)[])
          expect(communes.reduce((sum, one) => sum + one.figures[name], 0)).toBe(total[name])
      }),
    )
  })
})

it('fuel never grows by itself, never falls below nothing, and ends when it is foretold', () => {
  const log = fc.tuple(fc.double({ min: 0, max: 40, noNaN: true }), fc.nat(600)).map(([litres, minutes]): Line[] => [
    { id: 1, kind: 'dispatched', at: 0, litres: null, replaces: null, undone: false },
    { id: 2, kind: 'started', at: 0, litres, replaces: null, undone: false },
    { id: 3, kind: 'refuelled', at: minutes * 60_000, litres: 5, replaces: null, undone: false },
  ])
  fc.assert(
    fc.property(log, fc.double({ min: 0.5, max: 9, noNaN: true }), fc.nat(9_000_000), fc.nat(9_000_000), (own, litresPerHour, a, b) => {
      const last = own[2]?.at ?? 0
      const tank = { litresPerHour, tankLitres: null }
      const first = fuelAt(own, tank, last + Math.min(a, b))
      const later = fuelAt(own, tank, last + Math.max(a, b))
      expect(later.litres).toBeLessThanOrEqual(first.litres ?? 0)
      expect(later.litres).toBeGreaterThanOrEqual(0)
      expect(later.runsOutAt).toBe(first.runsOutAt)
      const end = first.runsOutAt ?? 0
      expect(fuelAt(own, tank, end + 1).litres).toBeLessThan(0.001)
      expect(end - 60_000 <= last || (fuelAt(own, tank, end - 60_000).litres ?? 0) > 0).toBe(true)
    }),
  )
})

it('any log either makes sense or names the line that does not', () => {
  fc.assert(
    fc.property(lines, (own) => {
      const result = duty(own)
      expect(isDuty(result) ? own.some((line) => line.kind === 'dispatched') : DispatchKind.options.includes(result.wrong)).toBe(true)
      expect(fuelAt(own, { litresPerHour: 3, tankLitres: 20 }, HOUR + 1).litres ?? 0).toBeGreaterThanOrEqual(0)
    }),
  )
})
