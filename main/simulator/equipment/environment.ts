/** Environment units: HWg STE2 and Poseidon, AKCP sensorProbe, Asentria SiteBoss. */
import type { Row, View } from '../agent/mib.ts'
import type { SimStation } from '../province/station.ts'
import { E, integer, systemGroup, text } from './common.ts'

type Sensor = {
  readonly name: string
  readonly unit: 'C' | '%RH'
  readonly read: (view: View) => number
  /** Above this it is an alarm. */
  readonly high: number
}
type Contact = { readonly name: string; readonly on: (view: View) => boolean }

const SENSORS: readonly Sensor[] = [
  { name: 'Room temperature', unit: 'C', read: (view) => view.truth.temperature, high: 40 },
  { name: 'Room humidity', unit: '%RH', read: (view) => view.truth.humidity, high: 90 },
  { name: 'Outdoor temperature', unit: 'C', read: (view) => view.truth.outdoor, high: 60 },
]
const CONTACTS: readonly Contact[] = [
  { name: 'Door', on: (view) => view.truth.door },
  { name: 'Smoke', on: (view) => view.truth.smoke },
  { name: 'Flood', on: (view) => view.truth.flood },
]

const alarm = (view: View, { read, high }: Sensor): boolean => read(view) > high
const shown = (view: View, { read, unit }: Sensor): string => `${read(view).toFixed(1)} ${unit}`

export function hwgSte2(_station: SimStation): { key: string; rows: () => Row[] } {
  const H = `${E}.21796.4.9`
  return {
    key: 'hwg-ste2',
    rows: () => [
      ...systemGroup({ sysObjectID: H, sysDescr: 'HWg-STE2' }),
      ...CONTACTS.flatMap(({ name, on }, n) => [
        integer(`${H}.1.1.2.${n + 1}`, (view) => (on(view) ? 1 : 0)),
        text(`${H}.1.1.3.${n + 1}`, () => name),
        integer(`${H}.1.1.4.${n + 1}`, (view) => (on(view) ? 1 : 0)),
      ]),
      ...SENSORS.flatMap((sensor, n) => [
        text(`${H}.3.1.2.${n + 1}`, () => sensor.name),
        integer(`${H}.3.1.3.${n + 1}`, (view) => (alarm(view, sensor) ? 4 : 1)),
        text(`${H}.3.1.4.${n + 1}`, (view) => shown(view, sensor)),
        integer(`${H}.3.1.5.${n + 1}`, (view) => sensor.read(view) * 10),
        integer(`${H}.3.1.7.${n + 1}`, () => (sensor.unit === 'C' ? 1 : 4)),
        integer(`${H}.3.1.8.${n + 1}`, () => 216 + n),
      ]),
    ],
  }
}

export function hwgPoseidon(_station: SimStation): { key: string; rows: () => Row[] } {
  const D = `${E}.21796.3.3`
  return {
    key: 'hwg-poseidon',
    rows: () => [
      ...systemGroup({ sysObjectID: D, sysDescr: 'Poseidon 4002' }),
      ...CONTACTS.flatMap(({ name, on }, n) => [
        integer(`${D}.1.1.2.${n + 1}`, (view) => (on(view) ? 1 : 0)),
        text(`${D}.1.1.3.${n + 1}`, () => name),
        integer(`${D}.1.1.5.${n + 1}`, (view) => (on(view) ? 1 : 0)),
      ]),
      ...SENSORS.flatMap((sensor, n) => [
        text(`${D}.3.1.2.${n + 1}`, () => sensor.name),
        integer(`${D}.3.1.4.${n + 1}`, (view) => (alarm(view, sensor) ? 4 : 1)),
        text(`${D}.3.1.5.${n + 1}`, (view) => shown(view, sensor)),
        integer(`${D}.3.1.6.${n + 1}`, (view) => sensor.read(view) * 10),
        integer(`${D}.3.1.8.${n + 1}`, () => 8200 + n),
        integer(`${D}.3.1.9.${n + 1}`, () => (sensor.unit === 'C' ? 0 : 3)),
        text(`${D}.3.1.10.${n + 1}`, () => (sensor.unit === 'C' ? 'C' : '%RH')),
      ]),
    ],
  }
}

export function akcp(_station: SimStation): { key: string; rows: () => Row[] } {
  const K = `${E}.3854.1.2.2.1`
  return {
    key: 'akcp',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.3854.1`, sysDescr: 'sensorProbe8 v 2.0' }),
      text(`${K}.16.1.1.0`, () => 'Room temperature'),
      integer(`${K}.16.1.4.0`, (view) => (view.truth.temperature > 40 ? 4 : 2)),
      integer(`${K}.16.1.14.0`, (view) => view.truth.temperature * 10),
      text(`${K}.17.1.1.0`, () => 'Room humidity'),
      integer(`${K}.17.1.4.0`, (view) => (view.truth.humidity > 90 ? 4 : 2)),
      integer(`${K}.17.1.13.0`, (view) => view.truth.humidity * 10),
      ...CONTACTS.flatMap(({ name, on }, n) => [
        text(`${K}.18.1.1.${n}`, () => name),
        integer(`${K}.18.1.3.${n}`, (view) => (on(view) ? 4 : 2)),
      ]),
    ],
  }
}

/** The index is event sensor, class, point; the alarm follows the event column. Set to degrees Celsius. */
export function siteBoss(_station: SimStation): { key: string; rows: () => Row[] } {
  const A = `${E}.3052.14.1.1.1.1`
  const classes = { C: 1, '%RH': 3 } as const
  return {
    key: 'siteboss',
    rows: () => [
      ...systemGroup({ sysObjectID: `${E}.3052.14.3.2`, sysDescr: 'SiteBoss 571' }),
      ...SENSORS.slice(0, 2).flatMap((sensor) => {
        const at = `200.${classes[sensor.unit]}.1`
        return [
          text(`${A}.4.${at}`, () => sensor.name),
          integer(`${A}.5.${at}`, (view) => (alarm(view, sensor) ? 5 : 3)),
          integer(`${A}.6.${at}`, sensor.read),
          text(`${A}.7.${at}`, (view) => shown(view, sensor)),
        ]
      }),
      ...CONTACTS.flatMap(({ name, on }, n) => {
        const at = `200.2.${n + 1}`
        return [
          text(`${A}.4.${at}`, () => name),
          integer(`${A}.5.${at}`, (view) => (on(view) ? 1 : 2)),
          integer(`${A}.6.${at}`, (view) => (on(view) ? 1 : 0)),
          text(`${A}.7.${at}`, (view) => (on(view) ? 'OPEN' : 'CLOSED')),
        ]
      }),
    ],
  }
}
