/** English: registers of the branch: groups of stations, power feeders, hamlets. */
import type { registers as vi } from '../vi/registers.ts'
import type { SameKeys } from '../keys.ts'

export const registers: SameKeys<typeof vi> = {
  name: 'Name',
  notes: 'Notes',
  stations: 'Stations',
  stationsN: 'Stations: {{n}}',
  codes: 'Station codes',
  addStation: 'Add a station',
  addStationHint: 'Type a code or a name',
  addCommune: 'Add a whole commune',
  noStations: 'No station chosen yet.',
  takeOff: 'Take {{code}} off',
  takeAllOff: 'Take all off',
  more: 'and {{n}} more',
  saved: 'Saved {{name}}',
  removed: 'Removed {{name}}',
  noMatch: 'Nothing matches.',
  groups: {
    add: 'Add group',
    edit: 'Edit group {{name}}',
    search: 'Find a group',
    count: 'Groups: {{n}}',
    empty: 'No groups yet. Overrides of rules, maintenance windows and notifications can name them.',
  },
  feeders: {
    add: 'Add power feeder',
    edit: 'Edit feeder {{name}}',
    search: 'Find a feeder',
    count: 'Feeders: {{n}}',
    empty: 'No power feeders yet. Note which stations share a line, and its failure is one incident.',
    nameHint: 'As the power company calls it, e.g. 471 E14.2',
    moves: 'Stations of another feeder move to this one.',
  },
  hamlets: {
    add: 'Add hamlet',
    edit: 'Edit {{name}}',
    search: 'Find a hamlet',
    count: 'Hamlets: {{n}}',
    empty: 'No hamlets yet. Import them from CSV or add them one by one.',
    name: 'Hamlet',
    commune: 'Commune',
    households: 'Households',
    serving: 'Serving stations',
    none: 'none on record',
  },
}
