/** Tables of where an alarm belongs: what a silence after lost power was, a battery found low, a line that is out or was. */
import { describe, expect, it } from 'vitest'
import { decide, type Neighbour, type OpenIncident, type Sighting, type View } from '../../../main/domain/incident/decide.ts'

const AT = Date.UTC(2026, 10, 25, 11)
const incident = (id: number, cause: OpenIncident['cause'], root: OpenIncident['root']): OpenIncident => ({
  id,
  cause,
  root,
  beganAt: AT - 20 * 60_000,
  hop: null,
  about: null,
})
const station = { kind: 'station', id: 7 } as const
const lost = incident(1, 'mains', station)
const fell = incident(2, 'backhaul', station)
const line = incident(3, 'feeder', { kind: 'feeder', id: 9 })
const stands = (family: Neighbour['family'], of: OpenIncident): Neighbour => ({ family, deviceId: 70, incident: of, stands: true })

const view = (seen: Partial<View>): View => ({
  find: () => null,
  neighbours: () => [],
  cutBy: () => [],
  ofFeeder: () => null,
  around: () => ({ scope: 'feeder', lost: 1, atOnce: 1, fine: 9, alike: [] }),
  hopOf: () => null,
  linkTo: () => null,
  linksBelow: () => [],
  silenceOf: () => null,
  wasPowered: () => false,
  leftAtSilence: () => null,
  placeOf: () => ({ feederId: 9, communeId: 4 }),
  ...seen,
})
const alarm = (ruleId: string, probableCause: number, more: Partial<Sighting> = {}): Sighting => ({
  stationId: 7,
  deviceId: 70,
  ruleId,
  probableCause,
  severity: 'critical',
  type: 'equipment',
  raisedAt: AT,
  suppressed: false,
  ...more,
})
const silence = alarm('station-down', 1000, { deviceId: null, type: 'communications' })
const mainsLost = alarm('mains-failure', 106)
const chargeLow = alarm('battery-charge-low', 112)
const discharging = alarm('battery-discharging', 104)

describe('silence at a station without mains', () => {
  it.each([
    ['its battery was low', true, false, null, 'died'],
    ['low, and 4 minutes at the least', true, false, 4, 'died'],
    ['low since 30 %, but 17 minutes at the least', true, false, 17, 'cut off'],
    ['not low, no volts told', false, false, null, 'died'],
    ['not low, volts of a full battery', false, true, null, 'cut off'],
    ['no volts told, but two hours at the least', false, false, 120, 'cut off'],
  ] as const)('%s', (_what, isLow, wasPowered, left, was) => {
    const neighbours = [stands('mains', lost), ...(isLow ? [stands('low', lost)] : [])]
    const decision = decide(silence, view({ neighbours: () => neighbours, wasPowered: () => wasPowered, leftAtSilence: () => left }))
    expect(decision).toMatchObject(
      was === 'died' ? { kind: 'join', id: lost.id } : { kind: 'open', opening: { cause: 'backhaul', root: station } },
    )
  })
})

describe('a battery that is found low', () => {
  it('when its station is heard again belongs to the silence, before anything else is known', () => {
    expect(decide(chargeLow, view({ silenceOf: () => fell, ofFeeder: () => ({ incident: line, isBack: true }) }))).toEqual({
      kind: 'join',
      id: fell.id,
    })
  })
  it('belongs to the loss of mains that is told beside it', () => {
    expect(decide(chargeLow, view({ silenceOf: () => fell, neighbours: () => [stands('mains', lost)] }))).toEqual({
      kind: 'join',
      id: lost.id,
    })
  })
  it('after a silence does not draw the next loss of mains into that silence', () => {
    expect(decide(mainsLost, view({ neighbours: () => [stands('low', fell)] }))).toMatchObject({
      kind: 'open',
      opening: { cause: 'mains' },
    })
  })
  it('is an incident of power by itself', () => {
    expect(decide(chargeLow, view({}))).toMatchObject({ kind: 'open', opening: { cause: 'power', root: station } })
  })
})

describe('a line with an open incident', () => {
  const out = view({ ofFeeder: () => ({ incident: line, isBack: false }) })
  const back = view({ ofFeeder: () => ({ incident: line, isBack: true }) })
  it('that is out takes in what loses its power', () => {
    for (const one of [mainsLost, discharging, chargeLow]) expect(decide(one, out)).toEqual({ kind: 'join', id: line.id })
  })
  it('that has long had its power back takes in a battery that fills again, but no new loss', () => {
    expect(decide(chargeLow, back)).toEqual({ kind: 'join', id: line.id })
    expect(decide(mainsLost, back)).toMatchObject({ kind: 'open', opening: { cause: 'mains', root: station } })
    expect(decide(discharging, back)).toMatchObject({ kind: 'open', opening: { cause: 'power', root: station } })
  })
  it('that is lost anew as a whole is another incident of the line', () => {
    const around = () => ({ scope: 'feeder' as const, lost: 3, atOnce: 3, fine: 0, alike: [] })
    expect(decide(mainsLost, { ...back, around })).toMatchObject({ kind: 'open', opening: { cause: 'feeder', root: line.root } })
  })
})
