/** Which devices are polled, how and how often: the inventory as the poller wants it. */
import type { Secret } from '../../shared/model/device.ts'
import type { PollTarget } from '../poll/poller.ts'
import type { Inventory, Operations } from '../store/store.ts'
import { DEMO_CREDENTIAL } from '../simulator/province/plan.ts'

/** Enabled devices of stations in service whose credential can be opened. In the demo, its own devices are where the simulator is today. */
export function targetsOf(operations: Operations, inventory: Inventory, simulatorPort: number | null): PollTarget[] {
  const settings = operations.settings.get()
  const secrets = new Map<number, Secret | null>()
  const secretOf = (id: number): Secret | null => {
    if (!secrets.has(id)) secrets.set(id, operations.credentials.secret(id))
    return secrets.get(id) ?? null
  }
  const move = demoPort(operations, simulatorPort)
  const retired = new Set(inventory.stations.filter((station) => station.retiredOn !== null).map((station) => station.id))
  return inventory.devices.flatMap((device) => {
    if (!device.enabled || device.retired || retired.has(device.stationId)) return []
    const secret = secretOf(device.credentialId)
    if (!secret) return []
    return {
      deviceId: device.id,
      stationId: device.stationId,
      host: device.host,
      port: move(device.credentialId, device.port),
      secret,
      context: device.context,
      profile: device.profile,
      profileInUse: device.profileInUse,
      intervalSeconds: device.intervalSeconds ?? settings.intervalSeconds,
      timeoutMs: settings.timeoutMs,
      retries: settings.retries,
      elsewhere: device.elsewhere,
    }
  })
}

/** The simulator may listen elsewhere than when the demo was made: its devices, known by the demo's credential, follow it. */
export function demoPort(operations: Operations, simulatorPort: number | null): (credentialId: number, port: number) => number {
  if (simulatorPort === null) return (_, port) => port
  const own = operations.credentials.list().find((credential) => credential.name === DEMO_CREDENTIAL)?.id
  return (credentialId, port) => (credentialId === own ? simulatorPort : port)
}
