/** Every way an agent or the network can be wrong, as data. What they do is in `deliver.ts` (on the way) and `agent/respond.ts` (in the agent). */

type Kind = {
  /** way: between agent and manager · agent: in what it answers. */
  readonly where: 'way' | 'agent'
  /** The share of the replies that it strikes where none is said. */
  readonly share: number
  /** What `amount` counts, and its usual value; null where it has none. */
  readonly amount: { readonly of: string; readonly usual: number } | null
}

export const FAULTS = {
  /** The reply is lost. */
  drop: { where: 'way', share: 0.5, amount: null },
  /** It comes late: around this long, from a third to five thirds of it. */
  delay: { where: 'way', share: 1, amount: { of: 'ms', usual: 1500 } },
  /** It comes this many times. */
  duplicate: { where: 'way', share: 1, amount: { of: 'copies', usual: 2 } },
  /** It waits until a later reply has overtaken it, at most this long. */
  reorder: { where: 'way', share: 1, amount: { of: 'ms', usual: 250 } },
  /** This many octets of it are changed. */
  corrupt: { where: 'way', share: 1, amount: { of: 'octets', usual: 3 } },
  /** Nothing of it can be read. */
  garbage: { where: 'way', share: 1, amount: null },
  /** It comes from another port. */
  wrongSource: { where: 'way', share: 1, amount: null },
  /** No answer at all. */
  silent: { where: 'agent', share: 1, amount: null },
  /** tooBig with an empty list to more than this many varbinds. */
  tooBig: { where: 'agent', share: 1, amount: { of: 'varbinds', usual: 4 } },
  /** Only this many varbinds are answered, without a word about the rest. */
  silentTruncation: { where: 'agent', share: 1, amount: { of: 'varbinds', usual: 4 } },
  /** GETBULK is not answered. */
  noGetBulk: { where: 'agent', share: 1, amount: null },
  /** Every third object is not there. */
  noSuchInstance: { where: 'agent', share: 1, amount: null },
  /** Numbers read as this "not available". */
  sentinel: { where: 'agent', share: 1, amount: { of: 'value', usual: 2_147_483_647 } },
  /** Numbers come as text. */
  wrongType: { where: 'agent', share: 1, amount: null },
  /** The walk jumps back for ever. */
  loopedWalk: { where: 'agent', share: 1, amount: null },
  /** Counters and uptime begin anew when the fault begins. */
  counterReset: { where: 'agent', share: 1, amount: null },
  /** Silent for this long, then everything begins anew; for all devices at once, the v3 engine has booted once more. */
  reboot: { where: 'agent', share: 1, amount: { of: 'seconds', usual: 20 } },
  /** Uptime, and for all devices at once the v3 engine's time, are this far back. */
  timeBackwards: { where: 'agent', share: 1, amount: { of: 'seconds', usual: 3600 } },
} as const satisfies Record<string, Kind>

export type FaultKind = keyof typeof FAULTS
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[]

/** The device that means all of them. */
export const ALL = '*'

/** One fault of one device (or of all, `*`), in force in [from, to), epoch ms of simulated time. */
export type DeviceEvent = {
  readonly device: string
  readonly mischief: FaultKind
  readonly from: number
  readonly to: number
  /** 0…1; what is usual for the kind where it is not said. */
  readonly share?: number
  readonly amount?: number
}

export function amountOf(event: DeviceEvent): number {
  return event.amount ?? FAULTS[event.mischief].amount?.usual ?? 0
}

export function shareOf(event: DeviceEvent): number {
  return event.share ?? FAULTS[event.mischief].share
}
