/** The log of a genset or of batteries at a station: which lines stand, what they amount to, and what is left in the tank. */
import type { DispatchEntry, DispatchFuel, DispatchKind, DispatchPhase } from '../../../shared/model/storm.ts'

export type Line = Pick<DispatchEntry, 'id' | 'kind' | 'at' | 'litres' | 'replaces' | 'undone'>

/** What may follow, and where it leads. A genset that ran out and was filled runs again. */
const NEXT: Record<DispatchPhase | 'none', Partial<Record<DispatchKind, DispatchPhase>>> = {
  none: { dispatched: 'underway' },
  underway: { arrived: 'onSite', started: 'running', returned: 'ended' },
  onSite: { started: 'running', refuelled: 'onSite', returned: 'ended' },
  running: { refuelled: 'running', ranOut: 'outOfFuel', stopped: 'stopped', returned: 'ended' },
  outOfFuel: { refuelled: 'running', started: 'running', stopped: 'stopped', returned: 'ended' },
  stopped: { started: 'running', refuelled: 'stopped', returned: 'ended' },
  ended: {},
}

/** Lines that were neither replaced nor taken back, in the order in which things happened. */
export function standing<T extends Line>(lines: readonly T[]): T[] {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const takenBack = new Set(lines.flatMap((line) => (line.undone ? (line.replaces ?? []) : [])))
  // A correction that was taken back corrects nothing: the line before it stands again.
  const gone = new Set(lines.flatMap((line) => (takenBack.has(line.id) ? [] : (line.replaces ?? []))))
  // A correction stands where the line stood that it corrects, when two happened at the same moment.
  const first = (line: T): number => {
    let at: Line = line
    for (let before = at.replaces; before !== null; before = at.replaces) {
      const found = byId.get(before)
      if (!found || found.id >= at.id) break
      at = found
    }
    return at.id
  }
  return lines.filter((line) => !line.undone && !gone.has(line.id)).sort((a, b) => a.at - b.at || first(a) - first(b))
}

export type Duty = {
  readonly phase: DispatchPhase
  readonly dispatchedAt: number
  readonly arrivedAt: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
}

type Impossible = { wrong: DispatchKind; after: DispatchPhase | 'none' }

/** Replays the lines that stand, or names the first that cannot be: what it is and what was before it. */
export function duty(lines: readonly Line[]): Duty | Impossible {
  return replay(standing(lines))
}

function replay(ordered: readonly Line[]): Duty | Impossible {
  let phase: DispatchPhase | 'none' = 'none'
  let [dispatchedAt, arrivedAt, startedAt, endedAt]: [number, number | null, number | null, number | null] = [0, null, null, null]
  for (const { kind, at } of ordered) {
    const next: DispatchPhase | undefined = NEXT[phase][kind]
    if (next === undefined) return { wrong: kind, after: phase }
    phase = next
    if (kind === 'dispatched') dispatchedAt = at
    if (kind === 'arrived' || kind === 'started') arrivedAt ??= at
    if (kind === 'started') startedAt = at
    if (kind === 'returned') endedAt = at
  }
  return phase === 'none' ? { wrong: 'dispatched', after: 'none' } : { phase, dispatchedAt, arrivedAt, startedAt, endedAt }
}

export function isDuty(result: Duty | Impossible): result is Duty {
  return 'phase' in result
}

/** True where people told that it runs at this moment: started, and since then neither stopped, run out nor fetched. Lines after it say nothing of it. */
export function runsAt(lines: readonly Line[], at: number): boolean {
  const result = replay(standing(lines).filter((line) => line.at <= at))
  return isDuty(result) && result.phase === 'running'
}

export type Tank = { readonly litresPerHour: number | null; readonly tankLitres: number | null }

const HOUR_MS = 3_600_000
const untold = (key: string) => ({ key: `storm.fuel.${key}` })

/** What is left in the tank at `now`, from what was told and the consumption on record. A number is never invented: what is missing is named. */
export function fuelAt(lines: readonly Line[], { litresPerHour, tankLitres }: Tank, now: number): DispatchFuel {
  let phase: DispatchPhase | 'none' = 'none'
  let level: number | null = null
  let why = untold('neverTold')
  let since = 0
  /** Takes off what was burned since the line before. */
  const burn = (until: number): void => {
    if (phase !== 'running' || level === null || until <= since) return
    if (litresPerHour === null) {
      level = null
      why = untold('noRate')
    } else level = Math.max(0, level - ((until - since) / HOUR_MS) * litresPerHour)
  }
  for (const line of standing(lines)) {
    if (line.at > now) break
    burn(line.at)
    since = line.at
    phase = NEXT[phase][line.kind] ?? phase
    if (line.kind === 'started' && line.litres !== null) level = line.litres
    else if (line.kind === 'ranOut') level = 0
    else if (line.kind === 'refuelled') {
      if (line.litres === null) {
        level = null
        why = untold('refillUntold')
      } else if (level !== null) level = Math.min(tankLitres ?? Number.POSITIVE_INFINITY, level + line.litres)
      else if (tankLitres !== null && line.litres >= tankLitres) level = tankLitres
    }
  }
  const from = since
  const atLast = level
  burn(now)
  const runs = phase === 'running' && atLast !== null && litresPerHour !== null
  return {
    litres: level,
    at: now,
    runsOutAt: runs ? Math.round(from + (atLast / litresPerHour) * HOUR_MS) : null,
    why: level === null ? why : null,
  }
}

/** True where it stands still for want of fuel: told, or reckoned. */
export function isDry(phase: DispatchPhase, fuel: DispatchFuel | null, now: number): boolean {
  if (phase === 'outOfFuel') return true
  return phase === 'running' && fuel !== null && fuel.runsOutAt !== null && fuel.runsOutAt <= now
}
