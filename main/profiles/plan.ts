/** A profile and the rows of one device → the list of readings with the objects each is made of. Pure. */
import { clip } from '../../shared/format/plain.ts'
import { metric } from '../../shared/model/metric.ts'
import { matchesPattern } from './pattern.ts'
import type { Match, Profile, Table, Transform } from './schema.ts'

export const SYS_UPTIME = '1.3.6.1.2.1.1.3.0'

/** A device names its rows as it likes: this much of a name is kept. */
const MOST_LABEL = 160

export type PlanItem = {
  readonly spec: Transform
  /** Metric and instance: what a reading is known by within its device. */
  readonly key: string
  /** The object, or alternatives to it, best first. */
  readonly oids: readonly string[]
  readonly divisor: string | null
  readonly exponent: string | null
  readonly decimals: string | null
  readonly share: string | null
  readonly variant: string | null
  readonly status: string | null
  readonly ceiling: string | null
  readonly instance: string
  readonly label: string
  readonly range: readonly [number, number] | null
  /** The vendor's code → ours; null where the metric is a number. */
  readonly codes: ReadonlyMap<string, number> | null
}

/** One row as it was found: its index and its facts as text. */
export type Row = { readonly index: string; readonly facts: Readonly<Record<string, string>> }

const UPTIME: Transform = {
  metric: 'system.uptime',
  as: 'number',
  scale: 0.01,
  offset: 0,
  level: false,
  missing: [],
  signed: false,
  negate: false,
  doubt: [],
  rate: false,
  instance: '',
  label: '',
}

export function makePlan(profile: Profile, rows: readonly (readonly Row[])[]): PlanItem[] {
  const plan: PlanItem[] = profile.readings.map((r) => item(r, r.oid, '', r.instance, r.label))
  profile.tables.forEach((table, i) => plan.push(...(rows[i] ?? []).flatMap((row) => rowItems(table, row))))
  if (!plan.some((p) => p.spec.metric === 'system.uptime')) plan.push(item(UPTIME, [SYS_UPTIME], '', '', ''))
  return plan
}

/** All objects of a plan, each once. sysUpTime comes first: it dates the counters and shows restarts. */
export function objectsOf(plan: readonly PlanItem[]): string[] {
  const oids = new Set([SYS_UPTIME])
  for (const p of plan) {
    for (const oid of p.oids) oids.add(oid)
    for (const oid of [p.divisor, p.exponent, p.decimals, p.share, p.variant, p.status, p.ceiling]) if (oid !== null) oids.add(oid)
  }
  return [...oids]
}

/** Whether a row of the table is wanted at all. */
export const wantsRow = (table: Table, row: Row): boolean => matches(table.when, table.unless, row)

function rowItems(table: Table, row: Row): PlanItem[] {
  const name = nameOf(table, row)
  const taken = new Set<string>()
  const items: PlanItem[] = []
  for (const reading of table.readings) {
    const key = `${reading.metric}|${reading.instance}`
    if (taken.has(key) || !matches(reading.when, reading.unless, row)) continue
    taken.add(key)
    const only = row.index === '1' || row.index === '0'
    const instance = reading.instance === '' ? row.index : only ? reading.instance : `${row.index}.${reading.instance}`
    const label = clip([name, reading.label].filter(Boolean).join(' '), MOST_LABEL)
    items.push(item(reading, reading.column, `.${row.index}`, instance, label))
  }
  return items
}

/** The first name that the row has, and behind it what a person wrote of it. */
function nameOf({ label, remark }: Table, { facts }: Row): string {
  const name = label.map((fact) => facts[fact] ?? '').find((text) => text !== '') ?? ''
  const more = remark === undefined ? '' : (facts[remark] ?? '')
  return more === '' || more === name ? name : `${name} (${more})`.trim()
}

function item(spec: Transform, oids: readonly string[], suffix: string, instance: string, label: string): PlanItem {
  const at = (oid: string | undefined): string | null => (oid === undefined ? null : oid.endsWith('.0') ? oid : oid + suffix)
  const definition = metric(spec.metric)
  return {
    spec,
    key: `${spec.metric}|${instance}`,
    oids: oids.map((oid) => oid + suffix),
    divisor: at(spec.divisor),
    exponent: at(spec.exponent),
    decimals: at(spec.decimals),
    share: at(spec.share),
    variant: at(spec.variant?.by),
    status: at(spec.status?.by),
    ceiling: at(spec.ceiling?.by),
    instance,
    label,
    range: spec.range ?? definition.range ?? null,
    codes: definition.states ? codesOf(spec, definition.states) : null,
  }
}

function codesOf(spec: Transform, states: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  const ours = new Map(Object.entries(states).map(([code, name]) => [name, Number(code)]))
  const codes = new Map<string, number>()
  const put = (key: string, name: string | undefined): void => {
    const code = name === undefined ? undefined : ours.get(name)
    if (code !== undefined) codes.set(key, code)
  }
  for (const [code, name] of Object.entries(spec.states ?? {})) put(code, name)
  for (const { bit, state } of spec.bits ?? []) put(`bit ${bit}`, state)
  put('otherwise', spec.otherwise)
  return codes
}

function matches(when: Match | undefined, unless: Match | undefined, row: Row): boolean {
  const meets = ([fact, wanted]: [string, Match[string]]): boolean => {
    const text = fact === 'row' ? row.index : row.facts[fact]
    if (text === undefined) return false
    return typeof wanted === 'string' ? matchesPattern(wanted, text) : wanted.some((one) => String(one) === text)
  }
  return Object.entries(when ?? {}).every(meets) && !Object.entries(unless ?? {}).some(meets)
}
