/** Rows of a list under live batches: replaced in place, added at the end, taken out; what did not change stays the same object. */
import { describe, expect, it } from 'vitest'
import { patch } from '../../../renderer/app/patch.ts'

const one = { id: 1, n: 'a' }
const two = { id: 2, n: 'b' }

describe('patch', () => {
  it('gives back the same list where nothing changed', () => {
    const rows = [one, two]
    expect(patch(rows, [])).toBe(rows)
  })
  it('replaces in place and keeps the identity of the rest', () => {
    const next = patch([one, two], [{ id: 1, n: 'c' }])
    expect(next).toEqual([{ id: 1, n: 'c' }, two])
    expect(next[1]).toBe(two)
  })
  it('adds new rows at the end and takes gone ones out', () => {
    expect(patch([one, two], [{ id: 3, n: 'd' }], [1])).toEqual([two, { id: 3, n: 'd' }])
  })
  it('does not bring back what is gone in the same batch', () => {
    expect(patch([one], [{ id: 1, n: 'e' }], [1])).toEqual([])
  })
})
