/** Cell-site routers with more than the standard MIBs: MikroTik with PoE, Nokia 7705 SAR with its alarms. */
import type { Row } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, integer, portRows, systemGroup, text } from './common.ts'
import { hostRows, ports } from './gateway.ts'

export function mikrotik(_station: SimStation): { key: string; rows: () => Row[] } {
  const M = `${E}.14988.1.1`
  return {
    key: 'mikrotik',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.14988.1`, sysDescr: 'RouterOS RB5009UPr' }),
      integer('1.3.6.1.2.1.2.1.0', () => 4),
      ...ports(false).flatMap(portRows),
      ...hostRows(),
      integer(`${M}.3.8.0`, (view) => view.truth.busVoltage * 10),
      integer(`${M}.3.10.0`, (view) => (view.truth.temperature + 12) * 10),
      text(`${M}.15.1.1.2.2`, () => 'ge0/1'),
      integer(`${M}.15.1.1.3.2`, () => 3),
      integer(`${M}.15.1.1.4.2`, (view) => view.truth.busVoltage * 10),
      integer(`${M}.15.1.1.5.2`, (view) => 260 + (view.station.index % 9) * 5),
      integer(`${M}.15.1.1.6.2`, (view) => (view.truth.busVoltage * (260 + (view.station.index % 9) * 5)) / 100),
    ],
  }
}

export function nokia7705(_station: SimStation): { key: string; rows: () => Row[] } {
  const N = `${E}.6527.3.1.2.2.1.8.1`
  const parts: [index: number, name: string, on: Row['read']][] = [
    [16_908_289, 'External Alarm Input 1 Door', (view) => (view.truth.door ? 1 : 2)],
    [16_908_290, 'External Alarm Input 2 Mains', (view) => (view.truth.ac ? 2 : 1)],
    [83_886_081, 'Power Feed 1', () => 2],
    [100_663_297, 'Fans', () => 2],
  ]
  return {
    key: 'nokia-7705',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.6527.6.1.1.2.1`, sysDescr: 'TiMOS-B 7705 SAR-8' }),
      integer('1.3.6.1.2.1.2.1.0', () => 4),
      ...ports(false).flatMap(portRows),
      ...parts.flatMap(([index, name, on]) => [
        text(`${N}.8.1.${index}`, () => name),
        integer(`${N}.18.1.${index}`, (view) => (index === 100_663_297 ? view.truth.temperature + 11 : -128)),
        integer(`${N}.24.1.${index}`, (view) => Number(on(view))),
      ]),
    ],
  }
}
