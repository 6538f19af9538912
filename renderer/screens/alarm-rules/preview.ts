/** Pieces of a preview put together, and what is said of them. Pure. */
import type { PreviewPiece } from '../../../shared/contract/rules.ts'

export type PreviewTotal = Omit<PreviewPiece, 'next'> & { readonly done: boolean }

export function addPiece(total: PreviewTotal | null, piece: PreviewPiece): PreviewTotal {
  const { next, ...rest } = piece
  if (total === null) return { ...rest, done: next === null }
  return {
    ...rest,
    done: next === null,
    looked: total.looked + piece.looked,
    days: total.days.map((day, i) => {
      const more = piece.days[i]
      return more ? { at: day.at, before: day.before + more.before, after: day.after + more.after } : day
    }),
    rows: [...total.rows, ...piece.rows],
    coverage: {
      series: total.coverage.series + piece.coverage.series,
      raw: total.coverage.raw + piece.coverage.raw,
      coarse: total.coverage.coarse + piece.coverage.coarse,
      missing: total.coverage.missing + piece.coverage.missing,
    },
  }
}

export type Figures = {
  readonly before: number
  readonly after: number
  readonly againBefore: number
  readonly againAfter: number
  readonly stationsBefore: number
  readonly stationsAfter: number
}

export function figuresOf({ rows }: Pick<PreviewTotal, 'rows'>): Figures {
  const sum = (pick: (row: PreviewPiece['rows'][number]) => number) => rows.reduce((all, row) => all + pick(row), 0)
  return {
    before: sum((row) => row.before.alarms),
    after: sum((row) => row.after.alarms),
    againBefore: sum((row) => row.before.again),
    againAfter: sum((row) => row.after.again),
    stationsBefore: rows.filter((row) => row.before.alarms > 0).length,
    stationsAfter: rows.filter((row) => row.after.alarms > 0).length,
  }
}

const WORST = 10

/** The stations with most alarms after the change, or before it where there are fewer after. */
export function worstOf({ rows }: Pick<PreviewTotal, 'rows'>): PreviewPiece['rows'] {
  return rows
    .toSorted((a, b) => b.after.alarms - a.after.alarms || b.before.alarms - a.before.alarms || a.stationId - b.stationId)
    .slice(0, WORST)
    .filter((row) => row.before.alarms + row.after.alarms > 0)
}

/** Whole percents of the hours that were looked at; none where there were no series. */
export function sharesOf({
  coverage: { raw, coarse, missing },
}: Pick<PreviewTotal, 'coverage'>): { raw: number; coarse: number; missing: number } | null {
  const all = raw + coarse + missing
  if (all === 0) return null
  const percent = (part: number) => Math.round((part / all) * 100)
  return { raw: percent(raw), coarse: percent(coarse), missing: percent(missing) }
}
