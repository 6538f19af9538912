/** Incidents' face towards the app and the other parts of the engine. */
import type { IncidentDetail, IncidentHamlet } from '../../shared/contract/incidents.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { Refusal } from '../../shared/model/refusal.ts'
import type { IncidentEvent } from '../domain/incident/event.ts'
import type { By } from '../store/store.ts'
import type { IncidentBook } from './incident-book.ts'
import { IncidentCommands } from './incident-commands.ts'
import { incidentDetail, incidentHamlets } from './incident-detail.ts'
import type { PartView } from './part.ts'

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
  /** What was taken last, for those who only listen. */
  said(): readonly IncidentEvent[]
  acknowledge(id: number, version: number, comment: string, by: By): Incident | Refusal
  setOwner(id: number, version: number, owner: string | null, by: By): Incident | Refusal
  comment(id: number, comment: string, by: By): Incident | Refusal
  merge(id: number, version: number, into: number, intoVersion: number, comment: string, by: By): Incident | Refusal
  unmerge(id: number, version: number, by: By): Incident | Refusal
  split(id: number, version: number, alarmIds: readonly number[], comment: string, by: By): Incident | Refusal
}

/** `settle`: writes what is decided and not written yet, so that a command finds all alarms in the store. */
export function incidentsOf(view: PartView, book: IncidentBook, now: () => number, settle: () => void): Incidents {
  const commands = new IncidentCommands(view, book)
  const settled = <T>(work: () => T): T => {
    settle()
    return work()
  }
  return {
    list: () => Array.from(book.shelf.byId.values(), (one) => one.incident).sort((a, b) => b.id - a.id),
    find: (id) => book.home(id)?.incident ?? null,
    get(id) {
      const one = book.home(id)
      return one && incidentDetail(view, book, one, now())
    },
    hamlets(id) {
      const one = book.home(id)
      return one && incidentHamlets(book, one)
    },
    ofStation: (stationId) => book.shelf.ofStation(stationId).map((one) => one.incident),
    takeEvents: () => book.takeEvents(),
    said: () => book.said,
    acknowledge: (...call) => settled(() => commands.acknowledge(...call)),
    setOwner: (...call) => settled(() => commands.setOwner(...call)),
    comment: (...call) => settled(() => commands.comment(...call)),
    merge: (...call) => settled(() => commands.merge(...call)),
    unmerge: (...call) => settled(() => commands.unmerge(...call)),
    split: (...call) => settled(() => commands.split(...call)),
  }
}
