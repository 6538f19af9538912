/** Merging of live batches: a slow screen ends up knowing the same as a quick one. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesOf, mergeChanges, quiet } from '../../../main/app/changes.ts'
import type { Changes } from '../../../shared/contract/live.ts'
import { fakeConsole, IDLE_STATUS } from '../../support/fake-console.ts'

type Row = Changes['alarms'][number]
const alarm = (id: number, version: number): Row => ({ id, version }) as Row
const batch = (at: number, more: Partial<Changes>): Changes => ({ ...quiet(at, IDLE_STATUS), ...more })

/** What a screen knows after a batch. */
function apply(known: Map<number, number>, changes: Changes): Map<number, number> {
  const next = new Map(known)
  for (const row of changes.alarms) next.set(row.id, row.version)
  for (const id of changes.alarmsGone) next.delete(id)
  return next
}

describe('merging', () => {
  it('keeps the latest row, forgets a departure that was followed by a return, and adds up the rest', () => {
    const merged = mergeChanges(
      batch(1, { alarms: [alarm(1, 1), alarm(2, 1)], alarmsGone: [3], polled: [1, 2], stale: ['alarms'] }),
      batch(2, { alarms: [alarm(1, 2), alarm(3, 5)], alarmsGone: [2], polled: [2, 4], stale: ['alarms', 'rules'] }),
    )
    expect(merged).toEqual(batch(2, { alarms: [alarm(1, 2), alarm(3, 5)], alarmsGone: [2], polled: [1, 2, 4], stale: ['alarms', 'rules'] }))
  })

  it('is the same as reading one after another', () => {
    const id = fc.integer({ min: 1, max: 5 })
    const one = fc.record({ rows: fc.uniqueArray(id), gone: fc.uniqueArray(id) })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (list) => {
        const batches = list.map(({ rows, gone }, at) =>
          batch(at, { alarms: rows.filter((row) => !gone.includes(row)).map((row) => alarm(row, at)), alarmsGone: gone }),
        )
        const slow = apply(new Map([[1, -1]]), batches.reduce(mergeChanges))
        const quick = batches.reduce(apply, new Map([[1, -1]]))
        expect(slow).toEqual(quick)
      }),
    )
  })
})

describe('a stream', () => {
  it('holds one merged batch for a reader that does not come', async () => {
    const console = fakeConsole()
    const stream = changesOf(console, undefined, () => 7)
    expect((await stream.next()).value).toEqual(quiet(7, IDLE_STATUS))
    for (let at = 1; at <= 1000; at++) console.emit(batch(at, { polled: [at % 3] }))
    const next = (await stream.next()).value as Changes
    expect(next.at).toBe(1000)
    expect(new Set(next.polled)).toEqual(new Set([0, 1, 2]))
    await stream.return()
    expect(console.listeners()).toBe(0)
  })

  it('ends when its signal does, also while it waits', async () => {
    const console = fakeConsole()
    const end = new AbortController()
    const stream = changesOf(console, end.signal, () => 7)
    await stream.next()
    const waiting = stream.next()
    end.abort()
    expect((await waiting).done).toBe(true)
    expect(console.listeners()).toBe(0)
  })
})
