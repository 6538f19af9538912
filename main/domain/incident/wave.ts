/** When several stations without mains are one fault: of their feeder, or of a place where no feeder is on record. */

export const WAVE = {
  /** Losses further apart than this are not one fault. */
  windowMs: 5 * 60_000,
  /** Seen this close together, they were one moment: polls lie a minute apart, and one may be lost on the way. */
  momentMs: 90_000,
  /** Two stations of one line, where no more than as many of the line still have mains: a line that is out is out for all. */
  feederAtLeast: 2,
  /** The same without a line on record, for the stations of a commune that hang on no known line. */
  placeAtLeast: 3,
  /** Where most still have mains, a part of the line may be out: so many in one moment are no chance any more. */
  partAtLeast: 4,
} as const

/** What is seen around a station that has just lost its mains, among those of its feeder or, where none is on record, of its commune. */
export type Around = {
  readonly scope: 'feeder' | 'place'
  /** Lost mains within the window, and in the same moment; itself included. */
  readonly lost: number
  readonly atOnce: number
  /** Told since then that they have mains. */
  readonly fine: number
}

export function isWave({ scope, lost, atOnce, fine }: Around): boolean {
  const least = scope === 'feeder' ? WAVE.feederAtLeast : WAVE.placeAtLeast
  return (lost >= least && lost >= fine) || atOnce >= Math.max(WAVE.partAtLeast, least)
}

/** Were these two losses (epoch ms) of one fault? */
export function together(a: number, b: number): boolean {
  return Math.abs(a - b) <= WAVE.windowMs
}
