/** Lays rows out in columns as wide as their widest cell. */

export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, wide(cell))
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - wide(cell))))
      .join('  ')
      .trimEnd(),
  )
}

const letters = new Intl.Segmenter()

/** Marks that combine with the letter before them take no room. */
function wide(cell: string): number {
  return Array.from(letters.segment(cell)).length
}
