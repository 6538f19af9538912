/** The life of a window: proposed, then approved or rejected by somebody else, cancelled at any time. Each step answers the next record or says why not. */
import type { MaintenanceWindow, WindowInput } from '../../../shared/model/window.ts'
import type { Actor } from '../../../shared/model/access.ts'
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'

type Who = { readonly actor: Actor; readonly at: number }

export function proposed(input: WindowInput, { actor, at }: Who): Omit<MaintenanceWindow, 'id'> {
  return {
    ...input,
    state: 'proposed',
    skipped: [],
    proposedBy: actor.name,
    proposedAt: at,
    decidedBy: null,
    decidedAt: null,
    decision: '',
    version: 1,
  }
}

const decided = (window: MaintenanceWindow, state: MaintenanceWindow['state'], comment: string, { actor, at }: Who): MaintenanceWindow => ({
  ...window,
  state,
  decidedBy: actor.name,
  decidedAt: at,
  decision: comment,
})

/** Four eyes: who proposed it does not approve it, unless an administrator. */
export function approve(window: MaintenanceWindow, comment: string, who: Who): MaintenanceWindow | Refusal {
  if (window.state !== 'proposed') return refuse('INVALID', 'window.notProposed')
  if (window.proposedBy === who.actor.name && who.actor.role !== 'admin') return refuse('FORBIDDEN', 'window.ownProposal')
  return decided(window, 'approved', comment, who)
}

export function reject(window: MaintenanceWindow, comment: string, who: Who): MaintenanceWindow | Refusal {
  return window.state === 'proposed' ? decided(window, 'rejected', comment, who) : refuse('INVALID', 'window.notProposed')
}

export function cancel(window: MaintenanceWindow, comment: string, who: Who): MaintenanceWindow | Refusal {
  const stands = window.state === 'proposed' || window.state === 'approved'
  return stands ? decided(window, 'cancelled', comment, who) : refuse('INVALID', 'window.notStanding')
}

/** A change has to be approved anew, so that what counts is what somebody has seen; the days left out stay so. */
export function update(window: MaintenanceWindow, input: WindowInput, who: Who): MaintenanceWindow {
  const { id, skipped, version } = window
  return { ...proposed(input, who), id, skipped, version }
}

export function skip(window: MaintenanceWindow, day: string, out: boolean): MaintenanceWindow | Refusal {
  if (window.state !== 'proposed' && window.state !== 'approved') return refuse('INVALID', 'window.notStanding')
  const rest = window.skipped.filter((one) => one !== day)
  return { ...window, skipped: out ? [...rest, day].toSorted() : rest }
}
