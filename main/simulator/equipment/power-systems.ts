/** DC power systems besides Huawei's and Eltek's: Vertiv NetSure, Eaton SC200, Delta Orion, Enatel. */
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, systemGroup, text } from './common.ts'
import { batteryMode, batteryTemperature, broken, numbers, phaseVolts, rectifierAmps, rectifierVolts } from './supply.ts'

const NOT_AVAILABLE = 2_147_483_647

/** Vertiv NetSure with NCU: everything in thousandths. */
export function vertiv(station: SimStation): { key: string; rows: () => Row[] } {
  const R = `${E}.6302.2.1.2`
  const MODE = { float: 2, boost: 3, discharge: 8 } as const
  const thousandth = (oid: string, read: (view: View) => number | null): Row =>
    integer(oid, (view) => {
      const value = read(view)
      return value === null ? NOT_AVAILABLE : value * 1000
    })
  const sensor = (n: number, name: string, type: number, read: (view: View) => number): Row[] => [
    thousandth(`${R}.7.3.1.2.${n}`, read),
    text(`${R}.7.3.1.3.${n}`, () => name),
    integer(`${R}.7.3.1.4.${n}`, () => type),
  ]
  return {
    key: `vertiv-${station.rectifiers}`,
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.6302.2.1`, sysDescr: 'NetSure Control Unit' }),
      integer(`${R}.1.0`, (view) => (!view.truth.ac ? 5 : view.station.troubles.includes('rectifier') ? 4 : 2)),
      thousandth(`${R}.2.0`, (view) => view.truth.busVoltage),
      thousandth(`${R}.3.0`, (view) => view.truth.loadAmps),
      thousandth(`${R}.5.1.0`, (view) => view.truth.busVoltage),
      thousandth(`${R}.5.2.0`, (view) => view.truth.batteryAmps),
      thousandth(`${R}.5.3.0`, (view) => view.truth.charge),
      ...numbers(3).map((phase) => thousandth(`${R}.6.${phase}.0`, (view) => phaseVolts(view, phase))),
      ...sensor(1, 'Ambient temperature', 1, (view) => view.truth.temperature),
      ...sensor(2, 'Battery temperature', 2, batteryTemperature),
      integer(`${R}.9.0`, (view) => MODE[batteryMode(view)]),
      ...numbers(station.rectifiers).flatMap((n) => [
        thousandth(`${R}.11.4.1.6.${n}`, (view) => rectifierAmps(view, n)),
        text(`${R}.11.4.1.7.${n}`, () => `Rectifier #${n}`),
        integer(`${R}.11.4.1.8.${n}`, (view) => (broken(view, n) ? 1 : 2)),
      ]),
    ],
  }
}

export function eatonSc200(station: SimStation): { key: string; rows: () => Row[] } {
  const Z = `${E}.1918.2.13.10`
  const input = (n: number, name: string, on: (view: View) => boolean): Row[] => [
    integer(`${Z}.90.40.1.20.${n}`, (view) => (on(view) ? 5 : 0)),
    text(`${Z}.90.40.1.50.${n}`, () => name),
  ]
  return {
    key: `eaton-sc200-${station.rectifiers}`,
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.1918.2.13`, sysDescr: 'SC200 system controller' }),
      integer(`${Z}.40.10.0`, (view) => phaseVolts(view, 1) ?? 0),
      integer(`${Z}.50.10.0`, (view) => view.truth.loadAmps),
      integer(`${Z}.50.30.0`, (view) => (view.truth.loadAmps * view.truth.busVoltage) / 10),
      ...numbers(station.rectifiers).flatMap((n) => [
        integer(`${Z}.60.30.1.90.${n}`, (view) => phaseVolts(view, 1) ?? 0),
        integer(`${Z}.60.30.1.95.${n}`, (view) => rectifierVolts(view, n) * 100),
        integer(`${Z}.60.30.1.100.${n}`, (view) => rectifierAmps(view, n)),
        integer(`${Z}.60.30.1.110.${n}`, (view) => view.truth.temperature + 9 + n),
      ]),
      integer(`${Z}.70.10.20.0`, (view) => view.truth.busVoltage * 100),
      ...input(1, 'Door', (view) => view.truth.door),
      ...input(2, 'Smoke detector', (view) => view.truth.smoke),
      integer(`${Z}.100.30.0`, batteryTemperature),
      integer(`${Z}.100.40.0`, (view) => view.truth.batteryAmps),
    ],
  }
}

const UNIT = { Vdc: 3, Vac: 4, A: 5, Ah: 6, C: 7, W: 9, percent: 12 } as const

/** Rows that describe themselves, at other numbers on every site. */
export function deltaOrion(station: SimStation): { key: string; rows: () => Row[] } {
  const D = `${E}.20246.2.3.1.1.1.2`
  const first = 1 + (station.index % 3) * 4
  const values: [name: string, unit: keyof typeof UNIT, digits: number, read: (view: View) => number][] = [
    ['Ibatt', 'A', 1, (view) => view.truth.batteryAmps],
    ['Iload', 'A', 1, (view) => view.truth.loadAmps],
    ['Irect', 'A', 1, (view) => view.truth.rectifierAmps],
    ['Psys', 'W', 0, (view) => view.truth.loadAmps * view.truth.busVoltage],
    ['State of Charge', 'percent', 1, (view) => view.truth.charge],
    ['Tbatt', 'C', 1, batteryTemperature],
    ['Vmains', 'Vac', 1, (view) => phaseVolts(view, 1) ?? 0],
    ['Vsys', 'Vdc', 2, (view) => view.truth.busVoltage],
  ]
  const events: [name: string, on: (view: View) => boolean][] = [
    ['Mains Failure', (view) => !view.truth.ac],
    ['Door', (view) => view.truth.door],
    ['Smoke', (view) => view.truth.smoke],
  ]
  return {
    key: `delta-orion-${first}`,
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.20246`, sysDescr: 'ORION Controller' }),
      ...values.flatMap(([name, unit, digits, read], n) => [
        text(`${D}.9.1.1.2.${first + n}`, () => name),
        integer(`${D}.9.1.1.3.${first + n}`, (view) => read(view) * 10 ** digits),
        integer(`${D}.9.1.1.4.${first + n}`, () => -digits),
        integer(`${D}.9.1.1.5.${first + n}`, () => UNIT[unit]),
      ]),
      ...events.flatMap(([name, on], n) => [
        text(`${D}.10.1.1.2.${first + n}`, () => name),
        integer(`${D}.10.1.1.3.${first + n}`, (view) => (on(view) ? 3 : 1)),
      ]),
    ],
  }
}

/** Enatel SM32: thousandths, and bit-masks for what is wrong. */
export function enatel(_station: SimStation): { key: string; rows: () => Row[] } {
  const N = `${E}.21940.2`
  return {
    key: 'enatel',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.21940`, sysDescr: 'Enatel SM32 monitor' }),
      integer(`${N}.3.1.2.1.0`, (view) => (phaseVolts(view, 1) ?? 0) * 1000),
      integer(`${N}.4.2.1.0`, (view) => view.truth.busVoltage * 1000),
      integer(`${N}.4.2.13.0`, (view) => view.truth.loadAmps * 1000),
      integer(`${N}.4.2.17.0`, (view) => view.truth.charge * 10),
      integer(`${N}.11.1.0`, () => 0),
      integer(`${N}.11.3.0`, (view) => (view.station.troubles.includes('rectifier') ? 1 : 0)),
      integer(`${N}.11.6.0`, () => 0),
      integer(`${N}.11.7.0`, () => 0),
      integer(`${N}.11.8.0`, () => 0),
      integer(`${N}.11.9.0`, (view) => (view.truth.batteryAmps < 0 ? 32 : 0)),
      integer(`${N}.11.10.0`, (view) => (view.truth.ac ? 0 : 3)),
      gauge(`${N}.1.1.0`, () => 1),
    ],
  }
}
