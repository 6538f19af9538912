/** The parts of an identity in the order that screens show them, and what differs between two. Pure. */
import type { OutputOf } from '../../app/client.ts'

export type Identity = NonNullable<OutputOf<'discovery.identity'>>['identity']
export type IdentityPart = keyof Identity

export const IDENTITY_PARTS = ['sysName', 'sysDescr', 'sysObjectID', 'serial', 'engineId'] as const satisfies readonly IdentityPart[]

/** What was said before and is said now, the parts that differ alone. */
export function differences(before: Identity, now: Identity): { part: IdentityPart; before: string | null; now: string | null }[] {
  return IDENTITY_PARTS.flatMap((part) => (before[part] === now[part] ? [] : [{ part, before: before[part], now: now[part] }]))
}
