/** What an alarm tells in the story of an incident: by its probable cause, so that a trap and a poll of the same fault tell the same. */
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import type { IncidentCause } from '../../../shared/model/incident.ts'
import { ALL_CELLS_OFF, MONITOR_ISOLATED, STATION_DOWN } from '../alarm/rules.ts'

/**
 * silent: the whole station does not answer. mains: commercial power is gone. reserve: it lives on its battery; low: and that is running out. genset: it does
 * not run, has no fuel, or runs. phase: one of three is gone, or all, as some meters tell it. supply: rectifiers, phases and voltages, which fail with the mains or by themselves. bank: the battery itself is at fault.
 * heat: what grows warm without power for its cooling. radio: the link. cells, device: cells that are off, a device that does not answer. own: anything else.
 */
export type Family =
  | 'self'
  | 'silent'
  | 'mains'
  | 'reserve'
  | 'low'
  | 'genset'
  | 'phase'
  | 'supply'
  | 'bank'
  | 'heat'
  | 'radio'
  | 'cells'
  | 'device'
  | 'own'

export type Named = Pick<AlarmRow, 'ruleId' | 'probableCause'>
type Told = Named & Pick<AlarmRow, 'type'>

const BY_RULE: Readonly<Record<string, Family>> = {
  [MONITOR_ISOLATED]: 'self',
  [STATION_DOWN]: 'silent',
  [ALL_CELLS_OFF]: 'cells',
  'dc-voltage-low': 'low',
  'genset-running': 'genset',
  'phase-lost': 'phase',
}
const BY_CAUSE: Readonly<Record<number, Family>> = {
  106: 'mains',
  104: 'reserve',
  112: 'low',
  111: 'genset',
  127: 'genset',
  58: 'supply',
  114: 'supply',
  72: 'bank',
  105: 'bank',
  102: 'heat',
  123: 'heat',
  8: 'radio',
  14: 'radio',
  22: 'radio',
  71: 'cells',
  1000: 'device',
}

export function familyOf({ ruleId, probableCause }: Named): Family {
  return BY_RULE[ruleId] ?? BY_CAUSE[probableCause] ?? 'own'
}

/** Those that make one chain at a station: mains lost, on battery, battery low. */
export const CHAIN: ReadonlySet<Family> = new Set(['mains', 'reserve', 'low'])
/** What follows from a chain that is under way at the same station. */
export const FOLLOWS: ReadonlySet<Family> = new Set(['mains', 'reserve', 'low', 'genset', 'phase', 'supply', 'heat'])

/** The cause of an incident that an alarm opens by itself. */
export function causeOf(alarm: Told): IncidentCause {
  switch (familyOf(alarm)) {
    case 'self':
      return 'isolated'
    case 'silent':
      return 'backhaul'
    case 'mains':
      return 'mains'
    case 'reserve':
    case 'low':
    case 'genset':
    case 'phase':
    case 'supply':
    case 'bank':
      return 'power'
    case 'radio':
      return 'link'
    case 'cells':
      return alarm.type === 'equipment' ? 'equipment' : 'service'
    case 'heat':
      return 'environment'
    case 'device':
      return 'equipment'
    case 'own':
      return BY_TYPE[alarm.type]
  }
}

const BY_TYPE: Readonly<Record<AlarmRow['type'], IncidentCause>> = {
  communications: 'link',
  qualityOfService: 'service',
  processing: 'other',
  equipment: 'equipment',
  environmental: 'environment',
  physical: 'environment',
}
