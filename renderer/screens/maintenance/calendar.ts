/** The calendar as numbers: days at +07, weeks from Monday, and where each occurrence lies in them. */
import { DAY, dayOf, startOfDay } from '../../../shared/format/time.ts'

export const VIEWS = ['month', 'week', 'list'] as const
export type View = (typeof VIEWS)[number]

/** A day some days later or earlier. */
export const dayPlus = (day: string, days: number): string => dayOf(startOfDay(day) + days * DAY)
/** 0 Monday … 6 Sunday. */
export const columnOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
export const mondayOf = (day: string): string => dayPlus(day, -columnOf(day))

/** The first of the month some months later or earlier. */
export function monthPlus(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** The weeks that a month touches, each of seven days. */
export function weeksOf(day: string): string[][] {
  const end = monthPlus(day, 1)
  const weeks: string[][] = []
  for (let monday = mondayOf(monthPlus(day, 0)); monday < end; monday = dayPlus(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, i) => dayPlus(monday, i)))
  return weeks
}

/** What the view shows, epoch ms; the list looks 60 days ahead. */
export function periodOf(view: View, day: string): { from: number; to: number } {
  if (view === 'list') return { from: startOfDay(day), to: startOfDay(dayPlus(day, 60)) }
  if (view === 'week') return { from: startOfDay(mondayOf(day)), to: startOfDay(dayPlus(mondayOf(day), 7)) }
  const weeks = weeksOf(day)
  const [first, last] = [weeks[0]?.[0] ?? day, weeks.at(-1)?.[6] ?? day]
  return { from: startOfDay(first), to: startOfDay(dayPlus(last, 1)) }
}

type Timed = { readonly from: number; readonly to: number }
/** A bar in a week's row: columns from 0, `span` of them, in a lane below others; `open` says at which side it goes on. */
export type Bar<T> = {
  readonly one: T
  readonly column: number
  readonly span: number
  readonly lane: number
  readonly before: boolean
  readonly beyond: boolean
}

/** What is shorter than a day stands on the day on which it begins, also where it goes past midnight. */
const lastMoment = ({ from, to }: Timed): number => (to - from < DAY ? from : to - 1)

/** Bars of a week, the longest first where they begin together; lanes are shared where nothing meets. */
export function barsOf<T extends Timed>(week: readonly string[], all: readonly T[]): Bar<T>[] {
  const from = startOfDay(week[0] ?? '1970-01-01')
  const to = from + week.length * DAY
  const ends: number[] = []
  return all
    .filter((one) => one.from < to && lastMoment(one) >= from)
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .map((one) => {
      const column = Math.max(0, Math.floor((one.from - from) / DAY))
      const last = Math.min(week.length - 1, Math.floor((lastMoment(one) - from) / DAY))
      const free = ends.findIndex((end) => end < column)
      const lane = free < 0 ? ends.length : free
      ends[lane] = last
      return { one, column, span: last - column + 1, lane, before: one.from < from, beyond: lastMoment(one) >= to }
    })
}

/** A part of an occurrence on one day, as shares of the day; several at once stand side by side. */
export type Block<T> = { readonly one: T; readonly top: number; readonly height: number; readonly lane: number; readonly lanes: number }

export function blocksOf<T extends Timed>(day: string, all: readonly T[]): Block<T>[] {
  const from = startOfDay(day)
  const parts = all
    .filter((one) => one.from < from + DAY && one.to > from)
    .map((one) => ({ one, from: Math.max(one.from, from), to: Math.min(one.to, from + DAY) }))
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
  const ends: number[] = []
  const placed = parts.map((part) => {
    const free = ends.findIndex((end) => end <= part.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = part.to
    return { ...part, lane }
  })
  return placed.map(({ one, lane, ...part }) => ({
    one,
    lane,
    lanes: Math.max(1, ...placed.filter((other) => other.from < part.to && part.from < other.to).map((other) => other.lane + 1)),
    top: (part.from - from) / DAY,
    height: (part.to - part.from) / DAY,
  }))
}

/** Days that have something, each with what begins on it or goes on from before. */
export function agendaOf<T extends Timed>(all: readonly T[], from: number): { day: string; items: T[] }[] {
  const days = new Map<string, T[]>()
  for (const one of all.toSorted((a, b) => a.from - b.from)) {
    const day = dayOf(Math.max(one.from, from))
    days.set(day, [...(days.get(day) ?? []), one])
  }
  return Array.from(days, ([day, items]) => ({ day, items }))
}
