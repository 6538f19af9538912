/** English: stations. */
import type { stations as vi } from '../vi/stations.ts'
import type { SameKeys } from '../keys.ts'

export const stations: SameKeys<typeof vi> = {
  title: 'Stations',
  add: 'Add a station',
  search: 'Find code, name, commune',
  tableLabel: 'List of stations',
  shown: '{{shown}} of {{all}} stations',
  all: '{{all}} stations',
  none: 'No station matches the filters.',
  empty: 'No stations yet. Add the first one or import a list from CSV.',
  importCsv: 'Import CSV',
  col: {
    health: 'Health',
    code: 'Code',
    name: 'Name',
    commune: 'Commune',
    reason: 'Reason',
    since: 'Since',
    alarms: 'Alarms',
    technologies: 'Technology',
    remote: 'Remoteness',
    devices: 'Devices',
    lastData: 'Last data',
  },
  filter: {
    health: 'Filter by health',
    commune: 'Commune',
    anyCommune: 'Any commune',
    technology: 'Technology',
    anyTechnology: 'Any technology',
    remote: 'Remoteness',
    anyRemote: 'Any remoteness',
    alarms: 'With alarms',
    retired: 'Include retired',
  },
  panel: {
    label: 'Station summary',
    open: 'Open the station’s page',
    alarms: 'Open alarms',
    noAlarms: 'No open alarms.',
    moreAlarms: 'and {{n}} more',
  },
  created: 'Station {{code}} added.',
  openAlarms: '{{n}} alarms, the worst: {{worst}}',
}
