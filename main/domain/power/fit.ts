/** A straight line through a discharge: volts = a + b · Ah − ohms · ampere, with what is usual of the resistance as a fourth witness. */

/** Sums over the points; kept instead of the points. */
export type Fit = {
  readonly n: number
  readonly q: number
  readonly i: number
  readonly v: number
  readonly qq: number
  readonly qi: number
  readonly ii: number
  readonly qv: number
  readonly iv: number
  readonly vv: number
}
export const NO_FIT: Fit = { n: 0, q: 0, i: 0, v: 0, qq: 0, qi: 0, ii: 0, qv: 0, iv: 0, vv: 0 }

export type Line = {
  /** Volts for each Ah taken out: below zero. */
  readonly slope: number
  readonly slopeSpread: number
  readonly ohms: number
}

/** Volts by which a reading usually misses the line. */
const NOISE = 0.08
const FEWEST = 8

export function addPoint(fit: Fit, ah: number, amps: number, volts: number): Fit {
  return {
    n: fit.n + 1,
    q: fit.q + ah,
    i: fit.i + amps,
    v: fit.v + volts,
    qq: fit.qq + ah * ah,
    qi: fit.qi + ah * amps,
    ii: fit.ii + amps * amps,
    qv: fit.qv + ah * volts,
    iv: fit.iv + amps * volts,
    vv: fit.vv + volts * volts,
  }
}

/** Null where there are too few points. `usualOhms`: what a bank of this size has, believed within a half. */
export function solve(fit: Fit, usualOhms: number): Line | null {
  const { n } = fit
  if (n < FEWEST) return null
  // About the means, so that the constant falls out.
  const qq = fit.qq - (fit.q * fit.q) / n
  const qi = fit.qi - (fit.q * fit.i) / n
  const ii = fit.ii - (fit.i * fit.i) / n
  const qv = fit.qv - (fit.q * fit.v) / n
  const iv = fit.iv - (fit.i * fit.v) / n
  const prior = (NOISE / (usualOhms / 2)) ** 2
  // The unknowns are slope and −ohms.
  const det = qq * (ii + prior) - qi * qi
  if (!(det > 1e-9)) return null
  const right = iv - prior * usualOhms
  const slope = (qv * (ii + prior) - qi * right) / det
  const ohms = -(qq * right - qi * qv) / det
  return { slope, slopeSpread: NOISE * Math.sqrt((ii + prior) / det), ohms: Math.max(0, ohms) }
}
