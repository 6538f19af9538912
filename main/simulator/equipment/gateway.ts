/** A cell-site gateway that speaks only the standard MIBs: interfaces, processor, storage, one sensor. */
import { OFFSET } from '../../../shared/format/time.ts'
import { wave } from '../random.ts'
import { TAG } from '../agent/ber.ts'
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, portRows, systemGroup, text, type Port } from './common.ts'

/** The arc set aside for documentation (RFC 5612): this gateway is nobody's product. */
const IDENTITY = { sysObjectID: `${E}.32473.1.1`, sysDescr: 'Cell-site gateway CSG-204, IF-MIB and HOST-RESOURCES-MIB' }

const own = (view: View): number => (8 + view.station.technologies.length * 9) * 1e6
const all = (view: View): number => own(view) * (1 + view.station.behind * 0.55)

const uplink: Port['load'] = (view) => ({ in: all(view), out: all(view) * 0.18 })
const cells: Port['load'] = (view) => ({ in: own(view) * 0.16, out: own(view) * 0.97 })
const management: Port['load'] = () => ({ in: 9_000, out: 26_000 })
const spokes: Port['load'] = (view) => ({ in: (all(view) - own(view)) * 0.18 + 1000, out: all(view) - own(view) + 1000 })

export function ports(hub: boolean): Port[] {
  const list: Port[] = [
    {
      index: 1,
      name: 'ge0/0',
      alias: (view) => (view.station.backhaul === 'fibre' ? 'Uplink fibre' : 'Uplink microwave'),
      speed: hub ? 10_000 : 1000,
      type: 6,
      load: uplink,
      errors: (view) => (view.station.troubles.includes('lowSignal') ? 420 : 0.05),
    },
    { index: 2, name: 'ge0/1', alias: () => 'eNodeB', speed: 1000, type: 6, load: cells },
    { index: 3, name: 'ge0/2', alias: () => 'Power and environment', speed: 100, type: 6, load: management },
    {
      index: 4,
      name: 'ge0/3',
      alias: () => 'BTS 2G/3G',
      speed: 100,
      type: 6,
      load: (view) => ({ in: own(view) * 0.02, out: own(view) * 0.03 }),
    },
  ]
  if (hub) list.push({ index: 5, name: 'ge0/4', alias: () => 'Spokes', speed: 10_000, type: 6, load: spokes })
  return list
}

function processor(view: View, n: number): number {
  return Math.min(97, 9 + 13 * view.truth.traffic + 4 * wave(view.at, 190_000 + n * 31_000, view.province.seed, 230, view.station.index, n))
}

/** DateAndTime at +07, as the station's clock shows it. */
function dateAndTime(at: number): Uint8Array {
  const local = new Date(at + OFFSET)
  const year = local.getUTCFullYear()
  const day = [year >> 8, year & 255, local.getUTCMonth() + 1, local.getUTCDate()]
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds(), Math.floor(local.getUTCMilliseconds() / 100)]
  return Uint8Array.of(...day, ...time, 0x2b, 7, 0)
}

/** Clock, processor, memory and storage by HOST-RESOURCES-MIB. */
export function hostRows(): Row[] {
  const host = '1.3.6.1.2.1.25'
  return [
    { oid: `${host}.1.1.0`, tag: TAG.timeTicks, read: (view) => Math.floor((view.at - view.bootedAt) / 10) % 4_294_967_296 },
    { oid: `${host}.1.2.0`, tag: TAG.octets, read: (view) => dateAndTime(view.at) },
    { oid: `${host}.2.3.1.2.1`, tag: TAG.oid, read: () => `${host}.2.1.2` },
    text(`${host}.2.3.1.3.1`, () => 'Physical memory'),
    integer(`${host}.2.3.1.4.1`, () => 1024),
    integer(`${host}.2.3.1.5.1`, () => 524_288),
    integer(`${host}.2.3.1.6.1`, (view) => 524_288 * (0.46 + 0.04 * wave(view.at, 7_200_000, view.province.seed, 231, view.station.index))),
    { oid: `${host}.2.3.1.2.2`, tag: TAG.oid, read: () => `${host}.2.1.4` },
    text(`${host}.2.3.1.3.2`, () => 'Flash'),
    integer(`${host}.2.3.1.4.2`, () => 4096),
    integer(`${host}.2.3.1.5.2`, () => 262_144),
    integer(`${host}.2.3.1.6.2`, (view) => 98_304 + (view.station.index % 40) * 1024),
    integer(`${host}.3.3.1.2.1`, (view) => processor(view, 1)),
    integer(`${host}.3.3.1.2.2`, (view) => processor(view, 2)),
  ]
}

export function gateway(station: SimStation): { key: string; rows: () => Row[] } {
  const hub = station.level <= 1
  const sensor = '1.3.6.1.2.1.99.1.1.1'
  return {
    key: hub ? 'gateway-hub' : 'gateway',
    rows: () => [
      ...systemGroup(IDENTITY),
      integer('1.3.6.1.2.1.2.1.0', () => (hub ? 5 : 4)),
      ...ports(hub).flatMap(portRows),
      ...hostRows(),
      integer(`${sensor}.1.1`, () => 8),
      integer(`${sensor}.2.1`, () => 9),
      integer(`${sensor}.3.1`, () => 1),
      integer(`${sensor}.4.1`, (view) => (view.truth.temperature + 17) * 10),
      integer(`${sensor}.5.1`, () => 1),
      text('1.3.6.1.2.1.47.1.1.1.1.7.1', () => 'Inlet temperature'),
      gauge('1.3.6.1.6.3.10.2.1.3.0', (view) => Math.max(0, view.at - view.bootedAt) / 1000),
    ],
  }
}
