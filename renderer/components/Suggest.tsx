/** Searches by typing: the first few that fit stand below; arrows walk, Enter or a click takes one. */
import { useId, useMemo, useState, type ReactNode } from 'react'
import { wordsOf } from '../../shared/format/text.ts'
import { Field, Input } from './Form.tsx'
import css from './Suggest.module.css'

export type SuggestProps<T extends { id: number }> = {
  label: string
  hideLabel?: boolean
  placeholder: string
  error?: string | undefined
  /** The few that fit all words (folded, without accents); keep it stable, it is asked again when it changes. */
  find: (words: readonly string[]) => readonly T[]
  show: (one: T) => ReactNode
  onPick: (one: T) => void
}

export function Suggest<T extends { id: number }>({ label, hideLabel = false, placeholder, error, find, show, onPick }: SuggestProps<T>) {
  const listId = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = useMemo(() => {
    const words = wordsOf(query)
    return words.length === 0 ? [] : find(words)
  }, [query, find])
  const pick = (one: T | undefined) => {
    if (!one) return
    onPick(one)
    setQuery('')
    setAt(0)
  }
  return (
    <div className={css.suggest}>
      <Field label={label} hideLabel={hideLabel} error={error}>
        <Input
          value={query}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found[at] ? `${listId}-${found[at].id}` : undefined}
          placeholder={placeholder}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
            else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
            else if (event.key === 'Enter') pick(found[at])
            else return
            event.preventDefault()
          }}
        />
      </Field>
      <ul id={listId} role="listbox" aria-label={label} hidden={found.length === 0} className={css.list}>
        {found.map((one, i) => (
          <li
            key={one.id}
            id={`${listId}-${one.id}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(one)}
          >
            {show(one)}
          </li>
        ))}
      </ul>
    </div>
  )
}
