/** Inspections: results, drafts, findings, re-checks and the order of visits. */
import { describe, expect, it } from 'vitest'
import { checklistOf, CHECKLISTS, DEFAULT_CHECKLIST } from '../../main/domain/inspection/checklist.ts'
import { acceptedAnswers, finish, rankDue, recheck } from '../../main/domain/inspection/inspection.ts'
import { dueDay, itemsOf, resultOf } from '../../shared/model/answer.ts'
import type { Answer, Finding, Inspection } from '../../shared/model/inspection.ts'

const AT = Date.parse('2026-11-23T10:00:00+07:00')
const DAY = 86_400_000
const answer = (itemId: string, more: Partial<Answer> = {}): Answer => ({
  itemId,
  result: null,
  value: null,
  day: null,
  note: '',
  live: null,
  ...more,
})
const item = (id: string) => itemsOf(DEFAULT_CHECKLIST).find((one) => one.id === id)!
const draft = (answers: Answer[]): Inspection => ({
  id: 7,
  stationId: 3,
  checklistId: 'station',
  checklistVersion: 1,
  state: 'draft',
  startedAt: AT,
  finishedAt: null,
  by: 'Lan',
  reason: 'monthly',
  answers,
  version: 1,
})
const allPassed = () => itemsOf(DEFAULT_CHECKLIST).map((one) => answer(one.id, { result: 'pass' }))

describe('checklist', () => {
  it('has seven groups, unique items, both languages and limits in order', () => {
    const items = itemsOf(DEFAULT_CHECKLIST)
    expect(DEFAULT_CHECKLIST.groups.map((group) => group.id)).toEqual(['room', 'ac', 'dc', 'earth', 'tower', 'transmission', 'storm'])
    expect(new Set(items.map((one) => one.id)).size).toBe(items.length)
    for (const one of items) {
      expect(one.vi.length * one.en.length).toBeGreaterThan(0)
      expect(one.min === null || one.max === null || one.min < one.max).toBe(true)
    }
    expect(new Set(CHECKLISTS.map((list) => `${list.id}/${list.version}`)).size).toBe(CHECKLISTS.length)
    expect(checklistOf('station', 1)).toBe(DEFAULT_CHECKLIST)
  })
})

describe('results', () => {
  it.each([
    ['inside', 'phaseA', { value: 220 }, 'pass'],
    ['on the lower limit', 'phaseA', { value: 198 }, 'pass'],
    ['below', 'phaseA', { value: 197.9 }, 'fail'],
    ['above', 'phaseA', { value: 243 }, 'fail'],
    ['a person overrides', 'phaseA', { value: 243, result: 'notApplicable' as const }, 'notApplicable'],
    ['no number', 'phaseA', {}, null],
    ['a check needs a word', 'doors', { value: 1 }, null],
    ['expiry ahead', 'extinguisherExpiry', { day: '2027-01-01' }, 'pass'],
    ['expiry today', 'extinguisherExpiry', { day: '2026-11-23' }, 'fail'],
  ])('%s', (_, id, given, expected) => {
    expect(resultOf(item(id), answer(id, given), '2026-11-23')).toBe(expected)
  })

  it('has none for an item without answer', () => {
    expect(resultOf(item('doors'), undefined, '2026-11-23')).toBeNull()
  })

  it('keeps only known items, the last answer of each', () => {
    const answers = acceptedAnswers(DEFAULT_CHECKLIST, [
      answer('doors', { result: 'pass' }),
      answer('nope', { result: 'fail' }),
      answer('doors', { result: 'fail' }),
    ])
    expect(answers).toEqual([answer('doors', { result: 'fail' })])
  })
})

describe('finish', () => {
  it('names what is unanswered', () => {
    const answers = allPassed().filter((one) => one.itemId !== 'rod')
    expect(finish(draft(answers), DEFAULT_CHECKLIST, [], AT)).toMatchObject({
      ok: false,
      issues: [{ path: 'rod', phrase: { key: 'error.inspection.unanswered' } }],
    })
  })

  it('opens a finding for each failed item, with the choice or the checklist’s own severity', () => {
    const answers = allPassed().map((one) =>
      one.itemId === 'doors' || one.itemId === 'labels' ? { ...one, result: 'fail' as const, note: 'gãy khóa' } : one,
    )
    const done = finish(draft(answers), DEFAULT_CHECKLIST, [{ itemId: 'labels', severity: 'warning', dueOn: '2027-02-01' }], AT)
    if (!done.ok) throw new Error('refused')
    expect(done.findings).toMatchObject([
      { itemId: 'doors', severity: 'major', dueOn: dueDay('major', AT), note: 'gãy khóa', state: 'open', stationId: 3 },
      { itemId: 'labels', severity: 'warning', dueOn: '2027-02-01' },
    ])
  })

  it('refuses a due day that has passed', () => {
    const answers = allPassed().map((one) => (one.itemId === 'doors' ? { ...one, result: 'fail' as const } : one))
    expect(finish(draft(answers), DEFAULT_CHECKLIST, [{ itemId: 'doors', severity: 'major', dueOn: '2026-11-22' }], AT)).toMatchObject({
      ok: false,
      issues: [{ path: 'doors' }],
    })
  })

  it('cuts the due day at +07, not in UTC', () => {
    expect(dueDay('critical', Date.parse('2026-11-23T23:30:00+07:00'))).toBe('2026-11-24')
    expect(dueDay('critical', Date.parse('2026-11-24T00:30:00+07:00'))).toBe('2026-11-25')
  })
})

describe('findings', () => {
  const finding: Finding = {
    id: 1,
    stationId: 3,
    inspectionId: 7,
    itemId: 'doors',
    checklistId: 'station',
    checklistVersion: 1,
    severity: 'major',
    note: '',
    openedAt: AT,
    dueOn: '2026-11-30',
    state: 'open',
    closedAt: null,
    closedBy: null,
    recheckNote: null,
    version: 1,
  }
  it('closes only by a re-check that passed', () => {
    expect(recheck(finding, false, 'chưa thay', 'Lan', AT)).toMatchObject({ state: 'open', recheckNote: 'chưa thay', closedBy: null })
    expect(recheck(finding, true, 'đã thay', 'Lan', AT)).toMatchObject({ state: 'closed', closedAt: AT, closedBy: 'Lan' })
  })
})

describe('due', () => {
  it('puts overdue first, never inspected before all, remote before near, then the longest ago', () => {
    const base = { commissionedOn: '2020-01-01', openFindings: 0, draftId: null }
    const rows = rankDue(
      [
        { ...base, stationId: 1, lastAt: AT - 10 * DAY, remote: true },
        { ...base, stationId: 2, lastAt: AT - 100 * DAY, remote: false },
        { ...base, stationId: 3, lastAt: AT - 95 * DAY, remote: true },
        { ...base, stationId: 4, lastAt: null, remote: false },
        { ...base, stationId: 5, lastAt: null, remote: false, commissionedOn: '2026-11-01' },
      ],
      90,
      AT,
    )
    expect(rows.map((row) => [row.stationId, row.overdue])).toEqual([
      [4, true],
      [3, true],
      [2, true],
      [5, false],
      [1, false],
    ])
    expect(rows[2]?.days).toBe(100)
  })
})
