/** What the history had to pass over since the program began: shown, never thrown. */
export type Tally = {
  /** Samples that came later than anything is kept of their day. */
  tooLate: number
  /** Rows that were harmed and are lost: hot rows, hours, roll-ups. */
  harmed: number
  /** Days and months of a device that are harmed and left where they are. */
  readonly setAside: Set<string>
}

export function newTally(): Tally {
  return { tooLate: 0, harmed: 0, setAside: new Set() }
}

export const rowName = (table: string, period: number, deviceId: number): string => `${table} ${period} ${deviceId}`
