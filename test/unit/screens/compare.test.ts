/** Comparing stations: what an address asks for, the series that come of it within the limits, and what is ranked. */
import { describe, expect, it } from 'vitest'
import {
  comparisonOf,
  lineName,
  metricGroups,
  MOST_ROWS,
  MOST_SERIES,
  MOST_STATIONS,
  rankingOf,
  scopeOf,
  seriesOf,
  stationSearch,
  stationsOf,
} from '../../../renderer/screens/compare/question.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import { metric } from '../../../shared/model/metric.ts'

const address = (params: Record<string, string>) => ({
  get: (name: string) => params[name] ?? null,
  list: (name: string) => params[name]?.split(',').filter(Boolean) ?? [],
})
const row = (id: number, communeId = 1, retired = false): StationRow => ({
  id, code: `TQG${id}`, name: `Nà Hang ${id}`, communeId, technologies: [], remoteClass: 'near', health: 'up', reason: { key: 'x' }, since: null,
  openAlarms: 0, worstSeverity: null, devices: 1, lastDataAt: null, retired,
}) // prettier-ignore
const indexed = (deviceId: number, instance = '', label = '') => ({ deviceId, metric: 'dc.voltage' as const, instance, label })

describe('an address', () => {
  it('names metric, stations, commune and what is hidden', () => {
    const found = comparisonOf(
      address({ metric: 'mains.voltage', s: '3,1,3', commune: '7', as: 'small', off: 'a,b', end: 'highest', by: 'mean' }),
    )
    expect(found).toEqual({
      metric: 'mains.voltage',
      stations: [3, 1],
      communeId: 7,
      small: true,
      off: ['a', 'b'],
      ranking: { end: 'highest', by: 'mean', of: 'all' },
    })
  })
  it('that says nonsense asks for nothing', () => {
    const found = comparisonOf(address({ metric: 'mains.state', s: '0,-1,x,1e99,2.5', commune: 'no', as: '?', end: '<script>' }))
    expect(found).toMatchObject({
      metric: 'dc.voltage',
      stations: [],
      communeId: null,
      small: false,
      ranking: { end: 'lowest', by: 'peak', of: 'all' },
    })
  })
})

describe('what can be compared', () => {
  it('is numbers alone: a mean of states says nothing', () => {
    const all = metricGroups().flatMap(({ metrics }) => metrics)
    expect(all.length).toBeGreaterThan(40)
    expect(all.filter((key) => metric(key).states)).toEqual([])
  })
})

describe('stations', () => {
  const rows = [row(10), row(2), row(3, 7), row(4, 7, true), row(5, 7)]
  it('are those named and those of the commune, by code', () => {
    const { all } = stationsOf(rows, comparisonOf(address({ s: '10,2', commune: '7' })))
    expect(all.map(({ id }) => id)).toEqual([2, 3, 5, 10])
  })
  it('are looked up to a limit', () => {
    const many = Array.from({ length: 99 }, (_, i) => row(i + 1))
    const { all, asked } = stationsOf(many, comparisonOf(address({ commune: '1' })))
    expect([all.length, asked.length]).toEqual([99, MOST_STATIONS])
  })
  it('are found without accents', () => {
    const find = stationSearch(rows, () => 'Đà Vị')
    expect(find(['na', 'hang', '10', 'da', 'vi']).map(({ id }) => id)).toEqual([10])
    expect(find(['hang']).every(({ retired }) => !retired)).toBe(true)
  })
})

describe('series', () => {
  it('are called by the station, and by their row where there are several', () => {
    const { shown, all } = seriesOf('dc.voltage', [
      { station: row(1), index: [indexed(1)] },
      { station: row(2), index: [indexed(2, '1', 'Rectifier 1'), indexed(2, '2'), { ...indexed(2), metric: 'mains.voltage' }] },
    ])
    expect(shown.map(lineName)).toEqual(['TQG1', 'TQG2 · Rectifier 1', 'TQG2 · 2'])
    expect(all).toBe(3)
  })
  it('are never more than one request takes, and no station takes all the room', () => {
    const index = Array.from({ length: 30 }, (_, i) => indexed(1, String(i)))
    const { shown, all } = seriesOf(
      'dc.voltage',
      Array.from({ length: 9 }, (_, i) => ({ station: row(i + 1), index })),
    )
    expect(shown.length).toBe(MOST_SERIES)
    expect(all).toBe(270)
    expect(shown.filter(({ station }) => station.id === 1).length).toBe(MOST_ROWS)
  })
})

describe('ranking', () => {
  it('is by the end that is looked for, or the mean', () => {
    expect(rankingOf({ end: 'lowest', by: 'peak', of: 'all' })).toBe('min')
    expect(rankingOf({ end: 'highest', by: 'peak', of: 'all' })).toBe('max')
    expect(rankingOf({ end: 'highest', by: 'mean', of: 'all' })).toBe('mean')
  })
  it('is among all, the commune, or the stations of the question', () => {
    expect(scopeOf(comparisonOf(address({ s: '1' })), [row(1)])).toEqual({ kind: 'all' })
    expect(scopeOf(comparisonOf(address({ of: 'chosen' })), [])).toEqual({ kind: 'all' })
    expect(scopeOf(comparisonOf(address({ of: 'chosen', commune: '7' })), [row(3, 7)])).toEqual({ kind: 'communes', ids: [7] })
    expect(scopeOf(comparisonOf(address({ of: 'chosen', commune: '7', s: '1' })), [row(1), row(3, 7)])).toEqual({
      kind: 'stations',
      ids: [1, 3],
    })
  })
})
