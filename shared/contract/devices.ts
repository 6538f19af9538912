/** Devices, their credentials and the profiles that read them. */
import { z } from 'zod'
import { Credential, Device, DeviceInput, DeviceKind, DeviceStatus, Host, Outcome, Port, Secret, SnmpVersion } from '../model/device.ts'
import { Reading } from '../model/metric.ts'
import { Phrase } from '../model/phrase.ts'
import { Id } from '../model/station.ts'
import { command, ok, query, versioned } from './procedure.ts'

/** What one look at a device gave. */
export const ProbeResult = z.object({
  outcome: Outcome,
  /** The outcome in words, with what to do. */
  phrase: Phrase,
  responseMs: z.number().nullable(),
  device: z.object({
    sysObjectID: z.string().nullable(),
    sysName: z.string().nullable(),
    sysDescr: z.string().nullable(),
    profile: z.string().nullable(),
    verified: z.boolean().nullable(),
  }),
  readings: z.array(Reading.extend({ unit: z.string() })),
})
export type ProbeResult = z.infer<typeof ProbeResult>

/** One device with the names of what it refers to. */
export const DeviceDetail = z.object({
  device: Device,
  status: DeviceStatus,
  station: z.object({ id: Id, code: z.string(), name: z.string() }),
  /** Of the profile in use, or of the chosen one before the first contact; null while there is none. */
  profile: z
    .object({ id: z.string(), name: z.string(), vendor: z.string(), verified: z.boolean(), verifiedWith: z.string().nullable() })
    .nullable(),
  credential: z.object({ name: z.string(), version: SnmpVersion }).nullable(),
  /** Seconds between two polls, the branch's own setting where the device has none. */
  intervalSeconds: z.number().int(),
})
export type DeviceDetail = z.infer<typeof DeviceDetail>

export const devices = {
  list: query('viewer').output(z.array(Device.extend({ status: DeviceStatus }))),
  /** How the last polls ended and what the devices were found to be, of those polled after `since`; of all without it. For lists that are kept up to date. */
  statuses: query('viewer')
    .input(z.object({ since: z.number().nullable() }))
    .output(z.array(DeviceStatus.extend({ profileInUse: z.string().nullable() }))),
  get: query('viewer')
    .input(z.object({ id: Id }))
    .output(DeviceDetail),
  create: command('engineer').input(DeviceInput).output(Device),
  update: command('engineer')
    .input(versioned.extend({ device: DeviceInput }))
    .output(Device),
  retire: command('engineer').input(versioned).output(Device),
  restore: command('engineer').input(versioned).output(Device),
  /** Reads a device now, stored or not yet stored; changes nothing. */
  test: command('engineer')
    .input(
      z.object({
        host: Host,
        port: Port,
        credentialId: Id,
        context: z.string().max(64).default(''),
        profile: z.string().default('auto'),
        elsewhere: z.boolean().default(false),
      }),
    )
    .output(ProbeResult),
  profiles: query('viewer').output(
    z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        vendor: z.string(),
        kind: DeviceKind,
        verified: z.boolean(),
        verifiedWith: z.string().nullable(),
      }),
    ),
  ),
  credentials: query('engineer').output(z.array(Credential)),
  addCredential: command('engineer')
    .input(z.object({ name: z.string().trim().min(1).max(80), secret: Secret }))
    .output(Credential),
  /** Replaces the secret; it can never be read back. */
  replaceCredential: command('engineer')
    .input(z.object({ id: Id, name: z.string().trim().min(1).max(80), secret: Secret }))
    .output(Credential),
  removeCredential: command('engineer')
    .input(z.object({ id: Id }))
    .output(ok),
}
