/** The exports' desk on real files: one at a time, whole or not at all, cancelled, without room, after a crash, and gone when they are old. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { exportDesk, KEEP_DAYS, type DeskParts } from '../../../main/app/export-desk.ts'
import { exportFile } from '../../../main/app/export-file.ts'
import { openJobs } from '../../../main/app/jobs.ts'
import type { Export } from '../../../shared/contract/exports.ts'
import { refuse } from '../../../shared/model/refusal.ts'
import { AT, by, made, refusal } from '../store/kit.ts'
import { ALL, DAY, DAY1, exportBranch } from './kit.ts'

/** Each turn of the event loop is at most one step of an export. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((next) => setImmediate(next))
}

function setUp(more: Partial<DeskParts> = {}) {
  const branch = exportBranch()
  const folder = join(branch.folder, 'exports')
  const told: string[] = []
  const open = (parts: Partial<DeskParts> = {}) =>
    exportDesk({
      folder: branch.folder,
      version: '1.2.3',
      jobs: openJobs({ now: () => AT, mono: () => performance.now(), onChange: () => {} }),
      reader: () => branch.reader,
      stale: (...areas) => void told.push(...areas),
      log: () => {},
      now: () => AT,
      ...more,
      ...parts,
    })
  const desk = open()
  const ended = async (id: string): Promise<Export> => {
    const found = (): Export | undefined => desk.list().find((one) => one.id === id && !['waiting', 'running'].includes(one.state))
    await until(() => found() !== undefined)
    return found()!
  }
  return { ...branch, folder, desk, open, ended, told, names: () => (existsSync(folder) ? readdirSync(folder).sort() : []) }
}

describe('an export', () => {
  it('comes to be a whole file that tells what is in it, the same in CSV and Parquet', async () => {
    const { desk, fill, ended, folder, names, told, folder: _f, ...branch } = setUp()
    fill(DAY1, 60)
    const asked = made(desk.start(ALL, by))
    expect(asked).toMatchObject({
      state: 'waiting',
      id: 'branchwatch-samples-2026-03-01-2026-03-01-raw-20260301-100000.csv',
      by: 'Hà',
      level: 'raw',
    })
    const done = await ended(asked.id)
    const rows: string[][] = parse(readFileSync(join(folder, asked.id)), { bom: true })
    expect(done).toMatchObject({ state: 'done', rows: rows.length - 1, share: 1, harmed: 0, phrase: null, endedAt: AT })
    expect(names()).toEqual([asked.id, `${asked.id}.json`])
    expect(exportFile(join(folder, '..'), asked.id)).toMatchObject({ name: asked.id, size: done.bytes })
    const other = await ended(made(desk.start({ ...ALL, format: 'parquet', resolution: 'auto' }, by)).id)
    const bytes = new Uint8Array(readFileSync(join(folder, other.id))).buffer
    const objects = await parquetReadObjects({ file: bytes })
    expect(objects.map(({ value }) => value)).toEqual(rows.slice(1).map((row) => (row[9] === '' ? null : Number(row[9]))))
    const { key_value_metadata, created_by } = parquetMetadata(bytes)
    expect(created_by).toBe('Branchwatch 1.2.3')
    expect(Object.fromEntries(key_value_metadata!.map(({ key, value }) => [key, value]))).toEqual({
      product: 'Branchwatch 1.2.3', from: '2026-03-01T00:00:00+07:00', to: '2026-03-02T00:00:00+07:00', resolution: 'raw', scope: 'all', metrics: 'all',
    }) // prettier-ignore
    expect(told).toContain('exports')
    expect(branch.devices.length).toBe(3)
  })

  it('of an empty period is a file with its headings', async () => {
    const { desk, ended, folder } = setUp()
    const done = await ended(made(desk.start(ALL, by)).id)
    expect(done).toMatchObject({ state: 'done', rows: 0 })
    expect(readFileSync(join(folder, done.id), 'utf8').trim().split('\n').length).toBe(1)
  })

  it('waits for the one before it', async () => {
    const { desk, fill, ended } = setUp()
    fill(DAY1, 600, 5)
    const [one, two] = [made(desk.start(ALL, by)), made(desk.start(ALL, by))]
    expect(two.id).not.toBe(one.id)
    expect(desk.list().map(({ state }) => state).sort()).toEqual(['running', 'waiting']) // prettier-ignore
    expect([(await ended(one.id)).state, (await ended(two.id)).state]).toEqual(['done', 'done'])
  })

  it('is refused behind too many', () => {
    const { desk } = setUp()
    for (let i = 0; i < 11; i++) made(desk.start(ALL, by))
    expect(refusal(desk.start(ALL, by)).data.phrase.key).toBe('error.export.tooMany')
  })
})

describe('nothing is left', () => {
  it('of an export that was cancelled, running or waiting', async () => {
    const { desk, fill, ended, names } = setUp()
    fill(DAY1, 5 * 24 * 60, 60)
    const days = { ...ALL, to: DAY1 + 5 * DAY }
    const [one, two] = [made(desk.start(days, by)), made(desk.start(days, by))]
    made(desk.cancel(two.id))
    await until(() => names().some((name) => name.endsWith('.tmp')))
    made(desk.cancel(one.id))
    expect([(await ended(one.id)).state, (await ended(two.id)).state]).toEqual(['cancelled', 'cancelled'])
    expect(names()).toEqual([])
    expect(desk.remove(one.id)).toBeNull()
    expect(desk.list().map(({ id }) => id)).toEqual([two.id])
    expect(refusal(desk.cancel(one.id)).refused).toBe('NOT_FOUND')
  })

  it('of one for which the disk became too full, and the sentence says so', async () => {
    let room = 10e9
    const { desk, fill, ended, names } = setUp({ free: () => room })
    fill(DAY1, 600, 5)
    const asked = made(desk.start(ALL, by))
    room = 1e6
    expect(await ended(asked.id)).toMatchObject({ state: 'failed', phrase: { key: 'error.store.full' }, rows: 0 })
    expect(names()).toEqual([])
  })

  it('of one that was cut off by a crash', () => {
    const { open, folder, names } = setUp()
    mkdirSync(folder, { recursive: true })
    const id = 'branchwatch-samples-2026-03-01-2026-03-01-raw-20260301-100000.csv'
    for (const name of [`${id}.tmp`, `${id}.json`, 'bảng của tôi.csv', 'notes.tmp']) writeFileSync(join(folder, name), 'x')
    expect(open().list()).toEqual([])
    expect(names()).toEqual(['bảng của tôi.csv', 'notes.tmp'])
  })

  it('begun where it would not fit', () => {
    const { desk, names } = setUp({ free: () => 400e6 })
    expect(refusal(desk.start(ALL, by)).data.phrase).toEqual({ key: 'error.export.noRoom', params: { needed: 537, free: 400 } })
    expect([names(), desk.list()]).toEqual([[], []])
    expect(desk.estimate(ALL)).toMatchObject({ fits: false, free: 400e6 })
  })

  it('begun while the data cannot be read', () => {
    const { desk } = setUp({ reader: () => refuse('UNAVAILABLE', 'store.missing', { file: 'x' }) })
    expect(refusal(desk.start(ALL, by)).data.phrase.key).toBe('error.store.missing')
  })
})

describe('finished exports', () => {
  it('are removed by a person, or when they are old', async () => {
    let now = AT
    const { desk, ended, names } = setUp({ now: () => now })
    const first = await ended(made(desk.start(ALL, by)).id)
    const second = await ended(made(desk.start(ALL, { ...by, at: AT + 5000 })).id)
    expect(desk.remove(first.id)).toBeNull()
    expect(refusal(desk.remove(first.id)).refused).toBe('NOT_FOUND')
    now = AT + (KEEP_DAYS - 1) * DAY
    expect(desk.list().map(({ id }) => id)).toEqual([second.id])
    now = AT + (KEEP_DAYS + 1) * DAY
    expect(desk.list()).toEqual([])
    expect(names()).toEqual([])
  })

  it('are found by their names alone, which lead nowhere else', () => {
    const { folder } = setUp()
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'x.csv'), '')
    for (const id of ['x.csv', '../history.db', 'branchwatch-samples-1.csv', 'branchwatch-samples-..%2F.csv', ''])
      expect(exportFile(join(folder, '..'), id)).toBeNull()
  })
})
