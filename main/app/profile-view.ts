/** Profiles as screens and scripts see them: what there is, and what one says of every value and trap. Pure. */
import { basename } from 'node:path'
import type { ProfileDetail, ProfileProblem, ProfileReading, ProfileShelf, ProfileSummary } from '../../shared/contract/profiles.ts'
import type { Device } from '../../shared/model/device.ts'
import { metric } from '../../shared/model/metric.ts'
import { describeProfile } from '../profiles/describe.ts'
import type { ProfileBook, ProfileOrigin } from '../profiles/load.ts'
import type { Profile, Transform } from '../profiles/schema.ts'

export type Used = Pick<Device, 'profileInUse' | 'retired'>

/** Devices in service by the profile that reads them. */
function usage(devices: readonly Used[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { profileInUse, retired } of devices) {
    if (profileInUse !== null && !retired) counts.set(profileInUse, (counts.get(profileInUse) ?? 0) + 1)
  }
  return counts
}

export function profileShelf(book: ProfileBook, devices: readonly Used[], folder: string | null): ProfileShelf {
  const counts = usage(devices)
  return {
    profiles: [...book.profiles.values()].flatMap((profile) => {
      const origin = book.origins.get(profile.id)
      return origin ? [summary(profile, origin, counts.get(profile.id) ?? 0)] : []
    }),
    issues: book.issues.map(({ file, line, phrase }) => ({ file: basename(file), line, phrase })),
    folder,
  }
}

export function profileDetail(book: ProfileBook, id: string, devices: readonly Used[]): ProfileDetail | null {
  const profile = book.profiles.get(id)
  const origin = book.origins.get(id)
  if (!profile || !origin) return null
  const { match, polling } = describeProfile(profile, origin)
  const { serial = [], hardware = [], firmware = [] } = profile.identity
  return {
    ...summary(profile, origin, usage(devices).get(id) ?? 0),
    match: match.map((one) => ({ ...one })),
    identity: { serial, hardware, firmware },
    polling,
    single: profile.readings.map((reading) => readingOf(reading, reading.oid)),
    inTables: profile.tables.map(({ rows, most, readings }) => ({
      rows,
      most,
      readings: readings.map((reading) => readingOf(reading, reading.column)),
    })),
    problems: problemsOf(profile.traps),
  }
}

function summary(profile: Profile, origin: ProfileOrigin, devices: number): ProfileSummary {
  const said = describeProfile(profile, origin)
  return {
    id: said.id,
    name: said.name,
    vendor: said.vendor,
    kind: said.kind,
    verified: said.verified,
    verifiedWith: said.verifiedWith,
    source: said.source,
    file: basename(said.file),
    replaces: said.replaces,
    extends: said.extends,
    fallback: said.fallback,
    metrics: [...said.metrics],
    readings: said.readings,
    tables: said.tables.length,
    traps: said.traps,
    devices,
  }
}

function readingOf(spec: Transform, oids: readonly string[]): ProfileReading {
  const { exponent, decimals, share, divisor, variant, status } = spec
  const coded = Object.entries(spec.states ?? {}).map(([code, state]) => ({ code, state }))
  const bits = (spec.bits ?? []).map(({ bit, state }) => ({ code: `bit ${bit}`, state }))
  return {
    metric: spec.metric,
    label: spec.label || spec.instance,
    oids: [...oids],
    scale: spec.scale,
    offset: spec.offset,
    others: [exponent, decimals, share, divisor, variant?.by, status?.by].flatMap((oid) => oid ?? []),
    rate: spec.rate,
    range: rangeOf(spec),
    states: [...coded, ...bits, ...(spec.otherwise === undefined ? [] : [{ code: '*', state: spec.otherwise }])],
    missing: spec.missing,
  }
}

function rangeOf({ metric: key, range }: Transform): [number, number] | null {
  const [low, high] = range ?? metric(key).range ?? []
  return low === undefined || high === undefined ? null : [low, high]
}

/** Traps by the problem they speak of, in the order of the profile. */
function problemsOf(traps: Profile['traps']): ProfileProblem[] {
  const found = new Map<string, ProfileProblem>()
  for (const { trap, event, by, problem, severity, type } of traps) {
    const one = found.get(problem) ?? {
      problem,
      type,
      severity: typeof severity === 'string' ? severity : null,
      raise: [],
      clear: [],
      note: [],
    }
    found.set(problem, one)
    const put = (list: string[]): void => {
      if (!list.includes(trap)) list.push(trap)
    }
    if (event !== undefined) put(one[event])
    if (by) {
      put(one.raise)
      if (by.clear.length > 0) put(one.clear)
    }
  }
  return [...found.values()]
}
