/** Which rows are selected, as a pure value: toggling one, taking a range from the last one touched, dropping those that left. */

export type Key = string | number
export type Selection = { readonly ids: ReadonlySet<Key>; readonly anchor: Key | null }
export const NOTHING: Selection = { ids: new Set(), anchor: null }

/** Selects or unselects one row; ranges go on from it. */
export function toggle(selection: Selection, id: Key): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: id }
}

/** Selects all of these, or unselects them where all are selected already: a group's tick. */
export function toggleAll(selection: Selection, of: readonly Key[]): Selection {
  const ids = new Set(selection.ids)
  const all = of.every((id) => ids.has(id))
  for (const id of of) {
    if (all) ids.delete(id)
    else ids.add(id)
  }
  return { ids, anchor: selection.anchor }
}

/**
 * Selects everything between the last row touched and this one, in the order shown; without one, this row alone.
 * `held` gives the rows that a line of the order stands for: itself, or those of a group that is folded.
 */
export function extend(
  selection: Selection,
  id: Key,
  order: readonly Key[],
  held: (line: Key) => readonly Key[] = (line) => [line],
): Selection {
  const to = order.indexOf(id)
  if (to < 0) return selection
  const from = selection.anchor === null ? to : order.indexOf(selection.anchor)
  const [low, high] = from < 0 ? [to, to] : from < to ? [from, to] : [to, from]
  const ids = new Set(selection.ids)
  for (const line of order.slice(low, high + 1)) for (const one of held(line)) ids.add(one)
  return { ids, anchor: selection.anchor ?? id }
}

/** Keeps what still exists; the same value where nothing left, so that nothing is drawn anew. */
export function keep(selection: Selection, present: { has(id: Key): boolean }): Selection {
  if ([...selection.ids].every((id) => present.has(id))) return selection
  const ids = new Set([...selection.ids].filter((id) => present.has(id)))
  return { ids, anchor: selection.anchor !== null && present.has(selection.anchor) ? selection.anchor : null }
}
