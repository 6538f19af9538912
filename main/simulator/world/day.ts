/** The shapes of a day at +07: how busy the network is, and how warm it is outside. */
import { DAY, OFFSET } from '../../../shared/format/time.ts'

const TURN = Math.PI * 2

/** First and second harmonic of a day's traffic: low before dawn, highest about 20:30. */
const FIRST = 0.52
const SECOND = 0.2
const FIRST_PEAK = (18.5 / 24) * TURN
const SECOND_PEAK = (21.5 / 12) * TURN
/** A slower unrest of some minutes. */
const RIPPLE = 0.08
const RIPPLE_MS = 420_000

/** Relative traffic, about 0.3 at night to 1.7 in the evening; the mean of a day is 1. */
export function traffic(at: number, phase = 0): number {
  const x = ((at + OFFSET) / DAY) * TURN
  return 1 + FIRST * Math.cos(x - FIRST_PEAK) + SECOND * Math.cos(2 * x - SECOND_PEAK) + RIPPLE * Math.sin((at / RIPPLE_MS) * TURN + phase)
}

/** The integral of `traffic` in seconds, so that counters are exact and never fall, however seldom they are read. */
export function trafficSum(at: number, phase = 0): number {
  const x = ((at + OFFSET) / DAY) * TURN
  const day = DAY / 1000 / TURN
  return (
    at / 1000 +
    FIRST * day * Math.sin(x - FIRST_PEAK) +
    ((SECOND * day) / 2) * Math.sin(2 * x - SECOND_PEAK) -
    ((RIPPLE * RIPPLE_MS) / 1000 / TURN) * Math.cos((at / RIPPLE_MS) * TURN + phase)
  )
}

/** Outside temperature in °C: warmest about 14:00. */
export function outdoor(at: number, base: number): number {
  const x = ((at + OFFSET) / DAY) * TURN
  return base + 4.5 * Math.cos(x - (14 / 24) * TURN)
}
