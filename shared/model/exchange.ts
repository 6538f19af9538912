/** What the poller knows of its own work: of one device beyond its readings, and of all of polling. Times are epoch ms. */
import { z } from 'zod'
import { Outcome } from './device.ts'

/** One finished poll of a device. */
export const ExchangeMark = z.object({ at: z.number(), outcome: Outcome, responseMs: z.number().nullable() })
export type ExchangeMark = z.infer<typeof ExchangeMark>

/** How the console talks with one device and what it has learned of it. */
export const DeviceExchange = z.object({
  deviceId: z.number().int(),
  /** Oldest first, at most the last 120. */
  recent: z.array(ExchangeMark),
  polls: z.number().int(),
  timeouts: z.number().int(),
  /** How the last reply was read: matched against the prepared request, or decoded the general way; null before the first. */
  way: z.enum(['prepared', 'general']).nullable(),
  /** Objects asked for in each poll, and the requests that takes. */
  objects: z.number().int(),
  requests: z.number().int(),
  /** What this agent can take: learned where it differs from the profile's word. */
  limits: z.object({ varbinds: z.number().int(), learned: z.boolean(), bulk: z.boolean(), inFlight: z.number().int() }),
  /** v3 only: the engine as it was last heard of. */
  engine: z.object({ id: z.string(), boots: z.number().int(), time: z.number().int() }).nullable(),
})
export type DeviceExchange = z.infer<typeof DeviceExchange>

/** Datagrams that were not let through, by reason. */
export const DroppedDatagrams = z.object({
  stranger: z.number().int(),
  garbage: z.number().int(),
  unasked: z.number().int(),
  version: z.number().int(),
  level: z.number().int(),
  principal: z.number().int(),
  contained: z.number().int(),
})

/** One minute of polling. */
export const PollMinute = z.object({
  at: z.number(),
  polls: z.number().int(),
  timeouts: z.number().int(),
  missed: z.number().int(),
  dropped: z.number().int(),
  /** Median and 95th percentile of the response times; null where nothing answered. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  /** Most requests under way at once. */
  inFlight: z.number().int(),
})
export type PollMinute = z.infer<typeof PollMinute>

/** How polling itself is doing. */
export const PollerHealth = z.object({
  devices: z.number().int(),
  answering: z.number().int(),
  inFlight: z.number().int(),
  /** Devices that are due and wait for a place in their lane. */
  waiting: z.object({ living: z.number().int(), dead: z.number().int() }),
  polls: z.number().int(),
  timeouts: z.number().int(),
  missed: z.number().int(),
  /** How long the last whole cycle took from its first request to its last reply; null before one has ended. */
  cycleMs: z.number().nullable(),
  /** Delay of the polling thread's event loop in the last minute. */
  loopMs: z.object({ p50: z.number(), p99: z.number(), max: z.number() }),
  dropped: DroppedDatagrams,
  sockets: z.array(
    z.object({
      family: z.enum(['udp4', 'udp6']),
      port: z.number().int(),
      /** Bytes that the system granted. */
      receiveBuffer: z.number().int(),
      /** Datagrams that the system lost because the buffer was full; null where the system does not say. */
      bufferErrors: z.number().int().nullable(),
      sendErrors: z.number().int(),
    }),
  ),
  /** Oldest first, at most the last 60. */
  minutes: z.array(PollMinute),
})
export type PollerHealth = z.infer<typeof PollerHealth>
