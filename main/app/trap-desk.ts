/** The core's side of traps: whose each one is and what it says, and how the receiver is to work. */
import type { Secret } from '../../shared/model/device.ts'
import type { ReceivedTrap } from '../../shared/model/trap.ts'
import { eventOf, factsOf, trapKey, type TrapFacts } from '../domain/trap/event.ts'
import { matchSender, sendersOf, type Senders } from '../domain/trap/sender.ts'
import type { Engine } from '../engine/engine.ts'
import type { Poller } from '../poll/poller.ts'
import type { Profile } from '../profiles/schema.ts'
import { Resolver } from '../snmp/resolve.ts'
import { shortAddress } from '../snmp/trap/sockets.ts'
import type { Operations, TrapSender } from '../store/store.ts'
import type { InventoryView } from './inventory-view.ts'
import type { TrapBoot, TrapSetup } from './trap-protocol.ts'

export type TrapDesk = {
  boot(): TrapBoot
  take(traps: readonly ReceivedTrap[]): void
  learn(senders: readonly TrapSender[]): void
  /** Inventory, credentials, profiles or settings are others now. */
  changed(): void
  /** The receiver's setup where it changed since it was last asked for. */
  news(): TrapSetup | null
}
export type TrapDeskParts = {
  readonly operations: Operations
  readonly inventory: InventoryView
  readonly engine: Engine
  readonly poller: Pick<Poller, 'pollNow'>
  readonly profileOf: (id: string) => Profile | undefined
  readonly mono: () => number
}

/** A device that sends traps all the time is not asked more often than this. */
const ASK_AGAIN_MS = 10_000
/** How long a host name's address holds. */
const NAMES_MS = 600_000
const NO_FACTS: TrapFacts = new Map()

export function trapDesk({ operations, inventory, engine, poller, profileOf, mono }: TrapDeskParts): TrapDesk {
  const resolver = new Resolver(mono)
  const facts = new WeakMap<Profile, TrapFacts>()
  const askedAt = new Map<number, number>()
  /** Devices that stand in the inventory by a host name. */
  const names = new Map<string, { address: string | null; askedAt: number }>()
  let lookedAt = mono()
  let senders: Senders | null = null
  /** Profiles of the devices that send. */
  let profiles = new Map<number, string>()
  let told = ''
  let stale = true

  function known(): Senders {
    if (senders) return senders
    const engines = operations.traps.engines()
    const { stations, devices } = inventory.all()
    const retired = new Set(stations.filter((station) => station.retiredOn !== null).map((station) => station.id))
    profiles = new Map()
    const living = devices.filter((device) => !device.retired && !retired.has(device.stationId))
    senders = sendersOf(
      living.flatMap(({ id: deviceId, stationId, host, context, profile, profileInUse }) => {
        const address = addressOf(host)
        profiles.set(deviceId, profileInUse ?? profile)
        return address === null ? [] : { deviceId, stationId, context, engineId: engines.get(deviceId) ?? null, address }
      }),
    )
    return senders
  }

  /** Null while a name is looked up for the first time; when it is known, or another than it was, all is made anew. */
  function addressOf(host: string): string | null {
    const given = names.get(host)
    if (given && mono() - given.askedAt < NAMES_MS) return given.address
    const found = resolver.resolve(host)
    if (!(found instanceof Promise)) return found && shortAddress(found.address)
    names.set(host, { address: given?.address ?? null, askedAt: mono() })
    void found.then((answer) => {
      const name = names.get(host)
      const address = answer && shortAddress(answer.address)
      if (!name || !address || name.address === address) return
      name.address = address
      desk.changed()
    })
    return given?.address ?? null
  }

  function factsOfDevice(deviceId: number): TrapFacts {
    const profile = profileOf(profiles.get(deviceId) ?? '')
    if (!profile) return NO_FACTS
    const there = facts.get(profile)
    if (there) return there
    const made = factsOf(profile.traps)
    facts.set(profile, made)
    return made
  }

  function takeOne(trap: ReceivedTrap): void {
    const match = matchSender(known(), trap, (deviceId) => factsOfDevice(deviceId).has(trapKey(trap.trapOid)))
    const deviceId = match?.deviceId ?? null
    engine.onTrap(trap, match, deviceId === null ? null : eventOf(factsOfDevice(deviceId), trap))
    if (deviceId !== null) askSoon(deviceId)
  }

  /** Something happened there: its readings are wanted before their turn. */
  function askSoon(deviceId: number): void {
    const now = mono()
    if (now - (askedAt.get(deviceId) ?? Number.NEGATIVE_INFINITY) < ASK_AGAIN_MS) return
    askedAt.set(deviceId, now)
    poller.pollNow(deviceId)
  }

  function setup(): TrapSetup {
    const communities = new Set<string>()
    const users: Extract<Secret, { version: '3' }>[] = []
    for (const { id } of operations.credentials.list()) {
      const secret = operations.credentials.secret(id)
      if (secret?.version === '3') users.push(secret)
      else if (secret) communities.add(secret.community)
    }
    return { settings: operations.settings.traps(), communities: [...communities], users, known: [...known().keys()] }
  }

  const desk: TrapDesk = {
    boot() {
      const { engineId, boots } = operations.traps.boot()
      stale = false
      const now = setup()
      told = JSON.stringify(now)
      return { setup: now, engineId, boots, senders: operations.traps.senders() }
    },
    take(traps) {
      for (const trap of traps) takeOne(trap)
    },
    learn: (list) => operations.traps.saveSenders(list),
    changed() {
      senders = null
      stale = true
    },
    news() {
      if (names.size > 0 && mono() - lookedAt >= NAMES_MS) {
        lookedAt = mono()
        desk.changed()
      }
      if (!stale) return null
      stale = false
      const next = setup()
      const text = JSON.stringify(next)
      if (text === told) return null
      told = text
      return next
    },
  }
  return desk
}
