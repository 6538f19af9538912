/** What people do about incidents: acknowledged with its alarms, given to somebody, merged and given back, split; kept over restarts, refused when seen too late. */
import { describe, expect, it } from 'vitest'
import { openReader } from '../../../main/store/reader.ts'
import { NotificationRuleInput } from '../../../shared/model/notification.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { BY, scenario, sure, type Branch, type StationPlan } from '../../support/scenario.ts'

const plan: Record<string, StationPlan> = {
  ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`N${n}`, {}])),
  S1: { devices: ['power', 'environment'] },
  S2: {},
}
/** A hot room and lost mains at one station, a dead other one: three incidents. */
function three(b: Branch) {
  b.at('00:03:00').reads('S1', 'power', 'mains.state', 0).reads('S1', 'environment', 'environment.smoke', 1).falls('S2').until('00:08:00')
  const [smoke, mains, dead] = ['environment', 'mains', 'backhaul'].map((cause) => b.open().find((one) => one.cause === cause))
  if (!smoke || !mains || !dead) throw new Error(JSON.stringify(b.open().map((one) => one.cause)))
  return { smoke, mains, dead }
}
const incidents = (b: Branch) => b.engine.incidents

describe('a person', () => {
  it(
    'acknowledges an incident: its alarms are acknowledged with it, and it is said once',
    scenario(plan, (b) => {
      const { mains } = three(b)
      const done = sure(incidents(b).acknowledge(mains.id, mains.version, 'đã gọi điện lực', BY))
      expect(done).toMatchObject({ acknowledgedBy: 'Lan', version: mains.version + 1 })
      expect(b.alarms('mains-failure')).toMatchObject([{ acknowledgedBy: 'Lan' }])
      b.until('00:08:02')
      expect(b.events.filter((one) => one.kind === 'acknowledged').map((one) => one.incident.id)).toEqual([mains.id])
      const story = incidents(b).get(mains.id)?.timeline ?? []
      expect(story.map((one) => one.kind)).toEqual(expect.arrayContaining(['began', 'joined', 'raised', 'acknowledged']))
      expect(story.find((one) => one.kind === 'acknowledged')).toMatchObject({ by: 'Lan', text: 'đã gọi điện lực' })
    }),
  )

  it(
    'who saw an older state is refused with the present one, and nothing is changed',
    scenario(plan, (b) => {
      const { mains } = three(b)
      sure(incidents(b).setOwner(mains.id, mains.version, 'Minh', BY))
      const late = incidents(b).acknowledge(mains.id, mains.version, '', BY)
      expect(late).toMatchObject({ refused: 'CONFLICT', data: { current: { id: mains.id, owner: 'Minh' } } })
      expect(b.alarms('mains-failure')).toMatchObject([{ acknowledgedAt: null }])
      expect(incidents(b).setOwner(999, 1, null, BY)).toMatchObject({ refused: 'NOT_FOUND' })
    }),
  )

  it(
    'merges two incidents and gives one back: both as they were, with their alarms',
    scenario(plan, (b) => {
      const { smoke, mains } = three(b)
      const into = sure(incidents(b).merge(smoke.id, smoke.version, mains.id, mains.version, 'cháy do chập điện', BY))
      expect(into).toMatchObject({ id: mains.id, alarms: 2, byHand: true })
      expect(incidents(b).find(smoke.id)).toMatchObject({ state: 'ended', mergedInto: mains.id })
      expect(b.alarms('smoke')).toMatchObject([{ incidentId: mains.id }])
      b.restarts('kill').until('00:10:00')
      expect(b.alarms('smoke')).toMatchObject([{ incidentId: mains.id }])
      expect(
        incidents(b)
          .get(mains.id)
          ?.merged.map((one) => one.id),
      ).toEqual([smoke.id])
      const seen = incidents(b).find(smoke.id)
      const back = sure(incidents(b).unmerge(smoke.id, seen?.version ?? 0, BY))
      expect(back).toMatchObject({ mergedInto: null, endedAt: null })
      expect(b.alarms('smoke')).toMatchObject([{ incidentId: smoke.id }])
      expect(incidents(b).find(mains.id)).toMatchObject({ alarms: 1 })
      b.until('00:11:00')
      expect(b.open().map((one) => [one.id, one.state, one.stationIds])).toEqual(
        expect.arrayContaining([
          [smoke.id, 'open', [b.id('S1')]],
          [mains.id, 'open', [b.id('S1')]],
        ]),
      )
    }),
  )

  it(
    'splits an alarm off; correlation leaves both as the person left them',
    scenario(plan, (b) => {
      b.at('00:03:00')
        .reads('S1', 'power', 'mains.state', 0)
        .until('00:05:30')
        .reads('S1', 'power', 'battery.voltage', 44)
        .until('00:07:00')
      const [mains] = b.open()
      const low = b.alarms('battery-low')[0]
      if (!mains || !low) throw new Error('no incident')
      expect(low.incidentId).toBe(mains.id)
      const made = sure(incidents(b).split(mains.id, mains.version, [low.id], 'bình hỏng', BY))
      expect(made).toMatchObject({ alarms: 1, byHand: true, cause: 'power' })
      b.until('00:09:00')
      expect(b.alarms('battery-low')).toMatchObject([{ incidentId: made.id }])
      expect(b.open()).toHaveLength(2)
      const all = incidents(b).split(made.id, made.version, [low.id], '', BY)
      expect(isRefusal(all)).toBe(true)
    }),
  )

  it(
    'cannot merge an incident into itself or into one that is gone, nor give back what was not merged',
    scenario(plan, (b) => {
      const { smoke, mains, dead } = three(b)
      expect(incidents(b).merge(smoke.id, smoke.version, smoke.id, smoke.version, '', BY)).toMatchObject({ refused: 'INVALID' })
      expect(incidents(b).unmerge(dead.id, dead.version, BY)).toMatchObject({ refused: 'INVALID' })
      const into = sure(incidents(b).merge(smoke.id, smoke.version, mains.id, mains.version, '', BY))
      const gone = incidents(b).find(smoke.id)
      expect(incidents(b).merge(dead.id, dead.version, smoke.id, gone?.version ?? 0, '', BY)).toMatchObject({ refused: 'INVALID' })
      expect(incidents(b).split(into.id, into.version, [12_345], '', BY)).toMatchObject({ refused: 'INVALID' })
    }),
  )
})

describe('an acknowledgement right before a kill', () => {
  /** Tells of everything on one channel at once, and on another where nobody has acknowledged within five minutes; gives the other. */
  function hurries(b: Branch): number {
    const { notifications } = b.operations
    for (const one of notifications.rules()) sure(notifications.removeRule(one, BY) ?? one)
    const hook = (name: string) => ({ kind: 'webhook' as const, url: `http://127.0.0.1/${name}`, verify: true })
    const [first, second] = ['one', 'two'].map(
      (name) =>
        sure(notifications.saveChannel(null, { name, enabled: true, perMinute: 60, digest: true, config: hook(name) }, null, BY)).id,
    )
    const steps = [
      { afterMinutes: 0, channelIds: [first], teamIds: [] },
      { afterMinutes: 5, channelIds: [second], teamIds: [] },
    ]
    const all = { name: 'tất cả', enabled: true, atLeast: 'major', causes: [], communeIds: [], groupIds: [], weekdays: [], hours: null }
    sure(notifications.saveRule(null, NotificationRuleInput.parse({ ...all, steps, tellWorse: true, tellEnd: true }), BY))
    b.engine.reload()
    return second ?? 0
  }
  const told = (b: Branch) => {
    const reader = openReader(b.folder)
    if ('kind' in reader) throw new Error(reader.detail)
    const { rows } = reader.deliveries({ before: null, limit: 500, channelId: null, incidentId: null, states: [] })
    reader.close()
    return rows.map(({ kind, state }) => `${kind} ${state}`).sort()
  }
  function acknowledge(b: Branch): void {
    const [open, ...more] = b.open()
    if (!open || more.length > 0) throw new Error('one incident')
    sure(b.engine.incidents.acknowledge(open.id, open.version, '', BY))
    b.restarts('kill')
  }

  it(
    'drops the hurry that is on its way, and each message is planned once',
    scenario(plan, (b) => {
      const second = hurries(b)
      b.mute.add(second)
      b.at('00:03:00').falls('S2').until('00:15:00')
      expect(told(b)).toEqual(['began sent', 'escalated due'])
      acknowledge(b)
      b.mute.clear()
      const { length } = b.sent
      b.until('00:25:00')
      expect(b.sent.length).toBe(length)
      expect(told(b)).toEqual(['began sent', 'escalated dropped'])
      b.rises('S2').until('00:35:00')
      expect(told(b)).toEqual(['began sent', 'ended sent', 'ended sent', 'escalated dropped'])
    }),
  )

  it(
    'keeps what has not been said from ever being said, also over a second kill',
    scenario(plan, (b) => {
      hurries(b)
      b.at('00:03:00').falls('S2').until('00:07:00')
      acknowledge(b)
      b.until('00:07:01').restarts('kill').until('00:25:00')
      expect(told(b)).toEqual(['began sent'])
    }),
  )
})

describe('the store', () => {
  it(
    'has an alarm and its incident together or not at all: a transaction that fails takes both back and is tried again',
    scenario(plan, (b) => {
      b.at('00:03:00').falls('S2')
      const { operations } = b
      const kept = { ...operations.incidents }
      let failures = 0
      const halves: unknown[] = []
      Object.assign(operations.incidents, {
        save(record: Parameters<typeof kept.save>[0]) {
          kept.save(record)
          if (failures++ < 3) throw new Error('disk')
        },
      })
      for (let second = 181; second < 480; second++) {
        try {
          b.until(`00:00:${String(second)}`)
        } catch {
          halves.push(...operations.alarms.active().filter((one) => one.ruleId === 'station-down'), ...operations.incidents.load(0))
        }
      }
      expect(halves).toEqual([])
      expect(failures).toBeGreaterThan(3)
      const rows = operations.alarms.active().filter((one) => one.ruleId === 'station-down')
      expect(rows).toMatchObject([{ incidentId: 1 }])
      expect(operations.incidents.load(0)).toMatchObject([{ incident: { id: 1, alarms: 1 } }])
    }),
  )

  it(
    'gives the same incidents after a kill in the middle, with their minutes, and sets a broken row aside',
    scenario(plan, (b) => {
      const { mains, dead, smoke } = three(b)
      b.restarts('kill').until('00:12:00')
      expect(b.open().map((one) => one.id)).toEqual([mains.id, dead.id, smoke.id].sort((x, y) => x - y))
      b.operations.incidents.save({ ...loaded(b, smoke.id), members: 'none' as never })
      b.restarts('stop').until('00:16:00')
      // Its alarm has found another place; the others are as they were.
      expect(
        b
          .open()
          .map((one) => one.cause)
          .sort(),
      ).toEqual(['backhaul', 'environment', 'mains'])
      expect(b.alarms('smoke')[0]?.incidentId).toBeGreaterThan(Math.max(mains.id, dead.id, smoke.id))
      b.rises('S2').until('00:20:00')
      const ended = b.engine.incidents.find(dead.id)
      const out = b.intervals('S2').filter((one) => one.bucket === 'downUnplanned')
      expect(ended?.minutesLost).toBeCloseTo(out.reduce((sum, one) => sum + (one.to ?? 0) - one.from, 0) / 60_000, 1)
    }),
  )
})

function loaded(b: Branch, id: number) {
  const record = b.operations.incidents.get(id)
  if (!record) throw new Error('no record')
  return record
}
