/** Filters that stay in the address: chips to press, choices of one, the button that takes all away, and the search box that "/" goes to. */
import { Search, X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useWords } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import { Select } from './Form.tsx'
import { cx } from './cx.ts'
import css from './Filters.module.css'

export type Chip<V extends string> = { value: V; label: ReactNode; count?: number | string; title?: string }

/** Press to narrow, press again to widen. Several may be on at once unless `single`. */
export function FilterChips<V extends string>({
  label,
  chips,
  value,
  onChange,
  single = false,
}: {
  label: string
  chips: readonly Chip<V>[]
  value: readonly V[]
  onChange: (value: V[]) => void
  single?: boolean
}) {
  const press = (one: V) => {
    if (value.includes(one)) onChange(value.filter((v) => v !== one))
    else onChange(single ? [one] : [...value, one])
  }
  return (
    <div className={css.chips} role="group" aria-label={label}>
      {chips.map((chip) => (
        <button
          key={chip.value}
          type="button"
          className={css.chip}
          title={chip.title}
          aria-pressed={value.includes(chip.value)}
          onClick={() => press(chip.value)}
        >
          {chip.label}
          {chip.count === undefined ? null : <span className={css.count}>{chip.count}</span>}
        </button>
      ))}
    </div>
  )
}

/** One of several values, or any. */
export function FilterSelect({
  label,
  any,
  options,
  value,
  onChange,
  className,
}: {
  label: string
  /** What stands when none is chosen. */
  any: string
  options: readonly { value: string | number; label: string }[]
  value: string | number | null
  /** '' for any. */
  onChange: (value: string) => void
  className?: string
}) {
  return (
    <Select className={cx(css.pick, className)} aria-label={label} value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
      <option value="">{any}</option>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </Select>
  )
}

/** Stands last in the row while anything is narrowed. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  const { t } = useWords()
  return (
    <Button kind="quiet" size="small" icon={X} onClick={onClear}>
      {t('common.clearFilters')}
    </Button>
  )
}

/** The search box of a list; "/" brings the cursor here, Escape empties it. */
export function SearchBox({
  value,
  onChange,
  label,
  placeholder,
  className,
}: {
  value: string
  onChange: (text: string) => void
  label: string
  placeholder?: string
  className?: string
}) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]')) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className={cx(css.search, className)}>
      <Search size={16} strokeWidth={1.75} aria-hidden className={css.glass} />
      <input
        ref={input}
        type="search"
        value={value}
        aria-label={label}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            if (value !== '') onChange('')
            else input.current?.blur()
            event.stopPropagation()
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            document.querySelector<HTMLElement>('[data-table]')?.focus()
            event.preventDefault()
          }
        }}
      />
      {value === '' ? (
        <kbd className={css.key} aria-hidden>
          /
        </kbd>
      ) : (
        <button type="button" className={css.clear} aria-label={t('common.clear')} onClick={() => onChange('')}>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
