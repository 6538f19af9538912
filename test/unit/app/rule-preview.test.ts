/** The preview on real files: pieces that add up, what stands now against what would, what history cannot tell, and the class that was looked at. */
import { describe, expect, it } from 'vitest'
import { rulePreview, type PreviewQuestion } from '../../../main/app/rule-preview.ts'
import { NO_CHANGE } from '../../../main/domain/alarm/override.ts'
import { DEFAULT_RULES } from '../../../main/domain/alarm/rules.ts'
import { encodeChunk, type Chunk } from '../../../main/store/history/codec.ts'
import { dayOf } from '../../../main/store/history/keys.ts'
import { encodeRollup } from '../../../main/store/history/rollup-codec.ts'
import { rollupOf, STEPS } from '../../../main/store/history/rollup.ts'
import { openSeeder } from '../../../main/store/history/seed.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { run } from '../../../main/store/steps.ts'
import type { PreviewPiece, RuleProposal } from '../../../shared/contract/rules.ts'
import { DeviceInput } from '../../../shared/model/device.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { alarmRow } from '../../support/alarm.ts'
import { afterwards, branch, by, made } from '../store/kit.ts'

/** 2026-03-05 12:00 at +07. */
const NOON = Date.UTC(2026, 2, 5, 5)
const DAY = 86_400_000
const SERIES = [
  { metric: 'environment.temperature', instance: '', label: '' },
  { metric: 'environment.door', instance: '', label: '' },
] as const

/** Samples of a day from `hour` on, a minute apart. */
function day(begin: number, hour: number, temperatures: readonly number[], doors: readonly number[] = temperatures.map(() => 0)): Chunk {
  const at = Float64Array.from(temperatures, (_, i) => begin + hour * 3_600_000 + i * 60_000)
  const column = (slot: number, decimals: number, values: readonly number[]) => ({
    slot,
    decimals,
    states: new Uint8Array(at.length),
    values: Float64Array.from(values),
  })
  return { at, columns: [column(0, 1, temperatures), column(1, 0, doors)] }
}
const steady = (value: number, minutes: number): number[] => Array.from({ length: minutes }, () => value)

function stand(stations: number) {
  const kit = branch()
  const devices = Array.from({ length: stations }, (_, i) => {
    const { id } = kit.station(`S${i + 1}`)
    const input = { stationId: id, credentialId: kit.credential.id, name: 'E', kind: 'environment', host: '127.0.0.1' }
    return made(kit.store.inventory.createDevice(DeviceInput.parse(input), by))
  })
  const seed = (write: (put: (deviceId: number, chunk: Chunk, table?: 'days' | 'rollups5m') => void) => void) => {
    const seeder = openSeeder(kit.folder)
    if (isOpenProblem(seeder)) throw new Error(seeder.detail)
    for (const { id } of devices) seeder.series(id, SERIES)
    write((deviceId, chunk, table = 'days') =>
      seeder.row(
        table,
        dayOf(chunk.at[0]!),
        deviceId,
        table === 'days' ? encodeChunk(chunk) : encodeRollup(rollupOf(chunk, STEPS.fiveMinutes, (slot) => slot === 1)),
      ),
    )
    seeder.close()
  }
  const ask = (proposal: RuleProposal, more: Partial<PreviewQuestion> = {}, elapsed: () => number = () => 0) => {
    const reader = openReader(kit.folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    afterwards(() => reader.close())
    return run(rulePreview(reader, reader.inventory(), { proposal, to: NOON, days: 7, after: 0, ...more }, elapsed))
  }
  const told = (...question: Parameters<typeof ask>): PreviewPiece => {
    const piece = ask(...question)
    if (isRefusal(piece)) throw new Error(JSON.stringify(piece))
    return piece
  }
  return { ...kit, devices, seed, ask, told }
}
const shipped = (id: string) => DEFAULT_RULES.find((rule) => rule.id === id)!
/** The room's rule with another threshold: 38/35 as shipped. */
const room = (raise: number, clear: number): RuleProposal => {
  const rule = shipped('room-temperature')
  return {
    kind: 'rule',
    rule: { ...rule, condition: { kind: 'threshold', metric: 'environment.temperature', direction: 'above', raise, clear } },
  }
}
const today = NOON - 12 * 3_600_000

describe('the preview', () => {
  it('counts before and after by station and by day, with what it looked at', () => {
    const { seed, told, devices } = stand(2)
    seed((put) => {
      put(devices[0]!.id, day(today - DAY, 2, [...steady(30, 60), ...steady(40, 10), ...steady(30, 110)]))
      put(devices[0]!.id, day(today, 2, [...steady(30, 60), ...steady(36.5, 10), ...steady(30, 50)]))
      put(devices[1]!.id, day(today, 3, steady(25, 60)))
    })
    const piece = told(room(36, 34))
    expect(piece).toMatchObject({ basis: 'history', cannotTell: null, stations: 2, looked: 2, next: null, to: NOON, from: today - 6 * DAY })
    expect(piece.rows).toEqual([{ stationId: devices[0]!.stationId, before: { alarms: 1, again: 0 }, after: { alarms: 2, again: 0 } }])
    expect(piece.days.map(({ before, after }) => [before, after])).toEqual([...Array.from({ length: 5 }, () => [0, 0]), [1, 1], [0, 1]])
    // 3 + 2 hours of the one, 1 of the other; 6 days and a half each.
    expect(piece.coverage).toEqual({ series: 2, raw: 6, coarse: 0, missing: 2 * 156 - 6 })
  })

  it('comes in pieces of whole stations that add up', () => {
    const { seed, told, devices } = stand(5)
    seed((put) => {
      for (const { id } of devices) put(id, day(today, 2, [...steady(30, 10), ...steady(40, id), ...steady(30, 10)]))
    })
    const whole = told(room(39, 35))
    const pieces: PreviewPiece[] = []
    let clock = 0
    // Each look at the clock is half a second later: a piece ends after its first station.
    for (let after: number | null = 0; after !== null; after = pieces.at(-1)!.next)
      pieces.push(told(room(39, 35), { after }, () => (clock += 500)))
    expect(pieces.map(({ looked }) => looked)).toEqual([1, 1, 1, 1, 1])
    expect(pieces.flatMap(({ rows }) => rows)).toEqual(whole.rows)
    expect(pieces.reduce((sum, { coverage }) => sum + coverage.missing, 0)).toBe(whole.coverage.missing)
    expect(whole.rows.map(({ after }) => after.alarms)).toEqual([1, 1, 1, 1])
  })

  it('says where only figures of 5 minutes are left, and reads states from their seconds', () => {
    const { seed, told, devices } = stand(1)
    seed((put) =>
      put(devices[0]!.id, day(today - DAY, 2, steady(30, 60), [...steady(0, 30), ...steady(1, 20), ...steady(0, 10)]), 'rollups5m'),
    )
    const door = told({ kind: 'rule', rule: { ...shipped('door-open'), raiseHold: { polls: 30, seconds: 0 } } })
    expect(door.rows).toEqual([{ stationId: 1, before: { alarms: 1, again: 0 }, after: { alarms: 0, again: 0 } }])
    expect(door.coverage).toMatchObject({ series: 1, raw: 0, coarse: 1 })
  })

  it('looks at the stations that an override stands for, and at rules as other overrides leave them', () => {
    const { store, seed, told, devices } = stand(3)
    const [one, two] = devices.map(({ stationId }) => stationId)
    seed((put) => {
      for (const { id } of devices) put(id, day(today, 2, [...steady(30, 10), ...steady(40, 10), ...steady(30, 10)]))
    })
    const group = made(store.groups.add({ name: 'Hai', stationIds: [one!, two!] }, by))
    const off = { ...NO_CHANGE, enabled: false }
    const scope = { kind: 'station', stationId: one!, ruleId: 'room-temperature' } as const
    const own = made(store.rules.saveOverride({ id: 0, version: 0, scope, change: off, note: '', changedAt: 0, changedBy: '' }, by))
    const piece = told({ kind: 'override', id: null, scope: { kind: 'group', groupId: group.id, ruleId: 'room-temperature' }, change: off })
    expect(piece).toMatchObject({ stations: 2, rows: [{ stationId: two, before: { alarms: 1 }, after: { alarms: 0 } }] })
    // The override itself, thought of otherwise: it does not stand beside itself.
    const again = told({ kind: 'override', id: own.id, scope, change: { ...NO_CHANGE, severity: 'minor' } })
    expect(again).toMatchObject({ stations: 1, rows: [{ stationId: one, before: { alarms: 0 }, after: { alarms: 1 } }] })
    const wide = told({
      kind: 'override',
      id: null,
      scope: { kind: 'metric', metric: 'environment.temperature' },
      change: { ...NO_CHANGE, raiseHold: { polls: 30, seconds: 0 } },
    })
    expect(wide.rows.map(({ before, after }) => [before.alarms, after.alarms])).toEqual([
      [1, 0],
      [1, 0],
    ])
  })

  it('counts alarms where samples do not tell who answered, and says so where even they cannot', () => {
    const { store, told, devices } = stand(2)
    const silent = shipped('no-answer-environment')
    for (const [i, { id, stationId }] of devices.entries())
      store.alarms.insert({
        key: `d${id}|x|`,
        ...alarmRow(0, { stationId, deviceId: id, ruleId: silent.id, raisedAt: NOON - (i + 1) * DAY, count: 3 }),
      })
    const graver = told({ kind: 'rule', rule: { ...silent, severity: 'critical' } })
    expect(graver).toMatchObject({ basis: 'alarms', cannotTell: null, next: null, looked: 2 })
    expect(graver.rows.map(({ before, after }) => [before, after])).toEqual(
      Array.from({ length: 2 }, () => [
        { alarms: 1, again: 2 },
        { alarms: 1, again: 2 },
      ]),
    )
    expect(told({ kind: 'rule', rule: { ...silent, enabled: false } }).rows.map(({ after }) => after.alarms)).toEqual([0, 0])
    const longer = told({ kind: 'rule', rule: { ...silent, raiseHold: { polls: 9, seconds: 0 } } })
    expect(longer).toMatchObject({ cannotTell: { key: 'rule.preview.holds' }, rows: [] })
    store.alarms.saveRule({ ...silent, enabled: false }, silent, by)
    expect(told({ kind: 'rule', rule: silent })).toMatchObject({ cannotTell: { key: 'rule.preview.wasOff' }, rows: [] })
  })

  it('refuses what could not be saved, with the field', () => {
    const { ask } = stand(1)
    expect(ask(room(36, 37))).toMatchObject({ refused: 'INVALID', data: { issues: [{ path: 'condition.clear' }] } })
    const scope = { kind: 'station', stationId: 99, ruleId: 'smoke' } as const
    expect(ask({ kind: 'override', id: null, scope, change: NO_CHANGE })).toMatchObject({
      refused: 'INVALID',
      data: { issues: [{ path: 'change' }, { path: 'scope.stationId' }] },
    })
  })
})
