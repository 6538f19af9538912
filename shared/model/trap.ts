/** Traps and informs: what the receiver took in, what became of it, how it is set up and how it is doing. Everything in it that a device wrote is text to be shown, never trusted. */
import { z } from 'zod'
import { Host, SnmpVersion } from './device.ts'
import { Phrase } from './phrase.ts'

/**
 * What became of a trap. `repeated`: its alarm stands already. `noted`: known, but nothing to raise or clear. `unknown`: its device's profile
 * does not know it. `stranger`: it came from no device of the inventory. `ignored`: its station is out of service, or its device is not polled.
 */
export const TrapVerdict = z.enum(['raised', 'repeated', 'cleared', 'noted', 'unknown', 'stranger', 'ignored'])
export type TrapVerdict = z.infer<typeof TrapVerdict>
export const TRAP_VERDICTS = TrapVerdict.options

/** At most so many variables of a trap are kept, each with at most so many characters; of the datagram itself so many bytes. */
export const TRAP_LIMITS = { varbinds: 64, text: 1024, raw: 2048 } as const

/** A variable of a trap. `number` where the value is one; `hex` where octets are no text. */
export const TrapVarbind = z.object({
  oid: z.string(),
  type: z.string(),
  number: z.number().nullable(),
  text: z.string(),
  hex: z.string().nullable(),
})
export type TrapVarbind = z.infer<typeof TrapVarbind>
export const TrapVarbinds = z.array(TrapVarbind)

/** A trap as the receiver hands it on. A community is a secret and never goes further; only whether it is one of ours does. */
export type ReceivedTrap = {
  readonly at: number
  /** The sender's address in its short form, and its port. */
  readonly source: string
  readonly port: number
  readonly version: SnmpVersion
  readonly inform: boolean
  /** v3 user; null for v1 and v2c. */
  readonly user: string | null
  /** v1 and v2c: the community is that of a stored credential. v3: true, or nothing would have come through. */
  readonly known: boolean
  /** v3 context, or what stands behind the last `@` of a community. */
  readonly context: string
  /** v3: the sender's engine, in hex. */
  readonly engineId: string | null
  /** The address a v1 trap or snmpTrapAddress.0 names as its origin. */
  readonly agent: string | null
  /** As RFC 3584 writes it, whatever version it came in. */
  readonly trapOid: string
  readonly enterprise: string | null
  /** Hundredths of a second. */
  readonly upTime: number | null
  readonly varbinds: readonly TrapVarbind[]
  /** Variables beyond those kept. */
  readonly more: number
  /** The beginning of the datagram in hex, its community blotted out; null where v3 hid it. */
  readonly raw: string | null
}

/** A variable with the name that loaded MIBs give it, and the word of its value where it is one of a list. */
export const NamedVarbind = TrapVarbind.extend({ name: z.string().nullable(), word: z.string().nullable() })
export type NamedVarbind = z.infer<typeof NamedVarbind>

/** A line of the trap log. Equal traps of one sender within a minute are one line with a count. */
export const TrapRow = z.object({
  id: z.number().int(),
  /** The first and the latest of the count. */
  at: z.number(),
  lastAt: z.number(),
  count: z.number().int(),
  source: z.string(),
  version: SnmpVersion,
  inform: z.boolean(),
  user: z.string().nullable(),
  known: z.boolean(),
  context: z.string(),
  engineId: z.string().nullable(),
  agent: z.string().nullable(),
  trapOid: z.string(),
  /** The trap's name out of the loaded MIBs. */
  name: z.string().nullable(),
  /** The module that names it. */
  module: z.string().nullable(),
  upTime: z.number().nullable(),
  deviceId: z.number().int().nullable(),
  stationId: z.number().int().nullable(),
  verdict: TrapVerdict,
  /** What the profile calls the fault: a rule's id or a problem's name. */
  problem: z.string().nullable(),
  /** The alarm it raised or cleared. */
  alarmId: z.number().int().nullable(),
  varbinds: z.array(NamedVarbind),
  more: z.number().int(),
  /** Of traps that nobody knows: the datagram in hex. */
  raw: z.string().nullable(),
})
export type TrapRow = z.infer<typeof TrapRow>

export const Manager = z.object({ host: Host, port: z.number().int().min(1).max(65535) })
export type Manager = z.infer<typeof Manager>

export const TrapSettings = z.object({
  enabled: z.boolean(),
  /** UDP port; 0 takes any free one. */
  port: z.number().int().min(0).max(65535),
  /** Takes v1 and v2c traps only with the community of a stored credential. */
  knownCommunitiesOnly: z.boolean(),
  /** Traps a second from one address, and from all together. */
  perSource: z.number().int().min(1).max(10_000),
  total: z.number().int().min(10).max(20_000),
  /** The log keeps so many days and so many lines. */
  keepDays: z.number().int().min(1).max(3650),
  keepRows: z.number().int().min(100).max(1_000_000),
  /** Other managers that get every datagram unchanged. */
  forward: z.array(Manager).max(4),
})
export type TrapSettings = z.infer<typeof TrapSettings>

export const DEFAULT_TRAP_SETTINGS: TrapSettings = {
  enabled: true,
  port: 1162,
  knownCommunitiesOnly: false,
  perSource: 300,
  total: 1500,
  keepDays: 30,
  keepRows: 50_000,
  forward: [],
}

const count = z.number().int()
/** Datagrams since the start of the program. */
export const TrapCounters = z.object({
  received: count,
  /** Handed to the engine. */
  accepted: count,
  informs: count,
  /** Informs that were answered, the repeated ones too. */
  acknowledged: count,
  /** The same one again: answered where it asks for it, counted once. */
  duplicates: count,
  droppedSource: count,
  droppedTotal: count,
  /** From addresses that are no device's, beyond the share that strangers have. */
  droppedStranger: count,
  /** The core did not take them in time. */
  droppedOverflow: count,
  malformed: count,
  /** v1 and v2c with a community that is none of ours, while only ours are taken. */
  community: count,
  /** v3, by reason. */
  v3: z.record(z.string(), count),
  forwarded: count,
  forwardFailed: count,
})
export type TrapCounters = z.infer<typeof TrapCounters>

/** What became of the traps that the engine was handed. */
export const TrapTally = z.object({ matched: count, unknown: count, stranger: count })
export type TrapTally = z.infer<typeof TrapTally>

export const TrapStatus = z.object({
  /** `trouble`: it should listen and cannot; `problem` says why and what to do. */
  state: z.enum(['off', 'starting', 'listening', 'trouble']),
  /** The port it listens on just now. */
  port: z.number().int().nullable(),
  wanted: z.number().int(),
  families: z.array(z.enum(['udp4', 'udp6'])),
  problem: Phrase.nullable(),
  counters: TrapCounters,
  tally: TrapTally,
})
export type TrapStatus = z.infer<typeof TrapStatus>
