/** The incident screens' pure parts: which comes first, minutes that count on, filters, the tree of consequences, the story in marks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Incident } from '../../../shared/model/incident.ts'
import { lessonsOf, marksOf, type Step } from '../../../renderer/screens/incidents/story.ts'
import { byNeed, isNarrowed, lengthOf, minutesLostAt, pass, readIncidentFilter } from '../../../renderer/screens/incidents/order.ts'
import { sizeOf, treeOf, type Branch, type Member } from '../../../renderer/screens/incidents/tree.ts'

function incident(id: number, by: Partial<Incident> = {}): Incident {
  return {
    id,
    state: 'open',
    cause: 'mains',
    root: { kind: 'station', id: 1 },
    severity: 'major',
    title: { key: 'incident.title.mains' },
    beganAt: 1000 + id,
    endedAt: null,
    stationIds: [1],
    down: 0,
    atRisk: 0,
    communeIds: [7],
    hamletIds: [],
    households: 0,
    minutesLost: 0,
    alarms: 1,
    suppressed: 0,
    owner: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    byHand: false,
    mergedInto: null,
    version: 1,
    ...by,
  }
}
const params = (text: string) => {
  const query = new URLSearchParams(text)
  return { get: (name: string) => query.get(name), list: (name: string) => query.get(name)?.split(',').filter(Boolean) ?? [] }
}

describe('the few things to do, in order', () => {
  it('what goes on, the worst, stations out, households, at risk, not taken, oldest', () => {
    const rows = [
      incident(1, { state: 'recovering', severity: 'critical' }),
      incident(2, { severity: 'critical', down: 3 }),
      incident(3, { severity: 'critical', down: 40 }),
      incident(4, { severity: 'critical', down: 3, households: 90 }),
      incident(5, { atRisk: 9 }),
      incident(6, { acknowledgedAt: 1 }),
      incident(7),
      incident(8),
    ]
    expect(rows.sort(byNeed).map((row) => row.id)).toEqual([3, 4, 2, 5, 7, 8, 6, 1])
  })

  it('is one order, whichever way the rows came', () => {
    const some = fc.record({ down: fc.nat(3), atRisk: fc.nat(3), severity: fc.constantFrom('critical', 'major', 'minor') })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (list) => {
        const rows = list.map((by, id) => incident(id + 1, by as Partial<Incident>))
        expect(rows.toSorted(byNeed)).toEqual(rows.toReversed().toSorted(byNeed))
      }),
    )
  })
})

describe('minutes lost', () => {
  it.each([
    ['count on for each station that is out', incident(1, { minutesLost: 10, down: 3 }), 60_000, 120_000, 13],
    ['stand while none is out', incident(1, { minutesLost: 10 }), 0, 600_000, 10],
    ['stand once it is over', incident(1, { minutesLost: 10, down: 3, state: 'ended' }), 0, 600_000, 10],
    ['never run backwards with a clock', incident(1, { minutesLost: 10, down: 3 }), 600_000, 0, 10],
  ] as const)('%s', (_, row, told, now, minutes) => expect(minutesLostAt(row, told, now)).toBe(minutes))

  it('lasts until it ended, or until now', () => {
    expect([lengthOf(incident(0), 5000), lengthOf(incident(0, { endedAt: 3000 }), 5000), lengthOf(incident(0), 10)]).toEqual([
      4000, 2000, 0,
    ])
  })
})

describe('filters', () => {
  it('read what they know and drop the rest', () => {
    expect(readIncidentFilter(params('show=past&cause=mains,plague&commune=7&owner=@me&q=na'))).toEqual({
      shown: 'past',
      causes: ['mains'],
      communeId: 7,
      owner: '@me',
      text: 'na',
    })
    const none = readIncidentFilter(params('commune=x&owner=Lan'))
    expect([none.communeId, none.owner, isNarrowed(none)]).toEqual([null, null, false])
  })

  it('narrow by cause, commune, who is on it, and words without accents', () => {
    const rows = [incident(1, { owner: 'Lan' }), incident(2, { cause: 'feeder', communeIds: [8] })]
    const text = (row: Incident) => (row.id === 1 ? 'Mất điện lưới tại Nà Hang' : 'Tuyến 371')
    const ids = (query: string) => pass(rows, readIncidentFilter(params(query)), 'Lan', text).map((row) => row.id)
    expect([ids('cause=feeder'), ids('commune=7'), ids('owner=@me'), ids('owner=@nobody'), ids('q=mat dien'), ids('q=x')]).toEqual([
      [2],
      [1],
      [1],
      [2],
      [1],
      [],
    ])
  })
})

const member = (stationId: number, parentIds: number[], root = false): Member => ({ stationId, parentIds, root })
const shape = (branches: readonly Branch<Member>[]): unknown[] =>
  branches.map(({ member: { stationId }, behind }) => (behind.length > 0 ? [stationId, shape(behind)] : stationId))

describe('the tree of consequences', () => {
  it('root, levels behind it, and what hangs on nothing of the incident', () => {
    const members = [member(1, [99], true), member(2, [1]), member(3, [2, 1]), member(4, [1]), member(5, [98])]
    expect(shape(treeOf(members))).toEqual([[1, [[2, [3]], 4]], 5])
  })

  it('holds each member once, whatever the record says: loops, self-parents, two parents', () => {
    const some = fc.array(fc.tuple(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }), fc.boolean()), {
      minLength: 1,
      maxLength: 9,
    })
    fc.assert(
      fc.property(some, (list) => {
        const members = list.map(([parents, root], i) => member(i + 1, parents, root))
        const trees = treeOf(members)
        expect(trees.reduce((sum, one) => sum + sizeOf(one), 0)).toBe(members.length)
      }),
    )
  })
})

const step = (at: number, by: Partial<Step> = {}): Step => ({
  at,
  kind: 'raised',
  by: null,
  alarmId: null,
  stationId: null,
  ruleId: null,
  other: null,
  action: null,
  text: null,
  ...by,
})

describe('the story', () => {
  it('as marks: what fell together is one mark, people stand apart', () => {
    const steps = [
      step(0),
      step(1),
      step(100, { kind: 'cleared' }),
      step(50, { kind: 'comment', by: 'Lan', text: 'a' }),
      step(0, { kind: 'began' }),
    ]
    expect(marksOf(steps, 0, 100, 10)).toEqual([
      { at: 0, kind: 'joined', n: 2 },
      { at: 1, kind: 'cleared', n: 1 },
      { at: 0.5, kind: 'act', n: 1 },
    ])
    expect(marksOf([step(5)], 5, 5, 10)).toHaveLength(1)
  })

  it('keeps the latest lessons, in whichever language they were written', () => {
    const said = (text: string) => step(1, { kind: 'comment', by: 'Lan', text })
    expect(lessonsOf([said('Bài học: một'), said('gọi điện lực'), said('Lessons: two\nlines')])).toBe('two\nlines')
    expect(lessonsOf([said('Lessons learned elsewhere')])).toBe('')
  })
})
