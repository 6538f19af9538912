/** What carries a station, from its alarms that stand and from what was told of gensets taken there. */

export type Supply = 'battery' | 'genset'

const WITHOUT_MAINS = new Set([
  'mains-failure',
  'mains-voltage-lost',
  'ups-on-battery',
  'battery-discharging',
  'battery-discharging-current',
])
const ON_GENSET = 'genset-running'
/** Rules that say something of it. */
export const SUPPLY_RULES: ReadonlySet<string> = new Set([...WITHOUT_MAINS, ON_GENSET])

/**
 * Null: mains, as far as anybody knows. A running genset counts even where mains is reported: behind an automatic changeover the sensor sees the genset's
 * voltage and calls it mains.
 */
export function supplyOf(standing: ReadonlySet<string>, isGensetTold: boolean): Supply | null {
  if (isGensetTold || standing.has(ON_GENSET)) return 'genset'
  for (const rule of WITHOUT_MAINS) if (standing.has(rule)) return 'battery'
  return null
}
