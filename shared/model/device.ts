/** A device: one SNMP agent at a station, how to reach it, and how the last exchange with it ended. */
import { z } from 'zod'

export const DeviceKind = z.enum(['power', 'radio', 'gateway', 'environment', 'bts', 'ups', 'genset', 'other'])
export type DeviceKind = z.infer<typeof DeviceKind>

/**
 * How an exchange with an agent can end. `timeout` is also what a wrong v1/v2c community looks like: agents stay silent.
 * `refused`: the host says nothing listens there. `auth`: the agent rejected the v3 user, key or level.
 * `unresolved`: the host name has no address. `agentError`: the agent answered genErr and the like.
 */
export const Outcome = z.enum(['ok', 'timeout', 'refused', 'auth', 'unresolved', 'tooBig', 'malformed', 'agentError', 'internal'])
export type Outcome = z.infer<typeof Outcome>

export const SnmpVersion = z.enum(['1', '2c', '3'])
export type SnmpVersion = z.infer<typeof SnmpVersion>
export const AuthProtocol = z.enum(['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'])
export type AuthProtocol = z.infer<typeof AuthProtocol>
/** The longer AES keys come in two ways to extend a digest: b as Blumenthal's draft has it, r as Reeder's and Cisco. */
export const PrivProtocol = z.enum(['des', 'aes', 'aes192b', 'aes192r', 'aes256b', 'aes256r'])
export type PrivProtocol = z.infer<typeof PrivProtocol>

/** Characters that a v3 pass phrase has at least (RFC 3414 11.2): shorter ones are refused wherever one is given. */
export const SHORTEST_PASSPHRASE = 8

const secret = z.string().min(1).max(255)
const passphrase = z.string().min(SHORTEST_PASSPHRASE).max(255)
/** What opens an agent. Write-only in the contract, encrypted at rest, never logged. v3 keys are pass phrases. */
export const Secret = z.discriminatedUnion('version', [
  z.object({ version: z.literal('1'), community: secret }),
  z.object({ version: z.literal('2c'), community: secret }),
  z
    .object({
      version: z.literal('3'),
      user: z.string().min(1).max(32),
      auth: z.object({ protocol: AuthProtocol, key: passphrase }).optional(),
      priv: z.object({ protocol: PrivProtocol, key: passphrase }).optional(),
    })
    .refine((s) => !s.priv || s.auth, { path: ['auth'], message: 'privNeedsAuth' }),
])
export type Secret = z.infer<typeof Secret>

/** Host name, IPv4 or IPv6 address, without port: one colon alone would be a port. */
export const Host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^(?:[A-Za-z0-9._-]+|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f.]*)$/, 'host')
export const Port = z.number().int().min(1).max(65535)

export const DeviceInput = z.object({
  stationId: z.number().int(),
  name: z.string().trim().min(1).max(80),
  kind: DeviceKind,
  host: Host,
  port: Port.default(161),
  credentialId: z.number().int(),
  /** v3 context; '' for none. */
  context: z.string().max(64).default(''),
  /** A profile id, or 'auto' to identify at the first contact. */
  profile: z.string().min(1).max(60).default('auto'),
  /** Seconds between polls; null takes the branch's setting. */
  intervalSeconds: z.number().int().min(10).max(3600).nullable().default(null),
  enabled: z.boolean().default(true),
  /** Takes replies from another address or port than was asked: some agents with several addresses answer so. */
  elsewhere: z.boolean().default(false),
})
export type DeviceInput = z.infer<typeof DeviceInput>

export const Device = DeviceInput.extend({
  id: z.number().int(),
  /** The profile in use; null until the device has been identified. */
  profileInUse: z.string().nullable(),
  retired: z.boolean(),
  version: z.number().int(),
})
export type Device = z.infer<typeof Device>

/** What the last exchanges with a device gave. Times are epoch ms. */
export const DeviceStatus = z.object({
  deviceId: z.number().int(),
  outcome: Outcome.nullable(),
  at: z.number().nullable(),
  lastOkAt: z.number().nullable(),
  responseMs: z.number().nullable(),
  failures: z.number().int(),
})
export type DeviceStatus = z.infer<typeof DeviceStatus>

export const Credential = z.object({ id: z.number().int(), name: z.string(), version: SnmpVersion, devices: z.number().int() })
export type Credential = z.infer<typeof Credential>
