/** Genset controllers: Himoinsa, ComAp, Deep Sea behind its 892 gateway. */
import { wave } from '../random.ts'
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, systemGroup } from './common.ts'
import { numbers, phaseVolts } from './supply.ts'

const runs = (view: View): boolean => view.truth.genset === 'running'
const fails = (view: View): boolean => view.truth.genset === 'outOfFuel' || view.truth.genset === 'fault'
const volts = (view: View, n: number): number =>
  runs(view) ? 229 + 1.5 * wave(view.at, 90_000, view.province.seed, 250, view.station.index, n) : 0
const hertz = (view: View): number => (runs(view) ? 50 + 0.3 * wave(view.at, 60_000, view.province.seed, 251, view.station.index) : 0)
const amps = (view: View, n: number): number =>
  runs(view) ? ((view.truth.rectifierAmps * view.truth.busVoltage) / 0.92 / 230 + 3.5) / (n === 1 ? 1 : 1.1 + n * 0.05) : 0
/** Of the starter's battery. */
const starter = (view: View): number => (runs(view) ? 13.9 : 12.7 + (view.station.index % 6) / 10)
/** Commercial power as the controller sees it: what the genset makes does not count. */
const mains = (view: View, phase: number): number => (view.truth.mains ? (phaseVolts(view, phase) ?? phaseVolts(view, 1) ?? 0) : 0)

export function himoinsa(_station: SimStation): { key: string; rows: () => Row[] } {
  const G = `${E}.41809.1`
  const status = (view: View): number => {
    const { truth } = view
    const stopped = truth.genset !== 'running' && truth.genset !== 'starting'
    return (runs(view) ? 1 : 0) | (stopped ? 2 : 0) | 4 | (fails(view) ? 32 | 128 : 0) | (truth.mains ? 256 : 0) | (runs(view) ? 512 : 0)
  }
  return {
    key: 'himoinsa',
    rows: () => [
      ...systemGroup({ sysObjectID: G, sysDescr: 'Himoinsa genset controller CEM7' }),
      gauge(`${G}.27.0`, (view) => view.truth.fuel * 10),
      gauge(`${G}.29.0`, (view) => starter(view) * 10),
      integer(`${G}.46.0`, status),
      gauge(`${G}.55.1.2.0`, (view) => hertz(view) * 10),
      ...numbers(3).map((n) => gauge(`${G}.55.1.${n + 5}.0`, (view) => volts(view, n))),
      ...numbers(3).map((n) => gauge(`${G}.55.1.${n + 15}.0`, (view) => amps(view, n))),
    ],
  }
}

/** InteliLite: one number for each object. */
export function comap(_station: SimStation): { key: string; rows: () => Row[] } {
  const at = (object: number): string => `${E}.28634.14.2.${object}.0`
  const ENGINE = { none: 1, off: 1, starting: 4, running: 8, outOfFuel: 12, fault: 12 } as const
  return {
    key: 'comap',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.28634.14`, sysDescr: 'ComAp InteliLite' }),
      ...numbers(3).map((n) => integer(at(8191 + n), (view) => volts(view, n))),
      ...numbers(3).map((n) => integer(at(8194 + n), (view) => mains(view, n))),
      ...numbers(3).map((n) => integer(at(8197 + n), (view) => amps(view, n))),
      integer(at(8202), (view) => (amps(view, 1) * 230 * 3) / 1000),
      integer(at(8206), (view) => view.truth.gensetHours * 10),
      integer(at(8210), (view) => hertz(view) * 10),
      integer(at(8213), (view) => starter(view) * 10),
      integer(at(9153), (view) => view.truth.fuel),
      integer(at(9244), (view) => ENGINE[view.truth.genset]),
      integer(at(9887), () => 2),
    ],
  }
}

export function deepSea(_station: SimStation): { key: string; rows: () => Row[] } {
  const at = (object: number): string => `${E}.41385.1.3.1.1.${object}.0`
  return {
    key: 'deepsea',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.41385.1`, sysDescr: 'DSE892 SNMP gateway' }),
      integer(at(4), (view) => view.truth.fuel),
      integer(at(5), (view) => starter(view) * 10),
      integer(at(6), (view) => (runs(view) ? hertz(view) * 30 : 0)),
      ...numbers(3).map((n) => integer(at(6 + n), (view) => volts(view, n) * 10)),
      integer(at(18), (view) => hertz(view) * 10),
      integer(at(23), (view) => (view.truth.mains ? 500 : 0)),
      ...numbers(3).map((n) => integer(at(23 + n), (view) => mains(view, n) * 10)),
      integer(at(91), (view) => view.truth.gensetHours),
    ],
  }
}
