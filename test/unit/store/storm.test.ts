/** Gensets and batteries, the log that is never changed, times without mains, and bulletins, on a real file. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type BetterSqlite from 'better-sqlite3'
import type { NewLine } from '../../../main/store/store.ts'
import { EntryInput } from '../../../shared/model/bulletin.ts'
import { ResourceInput } from '../../../shared/model/storm.ts'
import { AT, branch, by, issueOf, made, openedIn, refusal } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const HOUR = 3_600_000
const input = (more: object = {}) => ResourceInput.parse({ kind: 'genset', name: 'MPĐ-01', ...more })
const line = (kind: NewLine['kind'], at: number, more: Partial<NewLine> = {}): NewLine => ({
  kind,
  at,
  litres: null,
  note: '',
  by: 'Hà',
  recordedAt: AT,
  replaces: null,
  undone: false,
  ...more,
})

describe('resources', () => {
  it('are added, changed at the version that was seen, and retired; their names are composed and given once', () => {
    const { store, folder } = branch()
    const one = made(store.storm.saveResource(null, 0, input({ name: 'MPĐ-01 Nà Hang'.normalize('NFD') }), by))
    expect(one).toMatchObject({ id: 1, name: 'MPĐ-01 Nà Hang', version: 1, retiredAt: null })
    expect(issueOf(store.storm.saveResource(null, 0, input({ name: 'MPĐ-01 Nà Hang' }), by))).toEqual({
      path: 'resource.name',
      key: 'error.dispatch.nameTaken',
    })
    const two = made(store.storm.saveResource(1, 1, input({ litresPerHour: 3 }), by))
    expect(two.version).toBe(2)
    expect(refusal(store.storm.saveResource(1, 1, input(), by))).toMatchObject({ refused: 'CONFLICT', data: { current: { version: 2 } } })
    expect(refusal(store.storm.saveResource(9, 1, input({ name: 'X' }), by)).refused).toBe('NOT_FOUND')
    expect(made(store.storm.retireResource(1, 2, by)).retiredAt).toBe(AT)
    store.close()
    expect(openedIn(folder).storm.resources()).toMatchObject([{ name: 'MPĐ-01', litresPerHour: 3, retiredAt: AT, version: 3 }])
  })
})

describe('the log', () => {
  it('grows with each line and its audit row, and no line of it can be changed or deleted', () => {
    const { store, folder, station } = branch()
    const place = station('TQ01')
    const one = made(store.storm.saveResource(null, 0, input(), by))
    const what = { resourceId: one.id, version: 1, stationId: place.id, travelMinutes: 30 }
    const { assignment } = made(store.storm.assign(what, line('dispatched', AT), by))
    expect(refusal(store.storm.assign(what, line('dispatched', AT), by)).refused).toBe('CONFLICT')
    const told = made(
      store.storm.tell(assignment.id, 1, line('started', AT + 1, { litres: 12.5 }), { dispatchedAt: AT, endedAt: null }, by),
    )
    expect(told.assignment.version).toBe(2)
    expect(refusal(store.storm.tell(assignment.id, 1, line('stopped', AT + 2), { dispatchedAt: AT, endedAt: null }, by)).refused).toBe(
      'CONFLICT',
    )
    expect(store.storm.log(assignment.id)).toMatchObject([{ kind: 'dispatched' }, { kind: 'started', litres: 12.5, undone: false }])
    expect(store.audit.page(null, 3).rows.map((row) => row.action)).toEqual(['dispatch.started', 'dispatch.dispatched', 'resource.add'])
    const raw = new Sqlite(join(folder, 'operations.db'))
    for (const sql of ['UPDATE dispatchLog SET litres = 1', 'DELETE FROM dispatchLog']) expect(() => raw.exec(sql)).toThrow(/never/)
    raw.close()
  })

  it('gives the gensets on duty around a moment with their whole log, batteries and others left out', () => {
    const { store, station } = branch()
    const [a, b] = [station('TQ01'), station('TQ02')]
    const genset = made(store.storm.saveResource(null, 0, input(), by))
    const battery = made(store.storm.saveResource(null, 0, input({ kind: 'battery', name: 'AQ-1' }), by))
    const first = made(
      store.storm.assign({ resourceId: genset.id, version: 1, stationId: a.id, travelMinutes: null }, line('dispatched', AT), by),
    ).assignment
    made(store.storm.assign({ resourceId: battery.id, version: 1, stationId: b.id, travelMinutes: null }, line('dispatched', AT), by))
    made(store.storm.tell(first.id, 1, line('returned', AT + HOUR), { dispatchedAt: AT, endedAt: AT + HOUR }, by))
    expect(store.storm.gensetLogsAt(AT + 1)).toMatchObject([{ stationId: a.id, lines: [{ kind: 'dispatched' }, { kind: 'returned' }] }])
    expect(store.storm.gensetLogsAt(AT - 1)).toEqual([])
    expect(store.storm.gensetLogsAt(AT + HOUR)).toEqual([])
    expect(store.storm.openAssignments()).toHaveLength(1)
  })
})

it('times without mains follow one another without overlap and are found at any moment', () => {
  const { store, station } = branch()
  const { id } = station('TQ01')
  store.storm.changeSupply(id, 'battery', AT)
  store.storm.changeSupply(id, 'genset', AT + 10)
  store.storm.changeSupply(id, null, AT + 20)
  store.storm.changeSupply(id, 'battery', AT + 30)
  const at = (n: number) => store.storm.suppliesAt(AT + n).map((one) => one.supply)
  expect([-1, 0, 9, 10, 19, 20, 29, 30, 999].map((n) => at(n).join())).toEqual([
    '',
    'battery',
    'battery',
    'genset',
    'genset',
    '',
    '',
    'battery',
    'battery',
  ])
  expect(store.storm.openSupplies()).toEqual([{ stationId: id, supply: 'battery', from: AT + 30, to: null }])
})

it('the ledger at a moment has one interval of each station, however far back', () => {
  const { store, station } = branch()
  const [a, b] = [station('TQ01'), station('TQ02')]
  store.ledger.change(a.id, AT, { bucket: 'up', cause: null })
  store.ledger.change(a.id, AT + 10, { bucket: 'downUnplanned', cause: 'power' })
  store.ledger.change(b.id, AT + 10, { bucket: 'up', cause: null })
  const at = (n: number) => store.ledger.standingAt(AT + n).map((one) => `${one.stationId}${one.bucket}`)
  expect([at(-1), at(0), at(9), at(10)]).toEqual([[], [`${a.id}up`], [`${a.id}up`], [`${a.id}downUnplanned`, `${b.id}up`]])
  expect(store.ledger.standingAt(AT + 10)).toEqual(store.ledger.between(AT + 10, AT + 11, null))
})

describe('bulletins', () => {
  const entry = (communeId: number, more: object = {}) => EntryInput.parse({ kind: 'cableCut', communeId, at: AT, ...more })
  const content = (hour: number) => JSON.stringify({ hour, branch: '', total: {}, communes: [], facts: [] })

  it('entries keep every revision; the latest counts, with who made the first', () => {
    const { store, commune, folder } = branch()
    const one = made(store.bulletin.addEntry(entry(commune.id, { place: 'QL279' }), by))
    const other = { actor: { name: 'Minh', role: 'engineer' as const }, at: AT + 5 }
    const two = made(store.bulletin.correctEntry(one.id, 1, entry(commune.id, { restoredAt: AT + 5 }), other))
    expect([two.revision, two.by]).toEqual([2, 'Minh'])
    expect(refusal(store.bulletin.correctEntry(one.id, 1, entry(commune.id), by))).toMatchObject({
      refused: 'CONFLICT',
      data: { current: { revision: 2 } },
    })
    made(store.bulletin.withdrawEntry(one.id, 2, by))
    expect(store.bulletin.revisions(one.id).map((each) => [each.revision, each.withdrawn])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ])
    expect(store.bulletin.entries(AT, AT + 1)).toMatchObject([{ revision: 3, withdrawn: true, by: 'Hà', firstBy: 'Hà' }])
    expect(store.bulletin.entries(AT + 10, AT + 20)).toEqual([])
    expect(store.bulletin.entries(AT - 10, AT)).toEqual([])
    const raw = new Sqlite(join(folder, 'operations.db'))
    expect(() => raw.exec("UPDATE bulletinEntries SET by = 'x'")).toThrow(/never/)
    raw.close()
  })

  it('are issued once for each revision that was seen, and never changed', () => {
    const { store, folder } = branch()
    const hour = AT - (AT % HOUR)
    expect(made(store.bulletin.issue(hour, 0, content(hour), 'a'.repeat(64), [], by)).revision).toBe(1)
    expect(refusal(store.bulletin.issue(hour, 0, content(hour), 'b'.repeat(64), [], by))).toMatchObject({
      refused: 'CONFLICT',
      data: { current: { revision: 1 } },
    })
    expect(made(store.bulletin.issue(hour, 1, content(hour), 'b'.repeat(64), [], by)).revision).toBe(2)
    expect(store.bulletin.issued(hour).map((one) => one.revision)).toEqual([2, 1])
    expect(store.bulletin.allIssued(1)).toMatchObject([{ hour, revision: 2 }])
    // What a content must have is looked at when it is read.
    expect(store.bulletin.content(hour, 1)).toBeNull()
    const raw = new Sqlite(join(folder, 'operations.db'))
    for (const sql of ["UPDATE bulletins SET content = ''", 'DELETE FROM bulletins']) expect(() => raw.exec(sql)).toThrow(/never/)
    raw.close()
  })
})

it('storm mode is kept with who said it', () => {
  const { store, folder } = branch()
  expect(store.storm.setting()).toEqual({ setting: 'auto', since: null, by: null, stations: 30, minutes: 30 })
  store.storm.saveSetting({ setting: 'on', stations: 50, minutes: 10 }, by)
  store.close()
  expect(openedIn(folder).storm.setting()).toEqual({ setting: 'on', since: AT, by: 'Hà', stations: 50, minutes: 10 })
})
