/** What a profile gives, for the list of profiles and the command line. Pure. */
import type { DeviceKind } from '../../shared/model/device.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import { FALLBACK } from './identify.ts'
import type { ProfileOrigin } from './load.ts'
import type { Profile } from './schema.ts'

export type ProfileDescription = {
  readonly id: string
  readonly name: string
  readonly vendor: string
  readonly kind: DeviceKind
  readonly verified: boolean
  readonly verifiedWith: string | null
  readonly note: Profile['note'] | null
  readonly source: ProfileOrigin['source']
  /** The file that it was read from. */
  readonly file: string
  /** True where it stands in place of a shipped profile. */
  readonly replaces: boolean
  readonly extends: string | null
  /** How the family is known; empty for the one that is taken where nothing else fits. */
  readonly match: readonly { readonly sysObjectID: string | null; readonly probe: string | null; readonly under: string | null }[]
  readonly fallback: boolean
  /** Every metric that it can give, each once. */
  readonly metrics: readonly MetricKey[]
  /** Single values, and one entry for each table with what a row of it gives. */
  readonly readings: number
  readonly tables: readonly { readonly rows: string; readonly metrics: readonly MetricKey[] }[]
  readonly traps: number
  /** The problems that its traps tell, each once. */
  readonly problems: readonly string[]
  /** What tells a replaced device. */
  readonly identity: readonly ('serial' | 'hardware' | 'firmware')[]
  readonly polling: { readonly bulk: boolean; readonly maxVarbinds: number; readonly inFlight: number }
}

const once = <T>(items: readonly T[]): T[] => [...new Set(items)]

export function describeProfile(profile: Profile, origin: ProfileOrigin): ProfileDescription {
  const { id, name, vendor, kind, verified, verifiedWith, readings, tables, traps, identity, bulk, maxVarbinds, inFlight } = profile
  const columns = tables.map((table) => ({ rows: table.rows[0] ?? '', metrics: once(table.readings.map((r) => r.metric)) }))
  return {
    id,
    name,
    vendor,
    kind,
    verified,
    verifiedWith,
    note: profile.note ?? null,
    source: origin.source,
    file: origin.file,
    replaces: origin.replaces,
    extends: profile.extends ?? null,
    match: profile.match.map((m) => ({ sysObjectID: m.sysObjectID ?? null, probe: m.probe ?? null, under: m.under ?? null })),
    fallback: id === FALLBACK,
    metrics: once([...readings.map((r) => r.metric), ...columns.flatMap((c) => c.metrics)]),
    readings: readings.length,
    tables: columns,
    traps: traps.length,
    problems: once(traps.map((t) => t.problem)),
    identity: (['serial', 'hardware', 'firmware'] as const).filter((part) => identity[part] !== undefined),
    polling: { bulk, maxVarbinds, inFlight },
  }
}
