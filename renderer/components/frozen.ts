/** Keeps rows where they are while the pointer is over them: a live list must not move under a click. */
import { useState } from 'react'

export type Frozen<T> = {
  rows: readonly T[]
  /** Rows that wait outside until the pointer leaves or the chip is pressed. */
  waiting: number
  /** Keys of rows that are gone but still shown, dimmed. */
  gone: ReadonlySet<string | number>
  enter: () => void
  leave: () => void
  release: () => void
}

const NOTHING: ReadonlySet<string | number> = new Set()

/** `question` names what was asked (filter, sort): a new question always shows its own answer at once. */
export function useFrozen<T>(rows: readonly T[], keyOf: (row: T) => string | number, question: string): Frozen<T> {
  const [held, setHeld] = useState<{ question: string; rows: readonly T[] } | null>(null)
  // A new question is answered at once, even under the pointer; its answer is what is held from then on.
  if (held !== null && held.question !== question) setHeld({ question, rows })
  const enter = () => setHeld({ question, rows })
  const leave = () => setHeld(null)
  const release = () => setHeld({ question, rows })
  // Of nothing there is nothing to keep in its place.
  const kept = held === null || held.question !== question || held.rows.length === 0 ? rows : held.rows
  if (kept === rows) return { rows, waiting: 0, gone: NOTHING, enter, leave, release }
  const present = new Map(rows.map((row) => [keyOf(row), row]))
  const gone = new Set<string | number>()
  const shown = kept.map((row) => {
    const key = keyOf(row)
    const fresh = present.get(key)
    if (fresh === undefined) {
      gone.add(key)
      return row
    }
    present.delete(key)
    return fresh
  })
  return { rows: shown, waiting: present.size, gone, enter, leave, release }
}
