/** The reader beside a writer that goes on: alarms of the past, the trail, intervals and inventory. */
import { describe, expect, it } from 'vitest'
import { openReader } from '../../../main/store/reader.ts'
import { run } from '../../../main/store/steps.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import type { Reader, StoredAlarm } from '../../../main/store/store.ts'
import { alarmRow } from '../../support/alarm.ts'
import { afterwards, branch, by } from './kit.ts'

function setUp() {
  const parts = branch()
  const reader = openReader(parts.folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  afterwards(() => reader.close())
  return { ...parts, reader }
}

type Filter = Parameters<Reader['alarmHistory']>[0]
const everything: Filter = { stationId: null, severity: null, from: null, to: null, before: null, limit: 10 }

const alarm = (stationId: number, more: Partial<StoredAlarm>): Omit<StoredAlarm, 'id'> => {
  const { id: _, ...row } = alarmRow(0, { stationId, raisedAt: 1000, clearedAt: 2000, ...more })
  return { key: 'k', ...row, ...more }
}

describe('the reader', () => {
  it('sees what is committed, at once', () => {
    const { store, reader, station } = setUp()
    const { id } = station('A')
    expect(reader.inventory()).toEqual(store.inventory.all())
    store.ledger.change(id, 1000, { bucket: 'up', cause: null })
    expect(reader.intervals(0, 2000)).toEqual([{ stationId: id, bucket: 'up', cause: null, from: 1000, to: null }])
    expect(reader.audit(null, 2)).toEqual(store.audit.page(null, 2))
  })

  it('pages alarms from the newest on and filters them by station, severity and time', () => {
    const { store, reader, station } = setUp()
    const [a, b] = [station('A').id, station('B').id]
    store.alarms.insert(alarm(a, { raisedAt: 1000, clearedAt: 2000 }))
    store.alarms.insert(alarm(b, { raisedAt: 1500, clearedAt: null, severity: 'critical' }))
    store.alarms.insert(alarm(a, { raisedAt: 3000, clearedAt: 4000, suppressed: true }))
    const ids = (filter: Partial<Filter>) => reader.alarmHistory({ ...everything, ...filter }).rows.map((row) => row.id)
    expect(ids({})).toEqual([3, 2, 1])
    expect(ids({ stationId: a })).toEqual([3, 1])
    expect(ids({ severity: 'critical' })).toEqual([2])
    expect(reader.alarmHistory({ ...everything, from: 2500, to: 3500 }).rows.map((row) => row.id)).toEqual([3, 2])
    expect(reader.alarmHistory({ ...everything, to: 1200 }).rows.map((row) => row.id)).toEqual([1])
    const first = reader.alarmHistory({ ...everything, limit: 2 })
    expect([first.rows.map((row) => row.id), first.more]).toEqual([[3, 2], true])
    expect(reader.alarmHistory({ ...everything, before: 2 })).toMatchObject({ rows: [{ id: 1 }], more: false })
    expect(first.rows[0]).not.toHaveProperty('key')
    expect(first.rows[0]?.suppressed).toBe(true)
  })

  it('has no way to write', () => {
    const { reader, store } = setUp()
    store.audit.add({ action: 'x', subject: 'y' }, by)
    expect(Object.keys(reader).sort()).toEqual([
      'alarmHealth',
      'alarmHistory',
      'audit',
      'bulletin',
      'close',
      'deliveries',
      'discharges',
      'distribution',
      'follow',
      'historySize',
      'incidents',
      'intervals',
      'inventory',
      'pieces',
      'raised',
      'rules',
      'samples',
      'series',
      'seriesIndex',
      'settings',
      'standingAt',
      'states',
      'traps',
      'worst',
    ])
    expect(run(reader.series({ series: [], from: 0, to: 1, pixels: 10 }))).toEqual([])
  })
})
