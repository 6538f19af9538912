/** A branch that watches the simulated province on fake time without sockets: the real engine on a real operations database, polls as the poller would bring them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../main/engine/create.ts'
import type { Engine } from '../../main/engine/engine.ts'
import { phaseOf } from '../../main/poll/slots.ts'
import { amountOf, shareOf, type DeviceEvent, type FaultKind } from '../../main/simulator/faults/kinds.ts'
import type { ProvinceFleet } from '../../main/simulator/province/fleet.ts'
import { provincePlan } from '../../main/simulator/province/plan.ts'
import type { SimDevice, SimStation } from '../../main/simulator/province/station.ts'
import { mix } from '../../main/simulator/random.ts'
import type { World } from '../../main/simulator/world/world.ts'
import { openOperations } from '../../main/store/operations.ts'
import type { By } from '../../main/store/store.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { noHistory } from './_no-history.ts'
import { simulatedProvince, type SimulatedDevice } from '../support/simulated-series.ts'

export const INTERVAL_MS = 60_000
const TIMEOUT_MS = 2000
const RETRIES = 1
/** A device is asked outside its slot at most this often, as the poller has it; one that is being asked is not asked again. */
const CALL_AGAIN_MS = 5000
/** Objects in one request. */
const PER_REQUEST = 16
const LOSES: readonly FaultKind[] = ['drop', 'corrupt', 'garbage', 'wrongSource']

/** One poll as it was: what the console was told, to be compared with what was true. */
export type SeenPoll = {
  readonly device: WatchedDevice
  readonly poll: DevicePoll
  readonly askedAt: number
  readonly faults: readonly DeviceEvent[]
}
export type WatchedDevice = {
  readonly id: number
  readonly stationId: number
  readonly sim: SimDevice
  readonly station: SimStation
  readonly read: SimulatedDevice
  /** Second of the minute in which it is asked, and the ms behind it. */
  readonly second: number
  readonly rest: number
}

export class WatchedProvince {
  readonly world: World
  readonly devices: readonly WatchedDevice[]
  readonly engine: Engine
  /** Ids of the console, by index of the station and by name of the feeder. */
  readonly stationIds: readonly number[]
  readonly feederIds: ReadonlyMap<string, number>
  readonly communeNames: ReadonlyMap<number, string>
  private readonly fleet: ProvinceFleet
  private readonly bySecond: readonly WatchedDevice[][]
  private readonly folder: string
  private readonly closeStore: () => void
  private readonly seed: number
  /** Polls without an answer end some seconds after they began. */
  private readonly late = new Map<number, SeenPoll[]>()
  /** Devices that are to be asked outside their slots, as the engine wants it; when each was last asked. */
  private again = new Set<WatchedDevice>()
  private readonly askedAt = new Map<number, number>()
  private readonly byId: ReadonlyMap<number, WatchedDevice>
  private at: number

  constructor(seed: number, stations: number, from: number) {
    this.seed = seed
    this.at = from
    const simulated = simulatedProvince(seed, stations, from)
    this.world = simulated.world
    this.fleet = simulated.fleet
    this.folder = mkdtempSync(join(tmpdir(), 'branchwatch-truth-'))
    const operations = openOperations(this.folder)
    if ('kind' in operations) throw new Error(operations.detail)
    const by: By = { actor: { name: 'bench', role: 'admin' }, at: from }
    operations.credentials.add('demo', { version: '2c', community: 'demo' }, by)
    const done = operations.inventory.bulk(provincePlan(seed, stations, 16_100), by)
    if (isRefusal(done)) throw new Error(JSON.stringify(done))
    const inventory = operations.inventory.all()
    const { province } = this.world
    const byCode = new Map(inventory.stations.map((station) => [station.code, station]))
    this.stationIds = province.stations.map((station) => byCode.get(station.code)?.id ?? 0)
    this.feederIds = new Map(
      province.feeders.map(({ name, stations: [first = 0] }) => [name, byCode.get(province.stations[first]?.code ?? '')?.feederId ?? 0]),
    )
    this.communeNames = new Map(
      inventory.stations.map((station) => [station.communeId, province.stations.find(({ code }) => code === station.code)?.commune ?? '']),
    )
    const byContext = new Map(inventory.devices.map((device) => [device.context, device.id]))
    this.devices = simulated.devices.map((read): WatchedDevice => {
      const id = byContext.get(read.device.key) ?? 0
      const offset = phaseOf(id, 0) * INTERVAL_MS
      return {
        id,
        stationId: this.stationIds[read.device.station] ?? 0,
        sim: read.device,
        station: this.world.station(read.device.station),
        read,
        second: Math.floor(offset / 1000),
        rest: Math.floor(offset % 1000),
      }
    })
    this.byId = new Map(this.devices.map((device) => [device.id, device]))
    this.bySecond = Array.from({ length: 60 }, (_, second) =>
      this.devices.filter((device) => device.second === second).toSorted((a, b) => a.rest - b.rest),
    )
    this.engine = createEngine({ operations, history: noHistory, clock: { now: () => this.at, mono: () => this.at } })
    this.closeStore = () => operations.close()
  }

  get now(): number {
    return this.at
  }

  /** One second of the branch's life: what is due is asked, what has come is told, the engine ticks. Answers what was told. */
  second(): SeenPoll[] {
    const begin = this.at
    const second = Math.floor(begin / 1000)
    const told = this.late.get(second) ?? []
    this.late.delete(second)
    const due = (this.bySecond[second % 60] ?? []).map((device) => ({ device, at: begin + device.rest }))
    for (const device of this.again)
      if (begin - (this.askedAt.get(device.id) ?? 0) >= CALL_AGAIN_MS && device.second !== second % 60) due.push({ device, at: begin + 1 })
    this.again = new Set()
    for (const { device, at } of due.sort((a, b) => a.at - b.at)) {
      this.askedAt.set(device.id, at)
      const seen = this.ask(device, at)
      if (seen.poll.outcome === 'ok') told.push(seen)
      else {
        const end = Math.floor(seen.poll.at / 1000)
        this.late.set(end, [...(this.late.get(end) ?? []), seen])
      }
    }
    for (const { poll } of told.toSorted((a, b) => a.poll.at - b.poll.at)) {
      this.at = poll.at
      this.engine.onPoll(poll)
    }
    this.at = begin + 1000
    this.engine.tick()
    for (const id of this.engine.takeSecondLooks()) {
      const device = this.byId.get(id)
      if (device) this.again.add(device)
    }
    return told
  }

  private ask(device: WatchedDevice, at: number): SeenPoll {
    const faults = this.fleet.faults(device.sim.key, at)
    const base = { deviceId: device.id, stationId: device.stationId }
    const readings = this.isSilent(faults, at) || this.isLost(device, faults, at) ? null : device.read.read(at, faults)
    const end = readings ? at + 20 : at + TIMEOUT_MS * (RETRIES + 1)
    const poll: DevicePoll = readings
      ? { ...base, at: end, mono: end, outcome: 'ok', responseMs: 20, readings }
      : { ...base, at: end, mono: end, outcome: 'timeout', responseMs: null, readings: [] }
    return { device, poll, askedAt: at, faults }
  }

  private isSilent(faults: readonly DeviceEvent[], at: number): boolean {
    return faults.some(
      ({ mischief, from, ...event }) =>
        mischief === 'silent' || (mischief === 'reboot' && at < from + amountOf({ mischief, from, ...event }) * 1000),
    )
  }

  /** One of its requests went unanswered at every try. */
  private isLost(device: WatchedDevice, faults: readonly DeviceEvent[], at: number): boolean {
    const arrives = faults.reduce((share, event) => share * (LOSES.includes(event.mischief) ? 1 - shareOf(event) : 1), 1)
    if (arrives === 1) return false
    const requests = Math.max(1, Math.ceil(device.read.objects / PER_REQUEST))
    const answered = (1 - (1 - arrives) ** (RETRIES + 1)) ** requests
    return mix(this.seed, 601, device.id, Math.floor(at / 1000)) / 2 ** 32 >= answered
  }

  close(): void {
    this.closeStore()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
