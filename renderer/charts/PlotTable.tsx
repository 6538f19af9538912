/** Plots as one table: for those who do not see charts, and for reading exact numbers; newest first. */
import { useWords } from '../app/i18n.ts'
import { NONE, number, withUnit } from '../../shared/format/number.ts'
import { moment } from '../../shared/format/time.ts'
import type { Plot } from './plot.ts'
import css from './PlotTable.module.css'

export type PlotTableProps = { label: string; plots: readonly (Plot & { unit: string; decimals?: number })[] }

/** All plots have the moments of the first. */
export default function PlotTable({ label, plots }: PlotTableProps) {
  const { t, locale } = useWords()
  const at = plots[0]?.at ?? []
  const marks = plots.flatMap((plot) => (plot.marks ? [plot.marks] : []))
  const columns = plots.flatMap(({ lines, unit, decimals = 0 }) => lines.map((line) => ({ ...line, unit, decimals })))
  return (
    <div className={css.box} tabIndex={0} role="region" aria-label={label}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('station.charts.time')}</th>
            {marks.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {columns.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {at
            .map((when, i) => ({ when, i }))
            .toReversed()
            .map(({ when, i }) => (
              <tr key={when}>
                <td>{moment(when, locale)}</td>
                {marks.map((mark) => (
                  <td key={mark.name}>{mark.at.get(when) ?? ''}</td>
                ))}
                {columns.map(({ id, values, unit, decimals }) => {
                  const value = values[i] ?? null
                  return (
                    <td key={id}>
                      {value === null ? (
                        <span aria-label={t('station.charts.gap')}>{NONE}</span>
                      ) : (
                        withUnit(number(value, locale, decimals), unit)
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
