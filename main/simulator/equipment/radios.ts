/** Microwave radios of other makes: MINI-LINK TN and 6352, Nokia Wavence, SIAE ALFOplus, Ceragon IP-20, Aviat WTM. One link each. */
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, gauge, integer, portRows, systemGroup, text } from './common.ts'
import { backhaul, capacity, power } from './radio.ts'

/** dB by what the received level leaves: about 40 on a clear day. */
const snr = (view: View): number => Math.max(0, Math.min(42, view.truth.rsl + 86))
/** The highest modulation that the level allows: 1 BPSK, 2 4QAM, 4 16QAM … 12 4096QAM; there is no 8QAM. */
function modulation(view: View): number {
  const index = Math.max(1, Math.min(12, Math.round((view.truth.rsl + 86) / 3.6)))
  return index === 3 ? 2 : index
}

export function minilinkTn(_station: SimStation): { key: string; rows: () => Row[] } {
  const M = `${E}.193.81.3.4.3.1`
  const radio = 2_113_143_041
  return {
    key: 'minilink-tn',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.193.81.1.1.3`, sysDescr: 'MINI-LINK TN' }),
      ...portRows({ index: 1, name: 'LAN 1/1/1', alias: () => 'LAN', speed: 1000, type: 6, load: backhaul }),
      ...portRows({ index: radio, name: 'RAU IF 1/2/1', alias: () => 'Radio', speed: 456, type: 188, load: backhaul }),
      integer(`${M}.2.1.7.${radio}`, () => 3),
      integer(`${M}.3.1.1.${radio}`, power),
      integer(`${M}.3.1.10.${radio}`, (view) => view.truth.rsl * 10),
    ],
  }
}

/** Sends its numbers as text. */
export function minilink6352(_station: SimStation): { key: string; rows: () => Row[] } {
  const M = `${E}.193.223.2`
  const radio = 110_101
  return {
    key: 'minilink-6352',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.193.223.2.1`, sysDescr: 'MINI-LINK 6352' }),
      ...portRows({ index: 1, name: 'LAN 1', alias: () => 'LAN', speed: 1000, type: 6, load: backhaul }),
      text(`${M}.4.1.1.2.1`, (view) => `${(view.truth.outdoor + 14).toFixed(1)} C`),
      text(`${M}.7.1.1.1.${radio}`, (view) => view.truth.rsl.toFixed(1)),
      text(`${M}.7.1.1.2.${radio}`, (view) => power(view).toFixed(1)),
      text(`${M}.7.1.1.43.${radio}`, (view) => snr(view).toFixed(1)),
      // Three codes for each modulation (plain, light, strong), from 4 = BPSK on.
      integer(`${M}.7.1.1.58.${radio}`, (view) => {
        const index = modulation(view)
        return 4 + 3 * (index < 3 ? index - 1 : index - 2)
      }),
    ],
  }
}

export function wavence(_station: SimStation): { key: string; rows: () => Row[] } {
  const W = `${E}.637.54.1.10.1.1.4.1`
  const radio = 510_110
  return {
    key: 'wavence',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.637.54.1.10.90.13`, sysDescr: 'Nokia Wavence UBT' }),
      ...portRows({ index: radio, name: 'Radio 1', alias: () => 'Radio', speed: 456, type: 188, load: backhaul }),
      integer(`${W}.2.${radio}`, (view) => power(view) * 10),
      integer(`${W}.3.${radio}`, (view) => view.truth.rsl * 10),
      integer(`${W}.7.${radio}`, (view) => (view.truth.rsl + 0.6) * 10),
    ],
  }
}

export function siae(_station: SimStation): { key: string; rows: () => Row[] } {
  const S = `${E}.3373.1103.80`
  return {
    key: 'siae',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.3373.1103`, sysDescr: 'ALFOplus2' }),
      ...portRows({ index: 1, name: 'LAN 1', alias: () => 'LAN', speed: 1000, type: 6, load: backhaul }),
      integer(`${S}.12.1.3.1`, (view) => view.truth.rsl),
      integer(`${S}.12.1.4.1`, power),
      integer(`${S}.12.1.5.1`, (view) => snr(view) * 10),
      integer(`${S}.17.1.6.1`, modulation),
    ],
  }
}

/** MSE is hundredths of a dB, and -9900 while the receiver is not locked. */
export function ceragon(_station: SimStation): { key: string; rows: () => Row[] } {
  const C = `${E}.2281.10`
  const radio = 268_451_905
  const locked = (view: View): boolean => capacity(view) > 0
  return {
    key: 'ceragon',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.2281.1.20.2.2`, sysDescr: 'IP-20N' }),
      ...portRows({ index: radio, name: 'Radio: Slot 1, port 1', alias: () => 'Radio', speed: 456, type: 188, load: backhaul }),
      integer(`${C}.1.1.9.0`, (view) => view.truth.temperature + 8),
      integer(`${C}.1.1.10.0`, (view) => view.truth.busVoltage),
      integer(`${C}.5.1.1.2.${radio}`, (view) => view.truth.rsl),
      integer(`${C}.5.1.1.3.${radio}`, power),
      integer(`${C}.7.1.1.2.${radio}`, (view) => (locked(view) ? -snr(view) * 100 : -9900)),
      // Cross-polar interference, below zero but sent as Gauge32.
      gauge(`${C}.7.1.1.5.${radio}`, () => 4_294_967_296 - 2850),
      integer(`${C}.7.2.1.9.${radio}`, (view) => (locked(view) ? 1 : 0)),
      gauge(`${C}.7.4.1.1.7.${radio}`, capacity),
      gauge(`${C}.7.4.1.1.11.${radio}`, capacity),
    ],
  }
}

export function aviat(_station: SimStation): { key: string; rows: () => Row[] } {
  const A = `${E}.2509.9`
  return {
    key: 'aviat',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.2509.11.1.1.8`, sysDescr: 'WTM 4000' }),
      ...portRows({ index: 1, name: 'GigabitEthernet1', alias: () => 'LAN', speed: 1000, type: 6, load: backhaul }),
      integer(`${A}.15.2.2.1.4.5`, (view) => view.truth.rsl * 10),
      integer(`${A}.33.2.2.1.3.5`, (view) => snr(view) * 10),
      integer(`${A}.33.2.2.1.7.5`, (view) => power(view) * 10),
    ],
  }
}
