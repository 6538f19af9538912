/** The alarm lists' pure parts: joining, filters in the address, groups, ranges of a selection, the order of a table. */
import { describe, expect, it } from 'vitest'
import { translator } from '../../../shared/i18n/words.ts'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import { applyFilter, isFiltered, periodStart, readFilter, readGrouping, readPeriod } from '../../../renderer/screens/alarm-list/filter.ts'
import { groupAlarms } from '../../../renderer/screens/alarm-list/groups.ts'
import { extend, keep, NOTHING, toggle } from '../../../renderer/screens/alarm-list/selection.ts'
import { readSort, sortRows, writeSort } from '../../../renderer/screens/alarms/sorting.ts'
import { alarmRow } from '../../support/alarm.ts'
import { bookOf, byNeed, stateOf, titleOf, viewOf } from '../../../renderer/screens/alarms/view.ts'

const t = translator('vi')

function station(id: number, code: string, name: string, communeId: number): StationRow {
  return {
    id,
    code,
    name,
    communeId,
    technologies: ['4G'],
    remoteClass: 'near',
    health: 'up',
    reason: { key: 'health.reason.ok' },
    since: null,
    openAlarms: 0,
    worstSeverity: null,
    devices: 1,
    lastDataAt: null,
    retired: false,
  }
}

const book = bookOf(
  [station(1, 'TQG0001-11', 'Bản Bung', 7), station(2, 'TQG0002-12', 'Khuổi Nhì', 8)],
  [
    { id: 7, provinceId: 1, code: '', name: 'Nà Hang', formerNames: [] },
    { id: 8, provinceId: 1, code: '', name: 'Đường Thượng', formerNames: [] },
  ],
)
const view = (id: number, by: Partial<AlarmRow> = {}) => viewOf(alarmRow(id, by), book, t)
const params = (text: string) => {
  const query = new URLSearchParams(text)
  return { get: (name: string) => query.get(name), list: (name: string) => query.get(name)?.split(',').filter(Boolean) ?? [] }
}

describe('an alarm joined with its station', () => {
  it('takes title, code and commune', () => {
    const row = view(1)
    expect([row.title, row.code, row.station, row.commune]).toEqual([t('rule.mains-failure.title'), 'TQG0001-11', 'Bản Bung', 'Nà Hang'])
  })

  it('names the cause where the rule has no words, and a station that is not known by its number', () => {
    expect(titleOf({ ruleId: 'made-up', probableCause: 106 }, t)).toBe('Mất điện lưới')
    expect(view(1, { stationId: 99 }).code).toBe('#99')
  })

  it('station 0 is the console itself', () => {
    expect(view(1, { stationId: 0, ruleId: 'monitor-isolated' }).code).toBe('Máy giám sát')
  })

  it.each([
    [{}, 'unacknowledged'],
    [{ suppressed: true }, 'suppressed'],
    [{ acknowledgedAt: 5 }, 'acknowledged'],
    [{ clearedAt: 5 }, 'clearedUnacknowledged'],
    [{ clearedAt: 5, acknowledgedAt: 6 }, 'closed'],
    [{ clearedAt: 5, suppressed: true }, 'clearedUnacknowledged'],
  ] as const)('state of %o is %s', (by, state) => {
    expect(stateOf(alarmRow(1, by))).toBe(state)
  })

  it('what needs a person comes first: unacknowledged, then worst, then newest; suppressed last', () => {
    const rows = [
      view(1, { severity: 'critical', acknowledgedAt: 1 }),
      view(2, { severity: 'minor' }),
      view(3, { severity: 'critical', raisedAt: 1 }),
      view(4, { severity: 'critical', raisedAt: 2 }),
      view(5, { severity: 'critical', suppressed: true }),
    ]
    expect(rows.sort(byNeed).map((row) => row.id)).toEqual([4, 3, 2, 1, 5])
  })
})

describe('filters in the address', () => {
  it('reads what it knows and drops the rest', () => {
    const filter = readFilter(params('severity=critical,bogus,minor&ack=no&commune=8,x&q=nà&suppressed=1&station=-3&cause=106'))
    expect(filter).toEqual({
      severities: ['critical', 'minor'],
      ack: 'no',
      communes: [8],
      text: 'nà',
      suppressed: true,
      stationId: null,
      cause: 106,
    })
    expect(isFiltered(filter)).toBe(true)
    expect(isFiltered(readFilter(params('suppressed=1')))).toBe(false)
    expect(readGrouping(params('group=cause'))).toBe('cause')
    expect(readGrouping(params('group=x'))).toBe('none')
    expect(readPeriod(params(''))).toBe('week')
  })

  it.each([
    ['na hang', [1]],
    ['NÀ HANG', [1]],
    ['duong thuong', [2]],
    ['0002 khuoi', [2]],
    ['mat dien', [1, 2]],
    ['nowhere', []],
  ])('text %s finds without accents', (q, ids) => {
    const rows = [view(1), view(2, { stationId: 2 })]
    expect(applyFilter(rows, readFilter(params(`q=${encodeURIComponent(q)}`))).shown.map((row) => row.id)).toEqual(ids)
  })

  it('hides suppressed alarms and counts only those that pass the other filters', () => {
    const rows = [view(1), view(2, { suppressed: true }), view(3, { suppressed: true, severity: 'minor' })]
    const hidden = applyFilter(rows, readFilter(params('severity=major')))
    expect([hidden.shown.map((row) => row.id), hidden.suppressed]).toEqual([[1], 1])
    const shown = applyFilter(rows, readFilter(params('suppressed=1')))
    expect([shown.shown.length, shown.suppressed]).toEqual([3, 2])
  })

  it('acknowledged, commune, station and cause narrow', () => {
    const rows = [view(1), view(2, { stationId: 2, acknowledgedAt: 3 }), view(3, { probableCause: 118 })]
    const ids = (text: string) => applyFilter(rows, readFilter(params(text))).shown.map((row) => row.id)
    expect(ids('ack=yes')).toEqual([2])
    expect(ids('ack=no')).toEqual([1, 3])
    expect(ids('commune=8')).toEqual([2])
    expect(ids('station=1')).toEqual([1, 3])
    expect(ids('cause=118')).toEqual([3])
  })

  it('a period begins on a whole minute', () => {
    expect(periodStart('day', 86_400_000 + 61_234)).toBe(60_000)
    expect(periodStart('all', 5)).toBeNull()
  })
})

describe('groups', () => {
  it('put the group with the worst unacknowledged alarm first', () => {
    const rows = [
      view(1, { severity: 'minor' }),
      view(2, { stationId: 2, severity: 'critical' }),
      view(3, { stationId: 2, acknowledgedAt: 1 }),
    ]
    const groups = groupAlarms(rows, 'commune', t)
    expect(groups.map((group) => [group.label, group.worst, group.rows.length, group.unacknowledged])).toEqual([
      ['Đường Thượng', 'critical', 2, 1],
      ['Nà Hang', 'minor', 1, 1],
    ])
    expect(groupAlarms(rows, 'cause', t)).toHaveLength(1)
    expect(groupAlarms(rows, 'station', t)[0]?.label).toBe('TQG0002-12 Khuổi Nhì')
  })
})

describe('selection', () => {
  const order = [10, 20, 30, 40, 50]
  it('a range goes from the last row touched, either way', () => {
    const one = toggle(NOTHING, 30)
    expect([...extend(one, 50, order).ids]).toEqual([30, 40, 50])
    expect([...extend(one, 10, order).ids].sort((a, b) => a - b)).toEqual([10, 20, 30])
    expect([...extend(NOTHING, 20, order).ids]).toEqual([20])
    expect(extend(one, 99, order)).toBe(one)
  })

  it('the anchor stays, so that a range can be grown twice', () => {
    expect([...extend(extend(toggle(NOTHING, 20), 30, order), 40, order).ids]).toEqual([20, 30, 40])
  })

  it('what is gone', () => {
    const two = extend(toggle(NOTHING, 10), 20, order)
    expect(keep(two, new Set(order))).toBe(two)
    expect(keep(two, new Set([20]))).toEqual({ ids: new Set([20]), anchor: null })
    expect(toggle(two, 10).ids.has(10)).toBe(false)
  })
})

describe('order of a table', () => {
  const columns = [
    { id: 'n', header: '', width: '', cell: () => null, sort: (row: { n: number | null; s: string }) => row.n },
    { id: 's', header: '', width: '', cell: () => null, sort: (row: { n: number | null; s: string }) => row.s },
  ]
  const rows = [
    { n: 2, s: 'Đắk' },
    { n: null, s: 'An' },
    { n: 10, s: 'Bắc' },
  ]
  it('sorts as said in the address, absent values last both ways', () => {
    expect(readSort('n.desc')).toEqual({ id: 'n', desc: true })
    expect(readSort('n;drop')).toBeNull()
    expect(writeSort({ id: 'n', desc: false })).toBe('n.asc')
    expect(sortRows(rows, columns, readSort('n.desc')).map((row) => row.n)).toEqual([10, 2, null])
    expect(sortRows(rows, columns, readSort('n.asc')).map((row) => row.n)).toEqual([2, 10, null])
    expect(sortRows(rows, columns, readSort('s.asc')).map((row) => row.s)).toEqual(['An', 'Bắc', 'Đắk'])
    expect(sortRows(rows, columns, null)).toBe(rows)
  })
})
