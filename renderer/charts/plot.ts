/** What a plot shows: moments, lines over them, a band between two of the lines, and marks for what went wrong. */

export type PlotLine = {
  id: string
  name: string
  /** One value for each moment; null leaves the line open. */
  values: readonly (number | null)[]
  /** Which of the chart's colours, from 0. */
  colour: number
}
export type Plot = {
  at: readonly number[]
  lines: readonly PlotLine[]
  /** Filled palely between the lines of these ids. */
  band?: readonly [low: string, high: string]
  /** Moments at which something failed, drawn as triangles at the foot, with what they stand for. */
  marks?: { name: string; at: ReadonlyMap<number, string> }
}

type Point = { at: number; [key: string]: number | [number, number] | null }

/** The points as the chart library takes them: one object for each moment. */
export function pointsOf({ at, lines, band, marks }: Plot): Point[] {
  const [low, high] = (band ?? []).map((id) => lines.find((line) => line.id === id))
  return at.map((moment, i) => {
    const point: Point = { at: moment }
    for (const { id, values } of lines) point[id] = values[i] ?? null
    if (low && high) {
      const [a, b] = [low.values[i] ?? null, high.values[i] ?? null]
      point['band'] = a === null || b === null ? null : [a, b]
    }
    if (marks) point['mark'] = marks.at.has(moment) ? 0 : null
    return point
  })
}

/** Moments and values with an empty moment put where two lie further apart than `most` ms: a gap stays open. */
export function withGaps<T extends { at: number }>(points: readonly T[], most: number): (T | { at: number; gap: true })[] {
  return points.flatMap((point, i) => {
    const before = points[i - 1]
    return before && point.at - before.at > most ? [{ at: (before.at + point.at) / 2, gap: true as const }, point] : [point]
  })
}
