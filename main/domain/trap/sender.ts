/** Whose trap is it? Devices by their addresses; where several share one, by context, then by who knows such a trap. */
import type { ReceivedTrap } from '../../../shared/model/trap.ts'

export type Sender = {
  readonly deviceId: number
  readonly stationId: number
  /** v3 context, or what is sent behind the `@` of a community. */
  readonly context: string
  /** In hex, where it is known. */
  readonly engineId: string | null
}
export type Senders = ReadonlyMap<string, readonly Sender[]>
/** The device; or only the station, where its devices share an address and nothing tells them apart. */
export type Match = { readonly stationId: number; readonly deviceId: number | null }

export function sendersOf(devices: Iterable<Sender & { readonly address: string }>): Senders {
  const byAddress = new Map<string, Sender[]>()
  for (const { address, ...sender } of devices) {
    const there = byAddress.get(address)
    if (there) there.push(sender)
    else byAddress.set(address, [sender])
  }
  return byAddress
}

/** The address it came from counts first; the one it names only where nobody is known at that. `knows`: this device's profile has such a trap. */
export function matchSender(
  senders: Senders,
  trap: Pick<ReceivedTrap, 'source' | 'agent' | 'context' | 'engineId'>,
  knows: (deviceId: number) => boolean,
): Match | null {
  const found = senders.get(trap.source) ?? (trap.agent === null ? undefined : senders.get(trap.agent))
  if (!found) return null
  const one = narrow(
    narrow(
      narrow(found, (sender) => trap.engineId !== null && sender.engineId === trap.engineId),
      (sender) => sender.context === trap.context,
    ),
    (sender) => knows(sender.deviceId),
  )
  const [first, second] = one
  if (!first) return null
  if (!second) return { stationId: first.stationId, deviceId: first.deviceId }
  return one.every((sender) => sender.stationId === first.stationId) ? { stationId: first.stationId, deviceId: null } : null
}

/** Those for which it holds; all where it holds for none. */
function narrow(senders: readonly Sender[], holds: (sender: Sender) => boolean): readonly Sender[] {
  if (senders.length < 2) return senders
  const kept = senders.filter(holds)
  return kept.length === 0 ? senders : kept
}
