/** Charts as one table: for those who do not see charts, and for reading exact numbers; newest first, long ones drawn only where they are looked at. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
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
  /** Why nothing stands there; otherwise that there is no reading. */
  none?: (i: number) => string
}

/** Tables of so many rows are drawn whole: the browser's own search finds everything in them. */
const WHOLE = 300
const ROW = 29

/** All columns have the moments `at`. */
export function TimeTable({ label, at, columns }: { label: string; at: readonly number[]; columns: readonly TimeColumn[] }) {
  const { t, locale } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const long = at.length > WHOLE
  // oxlint-disable-next-line react/incompatible-library -- its answers are used in this component alone and not memoised
  const virtual = useVirtualizer({
    count: at.length,
    enabled: long,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 20,
  })
  const rows = long ? virtual.getVirtualItems().map(({ index }) => index) : Array.from(at, (_, row) => row)
  const before = (rows[0] ?? 0) * ROW
  const after = (at.length - 1 - (rows.at(-1) ?? at.length - 1)) * ROW
  return (
    <div ref={scroller} className={css.box} tabIndex={0} role="region" aria-label={label}>
      <table className={css.table} aria-rowcount={at.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t('charts.time')}</th>
            {columns.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {long ? <Spacer height={before} /> : null}
          {rows.map((row) => {
            const i = at.length - 1 - row
            const when = at[i] ?? 0
            return (
              <tr key={when} aria-rowindex={row + 2}>
                <th scope="row">{moment(when, locale)}</th>
                {columns.map(({ id, text, title, none }) => (
                  <td key={id} title={title?.(i)}>
                    {text(i) ?? <Nothing why={none?.(i) ?? t('charts.quality.none')} />}
                  </td>
                ))}
              </tr>
            )
          })}
          {long ? <Spacer height={after} /> : null}
        </tbody>
      </table>
    </div>
  )
}

function Nothing({ why }: { why: string }) {
  return why === '' ? (
    <span aria-hidden>{NONE}</span>
  ) : (
    <>
      <span aria-hidden>{NONE}</span>
      <span className="visually-hidden">{why}</span>
    </>
  )
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null
}
