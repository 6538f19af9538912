/** The last polls of a device as a plot: response times as a line, failures as marks, gaps open. Pure. */
import type { Plot } from '../../charts/plot.ts'
import { withGaps } from '../../charts/plot.ts'
import type { ExchangeMark } from '../../../shared/model/exchange.ts'
import type { Outcome } from '../../../shared/model/device.ts'

/** A pause of this many intervals is a gap: nobody asked. */
const PAUSE = 2.5

export function responsePlot(
  recent: readonly ExchangeMark[],
  intervalSeconds: number,
  words: { line: string; marks: string; outcome: (outcome: Outcome) => string },
): Plot {
  const points = withGaps(recent, intervalSeconds * 1000 * PAUSE)
  return {
    at: points.map((point) => point.at),
    lines: [
      {
        id: 'ms',
        name: words.line,
        colour: 0,
        values: points.map((point) => ('gap' in point || point.outcome !== 'ok' ? null : point.responseMs)),
      },
    ],
    marks: {
      name: words.marks,
      at: new Map(recent.flatMap(({ at, outcome }) => (outcome === 'ok' ? [] : [[at, words.outcome(outcome)] as const]))),
    },
  }
}

/** Middle and 95th percentile of the answered ones; null where there are none. */
export function responseFigures(recent: readonly ExchangeMark[]): { p50: number; p95: number; failed: number; polls: number } | null {
  const times = recent
    .flatMap(({ outcome, responseMs }) => (outcome === 'ok' && responseMs !== null ? [responseMs] : []))
    .sort((a, b) => a - b)
  const at = (share: number): number => times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0
  const failed = recent.filter(({ outcome }) => outcome !== 'ok').length
  return times.length === 0 ? null : { p50: at(0.5), p95: at(0.95), failed, polls: recent.length }
}
