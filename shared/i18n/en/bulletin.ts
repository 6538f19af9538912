/** English: the storm bulletin. */
import type { bulletin as vi } from '../vi/bulletin.ts'
import type { SameKeys } from '../keys.ts'

export const bulletin: SameKeys<typeof vi> = {
  figure: {
    commune: 'Commune',
    all: 'Whole branch',
    working: 'Working',
    interrupted: 'Interrupted',
    unknown: 'Unknown',
    onBattery: 'On battery',
    onGenset: 'On genset',
    towersDown: 'Towers down',
    cablesCut: 'Cables cut',
    cablesRestored: 'Cables restored',
  },
  kind: { towerDown: 'Tower down', cableCut: 'Cable cut', note: 'Note' },
  text: {
    title: 'Flash report on the network in the storm',
    asOf: 'As of {{when}}',
    revision: 'revision {{n}}',
    issued: 'Revision {{n}}, issued {{when}}, {{by}}',
    draft: 'Draft, not issued',
    working: 'Stations working: {{working}} of {{stations}} in service = {{share}}',
    interrupted: 'Stations interrupted: {{n}} (by power {{power}}, planned {{planned}})',
    unknown: 'Stations in an unknown state: {{n}} (of them {{unreachable}} behind a station that is lost)',
    supply: 'Without mains: {{battery}} stations on battery, {{genset}} on genset',
    towers: 'Towers down: {{n}}',
    cables: 'Cables cut now: {{cut}}; restored within 24 hours: {{restored}}',
    byCommune: 'By commune:',
    commune: '{{name}}: working {{working}} of {{stations}} = {{share}}',
    others: '{{n}} other communes: working {{working}} of {{stations}}',
    facts: 'Towers, cables and notes in detail:',
    restored: '(restored {{when}})',
    counted:
      'The share is of stations in service. A station that nobody could see is “unknown”, neither working nor interrupted. On genset counts fixed ones (by monitoring) and portable ones (by the dispatch log).',
    foot: 'Branchwatch · check {{hash}} · page {{page}} of {{pages}}',
  },
}
