/** Polling itself: whether the console keeps up, and how it talks with each device. */
import { z } from 'zod'
import { Outcome } from '../model/device.ts'
import { DeviceExchange, PollerHealth } from '../model/exchange.ts'
import { Id } from '../model/station.ts'
import { query } from './procedure.ts'

/** A device as it is pointed at from elsewhere. */
export const DevicePointer = z.object({ id: Id, name: z.string(), stationId: Id, code: z.string(), station: z.string() })
export type DevicePointer = z.infer<typeof DevicePointer>

const Noted = DevicePointer.extend({
  outcome: Outcome.nullable(),
  responseMs: z.number().nullable(),
  failures: z.number().int(),
  lastOkAt: z.number().nullable(),
})

export const poller = {
  health: query('viewer').output(PollerHealth),
  /** The devices that answer slowest and those that have failed most often in a row, at most ten of each. */
  worst: query('viewer').output(z.object({ slowest: z.array(Noted), failing: z.array(Noted) })),
  device: query('viewer')
    .input(z.object({ id: Id }))
    .output(
      z.object({
        /** Null while the device is not polled: retired or switched off. */
        exchange: DeviceExchange.nullable(),
        /** Other devices that name the same SNMPv3 engine: copies of one configuration, or one agent entered twice. */
        sameEngine: z.array(DevicePointer),
      }),
    ),
}
