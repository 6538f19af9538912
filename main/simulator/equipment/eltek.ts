/** Eltek power systems: Smartpack 2, whose currents are in amperes or tenths as it is set, and the older WebPower. Neither knows GETBULK well. */
import type { Row } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, integer, systemGroup, text } from './common.ts'
import { batteryMode, batteryTemperature, broken, minutesLeft, numbers, phaseVolts, rectifierAmps, rectifierVolts } from './supply.ts'

const Q = `${E}.12148.10`
const W = `${E}.12148.9`
const STATUS = { error: 0, normal: 1, minor: 2, major: 3, disabled: 4, critical: 18 } as const
const MODE = { boost: 2, float: 3, discharge: 4 } as const

/** Every second unit is set to tenths of an ampere. */
export function eltekSp2(station: SimStation): { key: string; rows: () => Row[] } {
  const tenths = station.index % 2
  const amps = tenths === 1 ? 10 : 1
  const { rectifiers, phases } = station
  const input = (n: number, name: string, on: Row['read']): Row[] => [
    integer(`${Q}.11.2.1.2.1.${n}`, (view) => (on(view) ? STATUS.major : STATUS.normal)),
    text(`${Q}.11.2.1.3.1.${n}`, () => name),
  ]
  return {
    key: `eltek-sp2-${tenths}-${rectifiers}-${phases}`,
    rows: () => [
      ...systemGroup({ sysObjectID: Q, sysDescr: 'Eltek Smartpack S' }),
      integer(`${Q}.2.1.0`, (view) =>
        !view.truth.ac ? STATUS.critical : view.station.troubles.includes('rectifier') ? STATUS.minor : STATUS.normal,
      ),
      integer(`${Q}.2.3.0`, (view) => MODE[batteryMode(view)]),
      integer(`${Q}.2.15.0`, () => tenths),
      integer(`${Q}.2.16.0`, () => 0),
      integer(`${Q}.2.17.0`, () => 1),
      integer(`${Q}.3.1.0`, (view) => (view.truth.ac ? STATUS.normal : STATUS.critical)),
      ...numbers(phases).flatMap((phase) => [
        integer(`${Q}.3.4.1.2.${phase}`, (view) => (view.truth.ac ? STATUS.normal : STATUS.critical)),
        text(`${Q}.3.4.1.3.${phase}`, () => `Mains Phase ${phase}`),
        integer(`${Q}.3.4.1.6.${phase}`, (view) => phaseVolts(view, phase) ?? 0),
      ]),
      integer(`${Q}.5.2.1.0`, () => STATUS.normal),
      integer(`${Q}.5.2.5.0`, (view) => view.truth.rectifierAmps * amps),
      ...numbers(rectifiers).flatMap((n) => [
        integer(`${Q}.5.6.1.2.${n}`, (view) => (broken(view, n) ? STATUS.error : STATUS.normal)),
        integer(`${Q}.5.6.1.3.${n}`, (view) => rectifierAmps(view, n) * 10),
        integer(`${Q}.5.6.1.4.${n}`, (view) => phaseVolts(view, 1) ?? 0),
        text(`${Q}.5.6.1.5.${n}`, () => `Flatpack ${n}`),
      ]),
      integer(`${Q}.9.2.1.0`, () => STATUS.normal),
      integer(`${Q}.9.2.5.0`, (view) => view.truth.loadAmps * amps),
      integer(`${Q}.10.1.0`, (view) => (view.truth.charge < 20 ? STATUS.major : STATUS.normal)),
      integer(`${Q}.10.5.1.0`, () => STATUS.normal),
      integer(`${Q}.10.5.5.0`, (view) => view.truth.busVoltage * 100),
      integer(`${Q}.10.6.1.0`, () => STATUS.normal),
      integer(`${Q}.10.6.5.0`, (view) => view.truth.batteryAmps * amps),
      integer(`${Q}.10.7.1.0`, () => STATUS.normal),
      integer(`${Q}.10.7.5.0`, batteryTemperature),
      integer(`${Q}.10.8.1.0`, () => STATUS.normal),
      integer(`${Q}.10.8.5.0`, minutesLeft),
      integer(`${Q}.10.9.1.0`, () => STATUS.normal),
      integer(`${Q}.10.9.5.0`, (view) => view.truth.charge),
      ...input(1, 'Door', (view) => (view.truth.door ? 1 : 0)),
      ...input(2, 'Smoke', (view) => (view.truth.smoke ? 1 : 0)),
    ],
  }
}

export function eltekWebPower(station: SimStation): { key: string; rows: () => Row[] } {
  const { rectifiers, phases } = station
  return {
    key: `eltek-webpower-${rectifiers}-${phases}`,
    rows: () => [
      ...systemGroup({ sysObjectID: W, sysDescr: 'Eltek WebPower' }),
      integer(`${W}.2.2.0`, (view) => (batteryMode(view) === 'boost' ? 2 : 1)),
      integer(`${W}.3.2.0`, (view) => view.truth.busVoltage * 100),
      ...numbers(rectifiers).flatMap((n) => [
        integer(`${W}.5.5.2.1.2.${n}`, (view) => (broken(view, n) ? 2 : 1)),
        text(`${W}.5.5.2.1.6.${n}`, () => `Flatpack2 ${n}`),
        integer(`${W}.5.5.2.1.3.${n}`, (view) => rectifierAmps(view, n) * 10),
        integer(`${W}.5.5.2.1.4.${n}`, (view) => rectifierVolts(view, n) * 100),
      ]),
      ...numbers(phases).map((phase) => integer(`${W}.6.${phase}.0`, (view) => phaseVolts(view, phase) ?? 0)),
    ],
  }
}
