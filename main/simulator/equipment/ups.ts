/** Uninterruptible power supplies: one by RFC 1628, and an APC Smart-UPS. Four strings of the station's battery in series. */
import { TAG } from '../agent/ber.ts'
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, systemGroup, text } from './common.ts'
import { batteryTemperature, minutesLeft, numbers, phaseVolts } from './supply.ts'

const STRINGS = 4
const watts = (view: View): number => view.truth.loadAmps * view.truth.busVoltage
/** Of a unit that is sized for twice the mean load. */
const load = (view: View): number => (view.truth.loadAmps / (view.station.loadAmps * 2)) * 100
const outputVolts = (view: View): number => (view.truth.loadAmps > 0 ? 230 : 0)

/** Seconds on battery, from what the battery has lost. */
function seconds(view: View): number {
  const { truth, station } = view
  if (truth.ac || truth.loadAmps <= 0) return 0
  return (((100 - truth.charge) / 100) * station.batteryAh * station.batteryHealth * 3600) / truth.loadAmps
}

export function upsRfc1628(station: SimStation): { key: string; rows: () => Row[] } {
  const U = '1.3.6.1.2.1.33.1'
  const lines = numbers(station.phases)
  return {
    key: `ups-${station.phases}`,
    rows: () => [
      ...systemGroup({ sysObjectID: '1.3.6.1.2.1.33', sysDescr: 'UPS by RFC 1628' }),
      text(`${U}.1.1.0`, () => 'Any'),
      text(`${U}.1.2.0`, () => 'UPS 6000'),
      integer(`${U}.2.1.0`, (view) => (view.truth.charge <= 5 ? 4 : view.truth.charge < 20 ? 3 : 2)),
      integer(`${U}.2.2.0`, seconds),
      integer(`${U}.2.3.0`, minutesLeft),
      integer(`${U}.2.4.0`, (view) => view.truth.charge),
      integer(`${U}.2.5.0`, (view) => view.truth.busVoltage * STRINGS * 10),
      integer(`${U}.2.6.0`, (view) => (view.truth.batteryAmps / STRINGS) * 10),
      integer(`${U}.2.7.0`, batteryTemperature),
      integer(`${U}.3.2.0`, () => lines.length),
      ...lines.flatMap((line) => [
        integer(`${U}.3.3.1.2.${line}`, (view) => (view.truth.ac ? 500 : 0)),
        integer(`${U}.3.3.1.3.${line}`, (view) => phaseVolts(view, line) ?? 0),
      ]),
      integer(`${U}.4.1.0`, (view) => (view.truth.ac ? 3 : view.truth.loadAmps > 0 ? 5 : 2)),
      integer(`${U}.4.2.0`, () => 500),
      integer(`${U}.4.3.0`, () => lines.length),
      ...lines.flatMap((line) => [
        integer(`${U}.4.4.1.2.${line}`, outputVolts),
        integer(`${U}.4.4.1.3.${line}`, (view) => (watts(view) / 230 / lines.length) * 10),
        integer(`${U}.4.4.1.4.${line}`, (view) => watts(view) / lines.length),
        integer(`${U}.4.4.1.5.${line}`, load),
      ]),
    ],
  }
}

export function apcUps(_station: SimStation): { key: string; rows: () => Row[] } {
  const A = `${E}.318.1.1.1`
  return {
    key: 'apc-ups',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.318.1.3.2.7`, sysDescr: 'APC Web/SNMP Management Card' }),
      text(`${A}.1.1.1.0`, () => 'Smart-UPS 3000'),
      gauge(`${A}.2.2.1.0`, (view) => view.truth.charge),
      { oid: `${A}.2.2.3.0`, tag: TAG.timeTicks, read: (view) => Math.round(minutesLeft(view)) * 6000 },
      integer(`${A}.2.2.4.0`, (view) => (view.station.troubles.includes('weakBattery') ? 2 : 1)),
      gauge(`${A}.2.3.1.0`, (view) => view.truth.charge * 10),
      gauge(`${A}.3.3.1.0`, (view) => (phaseVolts(view, 1) ?? 0) * 10),
      integer(`${A}.4.1.1.0`, (view) => (view.truth.ac ? 2 : view.truth.loadAmps > 0 ? 3 : 7)),
      gauge(`${A}.4.3.1.0`, (view) => outputVolts(view) * 10),
      gauge(`${A}.4.3.3.0`, (view) => load(view) * 10),
    ],
  }
}
