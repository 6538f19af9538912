/** The inspection form's pure parts: how far it is answered, comparison with live readings, drafts and saving. */
import { describe, expect, it } from 'vitest'
import type { Answer, Inspection } from '../../../shared/model/inspection.ts'
import { DEFAULT_CHECKLIST } from '../../../main/domain/inspection/checklist.ts'
import { itemsOf } from '../../../shared/model/answer.ts'
import { answersOf, change, join, listOf } from '../../../renderer/screens/inspections/draft.ts'
import { daysUntil } from '../../../renderer/screens/inspections/lateness.ts'
import { compare, progressOf } from '../../../renderer/screens/inspections/result.ts'
import { DraftSaver, type SaverDoors, type Verdict } from '../../../renderer/screens/inspections/saver.ts'

const items = itemsOf(DEFAULT_CHECKLIST)
const answer = (itemId: string, by: Partial<Answer> = {}): Answer => ({
  itemId,
  result: null,
  value: null,
  day: null,
  note: '',
  live: null,
  ...by,
})

describe('a form', () => {
  it('progress names what failed and what is open', () => {
    const answers = answersOf([
      answer('doors', { result: 'fail' }),
      answer('busVoltage', { value: 53.9 }),
      answer('phaseA', { value: 180 }),
    ])
    const progress = progressOf(items, answers, '2026-11-23')
    expect(progress.done).toBe(3)
    expect(progress.failed.map((item) => item.id)).toEqual(['doors', 'phaseA'])
    expect(progress.unanswered).toHaveLength(items.length - 3)
  })
})

describe('a number beside the live reading', () => {
  const live = (value: number | null, quality: 'good' | 'stale' | 'suspect' = 'good') => ({ value, quality, at: 1 })
  it.each([
    [53.9, live(53.4), 'agrees'],
    [53.9, live(5.39), 'differs'],
    [220, live(199), 'agrees'],
    [220, live(190), 'differs'],
    [0.4, live(1.2), 'agrees'],
    [-48, live(48), 'differs'],
    [53.9, live(53.4, 'stale'), 'none'],
    [53.9, live(null), 'none'],
    [null, live(53), 'none'],
    [53.9, null, 'none'],
  ] as const)('%s against %o %s', (value, reading, kind) => {
    expect(compare(value, reading).kind).toBe(kind)
  })
})

describe('a finding’s due date', () => {
  it('counts days of the calendar', () => {
    expect(daysUntil('2026-11-23', '2026-11-23')).toBe(0)
    expect(daysUntil('2026-12-01', '2026-11-23')).toBe(8)
    expect(daysUntil('2026-11-01', '2026-11-23')).toBe(-22)
  })
})

type Timer = { ms: number; run: () => void }
/** A saver with hand-turned time and a console that answers as told. */
function rig(first: Answer[] = []) {
  const timers: Timer[] = []
  const saved: { version: number; answers: Answer[] }[] = []
  const kept: (Answer[] | null)[] = []
  let fail: unknown = null
  let verdict: Verdict = { next: 'retry' }
  let version = 1
  let joins = 0
  const doors: SaverDoors = {
    save: async (input) => {
      if (fail !== null) throw fail
      saved.push({ version: input.version, answers: input.answers })
      version = Math.max(version, input.version) + 1
      return { ...inspection(version), answers: input.answers }
    },
    judge: () => verdict,
    keep: (answers) => kept.push(answers),
    joined: () => joins++,
    now: () => 42,
    after: (ms, run) => {
      const timer = { ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
  }
  const saver = new DraftSaver({ ...inspection(1), answers: first }, doors)
  return {
    saver,
    saved,
    kept,
    timers,
    joins: () => joins,
    failWith: (error: unknown, next: Verdict) => {
      fail = error
      verdict = next
    },
    mend: () => (fail = null),
    /** Runs the timers that wait, and lets answers arrive. */
    tick: async () => {
      for (const timer of timers.splice(0)) timer.run()
      for (let i = 0; i < 5; i++) await Promise.resolve()
    },
    put: (id: string, by: Partial<Answer>) => saver.put(change(saver.current.answers, id, by), id),
  }
}
function inspection(version: number): Inspection {
  return {
    id: 7,
    stationId: 1,
    checklistId: 'station',
    checklistVersion: 1,
    state: 'draft',
    startedAt: 0,
    finishedAt: null,
    by: 'kt',
    reason: 'monthly',
    answers: [],
    version,
  }
}

describe('saving a draft', () => {
  it('waits half a second after the last change and saves all of it once', async () => {
    const one = rig()
    one.put('doors', { result: 'pass' })
    one.put('roof', { result: 'fail' })
    expect(one.timers.map((timer) => timer.ms)).toEqual([500])
    expect(one.saver.current.state.kind).toBe('waiting')
    await one.tick()
    expect(one.saved).toHaveLength(1)
    expect(one.saved[0]?.answers.map((a) => [a.itemId, a.result])).toEqual([
      ['doors', 'pass'],
      ['roof', 'fail'],
    ])
    expect(one.saver.current.state).toEqual({ kind: 'saved', at: 42 })
    expect(one.kept.at(-1)).toBeNull()
  })

  it('keeps answers on this machine until the console has them, and tries again with growing pauses', async () => {
    const one = rig()
    one.failWith(new Error('no line'), { next: 'retry' })
    one.put('doors', { result: 'pass' })
    await one.tick()
    expect(one.saver.current.state.kind).toBe('retrying')
    expect(one.timers.map((timer) => timer.ms)).toEqual([1000])
    await one.tick()
    expect(one.timers.map((timer) => timer.ms)).toEqual([2000])
    expect(one.kept.at(-1)).toHaveLength(1)
    one.mend()
    await one.tick()
    expect(one.saver.current.state.kind).toBe('saved')
    expect(one.kept.at(-1)).toBeNull()
  })

  it('on conflict takes the other version and lays its own answers over it', async () => {
    const one = rig([answer('doors', { result: 'pass' })])
    const theirs = { ...inspection(9), answers: [answer('doors', { result: 'fail' }), answer('rod', { note: 'theirs' })] }
    one.put('roof', { note: 'mine' })
    one.failWith(new Error('conflict'), { next: 'join', current: theirs })
    await one.tick()
    expect(one.joins()).toBe(1)
    one.mend()
    await one.tick()
    expect(one.saved.at(-1)?.version).toBe(9)
    const last = answersOf(one.saved.at(-1)?.answers ?? [])
    expect([last.get('doors')?.result, last.get('rod')?.note, last.get('roof')?.note]).toEqual(['fail', 'theirs', 'mine'])
  })

  it('a refusal is final and says so; nothing is thrown away', async () => {
    const one = rig()
    one.failWith(new Error('forbidden'), { next: 'refuse' })
    one.put('doors', { note: 'x' })
    await one.tick()
    expect(one.saver.current.state.kind).toBe('refused')
    expect(one.timers).toHaveLength(0)
    expect(await one.saver.flush()).toBe(false)
    expect(one.kept.at(-1)).toHaveLength(1)
  })

  it('a change while saving is saved after it', async () => {
    const one = rig()
    one.put('doors', { note: 'a' })
    for (const timer of one.timers.splice(0)) timer.run()
    one.put('doors', { note: 'ab' })
    await one.tick()
    await one.tick()
    expect(one.saved.map((save) => save.answers[0]?.note)).toEqual(['a', 'ab'])
    expect(one.saver.current.state.kind).toBe('saved')
  })

  it('flush saves at once and gives the version to finish with', async () => {
    const one = rig()
    one.put('doors', { result: 'pass' })
    expect(await one.saver.flush()).toBe(true)
    expect(one.saver.current.version).toBe(2)
    expect(one.timers).toHaveLength(0)
  })

  it('adopts a newer version only where nothing waits here', async () => {
    const one = rig()
    one.saver.adopt({ version: 5, answers: [answer('rod', { result: 'pass' })] })
    expect(one.saver.current.answers.get('rod')?.result).toBe('pass')
    one.put('doors', { result: 'pass' })
    one.saver.adopt({ version: 8, answers: [] })
    expect(one.saver.current.version).toBe(5)
  })

  it('joining keeps what was touched here and takes the rest', () => {
    const mine = answersOf([answer('a', { note: 'mine' }), answer('b', { note: 'mine' })])
    const joined = join([answer('a', { note: 'theirs' }), answer('b', { note: 'theirs' })], mine, new Set(['b']))
    expect(listOf(joined).map((a) => a.note)).toEqual(['theirs', 'mine'])
  })
})
