/** Notices that another box answers at a device's address: its engine ID, serial number or sysObjectID is not what it was. Pure. */
import type { Identity, IdentityPart } from '../../../shared/model/discovery.ts'

/** Who is known to answer, who answers instead while a person has not said what that means, and who was said to be the same box. */
export type Known = {
  readonly identity: Identity
  readonly firstSeen: number
  readonly lastSeen: number
  readonly pending: { readonly identity: Identity; readonly since: number } | null
  readonly kept: Identity | null
}

const PARTS: readonly IdentityPart[] = ['engineId', 'serial', 'sysObjectID']

/** Parts that both sides tell and that differ. What an agent does not tell says nothing. */
export function changedParts(before: Identity, after: Identity): IdentityPart[] {
  return PARTS.filter((part) => before[part] !== null && after[part] !== null && before[part] !== after[part])
}

/** What is known after a look. A change asks; going back to what was known takes the question back; who was said to be the same box is not asked about. */
export function seen(known: Known | null, look: Identity, at: number): Known {
  if (!known) return { identity: look, firstSeen: at, lastSeen: at, pending: null, kept: null }
  if (changedParts(known.identity, look).length === 0) {
    return { ...known, identity: filled(known.identity, look), lastSeen: at, pending: null }
  }
  if (known.kept && changedParts(known.kept, look).length === 0) return { ...known, lastSeen: at, pending: null }
  const same = known.pending !== null && changedParts(known.pending.identity, look).length === 0
  const pending =
    same && known.pending ? { ...known.pending, identity: filled(known.pending.identity, look) } : { identity: look, since: at }
  return { ...known, lastSeen: at, pending }
}

/** A person says: it is a new box. What was asked becomes what is known. */
export function accepted(known: Known, at: number): Known {
  return known.pending ? { identity: known.pending.identity, firstSeen: at, lastSeen: at, pending: null, kept: null } : known
}

/** A person says: it is the same box. Not asked again until it changes again. */
export function kept(known: Known): Known {
  return known.pending ? { ...known, pending: null, kept: known.pending.identity } : known
}

/** The newer look, with what it does not tell taken from before. Names may change freely. */
function filled(before: Identity, after: Identity): Identity {
  return {
    sysObjectID: after.sysObjectID ?? before.sysObjectID,
    sysName: after.sysName ?? before.sysName,
    sysDescr: after.sysDescr ?? before.sysDescr,
    serial: after.serial ?? before.serial,
    engineId: after.engineId ?? before.engineId,
  }
}

/** Whether there is anything to write: times alone are worth it once an hour. */
export function worthWriting(before: Known | null, after: Known): boolean {
  if (!before || after.lastSeen - before.lastSeen >= 3_600_000) return true
  return JSON.stringify({ ...before, lastSeen: 0 }) !== JSON.stringify({ ...after, lastSeen: 0 })
}
