/** One line of a table, drawn anew only where something of it changed: a live list of thousands changes every second. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, useEffect, useRef, type ReactNode } from 'react'
import { useWords } from '../app/i18n.ts'
import type { Column } from './columns.ts'
import { cx } from './cx.ts'
import type { Key } from './selection.ts'
import css from './DataTable.module.css'

type LineProps = {
  /** Of the element: the grid names the line that the keyboard is on by it. */
  id: string
  index: number
  start: number
  height: number
  current: boolean
  /** The tick's name; null in a table without ticks. */
  ticks: string | null
  ticked: boolean
}

export type TableRowProps<T> = LineProps & {
  row: T
  itemKey: Key
  level: 1 | 2
  grouped: boolean
  columns: readonly Column<T>[]
  tracks: string
  card: ((row: T) => ReactNode) | undefined
  tone: 'critical' | 'dim' | undefined
  onTick: (key: Key) => void
}

function Row<T>(props: TableRowProps<T>) {
  const { row, itemKey, columns, card, tone, ticked, current, level, grouped } = props
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index + 2}
      aria-level={grouped ? level : undefined}
      aria-selected={props.ticks === null ? current : ticked}
      data-key={itemKey}
      className={cx(css.row, card && css.card, level === 2 && css.inner, ticked && css.ticked, tone && css[tone], current && css.current)}
      style={{ height: props.height, transform: `translateY(${props.start}px)`, gridTemplateColumns: card ? undefined : props.tracks }}
    >
      {props.ticks === null ? null : (
        <div role="gridcell" className={css.tick}>
          <Tick name={props.ticks} state={ticked ? 'all' : 'none'} onTick={() => props.onTick(itemKey)} />
        </div>
      )}
      {card ? (
        <div role="gridcell" className={css.cardBody}>
          {card(row)}
        </div>
      ) : (
        columns.map((c) => (
          <div key={c.id} role="gridcell" className={cx(css.td, c.align === 'end' && css.end)}>
            {c.cell(row)}
          </div>
        ))
      )}
    </div>
  )
}
export const TableRow = memo(Row) as typeof Row

export type TableGroupProps = LineProps & {
  groupKey: string
  itemKey: string
  folded: boolean
  /** How many of its rows are ticked. */
  state: 'none' | 'some' | 'all'
  columns: number
  label: string
  dim: boolean
  children: ReactNode
  onFold: (key: string, folded: boolean) => void
  onTick: (key: string) => void
}

export function TableGroup(props: TableGroupProps) {
  const { t } = useWords()
  const { folded, label } = props
  const Arrow = folded ? ChevronRight : ChevronDown
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index + 2}
      aria-level={1}
      aria-expanded={!folded}
      aria-selected={props.ticks === null ? props.current : props.state === 'all'}
      data-key={props.itemKey}
      data-group
      className={cx(css.row, css.group, props.current && css.current, props.dim && css.dim)}
      style={{ height: props.height, transform: `translateY(${props.start}px)` }}
    >
      {props.ticks === null ? null : (
        <div role="gridcell" className={css.tick}>
          <Tick name={`${props.ticks}: ${label}`} state={props.state} onTick={() => props.onTick(props.groupKey)} />
        </div>
      )}
      <div role="gridcell" className={css.groupBody} aria-colspan={props.columns}>
        <button
          type="button"
          tabIndex={-1}
          className={css.fold}
          aria-label={`${t(folded ? 'common.table.unfold' : 'common.table.fold')}: ${label}`}
          onClick={(event) => {
            event.stopPropagation()
            props.onFold(props.groupKey, !folded)
          }}
        >
          <Arrow size={16} aria-hidden />
        </button>
        {props.children}
      </div>
    </div>
  )
}

function Tick({ name, state, onTick }: { name: string; state: 'none' | 'some' | 'all'; onTick: () => void }) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = state === 'some'
  }, [state])
  return (
    <input
      ref={box}
      type="checkbox"
      tabIndex={-1}
      checked={state === 'all'}
      aria-label={name}
      onClick={(event) => event.stopPropagation()}
      onChange={onTick}
    />
  )
}
