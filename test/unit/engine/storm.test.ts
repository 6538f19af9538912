/** Scenarios of a storm: who is without mains, gensets on their way, their fuel, and when they can be fetched. */
import { describe, expect, it } from 'vitest'
import { ResourceInput, type Resource } from '../../../shared/model/storm.ts'
import { BY, MIDNIGHT, ms, scenario, sure, type Branch, type StationPlan } from '../../support/scenario.ts'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import { bulletinView, type BulletinSource } from '../../../main/app/bulletin-desk.ts'
import { refusal } from '../store/kit.ts'

const at = (text: string) => MIDNIGHT + ms(text)
const by = (text: string, name = 'Lan') => ({ actor: { name, role: 'engineer' as const }, at: at(text) })

function genset(b: Branch, more: Partial<ResourceInput> = {}): Resource {
  const input = ResourceInput.parse({ kind: 'genset', name: 'MPĐ-01', litresPerHour: 4, tankLitres: 20, ...more })
  const made = sure(b.operations.storm.saveResource(null, 0, input, BY))
  b.engine.storm.reloadResources()
  return made
}
const send = (b: Branch, resource: { id: number; version: number }, code: string, when: string) =>
  b.engine.storm.assign(
    { resourceId: resource.id, version: resource.version, stationId: b.id(code), travelMinutes: 40, at: null, note: '' },
    by(when),
  )
const tell = (
  b: Branch,
  one: { id: number; version: number },
  kind: 'arrived' | 'started' | 'refuelled' | 'ranOut' | 'stopped',
  when: string,
  litres: number | null = null,
) => b.engine.storm.tell({ ...one, kind, at: at(when), litres, note: '' }, by(when))
const lose = (b: Branch, ...codes: string[]) => {
  for (const code of codes) b.reads(code, 'power', 'mains.state', 0).reads(code, 'power', 'battery.state', 2)
}
const back = (b: Branch, ...codes: string[]) => {
  for (const code of codes) b.reads(code, 'power', 'mains.state', 1).reads(code, 'power', 'battery.state', 1)
}
const dry = (b: Branch) => b.alarms('dispatch-out-of-fuel')
const one: Record<string, StationPlan> = { A1: {} }

describe('who is without mains', () => {
  it(
    'follows the alarms, keeps the moment it began, and survives a kill',
    scenario(one, (b) => {
      b.until('00:05:00')
      expect(b.engine.storm.without().size).toBe(0)
      lose(b, 'A1')
      b.until('00:10:00')
      const [[id, own] = []] = b.engine.storm.without()
      expect([id, own?.supply]).toEqual([b.id('A1'), 'battery'])
      b.restarts('kill', '00:00:00').until('00:12:00')
      expect(b.engine.storm.without().get(b.id('A1'))).toEqual(own)
      b.reads('A1', 'power', 'genset.state', 2)
      b.until('00:20:00')
      expect(b.engine.storm.without().get(b.id('A1'))?.lostAt).toBe(own?.lostAt)
      back(b, 'A1')
      b.reads('A1', 'power', 'genset.state', 0)
      b.until('00:30:00')
      expect(b.engine.storm.without().size).toBe(0)
    }),
  )

  it('two hundred stations at once: all are on it, storm mode is proposed and can be put off', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`S${String(i).padStart(3, '0')}`, {}]))
    scenario(many, (b) => {
      b.engine.storm.setMode({ setting: 'auto', stations: 30, minutes: 6 }, BY)
      b.until('00:03:00')
      expect(b.engine.storm.state()).toMatchObject({ setting: 'auto', proposed: false, withoutMains: 0 })
      lose(b, ...Object.keys(many))
      b.until('00:07:00')
      expect(b.engine.storm.state()).toMatchObject({ proposed: true, withoutMains: 200, lately: 200 })
      expect(b.engine.storm.setMode({ setting: 'off', stations: 30, minutes: 6 }, by('00:07:00'))).toMatchObject({ proposed: false })
      b.until('00:08:00')
      expect(b.engine.storm.state().proposed).toBe(false)
      b.engine.storm.setMode({ setting: 'auto', stations: 30, minutes: 6 }, by('00:08:00'))
      back(b, ...Object.keys(many).slice(10))
      b.until('00:11:00')
      expect(b.engine.storm.state()).toMatchObject({ withoutMains: 10 })
      b.until('00:14:00')
      expect(b.engine.storm.state()).toMatchObject({ withoutMains: 10, proposed: false, lately: 0 })
    })()
  }, 30_000)
})

describe('a genset on its way', () => {
  it(
    'goes through its log, and is written with its audit rows',
    scenario(one, (b) => {
      const resource = genset(b)
      b.until('00:01:00')
      const sent = sure(send(b, resource, 'A1', '00:01:00'))
      expect(sent).toMatchObject({ phase: 'underway', travelMinutes: 40, dispatchedAt: at('00:01:00'), fuel: null, version: 1 })
      const there = sure(tell(b, sent, 'arrived', '00:01:00'))
      const running = sure(tell(b, there, 'started', '00:01:00', 20))
      expect(running).toMatchObject({ phase: 'running', fuel: { litres: 20, runsOutAt: at('05:01:00'), why: null } })
      b.until('00:31:00')
      expect(b.engine.storm.onDuty()[0]?.fuel?.litres).toBeCloseTo(18)
      const ended = sure(b.engine.storm.release({ id: sent.id, version: running.version, at: at('00:31:00'), note: 'về' }, by('00:31:00')))
      expect(ended).toMatchObject({ phase: 'ended', endedAt: at('00:31:00') })
      expect(b.engine.storm.onDuty()).toEqual([])
      const trail = b.operations.audit.page(null, 20).rows.map((row) => row.action)
      expect(trail.slice(0, 4)).toEqual(['dispatch.returned', 'dispatch.started', 'dispatch.arrived', 'dispatch.dispatched'])
    }),
  )

  it(
    'is sent by one of two people: the other gets CONFLICT with where it is',
    scenario({ A1: {}, B1: {} }, (b) => {
      const resource = genset(b)
      b.until('00:10:00')
      sure(send(b, resource, 'A1', '00:10:00'))
      const second = refusal(send(b, resource, 'B1', '00:10:00'))
      expect([second.refused, second.data.phrase.key]).toEqual(['CONFLICT', 'error.dispatch.busy'])
      expect(second.data.current).toMatchObject({ assignment: { stationId: b.id('A1') } })
    }),
  )

  it(
    'conflicts with a change of its record, a repair, an earlier time at another station, and a stale log',
    scenario({ A1: {}, B1: {} }, (b) => {
      const resource = genset(b)
      b.until('00:02:00')
      expect(refusal(send(b, { ...resource, version: 7 }, 'A1', '00:02:00')).refused).toBe('CONFLICT')
      const sent = sure(send(b, resource, 'A1', '00:02:00'))
      expect(refusal(tell(b, { id: sent.id, version: 9 }, 'arrived', '00:02:00')).refused).toBe('CONFLICT')
      sure(b.engine.storm.release({ id: sent.id, version: sent.version, at: at('00:02:00'), note: '' }, by('00:02:00')))
      const again = b.operations.storm.resources()[0]
      const early = b.engine.storm.assign(
        { resourceId: resource.id, version: again?.version ?? 0, stationId: b.id('B1'), travelMinutes: null, at: at('00:01:00'), note: '' },
        by('00:02:00'),
      )
      expect(refusal(early).data.issues?.[0]?.phrase.key).toBe('error.dispatch.overlaps')
      const broken = genset(b, { name: 'MPĐ-02', state: 'repair' })
      expect(refusal(send(b, broken, 'A1', '00:02:00')).data.issues?.[0]?.phrase.key).toBe('error.dispatch.inRepair')
      expect(refusal(send(b, { id: 99, version: 1 }, 'A1', '00:02:00')).refused).toBe('NOT_FOUND')
    }),
  )

  const impossible: [what: string, play: (b: Branch, sent: { id: number; version: number }) => unknown, key: string][] = [
    ['stopped before it ran', (b, sent) => tell(b, sent, 'stopped', '00:01:00'), 'error.dispatch.cannot.stopped'],
    ['refuelled on its way', (b, sent) => tell(b, sent, 'refuelled', '00:01:00', 5), 'error.dispatch.cannot.refuelled'],
    ['arrived before it was sent', (b, sent) => tell(b, sent, 'arrived', '00:00:30'), 'error.dispatch.cannot.arrived'],
    [
      'told of the future',
      (b, sent) => b.engine.storm.tell({ ...sent, kind: 'arrived', at: at('05:00:00'), litres: null, note: '' }, by('00:01:00')),
      'error.dispatch.future',
    ],
  ]
  it.each(impossible)('cannot have %s', (_what, play, key) =>
    scenario(one, (b) => {
      b.until('00:01:00')
      const sent = sure(send(b, genset(b), 'A1', '00:01:00'))
      expect(refusal(play(b, sent) as Refusal).data.issues?.[0]?.phrase.key).toBe(key)
      expect(b.operations.storm.log(sent.id)).toHaveLength(1)
    })(),
  )

  it(
    'is corrected and taken back without losing what was told first',
    scenario(one, (b) => {
      b.until('00:01:00')
      const { storm } = b.engine
      const sent = sure(send(b, genset(b), 'A1', '00:01:00'))
      const started = sure(tell(b, sent, 'started', '00:01:00', 20))
      const line = b.operations.storm.log(sent.id).at(-1)?.id ?? 0
      const corrected = sure(
        storm.correct(
          { id: sent.id, version: started.version, entryId: line, at: at('00:01:00'), litres: 12, note: 'đo lại' },
          by('00:01:00'),
        ),
      )
      expect(corrected.fuel?.litres).toBe(12)
      expect(
        refusal(
          storm.correct(
            { id: sent.id, version: corrected.version, entryId: line, at: at('00:01:00'), litres: 3, note: '' },
            by('00:01:00'),
          ),
        ).refused,
      ).toBe('NOT_FOUND')
      const undone = sure(storm.undo({ id: sent.id, version: corrected.version }, by('00:01:00')))
      expect(undone.fuel?.litres).toBe(20)
      const further = sure(storm.undo({ id: sent.id, version: undone.version }, by('00:01:00')))
      expect(further.phase).toBe('underway')
      const gone = sure(storm.undo({ id: sent.id, version: further.version }, by('00:01:00')))
      expect(gone.phase).toBe('ended')
      const { entries } = sure(storm.log(sent.id))
      expect(entries.map((entry) => [entry.kind, entry.litres, entry.replaces !== null, entry.undone])).toEqual([
        ['dispatched', null, false, false],
        ['started', 20, false, false],
        ['started', 12, true, false],
        ['started', 12, true, true],
        ['started', 20, true, true],
        ['dispatched', null, true, true],
      ])
      expect(isRefusal(send(b, b.operations.storm.resources()[0] ?? { id: 0, version: 0 }, 'A1', '00:01:00'))).toBe(false)
    }),
  )
})

describe('out of fuel', () => {
  it(
    'is an alarm of the station at the reckoned second, cleared by refuelling, and after a kill the same',
    scenario(one, (b) => {
      const standing = () => dry(b).filter((row) => row.clearedAt === null)
      b.until('00:02:00')
      const sent = sure(send(b, genset(b), 'A1', '00:02:00'))
      const running = sure(tell(b, sent, 'started', '00:02:00', 0.4))
      b.until('00:07:59')
      expect(dry(b)).toEqual([])
      b.until('00:08:01')
      expect(standing()).toMatchObject([{ stationId: b.id('A1'), severity: 'critical', instance: 'MPĐ-01' }])
      expect(b.engine.storm.onDuty()[0]).toMatchObject({ phase: 'outOfFuel', fuel: { litres: 0 } })
      expect(b.engine.storm.without().get(b.id('A1'))).toBeUndefined()
      b.restarts('kill', '00:00:00').until('00:09:00')
      expect(standing()).toHaveLength(1)
      const filled = sure(tell(b, running, 'refuelled', '00:09:00', 0.4))
      b.until('00:09:02')
      expect(filled.phase).toBe('running')
      expect(filled.fuel?.litres).toBeCloseTo(0.4)
      expect(standing()).toEqual([])
      b.until('00:16:00')
      expect(standing()).toHaveLength(1)
      sure(b.engine.storm.release({ id: sent.id, version: filled.version, at: at('00:16:00'), note: '' }, by('00:16:00')))
      b.until('00:16:02')
      expect(standing()).toEqual([])
    }),
  )

  it(
    'puts the station at risk in the same second',
    scenario(one, (b) => {
      b.until('00:02:00')
      const sent = sure(send(b, genset(b), 'A1', '00:02:00'))
      sure(tell(b, sent, 'started', '00:02:00', 0))
      b.until('00:02:02')
      expect(b.row('A1')).toMatchObject({ health: 'atRisk', openAlarms: 1 })
    }),
  )

  it(
    'may be told by a person where nobody knows the litres; and no number is invented',
    scenario(one, (b) => {
      b.until('00:02:00')
      const sent = sure(send(b, genset(b), 'A1', '00:02:00'))
      const running = sure(tell(b, sent, 'started', '00:02:00'))
      expect(running.fuel).toMatchObject({ litres: null, runsOutAt: null, why: { key: 'storm.fuel.neverTold' } })
      const out = sure(tell(b, running, 'ranOut', '00:02:00'))
      b.until('00:02:02')
      expect(dry(b)).toHaveLength(1)
      expect(sure(tell(b, out, 'refuelled', '00:02:02', 8)).fuel).toMatchObject({ litres: 8, runsOutAt: at('02:02:02') })
    }),
  )
})

describe('release', () => {
  const duty = (b: Branch) => b.engine.storm.onDuty()[0]

  it(
    'is proposed after thirty minutes of mains without a break; a flap begins it anew',
    scenario(one, (b) => {
      lose(b, 'A1')
      b.until('00:05:00')
      const sent = sure(send(b, genset(b), 'A1', '00:05:00'))
      b.until('00:06:00')
      expect(duty(b)).toMatchObject({ mainsSince: null, releasable: false })
      back(b, 'A1')
      b.until('00:15:00')
      expect(duty(b)?.mainsSince).not.toBeNull()
      lose(b, 'A1')
      b.until('00:19:00')
      expect(duty(b)?.mainsSince).toBeNull()
      sure(tell(b, sent, 'started', '00:10:00', 20))
      back(b, 'A1')
      b.until('00:49:00')
      expect(duty(b)?.releasable).toBe(false)
      b.until('00:53:00')
      expect(duty(b)?.releasable).toBe(true)
    }),
  )

  it(
    'is not proposed where mains came back with the genset: the sensor sees the genset',
    scenario(one, (b) => {
      lose(b, 'A1')
      b.until('00:05:00')
      const sent = sure(send(b, genset(b), 'A1', '00:05:00'))
      sure(tell(b, sent, 'started', '00:05:00', 20))
      back(b, 'A1')
      b.until('00:45:00')
      expect(duty(b)?.mainsSince).not.toBeNull()
      expect(duty(b)?.releasable).toBe(false)
    }),
  )

  it(
    'does not count time in which nobody looked',
    scenario(one, (b) => {
      lose(b, 'A1')
      b.until('00:04:00')
      sure(send(b, genset(b), 'A1', '00:04:00'))
      back(b, 'A1')
      b.until('00:10:00').sleeps('01:00:00', true).until('00:14:00')
      expect(duty(b)?.mainsSince).not.toBeNull()
      expect(duty(b)?.releasable).toBe(false)
    }),
  )
})

describe('the bulletin', () => {
  const sourceOf = (b: Branch): BulletinSource => ({
    ...b.operations.bulletin,
    suppliesAt: (when) => b.operations.storm.suppliesAt(when),
    gensetLogsAt: (when) => b.operations.storm.gensetLogsAt(when),
    standingAt: (when) => b.operations.ledger.standingAt(when),
    branchName: () => 'Tuyên Quang',
    inventory: () => b.operations.inventory.all(),
  })

  it(
    'of an hour is the same when it is run again after a wild day; a fact told late makes news',
    scenario({ A1: {}, B1: {}, C1: {}, D1: {} }, (b) => {
      const resource = genset(b)
      lose(b, 'A1', 'B1', 'C1')
      b.until('00:10:00').falls('C1')
      const sent = sure(send(b, resource, 'B1', '00:10:00'))
      sure(tell(b, sent, 'started', '00:10:00', 20))
      b.until('01:10:00')
      const first = bulletinView(at('01:00:00'), at('01:10:00'), sourceOf(b))
      expect(first.content.total).toMatchObject({ total: 4, working: 3, interrupted: 1, unknown: 0, onBattery: 2, onGenset: 1, byPower: 1 })
      const version = b.engine.storm.onDuty()[0]?.version ?? 0
      b.rises('C1').falls('D1')
      back(b, 'A1')
      b.until('01:16:00')
      const stopped = sure(tell(b, { id: sent.id, version }, 'stopped', '01:16:00'))
      sure(b.engine.storm.release({ id: sent.id, version: stopped.version, at: null, note: '' }, by('01:16:00')))
      b.restarts('kill', '00:00:00').until('01:25:00')
      const again = bulletinView(at('01:00:00'), at('01:25:00'), sourceOf(b))
      expect(again.content).toEqual(first.content)
      expect(again.sha256).toBe(first.sha256)
      const commune = b.operations.inventory.all().communes[0]?.id ?? 0
      const tower = {
        kind: 'towerDown' as const,
        communeId: commune,
        stationId: null,
        place: 'Đồi A1',
        count: 1,
        at: at('00:50:00'),
        restoredAt: null,
        note: '',
      }
      sure(b.operations.bulletin.issue(at('01:00:00'), 0, JSON.stringify(first.content), first.sha256, [], by('01:10:00')))
      sure(b.operations.bulletin.addEntry(tower, by('01:25:00')))
      const late = bulletinView(at('01:00:00'), at('01:25:00'), sourceOf(b))
      expect(late.content).toEqual(first.content)
      expect(late.news).toMatchObject([
        { kind: 'figure', figure: 'towersDown', after: 1 },
        { communeId: commune },
        { kind: 'fact', how: 'added' },
      ])
    }),
  )
})
