/** The table of every list: virtual, sorted, keyboard driven, steady under the pointer, with columns to choose. */
import { createSortedRowModel, rowSortingFeature, tableFeatures, useTable, type ColumnDef, type SortingState } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useWords } from '../app/i18n.ts'
import { useNarrow } from '../app/media.ts'
import { compareText } from '../../shared/format/text.ts'
import { ColumnChooser } from './ColumnChooser.tsx'
import { useChosenColumns, type Column } from './columns.ts'
import { cx } from './cx.ts'
import { useFrozen } from './frozen.ts'
import css from './DataTable.module.css'

export type { Column } from './columns.ts'
export type Sort = { id: string; desc: boolean }
export type Key = string | number

export type DataTableProps<T> = {
  /** Names the table in the browser's storage. */
  id: string
  /** Said to those who do not see it. */
  label: string
  rows: readonly T[]
  columns: readonly Column<T>[]
  rowKey: (row: T) => Key
  sort: Sort | null
  onSort: (sort: Sort) => void
  /** The question behind the rows (filters as text): when it changes, the frozen order gives way. */
  question?: string
  /** The row the keyboard is on; also the one whose side panel is open. */
  current?: Key | null
  onCurrent?: (key: Key | null) => void
  /** Enter or double click. */
  onOpen?: (row: T) => void
  /** Ticked rows; leave out for a table without ticks. Selection survives live updates, since it is kept by key. */
  selected?: ReadonlySet<Key>
  onSelect?: (keys: ReadonlySet<Key>) => void
  /** Other keys, e.g. A to acknowledge; return true where it was taken. */
  onKey?: (event: KeyboardEvent, row: T | undefined) => boolean
  /** Tints rows that wait for a person. */
  tone?: (row: T) => 'critical' | 'dim' | undefined
  /** One card instead of cells on a phone. */
  card?: (row: T) => ReactNode
  cardHeight?: number
  empty: ReactNode
  /** Content at the right end of the strip above the table, before the column chooser. */
  tools?: ReactNode
  /** What stands at the left end: usually "2 990 stations". */
  summary?: ReactNode
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

function compare(a: number | string | null, b: number | string | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareText(String(a), String(b))
}

export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { rows, columns, rowKey, sort, onSort, selected, onSelect, current = null, onCurrent, onOpen, card } = props
  const { t } = useWords()
  const narrow = useNarrow()
  const base = useId()
  const asCards = narrow && card !== undefined
  const chosen = useChosenColumns(props.id, columns)
  const visible = columns.filter((c) => chosen.shown.has(c.id))

  const definitions = useMemo(
    () =>
      columns.map((c): ColumnDef<typeof features, T> => {
        const by = c.sort ?? (() => null)
        return {
          id: c.id,
          accessorFn: (row) => by(row) ?? undefined,
          sortUndefined: 'last',
          sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
        }
      }),
    [columns],
  )
  const sorting: SortingState = useMemo(() => (sort ? [sort] : []), [sort])
  const table = useTable({ features, columns: definitions, data: rows, state: { sorting }, getRowId: (row) => String(rowKey(row)) })
  const model = table.getRowModel().rows
  const sorted = useMemo(() => model.map((row) => row.original), [model])
  const frozen = useFrozen(sorted, rowKey, `${props.question ?? ''}|${sort?.id ?? ''}|${sort?.desc ?? ''}`)
  const shown = frozen.rows

  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = asCards ? (props.cardHeight ?? 72) : narrow ? 48 : 32
  const headHeight = asCards ? 0 : 34
  // oxlint-disable-next-line react/incompatible-library -- its answers are used in this component alone and not memoised
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: headHeight,
  })
  useEffect(() => virtual.measure(), [rowHeight, virtual])

  const currentIndex = current === null ? -1 : shown.findIndex((row) => rowKey(row) === current)
  const ticked = (key: Key) => selected?.has(key) ?? false
  const toggle = (key: Key) => {
    if (!onSelect || !selected) return
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    onSelect(next)
  }
  const moveTo = (index: number) => {
    const row = shown[Math.max(0, Math.min(shown.length - 1, index))]
    if (!row) return
    onCurrent?.(rowKey(row))
    virtual.scrollToIndex(Math.max(0, Math.min(shown.length - 1, index)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const row = shown[currentIndex]
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2)
    const steps: Record<string, number> = {
      ArrowDown: currentIndex + 1,
      ArrowUp: currentIndex < 0 ? 0 : currentIndex - 1,
      PageDown: currentIndex + page,
      PageUp: currentIndex - page,
      Home: 0,
      End: shown.length - 1,
    }
    const step = steps[event.key]
    if (step !== undefined) moveTo(step)
    else if (event.key === 'Enter' && row) onOpen?.(row)
    else if (event.key === ' ' && row && selected) toggle(rowKey(row))
    else if (event.key === 'Escape' && current !== null) onCurrent?.(null)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && onSelect) onSelect(new Set(shown.map(rowKey)))
    else if (!props.onKey?.(event, row)) return
    event.preventDefault()
  }

  // Fixed tracks and the least of flexible ones: below this width the table scrolls sideways as a whole.
  const least = visible.reduce((sum, c) => sum + Number(/\d+/.exec(c.width)?.[0] ?? 100), selected ? 44 : 8)
  const tracks = `${selected ? '36px ' : ''}${visible.map((c) => c.width).join(' ')}`
  const all = shown.length > 0 && shown.every((row) => ticked(rowKey(row)))
  const clickSort = (c: Column<T>) => onSort({ id: c.id, desc: sort?.id === c.id ? !sort.desc : c.first === 'desc' })

  return (
    <div className={css.frame}>
      <div className={css.strip}>
        <span className={css.summary} aria-live="polite">
          {props.summary}
        </span>
        {frozen.waiting > 0 ? (
          <button type="button" className={css.waiting} onClick={frozen.release}>
            {t('common.table.waiting', { n: frozen.waiting })}
          </button>
        ) : null}
        <span className={css.tools}>
          {props.tools}
          {asCards ? null : <ColumnChooser columns={columns} shown={chosen.shown} onToggle={chosen.toggle} onReset={chosen.reset} />}
        </span>
      </div>
      <div
        ref={scroller}
        className={cx(css.scroller, 'scroll')}
        role="grid"
        aria-label={props.label}
        aria-rowcount={shown.length + 1}
        aria-multiselectable={selected ? true : undefined}
        aria-activedescendant={currentIndex >= 0 ? `${base}-${String(current)}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerEnter={(event) => (event.pointerType === 'mouse' ? frozen.enter() : undefined)}
        onPointerLeave={frozen.leave}
        data-table
      >
        <div
          className={asCards ? 'visually-hidden' : css.head}
          role="row"
          aria-rowindex={1}
          style={{ gridTemplateColumns: tracks, minWidth: least }}
        >
          {selected ? (
            <div role="columnheader" className={css.tick} aria-label={t('common.table.select')}>
              <input
                type="checkbox"
                tabIndex={-1}
                checked={all}
                aria-label={t('common.table.selectAll')}
                onChange={() => onSelect?.(all ? new Set() : new Set(shown.map(rowKey)))}
              />
            </div>
          ) : null}
          {visible.map((c) => {
            const on = sort?.id === c.id
            return (
              <div
                key={c.id}
                role="columnheader"
                className={cx(css.th, c.align === 'end' && css.end)}
                aria-sort={on ? (sort.desc ? 'descending' : 'ascending') : undefined}
              >
                {c.sort ? (
                  <button type="button" tabIndex={-1} onClick={() => clickSort(c)} className={css.sorter} title={c.header}>
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
        {shown.length === 0 ? (
          <div role="row" className={css.emptyRow}>
            <div role="gridcell">{props.empty}</div>
          </div>
        ) : null}
        <div role="presentation" className={css.body} style={{ height: virtual.getTotalSize(), minWidth: asCards ? undefined : least }}>
          {virtual.getVirtualItems().map((item) => {
            const row = shown[item.index]
            if (!row) return null
            const key = rowKey(row)
            const tone = frozen.gone.has(key) ? 'dim' : props.tone?.(row)
            return (
              <div
                key={key}
                id={`${base}-${key}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={selected ? ticked(key) : key === current}
                data-key={key}
                className={cx(css.row, asCards && css.card, key === current && css.current, ticked(key) && css.ticked, tone && css[tone])}
                style={{ height: rowHeight, transform: `translateY(${item.start}px)`, gridTemplateColumns: asCards ? undefined : tracks }}
                onClick={() => onCurrent?.(key)}
                onDoubleClick={() => onOpen?.(row)}
              >
                {selected ? (
                  <div role="gridcell" className={css.tick}>
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      checked={ticked(key)}
                      aria-label={t('common.table.select')}
                      onClick={(e) => e.stopPropagation()}
                      onChange={() => toggle(key)}
                    />
                  </div>
                ) : null}
                {asCards ? (
                  <div role="gridcell" className={css.cardBody}>
                    {card(row)}
                  </div>
                ) : (
                  visible.map((c) => (
                    <div key={c.id} role="gridcell" className={cx(css.td, c.align === 'end' && css.end)}>
                      {c.cell(row)}
                    </div>
                  ))
                )}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
