/** The folder of recordings: what stands in it after every end there is, and how it is kept small. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRecordings, type Recordings } from '../../../main/app/recordings.ts'
import type { ProbeTarget } from '../../../main/poll/poller.ts'
import type { Recorded, RecordOptions } from '../../../main/poll/record.ts'
import { endLine, headerLine, type RecordingHeader } from '../../../shared/format/recording.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'

const START = Date.parse('2026-03-10T03:00:00Z')
const TARGET: ProbeTarget = {
  host: '127.0.0.1',
  port: 161,
  secret: { version: '2c', community: 'x' },
  context: '',
  profile: 'auto',
  timeoutMs: 1,
  retries: 0,
}
const header = (at: number): RecordingHeader => ({
  sysObjectID: '1.3.6',
  sysName: null,
  profile: 'generic',
  at,
  version: '2c',
  roots: [],
  anonymous: false,
})

let folder = ''
let now = START
let changes = 0
let under: { options: RecordOptions; finish: (done: Recorded) => void; fail: (error: Error) => void }[] = []
let recordings: Recordings
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'branchwatch-recordings-'))
  now = START
  changes = 0
  under = []
  recordings = openRecordings({
    folder,
    clock: { now: () => now, mono: () => now },
    changed: () => void changes++,
    poller: {
      record: (_target, options) =>
        new Promise((finish, fail) => {
          under.push({ options, finish, fail })
          options.signal.addEventListener('abort', () => finish({ end: 'cancelled', outcome: 'ok', rows: 1, header: header(now) }))
        }),
    },
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const place = (): string => join(folder, 'recordings')
function start(id: number, name = `Trạm ${id}`, anonymous = false): string {
  const started = recordings.start({ id, name }, TARGET, [], anonymous)
  if (isRefusal(started)) throw new Error(started.data.phrase.key)
  return started.id
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe('recordings', () => {
  it('are named by time and device, without anything a file system minds, and an anonymous one without the name', async () => {
    expect(start(1, 'Tủ nguồn Huawei: ETP48/../Đồi')).toBe('20260310-030000-d1-Tu-nguon-Huawei-ETP48-Doi.snmprec')
    expect(start(2, 'Trạm', true)).toBe('20260310-030000-d2-anonymous.snmprec')
    expect(start(3, '../..')).toBe('20260310-030000-d3-device.snmprec')
    await recordings.close()
  })

  it('tell how far they are, and how they ended', async () => {
    const id = start(7)
    under[0]?.options.write(headerLine(header(START)))
    under[0]?.options.progress({ rows: 12, oid: '1.3.6.1', outcome: 'ok' })
    expect(recordings.get(id)).toMatchObject({ state: 'running', rows: 12, at: '1.3.6.1', deviceId: 7, endedAt: null })
    expect(recordings.remove(id)).toBe(false)
    now += 5000
    under[0]?.options.write(endLine('loop', 12))
    under[0]?.finish({ end: 'loop', outcome: 'ok', rows: 12, header: header(START) })
    await settled()
    expect(recordings.get(id)).toMatchObject({ state: 'loop', rows: 12, at: null, endedAt: now })
    expect(changes).toBe(2)
    // As a later run of the program finds it.
    const later = openRecordings({
      folder,
      clock: { now: () => now, mono: () => now },
      changed: () => undefined,
      poller: { record: () => new Promise(() => undefined) },
    })
    expect(later.get(id)).toMatchObject({ state: 'loop', rows: 12, deviceId: 7, startedAt: START, header: header(START) })
    truncateSync(join(place(), id), 40)
    expect(later.get(id)).toMatchObject({ state: 'cut', header: null })
  })

  it('refuse a second one of a device and a fifth at once', async () => {
    for (const id of [1, 2, 3, 4]) start(id)
    expect(recordings.start({ id: 1, name: 'x' }, TARGET, [], false)).toMatchObject({ refused: 'CONFLICT' })
    expect(recordings.start({ id: 5, name: 'x' }, TARGET, [], false)).toMatchObject({ refused: 'TOO_MANY' })
    recordings.cancel(recordings.list()[0]?.id ?? '')
    await settled()
    expect(recordings.list().filter(({ state }) => state === 'running')).toHaveLength(3)
    expect(start(5)).toContain('-d5-')
    await recordings.close()
    expect(recordings.list().every(({ state }) => state === 'cancelled')).toBe(true)
  })

  it('leave no file of a device that never answered, nor where recording broke', async () => {
    const silent = start(1)
    under[0]?.finish({ end: 'failed', outcome: 'timeout', rows: 0, header: null })
    await settled()
    expect(existsSync(join(place(), silent))).toBe(false)
    expect(recordings.get(silent)).toMatchObject({ state: 'failed', outcome: 'timeout' })
    const broken = start(2)
    under[1]?.fail(new Error('a defect'))
    await settled()
    expect(recordings.get(broken)).toMatchObject({ state: 'failed', outcome: 'internal' })
    expect(readdirSync(place())).toEqual([])
  })

  it('keep the newest fifty', async () => {
    mkdirSync(place(), { recursive: true })
    for (let n = 0; n < 60; n++)
      writeFileSync(
        join(place(), `20260101-0000${String(n).padStart(2, '0')}-d1-old.snmprec`),
        headerLine(header(START - 100_000 + n)) + endLine('whole', 0),
      )
    writeFileSync(join(place(), 'notes.txt'), 'a person’s own file')
    const id = start(9)
    under[0]?.options.write(headerLine(header(START)))
    under[0]?.finish({ end: 'whole', outcome: 'ok', rows: 0, header: header(START) })
    await settled()
    const left = recordings.list()
    expect(left).toHaveLength(50)
    expect(left[0]?.id).toBe(id)
    expect(left.at(-1)?.id).toContain('-000011-')
    expect(readFileSync(join(place(), 'notes.txt'), 'utf8')).toContain('own')
  })

  it('say that the disk takes nothing, and answer no name that is not theirs', () => {
    writeFileSync(place(), 'in the way')
    expect(recordings.start({ id: 1, name: 'x' }, TARGET, [], false)).toMatchObject({ refused: 'UNAVAILABLE' })
    for (const id of ['../operations.db', '..', 'x.snmprec/..', 'a/b.snmprec', ''])
      expect([recordings.get(id), recordings.text(id), recordings.remove(id)]).toEqual([null, null, false])
    expect(recordings.list()).toEqual([])
  })
})
