/** Huawei SMU / ETP48 DC power system: rectifiers, battery string, AC input, room sensor. */
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, systemGroup, text } from './common.ts'
import { batteryTemperature, broken, minutesLeft, numbers, phaseVolts, rectifierAmps, rectifierVolts } from './supply.ts'

const P = `${E}.2011.6.164.1`
/** The unit numbers its rectifiers by addresses, not from 1. */
const FIRST_RECTIFIER = 28_677
const NOT_AVAILABLE = 2_147_483_647

const tenths = (view: View, phase: number): number => {
  const volts = phaseVolts(view, phase)
  return volts === null ? NOT_AVAILABLE : volts * 10
}

function rectifier(n: number): Row[] {
  const row = (column: number): string => `${P}.3.2.2.1.${column}.${FIRST_RECTIFIER - 1 + n}`
  return [
    text(`${P}.3.2.1.1.3.${FIRST_RECTIFIER - 1 + n}`, () => `Rectifier ${n}`),
    gauge(row(2), (view) => rectifierAmps(view, n) * 10),
    gauge(row(3), (view) => rectifierVolts(view, n) * 10),
    integer(row(99), (view) => (broken(view, n) ? 2 : view.truth.ac ? 1 : 5)),
  ]
}

/** Rows by number of rectifiers: the rest is alike. */
export function huaweiSmu(station: SimStation): { key: string; rows: () => Row[] } {
  return {
    key: `huawei-smu-${station.rectifiers}`,
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.2011.6.164.1.2`, sysDescr: 'Huawei SMU02C ETP48200 site monitoring unit' }),
      gauge(`${P}.1.1.1.0`, () => 0),
      text(`${P}.1.1.4.0`, () => 'HUAWEI SMU02C'),
      integer(`${P}.1.1.9.0`, (view) => (view.truth.genset === 'none' ? 255 : view.truth.genset === 'running' ? 2 : 1)),
      gauge(`${P}.3.1.3.0`, (view) => view.truth.rectifierAmps * 10),
      gauge(`${P}.3.1.4.0`, () => station.rectifiers),
      ...numbers(station.rectifiers).flatMap(rectifier),
      integer(`${P}.4.2.1.0`, (view) => view.truth.batteryAmps * 10),
      gauge(`${P}.4.2.2.0`, minutesLeft),
      integer(`${P}.4.2.3.0`, (view) => (view.truth.batteryAmps < 0 ? 3 : view.truth.charge < 90 ? 2 : 1)),
      text(`${P}.4.4.1.1.3.1`, () => 'Battery string 1'),
      gauge(`${P}.4.4.2.1.3.1`, (view) => view.truth.charge * 10),
      integer(`${P}.4.4.2.1.6.1`, batteryTemperature),
      integer(`${P}.4.4.2.1.99.1`, (view) => (view.truth.temperature > 45 ? 2 : 1)),
      text(`${P}.5.2.1.1.3.1`, () => 'AC input'),
      ...[1, 2, 3].map((phase) => gauge(`${P}.5.2.1.1.${phase + 3}.1`, (view) => tenths(view, phase))),
      integer(`${P}.5.2.1.1.99.1`, (view) => (view.truth.ac ? 1 : 2)),
      gauge(`${P}.6.1.3.0`, (view) => view.truth.busVoltage * 10),
      integer(`${P}.6.1.4.0`, (view) => view.truth.loadAmps * 10),
      text(`${P}.6.2.1.1.3.1`, () => 'DC output'),
      gauge(`${P}.6.2.1.1.6.1`, (view) => view.truth.loadAmps * view.truth.busVoltage),
      text(`${P}.8.2.1.1.3.1`, () => 'Room'),
      integer(`${P}.8.2.1.1.4.1`, (view) => view.truth.temperature),
      text(`${P}.8.2.2.1.3.1`, () => 'Room'),
      integer(`${P}.8.2.2.1.4.1`, (view) => view.truth.humidity),
    ],
  }
}
