/** Runs of known values as index ranges: what lies between them is a gap and stays open. */
export function runs(values: readonly (number | null)[]): [number, number][] {
  const out: [number, number][] = []
  values.forEach((value, i) => {
    if (value === null) return
    const last = out.at(-1)
    if (last && last[1] === i - 1) last[1] = i
    else out.push([i, i])
  })
  return out
}
