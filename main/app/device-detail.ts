/** Everything the page of one device shows of the device itself, with the names of what it refers to. */
import type { DeviceDetail } from '../../shared/contract/devices.ts'
import type { Core } from './core.ts'

export function deviceDetail(core: Core, id: number): DeviceDetail | null {
  const { operations, engine, profiles } = core
  const { devices, stationById } = core.inventory.all()
  const device = devices.find((one) => one.id === id)
  const station = device && stationById.get(device.stationId)
  if (!station) return null
  const profile = profiles.get(device.profileInUse ?? device.profile)
  const credential = operations.credentials.list().find((one) => one.id === device.credentialId)
  return {
    device,
    status: engine.deviceStatus(id),
    station: { id: station.id, code: station.code, name: station.name },
    profile: profile
      ? { id: profile.id, name: profile.name, vendor: profile.vendor, verified: profile.verified, verifiedWith: profile.verifiedWith }
      : null,
    credential: credential ? { name: credential.name, version: credential.version } : null,
    intervalSeconds: device.intervalSeconds ?? operations.settings.get().intervalSeconds,
  }
}
