/** English: comparing stations. */
import type { SameKeys } from '../keys.ts'
import type { compare as vi } from '../vi/compare.ts'

export const compare: SameKeys<typeof vi> = {
  title: 'Compare stations',
  open: 'Compare with other stations',
  fileName: 'compare',
  scope: 'What is compared',
  metric: 'Metric',
  commune: 'All of a commune',
  noCommune: 'None',
  add: 'Add a station',
  search: 'Find code, name, commune',
  chosen: 'Stations chosen',
  remove: 'Take out {{code}}',
  clear: 'Take out all',
  more: 'and {{n}} more stations',
  full: 'There are {{n}} stations already. Take one out to add another.',
  small: 'A small chart for each line',
  copy: 'Copy link',
  copied: 'The link of this comparison was copied.',
  empty: 'Choose stations to compare a metric in one chart.',
  emptyHint: 'Add stations one by one by code or name, or choose a whole commune.',
  noSeries: 'None of the stations chosen has a history of “{{name}}”.',
  tooMany: 'Only {{shown}} of {{all}} lines are drawn: more could not be told apart. Narrow the choice.',
}
