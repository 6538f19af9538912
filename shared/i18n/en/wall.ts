/** English: the wall across the room. */
import type { wall as vi } from '../vi/wall.ts'
import type { SameKeys } from '../keys.ts'

export const wall: SameKeys<typeof vi> = {
  title: 'Wall screen',
  open: 'Open the wall screen',
  page: { figures: 'The branch', incidents: 'What to do', storm: 'Going dark', communes: 'By commune' },
  held: 'New critical alarm',
  paused: 'Paused',
  keys: '← → pages · Space pauses · F full screen · Esc leaves',
  leave: 'Leave',
  working: 'Stations working',
  of: '{{n}} of {{total}} stations',
  unknown: '{{n}} unknown',
  incidents: 'Open incidents',
  waiting: 'Unacknowledged alarms',
  more: 'and {{n}} more incidents',
  moreCommunes: 'and {{n}} more communes',
  noneOnBattery: 'No station runs on battery.',
}
