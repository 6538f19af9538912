/** The interval ledger on a real file. */
import { describe, expect, it } from 'vitest'
import { branch } from './kit.ts'

const up = { bucket: 'up', cause: null } as const
const down = { bucket: 'downUnplanned', cause: 'power' } as const

describe('ledger', () => {
  it('ends one interval where the next begins', () => {
    const { store, station } = branch()
    const { id } = station('A')
    store.ledger.change(id, 1000, up)
    store.ledger.change(id, 2000, down)
    store.ledger.change(id, 2500, down)
    store.ledger.change(id, 3000, up)
    expect(store.ledger.between(0, 9000, id)).toEqual([
      { stationId: id, ...up, from: 1000, to: 2000 },
      { stationId: id, ...down, from: 2000, to: 3000 },
      { stationId: id, ...up, from: 3000, to: null },
    ])
    expect(store.ledger.open()).toEqual([{ stationId: id, ...up, from: 3000, to: null }])
  })

  it('stays unbroken when the wall clock steps back', () => {
    const { store, station } = branch()
    const { id } = station('A')
    store.ledger.change(id, 1000, up)
    store.ledger.change(id, 2000, down)
    store.ledger.change(id, 1500, up)
    expect(store.ledger.between(0, 9000, id)).toEqual([
      { stationId: id, ...up, from: 1000, to: 2000 },
      { stationId: id, ...up, from: 2000, to: null },
    ])
  })

  it('answers what touches a half-open period, of one station and of all', () => {
    const { store, station } = branch()
    const [a, b] = [station('A').id, station('B').id]
    for (const id of [b, a]) {
      store.ledger.change(id, 1000, up)
      store.ledger.change(id, 2000, down)
      store.ledger.change(id, 3000, up)
    }
    const begins = (from: number, to: number, id: number | null) =>
      store.ledger.between(from, to, id).map((one) => [one.stationId, one.from])
    expect(begins(2000, 3000, a)).toEqual([[a, 2000]])
    expect(begins(1999, 3001, a)).toEqual([
      [a, 1000],
      [a, 2000],
      [a, 3000],
    ])
    expect(begins(5000, 6000, a)).toEqual([[a, 3000]])
    expect(begins(0, 1000, a)).toEqual([])
    expect(begins(2500, 2600, null)).toEqual([
      [a, 2000],
      [b, 2000],
    ])
    expect(begins(5000, 6000, null)).toEqual([
      [a, 3000],
      [b, 3000],
    ])
  })

  it('keeps the last moment that the console was looking', () => {
    const { store } = branch()
    expect(store.ledger.lastBeat()).toBeNull()
    store.ledger.beat(1234.6)
    store.ledger.beat(5000)
    expect(store.ledger.lastBeat()).toBe(5000)
  })
})
