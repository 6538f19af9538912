/** Whose trap is it? Devices by their addresses; where several share one, by engine, by context, then by who knows such a trap. */
import type { ReceivedTrap } from '../../../shared/model/trap.ts'

export type Sender = {
  readonly deviceId: number
  readonly stationId: number
  /** v3 context, or what is sent behind the `@` of a community. */
  readonly context: string
  /** In hex, where it is known. */
  readonly engineId: string | null
}
/** Those behind one address: a gateway, or a simulated province, may have thousands. */
type Group = { readonly all: Sender[]; readonly byContext: Map<string, Sender[]>; readonly byEngine: Map<string, Sender[]> }
export type Senders = ReadonlyMap<string, Group>
/** The device; or only the station, where its devices share an address and nothing tells them apart. */
export type Match = { readonly stationId: number; readonly deviceId: number | null }

/** Among so many it is asked who knows the trap; among more it would be guessing. */
const MOST_ASKED = 32

function put<K>(map: Map<K, Sender[]>, key: K, sender: Sender): void {
  const there = map.get(key)
  if (there) there.push(sender)
  else map.set(key, [sender])
}

export function sendersOf(devices: Iterable<Sender & { readonly address: string }>): Senders {
  const byAddress = new Map<string, Group>()
  for (const { address, ...sender } of devices) {
    const group: Group = byAddress.get(address) ?? { all: [], byContext: new Map(), byEngine: new Map() }
    byAddress.set(address, group)
    group.all.push(sender)
    put(group.byContext, sender.context, sender)
    if (sender.engineId !== null) put(group.byEngine, sender.engineId, sender)
  }
  return byAddress
}

/** The address it came from counts first; the one it names only where nobody is known at that. `knows`: this device's profile has such a trap. */
export function matchSender(
  senders: Senders,
  trap: Pick<ReceivedTrap, 'source' | 'agent' | 'context' | 'engineId'>,
  knows: (deviceId: number) => boolean,
): Match | null {
  const group = senders.get(trap.source) ?? (trap.agent === null ? undefined : senders.get(trap.agent))
  if (!group) return null
  const engine = trap.engineId === null ? undefined : group.byEngine.get(trap.engineId)
  const named = engine ? narrow(engine, (sender) => sender.context === trap.context) : (group.byContext.get(trap.context) ?? group.all)
  const left = named.length > MOST_ASKED ? named : narrow(named, (sender) => knows(sender.deviceId))
  const [first, second] = left
  if (!first) return null
  if (!second) return { stationId: first.stationId, deviceId: first.deviceId }
  return left.every((sender) => sender.stationId === first.stationId) ? { stationId: first.stationId, deviceId: null } : null
}

/** Those for which it holds; all where it holds for none. */
function narrow(senders: readonly Sender[], holds: (sender: Sender) => boolean): readonly Sender[] {
  if (senders.length < 2) return senders
  const kept = senders.filter(holds)
  return kept.length === 0 ? senders : kept
}
