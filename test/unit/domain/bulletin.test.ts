/** The bulletin's figures case by case, what a later revision says otherwise, and the one way of writing it down. */
import { describe, expect, it } from 'vitest'
import { canonical, changesOf } from '../../../main/domain/bulletin/changes.ts'
import { bulletinAt, type BulletinSources, type Entry } from '../../../main/domain/bulletin/figures.ts'
import type { Interval } from '../../../shared/model/interval.ts'

const H = 3_600_000
const HOUR = 10 * H
const interval = (
  stationId: number,
  bucket: Interval['bucket'],
  cause: Interval['cause'] = null,
  from = 0,
  to: number | null = null,
): Interval => ({ stationId, bucket, cause, from, to })
const entry = (more: Partial<Entry>): Entry => ({
  id: 1,
  revision: 1,
  withdrawn: false,
  by: 'Lan',
  firstBy: 'Lan',
  recordedAt: 0,
  kind: 'towerDown',
  communeId: 1,
  stationId: null,
  place: '',
  count: 1,
  at: HOUR - H,
  restoredAt: null,
  note: '',
  ...more,
})
const sources = (more: Partial<BulletinSources> = {}): BulletinSources => ({
  branch: 'Tuyên Quang',
  communes: new Map([
    [1, 'Nà Hang'],
    [2, 'Yên Hoa'],
  ]),
  stations: new Map([1, 2, 3, 4, 5, 6].map((id) => [id, { communeId: id < 4 ? 1 : 2, code: `S${id}` }])),
  intervals: [],
  supplies: [],
  gensets: [],
  entries: [],
  ...more,
})
const total = (more: Partial<BulletinSources>) => bulletinAt(HOUR, sources(more)).total

describe('figures', () => {
  it('tell service apart, and add up', () => {
    const content = bulletinAt(
      HOUR,
      sources({
        intervals: [
          interval(1, 'up'),
          interval(2, 'downUnplanned', 'power'),
          interval(3, 'downPlanned', 'other'),
          interval(4, 'unknown', 'transmission'),
          interval(5, 'unknown'),
          interval(6, 'notInService'),
        ],
      }),
    )
    expect(content.total).toMatchObject({
      total: 6,
      working: 1,
      interrupted: 2,
      planned: 1,
      byPower: 1,
      unknown: 2,
      unreachable: 1,
      notInService: 1,
    })
    expect(content.communes.map(({ id, name, figures }) => [id, name, figures.total])).toEqual([
      [1, 'Nà Hang', 3],
      [2, 'Yên Hoa', 3],
    ])
  })
  it('take the interval at the hour: begun at it, not ended at it; a station that came later is not there', () => {
    expect(
      total({
        intervals: [interval(1, 'up', null, 0, HOUR), interval(1, 'downUnplanned', 'power', HOUR), interval(2, 'up', null, HOUR + 1)],
      }),
    ).toMatchObject({ total: 1, working: 0, interrupted: 1 })
  })
  it('count what carries a station: alarms, and the log of portable gensets over them', () => {
    const log = [
      { id: 1, kind: 'dispatched' as const, at: HOUR - H, litres: null, replaces: null, undone: false },
      { id: 2, kind: 'started' as const, at: HOUR - 1, litres: 0.1, replaces: null, undone: false },
      { id: 3, kind: 'stopped' as const, at: HOUR + 1, litres: null, replaces: null, undone: false },
    ]
    const intervals = [1, 2, 3].map((id) => interval(id, 'up'))
    const supplies = [
      { stationId: 1, supply: 'battery' as const, from: 0, to: HOUR + 5 },
      { stationId: 2, supply: 'battery' as const, from: 0, to: null },
      { stationId: 3, supply: 'genset' as const, from: 0, to: HOUR },
    ]
    expect(total({ intervals, supplies })).toMatchObject({ onBattery: 2, onGenset: 0 })
    expect(total({ intervals, supplies, gensets: [{ stationId: 2, lines: log }] })).toMatchObject({ onBattery: 1, onGenset: 1 })
    expect(total({ intervals: [interval(1, 'notInService')], supplies })).toMatchObject({ onBattery: 0 })
  })
  it('count towers and cables that stand, and cables restored within a day', () => {
    const entries = [
      entry({ id: 1, count: 2 }),
      entry({ id: 2, restoredAt: HOUR - 1 }),
      entry({ id: 3, restoredAt: HOUR + 1 }),
      entry({ id: 4, withdrawn: true }),
      entry({ id: 5, at: HOUR + 1 }),
      entry({ id: 6, kind: 'cableCut', count: 3 }),
      entry({ id: 7, kind: 'cableCut', restoredAt: HOUR - H / 2 }),
      entry({ id: 8, kind: 'cableCut', at: HOUR - 60 * H, restoredAt: HOUR - 30 * H }),
      entry({ id: 9, kind: 'note', at: HOUR - 30 * H }),
    ]
    const content = bulletinAt(HOUR, sources({ entries }))
    expect(content.total).toMatchObject({ towersDown: 3, cablesCut: 3, cablesRestored: 1 })
    expect(content.facts.map((fact) => [fact.id, fact.restoredAt])).toEqual([
      [1, null],
      [2, HOUR - 1],
      [3, null],
      [6, null],
      [7, HOUR - H / 2],
    ])
  })
  it('name no commune that has nothing, and keep a station whose record is gone', () => {
    expect(bulletinAt(HOUR, sources({ intervals: [interval(77, 'up')] }))).toMatchObject({
      total: { total: 1 },
      communes: [{ id: 0, name: '' }],
    })
  })
})

describe('a later revision', () => {
  const before = bulletinAt(
    HOUR,
    sources({ intervals: [interval(1, 'up'), interval(4, 'up')], entries: [entry({ id: 1 }), entry({ id: 2 })] }),
  )
  it('that says the same says nothing', () =>
    expect(
      changesOf(
        before,
        bulletinAt(HOUR, sources({ intervals: [interval(1, 'up'), interval(4, 'up')], entries: [entry({ id: 2 }), entry({ id: 1 })] })),
      ),
    ).toEqual([]))
  it('names every figure of all and of each commune, and every entry', () => {
    const after = bulletinAt(
      HOUR,
      sources({
        intervals: [interval(1, 'downUnplanned', 'power'), interval(4, 'up')],
        entries: [entry({ id: 1, note: 'thêm' }), entry({ id: 3 })],
      }),
    )
    const said = changesOf(before, after).map((one) =>
      one.kind === 'figure' ? `${one.name ?? 'all'} ${one.figure} ${one.before}>${one.after}` : `${one.how} ${one.fact.id}`,
    )
    expect(said).toEqual([
      'all working 2>1', 'all interrupted 0>1', 'all byPower 0>1',
      'Nà Hang working 1>0', 'Nà Hang interrupted 0>1', 'Nà Hang byPower 0>1',
      'changed 1', 'added 3', 'removed 2',
    ]) // prettier-ignore
  })
})

it('is written down in one way, whatever the order of names', () => {
  expect(canonical({ b: [1, null, 'é'], a: { d: undefined, c: true } })).toBe('{"a":{"c":true},"b":[1,null,"é"]}')
  expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1 }))
})
