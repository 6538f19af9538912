/** Charts as one table: for those who do not see charts, and for reading exact numbers; newest first. */
import { useWords } from '../app/i18n.ts'
import { NONE } from '../../shared/format/number.ts'
import { moment } from '../../shared/format/time.ts'
import css from './TimeTable.module.css'

export type TimeColumn = {
  id: string
  name: string
  /** What stands at the moment of this position; null where there is a gap. */
  text: (i: number) => string | null
  title?: (i: number) => string
}

/** All columns have the moments `at`. */
export function TimeTable({ label, at, columns }: { label: string; at: readonly number[]; columns: readonly TimeColumn[] }) {
  const { t, locale } = useWords()
  return (
    <div className={css.box} tabIndex={0} role="region" aria-label={label}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('station.charts.time')}</th>
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
                {columns.map(({ id, text, title }) => (
                  <td key={id} title={title?.(i)}>
                    {text(i) ?? <span aria-label={t('station.charts.gap')}>{NONE}</span>}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
