/** Colours of lines, in order; they differ in lightness too, so that they can be told apart without colour. More lines than colours are told apart by dashes. */
const COLOURS = [
  'var(--series-1)',
  'var(--series-2)',
  'var(--series-3)',
  'var(--series-4)',
  'var(--series-5)',
  'var(--series-6)',
  'var(--series-7)',
  'var(--series-8)',
] as const
const DASHES = [undefined, '7 3', '2 3', '9 3 2 3', '12 5'] as const

export const COLOUR_COUNT = COLOURS.length

export function colour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? COLOURS[0]
}

/** A dash pattern as SVG has it; undefined for a whole line. */
export function dash(index: number): string | undefined {
  return DASHES[index % DASHES.length]
}
