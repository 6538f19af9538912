/** Which page the wall shows: they rotate, stop for a hand at the keyboard, and stay with a new critical alarm until somebody has it. Pure. */
import { MINUTE, SECOND } from '../../../shared/format/time.ts'
import type { AlarmRow } from '../../../shared/model/alarm.ts'

export const PAGES = ['figures', 'incidents', 'storm', 'communes'] as const
export type WallPage = (typeof PAGES)[number]
export const TURN = 20 * SECOND
/** So long it stays with new critical alarms that nobody takes. */
export const LONGEST_HOLD = 2 * MINUTE

export type Rotation = {
  readonly page: WallPage
  /** When the page came up. */
  readonly since: number
  readonly paused: boolean
  /** New critical alarms that hold the wall, and since when. */
  readonly held: { readonly ids: readonly number[]; readonly since: number } | null
}

export const start = (at: number): Rotation => ({ page: 'figures', since: at, paused: false, held: null })

/** The page after or before this one, of those there are. */
export function step(rotation: Rotation, by: 1 | -1, pages: readonly WallPage[], at: number): Rotation {
  const index = Math.max(0, pages.indexOf(rotation.page))
  const page = pages[(index + by + pages.length) % pages.length] ?? 'figures'
  return { ...rotation, page, since: at, held: null }
}

export const pause = (rotation: Rotation, at: number): Rotation => ({ ...rotation, paused: !rotation.paused, since: at })

/** New critical alarms: the wall goes to the incidents and stays. */
export function hold(rotation: Rotation, arrived: readonly AlarmRow[], at: number): Rotation {
  const ids = arrived.filter((alarm) => alarm.severity === 'critical' && alarm.acknowledgedAt === null).map((alarm) => alarm.id)
  if (ids.length === 0) return rotation
  return { ...rotation, page: 'incidents', since: at, held: { ids: [...(rotation.held?.ids ?? []), ...ids], since: at } }
}

/** A second has gone by. `waits` tells whether an alarm still stands that nobody has taken. The same value where nothing is to change. */
export function tick(rotation: Rotation, pages: readonly WallPage[], waits: (id: number) => boolean, at: number): Rotation {
  if (rotation.held) {
    const isOver = at - rotation.held.since >= LONGEST_HOLD || !rotation.held.ids.some(waits)
    return isOver ? { ...rotation, held: null, since: at } : rotation
  }
  if (!pages.includes(rotation.page)) return step(rotation, 1, pages, at)
  return rotation.paused || at - rotation.since < TURN ? rotation : step(rotation, 1, pages, at)
}
