/** The bench against the truth can fail: what counts as missed, false, split and wrong, and what counts as not shown. */
import { describe, expect, it } from 'vitest'
import { incidentsOf, match, type Claim } from '../bench/_truth-match.ts'
import { isMains, type Fault } from '../bench/_truth-faults.ts'
import { SAMPLE_MS, shownOf, SIGN, type DeviceFacts, type PollFact, type Shown, type World } from '../bench/_truth-shown.ts'
import { makeProvince } from '../../main/simulator/province/province.ts'
import type { StationEvent } from '../../main/simulator/world/events.ts'

const MINUTE = 60_000
const BEGIN = Date.UTC(2026, 10, 25, 10)
const at = (minute: number): number => BEGIN + minute * MINUTE
const places = { communeOf: (station: number) => (station < 3 ? 'Nà Hang' : 'Yên Hoa') }

function fault(id: number, kind: Fault['kind'], from: number, to: number, more: Partial<Fault> = {}): Fault {
  const root = { kind: 'station', station: id } as const
  return {
    id,
    kind,
    detail: '',
    root,
    from: at(from),
    to: at(to),
    behind: [],
    harmless: false,
    events: { stations: [], devices: [] },
    ...more,
  }
}
function seen(one: Fault, more: Partial<Shown> = {}): Shown {
  const own = one.root.kind === 'feeder' ? one.root.stations : one.root.kind === 'nothing' ? [] : [one.root.station]
  const stations = new Set([...own, ...one.behind])
  return {
    fault: one,
    hidden: null,
    since: one.from,
    until: one.to,
    readings: 1,
    silence: 0,
    gensetOnly: false,
    silentFirst: false,
    stations,
    ...more,
  }
}
const claim = (id: number, toldAt: number, cause: Claim['cause'], root: Claim['root'], stations: number[] = []): Claim => ({
  id,
  toldAt: at(toldAt),
  endedAt: null,
  cause,
  root,
  stations,
  states: [],
})
const station = (index: number) => ({ kind: 'station', station: index }) as const

describe('matching', () => {
  it('finds the fault, its delay and the right root', () => {
    const { matched, missed, falses } = match([seen(fault(1, 'mains', 5, 60))], [claim(9, 7, 'mains', station(1))], places)
    expect(matched).toMatchObject([{ right: true, delayMs: 2 * MINUTE }])
    expect([missed, falses]).toEqual([[], []])
  })

  it('misses what has no incident, but not what could not be shown or is harmless', () => {
    const truths = [
      seen(fault(1, 'mains', 5, 60)),
      seen(fault(2, 'mains', 5, 6), { hidden: 'too short' }),
      seen(fault(3, 'misbehaviour', 5, 60, { harmless: true, root: { kind: 'nothing' } })),
    ]
    expect(match(truths, [], places).missed.map((one) => one.fault.id)).toEqual([1])
  })

  it('calls false what no fault explains: before it, long after it, elsewhere, at what is harmless, or our own way out', () => {
    const truths = [seen(fault(1, 'mains', 5, 60)), seen(fault(2, 'loss', 0, 90, { harmless: true, root: { kind: 'nothing' } }))]
    const claims = [
      claim(1, 4, 'mains', station(1)),
      claim(2, 70, 'mains', station(1)),
      claim(3, 7, 'mains', station(2)),
      claim(4, 7, 'isolated', { kind: 'self' }),
    ]
    expect(match(truths, claims, places).falses.map((one) => one.id)).toEqual([1, 3, 4, 2])
  })

  it('counts different incidents of one fault, and one that came back as the same', () => {
    const feeder = fault(1, 'feeder', 5, 60, { root: { kind: 'feeder', name: 'F', stations: [1, 2] } })
    const claims = [
      claim(7, 7, 'feeder', { kind: 'feeder', name: 'F' }, [1, 2]),
      claim(8, 8, 'mains', station(2)),
      claim(7, 30, 'feeder', { kind: 'feeder', name: 'F' }, [1, 2]),
    ]
    const [one] = match([seen(feeder, { readings: 2 })], claims, places).matched
    expect(one?.right).toBe(true)
    expect(incidentsOf(one?.claims ?? [])).toBe(2)
  })

  it.each([
    ['the child instead of the hub', 'backhaul', station(5), false],
    ['the hub', 'backhaul', station(1), true],
    ['the hub by another cause', 'environment', station(1), false],
  ] as const)('%s', (_name, cause, root, right) => {
    const hub = fault(1, 'hub', 5, 30, { behind: [5, 6] })
    expect(match([seen(hub, { readings: 0, silence: 3 })], [claim(1, 7, cause, root)], places).matched).toMatchObject([{ right }])
  })

  it('wants the feeder where two of its stations told, and takes the station where only one did', () => {
    const feeder = fault(1, 'feeder', 5, 60, { root: { kind: 'feeder', name: 'F', stations: [1, 2] } })
    const single = [claim(1, 7, 'mains', station(2))]
    expect(match([seen(feeder, { readings: 2 })], single, places).matched[0]?.right).toBe(false)
    expect(match([seen(feeder, { readings: 1 })], single, places).matched[0]?.right).toBe(true)
  })

  it('takes a fault as told by the incident of its place that was still open, only if that was more than recovering', () => {
    const truths = [seen(fault(1, 'mains', 5, 60)), seen(fault(2, 'ordinary', 80, 110, { root: station(1) }))]
    const open = claim(9, 7, 'mains', station(1))
    const recovering = {
      ...open,
      states: [
        { at: at(7), isOpen: true },
        { at: at(61), isOpen: false },
      ],
    }
    expect(match(truths, [recovering], places).missed.map((one) => one.fault.id)).toEqual([2])
    expect(match(truths, [{ ...open, states: [{ at: at(7), isOpen: true }] }], places).missed).toEqual([])
    expect(
      match(truths, [{ ...open, states: [{ at: at(7), isOpen: true }], endedAt: at(70) }], places).missed.map((one) => one.fault.id),
    ).toEqual([2])
  })

  it('gives an incident to the fault it names best', () => {
    const truths = [seen(fault(1, 'room', 5, 60)), seen(fault(2, 'mains', 5, 60, { root: station(1) }))]
    const { matched, missed } = match(truths, [claim(1, 8, 'mains', station(1))], places)
    expect(matched.map((one) => one.shown.fault.id)).toEqual([2])
    expect(missed.map((one) => one.fault.id)).toEqual([1])
  })
})

/** Two stations of a small province, 1 behind 0, polled once a minute; `signs` tells what is true of each in each minute. */
function world(minutes: number, signs: (station: number, minute: number) => number, kind = 'power'): World {
  const stations = makeProvince(1, 2).stations.map((one, index) => ({
    ...one,
    parents: index === 0 ? [] : [0],
    backhaul: 'fibre' as const,
  }))
  const device = (index: number): DeviceFacts => ({
    key: `${String(index)}.${kind}`,
    kind,
    station: index,
    metrics: new Set(),
    polls: Array.from({ length: minutes }, (_, minute): PollFact => {
      const now = signs(index, minute)
      return { at: at(minute) + 5000, heard: (now & SIGN.reachable) !== 0, strange: false, signs: now }
    }),
  })
  const samples = Array.from({ length: (minutes * MINUTE) / SAMPLE_MS }, (_, n) =>
    Uint16Array.from([0, 1], (index) => signs(index, Math.floor((n * SAMPLE_MS) / MINUTE))),
  )
  return { stations, devices: [device(0), device(1)], begin: BEGIN, samples }
}
const event = (index: number, kind: StationEvent['kind'], from: number, to: number): StationEvent => ({
  station: index,
  kind,
  from: at(from),
  to: at(to),
})

describe('what could be seen', () => {
  it('a loss of mains that two polls told of, not one that only one did', () => {
    const off = (until: number) =>
      world(20, (index, minute) => SIGN.reachable | (index === 1 && minute >= 5 && minute < until ? SIGN.noAc : 0))
    const played = (until: number): Fault => fault(1, 'mains', 5, until)
    expect(shownOf(off(9), [played(9)])[0]).toMatchObject({ hidden: null, readings: 1, silence: 0, since: at(5) })
    expect(shownOf(off(6), [played(6)])[0]?.hidden).toBe('too short to be polled twice in a row')
  })

  it('nothing of an outage inside another one of the same station', () => {
    const off = world(20, (index) => SIGN.reachable | (index === 1 ? SIGN.noAc : 0))
    const [first, second] = shownOf(off, [
      fault(1, 'feeder', 1, 15, { root: { kind: 'feeder', name: 'F', stations: [1] } }),
      fault(2, 'mains', 5, 10, { root: station(1) }),
    ])
    expect(first?.hidden).toBe(null)
    expect(second?.hidden).toBe('its station was without mains already')
  })

  it('a dead hub by the silence behind it; and what dies of an empty battery is its mains failure', () => {
    const dark = (index: number, minute: number): number => (minute >= 5 && minute < 15 ? (index === 0 ? SIGN.dead : 0) : SIGN.reachable)
    const events = { stations: [event(0, 'mains', 1, 15)], devices: [] }
    const [shown] = shownOf(world(20, dark), [fault(1, 'mains', 1, 15, { root: station(0), events })])
    expect(shown).toMatchObject({ hidden: null, readings: 0, silence: 2, silentFirst: true, since: at(5) })
    expect(shown?.stations).toEqual(new Set([0, 1]))
  })

  it('nothing of a cut behind a cut that outlasts it', () => {
    const cut = (_index: number, minute: number): number => (minute >= 5 && minute < 15 ? 0 : SIGN.reachable)
    const hub = fault(1, 'hub', 5, 15, { root: station(0), behind: [1], events: { stations: [event(0, 'isolation', 5, 15)], devices: [] } })
    const link = fault(2, 'link', 7, 12, { root: station(1), events: { stations: [event(1, 'backhaul', 7, 12)], devices: [] } })
    const [first, second] = shownOf(world(20, cut), [hub, link])
    expect(first).toMatchObject({ hidden: null, silence: 2 })
    expect(second?.hidden).toBe('a second path, or a dead one, hid it')
  })

  it('knows which faults take the mains', () => {
    expect(['mains', 'feeder', 'hub', 'ordinary', 'flapping'].map((kind) => isMains(fault(1, kind as Fault['kind'], 0, 1)))).toEqual([
      true,
      true,
      false,
      true,
      true,
    ])
  })
})
