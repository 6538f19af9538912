/** A disk that fills and empties in any way: the level follows it with a margin, and what is given up keeps its order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEAST, NOTHING_SHED, ROOM_LEVELS, roomLevel, shedAt, type RoomLevel } from '../../main/domain/storage/room.ts'

const GB = 1024 ** 3
const rank = (level: RoomLevel) => ROOM_LEVELS.indexOf(level)
const bytes = fc.integer({ min: 0, max: 20 * GB })
const room = fc.record({
  freeBytes: bytes,
  totalBytes: fc.integer({ min: 1, max: 4000 * GB }),
  dailyBytes: fc.integer({ min: 0, max: 2 * GB }),
})
const level = fc.constantFrom(...ROOM_LEVELS)

describe('the level of a disk', () => {
  it('is never better with less room, nor milder than the room itself allows', () => {
    fc.assert(
      fc.property(level, room, bytes, (before, at, less) => {
        const fewer = { ...at, freeBytes: Math.min(at.freeBytes, less) }
        expect(rank(roomLevel(before, fewer))).toBeGreaterThanOrEqual(rank(roomLevel(before, at)))
        expect(rank(roomLevel(before, at))).toBeGreaterThanOrEqual(rank(roomLevel('ok', at)))
      }),
    )
  })

  it('stands still while the room does, and a tenth up and down changes it at most once', () => {
    fc.assert(
      fc.property(level, room, fc.array(fc.double({ min: 0.95, max: 1.05, noNaN: true }), { maxLength: 20 }), (before, at, wobble) => {
        const first = roomLevel(before, at)
        expect(roomLevel(first, at)).toBe(first)
        let now = first
        let changes = 0
        for (const factor of wobble) {
          const next = roomLevel(now, { ...at, freeBytes: Math.floor(at.freeBytes * factor) })
          if (next !== now) changes++
          now = next
        }
        expect(changes).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('what is given up', () => {
  it('keeps its order over any course of levels, never goes below the least, and ends with room', () => {
    const held = fc.record({ rawDays: fc.integer({ min: 0, max: 400 }), fiveMinuteDays: fc.integer({ min: 0, max: 4000 }) })
    fc.assert(
      fc.property(fc.array(fc.tuple(level, fc.boolean()), { maxLength: 120 }), held, (course, there) => {
        let shed = NOTHING_SHED
        for (const [now, settled] of course) {
          const next = shedAt(now, shed, there, settled)
          const rawLeft = Math.min(next.rawDays ?? there.rawDays, there.rawDays)
          const fiveLeft = Math.min(next.fiveMinuteDays ?? there.fiveMinuteDays, there.fiveMinuteDays)
          // 5-minute roll-ups are touched only when raw samples are down to the least, memory only when both are.
          const inOrder = [
            now !== 'ok' || JSON.stringify(next) === JSON.stringify(NOTHING_SHED),
            next.fiveMinuteDays === null || rawLeft <= LEAST.rawDays,
            !next.memoryOnly || fiveLeft <= LEAST.fiveMinuteDays,
          ]
          expect(inOrder).toEqual([true, true, true])
          expect(next.rawDays ?? LEAST.rawDays).toBeGreaterThanOrEqual(LEAST.rawDays)
          expect(next.fiveMinuteDays ?? LEAST.fiveMinuteDays).toBeGreaterThanOrEqual(LEAST.fiveMinuteDays)
          shed = next
        }
      }),
    )
  })

  it('comes to an end: enough steps give up all there is to give up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), fc.integer({ min: 0, max: 3650 }), (rawDays, fiveMinuteDays) => {
        let shed = NOTHING_SHED
        for (let i = 0; i < 200; i++) shed = shedAt('emergency', shed, { rawDays, fiveMinuteDays }, true)
        expect(shed.memoryOnly).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
