/** `serve` and `start`: the link, the second start, the clean end, and the sentence for what stands in the way. */
import { createServer } from 'node:net'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type BetterSqlite from 'better-sqlite3'
import { branchwatch, startBranchwatch, type Serving } from '../support/branchwatch.ts'
import { waitFor } from '../support/wait.ts'

let folder = ''
let serving: Serving | null = null
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-cli-'))))
afterEach(async () => {
  if (serving && serving.child.exitCode === null) await serving.end('SIGKILL')
  serving = null
  rmSync(folder, { recursive: true, force: true })
})

const serve = (...args: string[]) => (serving = startBranchwatch(['serve', '--json', '--port', '0', '--data', folder, ...args]))
const LINE = /^(\{.*\})\n/

type Ready = { url: string; link: string; pid: number; folder: string }
async function ready(from: Serving): Promise<Ready> {
  return JSON.parse((await from.until(LINE))[1] ?? '') as Ready
}

describe('serve', () => {
  it('prints one line of JSON with a link that works once', async () => {
    const { url, link, pid, folder: shown } = await ready(serve())
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect({ pid, shown }).toEqual({ pid: serving?.child.pid, shown: folder })
    const entered = await fetch(link, { redirect: 'manual' })
    expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly/i)
    expect((await fetch(link, { redirect: 'manual' })).headers.get('set-cookie')).toBeNull()
    expect(await serving?.end()).toBe(0)
  })

  it('is found by a second start, which says so and gives a link of its own', async () => {
    const first = await ready(serve())
    const second = await branchwatch(['start', '--data', folder])
    expect(second.code).toBe(0)
    expect(second.out).toContain(`Branchwatch already runs on this data folder (process ${first.pid})`)
    const link = /http:\S+/.exec(second.out)?.[0] ?? ''
    expect(link).not.toBe(first.link)
    expect((await fetch(link, { redirect: 'manual' })).headers.get('set-cookie')).toMatch(/HttpOnly/i)
    const third = await branchwatch(['serve', '--json', '--data', folder])
    expect(JSON.parse(third.out)).toMatchObject({ running: true, pid: first.pid, host: 'web' })
    const other = await branchwatch(['import', join(folder, 'x.csv'), '--data', folder])
    expect(other.code).toBe(1)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s: no socket, no write-ahead log', async (signal) => {
    await ready(serve('--demo', '5'))
    expect(existsSync(join(folder, 'demo/operations.db'))).toBe(true)
    expect(await serving?.end(signal)).toBe(0)
    expect(readdirSync(folder)).not.toContain('console.sock')
    expect(readdirSync(join(folder, 'demo')).filter((name) => /-wal$|-shm$/.test(name))).toEqual([])
    const again = await ready(serve())
    expect(again.folder).toBe(folder)
  })

  it('ends at once in the middle of its first polls', async () => {
    await ready(serve('--demo', '300'))
    const began = Date.now()
    expect(await serving?.end()).toBe(0)
    expect(Date.now() - began).toBeLessThan(8000)
  })

  it('starts again after being killed, on the same folder', async () => {
    await ready(serve('--demo', '5'))
    await serving?.end('SIGKILL')
    await ready(serve())
    expect(await serving?.end()).toBe(0)
  })

  it('says that a port is taken, and changes nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const done = await branchwatch(['serve', '--port', String(port), '--data', folder])
    other.close()
    expect(done.code).toBe(1)
    expect(done.out).toBe('')
    expect(done.err).toContain(String(port))
    expect(done.err).not.toContain('    at ')
  })

  it('does not open itself to the network unasked', async () => {
    const done = await branchwatch(['serve', '--host', '0.0.0.0', '--port', '0', '--data', folder])
    expect(done.code).toBe(1)
    expect(done.err).toContain('0.0.0.0')
  })

  it('says that a data folder cannot be used', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const done = await branchwatch(['serve', '--data', join(file, 'below')])
    expect(done.code).toBe(1)
    expect(done.err).toContain(
      `The data folder ${join(file, 'below')} cannot be used (there is a file in the path where a folder is needed)`,
    )
  })
})

describe('a database that cannot be opened', () => {
  it('is said in a sentence and left as it is, while the screen goes on saying it', async () => {
    mkdirSync(join(folder, 'branch'))
    writeFileSync(join(folder, 'choice.json'), JSON.stringify({ kind: 'branch', branchName: 'Nà Hang', demo: null }))
    const file = join(folder, 'branch/operations.db')
    const Database = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
    const newer = new Database(file)
    newer.pragma('user_version = 9999')
    newer.close()
    await ready(serve())
    await waitFor(() => Promise.resolve(serving?.err().includes('was written by a newer Branchwatch')), 5000)
    expect(await serving?.end()).toBe(0)
    const after = new Database(file, { readonly: true })
    expect(after.pragma('user_version', { simple: true })).toBe(9999)
    after.close()
  })
})

describe('start', () => {
  it('says why there is no window and serves the browser', async () => {
    serving = startBranchwatch(['start', '--no-open', '--port', '0', '--data', folder])
    const [, link = ''] = await serving.until(/(http:\S+\/enter\/\S+)/)
    expect(serving.err()).toContain('This machine has no graphical display, so Branchwatch is served to a browser.')
    expect((await fetch(link, { redirect: 'manual' })).headers.get('set-cookie')).toMatch(/HttpOnly/i)
    expect(await serving.end()).toBe(0)
  })
})

describe('doctor', () => {
  it('finds a sound folder sound', async () => {
    await ready(serve('--demo', '5'))
    const busy = await branchwatch(['doctor', '--json', '--data', folder])
    expect(JSON.parse(busy.out)).toMatchObject({ ok: true })
    expect(busy.out).toContain(`process ${serving?.child.pid}`)
    await serving?.end()
    const idle = await branchwatch(['doctor', '--data', folder])
    expect(idle.code).toBe(0)
    expect(idle.out).toContain('All is well.')
  })

  it('finds a newer and a broken database, and leaves both as they are', async () => {
    mkdirSync(join(folder, 'branch'))
    const Database = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
    const newer = new Database(join(folder, 'branch/operations.db'))
    newer.pragma('user_version = 9999')
    newer.close()
    writeFileSync(join(folder, 'branch/history.db'), 'this is not a database at all, though it has some length'.repeat(40))
    const done = await branchwatch(['doctor', '--json', '--data', folder])
    expect(done.code).toBe(1)
    const { checks } = JSON.parse(done.out) as { checks: { check: string; verdict: string; text: string }[] }
    const bad = checks.filter(({ verdict }) => verdict === 'bad')
    expect(bad.map(({ check }) => check)).toEqual(['database', 'database'])
    expect(bad[0]?.text).toContain('operations.db')
    expect(bad[1]?.text).toContain('history.db')
  })
})
