/** The smaller agents of a site: HWg STE2 environment unit, Baicells eNodeB, Himoinsa genset. */
import { wave } from '../random.ts'
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, systemGroup, text } from './common.ts'

export function hwgSte2(_station: SimStation): { key: string; rows: () => Row[] } {
  const H = `${E}.21796.4.9`
  const sensor = (
    n: number,
    name: string,
    unit: string,
    code: number,
    read: (view: View) => number,
    alarm: (view: View) => boolean,
  ): Row[] => [
    text(`${H}.3.1.2.${n}`, () => name),
    integer(`${H}.3.1.3.${n}`, (view) => (alarm(view) ? 4 : 1)),
    text(`${H}.3.1.4.${n}`, (view) => `${read(view).toFixed(1)} ${unit}`),
    integer(`${H}.3.1.5.${n}`, (view) => read(view) * 10),
    integer(`${H}.3.1.7.${n}`, () => code),
    integer(`${H}.3.1.8.${n}`, () => 215 + n),
  ]
  const input = (n: number, name: string, on: (view: View) => boolean): Row[] => [
    integer(`${H}.1.1.2.${n}`, (view) => (on(view) ? 1 : 0)),
    text(`${H}.1.1.3.${n}`, () => name),
    integer(`${H}.1.1.4.${n}`, (view) => (on(view) ? 1 : 0)),
  ]
  return {
    key: 'hwg-ste2',
    rows: () => [
      ...systemGroup({ sysObjectID: H, sysDescr: 'HWg-STE2' }),
      ...input(1, 'Door', (view) => view.truth.door),
      ...input(2, 'Smoke', (view) => view.truth.smoke),
      ...input(3, 'Flood', (view) => view.truth.flood),
      ...sensor(
        1,
        'Room temperature',
        'C',
        1,
        (view) => view.truth.temperature,
        (view) => view.truth.temperature > 40,
      ),
      ...sensor(
        2,
        'Room humidity',
        '%RH',
        4,
        (view) => view.truth.humidity,
        (view) => view.truth.humidity > 90,
      ),
      ...sensor(
        3,
        'Outdoor temperature',
        'C',
        1,
        (view) => view.truth.outdoor,
        () => false,
      ),
    ],
  }
}

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

export function himoinsa(_station: SimStation): { key: string; rows: () => Row[] } {
  const G = `${E}.41809.1`
  const runs = (view: View): boolean => view.truth.genset === 'running'
  const status = (view: View): number => {
    const { truth } = view
    const stopped = truth.genset !== 'running' && truth.genset !== 'starting'
    const alarm = truth.genset === 'outOfFuel' || truth.genset === 'fault'
    return (runs(view) ? 1 : 0) | (stopped ? 2 : 0) | 4 | (alarm ? 32 | 128 : 0) | (truth.mains ? 256 : 0) | (runs(view) ? 512 : 0)
  }
  const volts = (view: View, n: number): number =>
    runs(view) ? 229 + 1.5 * wave(view.at, 90_000, view.province.seed, 250, view.station.index, n) : 0
  const amps = (view: View): number => (runs(view) ? (view.truth.rectifierAmps * view.truth.busVoltage) / 0.92 / 230 + 3.5 : 0)
  return {
    key: 'himoinsa',
    rows: () => [
      ...systemGroup({ sysObjectID: G, sysDescr: 'Himoinsa genset controller CEM7' }),
      gauge(`${G}.27.0`, (view) => view.truth.fuel * 10),
      gauge(`${G}.29.0`, (view) => (runs(view) ? 139 : 127 + (view.station.index % 6))),
      integer(`${G}.46.0`, status),
      gauge(`${G}.55.1.2.0`, (view) => (runs(view) ? 500 + 3 * wave(view.at, 60_000, view.province.seed, 251, view.station.index) : 0)),
      ...[1, 2, 3].map((n) => gauge(`${G}.55.1.${n + 5}.0`, (view) => volts(view, n))),
      ...[1, 2, 3].map((n) => gauge(`${G}.55.1.${n + 15}.0`, (view) => amps(view) / (n === 1 ? 1 : 1.1 + n * 0.05))),
    ],
  }
}
