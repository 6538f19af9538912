/** What is said of an incident to those who must be told. */
import type { Incident } from '../../../shared/model/incident.ts'

/**
 * began: correlation has settled, and somebody has to be told; never for what is suppressed, shelved or in a window. worsened: its severity rose, or it turned
 * out to be wider than it was said to be. acknowledged, ended: only of what was said to have begun.
 */
export type IncidentEvent = {
  readonly kind: 'began' | 'worsened' | 'acknowledged' | 'ended'
  readonly incident: Incident
  readonly at: number
}
