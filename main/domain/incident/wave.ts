/** When several stations without mains are one fault: of their feeder, or of a place where no feeder is on record. */

export const WAVE = {
  /** Losses further apart than this are not one fault. A loss is seen two polls late at most, so five minutes hold a feeder that falls in one moment. */
  windowMs: 5 * 60_000,
  /** Two stations of one line at once: nobody loses mains by chance beside a neighbour on the same line. */
  feederAtLeast: 2,
  /** Without a line on record a commune stands for it: three at once, and a tenth of those there that hang on no known line. */
  placeAtLeast: 3,
  placeShare: 0.1,
} as const

/** What happened around a station that has just lost its mains. */
export type Around = {
  /** Stations of its feeder that lost mains lately, itself included; null where none is on record. */
  readonly feeder: number | null
  /** The same of its commune, among stations without a feeder, and how many of those there are. */
  readonly place: number
  readonly placeStations: number
}

export function waveOf({ feeder, place, placeStations }: Around): 'feeder' | 'place' | null {
  if (feeder !== null) return feeder >= WAVE.feederAtLeast ? 'feeder' : null
  return place >= WAVE.placeAtLeast && place >= placeStations * WAVE.placeShare ? 'place' : null
}

/** Were these two losses (epoch ms) one moment? */
export function together(a: number, b: number): boolean {
  return Math.abs(a - b) <= WAVE.windowMs
}
