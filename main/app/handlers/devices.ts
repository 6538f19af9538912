/** Devices, the profiles that read them, and the credentials that open them. */
import { isRefusal, refuse } from '../../../shared/model/refusal.ts'
import type { Core } from '../core.ts'
import { deviceDetail } from '../device-detail.ts'
import { demoPort } from '../targets.ts'
import type { Handlers } from './shape.ts'

type Names =
  | 'list'
  | 'statuses'
  | 'get'
  | 'create'
  | 'update'
  | 'retire'
  | 'restore'
  | 'test'
  | 'profiles'
  | 'credentials'
  | 'addCredential'
  | 'replaceCredential'
  | 'removeCredential'

export function devices(core: Core): Handlers<'devices', Names> {
  const { operations, engine } = core
  const done = <T>(result: T): T => {
    if (!isRefusal(result)) core.changed('devices', 'stations')
    return result
  }
  const known = (profile: string) =>
    profile === 'auto' || core.profiles.has(profile)
      ? null
      : refuse('INVALID', 'access.invalid', undefined, { issues: [{ path: 'profile', phrase: { key: 'error.field.profile' } }] })
  return {
    list: () => core.inventory.all().devices.map((device) => ({ ...device, status: engine.deviceStatus(device.id) })),
    statuses: ({ since }) =>
      core.inventory
        .all()
        .devices.map(({ id, profileInUse }) => ({ ...engine.deviceStatus(id), profileInUse }))
        .filter(({ at }) => since === null || (at !== null && at > since)),
    get: ({ id }) => deviceDetail(core, id) ?? refuse('NOT_FOUND', 'notFound'),
    create: (input, by) => known(input.profile) ?? done(operations.inventory.createDevice(input, by)),
    update: ({ id, version, device }, by) => known(device.profile) ?? done(operations.inventory.updateDevice(id, version, device, by)),
    retire: ({ id, version }, by) => done(operations.inventory.setDeviceRetired(id, version, true, by)),
    restore: ({ id, version }, by) => done(operations.inventory.setDeviceRetired(id, version, false, by)),
    test: async ({ host, port, credentialId, context, profile, elsewhere }) => {
      const secret = operations.credentials.secret(credentialId)
      if (!secret) {
        return refuse('INVALID', 'access.invalid', undefined, {
          issues: [{ path: 'credentialId', phrase: { key: 'error.field.credential' } }],
        })
      }
      const refused = known(profile)
      if (refused) return refused
      const { timeoutMs, retries } = operations.settings.get()
      const at = demoPort(operations, core.simulatorPort())(credentialId, port)
      return core.poller.probe({ host, port: at, secret, context, profile, timeoutMs, retries, elsewhere })
    },
    profiles: () =>
      [...core.profiles.values()].map(({ id, name, vendor, kind, verified, verifiedWith }) => ({
        id,
        name,
        vendor,
        kind,
        verified,
        verifiedWith,
      })),
    credentials: () => operations.credentials.list(),
    addCredential: ({ name, secret }, by) => done(operations.credentials.add(name, secret, by)),
    replaceCredential: ({ id, name, secret }, by) => done(operations.credentials.replace(id, name, secret, by)),
    removeCredential: ({ id }, by) => done(operations.credentials.remove(id, by)) ?? { ok: true },
  }
}
