/** Samples that are gathered between two transactions: a process that ends without a word does not take them along. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TAIL_FILE } from '../../../main/store/history/tail.ts'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { openReader } from '../../../main/store/reader.ts'
import { run } from '../../../main/store/steps.ts'
import { AT, afterwards, poll, reading, tempFolder } from './kit.ts'

/** A branch whose samples are gathered for a minute; `second` is one second's work. */
function gathering(folder = tempFolder()) {
  let mono = 0
  const opened = openOperations(folder)
  if ('kind' in opened) throw new Error(opened.detail)
  opened.close()
  const { writer } = openHistory(folder, { mono: () => mono, gatherMs: 60_000, busyReadings: 2 })
  afterwards(() => writer.close())
  const second = (at: number, value: number, metric: 'dc.voltage' | 'battery.voltage' = 'dc.voltage') => {
    for (const device of [1, 2]) writer.append(poll(device, at, [reading(metric, value)]))
    mono += 1000
    writer.flush()
  }
  return { folder, writer, second, tail: join(folder, TAIL_FILE) }
}

function values(folder: string, deviceId = 1, metric: 'dc.voltage' | 'battery.voltage' = 'dc.voltage'): number[] {
  const reader = openReader(folder)
  if ('kind' in reader) throw new Error(reader.detail)
  const asked = { series: [{ deviceId, metric, instance: '' }], from: AT - 1, to: AT + 3_600_000 * 5, pixels: 1000 }
  const [series] = run(reader.series(asked))
  reader.close()
  return [...series!.mean].filter((value) => !Number.isNaN(value))
}

/** What the next start finds: the files as they lie there, the process that wrote them being gone. */
function next(folder: string): void {
  openHistory(folder).writer.close()
}

describe('gathered samples', () => {
  it('are there after the process ended in the middle of gathering', () => {
    const { folder, second, tail } = gathering()
    for (let i = 0; i < 20; i++) second(AT + i * 1000, 50 + i)
    expect(values(folder)).toEqual([50])
    expect(existsSync(tail)).toBe(true)
    next(folder)
    expect(values(folder)).toEqual(Array.from({ length: 20 }, (_, i) => 50 + i))
    expect(values(folder, 2)).toHaveLength(20)
    expect(existsSync(tail)).toBe(false)
  })

  it('count once where the process ended after they were written and before the tail was gone', () => {
    const { folder, writer, second, tail } = gathering()
    for (let i = 0; i < 10; i++) second(AT + i * 1000, 50 + i)
    const before = readFileSync(tail)
    writer.close()
    expect(existsSync(tail)).toBe(false)
    writeFileSync(tail, before)
    next(folder)
    expect(values(folder)).toEqual(Array.from({ length: 10 }, (_, i) => 50 + i))
  })

  it('of several hours and series all come back; a series that no file knows yet is written at once', () => {
    const { folder, second, tail } = gathering()
    second(AT, 50)
    second(AT + 1000, 51)
    second(AT + 2000, 12, 'battery.voltage')
    expect(existsSync(tail)).toBe(false)
    second(AT + 3000, 13, 'battery.voltage')
    second(AT + 3_600_000, 52)
    second(AT + 2 * 3_600_000, 53)
    next(folder)
    expect(values(folder)).toEqual([50, 51, 52, 53])
    expect(values(folder, 1, 'battery.voltage')).toEqual([12, 13])
  })

  it('are cut where the tail is cut or harmed, and no further', () => {
    for (const harm of [
      (tail: string) => truncateSync(tail, statSync(tail).size - 3),
      (tail: string) => {
        const bytes = readFileSync(tail)
        bytes[bytes.length - 2]! ^= 4
        writeFileSync(tail, bytes)
      },
    ]) {
      const { folder, second, tail } = gathering()
      for (let i = 0; i < 10; i++) second(AT + i * 1000, 50 + i)
      harm(tail)
      next(folder)
      expect(values(folder)).toEqual(Array.from({ length: 9 }, (_, i) => 50 + i))
    }
  })

  it('are not put into another database, and nothing of bytes that are none of ours', () => {
    const { second, tail } = gathering()
    for (let i = 0; i < 5; i++) second(AT + i * 1000, 50 + i)
    const other = tempFolder()
    gathering(other).second(AT + 60_000, 7, 'battery.voltage')
    copyFileSync(tail, join(other, TAIL_FILE))
    next(other)
    expect([values(other), values(other, 1, 'battery.voltage')]).toEqual([[], [7]])
    writeFileSync(join(other, TAIL_FILE), Buffer.alloc(5000, 0xff))
    next(other)
    expect(values(other, 1, 'battery.voltage')).toEqual([7])
  })

  it('are written at once where the tail cannot be', () => {
    const { folder, second, tail } = gathering()
    second(AT, 50)
    rmSync(tail, { force: true })
    mkdirSync(tail)
    second(AT + 1000, 51)
    expect(values(folder)).toEqual([50, 51])
  })
})
