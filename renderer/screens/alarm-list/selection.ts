/** Which rows are selected, as a pure value: toggling one, taking a range from the last one touched, dropping those that left. */

export type Selection = { readonly ids: ReadonlySet<number>; readonly anchor: number | null }
export const NOTHING: Selection = { ids: new Set(), anchor: null }

/** Selects or unselects one row; ranges go on from it. */
export function toggle(selection: Selection, id: number): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: id }
}

/** Selects everything between the last row touched and this one, in the order shown; without one, this row alone. */
export function extend(selection: Selection, id: number, order: readonly number[]): Selection {
  const to = order.indexOf(id)
  if (to < 0) return selection
  const from = selection.anchor === null ? to : order.indexOf(selection.anchor)
  const [low, high] = from < 0 ? [to, to] : from < to ? [from, to] : [to, from]
  const ids = new Set(selection.ids)
  for (const one of order.slice(low, high + 1)) ids.add(one)
  return { ids, anchor: selection.anchor ?? id }
}

/** Keeps what still exists; the same value where nothing left, so that nothing is drawn anew. */
export function keep(selection: Selection, present: { has(id: number): boolean }): Selection {
  if ([...selection.ids].every((id) => present.has(id))) return selection
  const ids = new Set([...selection.ids].filter((id) => present.has(id)))
  return { ids, anchor: selection.anchor !== null && present.has(selection.anchor) ? selection.anchor : null }
}
