/** Why a station went down, as far as the alarms that stood before it can tell. */
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import type { OutageCause } from '../../../shared/model/interval.ts'

/** Probable causes by group. Power goes first: it is what takes most stations down, and takes the others with it. */
const GROUPS: readonly (readonly [OutageCause, ReadonlySet<number>])[] = [
  ['power', new Set([58, 72, 104, 105, 106, 111, 112, 114, 127])],
  ['environment', new Set([120, 121, 124])],
  ['transmission', new Set([8, 14, 22])],
  ['equipment', new Set([71])],
  ['environment', new Set([102, 122, 123])],
]
/** These say that something is on its way, not that it failed. */
const HARMLESS = new Set([
  'mains-voltage-low',
  'mains-voltage-high',
  'phase-lost',
  'ups-bypass',
  'rsl-degraded',
  'vswr-high',
  'genset-low-fuel',
])

/** The cause of an outage by the alarms that stand (or stood shortly before). None that explains it: unknown. */
export function causeOf(alarms: Iterable<Pick<AlarmRow, 'ruleId' | 'probableCause'>>): OutageCause {
  const codes = new Set<number>()
  for (const alarm of alarms) if (!HARMLESS.has(alarm.ruleId)) codes.add(alarm.probableCause)
  for (const [cause, group] of GROUPS) for (const code of codes) if (group.has(code)) return cause
  return 'unknown'
}
