/** Plots as one table: first what failed, then each line. */
import { useWords } from '../app/i18n.ts'
import { number, withUnit } from '../../shared/format/number.ts'
import { TimeTable, type TimeColumn } from './TimeTable.tsx'
import type { Plot } from './plot.ts'

export type PlotTableProps = { label: string; plots: readonly (Plot & { unit: string; decimals?: number })[] }

/** All plots have the moments of the first. */
export default function PlotTable({ label, plots }: PlotTableProps) {
  const { locale } = useWords()
  const at = plots[0]?.at ?? []
  const marks = plots.flatMap(({ marks: one }): TimeColumn[] =>
    one ? [{ id: `mark ${one.name}`, name: one.name, text: (i) => one.at.get(at[i] ?? NaN) ?? '' }] : [],
  )
  const lines = plots.flatMap(({ lines: some, unit, decimals = 0 }) =>
    some.map(({ id, name, values }): TimeColumn => {
      const text = (i: number) => {
        const value = values[i] ?? null
        return value === null ? null : withUnit(number(value, locale, decimals), unit)
      }
      return { id, name, text }
    }),
  )
  return <TimeTable label={label} at={at} columns={[...marks, ...lines]} />
}
