/** Sees what changes in the province and says it as the equipment would: Huawei power systems in their own traps, gateways by the standard ones. */
import { TAG } from '../agent/ber.ts'
import type { SimStation } from '../province/station.ts'
import type { Truth, World } from '../world/world.ts'
import type { Notification, TrapBind } from './encode.ts'

const P = '1.3.6.1.4.1.2011.6.164.1'
const N = '1.3.6.1.4.1.2011.6.164.2.1.0'
const STANDARD = '1.3.6.1.6.3.1.1.5'
const SEVERITY = { critical: 1, major: 2, minor: 3 } as const
const CLEARED = 5
const HOT = 40

/** An odd trap raises, the even one behind it clears. */
type Huawei = {
  readonly trap: number
  readonly severity: keyof typeof SEVERITY
  readonly on: (truth: Truth) => boolean
  readonly row?: string
}
const HUAWEI: readonly Huawei[] = [
  { trap: 13, severity: 'major', on: (truth) => truth.batteryAmps < 0 },
  { trap: 15, severity: 'critical', on: (truth) => !truth.ac, row: `${P}.5.2.1.1.99.1` },
  { trap: 25, severity: 'minor', on: (truth) => truth.temperature > HOT },
  { trap: 31, severity: 'minor', on: (truth) => truth.door },
  { trap: 33, severity: 'major', on: (truth) => truth.flood },
  { trap: 35, severity: 'critical', on: (truth) => truth.smoke },
]

/** What was last seen of a station: bits of HUAWEI, then whether its main path is cut, and since when its equipment runs. */
type Seen = { bits: number; cut: boolean; bootedAt: number }

export class TrapWatch {
  private readonly world: World
  private readonly seen: (Seen | undefined)[] = []
  private next = 0

  constructor(world: World) {
    this.world = world
  }

  /** Looks at the next stations, each in its turn; what has changed since the last look at them. */
  look(at: number, count: number): Notification[] {
    const { stations } = this.world.province
    const said: Notification[] = []
    for (let n = 0; n < Math.min(count, stations.length); n++) {
      const station = stations[this.next++ % stations.length]
      if (station) this.station(station, at, said)
    }
    return said
  }

  private station(station: SimStation, at: number, said: Notification[]): void {
    const truth = this.world.truth(station.index, at)
    // What nobody can hear is said when the path is back, as far as it still holds.
    if (!truth.reachable) return
    const now: Seen = {
      bits: HUAWEI.reduce((bits, { on }, n) => (on(truth) ? bits | (1 << n) : bits), 0),
      cut: this.world.event(station.index, 'backhaul', at) > 0,
      bootedAt: truth.bootedAt,
    }
    const before = this.seen[station.index]
    this.seen[station.index] = now
    if (!before) return
    const uptime = Math.floor((at - truth.bootedAt) / 10) % 4_294_967_296
    for (const { key, family, kind } of station.devices) {
      const say = (trap: string, binds: TrapBind[]): void => void said.push({ device: key, trap, uptime, binds })
      if (now.bootedAt !== before.bootedAt) say(`${STANDARD}.1`, [])
      if (family === 'huawei-smu') huawei(before.bits, now.bits, say)
      if (kind === 'gateway' && now.cut !== before.cut) say(`${STANDARD}.${now.cut ? 3 : 4}`, uplink(now.cut))
    }
  }
}

function huawei(before: number, now: number, say: (trap: string, binds: TrapBind[]) => void): void {
  for (const [n, { trap, severity, row }] of HUAWEI.entries()) {
    const on = (now >> n) & 1
    if (on === ((before >> n) & 1)) continue
    const binds: TrapBind[] = [{ oid: `${P}.1.2.100.1.3.0`, tag: TAG.integer, value: on ? SEVERITY[severity] : CLEARED }]
    if (row !== undefined) binds.push({ oid: row, tag: TAG.integer, value: on ? 2 : 1 })
    say(`${N}.${on ? trap : trap + 1}`, binds)
  }
}

/** ifIndex, ifAdminStatus and ifOperStatus of the first port. */
const uplink = (cut: boolean): TrapBind[] => [
  { oid: '1.3.6.1.2.1.2.2.1.1.1', tag: TAG.integer, value: 1 },
  { oid: '1.3.6.1.2.1.2.2.1.7.1', tag: TAG.integer, value: 1 },
  { oid: '1.3.6.1.2.1.2.2.1.8.1', tag: TAG.integer, value: cut ? 2 : 1 },
]
