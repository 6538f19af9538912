/** A small table of the health screen: a title with its count, rows, and a sentence where there is nothing. */
import type { ReactNode } from 'react'
import { Panel } from '../../components/Panel.tsx'
import { cx } from '../../components/cx.ts'
import css from './AlarmHealth.module.css'

export type Head = { readonly name: string; readonly end?: boolean }

export function HealthTable({
  title,
  note,
  heads,
  rows,
  none,
}: {
  title: string
  note?: ReactNode
  heads: readonly Head[]
  /** Cells of each row, with a key of its own. */
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
  none: string
}) {
  return (
    <Panel title={title} note={note}>
      {rows.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label={title}>
          <table className={css.table}>
            <thead>
              <tr>
                {heads.map(({ name, end }) => (
                  <th key={name} scope="col" className={cx(end && css.end)}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells }) => (
                <tr key={key}>
                  {cells.map((cell, n) => (
                    <td key={heads[n]?.name ?? n} className={cx(heads[n]?.end && css.end)}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
