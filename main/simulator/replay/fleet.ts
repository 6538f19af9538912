/** Recorded walks as devices: each under its name as community and v3 context, as people know it from snmpsim. */
import type { Fleet, Played } from '../agent/fleet.ts'
import { Mib, type EncodedRow, type Moment, type Row } from '../agent/mib.ts'
import { FaultBook } from '../faults/book.ts'
import { ALL, type DeviceEvent } from '../faults/kinds.ts'
import { decodeOid, oidBytes, TAG, type Value } from '../agent/ber.ts'
import type { RecordedRow } from './row.ts'

export type Replayed = { readonly name: string; readonly rows: readonly RecordedRow[] }
export type ReplayOptions = {
  readonly devices: readonly Replayed[]
  /** A single device answers to it alone, several to `<community>@<name>`. */
  readonly community: string
  /** Counters and times go on from where the walk found them, at their mean pace so far. */
  readonly alive: boolean
  readonly seed: number
  /** When it began to play, simulated time. */
  readonly startedAt: number
}

const UPTIME = '1.3.6.1.2.1.1.3.0'
/** snmpEngineTime counts seconds. */
const ENGINE_TIME = '1.3.6.1.6.3.10.2.1.3.0'
const HOST_UPTIME = '1.3.6.1.2.1.25.1.1.0'
/** What a counter is taken to have run for where the walk does not say: a day. */
const USUAL_TICKS = 8_640_000

export class ReplayFleet implements Fleet<Moment> {
  readonly seed: number
  readonly faultBook = new FaultBook()
  private readonly byName = new Map<string, Played<Moment>>()
  private readonly options: ReplayOptions
  private readonly only: Played<Moment> | undefined

  constructor(options: ReplayOptions) {
    this.options = options
    this.seed = options.seed
    for (const device of options.devices) this.byName.set(latin(device.name), new ReplayDevice(device, options, this.faultBook))
    this.only = options.devices.length === 1 ? [...this.byName.values()][0] : undefined
  }

  community(name: string): Played<Moment> | undefined {
    const prefix = latin(this.options.community)
    const found = this.byName.get(name) ?? (name.startsWith(`${prefix}@`) ? this.byName.get(name.slice(prefix.length + 1)) : undefined)
    return found ?? (name === prefix ? this.only : undefined)
  }

  context(name: string): Played<Moment> | undefined {
    return this.byName.get(name) ?? (name === '' ? this.only : undefined)
  }

  faults(device: string, at: number): readonly DeviceEvent[] {
    return this.faultBook.at(device, at)
  }

  engine(at: number): { boots: number; restartedAt: number } {
    return { boots: this.faultBook.engineBoots(at), restartedAt: this.faultBook.restartedAt(ALL, at) }
  }
}

/** Names come off the wire octet by octet. */
const latin = (name: string): string => Buffer.from(name).toString('latin1')

class ReplayDevice implements Played<Moment> {
  readonly key: string
  readonly mib: Mib<Moment>
  private readonly startedAt: number
  private readonly faults: FaultBook

  constructor({ name, rows }: Replayed, options: ReplayOptions, faults: FaultBook) {
    const uptime = rows.find((row) => row.oid === UPTIME)?.value
    const ticks = typeof uptime === 'number' && uptime > 0 ? uptime : USUAL_TICKS
    this.key = name
    this.faults = faults
    this.startedAt = options.startedAt
    this.mib = new Mib<Moment>(rows.map((row) => (options.alive && lives(row) ? living(row, ticks, options.startedAt) : new StillRow(row))))
  }

  view(at: number): Moment {
    return { at, bootedAt: Math.max(this.startedAt, this.faults.restartedAt(this.key, at)) }
  }
}

/** A value as it was found. */
class StillRow implements EncodedRow<Moment> {
  readonly tag: number
  readonly bytes: Uint8Array
  private readonly value: Value

  constructor({ oid, tag, value }: RecordedRow) {
    this.tag = tag
    this.value = value
    this.bytes = oidBytes(oid)
  }

  get oid(): string {
    return (decodeOid(this.bytes, 0, this.bytes.length) ?? []).join('.')
  }

  read(): Value {
    return this.value
  }
}

const isTime = ({ oid, tag }: RecordedRow): boolean =>
  oid === ENGINE_TIME || (tag === TAG.timeTicks && (oid === UPTIME || oid === HOST_UPTIME))
const isCounter = ({ tag }: RecordedRow): boolean => tag === TAG.counter32 || tag === TAG.counter64
const lives = (row: RecordedRow): boolean => (isTime(row) || isCounter(row)) && typeof row.value !== 'string'

/** A value that goes on. A reboot that happened meanwhile lets it begin at nothing. */
function living(row: RecordedRow, ticks: number, startedAt: number): Row<Moment> {
  const { oid, tag } = row
  const found = Number(row.value)
  const pace = isTime(row) ? (tag === TAG.timeTicks ? 100 : 1) : found / (ticks / 100)
  const turn = tag === TAG.counter64 ? 2 ** 64 : 2 ** 32
  return {
    oid,
    tag,
    read: ({ at, bootedAt }) => {
      const begun = bootedAt > startedAt ? 0 : found
      return Math.floor(begun + (Math.max(0, at - bootedAt) / 1000) * pace) % turn
    },
  }
}
