/** The wall's pure parts: pages that turn, stop, and stay with new critical alarms; communes as tiles. */
import { describe, expect, it } from 'vitest'
import type { Health, StationRow } from '../../../shared/model/station.ts'
import { tilesOf } from '../../../renderer/screens/wall/communes.ts'
import { hold, LONGEST_HOLD, pause, start, step, tick, TURN, type WallPage } from '../../../renderer/screens/wall/rotation.ts'
import { alarmRow } from '../../support/alarm.ts'

const pages: readonly WallPage[] = ['figures', 'incidents', 'communes']
const none = () => false
const always = () => true

describe('pages', () => {
  it('turn after their time and not before, round and round', () => {
    let now = start(0)
    expect(tick(now, pages, none, TURN - 1)).toBe(now)
    const seen: string[] = []
    for (let at = TURN; at <= 3 * TURN; at += TURN) {
      now = tick(now, pages, none, at)
      seen.push(now.page)
    }
    expect(seen).toEqual(['incidents', 'communes', 'figures'])
  })

  it('stand while paused, and go on from the moment that they are let go', () => {
    const paused = pause(start(0), 1)
    expect(tick(paused, pages, none, 10 * TURN)).toBe(paused)
    const on = pause(paused, 10 * TURN)
    expect(tick(on, pages, none, 10 * TURN + 1).page).toBe('figures')
    expect(tick(on, pages, none, 11 * TURN).page).toBe('incidents')
  })

  it('are turned by hand either way, and leave a page that is there no more', () => {
    expect(step(start(0), -1, pages, 5)).toMatchObject({ page: 'communes', since: 5 })
    const storm = { ...start(0), page: 'storm' as const }
    expect(pages).toContain(tick(storm, pages, none, 1).page)
  })
})

describe('a new critical alarm', () => {
  const critical = alarmRow(1, { severity: 'critical' })
  it('brings the incidents up and holds them until somebody has it', () => {
    const held = hold(start(0), [critical, alarmRow(2)], 100)
    expect(held).toMatchObject({ page: 'incidents', held: { ids: [1], since: 100 } })
    expect(tick(held, pages, always, 100 + TURN * 2)).toBe(held)
    expect(tick(held, pages, none, 200)).toMatchObject({ page: 'incidents', held: null, since: 200 })
  })

  it('holds for two minutes at most', () => {
    const held = hold(start(0), [critical], 100)
    expect(tick(held, pages, always, 100 + LONGEST_HOLD).held).toBeNull()
  })

  it('of lesser alarms, and of those taken already, nothing is held', () => {
    const now = start(0)
    expect(hold(now, [alarmRow(1), alarmRow(2, { severity: 'critical', acknowledgedAt: 5 })], 9)).toBe(now)
  })

  it('a hand at the keyboard ends the hold', () => {
    expect(step(hold(start(0), [critical], 100), 1, pages, 200)).toMatchObject({ page: 'communes', held: null })
  })
})

describe('communes', () => {
  const row = (id: number, communeId: number, health: Health, retired = false) => ({ id, communeId, health, retired }) as StationRow
  const commune = (id: number, name: string) => ({ id, provinceId: 1, code: '', name, formerNames: [] })

  it('come with the worst first; who is not in service is not counted', () => {
    const rows = [
      row(1, 7, 'up'),
      row(2, 7, 'degraded'),
      row(3, 8, 'down'),
      row(4, 8, 'down'),
      row(5, 8, 'up'),
      row(6, 9, 'up'),
      row(7, 9, 'notInService'),
      row(8, 9, 'down', true),
    ]
    expect(tilesOf(rows, [commune(7, 'Ất'), commune(8, 'Bính'), commune(9, 'Giáp')])).toEqual([
      { id: 8, name: 'Bính', stations: 3, working: 1, worst: 'down', n: 2 },
      { id: 7, name: 'Ất', stations: 2, working: 2, worst: 'degraded', n: 1 },
      { id: 9, name: 'Giáp', stations: 1, working: 1, worst: 'up', n: 1 },
    ])
  })
})
