/** The backhaul as a graph: loops, depth, what hangs behind a station, the path to the core, the verdict on paths. */
import { describe, expect, it } from 'vitest'
import { findLoop } from '../../../main/domain/topology/loop.ts'
import { pathTo, type Carrier } from '../../../main/domain/topology/reach.ts'
import { buildTopology } from '../../../main/domain/topology/topology.ts'

const graph = (parents: Record<number, number[]>): { id: number; parentIds: number[] }[] =>
  Object.entries(parents).map(([id, parentIds]) => ({ id: Number(id), parentIds }))

describe('loops', () => {
  const parents = new Map([
    [1, []],
    [2, [1]],
    [3, [2]],
    [4, [2, 3]],
  ])
  it('names the loop', () => {
    expect(findLoop(parents, 1, [3])).toEqual([1, 3, 2, 1])
    expect(findLoop(parents, 2, [2])).toEqual([2, 2])
  })
  it('lets a second way to the same hub pass', () => {
    expect(findLoop(parents, 5, [4, 3])).toBeNull()
    expect(findLoop(parents, 4, [1, 3])).toBeNull()
    expect(findLoop(parents, 9, [77])).toBeNull()
  })
})

describe('the graph', () => {
  //        1       2
  //      /   \   /
  //     3     4        4 has both
  //     |    / \
  //     5 – 6   7      6 has 5 and 4
  const topology = buildTopology(graph({ 1: [], 2: [], 3: [1], 4: [1, 2], 5: [3], 6: [5, 4], 7: [4, 99] }))

  it('counts those whose every path goes through a station', () => {
    expect(Object.fromEntries(topology.behind)).toEqual({ 1: 2, 2: 0, 3: 1, 4: 1, 5: 0, 6: 0, 7: 0 })
  })
  it('knows depth and children, and leaves unknown parents out', () => {
    expect([1, 3, 5, 6, 7].map((id) => topology.depth.get(id))).toEqual([0, 1, 2, 3, 2])
    expect(topology.children.get(4)?.toSorted()).toEqual([6, 7])
    expect(topology.parents.get(7)).toEqual([4])
  })
  it('survives a loop in its data', () => {
    const looped = buildTopology(graph({ 1: [2], 2: [1], 3: [2] }))
    expect(looped.depth.size).toBe(3)
  })
})

describe('paths', () => {
  const parents: Record<number, number[]> = { 1: [], 2: [], 3: [1, 2], 4: [9], 9: [1] }
  const verdict = (id: number, states: Record<number, Carrier>): string =>
    pathTo(
      id,
      (one) => parents[one] ?? [],
      (one) => states[one] ?? 'open',
    )
  it('any living parent carries; only all dead is dead; otherwise it waits', () => {
    expect(verdict(1, {})).toBe('alive')
    expect(verdict(3, { 1: 'dead', 2: 'carries' })).toBe('alive')
    expect(verdict(3, { 1: 'dead', 2: 'dead' })).toBe('dead')
    expect(verdict(3, { 1: 'dead', 2: 'open' })).toBe('pending')
    expect(verdict(3, { 1: 'carries', 2: 'open' })).toBe('alive')
  })
  it('looks through a station without devices', () => {
    expect(verdict(4, { 9: 'unwatched', 1: 'dead' })).toBe('dead')
    expect(verdict(4, { 9: 'unwatched', 1: 'unwatched' })).toBe('alive')
  })
})
