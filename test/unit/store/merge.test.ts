/** One station into another, on a real file: what goes over, what is refused, and nothing by halves. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { readerHandlers } from '../../../main/app/handlers/reader.ts'
import type { MibShelf } from '../../../main/app/mib-shelf.ts'
import { mergedLedger } from '../../../main/domain/availability/merge.ts'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { run } from '../../../main/store/steps.ts'
import { DeviceInput } from '../../../shared/model/device.ts'
import type { Inspection } from '../../../shared/model/inspection.ts'
import type { Interval } from '../../../shared/model/interval.ts'
import { alarmRow } from '../../support/alarm.ts'
import { afterwards, AT, branch, by, issueOf, made, plain, poll, reading, refusal, stationInput } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const DAY = '2026-03-01'
const up = { bucket: 'up', cause: null } as const
const unknown = { bucket: 'unknown', cause: null } as const
const down = { bucket: 'downUnplanned', cause: 'power' } as const

const round = (stationId: number, state: Inspection['state']): Omit<Inspection, 'id'> => ({
  stationId,
  checklistId: 'default',
  checklistVersion: 1,
  state,
  startedAt: AT,
  finishedAt: state === 'draft' ? null : AT + 5,
  by: 'Hà',
  reason: 'monthly',
  answers: [],
  version: 1,
})

/** Two records of one site: both ask the same power system, and one has a radio of its own. */
function twice() {
  const made_ = branch()
  const { store, credential, station } = made_
  const [core, other] = [station('CORE'), station('OTHER')]
  const source = station('DUP', { parentIds: [core.id] })
  const target = station('SITE')
  const child = station('CHILD', { parentIds: [source.id, other.id] })
  const add = (stationId: number, name: string, port: number) =>
    made(
      store.inventory.createDevice(
        DeviceInput.parse({ stationId, credentialId: credential.id, name, kind: 'power', host: '10.0.0.1', port }),
        by,
      ),
    )
  const devices = { twin: add(source.id, 'P1', 161), radio: add(source.id, 'R1', 162), own: add(target.id, 'P1', 161) }
  const alarm = (stationId: number, deviceId: number | null, key: string) => {
    const { id: _, ...row } = alarmRow(0, { stationId, deviceId, raisedAt: AT })
    return store.alarms.insert({ key, ...row, deviceId })
  }
  const alarms = {
    ofDevice: alarm(source.id, devices.radio.id, `d${devices.radio.id}|link|`),
    whole: alarm(source.id, null, `s${source.id}|station-down|`),
  }
  store.alarms.savePending([{ key: `s${source.id}|station-down|`, kind: 'clear', polls: 1, since: AT, elapsedMs: 0 }], [])
  store.inspections.insert(round(source.id, 'finished'), by)
  const merge = (from = source, into = target) => store.inventory.mergeStations(from, into, DAY, by)
  const read = (id: number) => store.inventory.all().stations.find((one) => one.id === id)!
  return { ...made_, core, other, source, target, child, devices, alarms, merge, read }
}

describe('a station merged into another', () => {
  it('gives all that hangs on it, as was said before', () => {
    const { store, source, target, child, core, other, devices, alarms, merge, read } = twice()
    const plan = made(store.inventory.mergePlan(source.id, target.id))
    expect(plan).toEqual({ devices: 2, twins: 1, alarms: 2, inspections: 1, findings: 0, traps: 0, children: 1 })
    const result = made(merge())
    expect(result.source).toMatchObject({ retiredOn: DAY, mergedInto: target.id, parentIds: [], version: source.version + 1 })
    expect(result.target).toMatchObject({ retiredOn: null, mergedInto: null, parentIds: [core.id], version: target.version + 1 })
    expect(read(source.id)).toEqual(result.source)
    expect(read(target.id)).toEqual(result.target)
    expect(read(child.id)).toMatchObject({ parentIds: [target.id, other.id], version: child.version + 1 })
    const of = (stationId: number) => store.inventory.all().devices.filter((device) => device.stationId === stationId)
    expect(of(source.id)).toEqual([])
    expect(of(target.id).map(({ id, name, retired }) => [id, name, retired])).toEqual([
      [devices.twin.id, 'P1 (DUP)', true],
      [devices.radio.id, 'R1', false],
      [devices.own.id, 'P1', false],
    ])
    expect(store.alarms.get(alarms.ofDevice)).toMatchObject({ stationId: target.id, clearedAt: null })
    expect(store.alarms.get(alarms.whole)).toMatchObject({ stationId: target.id, clearedAt: AT })
    expect(store.alarms.pending()).toEqual([])
    expect(store.inspections.list(target.id, 10)).toHaveLength(1)
    const audit = store.audit.page(null, 2).rows
    expect(audit.map(({ action, subject }) => [action, subject])).toEqual([
      ['station.merge', `station:${target.id}`],
      ['station.merge', `station:${source.id}`],
    ])
    expect(audit[1]!.after).toMatchObject({ mergedInto: target.id, retiredOn: DAY, devices: 2, twins: 1 })
    expect(issueOf(store.inventory.setStationRetired(source.id, result.source.version, null, by))).toEqual({
      path: 'id',
      key: 'error.mergedStation',
    })
  })

  it('is refused where it cannot be, with the reason, and changes nothing', () => {
    const { store, station, source, target, core, child, merge } = twice()
    const before = store.inventory.all()
    const issue = (from = source, into = target) => [issueOf(merge(from, into)), issueOf(store.inventory.mergePlan(from.id, into.id))]
    const both = (key: string) => [
      { path: 'into', key },
      { path: 'into', key },
    ]
    expect(issue(source, source)).toEqual(both('error.mergeSelf'))
    // DUP is behind CORE, so what hangs on CORE cannot hang on what is behind CHILD.
    expect(issue(core, child)).toEqual(both('error.mergeLoop'))
    expect(refusal(merge(core, child)).data.issues?.[0]?.phrase.params).toEqual({ loop: 'CHILD → DUP → CHILD' })
    expect(refusal(merge({ ...source, version: 9 })).refused).toBe('CONFLICT')
    expect(refusal(merge(source, { ...target, version: 9 })).refused).toBe('CONFLICT')
    expect(refusal(merge({ ...source, id: 999 })).refused).toBe('NOT_FOUND')
    expect(store.inventory.all()).toEqual(before)
    for (const { id } of [source, target]) store.inspections.insert(round(id, 'draft'), by)
    expect(issue()).toEqual(both('error.mergeDrafts'))
    const gone = made(store.inventory.setStationRetired(station('GONE').id, 1, DAY, by))
    expect(issue(source, gone)).toEqual(both('error.mergeRetired'))
  })

  it('drops the link between the two, and takes the way towards the core that is left', () => {
    const { store, commune, source, target, core, merge, read } = twice()
    const behind = made(store.inventory.updateStation(target.id, 1, stationInput('SITE', commune.id, { parentIds: [source.id] }), by))
    expect(made(merge(source, behind)).target.parentIds).toEqual([core.id])
    expect(read(source.id).parentIds).toEqual([])
  })

  it('is whole or not at all', () => {
    const { store, folder, source, target, alarms, merge } = twice()
    store.ledger.change(source.id, AT, up)
    const before = [store.inventory.all(), store.ledger.between(0, AT * 2, null), store.alarms.get(alarms.whole)]
    const other = new Sqlite(join(folder, 'operations.db'))
    other.exec(
      "CREATE TRIGGER fails BEFORE INSERT ON audit WHEN NEW.subject = 'station:" + target.id + "' BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    expect(() => merge()).toThrow('no')
    expect([store.inventory.all(), store.ledger.between(0, AT * 2, null), store.alarms.get(alarms.whole)]).toEqual(before)
    other.exec('DROP TRIGGER fails')
    other.close()
    made(merge())
    expect(store.ledger.between(0, AT * 2, null)).toEqual([{ stationId: target.id, ...up, from: AT, to: null }])
  })

  it('keeps its history, read through the other', () => {
    const { store, folder, source, target, devices, merge } = twice()
    const { writer } = openHistory(folder)
    afterwards(() => writer.close())
    writer.append(poll(devices.twin.id, AT + 1000, [reading('dc.voltage', 53.9)]))
    writer.flush()
    made(merge())
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    afterwards(() => reader.close())
    const { signal } = new AbortController()
    const index = readerHandlers(reader, store.inventory, {} as MibShelf).get('history.index')!
    expect(index({ stationId: source.id } as never, by, signal)).toEqual([])
    expect(index({ stationId: target.id } as never, by, signal)).toMatchObject([{ deviceId: devices.twin.id, metric: 'dc.voltage' }])
    const series = [{ deviceId: devices.twin.id, metric: 'dc.voltage' as const, instance: '' }]
    const answer = run(reader.series({ series, from: AT, to: AT + 60_000, pixels: 100 }))
    expect(plain(answer[0]!)).toMatchObject({ at: [AT + 1000], mean: [53.9] })
  })
})

describe('two ledgers as one', () => {
  const row = (list: [from: number, standing: Pick<Interval, 'bucket' | 'cause'>][], stationId: number): Interval[] =>
    list.map(([from, standing], i) => ({ stationId, ...standing, from, to: list[i + 1]?.[0] ?? null }))
  const merged = (target: Parameters<typeof row>[0], source: Parameters<typeof row>[0]) =>
    mergedLedger(row(target, 1), row(source, 2), 1).map(({ stationId, bucket, from, to }) => [stationId, bucket, from, to])

  it('let the target stand where it knows, and the source where only it does', () => {
    expect(
      merged(
        [
          [100, unknown],
          [200, up],
          [300, down],
        ],
        [
          [50, up],
          [150, down],
          [250, unknown],
        ],
      ),
    ).toEqual([
      [1, 'up', 50, 150],
      [1, 'downUnplanned', 150, 200],
      [1, 'up', 200, 300],
      [1, 'downUnplanned', 300, null],
    ])
  })

  it('join what is the same, and are what there is where one is empty', () => {
    expect(
      merged(
        [[100, up]],
        [
          [10, up],
          [200, down],
        ],
      ),
    ).toEqual([[1, 'up', 10, null]])
    expect(merged([], [[10, down]])).toEqual([[1, 'downUnplanned', 10, null]])
    expect(merged([[10, unknown]], [[20, unknown]])).toEqual([[1, 'unknown', 10, null]])
    expect(merged([], [])).toEqual([])
  })
})
