/** A restart of the simulator: a reboot of the same v3 engine to a manager, and nothing at all to the equipment it plays. */
import { describe, expect, it } from 'vitest'
import { localKey, Usm } from '../../../main/simulator/agent/usm.ts'
import { makeProvince } from '../../../main/simulator/province/province.ts'
import { World } from '../../../main/simulator/world/world.ts'

const START = Date.parse('2026-08-20T08:00:00Z')

describe('a restart', () => {
  it('keeps the engine of its port and counts a boot', () => {
    const before = new Usm([], 7, 1161, START)
    const after = new Usm([], 7, 1161, START + 5000)
    expect(after.engine.equals(before.engine)).toBe(true)
    expect(after.boots).toBeGreaterThan(before.boots)
    expect(new Usm([], 7, 1162, START).engine.equals(before.engine)).toBe(false)
  })

  it('leaves the equipment running: it started long before, and less than 401 days', () => {
    const province = makeProvince(7, 100)
    const before = new World(province, START)
    const after = new World(province, START + 60_000)
    for (const { index } of province.stations) {
      const { bootedAt } = before.truth(index, START + 60_000)
      expect(after.truth(index, START + 60_000).bootedAt).toBe(bootedAt)
      expect(START - bootedAt).toBeGreaterThanOrEqual(86_400_000)
      expect(START - bootedAt).toBeLessThan(402 * 86_400_000)
    }
  })

  it('makes the keys of RFC 3414 A.3', () => {
    const engine = Buffer.from('000000000000000000000002', 'hex')
    expect(localKey('md5', 'maplesyrup', engine).toString('hex')).toBe('526f5eed9fcce26f8964c2930787d82b')
    expect(localKey('sha1', 'maplesyrup', engine).toString('hex')).toBe('6695febc9288e36282235fc7151f128497b38f3f')
  })
})
