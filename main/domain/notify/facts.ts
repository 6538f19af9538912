/** What a message says of an incident, looked up once: names instead of numbers. */
import type { Incident } from '../../../shared/model/incident.ts'

export type Facts = {
  readonly incident: Incident
  /** Codes and names, root first; the first few of `incident.stationIds`. */
  readonly stations: readonly { readonly code: string; readonly name: string }[]
  readonly communes: readonly string[]
  /** Hamlets without signal; the first few of `incident.hamletIds`. */
  readonly hamlets: readonly string[]
  /** Minutes of battery that the root still has; null where there is none to tell of. */
  readonly batteryMinutes: number | null
}
/** So many stations and hamlets are named; the rest is counted. */
export const MOST_NAMED = 10
