/** State metrics over time: which states held in each point, and runs of a single one. Pure. */
import { metric, type MetricKey } from '../../shared/model/metric.ts'

/** How long each state held, per point of `width` ms. */
export type StateCurve = {
  at: Float64Array
  width: number
  states: readonly { code: number; seconds: Float64Array }[]
}
export type StatePart = {
  code: number
  from: number
  to: number
  /** Shares of the height, from the top: below 1 where several states held in one point. */ top: number
  share: number
}

/** What held in a point, the longest first. */
export function heldAt({ states }: StateCurve, i: number): { code: number; seconds: number }[] {
  return states
    .map(({ code, seconds }) => ({ code, seconds: seconds[i] ?? 0 }))
    .filter(({ seconds }) => seconds > 0)
    .sort((a, b) => b.seconds - a.seconds)
}

/** Rectangles of a band: neighbours of one and the same state joined, points with several states parted by their shares. */
export function statePartsOf(curve: StateCurve, end: number): StatePart[] {
  const out: StatePart[] = []
  let last: StatePart | null = null
  for (let i = 0; i < curve.at.length; i++) {
    const from = curve.at[i] ?? 0
    const to = Math.min(end, from + curve.width)
    const held = heldAt(curve, i)
    const all = held.reduce((sum, one) => sum + one.seconds, 0)
    const [only] = held
    if (held.length === 1 && only) {
      if (last && last.code === only.code && from - last.to < 1) last.to = to
      else {
        last = { code: only.code, from, to, top: 0, share: 1 }
        out.push(last)
      }
      continue
    }
    last = null
    let top = 0
    for (const { code, seconds } of held.toSorted((a, b) => a.code - b.code)) {
      out.push({ code, from, to, top, share: seconds / all })
      top += seconds / all
    }
  }
  return out
}

/** The codes that held at any time, in the catalogue's order. */
export function codesOf(curves: readonly StateCurve[]): number[] {
  const codes = new Set<number>()
  for (const { states } of curves) for (const { code, seconds } of states) if (seconds.some((one) => one > 0)) codes.add(code)
  return [...codes].sort((a, b) => a - b)
}

const GOOD = ['normal', 'up', 'on', 'closed', 'float', 'running', 'auto']
const GRAVE = ['fault', 'alarm', 'down', 'depleted', 'critical', 'outOfFuel', 'disconnected', 'loopBreak', 'lowerLayerDown', 'commFail']
const BAD = ['discharge', 'low', 'battery', 'open', 'phaseLost', 'major', 'none']
const NOTABLE = [
  'warning',
  'minor',
  'high',
  'hot',
  'cold',
  'overCurrent',
  'protect',
  'bypass',
  'sensorFault',
  'blocked',
  'booster',
  'reducer',
]
const NOBODY_KNOWS = ['unknown', 'absent', 'notPresent', 'other']
/** Off is a fault only of what is meant to be on. */
const MEANT_ON: readonly MetricKey[] = ['mains.state', 'cell.state', 'rectifier.state']
const OTHERS = [
  'var(--series-1)',
  'var(--series-4)',
  'var(--series-5)',
  'var(--series-7)',
  'var(--series-6)',
  'var(--series-8)',
  'var(--series-2)',
]

/** The colour of a state: by what it means where that is plain, otherwise one of the lines' colours. The word always stands with it. */
export function stateColour(key: MetricKey, code: number): string {
  const name = metric(key).states?.[code] ?? ''
  if (name === 'off') return MEANT_ON.includes(key) ? 'var(--critical)' : 'var(--unknown)'
  if (GOOD.includes(name)) return 'var(--ok)'
  if (GRAVE.includes(name)) return 'var(--critical)'
  if (BAD.includes(name)) return 'var(--major)'
  if (NOTABLE.includes(name)) return 'var(--minor)'
  if (NOBODY_KNOWS.includes(name)) return 'var(--unknown)'
  return OTHERS[Math.abs(code) % OTHERS.length] ?? 'var(--series-1)'
}
