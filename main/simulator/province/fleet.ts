/** The province as an agent sees it: every device under `demo@<key>` and under the context of its key. */
import type { Fleet, Played } from '../agent/fleet.ts'
import type { Mib, View } from '../agent/mib.ts'
import { mibOf } from '../equipment/equipment.ts'
import { ALL, type DeviceEvent } from '../faults/kinds.ts'
import type { World } from '../world/world.ts'
import { DEMO_COMMUNITY } from './plan.ts'
import type { SimDevice, SimStation } from './station.ts'

export class ProvinceFleet implements Fleet<View> {
  readonly seed: number
  private readonly world: World
  private readonly devices = new Map<string, ProvinceDevice>()

  constructor(world: World) {
    this.world = world
    this.seed = world.province.seed
    for (const station of world.province.stations) {
      for (const device of station.devices) this.devices.set(device.key, new ProvinceDevice(world, station, device))
    }
  }

  community(name: string): Played<View> | undefined {
    const prefix = DEMO_COMMUNITY.length
    return name.charCodeAt(prefix) === 64 && name.startsWith(DEMO_COMMUNITY) ? this.devices.get(name.slice(prefix + 1)) : undefined
  }

  context(name: string): Played<View> | undefined {
    return this.devices.get(name)
  }

  faults(device: string, at: number): readonly DeviceEvent[] {
    return this.world.faults.at(device, at)
  }

  engine(at: number): { boots: number; restartedAt: number } {
    return { boots: this.world.faults.engineBoots(at), restartedAt: this.world.faults.restartedAt(ALL, at) }
  }
}

class ProvinceDevice implements Played<View> {
  readonly key: string
  readonly mib: Mib
  private readonly world: World
  private readonly station: SimStation
  private readonly device: SimDevice

  constructor(world: World, station: SimStation, device: SimDevice) {
    this.world = world
    this.station = station
    this.device = device
    this.key = device.key
    this.mib = mibOf(device, station)
  }

  view(at: number): View | null {
    const { world, station, device } = this
    if (!world.answers(station, device.key, at)) return null
    const truth = world.truth(station.index, at)
    const restarted = world.faults.restartedAt(device.key, at)
    return { province: world.province, station, device, truth, at, bootedAt: Math.max(truth.bootedAt, restarted) }
  }
}
