/** Incidents' face towards the app and the other parts of the engine. */
import type { IncidentDetail, IncidentHamlet } from '../../shared/contract/incidents.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { Refusal } from '../../shared/model/refusal.ts'
import type { IncidentEvent } from '../domain/incident/event.ts'
import type { By } from '../store/store.ts'

export type Incidents = {
  /** Open and recovering ones, and those that ended within the last day; newest first. */
  list(): Incident[]
  find(id: number): Incident | null
  get(id: number): IncidentDetail | null
  hamlets(id: number): IncidentHamlet[] | null
  /** Open ones in which this station has a part. */
  ofStation(stationId: number): Incident[]
  /** What is to be said since this was last called: read by the notifications in the same second. */
  takeEvents(): IncidentEvent[]
  acknowledge(id: number, version: number, comment: string, by: By): Incident | Refusal
  setOwner(id: number, version: number, owner: string | null, by: By): Incident | Refusal
  comment(id: number, comment: string, by: By): Incident | Refusal
  merge(id: number, version: number, into: number, intoVersion: number, comment: string, by: By): Incident | Refusal
  unmerge(id: number, version: number, by: By): Incident | Refusal
  split(id: number, version: number, alarmIds: readonly number[], comment: string, by: By): Incident | Refusal
}
