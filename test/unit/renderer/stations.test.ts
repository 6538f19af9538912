/** What the station list shows for which filters, and what live batches do to rows. */
import { describe, expect, it } from 'vitest'
import { filterStations, searchIndex, type StationFilter } from '../../../renderer/screens/stations/filter.ts'
import type { StationRow } from '../../../shared/model/station.ts'

const row = (id: number, change: Partial<StationRow> = {}): StationRow => ({
  id,
  code: `TQG${String(id).padStart(4, '0')}-11`,
  name: `Bản Lãm ${id}`,
  communeId: 1,
  technologies: ['4G'],
  remoteClass: 'near',
  health: 'up',
  reason: { key: 'health.reason.up' },
  since: null,
  openAlarms: 0,
  worstSeverity: null,
  devices: 2,
  lastDataAt: null,
  retired: false,
  ...change,
})
const NONE: StationFilter = { health: [], technology: null, communeId: null, remote: null, withAlarms: false, retired: false, query: '' }
const index = searchIndex()
const communes: Record<number, string> = { 1: 'Nà Hang', 2: 'Đồng Văn' }
const ids = (rows: StationRow[], filter: Partial<StationFilter>) =>
  filterStations(rows, { ...NONE, ...filter }, (r) => index(r, communes[r.communeId] ?? '')).rows.map((r) => r.id)

const rows = [
  row(1),
  row(2, { health: 'down', openAlarms: 2, worstSeverity: 'critical' }),
  row(3, { communeId: 2, technologies: ['4G', '5G'], remoteClass: 'veryRemote' }),
  row(4, { retired: true, health: 'notInService' }),
]

describe('station filters', () => {
  it('leaves retired stations out unless asked for', () => {
    expect(ids(rows, {})).toEqual([1, 2, 3])
    expect(ids(rows, { retired: true })).toEqual([1, 2, 3, 4])
    expect(ids(rows, { health: ['notInService'] })).toEqual([4])
  })
  it('combines filters', () => {
    expect(ids(rows, { health: ['down', 'atRisk'] })).toEqual([2])
    expect(ids(rows, { technology: '5G', remote: 'veryRemote' })).toEqual([3])
    expect(ids(rows, { withAlarms: true })).toEqual([2])
    expect(ids(rows, { communeId: 2, withAlarms: true })).toEqual([])
  })
  it('searches code, name and commune without accents', () => {
    expect(ids(rows, { query: 'dong van' })).toEqual([3])
    expect(ids(rows, { query: 'tqg0002' })).toEqual([2])
    expect(ids(rows, { query: 'ban lam na hang' })).toEqual([1, 2])
  })
  it('counts health among what passes the other filters, whatever chip is pressed', () => {
    const { counts } = filterStations(rows, { ...NONE, health: ['down'] }, () => '')
    expect(counts).toEqual({ up: 2, down: 1 })
  })
  it('follows a renamed station', () => {
    const own = searchIndex()
    expect(own(row(9), 'Nà Hang')).toContain('ban lam 9')
    expect(own(row(9, { name: 'Cốc Phát' }), 'Nà Hang')).toContain('coc phat')
  })
})
