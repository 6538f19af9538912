/** Microwave radios: Huawei RTN 905 and Ericsson MINI-LINK 6600, whose received level falls in rain. */
import { wave } from '../random.ts'
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, portRows, systemGroup, text } from './common.ts'

/** Transmit power in dBm: rises by some dB as the far end hears less. */
export function power(view: View): number {
  const lift = Math.min(6, view.truth.rain * 0.25)
  return 15 + (view.station.index % 6) + lift + 0.2 * wave(view.at, 800_000, view.province.seed, 220, view.station.index)
}

/** Capacity in kbit/s by what the received level allows. */
export function capacity(view: View): number {
  const { rsl } = view.truth
  const steps = rsl > -52 ? 456 : rsl > -58 ? 366 : rsl > -64 ? 276 : rsl > -71 ? 183 : rsl > -80 ? 91 : 0
  return steps * 1000
}

export const backhaul = (view: View): { in: number; out: number } => {
  const bits = Math.min(220e6, (8 + view.station.technologies.length * 9) * 1e6 * (1 + view.station.behind * 0.55))
  return { in: bits, out: bits * 0.18 }
}

const BOARDS = ['cshp', 'isv3', 'piu', 'fan', 'eg6', 'odu']

export function huaweiRtn(_station: SimStation): { key: string; rows: () => Row[] } {
  const R = `${E}.2011.2.25.4`
  const board = `${R}.30.14.1.2.1`
  const link = `${R}.40.4.10.30.1`
  return {
    key: 'huawei-rtn',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.2011.2.25.1`, sysDescr: 'Huawei OptiX RTN 905' }),
      ...portRows({ index: 1, name: 'eg6-1', alias: () => 'LAN', speed: 1000, type: 6, load: backhaul }),
      ...BOARDS.flatMap((name, n) => {
        const slot = name === 'odu' ? 23 : n * 2 + 1
        return [text(`${board}.2.${slot}`, () => name), integer(`${board}.3.${slot}`, () => 1), integer(`${board}.8.${slot}`, () => 1)]
      }),
      gauge(`${R}.40.4.10.20.1.3.23.255`, () => 15_131_000),
      integer(`${link}.8.23.255`, (view) => power(view) * 10),
      integer(`${link}.9.23.255`, (view) => view.truth.rsl * 10),
    ],
  }
}

export function minilink(_station: SimStation): { key: string; rows: () => Row[] } {
  const M = `${E}.193.81.3.4`
  const term = 2_130_706_689
  return {
    key: 'minilink',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.193.81.1.1.3`, sysDescr: 'MINI-LINK 6600' }),
      ...portRows({ index: 1, name: 'LAN 1/1/1', alias: () => 'LAN', speed: 1000, type: 6, load: backhaul }),
      ...portRows({ index: term, name: 'RLT 1/2.1/1', alias: () => 'Radio link', speed: 456, type: 188, load: backhaul }),
      integer(`${M}.3.1.8.1.3.${term}`, power),
      integer(`${M}.3.1.8.1.7.${term}`, (view) => view.truth.rsl * 10),
      gauge(`${M}.5.1.3.1.13.${term}`, capacity),
    ],
  }
}
