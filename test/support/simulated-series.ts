/** What the console would read from the simulator's province, without a network: equipment stepped at virtual time, read by the shipped profiles. */
import type { Reading } from '../../shared/model/metric.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { decodePoll, type Before } from '../../main/profiles/decode.ts'
import { choose, FALLBACK, questionFor } from '../../main/profiles/identify.ts'
import { loadProfiles } from '../../main/profiles/load.ts'
import { makePlan, wantsRow, type PlanItem, type Row as Found } from '../../main/profiles/plan.ts'
import type { Profile, Table } from '../../main/profiles/schema.ts'
import { phaseOf } from '../../main/poll/slots.ts'
import { TAG, type Value } from '../../main/simulator/agent/ber.ts'
import type { Played } from '../../main/simulator/agent/fleet.ts'
import type { EncodedRow, View } from '../../main/simulator/agent/mib.ts'
import { amountOf, type DeviceEvent } from '../../main/simulator/faults/kinds.ts'
import { ProvinceFleet } from '../../main/simulator/province/fleet.ts'
import { DEMO_COMMUNITY } from '../../main/simulator/province/plan.ts'
import { makeProvince } from '../../main/simulator/province/province.ts'
import type { SimDevice, SimStation } from '../../main/simulator/province/station.ts'
import { World } from '../../main/simulator/world/world.ts'
import {
  addressValue,
  bigValue,
  isPresent,
  nothing,
  numberValue,
  oidValue,
  opaqueValue,
  textValue,
  type SnmpValue,
} from '../../main/snmp/value.ts'

/** The poller serves its slots in beats of so many ms, and a device then takes some ms more: what a sample's time really looks like. */
const BEAT_MS = 100
const SYS_OBJECT_ID = '1.3.6.1.2.1.1.2.0'

export type SimulatedDevice = {
  readonly deviceId: number
  /** Stations count from 1. */
  readonly stationId: number
  readonly device: SimDevice
  /** Its readings at `at` (epoch ms, rising from call to call), as its faults of that moment have them; null where it does not answer. */
  read(at: number, faults?: readonly DeviceEvent[]): Reading[] | null
  /** How many objects it is asked for at a poll; 0 before the first. */
  readonly objects: number
  /** The poll that ends soon after its slot in the minute (or interval) beginning at `begin`; null where it does not answer. */
  poll(begin: number): DevicePoll | null
}

export type SimulatedProvince = { readonly world: World; readonly fleet: ProvinceFleet; readonly devices: readonly SimulatedDevice[] }

/** Read once: a bench makes many provinces. */
let shipped: ReturnType<typeof loadProfiles> | undefined

/** The province of `seed` with `stations`, from `from` (epoch ms) on; of its stations only those that `wanted` takes are made. */
export function simulatedProvince(
  seed: number,
  stations: number,
  from: number,
  { wanted = () => true, intervalMs = 60_000 }: { wanted?: (station: SimStation) => boolean; intervalMs?: number } = {},
): SimulatedProvince {
  const world = new World(makeProvince(seed, stations), from)
  const fleet = new ProvinceFleet(world)
  const { profiles } = (shipped ??= loadProfiles())
  const devices: SimulatedDevice[] = []
  let deviceId = 0
  for (const station of world.province.stations) {
    for (const device of station.devices) {
      deviceId += 1
      if (!wanted(station)) continue
      const played = fleet.community(`${DEMO_COMMUNITY}@${device.key}`)
      if (played) devices.push(new Read(deviceId, device, station, played, profiles, intervalMs))
    }
  }
  return { world, fleet, devices }
}

class Read implements SimulatedDevice {
  readonly deviceId: number
  readonly stationId: number
  readonly device: SimDevice
  readonly #played: Played<View>
  readonly #profiles: ReadonlyMap<string, Profile>
  readonly #rows: ReadonlyMap<string, EncodedRow>
  readonly #intervalMs: number
  #plan: PlanItem[] | null = null
  #learned = false
  #before: Before = { counters: new Map(), uptime: null }
  #random: number

  constructor(
    deviceId: number,
    device: SimDevice,
    station: SimStation,
    played: Played<View>,
    profiles: ReadonlyMap<string, Profile>,
    intervalMs: number,
  ) {
    this.deviceId = deviceId
    this.stationId = station.index + 1
    this.device = device
    this.#played = played
    this.#profiles = profiles
    this.#rows = rowsOf(played)
    this.#intervalMs = intervalMs
    this.#random = Math.floor(phaseOf(deviceId, 77) * 2 ** 32)
  }

  poll(begin: number): DevicePoll | null {
    const slot = begin + phaseOf(this.deviceId, 0) * this.#intervalMs
    const at = Math.floor(slot + this.#chance() * BEAT_MS + 2 + this.#chance() ** 3 * 40)
    const readings = this.read(at)
    return readings && { deviceId: this.deviceId, stationId: this.stationId, at, mono: at, outcome: 'ok', responseMs: 3, readings }
  }

  get objects(): number {
    return this.#plan?.length ?? 0
  }

  read(at: number, faults: readonly DeviceEvent[] = []): Reading[] | null {
    const sound = this.#played.view(at)
    if (!sound) return null
    const reset = faults.find((event) => event.mischief === 'counterReset')
    const view = reset ? { ...sound, bootedAt: Math.max(sound.bootedAt, reset.from) } : sound
    // An agent is wrong about what it is asked again and again; what it is has been found out before.
    const wrong = this.#plan ? faults : []
    const known = new Map<string, SnmpValue>()
    const values = (oid: string): SnmpValue => {
      const had = known.get(oid)
      if (had) return had
      const row = this.#rows.get(oid)
      const value = row ? spoilt(valueOf(row.tag, row.read(view)), wrong, known.size) : nothing('noSuchInstance')
      known.set(oid, value)
      return value
    }
    const plan = (this.#plan ??= this.#discover(values))
    const decoded = decodePoll(plan, values, this.#before, at)
    this.#before = decoded
    if (this.#learned) return decoded.readings
    // As the poller does: what the device does not have is not asked for again.
    this.#learned = true
    const has = (item: PlanItem): boolean => item.oids.some((oid) => !values(oid).type.startsWith('noSuch'))
    this.#plan = plan
      .filter(has)
      .map((item) => (item.oids.length < 2 ? item : { ...item, oids: item.oids.filter((oid) => isPresent(values(oid))).slice(0, 1) }))
    return decoded.readings.filter((_, n) => has(plan[n]!))
  }

  #discover(values: (oid: string) => SnmpValue): PlanItem[] {
    const question = questionFor(this.#profiles.values(), values(SYS_OBJECT_ID).raw)
    const profile = choose(question, (oid) => this.#under(oid).length > 0 || isPresent(values(oid))) ?? this.#profiles.get(FALLBACK)
    if (!profile) throw new Error('there are no profiles')
    return makePlan(
      profile,
      profile.tables.map((table) => this.#tableRows(table, values)),
    )
  }

  #under(root: string): EncodedRow[] {
    return this.#played.mib.rows.filter(({ oid }) => oid.startsWith(`${root}.`))
  }

  #tableRows(table: Table, values: (oid: string) => SnmpValue): Found[] {
    for (const column of table.rows) {
      const indexes = this.#under(column).map(({ oid }) => oid.slice(column.length + 1))
      if (indexes.length === 0) continue
      const rows = indexes.map((index): Found => {
        const facts = Object.entries(table.facts).map(([name, oid]) => [name, values(`${oid}.${index}`).raw] as const)
        return { index, facts: Object.fromEntries(facts.filter((fact): fact is [string, string] => fact[1] !== null)) }
      })
      return rows.filter((row) => wantsRow(table, row)).slice(0, table.most)
    }
    return []
  }

  /** mulberry32: the same times at every run. */
  #chance(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What an agent with these faults makes of the `n`-th value of a poll, as `agent/respond.ts` has it. */
function spoilt(value: SnmpValue, faults: readonly DeviceEvent[], n: number): SnmpValue {
  let now = value
  for (const event of faults) {
    const { number, type } = now
    if (event.mischief === 'noSuchInstance' && n % 3 === 2) return nothing('noSuchInstance')
    if (number === null) continue
    const isNumber = type === 'integer' || type === 'gauge' || type === 'counter32'
    if (event.mischief === 'sentinel' && isNumber) now = numberValue(type, amountOf(event))
    else if (event.mischief === 'timeBackwards' && type === 'ticks') now = numberValue('ticks', Math.max(0, number - amountOf(event) * 100))
    else if (event.mischief === 'wrongType') now = textValue(Buffer.from(String(Math.round(number))))
  }
  return now
}

const indexed = new WeakMap<object, ReadonlyMap<string, EncodedRow>>()

/** Devices of one variant share their rows. */
function rowsOf({ mib }: Played<View>): ReadonlyMap<string, EncodedRow> {
  const known = indexed.get(mib)
  if (known) return known
  const rows = new Map(mib.rows.map((row) => [row.oid, row]))
  indexed.set(mib, rows)
  return rows
}

/** What a manager makes of this row's value. */
function valueOf(tag: number, value: Value): SnmpValue {
  if (value === null) return nothing('null')
  const octets = (): Buffer => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)))
  switch (tag) {
    case TAG.integer:
      return numberValue('integer', Math.round(Number(value)))
    case TAG.counter32:
      return numberValue('counter32', Math.round(Number(value)))
    case TAG.gauge32:
      return numberValue('gauge', Math.round(Number(value)))
    case TAG.timeTicks:
      return numberValue('ticks', Math.round(Number(value)))
    case TAG.counter64:
      return bigValue('counter64', typeof value === 'bigint' ? value : BigInt(Math.round(Number(value))))
    case TAG.oid:
      return oidValue(String(value))
    case TAG.ipAddress:
      return addressValue(octets())
    case TAG.opaque:
      return opaqueValue(octets())
    default:
      return textValue(octets())
  }
}
