/** What a trap says, by the facts of its device's profile: which problem it raises or clears, how bad it is, and where. */
import type { AlarmType, Severity } from '../../../shared/model/alarm.ts'
import type { ReceivedTrap, TrapVarbind } from '../../../shared/model/trap.ts'

/** One fact of a profile about one trap. */
export type TrapFact = {
  readonly trap: string
  readonly event?: 'raise' | 'clear' | 'note' | undefined
  readonly by?: { readonly object: string; readonly raise: readonly number[]; readonly clear: readonly number[] } | undefined
  readonly problem: string
  readonly severity: Severity | { readonly object: string; readonly cases: Readonly<Record<string, Severity | 'cleared'>> }
  readonly cause: number
  readonly type: AlarmType
  readonly instance?: string | undefined
  /** The instance is the variable's value even where an index stands behind its object. */
  readonly named?: boolean
}
export type TrapEvent = {
  readonly event: 'raise' | 'clear' | 'note'
  readonly problem: string
  readonly severity: Severity
  readonly cause: number
  readonly type: AlarmType
  readonly instance: string
}
/** The facts of one profile by trap. */
export type TrapFacts = ReadonlyMap<string, readonly TrapFact[]>
export type Said = Pick<ReceivedTrap, 'trapOid' | 'varbinds'>

const LONGEST_INSTANCE = 40
/** coldStart to egpNeighborLoss: every agent may send them, whatever its profile says. */
const STANDARD = /^1\.3\.6\.1\.6\.3\.1\.1\.5\.[1-6]$/

/** The same trap is `enterprise.N` in one agent and `enterprise.0.N` in another (and in every v1 trap): one spelling of both. */
export function trapKey(oid: string): string {
  return oid.replace(/\.0\.(\d+)$/, '.$1')
}

export function factsOf(facts: readonly TrapFact[]): TrapFacts {
  const byKey = new Map<string, TrapFact[]>()
  for (const fact of facts) {
    const key = trapKey(fact.trap)
    const there = byKey.get(key)
    if (there) there.push(fact)
    else byKey.set(key, [fact])
  }
  return byKey
}

export const isStandard = (trapOid: string): boolean => STANDARD.test(trapOid)

/** Null where the profile does not know the trap. Of several facts about it the first that raises or clears something counts. */
export function eventOf(facts: TrapFacts, said: Said): TrapEvent | null {
  let note: TrapEvent | null = null
  for (const fact of facts.get(trapKey(said.trapOid)) ?? []) {
    const event = read(fact, said)
    if (event.event !== 'note') return event
    note ??= event
  }
  return note
}

function read(fact: TrapFact, said: Said): TrapEvent {
  const { problem, cause, type } = fact
  const graded = gradeOf(fact, said)
  const told = fact.by ? sideOf(fact.by, said) : (fact.event ?? 'note')
  return {
    event: graded === 'cleared' && told !== 'note' ? 'clear' : told,
    problem,
    severity: graded === 'cleared' ? 'indeterminate' : graded,
    cause,
    type,
    instance: fact.instance === undefined ? '' : instanceOf(fact.instance, fact.named === true, said),
  }
}

function sideOf({ object, raise, clear }: NonNullable<TrapFact['by']>, said: Said): TrapEvent['event'] {
  const code = codeOf(find(said, object))
  if (code === null) return 'note'
  return raise.includes(code) ? 'raise' : clear.includes(code) ? 'clear' : 'note'
}

function gradeOf({ severity }: TrapFact, said: Said): Severity | 'cleared' {
  if (typeof severity === 'string') return severity
  const code = codeOf(find(said, severity.object))
  return (code === null ? undefined : severity.cases[String(code)]) ?? 'indeterminate'
}

/** The variable that is this object or an instance of it. */
function find({ varbinds }: Said, object: string): TrapVarbind | undefined {
  return varbinds.find(({ oid }) => oid === object || oid.startsWith(`${object}.`))
}

function codeOf(varbind: TrapVarbind | undefined): number | null {
  if (!varbind) return null
  if (varbind.number !== null) return varbind.number
  return /^-?\d{1,10}$/.test(varbind.text) ? Number(varbind.text) : null
}

/** A column's by the index behind it, unless its value names it; of a scalar its value. */
function instanceOf(object: string, named: boolean, said: Said): string {
  const varbind = find(said, object)
  if (!varbind) return ''
  const index = varbind.oid.slice(object.length + 1)
  const name = named || index === '' || index === '0' ? varbind.text : index
  // A bar stands between the parts of an alarm's key.
  return name.replaceAll('|', '/').slice(0, LONGEST_INSTANCE)
}
