/** How often history is written: a province's samples gathered, a few at once; the WAL brought into the file by another hand. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tendWal } from '../../../main/store/history/checkpoint.ts'
import { openHistory } from '../../../main/store/history/writer.ts'
import { afterwards, poll, reading, tempFolder } from './kit.ts'
import { levels, march, RETENTION } from './levels-kit.ts'

describe('samples of a province', () => {
  it('are gathered for ten seconds, those of a few devices are not, and an hour that is over does not wait', () => {
    const folder = tempFolder()
    let mono = 0
    const { writer } = openHistory(folder, { mono: () => mono, gatherMs: 10_000 })
    afterwards(() => writer.close())
    const { counts } = levels(folder)
    const second = (devices: number, at: number, rows = 1) => {
      const readings = Array.from({ length: rows }, (_, row) => ({ ...reading('dc.voltage', 50), instance: String(row) }))
      for (let device = 1; device <= devices; device++) writer.append(poll(device, at, readings))
      mono += 1000
      writer.flush()
    }
    const rows: number[] = []
    for (let i = 0; i < 22; i++) {
      second(600, march(3) + i * 1000)
      rows.push(counts().hot)
    }
    expect(rows).toEqual([...Array(10).fill(1), ...Array(10).fill(2), 3, 3])
    second(5, march(3) + 30_000)
    second(5, march(3) + 31_000)
    expect(counts().hot).toBe(5)
    for (let i = 0; i < 3; i++) second(600, march(3) + 40_000 + i * 1000)
    expect(counts().hot).toBe(5)
    // Very many are enough at once.
    second(340, march(3) + 50_000, 300)
    expect(counts().hot).toBe(6)
    second(600, march(3) + 51_000)
    expect(counts().hot).toBe(6)
    while (writer.compact(march(3) + 3_600_000 + 6000, RETENTION, 50)) continue
    expect(counts()).toMatchObject({ hot: 0, chunks: 600 })
    second(600, march(3) + 3_700_000)
    second(600, march(3) + 3_701_000)
    writer.close()
    expect(counts().hot).toBeGreaterThan(0)
  })
})

describe('the WAL', () => {
  it('is brought into the file by who tends it, while the writer goes on', () => {
    const { folder, take, raw, compact } = levels()
    const file = join(folder, 'history.db')
    for (let i = 0; i < 50; i++) take(march(3) + i * 1000, i)
    const grown = statSync(`${file}-wal`).size
    expect(tendWal(file, grown + 1)).toBe(false)
    const before = statSync(file).size
    expect(tendWal(file, grown)).toBe(true)
    expect(statSync(file).size).toBeGreaterThan(before)
    take(march(3) + 60_000, 99)
    compact(march(3) + 2 * 3_600_000)
    expect(raw()).toHaveLength(51)
  })

  it('of no file, or of a file that is none, is left alone', () => {
    expect(tendWal(join(tempFolder(), 'history.db'))).toBe(false)
    expect(tendWal('/proc/nothing/history.db')).toBe(false)
  })
})
