/** Finding devices on the network, making them part of the inventory, and noticing that one was replaced. */
import { z } from 'zod'
import { Device } from '../model/device.ts'
import { AddRow, DeviceIdentity, Scan, ScanEstimate, ScanRequest, ScanRow } from '../model/discovery.ts'
import { FieldIssue } from '../model/phrase.ts'
import { Id } from '../model/station.ts'
import { command, query, versioned } from './procedure.ts'

const scanId = z.object({ id: Id })

export const discovery = {
  /** What a scan would ask and cost; nothing is sent. Too many addresses are refused with the estimate as `current`. */
  estimate: query('engineer').input(ScanRequest).output(ScanEstimate),
  /** Begins a scan in place of the last one. Many addresses are refused until `confirmed`, with the estimate as `current`. */
  start: command('engineer')
    .input(ScanRequest.extend({ confirmed: z.boolean().default(false) }))
    .output(Scan),
  /** The last scan, running or not. */
  scan: query('viewer').output(Scan.nullable()),
  /** What it has found so far, with what the console would make of it. */
  rows: query('viewer').output(z.array(ScanRow)),
  pause: command('engineer').input(scanId).output(Scan),
  /** Goes on where it was held, also after a restart of the console. */
  resume: command('engineer').input(scanId).output(Scan),
  cancel: command('engineer').input(scanId).output(Scan),
  /** Makes devices of found addresses, in one transaction; each row is added or says why not. */
  add: command('engineer')
    .input(z.object({ rows: z.array(AddRow).min(1).max(10_000) }))
    .output(
      z.object({
        added: z.array(z.object({ position: z.number().int(), device: Device })),
        refused: z.array(z.object({ position: z.number().int(), issues: z.array(FieldIssue).min(1) })),
      }),
    ),
  /** Retires devices that were just added. */
  undo: command('engineer')
    .input(z.object({ devices: z.array(versioned).min(1).max(10_000) }))
    .output(z.object({ retired: z.number().int() })),
  /** Who answers at a device's address; null before it was asked. */
  identity: query('viewer')
    .input(z.object({ deviceId: Id }))
    .output(DeviceIdentity.nullable()),
  /** Devices at whose address another box answers, and no person has said what that means. */
  replacements: query('viewer').output(z.array(DeviceIdentity)),
  /** `isNew`: the box was replaced; it keeps its history and is identified anew. Otherwise it is the same box: not asked again until it changes again. */
  decide: command('engineer')
    .input(z.object({ deviceId: Id, since: z.number(), isNew: z.boolean() }))
    .output(DeviceIdentity),
}
