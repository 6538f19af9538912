/** Rules that look at one fault in several ways. A device is judged by the one it has readings for, and what a trap says of the fault belongs to that alarm. */

/** Each row is one fault; the rule that says it best stands first. */
export const SAME_FAULT: readonly (readonly string[])[] = [
  ['mains-failure', 'mains-voltage-lost'],
  ['battery-discharging', 'battery-discharging-current'],
  ['battery-charge-low', 'battery-depleted', 'battery-low'],
]
const NONE: readonly string[] = []
const OTHERS = new Map(SAME_FAULT.flatMap((row) => row.map((id) => [id, row.filter((other) => other !== id)] as const)))

/** The other rules of the same fault. */
export function othersOf(ruleId: string): readonly string[] {
  return OTHERS.get(ruleId) ?? NONE
}

/**
 * Whose alarm a trap's problem is: the one that stands already, else of a rule that judges what this device reports, else of the rule that is named.
 * `stands` and `judges` are asked about rules by id.
 */
export function ruleSaid(problem: string, stands: (ruleId: string) => boolean, judges: (ruleId: string) => boolean): string {
  const all = [problem, ...othersOf(problem)]
  return all.find(stands) ?? all.find(judges) ?? problem
}
