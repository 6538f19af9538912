/** Picks what a period is drawn from, and how much time one point of the screen stands for. Pure. */
import { Resolution } from '../../../shared/contract/history.ts'
import { bucketBegin, STEPS } from './rollup.ts'

/** Time of one bucket in ms; 0 for samples as they came. */
export const STEP_OF: Readonly<Record<Resolution, number>> = { raw: 0, '5m': STEPS.fiveMinutes, '1h': STEPS.hour, '1d': STEPS.day }

/** What is looked for in turn: the wanted class, then what says the same more finely, then what is coarser. */
export const INSTEAD: Readonly<Record<Resolution, readonly Resolution[]>> = {
  raw: ['raw', '5m', '1h', '1d'],
  '5m': ['5m', 'raw', '1h', '1d'],
  '1h': ['1h', '5m', 'raw', '1d'],
  '1d': ['1d', '1h', '5m', 'raw'],
}

/** The coarsest class whose buckets are no wider than a point of the screen. */
export function resolutionFor(from: number, to: number, pixels: number): Resolution {
  const width = (to - from) / pixels
  return Resolution.options.findLast((one) => STEP_OF[one] <= width) ?? 'raw'
}

export function coarserOf(a: Resolution, b: Resolution): Resolution {
  return STEP_OF[a] >= STEP_OF[b] ? a : b
}

/**
 * Width of a point, ms: whole steps of the class (of samples: whole minutes, below that whole seconds), so that at most `pixels` points cover the
 * period. Points lie on one grid whatever the period (`bucketBegin`): they do not change while a chart follows the present.
 */
export function widthFor(from: number, to: number, pixels: number, resolution: Resolution): number {
  const least = (to - from) / pixels
  const unit = STEP_OF[resolution] || (least >= 60_000 ? 60_000 : least >= 1000 ? 1000 : 1)
  const width = Math.max(1, Math.ceil(least / unit)) * unit
  if (pointsIn(from, to, width) <= pixels) return width
  return Math.ceil((to - from) / (pixels - 1) / unit) * unit
}

/** How many points of this width the period touches. */
function pointsIn(from: number, to: number, width: number): number {
  return Math.ceil((to - bucketBegin(from, width)) / width)
}

/** What many series are looked through in over a period: fine enough to tell its parts, coarse enough for thousands of stations. */
export function scanResolution(from: number, to: number, buckets: number): Resolution {
  return Resolution.options.findLast((one) => STEP_OF[one] * buckets <= to - from) ?? 'raw'
}
