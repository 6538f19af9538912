/** English: incidents: the list, the page of one, its summary on paper. */
import type { incidents as vi } from '../vi/incidents.ts'
import type { SameKeys } from '../keys.ts'

export const incidents: SameKeys<typeof vi> = {
  untitled: 'Incident of an unknown cause',
  cause: {
    mains: 'Mains failure',
    feeder: 'Feeder failure',
    backhaul: 'Hub failure',
    link: 'Link failure',
    power: 'Power, battery',
    equipment: 'Equipment',
    environment: 'Environment',
    service: 'Quality of service',
    isolated: 'Monitor isolated',
    other: 'Other',
  },
}
