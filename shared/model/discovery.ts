/** Discovery: what is asked for on the network, what answered, what the console would make of it, and devices that were replaced. */
import { z } from 'zod'
import { DeviceInput, DeviceKind, Port } from './device.ts'
import { Id } from './station.ts'

/** More addresses than this are not scanned at once. */
export const MOST_ADDRESSES = 65_536
/** More addresses than this are scanned only when a person has seen the estimate and confirmed it. */
export const CONFIRM_ADDRESSES = 4096
/** Each address is asked so often before it counts as silent. */
export const TRIES = 2
/** A silent address is asked again so many waits later, so that a short loss does not take both tries. */
export const AGAIN_WAITS = 2
export const MOST_RATE = 2000

/** What a person asks for. At least one of `ranges` and `list` names an address. */
export const ScanRequest = z.object({
  /** Subnets, ranges, addresses and names, separated by blanks, commas, semicolons or lines. */
  ranges: z.string().max(200_000).default(''),
  /** CSV: address, and optionally station code, device name, credential, port. */
  list: z.string().max(4_000_000).default(''),
  exclude: z.string().max(200_000).default(''),
  ports: z.array(Port).min(1).max(4).default([161]),
  /** Tried in this order. */
  credentialIds: z.array(Id).min(1).max(5),
  /** Packets a second at most. */
  rate: z.number().int().min(1).max(MOST_RATE).default(200),
  /** CSV: subnet → station code. */
  plan: z.string().max(4_000_000).default(''),
  /** Asks addresses of devices that the console has, too. */
  known: z.boolean().default(false),
})
export type ScanRequest = z.infer<typeof ScanRequest>

/** What a scan would cost at worst, when nobody answers. */
export const ScanEstimate = z.object({
  /** Addresses and ports to ask, each once; devices that the console has are among them. */
  addresses: z.number().int(),
  known: z.number().int(),
  credentials: z.number().int(),
  packets: z.number().int(),
  /** Packets a second. */
  rate: z.number(),
  seconds: z.number(),
  /** Over this limit `start` wants `confirmed`. */
  mustConfirm: z.boolean(),
})
export type ScanEstimate = z.infer<typeof ScanEstimate>

/** What a device says of itself. Text is cut and cleaned when it comes in. */
export const Identity = z.object({
  sysObjectID: z.string().nullable(),
  sysName: z.string().nullable(),
  sysDescr: z.string().nullable(),
  serial: z.string().nullable(),
  /** SNMP engine, hexadecimal. */
  engineId: z.string().nullable(),
})
export type Identity = z.infer<typeof Identity>

/**
 * `identified`: it answered and a profile fits. `answered`: it speaks SNMP but says nothing usable. `refused`: it lives and refuses every user.
 * `silent` and `unresolved` are kept for addresses of a list only.
 */
export const ScanState = z.enum(['identified', 'answered', 'refused', 'silent', 'unresolved'])
export type ScanState = z.infer<typeof ScanState>

/** What one address gave, as it is stored. */
export const ScanFinding = z.object({
  host: z.string(),
  port: z.number().int(),
  state: ScanState,
  credentialId: z.number().int().nullable(),
  responseMs: z.number().nullable(),
  identity: Identity,
  /** The profile that fits; `generic` where none does better. */
  profile: z.string().nullable(),
  at: z.number(),
  /** What the person's list said of this address. */
  hint: z.object({ station: z.string().nullable(), name: z.string().nullable() }).nullable(),
})
export type ScanFinding = z.infer<typeof ScanFinding>

/** Where a proposed station comes from: the person's list, the address plan, or a station code in the device's name. */
export const StationClue = z.enum(['list', 'plan', 'name'])
export type StationClue = z.infer<typeof StationClue>

export const ScanRow = ScanFinding.extend({
  /** Its place in the scan; names the row. */
  position: z.number().int(),
  /** The device that the console has at this address. */
  known: z.object({ deviceId: Id, stationId: Id, name: z.string() }).nullable(),
  /** Other addresses with the same engine ID or serial number: the same box, or two boxes that say they are. */
  sameAs: z.array(z.object({ host: z.string(), port: z.number().int(), deviceId: Id.nullable(), by: z.enum(['engineId', 'serial']) })),
  name: z.string(),
  kind: DeviceKind,
  /** The one station that every clue points to; null where none or several do. */
  stationId: Id.nullable(),
  clues: z.array(z.object({ stationId: Id, by: StationClue })),
  /** Station codes of the list or the plan that the console does not have. */
  unknownCodes: z.array(z.string()),
})
export type ScanRow = z.infer<typeof ScanRow>

export const ScanStage = z.enum(['running', 'paused', 'cancelled', 'done'])
export type ScanStage = z.infer<typeof ScanStage>

/** Addresses by how far they are. */
export const ScanProgress = z.object({
  /** Finished, whatever came of it. */
  done: z.number().int(),
  /** Left out because the console has a device there. */
  skipped: z.number().int(),
  answered: z.number().int(),
  /** A profile of their own fits. */
  identified: z.number().int(),
  packets: z.number().int(),
  /** How long it has run, pauses left out. */
  activeMs: z.number(),
})
export type ScanProgress = z.infer<typeof ScanProgress>

export const Scan = z.object({
  id: Id,
  stage: ScanStage,
  request: ScanRequest.pick({ ranges: true, exclude: true, ports: true, credentialIds: true, rate: true, known: true }),
  startedBy: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Addresses in all. */
  targets: z.number().int(),
  progress: ScanProgress,
  /** Seconds that are left at the present speed; null while that cannot be told. */
  secondsLeft: z.number().nullable(),
})
export type Scan = z.infer<typeof Scan>

/** A row of a scan that becomes a device, as the person decided. */
export const AddRow = DeviceInput.pick({ stationId: true, name: true, kind: true, profile: true, elsewhere: true }).extend({
  position: z.number().int(),
})
export type AddRow = z.infer<typeof AddRow>

/** What can give a replaced device away. */
export const IdentityPart = z.enum(['engineId', 'serial', 'sysObjectID'])
export type IdentityPart = z.infer<typeof IdentityPart>

/** Who answers at a device's address. Times are epoch ms. */
export const DeviceIdentity = z.object({
  deviceId: Id,
  identity: Identity,
  firstSeen: z.number(),
  lastSeen: z.number(),
  /** Somebody else answers there, and no person has said yet what that means. */
  pending: z.object({ identity: Identity, since: z.number(), changed: z.array(IdentityPart) }).nullable(),
})
export type DeviceIdentity = z.infer<typeof DeviceIdentity>
