/** Health of the alarm system out of the file: pages of alarms, who acted, what stood at the end of the period, cancelled in between. */
import { expect, it } from 'vitest'
import { openReader } from '../../../main/store/reader.ts'
import { run } from '../../../main/store/steps.ts'
import type { Operations, Reader } from '../../../main/store/store.ts'
import { alarmRow } from '../../support/alarm.ts'
import { afterwards, openedIn, tempFolder } from './kit.ts'

const HOUR = 3_600_000
const FROM = Date.UTC(2026, 5, 1)
const TO = FROM + 30 * 24 * HOUR

function alarmOf() {
  const { id: _id, ...rest } = alarmRow(0)
  return { ...rest, key: 's1|mains-failure|' }
}

function open(): { operations: Operations; reader: Reader } {
  const folder = tempFolder()
  const operations = openedIn(folder)
  const reader = openReader(folder)
  if ('kind' in reader) throw new Error(reader.detail)
  afterwards(() => reader.close())
  return { operations, reader }
}

it('adds up what lies on many pages, ties of time included, and finds who acted', () => {
  const { operations, reader } = open()
  operations.transaction(() => {
    for (let n = 0; n < 2500; n++)
      operations.alarms.insert({
        ...alarmOf(),
        stationId: (n % 40) + 1,
        raisedAt: FROM + Math.floor(n / 5) * 60_000,
        clearedAt: FROM + 40 * HOUR,
      })
    // Outside, silent, and standing for long.
    operations.alarms.insert({ ...alarmOf(), raisedAt: FROM - 1, clearedAt: FROM })
    operations.alarms.insert({ ...alarmOf(), raisedAt: TO, clearedAt: null })
    operations.alarms.insert({ ...alarmOf(), raisedAt: FROM + HOUR, clearedAt: FROM + 2 * HOUR, suppressed: true, suppressedBy: 'path' })
    operations.alarms.insert({ ...alarmOf(), raisedAt: FROM - 9 * HOUR, clearedAt: null })
    operations.alarms.insert({ ...alarmOf(), raisedAt: TO - 2 * HOUR, clearedAt: null })
    for (const [actor, action, at] of [
      ['Lan', 'alarm.acknowledge', FROM + HOUR],
      ['Minh', 'alarm.shelve', FROM + HOUR],
      ['Hoa', 'alarm.acknowledge', FROM - HOUR],
      ['Hoa', 'station.update', FROM + HOUR],
      ['branchwatch', 'alarm.unshelve', FROM + HOUR],
    ] as const)
      operations.audit.add({ action, subject: 'alarm:1' }, { actor: { name: actor, role: 'engineer' }, at })
  })
  const health = run(reader.alarmHealth({ from: FROM, to: TO, operators: null, now: TO }))
  expect(health).toMatchObject({
    raised: 2501,
    suppressed: 1,
    operators: { names: ['Lan', 'Minh'], count: 2 },
    standing: { count: 1, rows: [{ raisedAt: FROM - 9 * HOUR }] },
  })
  expect(health.slots.counts.reduce((sum, one) => sum + one, 0)).toBe(2501)
  expect(health.floods.length).toBeGreaterThan(0)
})

it('goes in steps, each of which may be the last', () => {
  const { operations, reader } = open()
  operations.transaction(() => {
    for (let n = 0; n < 3000; n++) operations.alarms.insert({ ...alarmOf(), raisedAt: FROM + n, clearedAt: FROM + HOUR })
  })
  const steps = reader.alarmHealth({ from: FROM, to: TO, operators: 3, now: TO })
  expect(steps.next().done).toBe(false)
  expect(steps.next().done).toBe(false)
  steps.return(undefined as never)
  expect(run(reader.alarmHealth({ from: FROM, to: FROM + 10, operators: 3, now: TO })).raised).toBe(10)
})
