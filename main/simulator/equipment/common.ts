/** Rows that many agents share: the system group, interfaces with counters, and short ways to write a row. */
import { mix } from '../random.ts'
import { trafficSum } from '../world/day.ts'
import { TAG } from '../agent/ber.ts'
import type { Row, View } from '../agent/mib.ts'

export const E = '1.3.6.1.4.1'

type Number_ = (view: View) => number
type Text = (view: View) => string

export const integer = (oid: string, read: Number_): Row => ({ oid, tag: TAG.integer, read })
export const gauge = (oid: string, read: Number_): Row => ({ oid, tag: TAG.gauge32, read: (view) => Math.max(0, Math.round(read(view))) })
export const text = (oid: string, read: Text): Row => ({ oid, tag: TAG.octets, read })
export const counter32 = (oid: string, read: Number_): Row => ({
  oid,
  tag: TAG.counter32,
  read: (view) => Math.floor(read(view)) % 4_294_967_296,
})
export const counter64 = (oid: string, read: Number_): Row => ({ oid, tag: TAG.counter64, read: (view) => Math.floor(read(view)) })

/** Hundredths of a second since the agent started, wrapping as they do. */
export function ticks(view: View): number {
  return Math.floor(Math.max(0, view.at - view.bootedAt) / 10) % 4_294_967_296
}

export function systemGroup(identity: { sysObjectID: string; sysDescr: string }): Row[] {
  const base = '1.3.6.1.2.1.1'
  return [
    text(`${base}.1.0`, () => identity.sysDescr),
    { oid: `${base}.2.0`, tag: TAG.oid, read: () => identity.sysObjectID },
    { oid: `${base}.3.0`, tag: TAG.timeTicks, read: ticks },
    text(`${base}.4.0`, () => 'NOC'),
    text(`${base}.5.0`, (view) => `${view.station.code}-${view.device.kind}`),
    text(`${base}.6.0`, (view) => `${view.station.hamlet}, ${view.station.commune}`),
  ]
}

export type Port = {
  readonly index: number
  readonly name: string
  readonly alias: Text
  /** Mbit/s. */
  readonly speed: number
  /** ifType: 6 ethernet, 24 loopback. */
  readonly type: number
  /** Mean bits per second in and out. */
  readonly load: (view: View) => { readonly in: number; readonly out: number }
  /** Errors per hour in. */
  readonly errors?: Number_
}

function octets(view: View, bits: number, phase: number): number {
  return (bits / 8) * (trafficSum(view.at, phase) - trafficSum(view.bootedAt, phase))
}

/** One interface as ifTable and ifXTable show it. */
export function portRows(port: Port): Row[] {
  const { index } = port
  const i = (column: number): string => `1.3.6.1.2.1.2.2.1.${column}.${index}`
  const x = (column: number): string => `1.3.6.1.2.1.31.1.1.1.${column}.${index}`
  const inside: Number_ = (view) => octets(view, port.load(view).in, index)
  const outside: Number_ = (view) => octets(view, port.load(view).out, index + 1)
  const errors: Number_ = (view) => ((port.errors?.(view) ?? 0) * Math.max(0, view.at - view.bootedAt)) / 3_600_000
  const packets = 1 / 780
  return [
    integer(i(1), () => index),
    text(i(2), () => port.name),
    integer(i(3), () => port.type),
    integer(i(4), () => 1500),
    gauge(i(5), () => Math.min(4_294_967_295, port.speed * 1_000_000)),
    { oid: i(6), tag: TAG.octets, read: (view) => hardware(view, index) },
    integer(i(7), () => 1),
    integer(i(8), () => 1),
    { oid: i(9), tag: TAG.timeTicks, read: () => 2000 + index },
    counter32(i(10), inside),
    counter32(i(11), (view) => inside(view) * packets),
    counter32(i(13), () => 0),
    counter32(i(14), errors),
    counter32(i(16), outside),
    counter32(i(17), (view) => outside(view) * packets),
    counter32(i(19), () => 0),
    counter32(i(20), () => 0),
    text(x(1), () => port.name),
    counter64(x(6), inside),
    counter64(x(7), (view) => inside(view) * packets),
    counter64(x(10), outside),
    counter64(x(11), (view) => outside(view) * packets),
    gauge(x(15), () => port.speed),
    text(x(18), port.alias),
  ]
}

/** A locally administered hardware address. */
function hardware(view: View, index: number): Uint8Array {
  const bits = mix(view.province.seed, 200, view.station.index, index)
  return Uint8Array.from([0x02, 0x42, bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255])
}
