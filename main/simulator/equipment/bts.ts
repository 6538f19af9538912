/** Base stations that speak SNMP: Baicells eNodeB, Tait TB9300. */
import { wave } from '../random.ts'
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, systemGroup } from './common.ts'

export function baicells(_station: SimStation): { key: string; rows: () => Row[] } {
  const B = `${E}.53058`
  const busy = (view: View, scale: number, n: number): number =>
    scale * view.truth.traffic * (1 + 0.15 * wave(view.at, 260_000, view.province.seed, 240, view.station.index, n))
  return {
    key: 'baicells',
    rows: () => [
      ...systemGroup({ sysObjectID: `${B}.100`, sysDescr: 'Baicells eNodeB' }),
      gauge(`${B}.100.11.0`, (view) => busy(view, 24, 1)),
      integer(`${B}.190.3.0`, (view) => 99 + (view.station.index % 2)),
      integer(`${B}.190.6.0`, () => 99),
      gauge(`${B}.190.7.0`, (view) => busy(view, 6, 2)),
      gauge(`${B}.190.8.0`, (view) => busy(view, 31, 3)),
      gauge(`${B}.190.9.0`, (view) => Math.min(100, busy(view, 18, 4))),
      gauge(`${B}.190.10.0`, (view) => Math.min(100, busy(view, 42, 5))),
    ],
  }
}

export function tait(_station: SimStation): { key: string; rows: () => Row[] } {
  const T = `${E}.3570.2.2.2.1.2`
  return {
    key: 'tait',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.3570.2.2`, sysDescr: 'TB9300 base station' }),
      integer(`${T}.2.4.1.0`, (view) => (-92 + 6 * wave(view.at, 120_000, view.province.seed, 241, view.station.index)) * 100),
      integer(`${T}.3.2.1.0`, () => 50),
      integer(`${T}.3.2.2.0`, (view) => 12 + (view.station.index % 4)),
      integer(`${T}.4.2.4.0`, (view) => 3400 + (view.station.index % 10) * 10),
      integer(`${T}.4.2.5.0`, (view) => view.truth.busVoltage * 100),
    ],
  }
}
