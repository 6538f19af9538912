/** Scenarios of incidents: one for each cause, whatever follows from it; said once, when it is settled; over when all is well. */
import { describe, expect, it } from 'vitest'
import { BY, HOUSEHOLDS, MIDNIGHT, ms, scenario, sure, type Branch, type StationPlan } from '../../support/scenario.ts'

const others = (from: number, to: number): Record<string, StationPlan> =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, n) => [`N${from + n}`, {}]))

/** A hub with 40 stations behind it on two further levels, among 40 more that have nothing to do with it. */
function withHub(): Record<string, StationPlan> {
  const plan: Record<string, StationPlan> = { HUB: { serves: ['Bản Hub'] } }
  for (let n = 1; n <= 8; n++) plan[`M${n}`] = { parents: ['HUB'], serves: [`Bản M${n}`], devices: ['power', 'gateway'] }
  for (let n = 1; n <= 32; n++) plan[`L${n}`] = { parents: [`M${((n - 1) % 8) + 1}`], serves: [`Bản L${n}`] }
  plan['N0'] = { serves: ['Bản L1'] }
  return { ...plan, ...others(1, 32) }
}

const lostMains = (b: Branch, ...codes: string[]): void => {
  for (const code of codes) b.reads(code, 'power', 'mains.state', 0).reads(code, 'power', 'battery.state', 3)
}
const hasMains = (b: Branch, ...codes: string[]): void => {
  for (const code of codes) b.reads(code, 'power', 'mains.state', 1).reads(code, 'power', 'battery.state', 1)
}
const name = (b: Branch, code: string) => ({ kind: 'station', id: b.id(code) })

describe('a hub with 40 behind it on two further levels dies', () => {
  it(
    'within two cycles it is one incident: 40 suppressed, hamlets listed, said once, and no mains or battery alarm is invented',
    scenario(withHub(), (b) => {
      b.at('00:05:00').falls('HUB').until('00:07:05')
      const [incident, ...more] = b.open()
      expect(more).toEqual([])
      expect(incident).toMatchObject({
        cause: 'backhaul',
        root: name(b, 'HUB'),
        alarms: 41,
        suppressed: 40,
        down: 41,
        state: 'open',
        severity: 'critical',
      })
      expect(incident?.stationIds[0]).toBe(b.id('HUB'))
      expect(incident?.title).toEqual({ key: 'incident.title.backhaulMany', params: { code: 'HUB', n: 40 } })
      // Bản L1 is served by N0 too, which lives.
      expect(incident?.hamletIds).toHaveLength(40)
      expect(incident?.households).toBe(40 * HOUSEHOLDS)
      expect(b.said()).toEqual([`began ${incident?.id ?? 0}`])
      expect(new Set(b.alarms().map((one) => one.ruleId))).toEqual(new Set(['station-down']))
      expect(b.alarms().filter((one) => !one.suppressed)).toHaveLength(1)
    }),
  )

  it(
    'and comes back with 3 truly dead: exactly 3 alarms of their own, each its own incident',
    scenario(withHub(), (b) => {
      b.at('00:05:00').falls('HUB').until('00:15:00').falls('M3', 'L1', 'L2').rises('HUB').until('00:23:00')
      const standing = b.alarms('station-down').filter((one) => one.clearedAt === null)
      expect(standing.filter((one) => !one.suppressed).map((one) => one.stationId)).toEqual(
        expect.arrayContaining([b.id('M3'), b.id('L1'), b.id('L2')]),
      )
      expect(standing.filter((one) => !one.suppressed)).toHaveLength(3)
      const began = b.events.filter((one) => one.kind === 'began').map((one) => one.incident.root)
      expect(began).toHaveLength(4)
      expect(began.slice(1)).toEqual(expect.arrayContaining([name(b, 'M3'), name(b, 'L1'), name(b, 'L2')]))
      // What hangs behind M3 alone stays with M3.
      const m3 = b.open().find((one) => one.root.kind === 'station' && one.root.id === b.id('M3'))
      expect(m3).toMatchObject({ down: 5, suppressed: 4 })
      const hub = b.engine.incidents.list().find((one) => one.root.kind === 'station' && one.root.id === b.id('HUB'))
      expect(hub).toMatchObject({ state: 'ended', alarms: 34 })
      expect(b.said().filter((one) => one === `ended ${hub?.id ?? 0}`)).toHaveLength(1)
    }),
  )

  it(
    'is recovering while those behind it are asked again, and every minute that was lost is counted once',
    scenario(withHub(), (b) => {
      b.at('00:05:00').falls('HUB').until('00:15:00').rises('HUB').until('00:16:01')
      expect(b.open()[0]?.state).toBe('recovering')
      b.until('00:20:00')
      const [hub] = b.engine.incidents.list()
      expect(hub?.state).toBe('ended')
      const lost = [...b.ids.keys()].reduce((sum, code) => {
        const out = b.intervals(code).filter((one) => one.bucket === 'downUnplanned' || one.cause === 'transmission')
        return sum + out.reduce((ms, one) => ms + ((one.to ?? 0) - one.from), 0)
      }, 0)
      expect(hub?.minutesLost).toBeCloseTo(lost / 60_000, 1)
      expect(hub?.minutesLost).toBeGreaterThan(350)
    }),
  )

  it(
    'one with a second, living parent is not suppressed: its own fault is its own incident',
    scenario({ ...withHub(), H2: {}, BOTH: { parents: ['HUB', 'H2'] } }, (b) => {
      b.at('00:05:00').falls('HUB', 'BOTH').until('00:08:10')
      expect(b.open().map((one) => one.root)).toEqual(expect.arrayContaining([name(b, 'HUB'), name(b, 'BOTH')]))
      expect(b.open()).toHaveLength(2)
      expect(b.alarms('station-down').find((one) => one.stationId === b.id('BOTH'))).toMatchObject({ suppressed: false })
    }),
  )

  it(
    'one that had died before it keeps its own incident, also where a kill forgot that, and is not said again when the hub is back',
    scenario({ HUB: {}, MM: { parents: ['HUB'] }, ...others(1, 12), LL: { parents: ['HUB', 'MM'] } }, (b) => {
      b.at('00:05:00').falls('LL').until('00:13:00').restarts('kill').falls('HUB').until('00:20:00')
      expect(b.open().map((one) => [one.root, one.stationIds])).toEqual([
        [name(b, 'LL'), [b.id('LL')]],
        [name(b, 'HUB'), [b.id('HUB'), b.id('MM')]],
      ])
      b.rises('HUB').until('00:35:00')
      expect(b.open()).toMatchObject([{ id: 1, root: name(b, 'LL'), alarms: 1 }])
      expect(b.said()).toEqual(['began 1', 'began 2', 'ended 2'])
    }),
  )

  it(
    'in maintenance it keeps those behind it silent; what stays dead afterwards alarms once',
    scenario({ ...withHub(), ...others(40, 60) }, (b) => {
      const hub = b.id('HUB')
      b.at('00:05:00')
      const until = b.clock.now() + 20 * 60_000
      sure(b.operations.inventory.setMaintenance(hub, 1, until, 'thay tủ nguồn', BY))
      b.engine.reload()
      b.falls('HUB').until('00:20:00')
      expect(b.open()).toEqual([])
      expect(b.said()).toEqual([])
      b.until('00:30:00')
      expect(b.open()).toMatchObject([{ root: name(b, 'HUB'), cause: 'backhaul', suppressed: 40 }])
      expect(b.said()).toHaveLength(1)
    }),
  )
})

describe('power', () => {
  const line: Record<string, StationPlan> = {
    ...others(1, 12),
    SS: { devices: ['power', 'genset'] },
    TT: { parents: ['SS'] },
    UU: { parents: ['TT'] },
  }

  it(
    'mains lost, battery discharging, battery low, bus low, station dead: one incident, and those behind it join',
    scenario(line, (b) => {
      b.at('00:05:00')
      lostMains(b, 'SS')
      b.until('00:10:00')
        .reads('SS', 'power', 'battery.voltage', 45)
        .until('00:14:00')
        .reads('SS', 'power', 'dc.voltage', 44)
        .until('00:18:00')
      expect(b.open()).toMatchObject([{ cause: 'mains', root: name(b, 'SS'), severity: 'critical', atRisk: 1, down: 0 }])
      b.falls('SS').until('00:23:00')
      expect(b.open()).toMatchObject([{ cause: 'mains', root: name(b, 'SS'), down: 3, atRisk: 0, suppressed: 2 }])
      expect(b.said()).toEqual(['began 1', 'worsened 1'])
    }),
  )

  it(
    'a genset that fails or has no fuel belongs to the loss of mains',
    scenario(line, (b) => {
      b.at('00:05:00')
      lostMains(b, 'SS')
      b.until('00:09:00').reads('SS', 'genset', 'genset.state', 3).until('00:13:00')
      expect(b.open()).toHaveLength(1)
      expect(b.open()[0]).toMatchObject({ cause: 'mains' })
      expect(
        b
          .alarms()
          .filter((one) => one.ruleId.startsWith('genset-'))
          .map((one) => one.incidentId),
      ).toEqual([1])
    }),
  )

  it(
    'a station that falls silent with a full battery is cut off, not dead: an incident of its own beside the loss of mains',
    scenario(line, (b) => {
      b.at('00:05:00')
      lostMains(b, 'SS')
      b.until('00:09:00').falls('SS').until('00:13:00')
      expect(b.open().map((one) => one.cause)).toEqual(['mains', 'backhaul'])
    }),
  )

  it(
    'stations of one feeder are one incident by its name; one that loses mains later joins; others do not',
    scenario(
      {
        ...others(1, 20),
        ...Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`F${n}`, { feeder: 'ĐZ 471' }])),
        G1: { feeder: 'ĐZ 473' },
        G2: { feeder: 'ĐZ 473' },
        G3: { feeder: 'ĐZ 473' },
      },
      (b) => {
        b.at('00:05:00')
        lostMains(b, 'F0', 'F1', 'F2', 'F3', 'F4', 'G1')
        b.until('00:08:30')
        expect(b.open().map(({ cause, root, stationIds }) => [cause, root.kind, stationIds.length])).toEqual(
          expect.arrayContaining([
            ['feeder', 'feeder', 5],
            ['mains', 'station', 1],
          ]),
        )
        expect(b.open()).toHaveLength(2)
        expect(b.open()[0]?.title.key).toMatch(/^incident\.title\./)
        lostMains(b, 'F5')
        b.until('00:12:00')
        expect(b.open().find((one) => one.cause === 'feeder')).toMatchObject({ alarms: 12, title: { params: { name: 'ĐZ 471', n: 6 } } })
        expect(b.said().filter((one) => one.startsWith('began'))).toHaveLength(2)
        hasMains(b, 'F0', 'F1', 'F2', 'F3', 'F4', 'F5', 'G1')
        b.until('00:20:00')
        expect(b.open()).toEqual([])
      },
    ),
  )

  it(
    'a line that came back while one battery still fills: one station lost anew is its own incident, the line lost anew is one more of the line',
    scenario({ ...others(1, 12), ...Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`F${n}`, { feeder: 'ĐZ 471' }])) }, (b) => {
      const kinds = () => b.open().map((one) => `${one.id} ${one.cause} ${one.stationIds.length}`)
      b.at('00:05:00')
      lostMains(b, 'F0', 'F1', 'F2', 'F3')
      b.until('00:08:00').reads('F0', 'power', 'battery.voltage', 45).until('00:11:00')
      hasMains(b, 'F0', 'F1', 'F2', 'F3')
      b.until('00:25:00')
      expect(kinds()).toEqual(['1 feeder 4'])
      lostMains(b, 'F2')
      b.until('00:29:00')
      expect(kinds().sort()).toEqual(['1 feeder 4', '2 mains 1'])
      hasMains(b, 'F2')
      b.until('00:45:00')
      lostMains(b, 'F1', 'F2', 'F3')
      b.until('00:49:00')
      expect(kinds().sort()).toEqual(['1 feeder 4', '3 feeder 3'])
    }),
  )

  it(
    'mains told as a lost phase, lost again half an hour after the line came back, are one incident of the station',
    scenario({ ...others(1, 12), F0: { feeder: 'ĐZ 471' }, F1: { feeder: 'ĐZ 471' }, F2: { feeder: 'ĐZ 471' } }, (b) => {
      b.at('00:05:00')
      lostMains(b, 'F0', 'F1')
      b.reads('F2', 'power', 'mains.state', 4).reads('F2', 'power', 'battery.state', 3).until('00:11:00')
      expect(b.open()).toMatchObject([{ cause: 'feeder' }])
      hasMains(b, 'F0', 'F1', 'F2')
      b.until('00:25:00')
      expect(b.open()).toEqual([])
      b.reads('F2', 'power', 'mains.state', 4).reads('F2', 'power', 'battery.state', 3).until('00:30:00')
      expect(b.open()).toMatchObject([{ cause: 'mains', root: name(b, 'F2'), alarms: 2 }])
    }),
  )

  it(
    'without a feeder on record it is the place, when three or more of a commune go at once and most of it is dark',
    scenario(
      { ...others(1, 20), AA: { commune: 'Sơn Phú' }, BB: { commune: 'Sơn Phú' }, CC: { commune: 'Sơn Phú' }, DD: { commune: 'Sơn Phú' } },
      (b) => {
        b.at('00:05:00')
        lostMains(b, 'AA', 'BB', 'CC')
        b.until('00:09:00')
        expect(b.open()).toMatchObject([
          { cause: 'feeder', root: { kind: 'place' }, title: { key: 'incident.title.place', params: { name: 'Sơn Phú', n: 3 } } },
        ])
      },
    ),
  )

  it(
    'two of a feeder whose others still have mains are two incidents',
    scenario(Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`F${n}`, { feeder: 'ĐZ 471' }])), (b) => {
      b.at('00:05:00')
      lostMains(b, 'F0', 'F7')
      b.until('00:09:00')
      expect(b.open().map((one) => one.root.kind)).toEqual(['station', 'station'])
    }),
  )
})

describe('a link', () => {
  const hop: Record<string, StationPlan> = {
    ...others(1, 12),
    PP: { devices: ['power'] },
    CC: { parents: ['PP'], devices: ['power', 'radio'] },
    EE: { parents: ['CC'] },
  }
  it(
    'that fades in rain, goes down and takes stations along is one incident, its root the radio',
    scenario(hop, (b) => {
      b.at('00:05:00').reads('CC', 'radio', 'radio.rsl', -75).until('00:09:00')
      expect(b.open()).toMatchObject([{ cause: 'link', root: { kind: 'device', stationId: b.id('CC') }, severity: 'minor' }])
      b.falls('CC').until('00:13:00')
      expect(b.open()).toMatchObject([
        { cause: 'link', root: { kind: 'device', stationId: b.id('CC') }, down: 2, suppressed: 1, severity: 'critical' },
      ])
      expect(b.open()[0]?.title).toEqual({ key: 'incident.title.linkMany', params: { code: 'CC', n: 1 } })
    }),
  )
})

describe('the monitor itself', () => {
  it(
    'asleep for 30 minutes: nothing alarms, all are unknown, nothing is said',
    scenario(withHub(), (b) => {
      b.at('00:05:00').sleeps('00:30:00').until('00:05:02')
      expect(b.row('L7').health).toBe('unknown')
      b.until('00:12:00')
      expect(b.alarms()).toEqual([])
      expect(b.open()).toEqual([])
      expect(b.said()).toEqual([])
      expect(b.buckets('L7')).toBe('unknown up unknown up')
    }),
  )

  it(
    'with its uplink lost: one alarm of its own, one incident, no station judged',
    scenario(withHub(), (b) => {
      b.at('00:05:00').network(false).until('00:12:00')
      expect(b.alarms().map((one) => one.ruleId)).toEqual(['monitor-isolated'])
      expect(b.open()).toMatchObject([
        { cause: 'isolated', root: { kind: 'self' }, stationIds: [], title: { key: 'incident.title.isolated' } },
      ])
      expect(b.said()).toEqual(['began 1'])
      b.network(true).until('00:20:00')
      expect(b.open()).toEqual([])
      expect(b.said()).toEqual(['began 1', 'ended 1'])
      expect(b.alarms('station-down')).toEqual([])
    }),
  )
})

describe('one alarm, one incident', () => {
  it(
    'mains that come and go stay one incident, said once',
    scenario({ ...others(1, 12), SS: {} }, (b) => {
      b.at('00:05:00')
      for (let n = 0; n < 6; n++) {
        lostMains(b, 'SS')
        b.until(`00:${String(8 + n * 6)}:00`)
        hasMains(b, 'SS')
        b.until(`00:${String(11 + n * 6)}:00`)
      }
      b.until('01:10:00')
      expect(b.engine.incidents.list()).toHaveLength(1)
      expect(b.said().filter((one) => one.startsWith('began'))).toHaveLength(1)
      expect(b.said().filter((one) => one.startsWith('ended')).length).toBeLessThan(3)
      expect(b.alarms('mains-failure')).toMatchObject([{ count: 6 }])
    }),
  )

  it(
    'mains that flap 30 times an hour and take the station along at last: one alarm, count 30, one incident, the outage to the second',
    scenario({ SS: {}, ...others(1, 12) }, (b) => {
      b.at('00:01:30')
      for (let n = 0; n < 29; n++) {
        lostMains(b, 'SS')
        b.until(`00:${2 + 2 * n}:30`)
        hasMains(b, 'SS')
        b.until(`00:${3 + 2 * n}:30`)
      }
      expect(b.open()).toMatchObject([{ cause: 'mains', root: name(b, 'SS'), stationIds: [b.id('SS')], down: 0, minutesLost: 0 }])
      lostMains(b, 'SS')
      b.until('01:01:30').reads('SS', 'power', 'battery.voltage', 44).until('01:05:30').falls('SS').until('01:16:30').rises('SS')
      b.until('01:18:00')
      hasMains(b, 'SS')
      b.reads('SS', 'power', 'battery.voltage', 54).until('01:50:00')
      expect(b.alarms('mains-failure')).toMatchObject([
        { count: 30, raisedAt: MIDNIGHT + ms('00:02:00'), clearedAt: MIDNIGHT + ms('01:20:00') },
      ])
      // Asked in every full minute: first without an answer at 01:06, answered at 01:17.
      const outages = b.intervals('SS').filter((one) => one.bucket === 'downUnplanned')
      expect(outages.map((one) => [one.from, one.to])).toEqual([[MIDNIGHT + ms('01:06:00'), MIDNIGHT + ms('01:17:00')]])
      expect(b.engine.incidents.list()).toMatchObject([
        { cause: 'mains', root: name(b, 'SS'), state: 'ended', minutesLost: 11, beganAt: MIDNIGHT + ms('00:02:00') },
      ])
      expect(b.said()).toEqual(['began 1', 'worsened 1', 'ended 1'])
    }),
  )

  it(
    'a door and a hot room are two incidents; a warning opens none and joins what is under way',
    scenario({ ...others(1, 12), SS: { devices: ['power', 'environment', 'genset'] } }, (b) => {
      b.at('00:05:00').reads('SS', 'environment', 'environment.door', 1).reads('SS', 'environment', 'environment.temperature', 45)
      b.reads('SS', 'genset', 'genset.state', 1).until('00:10:00')
      expect(b.open().map((one) => one.cause)).toEqual(['environment', 'environment'])
      expect(b.alarms('genset-running')[0]?.incidentId).not.toBeNull()
    }),
  )
})
