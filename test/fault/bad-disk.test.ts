/** A data folder that cannot be written or read, tried with real disks and real processes: a sentence in the person's language, and nothing lost. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest'
import { branchwatch, startBranchwatch, type Serving } from '../support/branchwatch.ts'
import { close, closeAll, open } from '../support/console.ts'
import { asNobody, smallDisk, type Disk } from '../support/disk.ts'
import { loud } from '../support/loud.ts'
import { waitFor } from '../support/wait.ts'

let folder = ''
let disk: Disk | null = null
let serving: Serving | null = null
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-bad-'))))
afterEach(async () => {
  if (serving && serving.child.exitCode === null) await serving.end('SIGKILL')
  serving = null
  await closeAll()
  disk?.remove()
  disk = null
  rmSync(folder, { recursive: true, force: true })
})

const RAW = /E(?:ROFS|NOSPC|ACCES|NOENT|PERM)\b|SQLITE_|^ {4}at |ZodError/m

/** A small disk, or the test is left out aloud. */
function need(ctx: TestContext, megabytes: number): Disk {
  const made = smallDisk(megabytes)
  if (!made) {
    loud('no small disk can be mounted here (root is needed): a full and a read-only disk are not tried')
    return ctx.skip('no small disk can be mounted here')
  }
  return (disk = made)
}

function csv(...rows: string[]): string {
  const file = join(folder, 'stations.csv')
  writeFileSync(file, ['code,name,province,commune', ...rows].join('\n'))
  return file
}

async function startAndEnd(data: string, lang: 'vi' | 'en', ...args: string[]): Promise<string> {
  serving = startBranchwatch(['serve', '--json', '--port', '0', '--data', data, '--lang', lang, ...args])
  await serving.until(/^\{.*\}\n/)
  const from = serving
  await waitFor(() => Promise.resolve(from.err().length > 0), 8000)
  expect(await serving.end()).toBe(0)
  return serving.err()
}

describe('a read-only disk', () => {
  it('is said by every command in both languages, before anything is asked', async (ctx) => {
    const { folder: data, readOnly } = need(ctx, 8)
    readOnly(true)
    const vi = await startAndEnd(data, 'vi')
    expect(vi).toContain(`Không ghi được vào ${data}. Hãy kiểm tra quyền ghi của thư mục dữ liệu.`)
    const demo = await startAndEnd(data, 'en', '--demo', '2')
    expect(demo).toContain(`${join(data, 'demo')} cannot be written`)
    const below = await branchwatch(['serve', '--port', '0', '--data', join(data, 'below')])
    expect(below).toMatchObject({ code: 1, out: '' })
    expect(below.err).toContain('(the disk is read-only)')
    const imported = await branchwatch(['import', csv('A1,Trạm A,Tuyên Quang,Nà Hang'), '--create-places', '--data', data, '--lang', 'vi'])
    expect(imported.code).toBe(1)
    expect(imported.err).toContain('Không ghi được vào')
    const doctor = await branchwatch(['doctor', '--data', data, '--lang', 'vi'])
    expect(doctor.code).toBe(1)
    expect(doctor.out).toContain('✗')
    for (const text of [vi, demo, below.err, imported.err, doctor.out]) expect(text).not.toMatch(RAW)
    expect(readdirSync(data)).toEqual([])
  })

  it('that holds a branch lets nothing be changed and is told by the report', async (ctx) => {
    const { folder: data, readOnly } = need(ctx, 8)
    const file = csv('A1,Trạm A,Tuyên Quang,Nà Hang')
    expect((await branchwatch(['import', file, '--create-places', '--data', data])).code).toBe(0)
    const before = readFileSync(join(data, 'branch/operations.db'))
    readOnly(true)
    const [report, imported] = [
      await branchwatch(['report', 'uptime', '--month', '2026-10', '--data', data, '--lang', 'vi']),
      await branchwatch(['import', file, '--data', data, '--lang', 'vi']),
    ]
    for (const { code, err } of [report, imported]) {
      expect(code).toBe(1)
      expect(err).toContain('Hãy kiểm tra quyền ghi của thư mục dữ liệu.')
      expect(err).not.toMatch(RAW)
    }
    const served = await startAndEnd(data, 'en')
    expect(served).toContain('cannot be written')
    expect(readFileSync(join(data, 'branch/operations.db')).equals(before)).toBe(true)
  })
})

describe('a full disk', () => {
  it('is said by every command, and what was there is there afterwards', async (ctx) => {
    const { folder: data, fill, makeRoom } = need(ctx, 4)
    const first = await branchwatch(['import', csv('A1,Trạm A,Tuyên Quang,Nà Hang'), '--create-places', '--data', data])
    expect(first).toMatchObject({ code: 0, err: '' })
    fill()
    const vi = await startAndEnd(data, 'vi')
    expect(vi).toContain('Ổ đĩa đã đầy nên không ghi được')
    expect(vi).toContain('Hãy giải phóng dung lượng')
    const rows = Array.from({ length: 400 }, (_, i) => `B${i},Trạm ${i},Tuyên Quang,Nà Hang`)
    const second = await branchwatch(['import', csv(...rows), '--data', data, '--lang', 'en'])
    expect(second.code).toBe(1)
    expect(second.err).toContain('The disk is full')
    const doctor = await branchwatch(['doctor', '--data', data, '--lang', 'en'])
    expect(doctor.out).toContain('The disk is full')
    for (const text of [vi, second.err, doctor.out]) expect(text).not.toMatch(RAW)
    makeRoom()
    const again = await branchwatch(['import', csv('A1,Trạm A,Tuyên Quang,Nà Hang'), '--data', data, '--json'])
    expect(JSON.parse(again.out)).toMatchObject({ created: 0, changed: 0, same: 1, refused: 0 })
  })

  it('under a running console: changes are refused, the reason is on the screen and in the log, polling goes on, and all is well with room', async (ctx) => {
    const { folder: root, fill, makeRoom } = need(ctx, 8)
    const data = join(root, 'data')
    const at = await open({ folder: data, demo: 3 })
    await at.client.settings.update({ ...(await at.client.settings.get()), intervalSeconds: 10 })
    await at.until('readings', () => at.console.status().poll.answering > 0)
    await at.client.stations.addCommune({ provinceName: 'Thử', name: 'Trước' })
    fill()
    const answered: string[] = []
    let refusal: unknown = null
    for (let i = 0; i < 3000 && refusal === null; i++) {
      try {
        await at.client.stations.addCommune({ provinceName: 'Thử', name: `Xã ${i} ${'x'.repeat(80)}` })
        answered.push(`Xã ${i} ${'x'.repeat(80)}`)
      } catch (error) {
        refusal = error
      }
    }
    expect(refusal).toMatchObject({ code: 'UNAVAILABLE', data: { phrase: { key: 'error.store.full' } } })
    const before = at.console.status().poll.lastReadingAt ?? 0
    await at.until('the next reading', () => (at.console.status().poll.lastReadingAt ?? 0) > before, 25_000)
    await at.until('the state', () => at.console.status().store.operations !== 'ok' || at.console.status().store.history !== 'ok', 25_000)
    const { notice } = await at.client.session.me()
    expect(notice?.key).toMatch(/^error\.store\.(?:full|history\.full|history\.held)$/)
    expect(at.log.some(({ phrases }) => phrases?.some(({ key }) => key === notice?.key))).toBe(true)
    makeRoom()
    await at.until('operations', () => at.console.status().store.operations === 'ok', 20_000)
    await at.until('history', () => at.console.status().store.history === 'ok', 75_000)
    await at.client.stations.addCommune({ provinceName: 'Thử', name: 'Sau' })
    await at.until('no notice', async () => (await at.client.session.me()).notice === null)
    await close(at.console)
    const back = await open({ folder: data })
    const names = new Set((await back.client.stations.places()).communes.map(({ name }) => name))
    for (const name of ['Trước', 'Sau', ...answered]) expect(names).toContain(name)
    expect(at.console.status().restarts).toEqual({})
  }, 150_000)
})

describe('a folder of somebody else', () => {
  it('is said by start, import, report and doctor, without a trace of the program', async (ctx) => {
    const nobody = asNobody()
    if (!nobody) {
      loud('this user cannot become nobody (root is needed): a folder without rights is not tried')
      return ctx.skip('cannot become nobody')
    }
    const data = join(folder, 'data')
    expect((await branchwatch(['import', csv('A1,Trạm A,Tuyên Quang,Nà Hang'), '--create-places', '--data', data])).code).toBe(0)
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'stations.csv'), 0o644)
    const [node, ...before] = [...nobody, process.execPath]
    const run = (...args: string[]) => branchwatch([...args, '--data', data, '--lang', 'vi'], { node, nodeArgs: before })
    const imported = await run('import', join(folder, 'stations.csv'))
    expect(imported.code).toBe(1)
    expect(imported.err).toContain('Không ghi được vào')
    chmodSync(data, 0o700)
    const report = await run('report', 'uptime', '--month', '2026-10')
    expect(report.code).toBe(1)
    expect(report.err).toContain(`Không dùng được thư mục dữ liệu ${data} (không có quyền)`)
    const doctor = await run('doctor')
    expect(doctor.code).toBe(1)
    expect(doctor.out).toContain('Hãy kiểm tra quyền ghi')
    for (const text of [imported.err, report.err, doctor.out, doctor.err]) expect(text).not.toMatch(RAW)
    expect(existsSync(join(data, 'branch/operations.db'))).toBe(true)
  })
})
