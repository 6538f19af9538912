/** What a scan costs at worst: packets and time when nobody answers. Pure. */
import { AGAIN_WAITS, CONFIRM_ADDRESSES, TRIES, type ScanEstimate } from '../../../shared/model/discovery.ts'
import type { SnmpVersion } from '../../../shared/model/device.ts'

/** An answer is waited for as long as the branch waits for its devices, but not longer than this. */
export const MOST_WAIT_MS = 2000
/** Requests under way at once, at most: more would take room from polling. */
export const MOST_IN_FLIGHT = 1024

/** Packets a second that the wait and the room for requests under way allow. */
export const paceOf = (rate: number, waitMs: number): number => Math.min(rate, Math.floor(MOST_IN_FLIGHT / (waitMs / 1000)))

export type Speed = { readonly rate: number; readonly waitMs: number }

export function estimate(addresses: number, known: number, versions: readonly SnmpVersion[], { rate, waitMs }: Speed): ScanEstimate {
  const asked = addresses - known
  // Who is silent to one SNMPv3 user's engine discovery is silent to all: it carries no user.
  const kinds = versions.filter((version) => version !== '3').length + (versions.includes('3') ? 1 : 0)
  const packets = asked * kinds * TRIES
  const pace = paceOf(rate, waitMs)
  return {
    addresses,
    known,
    credentials: versions.length,
    packets,
    rate: pace,
    seconds: packets === 0 ? 0 : Math.ceil(packets / pace + ((TRIES * kinds + AGAIN_WAITS) * waitMs) / 1000),
    mustConfirm: asked > CONFIRM_ADDRESSES,
  }
}
