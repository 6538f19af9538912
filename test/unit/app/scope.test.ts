/** Whose history a question is about. */
import { expect, it } from 'vitest'
import { stationsOf } from '../../../main/app/scope.ts'
import { made, branch, deviceInput, by } from '../store/kit.ts'

it('takes in stations in service, those that are named, and all their devices', () => {
  const { store, commune, credential, station, device } = branch()
  const far = made(store.inventory.addCommune('Hà Giang', 'Đồng Văn', '00715', by))
  const [a, b, gone] = [station('A1'), station('B1', { communeId: far.id }), station('C1')]
  const [da, db, dc] = [device(a.id, 'a'), device(b.id, 'b'), device(gone.id, 'c')]
  const old = made(store.inventory.createDevice({ ...deviceInput(a.id, credential.id, 'cũ'), host: '127.0.0.2' }, by))
  made(store.inventory.setDeviceRetired(old.id, old.version, true, by))
  made(store.inventory.setStationRetired(gone.id, gone.version, '2026-03-01', by))
  const all = store.inventory.all()
  const ids = (scope: Parameters<typeof stationsOf>[1]) => [...(stationsOf(all, scope) ?? [])].sort(([x], [y]) => x - y)
  const mine = [
    [da.id, a.id],
    [old.id, a.id],
  ]
  expect(ids({ kind: 'all' })).toEqual([...mine, [db.id, b.id]].sort(([x], [y]) => x! - y!))
  expect(ids({ kind: 'communes', ids: [commune.id] })).toEqual(mine)
  expect(ids({ kind: 'provinces', ids: [far.provinceId] })).toEqual([[db.id, b.id]])
  expect(ids({ kind: 'stations', ids: [gone.id] })).toEqual([[dc.id, gone.id]])
  expect(ids({ kind: 'devices', ids: [old.id] })).toEqual([[old.id, a.id]])
  for (const kind of ['provinces', 'communes', 'stations', 'devices'] as const) expect(stationsOf(all, { kind, ids: [9999] })).toBeNull()
})
