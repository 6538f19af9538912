/** The alarm lists' pure parts: joining, filters in the address, groups, ranges of a selection, the order of a table. */
import { describe, expect, it } from 'vitest'
import { translator } from '../../../shared/i18n/words.ts'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import { changesOf } from '../../../renderer/screens/alarm-list/AlarmTrail.tsx'
import { rowsCsv, rowsText } from '../../../renderer/screens/alarm-list/copy.ts'
import { fit } from '../../../renderer/screens/alarm-list/deeds.ts'
import { applyFilter, isFiltered, periodStart, readFilter, readGrouping, readPeriod } from '../../../renderer/screens/alarm-list/filter.ts'
import {
  addressOf,
  asking,
  isChanged,
  questionOf,
  readable,
  readableView,
  viewNamed,
} from '../../../renderer/screens/alarm-list/questions.ts'
import { placesOf } from '../../../renderer/screens/alarm-list/Toggles.tsx'
import { until } from '../../../renderer/screens/alarm-list/until.ts'
import { groupAlarms } from '../../../renderer/screens/alarm-list/groups.ts'
import { extend, keep, NOTHING, toggle, toggleAll } from '../../../renderer/components/selection.ts'
import { hold } from '../../../renderer/components/frozen.ts'
import { readSort, sortRows, writeSort } from '../../../renderer/components/sorting.ts'
import { itemsOf } from '../../../renderer/components/table-items.ts'
import { alarmRow } from '../../support/alarm.ts'
import { bookOf, byNeed, stateOf, titleOf, viewOf, type AlarmView } from '../../../renderer/screens/alarms/view.ts'

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
    [{ clearedAt: 5, suppressed: true }, 'suppressed'],
    [{ shelvedUntil: 9 }, 'shelved'],
    [{ clearedAt: 5, shelvedUntil: 9 }, 'shelved'],
    [{ closedAt: 9 }, 'closed'],
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

const NOW = 100_000
const reader = { name: 'Lan', now: NOW }
const ids = (rows: readonly AlarmView[], text: string) => applyFilter(rows, readFilter(params(text)), reader).shown.map((row) => row.id)

describe('filters in the address', () => {
  it('reads what it knows and drops the rest', () => {
    const filter = readFilter(
      params(
        'severity=critical,bogus,minor&state=shelved,nonsense&commune=8,x&q=nà&station=-3&cause=106,4&incident=12&assigned=@me&age=century',
      ),
    )
    expect(filter).toEqual({
      severities: ['critical', 'minor'],
      states: ['shelved'],
      communes: [8],
      causes: [106],
      stationId: null,
      incidentId: 12,
      assigned: '@me',
      age: null,
      text: 'nà',
    })
    expect(isFiltered(filter)).toBe(true)
    expect(isFiltered(readFilter(params('')))).toBe(false)
    expect(readGrouping(params('group=cause'))).toBe('cause')
    expect(readGrouping(params('group=x'))).toBe('none')
    expect(readPeriod(params(''))).toBe('week')
  })

  it.each([
    ['ack=no', ['unacknowledged', 'clearedUnacknowledged']],
    ['ack=yes', ['acknowledged']],
    ['suppressed=1', ['unacknowledged', 'clearedUnacknowledged', 'acknowledged', 'suppressed']],
    ['ack=no&suppressed=1', ['unacknowledged', 'clearedUnacknowledged', 'suppressed']],
    ['ack=no&state=shelved', ['shelved']],
  ])('what links said before, %s, is still understood', (text, states) => {
    expect(readFilter(params(text)).states).toEqual(states)
  })

  it.each([
    ['na hang', [1]],
    ['NÀ HANG', [1]],
    ['duong thuong', [2]],
    ['0002 khuoi', [2]],
    ['mat dien', [1, 2]],
    ['nowhere', []],
  ])('text %s finds without accents', (q, found) => {
    expect(ids([view(1), view(2, { stationId: 2 })], `q=${encodeURIComponent(q)}`)).toEqual(found)
  })

  it('leaves out what is set aside, and counts of it only what passes the other filters', () => {
    const rows = [view(1), view(2, { suppressed: true }), view(3, { suppressed: true, severity: 'minor' }), view(4, { shelvedUntil: NOW })]
    const result = applyFilter(rows, readFilter(params('severity=major')), reader)
    expect([result.shown.map((row) => row.id), result.aside]).toEqual([[1], { shelved: 1, suppressed: 1 }])
    expect(ids(rows, 'state=suppressed')).toEqual([2, 3])
    expect(ids(rows, 'state=shelved,suppressed')).toEqual([2, 3, 4])
  })

  it('severities are counted for the rest of the question', () => {
    const rows = [view(1), view(2, { severity: 'minor' }), view(3, { severity: 'minor', stationId: 2 })]
    const { severities } = applyFilter(rows, readFilter(params('severity=major&commune=7')), reader)
    expect([...severities]).toEqual([
      ['major', 1],
      ['minor', 1],
    ])
  })

  it('states, commune, station, causes, incident, assignee and age narrow', () => {
    const rows = [
      view(1, { assignedTo: 'Lan', raisedAt: NOW - 2 * 86_400_000 }),
      view(2, { stationId: 2, acknowledgedAt: 3, incidentId: 9 }),
      view(3, { probableCause: 118, assignedTo: 'Hùng' }),
    ]
    expect(ids(rows, 'state=acknowledged')).toEqual([2])
    expect(ids(rows, 'commune=8')).toEqual([2])
    expect(ids(rows, 'station=1')).toEqual([1, 3])
    expect(ids(rows, 'cause=118,106')).toEqual([1, 2, 3])
    expect(ids(rows, 'cause=118')).toEqual([3])
    expect(ids(rows, 'incident=9')).toEqual([2])
    expect(ids(rows, 'assigned=@me')).toEqual([1])
    expect(ids(rows, 'assigned=@nobody')).toEqual([2])
    expect(ids(rows, 'assigned=Hùng')).toEqual([3])
    expect(ids(rows, 'age=standing')).toEqual([1])
    expect(ids(rows, 'age=hour')).toEqual([2, 3])
  })

  it('a period begins on a whole minute', () => {
    expect(periodStart('day', 86_400_000 + 61_234)).toBe(60_000)
    expect(periodStart('all', 5)).toBeNull()
  })
})

describe('views', () => {
  const need = viewNamed(null, [])
  const power = viewNamed('power', [])
  const own = { id: 'own-1', name: 'Đêm', question: { severity: 'critical', group: 'station' } }

  it('the first opens where the address names none that is known', () => {
    expect([need.id, viewNamed('gone', []).id, viewNamed('own-1', [own]).name]).toEqual(['need', 'need', 'Đêm'])
  })

  it('what needs a person is neither acknowledged nor set aside', () => {
    const rows = [
      view(1),
      view(2, { acknowledgedAt: 1 }),
      view(3, { shelvedUntil: NOW }),
      view(4, { suppressed: true }),
      view(5, { clearedAt: 1 }),
    ]
    expect(applyFilter(rows, readFilter(readableView(need)), reader).shown.map((row) => row.id)).toEqual([1, 5])
    expect(applyFilter(rows, readFilter(readableView(viewNamed('all', []))), reader).shown).toHaveLength(5)
  })

  it('the address says only what differs, and takes away what the view asks for', () => {
    expect(asking(need, { severity: ['critical'] })).toMatchObject({ severity: 'critical' })
    expect(asking(power, { cause: null })).toMatchObject({ cause: '@any' })
    expect(asking(power, { group: 'commune' })).toMatchObject({ group: null })
    const question = questionOf(power, params('view=power&cause=@any&q=x'))
    expect(question).toEqual({ group: 'commune', q: 'x' })
    expect([isChanged(power, question), isChanged(power, questionOf(power, params('view=power')))]).toEqual([true, false])
  })

  it("a person's own stands in the address whole, so that its link opens on another computer", () => {
    const there = addressOf(own)
    expect(there).toMatchObject({ view: 'own-1', severity: 'critical', group: 'station', state: '@any' })
    const text = new URLSearchParams(Object.entries(there).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))).toString()
    // There nobody knows the name: the first view, with everything said otherwise.
    expect(questionOf(viewNamed('own-1', []), params(text))).toEqual(own.question)
    expect(isChanged(own, questionOf(own, params(text)))).toBe(false)
  })

  it('an old link stands above the states of the view', () => {
    const old = params('ack=yes')
    expect(readFilter(readable(questionOf(need, old), old)).states).toEqual(['acknowledged'])
  })
})

describe('setting aside', () => {
  // 1 January 1970, 00:01:40 UTC: 07:01:40 in Vietnam.
  it.each([
    ['quarter', 15],
    ['hour', 60],
    ['four', 240],
  ] as const)('%s', (length, minutes) => expect(until(length, NOW)).toBe(NOW + minutes * 60_000))

  it('till the morning: today before seven, tomorrow after', () => {
    expect(until('morning', NOW)).toBe(86_400_000)
    expect(until('morning', -60 * 60_000)).toBe(0)
  })

  it('a date is said by the person', () => expect(until('date', NOW)).toBeNull())
})

describe('what a deed fits', () => {
  const rows = [
    view(1),
    view(2, { acknowledgedAt: 1, acknowledgedBy: 'Lan' }),
    view(3, { shelvedUntil: NOW }),
    view(4, { suppressed: true, suppressedBy: 'path' }),
  ]
  it.each([
    ['acknowledge', [1, 3, 4]],
    ['unacknowledge', [2]],
    ['unshelve', [3]],
    ['suppress', [1, 2, 3]],
    ['unsuppress', []],
    ['unassign', []],
    ['comment', [1, 2, 3, 4]],
  ] as const)('%s', (deed, found) => expect(fit(deed, rows).map((row) => row.id)).toEqual(found))
})

describe('the trail', () => {
  it('tells what a step changed, of the fields that a person knows', () => {
    expect(changesOf({ before: { assignedTo: null, version: 1 }, after: { assignedTo: 'Lan', version: 2 } })).toEqual([
      { field: 'assignedTo', before: null, after: 'Lan' },
    ])
    expect(changesOf({ before: null, after: null })).toEqual([])
    expect(changesOf({ before: 'text', after: ['list'] })).toEqual([])
  })
})

describe('toggles', () => {
  it('stand where they happened, those that fall together once', () => {
    expect(placesOf({ raisedAt: 0, toggles: [] }, 10)).toEqual([0])
    expect(placesOf({ raisedAt: 0, toggles: [500, 501, 1000] }, 10)).toEqual([0, 0.5, 1])
  })
})

describe('rows as text', () => {
  it('cannot run in a spreadsheet and keeps one row a line', () => {
    const rows = [view(1, { assignedTo: '=cmd()' }), view(2, { stationId: 2 })]
    const file = rowsCsv(rows, t, 'vi')
    expect(file.trim().split('\r\n')).toHaveLength(3)
    expect(file).toContain("'=cmd()")
    expect(rowsText(rows, t, 'vi').split('\n')).toHaveLength(2)
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
    expect([...extend(one, 10, order).ids].map(Number).sort((a, b) => a - b)).toEqual([10, 20, 30])
    expect([...extend(NOTHING, 20, order).ids]).toEqual([20])
    expect(extend(one, 99, order)).toBe(one)
  })

  it('the anchor stays, so that a range can be grown twice', () => {
    expect([...extend(extend(toggle(NOTHING, 20), 30, order), 40, order).ids]).toEqual([20, 30, 40])
  })

  it('a range takes what a folded group holds, and a group ticks whole', () => {
    const held = (line: string | number) => (line === 'group:a' ? [31, 32] : [line])
    expect([...extend(toggle(NOTHING, 20), 40, [20, 'group:a', 40], held).ids]).toEqual([20, 31, 32, 40])
    const all = toggleAll(toggle(NOTHING, 31), [31, 32])
    expect([...all.ids]).toEqual([31, 32])
    expect(toggleAll(all, [31, 32]).ids.size).toBe(0)
  })

  it('what is gone', () => {
    const two = extend(toggle(NOTHING, 10), 20, order)
    expect(keep(two, new Set(order))).toBe(two)
    expect(keep(two, new Set([20]))).toEqual({ ids: new Set([20]), anchor: null })
    expect(toggle(two, 10).ids.has(10)).toBe(false)
  })
})

describe('lines of a table', () => {
  const groups = {
    of: [
      { key: 'a', rows: [3, 1] },
      { key: 'b', rows: [2] },
    ],
    foldedFirst: false,
    turned: new Set<string>(),
    single: true,
  }
  const lines = (by: Partial<typeof groups>) =>
    itemsOf<number>(
      [3, 1, 2],
      (row) => row,
      { ...groups, ...by },
      (rows) => rows.toSorted((a, b) => a - b),
    ).map((item) => item.key)

  it('rows come under the head of their group in the order of the table; one alone needs no head', () => {
    expect(lines({})).toEqual(['group:a', 1, 3, 2])
    expect(lines({ single: false })).toEqual(['group:a', 1, 3, 'group:b', 2])
    expect(lines({ turned: new Set(['a']) })).toEqual(['group:a', 2])
    expect(lines({ foldedFirst: true, turned: new Set(['b']), single: false })).toEqual(['group:a', 'group:b', 2])
  })

  it('stay where they are under the pointer: new rows wait, those that went stay dimmed, changed ones change', () => {
    const line = (key: number, word = '') => ({ key, kind: 'row', word })
    const held = hold(
      [line(1), line(2), { key: 'group:a', kind: 'group', word: '' }],
      [line(3), line(2, 'new'), line(4), { key: 'group:b', kind: 'group', word: '' }],
    )
    expect(held.rows.map((one) => [one.key, one.word])).toEqual([
      [1, ''],
      [2, 'new'],
      ['group:a', ''],
    ])
    expect([held.waiting, [...held.gone]]).toEqual([2, [1, 'group:a']])
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
