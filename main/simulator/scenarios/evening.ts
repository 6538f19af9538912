/** An evening in which everything happens: mains, feeders, hubs, links, rain, flapping, gensets, dead devices, and agents that are only strange. */
import { between, chance, pick, shuffled } from '../random.ts'
import { ALL, FAULT_KINDS, type DeviceEvent, type FaultKind } from '../faults/kinds.ts'
import type { Province, SimStation } from '../province/station.ts'
import type { StationEvent, StationEventKind, WorldEvents } from '../world/events.ts'
import { clearLevel } from '../world/world.ts'
import { cutOffBy, eventsOf, type PlayedFault, type PlayedKind, type PlayedRoot } from './played.ts'
import { happening, MINUTE, type Scenario } from './scenario.ts'

/** Length of an evening; what begins before its end is mostly over by then. */
export const EVENING_MINUTES = 150
/** The counts below are those of a branch of this size. */
const USUAL_STATIONS = 130
/** Ways of misbehaving that lose replies strike so many of them: a device that loses more is a dead one. */
const LOSSY: readonly FaultKind[] = ['drop', 'corrupt', 'garbage', 'wrongSource']
const LOSSY_SHARE = 0.15
const WAYS: readonly FaultKind[] = FAULT_KINDS.filter((kind) => kind !== 'silent')
/** Received levels in dBm: an alarm's limit is -70, the link's -82. */
const DEGRADED = [-79, -73] as const
const CUT = [-93, -87] as const

export type Evening = { readonly events: WorldEvents; readonly faults: readonly PlayedFault[] }

/** What is played on the evening of `seed` from `at` (epoch ms) on. Pure. */
export function evening(province: Province, seed: number, at: number): Evening {
  const made = new Maker(province, seed, at)
  const scale = Math.min(6, Math.max(0.3, province.stations.length / USUAL_STATIONS))
  const times = (low: number, high: number, make: () => void): void => {
    const count = Math.max(1, Math.round(made.draw(low, high) * scale))
    for (let n = 0; n < count; n++) make()
  }
  times(0.6, 2.6, () => made.feeder())
  times(0.6, 2.4, () => made.hub())
  times(3, 7, () => made.mains())
  times(1, 3.4, () => made.link())
  times(1, 4, () => made.rain())
  times(0.6, 2.4, () => made.flapping())
  times(0.6, 1.6, () => made.genset())
  times(0.6, 1.6, () => made.device())
  times(1, 3, () => made.room())
  times(5, 10, () => made.misbehaviour())
  made.loss()
  return { events: eventsOf(made.faults), faults: made.faults }
}

class Maker {
  readonly faults: PlayedFault[] = []
  private readonly province: Province
  private readonly seed: number
  private readonly at: number
  private draws = 0
  /** Stations and feeders at which something is played already. */
  private readonly taken = new Set<number>()
  private readonly feeders = new Set<string>()

  constructor(province: Province, seed: number, at: number) {
    this.province = province
    this.seed = seed
    this.at = at
  }

  draw(low: number, high: number): number {
    return between(low, high, this.seed, 500, this.draws++)
  }

  private one(test: (station: SimStation) => boolean): SimStation | null {
    const free = this.province.stations.filter((station) => !this.taken.has(station.index) && test(station))
    if (free.length === 0) return null
    const station = pick(free, this.seed, 501, this.draws++)
    this.taken.add(station.index)
    return station
  }

  private play(
    kind: PlayedKind,
    detail: string,
    root: PlayedRoot,
    events: { stations?: readonly StationEvent[]; devices?: readonly DeviceEvent[] },
    more: { span?: { from: number; to: number }; cuts?: readonly number[]; harmless?: boolean } = {},
  ): void {
    const { stations = [], devices = [] } = events
    const all = [...stations.filter((event) => event.kind !== 'tiredBank'), ...devices]
    const { from, to } = more.span ?? { from: Math.min(...all.map((event) => event.from)), to: Math.max(...all.map((event) => event.to)) }
    this.faults.push({
      id: this.faults.length + 1,
      kind,
      detail,
      root,
      from,
      to,
      behind: cutOffBy(this.province, new Set(more.cuts)),
      harmless: more.harmless ?? false,
      events: { stations, devices },
    })
  }

  private event(station: SimStation, kind: StationEventKind, after: number, minutes: number, amount?: number): StationEvent {
    return happening(this.at, station.index, kind, after, minutes, amount)
  }

  /** A bank that will carry its station only so many minutes. */
  private tired(station: SimStation, minutes: number): StationEvent {
    const wanted = (minutes / 60) * station.loadAmps * 1.1
    const left = Math.min(1, Math.max(0.02, wanted / (station.batteryAh * station.batteryHealth)))
    return this.event(station, 'tiredBank', 0, EVENING_MINUTES * 2, left)
  }

  mains(): void {
    const heavy = this.draw(0, 1) < 0.15
    const station = this.one((s) => this.powered(s) && s.level > 0 && (heavy ? s.behind >= 3 && s.genset !== 'fixed' : true))
    if (!station) return
    const root: PlayedRoot = { kind: 'station', station: station.index }
    const after = this.draw(1, 95)
    if (station.genset !== 'fixed' && this.draw(0, 1) < (heavy ? 0.8 : 0.3)) {
      const lasts = this.draw(10, 40)
      const off = this.event(station, 'mains', after, lasts + this.draw(15, 45))
      this.play('mains', 'tired bank', root, { stations: [off, this.tired(station, lasts)] }, { cuts: [station.index] })
    } else
      this.play('mains', station.genset === 'fixed' ? 'genset takes over' : '', root, {
        stations: [this.event(station, 'mains', after, this.draw(8, 70))],
      })
  }

  feeder(): void {
    const free = this.province.feeders.filter(
      ({ name, stations }) => !this.feeders.has(name) && stations.length >= 3 && stations.every((index) => !this.taken.has(index)),
    )
    if (free.length === 0) return
    const feeder = pick(free, this.seed, 502, this.draws++)
    this.feeders.add(feeder.name)
    const members = feeder.stations.flatMap((index) => this.province.stations[index] ?? [])
    for (const { index } of members) this.taken.add(index)
    const after = this.draw(1, 90)
    const minutes = this.draw(12, 75)
    const off = members.map((station) => this.event(station, 'mains', after + this.draw(0, 0.1), minutes))
    const weak = this.draw(0, 1) < 0.35 ? members.find((station) => station.genset !== 'fixed' && station.level > 0) : undefined
    const root: PlayedRoot = { kind: 'feeder', name: feeder.name, stations: feeder.stations }
    if (weak && minutes > 30) {
      const stations = [...off, this.tired(weak, this.draw(8, minutes - 15))]
      this.play('feeder', `tired bank at ${weak.code}`, root, { stations }, { cuts: [weak.index] })
    } else this.play('feeder', '', root, { stations: off })
  }

  /** Its mains are the business of no feeder that fails. */
  private powered({ feeder }: SimStation): boolean {
    return !this.feeders.has(feeder)
  }

  hub(): void {
    const ring = this.draw(0, 1) < 0.12
    const hub = this.one((s) => s.behind >= 3 && (ring ? s.level === 0 && s.behind < this.province.stations.length / 2 : s.level > 0))
    if (!hub) return
    const event = this.event(hub, 'isolation', this.draw(1, 110), this.draw(8, 35))
    this.play('hub', `${String(hub.behind)} behind`, { kind: 'station', station: hub.index }, { stations: [event] }, { cuts: [hub.index] })
  }

  link(): void {
    const station = this.one((s) => s.level >= 2)
    if (!station) return
    const event = this.event(station, 'backhaul', this.draw(1, 110), this.draw(8, 35))
    const cuts = station.parents.length > 1 ? [] : [station.index]
    this.play(
      'link',
      cuts.length > 0 ? '' : 'has a second path',
      { kind: 'station', station: station.index },
      { stations: [event] },
      { cuts },
    )
  }

  rain(): void {
    const station = this.one((s) => s.backhaul === 'microwave' && s.devices.some(({ kind }) => kind === 'radio'))
    const radio = station?.devices.find(({ kind }) => kind === 'radio')
    if (!station || !radio) return
    const cuts = this.draw(0, 1) < 0.4
    const [low, high] = cuts ? CUT : DEGRADED
    const fade = clearLevel(this.province.seed, station) - this.draw(low, high)
    const after = this.draw(1, 90)
    const rise = this.draw(8, 14)
    const peak = this.draw(8, 22)
    const steps = 8
    // Nested events: the strongest that holds counts, so the fade comes and goes in steps.
    const stations = Array.from({ length: steps }, (_, n) => {
      const wait = (rise * n) / steps
      return this.event(station, 'rain', after + wait, rise * 2 + peak - wait * 2, (fade * (n + 1)) / steps)
    })
    const dead = cuts && station.parents.length === 1 ? [station.index] : []
    this.play(
      'rainFade',
      cuts ? 'cuts' : 'degrades',
      { kind: 'device', station: station.index, key: radio.key },
      { stations },
      { cuts: dead },
    )
  }

  flapping(): void {
    const station = this.one((s) => this.powered(s) && s.genset !== 'fixed' && s.level > 0)
    if (!station) return
    const stations: StationEvent[] = []
    const begin = this.draw(1, 80)
    const minutes = this.draw(25, 50)
    for (let after = begin; after < begin + minutes;) {
      const off = this.draw(2, 4.5)
      stations.push(this.event(station, 'mains', after, off))
      after += off + this.draw(1.5, 4.5)
    }
    this.play('flapping', `${String(stations.length)} times`, { kind: 'station', station: station.index }, { stations })
  }

  genset(): void {
    const station = this.one((s) => this.powered(s) && s.genset === 'fixed')
    if (!station) return
    const span = [this.draw(1, 85), this.draw(15, 60)] as const
    const fault = chance(this.seed, 503, station.index) < 0.5 ? 'gensetFault' : 'noFuel'
    const stations = [this.event(station, 'mains', ...span), this.event(station, fault, ...span)]
    this.play('genset', fault, { kind: 'station', station: station.index }, { stations })
  }

  device(): void {
    const station = this.one((s) => s.devices.length >= 2 && !s.troubles.includes('deadDevice'))
    if (!station) return
    const device = pick(station.devices, this.seed, 504, this.draws++)
    const from = this.at + this.draw(1, 105) * MINUTE
    const devices: DeviceEvent[] = [{ device: device.key, mischief: 'silent', from, to: from + this.draw(12, 40) * MINUTE }]
    this.play('device', device.kind, { kind: 'device', station: station.index, key: device.key }, { devices })
  }

  room(): void {
    const kind = pick(['door', 'door', 'smoke', 'flood'] as const, this.seed, 505, this.draws++)
    const station = this.one((s) => s.devices.some((device) => device.kind === 'environment') && !s.troubles.includes('door'))
    if (!station) return
    const event = this.event(station, kind, this.draw(1, 110), this.draw(6, 30))
    this.play('room', kind, { kind: 'station', station: station.index }, { stations: [event] })
  }

  misbehaviour(): void {
    const all = this.province.stations.filter((s) => !s.troubles.includes('deadDevice')).flatMap((station) => station.devices)
    const device = pick(all, this.seed, 506, this.draws++)
    const mischief = pick(WAYS, this.seed, 507, this.draws++)
    const from = this.at + this.draw(1, 110) * MINUTE
    const share = LOSSY.includes(mischief) ? { share: LOSSY_SHARE } : {}
    const devices: DeviceEvent[] = [{ device: device.key, mischief, from, to: from + this.draw(10, 40) * MINUTE, ...share }]
    this.play('misbehaviour', `${mischief} at ${device.key}`, { kind: 'nothing' }, { devices }, { harmless: true })
  }

  /** A little everywhere all evening, and more in one area for a while. */
  loss(): void {
    const { stations } = this.province
    const everywhere = this.draw(0.002, 0.015)
    const all: DeviceEvent = { device: ALL, mischief: 'drop', share: everywhere, from: this.at, to: this.at + EVENING_MINUTES * MINUTE }
    this.play('loss', `${(everywhere * 100).toFixed(1)} % everywhere`, { kind: 'nothing' }, { devices: [all] }, { harmless: true })
    const area = shuffled([...new Set(stations.map((station) => station.area))], this.seed, 508)[0]
    const share = this.draw(0.02, 0.05)
    const from = this.at + this.draw(5, 100) * MINUTE
    const to = from + this.draw(10, 30) * MINUTE
    const devices = stations
      .filter((station) => station.area === area)
      .flatMap((station) => station.devices.map((device): DeviceEvent => ({ device: device.key, mischief: 'drop', share, from, to })))
    this.play('loss', `${(share * 100).toFixed(1)} % in one area`, { kind: 'nothing' }, { devices }, { harmless: true })
  }
}

export const eveningOfEverything: Scenario = {
  id: 'evening',
  vi: 'Một tối đủ mọi sự cố',
  en: 'An evening of everything',
  minutes: EVENING_MINUTES,
  play: (province, at) => evening(province, province.seed, at).events,
}
