/** The table of every list: virtual, sorted, grouped, keyboard driven, steady under the pointer, with columns to choose. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useWords } from '../app/i18n.ts'
import { useNarrow } from '../app/media.ts'
import { ColumnChooser } from './ColumnChooser.tsx'
import { useChosenColumns, type Column } from './columns.ts'
import { cx } from './cx.ts'
import { useFrozen } from './frozen.ts'
import { extend, toggle, toggleAll, type Key } from './selection.ts'
import { sortRows, type Sort } from './sorting.ts'
import { groupKey, itemsOf, type Group, type Groups, type Item } from './table-items.ts'
import { TableHead } from './TableHead.tsx'
import { TableGroup, TableRow } from './TableRow.tsx'
import css from './DataTable.module.css'

export type { Column } from './columns.ts'
export type { Key } from './selection.ts'
export type { Sort } from './sorting.ts'
export type { Group, Groups } from './table-items.ts'

export type DataTableProps<T, G extends Group<T> = Group<T>> = {
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
  /** Gathers the rows under heads; keep it the same object while nothing of it changed. */
  groups?: Groups<T, G> | undefined
  /** The row the keyboard is on; also the one whose side panel is open. */
  current?: Key | null
  onCurrent?: (key: Key | null) => void
  /** A step of the keyboard; without it, a step is taken as a click. */
  onMove?: (key: Key) => void
  /** Enter or double click. */
  onOpen?: (row: T) => void
  /** Ticked rows; leave out for a table without ticks. Selection survives live updates, since it is kept by key. */
  selected?: ReadonlySet<Key>
  onSelect?: (keys: ReadonlySet<Key>) => void
  /** Other keys, e.g. A to acknowledge; return true where it was taken. On a group's head the rows are the group's. */
  onKey?: (event: KeyboardEvent, row: T | undefined, group: readonly T[] | undefined) => boolean
  /** Tints rows that wait for a person. */
  tone?: (row: T) => 'critical' | 'dim' | undefined
  /** One card instead of cells on a phone. */
  card?: (row: T) => ReactNode
  cardHeight?: number
  /** Height of a row of cells, px; 32 unless its cells have two lines. */
  rowHeight?: number
  empty: ReactNode
  /** Content at the right end of the strip above the table, before the column chooser. */
  tools?: ReactNode
  /** What stands at the left end: usually "2 990 stations". */
  summary?: ReactNode
  /** Columns chosen from outside, e.g. by the address; the chooser then only tells. */
  shown?: { columns: readonly string[]; onChange: (columns: readonly string[]) => void } | undefined
}

const GROUP_HEIGHT = 36
const keyAt = (event: MouseEvent): string | undefined =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined

/** A function that stays the same and does what the present one does. */
function useSteady<A extends unknown[]>(present: (...args: A) => void): (...args: A) => void {
  const latest = useRef(present)
  useEffect(() => {
    latest.current = present
  })
  return useCallback((...args: A) => latest.current(...args), [])
}

export function DataTable<T extends object, G extends Group<T> = Group<T>>(props: DataTableProps<T, G>) {
  const { rows, columns, rowKey, sort, onSort, selected, onSelect, current = null, onCurrent, onOpen, card, groups } = props
  const { t } = useWords()
  const narrow = useNarrow()
  const base = useId()
  const asCards = narrow && card !== undefined
  const chosen = useChosenColumns(props.id, columns, props.shown)
  const visible = chosen.visible

  const items = useMemo(
    () => itemsOf(rows, rowKey, groups, (some) => sortRows(some, columns, sort)),
    // oxlint-disable-next-line react/exhaustive-deps -- the key of a row is what it is, whichever function says it
    [rows, groups, columns, sort],
  )
  // Only what a person folds is another question: a group that comes by itself waits like a row.
  const folds = groups ? `|${groups.foldedFirst}|${[...groups.turned].join()}` : ''
  const frozen = useFrozen<Item<T>>(items, `${props.question ?? ''}|${sort?.id ?? ''}|${sort?.desc ?? ''}${folds}`)
  const shown = frozen.rows
  const places = useMemo(() => new Map(shown.map((item, index) => [String(item.key), index])), [shown])

  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = asCards ? (props.cardHeight ?? 72) : narrow ? 48 : (props.rowHeight ?? 32)
  const headHeight = asCards ? 0 : 34
  const groupHeight = asCards ? (groups?.cardHeight ?? 64) : narrow ? 48 : GROUP_HEIGHT
  const itemKey = useCallback((index: number) => shown[index]?.key ?? index, [shown])
  // oxlint-disable-next-line react/incompatible-library -- its answers are used in this component alone and not memoised
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (shown[index]?.kind === 'group' ? groupHeight : rowHeight),
    getItemKey: itemKey,
    overscan: 6,
    scrollPaddingStart: headHeight,
  })
  useEffect(() => virtual.measure(), [rowHeight, groupHeight, virtual])

  // The keyboard may be on a group's head, which is no row.
  const [head, setHead] = useState<string | null>(null)
  const at = head !== null && places.has(head) ? head : current === null ? null : String(current)
  const atIndex = at === null ? -1 : (places.get(at) ?? -1)
  const atItem = shown[atIndex]

  // Ranges go on from the last row touched.
  const anchor = useRef<Key | null>(null)
  const touch = (next: { ids: ReadonlySet<Key>; anchor: Key | null }) => {
    anchor.current = next.anchor
    onSelect?.(next.ids)
  }
  const rowsAt = (key: Key): readonly Key[] => {
    const item = shown[places.get(String(key)) ?? -1]
    if (item?.kind === 'row') return [item.key]
    return item?.folded ? item.group.rows.map(rowKey) : []
  }
  const range = (to: Key, from: Key | null) => {
    if (!selected) return
    const begin = anchor.current !== null && places.has(String(anchor.current)) ? anchor.current : from
    touch(
      extend(
        { ids: selected, anchor: begin },
        to,
        shown.map((item) => item.key),
        rowsAt,
      ),
    )
  }
  const tick = useSteady((key: Key) => {
    if (selected) touch(toggle({ ids: selected, anchor: anchor.current }, key))
  })
  const tickGroup = useSteady((key: string) => {
    const item = shown[places.get(groupKey(key)) ?? -1]
    if (selected && item?.kind === 'group') touch(toggleAll({ ids: selected, anchor: anchor.current }, item.group.rows.map(rowKey)))
  })
  const fold = useSteady((key: string, folded: boolean) => groups?.onFold(key, folded))

  const moveTo = (index: number, isRange: boolean) => {
    const place = Math.max(0, Math.min(shown.length - 1, index))
    const item = shown[place]
    if (!item) return
    if (isRange) range(item.key, atItem?.key ?? null)
    if (item.kind === 'group') setHead(item.key)
    else {
      setHead(null)
      ;(props.onMove ?? onCurrent)?.(item.key)
    }
    virtual.scrollToIndex(place)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2)
    const steps: Record<string, number> = {
      ArrowDown: atIndex + 1,
      ArrowUp: atIndex < 0 ? 0 : atIndex - 1,
      PageDown: atIndex + page,
      PageUp: atIndex - page,
      Home: 0,
      End: shown.length - 1,
    }
    const step = steps[event.key]
    const row = atItem?.kind === 'row' ? atItem.row : undefined
    const group = atItem?.kind === 'group' ? atItem : undefined
    if (step !== undefined) moveTo(step, event.shiftKey && selected !== undefined)
    else if (event.key === 'Enter' && row) onOpen?.(row)
    else if (event.key === 'Enter' && group) groups?.onFold(group.group.key, !group.folded)
    else if (event.key === 'ArrowRight' && group) groups?.onFold(group.group.key, false)
    else if (event.key === 'ArrowLeft' && group) groups?.onFold(group.group.key, true)
    else if (event.key === 'ArrowLeft' && atItem?.kind === 'row' && atItem.level === 2)
      moveTo(
        shown.findLastIndex((item, index) => index < atIndex && item.kind === 'group'),
        false,
      )
    else if (event.key === ' ' && event.shiftKey && atItem && selected) range(atItem.key, null)
    else if (event.key === ' ' && atItem?.kind === 'row' && selected) tick(atItem.key)
    else if (event.key === ' ' && group && selected) tickGroup(group.group.key)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && onSelect) onSelect(new Set(rows.map(rowKey)))
    else if (props.onKey?.(event, row, group?.group.rows)) {
      // Taken.
    } else if (event.key === 'Escape' && current !== null) onCurrent?.(null)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const item = shown[places.get(keyAt(event) ?? '') ?? -1]
    if (!item) return
    if (event.shiftKey && selected) {
      event.preventDefault()
      range(item.key, atItem?.key ?? null)
    } else if (item.kind === 'group') {
      setHead(item.key)
      groups?.onFold(item.group.key, !item.folded)
    } else {
      setHead(null)
      onCurrent?.(item.key)
    }
  }
  const onDoubleClick = (event: MouseEvent) => {
    const item = shown[places.get(keyAt(event) ?? '') ?? -1]
    if (item?.kind === 'row') onOpen?.(item.row)
  }

  // Fixed tracks and the least of flexible ones: below this width the table scrolls sideways as a whole.
  const least = visible.reduce((sum, c) => sum + Number(/\d+/.exec(c.width)?.[0] ?? 100), selected ? 44 : 8)
  const tracks = `${selected ? '36px ' : ''}${visible.map((c) => c.width).join(' ')}`
  const all = selected ? rows.length > 0 && selected.size >= rows.length && rows.every((row) => selected.has(rowKey(row))) : null
  const ticks = selected ? t('common.table.select') : null

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
        role={groups ? 'treegrid' : 'grid'}
        aria-label={props.label}
        aria-rowcount={shown.length + 1}
        aria-multiselectable={selected ? true : undefined}
        aria-activedescendant={atIndex >= 0 ? `${base}-${at}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onPointerEnter={(event) => (event.pointerType === 'mouse' ? frozen.enter() : undefined)}
        onPointerLeave={frozen.leave}
        data-table
      >
        <TableHead
          columns={visible}
          sort={sort}
          onSort={onSort}
          all={all}
          onAll={() => onSelect?.(all ? new Set() : new Set(rows.map(rowKey)))}
          tracks={tracks}
          least={least}
          hidden={asCards}
        />
        {shown.length === 0 ? (
          <div role="row" className={css.emptyRow}>
            <div role="gridcell">{props.empty}</div>
          </div>
        ) : null}
        <div role="presentation" className={css.body} style={{ height: virtual.getTotalSize(), minWidth: asCards ? undefined : least }}>
          {virtual.getVirtualItems().map((place) => {
            const item = shown[place.index]
            if (!item) return null
            const line = {
              id: `${base}-${item.key}`,
              index: place.index,
              start: place.start,
              height: place.size,
              current: String(item.key) === at,
              ticks,
            }
            if (item.kind === 'group') {
              const group = item.group as G
              const state = selected ? tickedOf(group.rows, selected, rowKey) : 'none'
              return (
                <TableGroup
                  key={item.key}
                  {...line}
                  groupKey={group.key}
                  itemKey={item.key}
                  folded={item.folded}
                  state={state}
                  ticked={state === 'all'}
                  columns={visible.length}
                  label={groups?.label(group) ?? ''}
                  dim={frozen.gone.has(item.key)}
                  onFold={fold}
                  onTick={tickGroup}
                >
                  {groups?.head(group, item.folded)}
                </TableGroup>
              )
            }
            return (
              <TableRow
                key={item.key}
                {...line}
                row={item.row}
                itemKey={item.key}
                level={item.level}
                grouped={groups !== undefined}
                columns={visible}
                tracks={tracks}
                card={asCards ? card : undefined}
                ticked={selected?.has(item.key) ?? false}
                tone={frozen.gone.has(item.key) ? 'dim' : props.tone?.(item.row)}
                onTick={tick}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

function tickedOf<T>(rows: readonly T[], selected: ReadonlySet<Key>, rowKey: (row: T) => Key): 'none' | 'some' | 'all' {
  let n = 0
  for (const row of rows) if (selected.has(rowKey(row))) n++
  return n === 0 ? 'none' : n === rows.length ? 'all' : 'some'
}
