/** What a later revision of a bulletin says otherwise, and the one way in which a bulletin is written down. */
import type { BulletinChange, BulletinContent } from '../../../shared/model/bulletin.ts'
import { emptyFigures, FIGURES } from './figures.ts'

/** Figures of all first, then commune by commune, then entries. Names of communes and of the branch are not counted as news. */
export function changesOf(before: BulletinContent, after: BulletinContent): BulletinChange[] {
  const was = new Map(before.communes.map((commune) => [commune.id, commune]))
  const is = new Map(after.communes.map((commune) => [commune.id, commune]))
  const ids = [...new Set([...was.keys(), ...is.keys()])].sort((a, b) => a - b)
  return [
    ...figures(null, null, before.total, after.total),
    ...ids.flatMap((id) => {
      const name = is.get(id)?.name ?? was.get(id)?.name ?? null
      return figures(id, name, was.get(id)?.figures ?? emptyFigures(), is.get(id)?.figures ?? emptyFigures())
    }),
    ...facts(before.facts, after.facts),
  ]
}

function figures(
  communeId: number | null,
  name: string | null,
  was: BulletinContent['total'],
  is: BulletinContent['total'],
): BulletinChange[] {
  return FIGURES.flatMap((figure) =>
    was[figure] === is[figure] ? [] : [{ kind: 'figure' as const, communeId, name, figure, before: was[figure], after: is[figure] }],
  )
}

function facts(before: BulletinContent['facts'], after: BulletinContent['facts']): BulletinChange[] {
  const was = new Map(before.map((fact) => [fact.id, fact]))
  const is = new Set(after.map((fact) => fact.id))
  return [
    ...after.flatMap((fact): BulletinChange[] => {
      const old = was.get(fact.id)
      if (!old) return [{ kind: 'fact', how: 'added', fact }]
      return canonical(old) === canonical(fact) ? [] : [{ kind: 'fact', how: 'changed', fact }]
    }),
    ...before.flatMap((fact): BulletinChange[] => (is.has(fact.id) ? [] : [{ kind: 'fact', how: 'removed', fact }])),
  ]
}

/** JSON with the names of every object in order, so that equal contents are equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const parts = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`)
  return `{${parts.join(',')}}`
}
