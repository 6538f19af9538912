/** Where in its interval a device is asked: spread by hash, the same after every start. Pure. */

/** A fraction in [0, 1) that belongs to this device. */
export function phaseOf(deviceId: number, seed: number): number {
  let h = Math.imul(deviceId ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(seed + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32
}

export type Slots = { readonly origin: number; readonly intervalMs: number; readonly phase: number }

/** The first slot at or after a moment. */
export function slotFrom({ origin, intervalMs, phase }: Slots, moment: number): number {
  const first = origin + phase * intervalMs
  return first + Math.max(0, Math.ceil((moment - first) / intervalMs)) * intervalMs
}

/** How many slots have gone by since the one that is due, itself not counted. */
export const slotsPassed = (due: number, intervalMs: number, now: number): number => Math.max(0, Math.floor((now - due) / intervalMs))

/** A new branch is looked at once soon: this long after the start for the last of `count` devices. */
export const burstWindow = (count: number, intervalMs: number): number => Math.min(15_000, intervalMs, count * 2)
