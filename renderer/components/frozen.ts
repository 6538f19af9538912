/** Keeps lines where they are while the pointer is over them: a live list must not move under a click. */
import { useMemo, useState } from 'react'

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

type Line = { readonly key: string | number; readonly kind: string }
const NOTHING: ReadonlySet<string | number> = new Set()

/** The lines as they were held, each with what it is now; those that came meanwhile wait, those that went stay until the hold ends. */
export function hold<T extends Line>(
  kept: readonly T[],
  now: readonly T[],
): { rows: readonly T[]; waiting: number; gone: ReadonlySet<string | number> } {
  const present = new Map(now.map((line) => [line.key, line]))
  const gone = new Set<string | number>()
  const rows = kept.map((line) => {
    const fresh = present.get(line.key)
    if (fresh === undefined) {
      gone.add(line.key)
      return line
    }
    present.delete(line.key)
    return fresh
  })
  let waiting = 0
  for (const line of present.values()) if (line.kind === 'row') waiting++
  return { rows, waiting, gone }
}

/** `question` names what was asked (filter, sort, folded groups): a new question always shows its own answer at once. */
export function useFrozen<T extends Line>(rows: readonly T[], question: string): Frozen<T> {
  const [held, setHeld] = useState<{ question: string; rows: readonly T[] } | null>(null)
  // A new question is answered at once, even under the pointer; its answer is what is held from then on.
  if (held !== null && held.question !== question) setHeld({ question, rows })
  const enter = () => setHeld((old) => old ?? { question, rows })
  const leave = () => setHeld(null)
  const release = () => setHeld({ question, rows })
  // Of nothing there is nothing to keep in its place.
  const kept = held === null || held.question !== question || held.rows.length === 0 ? rows : held.rows
  const shown = useMemo(() => (kept === rows ? { rows, waiting: 0, gone: NOTHING } : hold(kept, rows)), [kept, rows])
  return { ...shown, enter, leave, release }
}
