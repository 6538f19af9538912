/** The sentence over an incident: what happened, and what to do. */
import { trapProblem } from '../../../shared/model/alarm.ts'
import type { IncidentCause, IncidentRoot } from '../../../shared/model/incident.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'

export type Subject = {
  readonly cause: IncidentCause
  readonly root: IncidentRoot
  /** Code of the root's station, name of the feeder or the commune; empty for the console itself. */
  readonly name: string
  /** Stations in it. */
  readonly stations: number
  /** The rule of the alarm that opened it. */
  readonly ruleId: string
}

export function titleOf({ cause, root, name, stations, ruleId }: Subject): Phrase {
  const n = stations
  if (root.kind === 'feeder') return { key: 'incident.title.feeder', params: { name, n } }
  if (root.kind === 'place') return { key: 'incident.title.place', params: { name, n } }
  const others = n - 1
  switch (cause) {
    case 'isolated':
      return { key: 'incident.title.isolated' }
    case 'mains':
      return others > 0
        ? { key: 'incident.title.mainsMany', params: { code: name, n: others } }
        : { key: 'incident.title.mains', params: { code: name } }
    case 'backhaul':
      return others > 0
        ? { key: 'incident.title.backhaulMany', params: { code: name, n: others } }
        : { key: 'incident.title.backhaul', params: { code: name } }
    case 'link':
      return others > 0
        ? { key: 'incident.title.linkMany', params: { code: name, n: others } }
        : { key: 'incident.title.link', params: { code: name } }
    default:
      // What only traps tell has a title and no advice.
      return trapProblem(ruleId) === null
        ? { key: 'incident.title.alarm', params: { code: name, rule: ruleId } }
        : { key: 'incident.title.trap', params: { code: name, rule: ruleId } }
  }
}
