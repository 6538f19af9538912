/** Maintenance windows as the console answers them: propose, approve by another, change, cancel, leave out; whom they concern; conflicts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Core } from '../../../main/app/core.ts'
import { windows as handlersOf } from '../../../main/app/handlers/windows.ts'
import { openOperations } from '../../../main/store/operations.ts'
import type { By, Operations } from '../../../main/store/store.ts'
import type { Role } from '../../../shared/model/access.ts'
import { HOUR, DAY } from '../../../shared/format/time.ts'
import { StationInput } from '../../../shared/model/station.ts'
import { WindowInput, type MaintenanceWindow } from '../../../shared/model/window.ts'
import { MIDNIGHT, sure } from '../../support/scenario.ts'

const by = (name: string, role: Role, at = MIDNIGHT): By => ({ actor: { name, role }, at })
const LAN = by('Lan', 'engineer')
const HUNG = by('Hùng', 'manager')

let folder = ''
let operations: Operations
let reloads = 0
let windows: ReturnType<typeof handlersOf>
let stationIds: number[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'branchwatch-windows-'))
  operations = openOperations(folder) as Operations
  const { inventory } = operations
  const places = ['Nà Hang', 'Chiêm Hóa'].map((name) => sure(inventory.addCommune('Tuyên Quang', name, '', LAN)).id)
  stationIds = ['TQG0001', 'TQG0002', 'TQG0003'].map(
    (code, i) => sure(inventory.createStation(StationInput.parse({ code, name: code, communeId: places[i === 2 ? 1 : 0] }), LAN)).id,
  )
  reloads = 0
  const core = {
    operations,
    inventory: { all: () => inventory.all() },
    engine: { reload: () => void reloads++ },
    stale: () => undefined,
  } as unknown as Core
  windows = handlersOf(core)
})
afterEach(() => {
  operations.close()
  rmSync(folder, { recursive: true, force: true })
})

const input = (more: object = {}) =>
  WindowInput.parse({
    title: 'Thay ắc quy',
    targets: { stationIds: [stationIds[0]] },
    schedule: { kind: 'once', from: MIDNIGHT + HOUR, to: MIDNIGHT + 2 * HOUR },
    ...more,
  })
const propose = (more: object = {}) => sure(windows.propose(input(more), LAN)) as MaintenanceWindow
const at = ({ id, version }: MaintenanceWindow) => ({ id, version, comment: '' })

describe('windows', () => {
  it('are proposed by one, approved by another, and kept with their trail', () => {
    const made = propose()
    expect(windows.approve(at(made), by('Lan', 'manager'))).toMatchObject({ refused: 'FORBIDDEN' })
    expect(reloads).toBe(1)
    const approved = sure(windows.approve({ ...at(made), comment: 'được' }, HUNG)) as MaintenanceWindow
    expect(approved).toMatchObject({ state: 'approved', decidedBy: 'Hùng', version: 2 })
    expect(reloads).toBe(2)
    expect(operations.windows.approved()).toEqual([approved])
    const whole = sure(windows.get({ id: made.id }, LAN)) as { trail: object[]; stationIds: number[] }
    expect(whole.stationIds).toEqual([stationIds[0]])
    expect(whole.trail).toMatchObject([
      { action: 'window.propose', actor: 'Lan', after: { title: 'Thay ắc quy' } },
      { action: 'window.approve', actor: 'Hùng', before: { state: 'proposed' }, after: { state: 'approved', decision: 'được' } },
    ])
  })

  it('that two managers decide: the second gets the present state', () => {
    const made = propose()
    expect(windows.reject({ ...at(made), comment: 'trùng lịch' }, HUNG)).toMatchObject({ state: 'rejected', decision: 'trùng lịch' })
    expect(windows.approve(at(made), by('Mai', 'manager'))).toMatchObject({ refused: 'CONFLICT', data: { current: { state: 'rejected' } } })
    expect(windows.approve(at({ ...made, id: 99 }), HUNG)).toMatchObject({ refused: 'NOT_FOUND' })
  })

  it('are refused at their fields, when proposed and when changed', () => {
    const wrong = { kind: 'once', from: MIDNIGHT + HOUR, to: MIDNIGHT } as const
    expect(windows.propose({ ...input(), schedule: wrong }, LAN)).toMatchObject({
      refused: 'INVALID',
      data: { issues: [{ path: 'schedule.to' }] },
    })
    expect(windows.propose({ ...input(), targets: { stationIds: [], communeIds: [], groupIds: [], deviceIds: [] } }, LAN)).toMatchObject({
      data: { issues: [{ path: 'targets' }] },
    })
    const made = propose()
    expect(windows.update({ ...made, window: { ...input(), schedule: wrong } }, LAN)).toMatchObject({ refused: 'INVALID' })
    expect(operations.windows.all()).toEqual([made])
  })

  it('changed, are a proposal again; cancelled, end', () => {
    const approved = sure(windows.approve(at(propose()), HUNG)) as MaintenanceWindow
    const changed = sure(windows.update({ ...approved, window: input({ title: 'Thay tủ' }) }, LAN)) as MaintenanceWindow
    expect(changed).toMatchObject({ title: 'Thay tủ', state: 'proposed', decidedBy: null })
    expect(operations.windows.approved()).toEqual([])
    const over = sure(windows.cancel(at(changed), LAN)) as MaintenanceWindow
    expect(over.state).toBe('cancelled')
    expect(windows.list({ all: false }, LAN)).toEqual([])
    expect(windows.list({ all: true }, LAN)).toMatchObject([{ id: over.id, next: null }])
  })

  it('leave out an occurrence and take it back', () => {
    const daily = { kind: 'daily', startMinute: 60, minutes: 30, fromDay: '2026-11-23' }
    const made = propose({ schedule: daily })
    const without = sure(windows.skip({ ...made, day: '2026-11-24', skip: true }, LAN)) as MaintenanceWindow
    const days = () => {
      const found = sure(windows.occurrences({ from: MIDNIGHT, to: MIDNIGHT + 3 * DAY, stationId: null }, LAN)) as { day: string }[]
      return found.map((one) => one.day)
    }
    expect(days()).toEqual(['2026-11-23', '2026-11-25'])
    expect(windows.skip({ ...without, day: '2026-11-24', skip: false }, LAN)).toMatchObject({ skipped: [] })
    expect(days()).toHaveLength(3)
  })

  it('count from their approval on', () => {
    const made = propose({ schedule: { kind: 'daily', startMinute: 60, minutes: 120, fromDay: '2026-11-22' } })
    const between = () => windows.occurrences({ from: MIDNIGHT - DAY, to: MIDNIGHT + DAY, stationId: null }, LAN)
    expect(between()).toHaveLength(2)
    expect(windows.approve(at(made), by('Hùng', 'manager', MIDNIGHT + 2 * HOUR))).toMatchObject({ state: 'approved' })
    expect(between()).toMatchObject([{ day: '2026-11-23', from: MIDNIGHT + 2 * HOUR, to: MIDNIGHT + 3 * HOUR }])
  })

  it('tell whom they concern and what else is open then', () => {
    const commune = operations.inventory.all().communes[0]?.id ?? 0
    const group = sure(operations.groups.add({ name: 'Vòng 1', stationIds: [stationIds[2] ?? 0] }, LAN))
    const other = propose({
      title: 'Khác',
      targets: { stationIds: [stationIds[1]] },
      schedule: { kind: 'once', from: MIDNIGHT, to: MIDNIGHT + 4 * HOUR },
    })
    const { targets, schedule } = input({ targets: { communeIds: [commune], groupIds: [group.id] } })
    expect(windows.preview({ id: null, targets, schedule }, LAN)).toMatchObject({
      scope: { stations: 3, devices: 0 },
      next: [{ from: MIDNIGHT + HOUR }],
      overlaps: [{ id: other.id, title: 'Khác', from: MIDNIGHT + HOUR }],
      issues: [],
    })
    expect(windows.preview({ id: other.id, targets, schedule }, LAN)).toMatchObject({ overlaps: [] })
    const of = (stationId: number) => windows.occurrences({ from: MIDNIGHT, to: MIDNIGHT + DAY, stationId }, LAN)
    expect(of(stationIds[1] ?? 0)).toMatchObject([{ windowId: other.id, title: 'Khác', state: 'proposed' }])
    expect(of(stationIds[0] ?? 0)).toEqual([])
    expect(windows.occurrences({ from: MIDNIGHT, to: MIDNIGHT + 401 * DAY, stationId: null }, LAN)).toMatchObject({ refused: 'INVALID' })
  })

  it('outlive a restart, newest first', () => {
    const [a, b] = [propose(), propose({ title: 'Hai' })]
    operations.close()
    operations = openOperations(folder) as Operations
    expect(operations.windows.all()).toEqual([b, a])
  })
})
