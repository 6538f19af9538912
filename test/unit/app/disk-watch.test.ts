/** The watch over a disk that fills and empties: what it gives up and when, the ballast, and that it comes back by itself. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchDisk, type DiskWatch } from '../../../main/app/disk-watch.ts'
import { networkKind } from '../../../main/store/disk.ts'
import { dictionaries } from '../../../shared/i18n/words.ts'

const MB = 1024 * 1024
const TOTAL = 1000 * MB
let folder = ''
let watch: DiskWatch
let mono = 0
let free = 0
let network: string | null = null
let changes = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'branchwatch-watch-'))
  mono = 0
  free = 500 * MB
  network = null
  changes = 0
  watch = watchDisk({
    folder,
    clock: { now: () => mono, mono: () => mono },
    held: () => ({ rawDays: 4, fiveMinuteDays: 8 }),
    dailyBytes: () => 0,
    changed: () => void changes++,
    look: async () => ({ freeBytes: free, totalBytes: TOTAL, network }),
  })
})
afterEach(async () => {
  await watch.close()
  rmSync(folder, { recursive: true, force: true })
})

const ballast = () => (existsSync(join(folder, 'branchwatch.ballast')) ? statSync(join(folder, 'branchwatch.ballast')).size : 0)

async function beat(): Promise<void> {
  mono += 1000
  watch.beat()
  for (let i = 0; i < 8; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** A minute of beats with so much room. */
async function minute(bytes: number): Promise<void> {
  free = bytes
  for (let second = 0; second < 60; second++) {
    await beat()
    watch.settle()
  }
  // The ballast is written by the system, in its own time.
  await new Promise((resolve) => setTimeout(resolve, 30))
}

describe('the watch over the disk', () => {
  it('keeps a ballast where there is room, and says nothing', async () => {
    await minute(500 * MB)
    expect(watch.state()).toMatchObject({ level: 'ok', freeBytes: 500 * MB, phrase: null })
    await minute(500 * MB)
    expect(ballast()).toBe(10 * MB)
  })

  it('warns, gives up step by step, gives the ballast back in an emergency, and takes all back with room', async () => {
    await minute(500 * MB)
    await minute(500 * MB)
    const said: (string | undefined)[] = []
    for (const room of [90, 40, 40, 15]) {
      await minute(room * MB)
      said.push(watch.phrase()?.key)
    }
    // With some room left a step a minute, with none all that there is.
    expect(said).toEqual(['storage.room.low', 'storage.room.raw', 'storage.room.raw', 'storage.room.memory'])
    expect(ballast()).toBe(0)
    expect(watch.shed()).toEqual({ rawDays: 1, fiveMinuteDays: 7, memoryOnly: true })
    await minute(60 * MB)
    // Room is still low: nothing is taken back but that samples are written again.
    await minute(95 * MB)
    expect(watch.shed()).toEqual({ rawDays: 1, fiveMinuteDays: 7, memoryOnly: false })
    await minute(500 * MB)
    await minute(500 * MB)
    expect(watch.state()).toMatchObject({ level: 'ok', shed: { rawDays: null, fiveMinuteDays: null, memoryOnly: false } })
    expect(watch.phrase()).toBeNull()
    expect(changes).toBeGreaterThan(4)
  })

  it('waits until a step is out of the file before it takes the next', async () => {
    free = 40 * MB
    for (let second = 0; second < 120; second++) await beat()
    expect(watch.shed()).toEqual({ rawDays: 3, fiveMinuteDays: null, memoryOnly: false })
    expect(watch.due()).toBe(true)
  })

  it('believes a write that failed more than the system, as long as writes fail', async () => {
    await minute(500 * MB)
    await minute(500 * MB)
    watch.full()
    expect(watch.state()?.level).toBe('emergency')
    expect(ballast()).toBe(0)
    // It is looked at soon, not only when the next minute's look is due.
    for (let second = 0; second < 25; second++) await beat()
    expect(watch.state()?.level).toBe('ok')
    await minute(500 * MB)
    // The ballast would only fill the quota again: it waits half an hour.
    expect(ballast()).toBe(0)
  })

  it('says that a network drive is not safe', async () => {
    network = 'nfs'
    await minute(500 * MB)
    expect(watch.phrase()).toEqual({ key: 'storage.room.network', params: { kind: 'nfs' } })
    for (const { translation } of [dictionaries.vi, dictionaries.en]) expect(translation.storage.room.network).toContain('{{kind}}')
  })
})

describe('network drives', () => {
  it.each([
    [0x6969, 'nfs'],
    [0xff534d42, 'cifs'],
    [0xfe534d42, 'smb2'],
    // As it comes where the number is signed.
    [0xff534d42 - 2 ** 32, 'cifs'],
    [0x0102_1997, '9p'],
    [0xef53, null],
    [0x0102_1994, null],
  ])('are told by their number: %d', (type, kind) => {
    expect(networkKind(type, 'linux')).toBe(kind)
    expect(networkKind(type, 'win32')).toBeNull()
  })
})
