/** Stretches of time, half-open in epoch ms: united, cut and turned into the pieces of a ledger. */

export type Span = { readonly from: number; readonly to: number }

/** Sorted, and those that touch or overlap made one; empty ones are gone. */
export function merge(spans: Iterable<Span>): Span[] {
  const sorted = Array.from(spans)
    .filter(({ from, to }) => to > from)
    .toSorted((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of sorted) {
    const last = merged.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** What is in both; each is sorted and without overlaps. */
export function common(a: readonly Span[], b: readonly Span[]): Span[] {
  const found: Span[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i]!, b[j]!]
    const from = Math.max(x.from, y.from)
    const to = Math.min(x.to, y.to)
    if (to > from) found.push({ from, to })
    if (x.to <= y.to) i++
    else j++
  }
  return found
}

/** What of a stretch lies at or after a moment. */
export const after = ({ from, to }: Span, at: number): Span => ({ from: Math.max(from, at), to: Math.max(to, at) })

export const contains = ({ from, to }: Span, at: number): boolean => from <= at && at < to

/** From `at` on it is planned, or it is not. */
export type Piece = { readonly at: number; readonly planned: boolean }

/** A period cut at the edges of merged spans; the first piece begins with the period, and the last one says what is so at its end. */
export function pieces(spans: readonly Span[], from: number, to: number): Piece[] {
  const planned = (at: number): boolean => spans.some((one) => contains(one, at))
  const edges = spans.flatMap((one) => [one.from, one.to]).filter((edge) => edge > from && edge <= to)
  return [from, ...edges].map((at) => ({ at, planned: planned(at) }))
}
