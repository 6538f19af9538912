/** Colours of lines, in order; they differ in lightness too, so that they can be told apart without colour. */
const COLOURS = ['var(--series-1)', 'var(--series-2)', 'var(--series-3)', 'var(--series-4)', 'var(--series-5)', 'var(--series-6)'] as const

export function colour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? COLOURS[0]
}
