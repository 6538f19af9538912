/** The table of a register: search, add, edit, remove; what groups, feeders and hamlets have in common. */
import { useDeferredValue, useMemo, type ReactNode } from 'react'
import { Plus, type LucideIcon } from 'lucide-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { number } from '../../../shared/format/number.ts'
import { matches, wordsOf } from '../../../shared/format/text.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { SearchBox } from '../../components/Filters.tsx'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { deedsColumn } from './register-columns.tsx'
import css from './Settings.module.css'

/** A record with what it is called and what it is searched by (folded). */
export type RegisterRow = { readonly id: number; readonly name: string; readonly text: string }

export type RegisterTableProps<T extends RegisterRow> = {
  name: 'groups' | 'feeders' | 'hamlets'
  icon: LucideIcon
  of: UseQueryResult
  rows: readonly T[]
  columns: readonly Column<T>[]
  may: boolean
  onAdd: () => void
  onEdit: (row: T) => void
  onRemove: (row: T) => void
  /** Beside the button that adds. */
  more?: ReactNode
  card: (row: T) => ReactNode
}

export function RegisterTable<T extends RegisterRow>({
  name,
  icon,
  of,
  rows,
  columns,
  may,
  onAdd,
  onEdit,
  onRemove,
  more,
  card,
}: RegisterTableProps<T>) {
  const { t, locale } = useWords()
  const params = useParams()
  const text = params.get('q') ?? ''
  const asked = useDeferredValue(text)
  const shown = useMemo(() => {
    const words = wordsOf(asked)
    return rows.filter((row) => matches(row.text, words))
  }, [rows, asked])
  const withDeeds = useMemo(
    () => (may ? [...columns, deedsColumn(t, onEdit, onRemove)] : [...columns]),
    [columns, may, t, onEdit, onRemove],
  )
  return (
    <>
      <div className={css.toolbar}>
        <SearchBox value={text} onChange={(q) => params.set({ q: q === '' ? null : q })} label={t(`registers.${name}.search`)} />
        <span className={css.right}>
          {more}
          <Button kind="primary" icon={Plus} disabled={!may} onClick={onAdd}>
            {t(`registers.${name}.add`)}
          </Button>
        </span>
      </div>
      <Await of={of} lines={8}>
        {() => (
          <DataTable
            id={`settings.${name}`}
            label={t(`settings.section.${name}`)}
            rows={shown}
            columns={withDeeds}
            rowKey={(row) => row.id}
            sort={readSort(params.get('sort')) ?? { id: 'name', desc: false }}
            onSort={(next) => params.set({ sort: writeSort(next) })}
            question={asked}
            current={Number(params.get('row')) || null}
            onCurrent={(key) => params.set({ row: key })}
            onOpen={(row) => (may ? onEdit(row) : undefined)}
            card={card}
            empty={<EmptyState icon={icon}>{t(rows.length === 0 ? `registers.${name}.empty` : 'registers.noMatch')}</EmptyState>}
            summary={t(`registers.${name}.count`, { n: number(shown.length, locale) })}
          />
        )}
      </Await>
    </>
  )
}
