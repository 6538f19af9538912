/** Puts full object identifiers in place of a profile's abbreviations. Pure. */
import type { Phrase } from '../../shared/model/phrase.ts'
import type { Profile, Transform } from './schema.ts'
import type { Trap } from './trap.ts'

type Path = readonly (string | number)[]
export type Stray = { readonly path: Path; readonly phrase: Phrase }

/** Every abbreviation that leads nowhere, or back to itself, is named with its place. */
export function expand(profile: Profile): { profile: Profile; strays: readonly Stray[] } {
  const strays: Stray[] = []
  const roots = rootsOf(profile.oids, strays)
  const full = (oid: string, path: Path): string => {
    const head = headOf(oid)
    if (head === null) return oid
    const root = roots.get(head)
    if (root === undefined && !Object.hasOwn(profile.oids, head)) strays.push(unknown(head, path))
    return `${root ?? head}${oid.slice(head.length)}`
  }
  const optional = (oid: string | undefined, path: Path): string | undefined => (oid === undefined ? undefined : full(oid, path))
  const each = (oids: readonly string[], path: Path): string[] => oids.map((oid, i) => full(oid, [...path, i]))
  const some = (oids: string[] | undefined, path: Path): string[] | undefined => oids && each(oids, path)
  const transform = <T extends Transform>(reading: T, path: Path): T => ({
    ...reading,
    divisor: optional(reading.divisor, [...path, 'divisor']),
    exponent: optional(reading.exponent, [...path, 'exponent']),
    decimals: optional(reading.decimals, [...path, 'decimals']),
    share: optional(reading.share, [...path, 'share']),
    variant: reading.variant && { ...reading.variant, by: full(reading.variant.by, [...path, 'variant', 'by']) },
    status: reading.status && { ...reading.status, by: full(reading.status.by, [...path, 'status', 'by']) },
    ceiling: reading.ceiling && { ...reading.ceiling, by: full(reading.ceiling.by, [...path, 'ceiling', 'by']) },
  })
  const trap = (one: Trap, path: Path): Trap => ({
    ...one,
    trap: full(one.trap, [...path, 'trap']),
    by: one.by && { ...one.by, object: full(one.by.object, [...path, 'by', 'object']) },
    severity:
      typeof one.severity === 'string'
        ? one.severity
        : { ...one.severity, object: full(one.severity.object, [...path, 'severity', 'object']) },
    instance: optional(one.instance, [...path, 'instance']),
  })
  const { identity } = profile
  return {
    profile: {
      ...profile,
      match: profile.match.map((m, i) => ({
        ...m,
        probe: optional(m.probe, ['match', i, 'probe']),
        under: optional(m.under, ['match', i, 'under']),
      })),
      identity: {
        serial: some(identity.serial, ['identity', 'serial']),
        hardware: some(identity.hardware, ['identity', 'hardware']),
        firmware: some(identity.firmware, ['identity', 'firmware']),
      },
      readings: profile.readings.map((r, i) => ({ ...transform(r, ['readings', i]), oid: each(r.oid, ['readings', i, 'oid']) })),
      tables: profile.tables.map((t, i) => ({
        ...t,
        rows: each(t.rows, ['tables', i, 'rows']),
        facts: Object.fromEntries(Object.entries(t.facts).map(([name, oid]) => [name, full(oid, ['tables', i, 'facts', name])])),
        readings: t.readings.map((r, j) => ({
          ...transform(r, ['tables', i, 'readings', j]),
          column: each(r.column, ['tables', i, 'readings', j, 'column']),
        })),
      })),
      traps: profile.traps.map((one, i) => trap(one, ['traps', i])),
    },
    strays,
  }
}

/** The abbreviation that an identifier begins with, or null where it is digits throughout. */
function headOf(oid: string): string | null {
  const head = oid.split('.', 1)[0] ?? ''
  return /^\d/.test(head) ? null : head
}

const unknown = (name: string, path: Path): Stray => ({ path, phrase: { key: 'error.profile.abbreviation', params: { detail: name } } })

/** Abbreviations may begin with others; one that comes back to itself is no identifier. */
function rootsOf(oids: Readonly<Record<string, string>>, strays: Stray[]): ReadonlyMap<string, string> {
  const roots = new Map<string, string>()
  /** Told already, by themselves or by one that leads to them. */
  const lost = new Set<string>()
  const resolve = (name: string, asked: readonly string[]): string | null => {
    const known = roots.get(name)
    if (known !== undefined || lost.has(name)) return known ?? null
    lost.add(name)
    const oid = oids[name] ?? ''
    const head = headOf(oid)
    if (head !== null && asked.includes(head)) {
      const names = [...asked.slice(asked.indexOf(head)), head].join(' → ')
      strays.push({ path: ['oids', name], phrase: { key: 'error.profile.cycle', params: { names } } })
      return null
    }
    if (head !== null && !Object.hasOwn(oids, head)) {
      strays.push(unknown(head, ['oids', name]))
      return null
    }
    const front = head === null ? '' : resolve(head, [...asked, head])
    if (front === null) return null
    const root = head === null ? oid : front + oid.slice(head.length)
    roots.set(name, root)
    lost.delete(name)
    return root
  }
  for (const name of Object.keys(oids)) resolve(name, [name])
  return roots
}
