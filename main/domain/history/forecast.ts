/** What history takes on the disk, today and later: from what each class takes a day and how long it is kept. Pure. Sizes in bytes, times in days. */
import type { Retention } from '../../../shared/model/settings.ts'

/** The classes of history, finest first. */
export const CLASSES = ['raw', 'fiveMinutes', 'hour', 'day'] as const
export type HistoryClass = (typeof CLASSES)[number]

export type ClassSize = {
  /** What its rows take now, and how many days they are of. */
  readonly bytes: number
  readonly days: number
  /** What the newest finished day (or month, a day of it) took, and how many samples or points that were. */
  readonly bytesADay: number
  readonly pointsADay: number
}
export type HistorySize = {
  /** The file without its WAL, and of it what is free for new rows. */
  readonly file: number
  readonly free: number
  /** Rows of the days that are not finished: the hot log and the hours. */
  readonly unfinished: number
  readonly classes: Readonly<Record<HistoryClass, ClassSize>>
}

export type Sizes = { readonly total: number; readonly classes: Readonly<Record<HistoryClass, number>> }
export type Forecast = {
  readonly today: Sizes
  readonly in30Days: Sizes
  readonly inAYear: Sizes
  /** Once every class is as long as it is kept: the most it will be at today's rate. */
  readonly plateau: Sizes
  readonly plateauInDays: number
  /** Days until the disk is full at today's rate; null where it never will be by this. */
  readonly fullInDays: number | null
}

const daysOf = ({ rawDays, fiveMinuteDays, hourDays, dayDays }: Retention): Record<HistoryClass, number> => ({
  raw: rawDays,
  fiveMinutes: fiveMinuteDays,
  hour: hourDays,
  day: dayDays,
})

/** Of each class the sizes after so many days: what is too old goes, what is new comes at today's rate. */
function after(days: number, size: HistorySize, kept: Record<HistoryClass, number>): Sizes {
  const classes = { raw: 0, fiveMinutes: 0, hour: 0, day: 0 }
  for (const name of CLASSES) {
    const now = size.classes[name]
    const fresh = Math.min(days, kept[name])
    // Of what is there now the newest days stay that are still within the retention.
    const old = Math.max(0, Math.min(now.days, kept[name] - fresh))
    classes[name] = (now.days > 0 ? (now.bytes * old) / now.days : 0) + now.bytesADay * fresh
  }
  return { total: size.unfinished + CLASSES.reduce((sum, name) => sum + classes[name], 0), classes }
}

/** What a day adds to the file before anything is too old. */
export function dailyBytes(size: HistorySize): number {
  return CLASSES.reduce((sum, name) => sum + size.classes[name].bytesADay, 0)
}

/** `disk`: bytes that are free on the disk beside the file. */
export function forecast(size: HistorySize, retention: Retention, disk: number): Forecast {
  const kept = daysOf(retention)
  const at = (days: number): Sizes => after(days, size, kept)
  const growing = CLASSES.filter((name) => size.classes[name].bytesADay > 0)
  const plateauInDays = Math.max(0, ...growing.map((name) => kept[name]))
  // Between the days at which a class is full and those at which its oldest rows are of today's rate, sizes only rise or only fall.
  const room = at(0).total + size.free + disk
  const corners = [0, ...growing.flatMap((name) => [Math.max(0, kept[name] - size.classes[name].days), kept[name]])].sort((a, b) => a - b)
  let fullInDays: number | null = null
  for (let i = 1; i < corners.length && fullInDays === null; i++) {
    const [from, to] = [corners[i - 1]!, corners[i]!]
    if (at(to).total <= room) continue
    let low = from
    for (let high = to; high - low > 1;) {
      const middle = Math.floor((low + high) / 2)
      if (at(middle).total > room) high = middle
      else low = middle
    }
    fullInDays = low + (at(low).total > room ? 0 : 1)
  }
  return { today: at(0), in30Days: at(30), inAYear: at(365), plateau: at(plateauInDays), plateauInDays, fullInDays }
}
