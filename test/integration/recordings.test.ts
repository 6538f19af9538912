/** Recording devices: what is written is what the device said, whatever it does; from the command line and from the console. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordOnce, type Recorded, type RecordOptions } from '../../main/poll/record.ts'
import { readRecording } from '../../main/simulator/replay/recording.ts'
import { startReplay, type Replay } from '../../main/simulator/replay/replay.ts'
import type { FaultKind } from '../../main/simulator/faults/kinds.ts'
import { branchwatch, startBranchwatch } from '../support/branchwatch.ts'
import { closeAll, open } from '../support/console.ts'

const P = '1.3.6.1.4.1.2011.6.164.1'
const lines = [
  `1.3.6.1.2.1.1.1.0|4|SMU of 10.9.8.7`,
  `1.3.6.1.2.1.1.2.0|6|${P}.2`,
  '1.3.6.1.2.1.1.3.0|67|4294967295',
  '1.3.6.1.2.1.1.5.0|4|TQG0001',
  '1.3.6.1.2.1.2.2.1.6.1|4x|001b44113ab7',
  '1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615',
  ...Array.from({ length: 300 }, (_, n) => `${P}.6.1.${n + 3}.0|66|${n}`),
  '1.3.6.1.4.1.9999.1.0|68x|9f780441c4cccd',
  '1.3.6.1.4.1.9999.2.0|2|-1',
  '1.3.6.1.4.1.9999.3.0|4|the community is swordfish',
  '1.3.6.1.4.1.9999.4.0|64|10.9.8.7',
  '1.3.6.1.4.1.9999.5.0|5|',
  '1.3.6.1.6.3.18.1.1.1.2.1|4|swordfish',
]
const rows = readRecording(Buffer.from(lines.join('\n'))).rows

let replay: Replay
let folder = ''
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'branchwatch-recordings-'))
  replay = await startReplay({ files: [{ name: 'mast', recording: readRecording(Buffer.from(lines.join('\n'))) }], community: 'swordfish' })
})
afterEach(async () => {
  await replay.close()
  rmSync(folder, { recursive: true, force: true })
})

async function record(options: Partial<RecordOptions> = {}): Promise<Recorded & { text: string }> {
  let text = ''
  const recorded = await recordOnce(
    {
      host: '127.0.0.1',
      port: replay.port,
      secret: { version: '2c', community: 'swordfish' },
      context: '',
      profile: 'auto',
      timeoutMs: 300,
      retries: 1,
    },
    {
      roots: [],
      anonymous: false,
      mostRows: 10_000,
      mostMs: 20_000,
      pauseMs: 0,
      now: () => 1,
      signal: new AbortController().signal,
      write: (part) => (text += part),
      progress: () => undefined,
      ...options,
    },
  )
  return { ...recorded, text }
}
const misbehave = (mischief: FaultKind, amount?: number): void =>
  replay.add([{ device: 'mast', mischief, from: 0, to: Number.MAX_SAFE_INTEGER, amount }])

describe('a recording', () => {
  it('is what the device said, without what opens it', async () => {
    const { end, text, header } = await record()
    expect(end).toBe('whole')
    expect(header).toMatchObject({ sysObjectID: `${P}.2`, sysName: 'TQG0001', profile: 'huawei-smu', version: '2c' })
    expect(text).not.toContain('swordfish')
    const found = readRecording(Buffer.from(text))
    expect(found.lost).toBe(0)
    const plain = (list: typeof rows) =>
      list.map((row) => [row.oid, row.tag, row.value instanceof Uint8Array ? Buffer.from(row.value).toString('latin1') : String(row.value)])
    const told = plain(rows).filter(([oid]) => oid !== '1.3.6.1.6.3.18.1.1.1.2.1')
    expect(plain(found.rows)).toEqual(told.map(([oid, tag, value]) => [oid, tag, value?.toString().replace('swordfish', '***')]))
  })

  it('keeps to its subtrees, its limits and to namelessness', async () => {
    const some = await record({ roots: ['1.3.6.1.2.1.1', '.1.3.6.1.4.1.9999', '1.3.6.1.2.1.2.2.1.6.1'], anonymous: true })
    expect(some.header).toMatchObject({ sysName: 'name-1', anonymous: true })
    expect(some.text).not.toMatch(/TQG0001|10\.9\.8\.7|0a090807/)
    expect(readRecording(Buffer.from(some.text)).rows).toHaveLength(10)
    expect(await record({ mostRows: 100 })).toMatchObject({ end: 'cap', rows: 100 })
    expect((await record({ mostMs: -1 })).end).toBe('cap')
    const stop = new AbortController()
    const cancelled = await record({ signal: stop.signal, progress: ({ rows: count }) => void (count > 50 && stop.abort()) })
    expect(cancelled.end).toBe('cancelled')
    expect(cancelled.text).toMatch(/\n#end cancelled \d+\n$/)
    expect(readRecording(Buffer.from(cancelled.text)).rows.length).toBe(cancelled.rows)
  })

  it.each(['loopedWalk', 'noGetBulk', 'duplicate', 'reorder', 'silentTruncation'] as const)('ends with an agent of %s', async (fault) => {
    misbehave(fault, fault === 'reorder' ? 20 : undefined)
    const { end, rows: count } = await record({ mostRows: 400 })
    expect(end).toBe(fault === 'loopedWalk' ? 'loop' : 'whole')
    expect(count).toBe(fault === 'loopedWalk' ? 12 : rows.length - 1)
  })

  it('of a silent device is none', async () => {
    misbehave('silent')
    expect(await record()).toMatchObject({ end: 'failed', outcome: 'timeout', rows: 0, header: null, text: '' })
  })
})

describe('on the command line', () => {
  it('is written, replayed and read like the device itself', async () => {
    const file = join(folder, 'customer.snmprec')
    const target = `127.0.0.1:${replay.port}`
    const done = await branchwatch(['record', target, '--community', 'swordfish', '--out', file])
    expect(done).toMatchObject({ code: 0 })
    expect(done.out).toContain(`simulate --replay ${file}`)
    const again = await branchwatch(['record', target, '--community', 'swordfish', '--out', file])
    expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/is there already/) as string })
    const played = startBranchwatch(['simulate', '--replay', file, '--json'])
    const { port } = JSON.parse((await played.until(/^\{.*\}\n/))[0]) as { port: number }
    const probe = async (...args: string[]) =>
      (JSON.parse((await branchwatch(['probe', ...args, '--json'])).out) as { readings: unknown }).readings
    expect(await probe(`127.0.0.1:${port}`)).toEqual(await probe(target, '--community', 'swordfish'))
    await played.end()
  })

  it('says what is wrong, and leaves no file of a device that does not answer', async () => {
    const file = join(folder, 'none.snmprec')
    const silent = await branchwatch([
      'record',
      `127.0.0.1:${replay.port}`,
      '--community',
      'wrong',
      '--timeout',
      '200',
      '--retries',
      '0',
      '--out',
      file,
    ])
    expect(silent.err).toMatch(/did not answer/)
    expect(() => readFileSync(file)).toThrow('ENOENT')
    expect((await branchwatch(['record', '127.0.0.1'])).err).toMatch(/--out/)
    expect((await branchwatch(['record', '127.0.0.1', '--out', file, '--root', 'x'])).err).toMatch(/numeric OIDs/)
    expect((await branchwatch(['record', '127.0.0.1', '--out', join(folder, 'no', 'x')])).err).toMatch(/cannot be written/)
  })
})

describe('in the console', () => {
  afterAll(closeAll)

  it('runs beside the polling, is listed, fetched and removed', async () => {
    const at = await open({ demo: 6, folder })
    const device = await at.until('a device', async () =>
      (await at.client.devices.list()).find((one) => one.kind === 'gateway' && one.profileInUse),
    )
    const started = await at.client.recordings.start({ deviceId: device.id, roots: [], anonymous: false })
    expect(started).toMatchObject({ state: 'running', deviceId: device.id })
    await expect(at.client.recordings.start({ deviceId: device.id })).rejects.toMatchObject({ code: 'CONFLICT' })
    const done = await at.until('the end', async () => {
      const now = await at.client.recordings.get({ id: started.id })
      return now.state !== 'running' && now
    })
    expect(done).toMatchObject({ state: 'whole', outcome: 'ok', header: { profile: 'generic' } })
    expect(await at.client.recordings.list()).toEqual([done])
    const { text } = await at.client.recordings.text({ id: started.id })
    expect(readRecording(Buffer.from(text)).rows).toHaveLength(done.rows)
    expect(text).not.toMatch(/\|demo\n/)
    await at.until('the news of it', () => at.changes.some(({ stale }) => stale.includes('recordings')))

    const other = await at.client.recordings.start({ deviceId: device.id, roots: ['1.3.6.1.2.1.2'], anonymous: true })
    await at.client.recordings.cancel({ id: other.id })
    const ended = await at.until('the cancel', async () => (await at.client.recordings.list()).every(({ state }) => state !== 'running'))
    expect(ended).toBe(true)
    expect(await at.client.recordings.remove({ id: started.id })).toEqual({ ok: true })
    await expect(at.client.recordings.text({ id: started.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const id of ['../operations.snmprec', 'x.snmprec', '..%2fx.snmprec'])
      await expect(at.client.recordings.text({ id })).rejects.toBeTruthy()
    const audit = await at.client.alarms.audit({ before: null, limit: 20 })
    expect(audit.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['recording.start', 'recording.cancel', 'recording.remove']),
    )
  })
})
