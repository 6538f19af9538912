/** The head of a table: names of columns that sort when pressed, and the tick for all. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useWords } from '../app/i18n.ts'
import type { Column } from './columns.ts'
import { cx } from './cx.ts'
import type { Sort } from './sorting.ts'
import css from './DataTable.module.css'

export type TableHeadProps<T> = {
  columns: readonly Column<T>[]
  sort: Sort | null
  onSort: (sort: Sort) => void
  /** Whether every row is ticked; null in a table without ticks. */
  all: boolean | null
  onAll: () => void
  tracks: string
  least: number
  /** Cards have no columns: the head is for those alone who do not see them. */
  hidden: boolean
}

export function TableHead<T>({ columns, sort, onSort, all, onAll, tracks, least, hidden }: TableHeadProps<T>) {
  const { t } = useWords()
  const press = (c: Column<T>) => onSort({ id: c.id, desc: sort?.id === c.id ? !sort.desc : c.first === 'desc' })
  return (
    <div
      className={hidden ? 'visually-hidden' : css.head}
      role="row"
      aria-rowindex={1}
      style={{ gridTemplateColumns: tracks, minWidth: least }}
    >
      {all === null ? null : (
        <div role="columnheader" className={css.tick} aria-label={t('common.table.select')}>
          <input type="checkbox" tabIndex={-1} checked={all} aria-label={t('common.table.selectAll')} onChange={onAll} />
        </div>
      )}
      {columns.map((c) => {
        const on = sort?.id === c.id
        return (
          <div
            key={c.id}
            role="columnheader"
            className={cx(css.th, c.align === 'end' && css.end)}
            aria-sort={on ? (sort.desc ? 'descending' : 'ascending') : undefined}
          >
            {c.sort ? (
              <button type="button" tabIndex={-1} onClick={() => press(c)} className={css.sorter} title={c.header}>
                <span>{c.header}</span>
                {on ? sort.desc ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden /> : null}
              </button>
            ) : (
              <span className={css.plain}>{c.header}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}
