/** A y-axis that a person can read: round ends and round marks around what is shown. Pure. */

export type Axis = {
  from: number
  to: number
  ticks: readonly number[]
  /** Digits behind the point that tell the marks apart. */ decimals: number
}

const ROUND = [1, 2, 2.5, 5, 10]

/** About `count` marks around [low, high]; `whole` for what only exists in whole numbers. */
export function niceAxis(low: number, high: number, count = 5, whole = false): Axis {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return niceAxis(0, 1, count, whole)
  if (low === high) {
    const room = Math.abs(low) * 0.02 || 1
    return niceAxis(low - room, high + room, count, whole)
  }
  const rough = (high - low) / Math.max(1, count - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const found = ROUND.map((one) => one * power).find((one) => one >= rough * 0.999) ?? 10 * power
  const step = whole ? Math.max(1, Math.ceil(found)) : found
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const decimals = Math.min(6, Math.max(0, decimalsOf(step)))
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
  return { from: first * step, to: last * step, ticks, decimals }
}

function decimalsOf(step: number): number {
  for (let digits = 0; digits < 7; digits++) if (Math.abs(step - Number(step.toFixed(digits))) < step * 1e-6) return digits
  return 7
}

/** Bit rates take one prefix for the whole axis. */
export function scaleOf(unit: string, highest: number): { divide: number; unit: string } {
  if (unit !== 'bit/s') return { divide: 1, unit }
  const size = Math.abs(highest)
  if (size >= 1e9) return { divide: 1e9, unit: 'Gbit/s' }
  if (size >= 1e6) return { divide: 1e6, unit: 'Mbit/s' }
  return size >= 1e3 ? { divide: 1e3, unit: 'kbit/s' } : { divide: 1, unit }
}
