/** Samples as an export reads them: the same rows wherever they lie, exactly what was taken in, cut to the period and to what was asked for. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { estimateSamples, planExport, writeSamples } from '../../../main/app/sample-export.ts'
import type { Origin, SampleFile } from '../../../main/reports/samples/file.ts'
import type { Reader } from '../../../main/store/store.ts'
import type { ExportRequest, SeriesPart } from '../../../shared/model/export.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { made, poll, reading, refusal } from '../store/kit.ts'
import { ALL, DAY, DAY1, exportBranch } from './kit.ts'

const HOUR = 3_600_000
type Row = Record<string, string | number | null>

/** All rows that an export of this request has, and what of the file could not be read. */
function rowsOf(reader: Reader, more: Partial<ExportRequest> = {}): { rows: Row[]; harmed: number } {
  const plan = made(planExport(reader.samples, reader.inventory(), { ...ALL, ...more }))
  const rows: Row[] = []
  const file: SampleFile = { rows: 0, end() {}, add: (origin, part) => void rows.push(...spread(origin, part)) }
  const steps = writeSamples(plan, reader.samples, file)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return { rows, harmed: step.value }
}
function spread({ stationCode, device }: Origin, { metric, at, samples }: SeriesPart): Row[] {
  return Array.from(at, (time, i): Row => {
    const figures = Object.entries(samples).filter(([name]) => name !== 'kind')
    const cells = figures.map(([name, list]: [string, ArrayLike<string | number>]) => {
      const cell = list[i]!
      return [name, typeof cell === 'number' && Number.isNaN(cell) ? null : cell]
    })
    return { stationCode, device, metric, at: time, ...Object.fromEntries(cells) }
  })
}

describe('raw samples', () => {
  it('are the same from the hot log, from hours, and from a day in one row', () => {
    const { reader, fill, compact, db } = exportBranch()
    const count = (table: string) => db((file) => file.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
    fill(DAY1, 150)
    const hot = rowsOf(reader)
    compact(DAY1 + 2 * HOUR + 10_000)
    expect([count('chunks'), count('hot')]).toEqual([6, 2])
    expect(rowsOf(reader)).toEqual(hot)
    compact(DAY1 + 5 * HOUR)
    expect([count('chunks'), count('hot')]).toEqual([9, 0])
    expect(rowsOf(reader)).toEqual(hot)
    compact(DAY1 + 2 * DAY)
    expect([count('chunks'), count('days')]).toEqual([0, 3])
    expect(rowsOf(reader)).toEqual(hot)
    expect(hot.harmed).toBe(0)
    // 150 minutes of 3 devices: the voltage each time, the current unless the poll did not have it.
    expect(hot.rows.filter(({ metric }) => metric === 'dc.voltage').length).toBe(450)
    expect(hot.rows.filter(({ metric }) => metric === 'dc.load.current').length).toBe(3 * (150 - 21))
    expect(hot.rows.find(({ value }) => value === null)).toMatchObject({ quality: 'unavailable' })
    expect(hot.rows.find(({ quality }) => quality === 'suspect')).toMatchObject({ value: -3 })
  })

  it('come by station, in the order of their codes', () => {
    const { reader, fill } = exportBranch()
    fill(DAY1, 2)
    const heads = rowsOf(reader, { metrics: ['dc.voltage'] }).rows.map(({ stationCode, device }) => `${stationCode} ${device}`)
    expect([...new Set(heads)]).toEqual(['TQG001 Tủ nguồn', 'TQG001 Vi ba', 'TQG002 Tủ nguồn'])
  })

  it('are cut to the period, its end not in it', () => {
    const { reader, writer, devices } = exportBranch()
    for (const at of [DAY1 - 1, DAY1, DAY1 + DAY - 1, DAY1 + DAY]) writer.append(poll(devices[0]!.id, at, [reading('dc.voltage', 50)]))
    writer.flush()
    expect(rowsOf(reader).rows.map(({ at }) => at)).toEqual([DAY1, DAY1 + DAY - 1])
    expect(rowsOf(reader, { from: DAY1 - DAY, to: DAY1 + 2 * DAY }).rows.length).toBe(4)
    expect(rowsOf(reader, { from: DAY1 + 1, to: DAY1 + 2 }).rows).toEqual([])
    expect(rowsOf(reader, { from: 0, to: 1 }).rows).toEqual([])
  })

  it('that came late stand beside the day that was closed before', () => {
    const { reader, fill, compact, writer, devices } = exportBranch()
    fill(DAY1, 10)
    compact(DAY1 + 2 * DAY)
    const before = rowsOf(reader, { metrics: ['dc.voltage'] }).rows.length
    writer.append(poll(devices[0]!.id, DAY1 + 30_000, [reading('dc.voltage', 7.25)]))
    writer.flush()
    const { rows } = rowsOf(reader, { metrics: ['dc.voltage'] })
    expect(rows.length).toBe(before + 1)
    expect(rows.find(({ value }) => value === 7.25)).toMatchObject({ at: DAY1 + 30_000, stationCode: 'TQG002' })
  })

  it('are of the stations, communes, devices and metrics that were asked for', () => {
    const { reader, fill, stations, devices, commune } = exportBranch()
    fill(DAY1, 3)
    const codes = (scope: ExportRequest['scope']) => [...new Set(rowsOf(reader, { scope }).rows.map(({ stationCode }) => stationCode))]
    expect(codes({ kind: 'stations', ids: [stations[1]!.id] })).toEqual(['TQG002'])
    expect(codes({ kind: 'devices', ids: [devices[2]!.id] })).toEqual(['TQG001'])
    expect(codes({ kind: 'communes', ids: [commune.id] })).toEqual(['TQG001', 'TQG002'])
    expect(codes({ kind: 'provinces', ids: [commune.provinceId] })).toEqual(['TQG001', 'TQG002'])
    expect(new Set(rowsOf(reader, { metrics: ['dc.voltage'] }).rows.map(({ metric }) => metric))).toEqual(new Set(['dc.voltage']))
    expect(rowsOf(reader, { metrics: ['ups.load'] }).rows).toEqual([])
  })

  it('that lie in a row that was harmed are left out and counted; the others come', () => {
    const { reader, fill, compact, db } = exportBranch()
    fill(DAY1, 90)
    compact(DAY1 + 3 * HOUR)
    const whole = rowsOf(reader).rows.length
    db((file) => file.exec("UPDATE chunks SET body = x'0102030405060708' WHERE id = (SELECT min(id) FROM chunks)"))
    const { rows, harmed } = rowsOf(reader)
    expect(harmed).toBe(1)
    expect(rows.length).toBeLessThan(whole)
    expect(rows.length).toBeGreaterThan(whole / 2)
  })
})

describe('buckets', () => {
  it.each(['5m', '1h', '1d'] as const)('of %s are the same made from samples and from their rows', (resolution) => {
    const { reader, fill, compact, drop } = exportBranch()
    fill(DAY1, 2 * 24 * 60, 5)
    compact(DAY1 + DAY)
    const wish = { resolution, to: DAY1 + 2 * DAY }
    const made = rowsOf(reader, wish).rows
    expect(made.length).toBe(6 * { '5m': 2 * 288, '1h': 48, '1d': 2 }[resolution] - (resolution === '5m' ? missing(2 * 288) : 0))
    const near = (rows: Row[]) => rows.map((row) => ({ ...row, mean: typeof row['mean'] === 'number' ? Number(row['mean'].toFixed(1)) : null }))
    compact(DAY1 + 3 * DAY)
    drop('days')
    expect(near(rowsOf(reader, wish).rows)).toEqual(near(made))
    compact(DAY1 + 33 * DAY)
    expect(near(rowsOf(reader, wish).rows)).toEqual(near(made))
    expect(made[0]?.at).toBe(DAY1)
  }) // prettier-ignore
  it('take late samples in at once, before and after their rows are made', () => {
    const { reader, fill, compact, drop, writer, devices } = exportBranch()
    fill(DAY1, 60, 5)
    compact(DAY1 + 2 * DAY)
    const device = devices[0]!.id
    const late = (at: number, value: number): void => {
      writer.append(poll(device, at, [reading('dc.voltage', value)]))
      writer.flush()
    }
    const wish = { scope: { kind: 'devices' as const, ids: [device] }, metrics: ['dc.voltage' as const], to: DAY1 + DAY }
    const hour = (resolution: '5m' | '1h' | '1d') => rowsOf(reader, { ...wish, resolution }).rows[0]!
    const before = hour('1h')
    late(DAY1 + 61_000, 90)
    for (const resolution of ['5m', '1h', '1d'] as const) expect(hour(resolution)).toMatchObject({ max: 90 })
    expect(hour('1h')).toMatchObject({ count: Number(before['count']) + 1, min: before['min'] })
    compact(DAY1 + 2 * DAY + HOUR)
    expect(hour('1h')).toMatchObject({ count: Number(before['count']) + 1, max: 90 })
    drop('days')
    late(DAY1 + 62_000, 95)
    for (const resolution of ['5m', '1h', '1d'] as const) expect(hour(resolution)).toMatchObject({ max: 95 })
    compact(DAY1 + 33 * DAY)
    expect(hour('1d')).toMatchObject({ count: Number(before['count']) + 2, max: 95 })
    late(DAY1 + 63_000, 99)
    for (const resolution of ['1h', '1d'] as const) expect(hour(resolution)).toMatchObject({ max: 99, count: Number(before['count']) + 3 })
  })

  /** Every fifth minute of the kit, of which those at 6 of 7 lack the current. */
  const missing = (buckets: number): number => 3 * Array.from({ length: buckets }, (_, i) => (i * 5) % 7 === 6).filter(Boolean).length
})

describe('a plan', () => {
  it('says why not', () => {
    const { reader } = exportBranch()
    const plan = (more: Partial<ExportRequest>) => planExport(reader.samples, reader.inventory(), { ...ALL, ...more })
    const key = (answer: unknown) => (isRefusal(answer) ? [answer.refused, answer.data.phrase.key, answer.data.issues?.[0]?.path] : null)
    expect(key(plan({ to: DAY1 }))).toEqual(['INVALID', 'error.access.invalid', 'to'])
    expect(key(plan({ scope: { kind: 'stations', ids: [1, 99] } }))).toEqual(['NOT_FOUND', 'error.export.unknown', undefined])
  })

  it('says that the file cannot be read, where there is one that cannot', () => {
    const { reader, folder, writer } = exportBranch()
    writer.close()
    writeFileSync(
      join(folder, 'history.db'),
      'no database at all, whatever its name says; and long enough to have a header of its own '.repeat(9),
    )
    for (const end of ['-wal', '-shm']) rmSync(join(folder, `history.db${end}`), { force: true })
    expect(refusal(planExport(reader.samples, reader.inventory(), ALL)).data.phrase.key).toMatch(/^error\.store\.(broken|other)$/)
    rmSync(join(folder, 'history.db'))
    expect(made(planExport(reader.samples, reader.inventory(), ALL)).pieces).toEqual([])
  })

  it('takes the finest level that goes back far enough', () => {
    const { reader, fill, compact, drop } = exportBranch()
    const level = (from: number) => made(planExport(reader.samples, reader.inventory(), { ...ALL, from, resolution: 'auto' })).level
    expect(level(DAY1)).toBe('raw')
    fill(DAY1, 10)
    compact(DAY1 + 2 * DAY)
    drop('days')
    fill(DAY1 + 3 * DAY, 10)
    expect(level(DAY1)).toBe('5m')
    expect(level(0)).toBe('5m')
    const to = DAY1 + 4 * DAY
    expect(made(planExport(reader.samples, reader.inventory(), { ...ALL, from: DAY1 + 3 * DAY, to, resolution: 'auto' })).level).toBe('raw')
  })

  it.each([
    ['csv', 100, 200],
    ['parquet', 2, 40],
  ] as const)('estimates an even history within a tenth, as %s', (format, least, most) => {
    const { reader, fill, compact } = exportBranch()
    fill(DAY1, 5 * 24 * 60, 10)
    compact(DAY1 + 6 * DAY)
    const wish = { to: DAY1 + 5 * DAY, format }
    const { rows, bytes } = estimateSamples(made(planExport(reader.samples, reader.inventory(), { ...ALL, ...wish })), reader.samples)
    const real = rowsOf(reader, wish).rows.length
    expect(rows / real).toBeGreaterThan(0.9)
    expect(rows / real).toBeLessThan(1.1)
    expect(bytes / rows).toBeGreaterThan(least)
    expect(bytes / rows).toBeLessThan(most)
  })

  it('of an empty history is empty', () => {
    const { reader } = exportBranch()
    const plan = made(planExport(reader.samples, reader.inventory(), ALL))
    expect([plan.pieces, estimateSamples(plan, reader.samples).rows, rowsOf(reader)]).toEqual([[], 0, { rows: [], harmed: 0 }])
  })
})
