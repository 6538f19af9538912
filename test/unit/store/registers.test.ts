/** Groups, power feeders and hamlets on a real file: what is kept, audited and refused, and what a merge or a bulk change does to them. */
import { describe, expect, it } from 'vitest'
import { approve, cancel, proposed } from '../../../main/domain/window/state.ts'
import type { By } from '../../../main/store/store.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { AT, branch, bulkStation, by, issueOf, made, refusal, stationInput } from './kit.ts'

function three() {
  const stand = branch()
  const [a, b, c] = [stand.station('A1'), stand.station('B1'), stand.station('C1')]
  return { ...stand, a, b, c }
}
const last = (store: ReturnType<typeof branch>['store']) => store.audit.page(null, 1).rows[0]

describe('groups', () => {
  it('are added, changed and removed with who, before and after', () => {
    const { store, a, b, c } = three()
    const made_ = made(store.groups.add({ name: ' Vùng lũ ', stationIds: [b.id, a.id, a.id] }, by))
    expect(made_).toEqual({ id: 1, name: 'Vùng lũ', stationIds: [a.id, b.id], version: 1 })
    expect(last(store)).toMatchObject({ action: 'group.create', actor: 'Hà', after: { name: 'Vùng lũ', added: ['B1', 'A1'] } })
    const next = made(store.groups.update(1, 1, { name: 'Vùng lũ', stationIds: [b.id, c.id] }, by))
    expect(next).toMatchObject({ stationIds: [b.id, c.id], version: 2 })
    expect(last(store)).toMatchObject({ action: 'group.update', after: { added: ['C1'], removed: ['A1'] } })
    expect(made(store.groups.update(1, 2, { name: 'Vùng lũ', stationIds: [c.id, b.id] }, by)).version).toBe(2)
    expect(store.groups.all()).toEqual([next])
    expect(store.groups.remove(1, 2, by)).toBeNull()
    expect(store.groups.all()).toEqual([])
    expect(last(store)).toMatchObject({ action: 'group.remove', before: { name: 'Vùng lũ', stations: 2 } })
  })

  it('refuse taken names, unknown stations and old versions, and change nothing then', () => {
    const { store, a } = three()
    made(store.groups.add({ name: 'Một', stationIds: [a.id] }, by))
    const other = made(store.groups.add({ name: 'Hai', stationIds: [] }, by))
    expect(issueOf(store.groups.add({ name: 'Một', stationIds: [] }, by))).toEqual({ path: 'name', key: 'error.duplicateName' })
    expect(issueOf(store.groups.add({ name: 'Ba', stationIds: [a.id, 999] }, by))?.key).toBe('error.unknownStation')
    expect(store.groups.all()).toHaveLength(2)
    expect(refusal(store.groups.update(other.id, 7, { name: 'Hai', stationIds: [] }, by)).refused).toBe('CONFLICT')
    expect(refusal(store.groups.update(99, 1, { name: 'X', stationIds: [] }, by)).refused).toBe('NOT_FOUND')
    expect(refusal(store.groups.remove(other.id, 7, by)).refused).toBe('CONFLICT')
  })

  it('stay while overrides of rules stand for them', () => {
    const { store } = three()
    const group = made(store.groups.add({ name: 'Hub', stationIds: [] }, by))
    const change = { severity: 'critical' as const, enabled: null, threshold: null, raiseHold: null, clearHold: null }
    const scope = { kind: 'group' as const, groupId: group.id, ruleId: 'door-open' }
    const override = made(store.rules.saveOverride({ id: 0, version: 0, scope, change, note: '', changedAt: 0, changedBy: '' }, by))
    expect(refusal(store.groups.remove(group.id, 1, by)).data.phrase).toEqual({
      key: 'error.groupInUse',
      params: { name: 'Hub', count: 1 },
    })
    expect(store.rules.removeOverride(override.id, 1, by)).toBeNull()
    expect(store.groups.remove(group.id, 1, by)).toBeNull()
  })

  it('stay while a maintenance window that is not over names them', () => {
    const { store } = three()
    const group = made(store.groups.add({ name: 'Hub', stationIds: [] }, by))
    const targets = { stationIds: [], communeIds: [], groupIds: [group.id], deviceIds: [] }
    const schedule = { kind: 'once' as const, from: AT + 1000, to: AT + 2000 }
    const put = (title: string) => store.windows.insert(proposed({ title, notes: '', targets, schedule }, by), by)
    const [first, second] = [put('Thay ắc quy'), put('Nâng cấp')]
    const refused = refusal(store.groups.remove(group.id, 1, by))
    expect([refused.refused, refused.data.current]).toEqual(['CONFLICT', group])
    expect(refused.data.phrase).toEqual({ key: 'error.groupInWindow', params: { name: 'Hub', count: 2, first: 'Thay ắc quy' } })
    made(store.windows.change(first.id, 1, 'window.cancel', by, (now) => cancel(now, '', by)))
    const chief: By = { ...by, actor: { name: 'Sơn', role: 'admin' } }
    made(store.windows.change(second.id, 1, 'window.approve', chief, (now) => approve(now, '', chief)))
    expect(refusal(store.groups.remove(group.id, 1, { ...by, at: AT + 1999 })).data.phrase).toMatchObject({
      key: 'error.groupInWindow',
      params: { count: 1, first: 'Nâng cấp' },
    })
    expect(store.groups.all()).toEqual([group])
    expect(store.groups.remove(group.id, 1, { ...by, at: AT + 2000 })).toBeNull()
  })

  it('stay while a repeated window without an end names them', () => {
    const { store } = three()
    const group = made(store.groups.add({ name: 'Hub', stationIds: [] }, by))
    const targets = { stationIds: [], communeIds: [], groupIds: [group.id], deviceIds: [] }
    const schedule = { kind: 'daily' as const, startMinute: 60, minutes: 30, fromDay: '2026-03-01', untilDay: null }
    store.windows.insert(proposed({ title: 'Chạy thử máy phát', notes: '', targets, schedule }, by), by)
    expect(refusal(store.groups.remove(group.id, 1, { ...by, at: AT + 400 * 86_400_000 })).data.phrase.key).toBe('error.groupInWindow')
  })

  it('stay while a rule of notifications names them, one that is off too', () => {
    const { store } = three()
    const group = made(store.groups.add({ name: 'Hub', stationIds: [] }, by))
    const [shipped] = store.notifications.rules()
    if (!shipped) throw new Error('the store ships a rule')
    const { id: _id, version: _version, ...input } = shipped
    const rule = made(store.notifications.saveRule(null, { ...input, name: 'Trực đêm', enabled: false, groupIds: [group.id] }, by))
    expect(refusal(store.groups.remove(group.id, 1, by)).data.phrase).toEqual({
      key: 'error.groupInNotification',
      params: { name: 'Hub', count: 1, first: 'Trực đêm' },
    })
    const first = made(store.notifications.saveRule(shipped, { ...input, groupIds: [group.id] }, by))
    expect(refusal(store.groups.remove(group.id, 1, by)).data.phrase.params).toMatchObject({ count: 2, first: 'Trực đêm' })
    made(store.notifications.saveRule(rule, { ...input, name: 'Trực đêm', groupIds: [] }, by))
    expect(refusal(store.groups.remove(group.id, 1, by)).data.phrase.key).toBe('error.groupInFirstNotification')
    made(store.notifications.saveRule(first, input, by))
    expect(store.groups.remove(group.id, 1, by)).toBeNull()
  })
})

describe('feeders', () => {
  it('take stations on and off, each with a version and a row of its own', () => {
    const { store, a, b } = three()
    const one = made(store.feeders.add({ name: '471 E14.2', notes: '', stationIds: [a.id, b.id] }, by))
    const two = made(store.feeders.add({ name: '473 E14.2', notes: 'nhánh Bắc', stationIds: [b.id] }, by))
    const of = (id: number) => store.inventory.all().stations.find((station) => station.id === id)
    expect([of(a.id)?.feederId, of(b.id)?.feederId]).toEqual([one.id, two.id])
    expect([of(a.id)?.version, of(b.id)?.version]).toEqual([2, 3])
    expect(last(store)).toMatchObject({
      action: 'station.update',
      subject: `station:${b.id}`,
      before: { feederId: 1 },
      after: { feederId: 2 },
    })
    expect(refusal(store.feeders.remove(one.id, 1, by)).data.phrase).toMatchObject({ key: 'error.feederInUse', params: { count: 1 } })
    const empty = made(store.feeders.update(one.id, 1, { name: '471 E14.2', notes: '', stationIds: [] }, by))
    expect(of(a.id)?.feederId).toBeNull()
    expect(store.feeders.remove(one.id, empty.version, by)).toBeNull()
    expect(store.feeders.all().map(({ name }) => name)).toEqual(['473 E14.2'])
  })

  it('refuse taken names, unknown stations and old versions, and change nothing then', () => {
    const { store, a } = three()
    made(store.feeders.add({ name: 'X', notes: '', stationIds: [] }, by))
    expect(issueOf(store.feeders.add({ name: 'X', notes: '', stationIds: [] }, by))?.key).toBe('error.duplicateName')
    expect(isRefusal(store.feeders.add({ name: 'Y', notes: '', stationIds: [a.id, 999] }, by))).toBe(true)
    expect(store.inventory.all().stations[0]?.feederId).toBeNull()
    expect(store.feeders.all()).toHaveLength(1)
    expect(refusal(store.feeders.update(1, 9, { name: 'X', notes: '', stationIds: [] }, by)).refused).toBe('CONFLICT')
  })
})

describe('hamlets', () => {
  it('know the stations that serve them', () => {
    const { store, commune, a, b } = three()
    const one = made(store.hamlets.add(commune.id, { name: 'Nà Tông', households: 40, stationIds: [b.id, a.id] }, by))
    made(store.hamlets.add(commune.id, { name: 'Bản Lãm', households: null, stationIds: [] }, by))
    expect(store.hamlets.serving()).toEqual(new Map([[one.id, [a.id, b.id]]]))
    const next = made(store.hamlets.update(one.id, 1, { name: 'Nà Tông', households: 45, stationIds: [b.id] }, by))
    expect(next).toMatchObject({ households: 45, stationIds: [b.id], version: 2 })
    expect(last(store)).toMatchObject({
      action: 'hamlet.update',
      before: { households: 40 },
      after: { households: 45, removed: ['A1'], added: [] },
    })
    expect(issueOf(store.hamlets.update(one.id, 2, { name: 'Bản Lãm', households: null, stationIds: [] }, by))?.key).toBe(
      'error.duplicateName',
    )
    expect(issueOf(store.hamlets.add(commune.id, { name: 'Nà Tông', households: null, stationIds: [] }, by))?.key).toBe(
      'error.duplicateName',
    )
    expect(refusal(store.hamlets.update(one.id, 1, { name: 'Z', households: null, stationIds: [] }, by)).refused).toBe('CONFLICT')
  })

  it('go only when no station stands in them', () => {
    const { store, commune, a } = three()
    const hamlet = made(store.hamlets.add(commune.id, { name: 'Nà Tông', households: 40, stationIds: [a.id] }, by))
    made(store.inventory.updateStation(a.id, 1, stationInput('A1', commune.id, { hamletId: hamlet.id }), by))
    expect(refusal(store.hamlets.remove(hamlet.id, 1, by)).data.phrase).toMatchObject({ key: 'error.hamletInUse', params: { count: 1 } })
    made(store.inventory.updateStation(a.id, 2, stationInput('A1', commune.id), by))
    expect(store.hamlets.remove(hamlet.id, 1, by)).toBeNull()
    expect(store.hamlets.serving().size).toBe(0)
  })

  it('come in bulk with their stations, and only what differs is written', () => {
    const { store } = three()
    const hamlets = [
      { province: 'Tuyên Quang', commune: 'Nà Hang', name: 'Nà Tông', households: 40, stationCodes: ['a1', 'NEW1'] },
      { province: 'Tuyên Quang', commune: 'Nà Hang', name: 'Bản Lãm', households: 12 },
    ]
    const change = { communes: [], hamlets, stations: [bulkStation('NEW1')], devices: [] }
    made(store.inventory.bulk(change, by))
    const [tong, lam] = store.hamlets.all()
    expect(tong).toMatchObject({ name: 'Nà Tông', households: 40, stationIds: [1, 4], version: 1 })
    expect(lam).toMatchObject({ stationIds: [], version: 1 })
    const rows = store.audit.page(null, 100).rows.length
    made(store.inventory.bulk(change, by))
    expect(store.audit.page(null, 100).rows).toHaveLength(rows)
    made(
      store.inventory.bulk(
        {
          ...change,
          hamlets: [
            { ...hamlets[0]!, households: null, stationCodes: [] },
            { ...hamlets[1]!, households: 13 },
          ],
        },
        by,
      ),
    )
    expect(store.hamlets.all()).toMatchObject([
      { households: 40, stationIds: [], version: 2 },
      { households: 13, version: 2 },
    ])
    const unknown = store.inventory.bulk({ ...change, hamlets: [{ ...hamlets[0]!, stationCodes: ['NOPE'] }] }, by)
    expect(issueOf(unknown)).toEqual({ path: 'hamlets.0.stationCodes', key: 'error.unknownStation' })
  })
})

describe('a station that is merged into another', () => {
  it('hands over its groups, the hamlets it serves, its feeder and its overrides', () => {
    const { store, commune, a, b, c } = three()
    made(store.groups.add({ name: 'Một', stationIds: [a.id, c.id] }, by))
    made(store.groups.add({ name: 'Hai', stationIds: [a.id, b.id] }, by))
    made(store.hamlets.add(commune.id, { name: 'Nà Tông', households: 40, stationIds: [a.id] }, by))
    const feeder = made(store.feeders.add({ name: '471', notes: '', stationIds: [a.id] }, by))
    const change = { severity: 'critical' as const, enabled: null, threshold: null, raiseHold: null, clearHold: null }
    const at = (stationId: number, ruleId: string) =>
      made(
        store.rules.saveOverride(
          { id: 0, version: 0, scope: { kind: 'station', stationId, ruleId }, change, note: '', changedAt: 0, changedBy: '' },
          by,
        ),
      )
    const [moved] = [at(a.id, 'door-open'), at(a.id, 'flood')]
    const own = at(b.id, 'flood')
    made(store.inventory.mergeStations({ id: a.id, version: 2 }, { id: b.id, version: 1 }, '2026-03-01', by))
    expect(store.groups.all().map(({ name, stationIds }) => [name, stationIds])).toEqual([
      ['Hai', [b.id]],
      ['Một', [b.id, c.id]],
    ])
    expect([...store.hamlets.serving().values()]).toEqual([[b.id]])
    const stations = store.inventory.all().stations
    expect(stations.map(({ feederId }) => feederId)).toEqual([null, feeder.id, null])
    expect(store.rules.overrides().map(({ id, scope }) => [id, scope])).toEqual([
      [moved.id, { kind: 'station', stationId: b.id, ruleId: 'door-open' }],
      [own.id, { kind: 'station', stationId: b.id, ruleId: 'flood' }],
    ])
  })
})
