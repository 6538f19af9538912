/** Properties of the backhaul: what is behind a station is exactly what loses every path without it; loops are found. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLoop } from '../../main/domain/topology/loop.ts'
import { buildTopology } from '../../main/domain/topology/topology.ts'

/** Stations 1…n, each with up to two parents of a lower number: no loops. */
const tree = fc
  .array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 30 })
  .map((seeds) =>
    seeds.map(([a, b, count], i) => ({ id: i + 1, parentIds: i === 0 ? [] : [...new Set([(a % i) + 1, (b % i) + 1])].slice(0, count) })),
  )

describe('the backhaul', () => {
  it('behind a station is what cannot reach the core without it', () => {
    fc.assert(
      fc.property(tree, (stations) => {
        const { behind, parents } = buildTopology(stations)
        for (const { id: removed } of stations) {
          const reaches = (id: number): boolean => {
            if (id === removed) return false
            const own = parents.get(id) ?? []
            return own.length === 0 || own.some(reaches)
          }
          const lost = stations.filter(({ id }) => id !== removed && !reaches(id)).length
          expect(behind.get(removed)).toBe(lost)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('a link upwards closes a loop, one from a new station never does', () => {
    fc.assert(
      fc.property(tree, (stations) => {
        const parents = new Map(stations.map((one) => [one.id, one.parentIds]))
        for (const { id, parentIds } of stations) {
          for (const parent of parentIds) {
            const loop = findLoop(parents, parent, [id])
            expect(loop?.[0]).toBe(parent)
            expect(loop?.at(-1)).toBe(parent)
          }
          expect(findLoop(parents, 999, [id])).toBeNull()
        }
      }),
    )
  })
})
