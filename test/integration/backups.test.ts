/** Backups of a running console and restores into it, by the screen's own calls; and the two commands. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchwatch } from '../support/branchwatch.ts'
import { close, closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'

type Made = { folder: string; manifest: { operations: { rows: Record<string, number> }; history: object | null; demo: object | null } }

afterAll(closeAll)

describe('a running console', () => {
  let at: Opened
  const root = temporaryFolder()
  const other = temporaryFolder()
  beforeAll(async () => {
    at = await open({ folder: root, demo: 5 })
  })

  it('is backed up, goes on, and comes back as it was; present files are beside', async () => {
    const { client, console } = at
    await at.until('samples on disk', () => existsSync(join(root, 'demo/history.db')))
    // A thread that dies in the middle of one leaves nothing that stands in the way of the next.
    await client.backups.make({ history: true })
    await console.kill('archive')
    await at.until('the archive again', () => console.status().workers.archive === 'running')
    const before = (await client.backups.list()).rows.length
    await client.backups.make({ history: true })
    const [row] = await at.until('the backup', async () => {
      const { rows, making } = await client.backups.list()
      return making === null && rows.length === before + 1 && rows
    })
    expect(readdirSync(join(root, 'demo/backups')).filter((name) => name.endsWith('.partial'))).toEqual([])
    expect(row).toMatchObject({ reason: 'hand', operations: true, history: true, whole: true, kept: 'ofDay', demo: true, stations: 5 })
    await at.until('its audit row', async () =>
      (await client.alarms.audit({ before: null, limit: 5 })).rows.some(({ action }) => action === 'backup.create'),
    )

    const { secret } = await client.tokens.create({ name: 'sau', role: 'viewer' })
    expect(await console.token(secret)).not.toBeNull()
    const preview = await client.backups.preview({ backup: row?.name ?? '' })
    expect(preview.lost?.changes).toBeGreaterThan(0)
    await client.backups.restore({ backup: row?.name ?? '', operations: true, history: 'backup' })
    const state = await at.until('the restore', async () => {
      const now = await client.backups.list().catch(() => null)
      return now?.restored && now
    })
    expect(state.replaced).toHaveLength(1)
    expect(readdirSync(join(root, 'demo', state.replaced[0]?.name ?? '')).sort()).toContain('operations.db')
    await at.until('the core', () => console.status().workers.core === 'running')
    // What was entered since is gone, and the audit says who did it.
    expect(await console.token(secret)).toBeNull()
    const { rows } = await client.alarms.audit({ before: null, limit: 5 })
    expect(rows[0]).toMatchObject({ action: 'backup.putBack', actor: 'Nguyễn Thử', subject: row?.name })
    await at.until('polling again', () => console.status().poll.answering > 0, 60_000)
    expect(at.changes.some(({ stale }) => stale.includes('backups'))).toBe(true)
  }, 120_000)

  it('is backed up from the command line, and refuses a restore there while it runs', async () => {
    const done = await branchwatch(['backup', '--data', root, '--to', other, '--json'])
    expect(done.err).toContain('key of the SNMP credentials')
    const { manifest, folder } = JSON.parse(done.out) as Made
    expect(manifest).toMatchObject({ operations: { rows: { stations: 5 } }, demo: { stations: 5 } })
    expect(readdirSync(other)).toHaveLength(1)
    const refused = await branchwatch(['restore', folder, '--data', root, '--yes', '--lang', 'en'])
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/^Another program is using the data folder/)
    await close(at.console)
  }, 60_000)

  it('is restored on another computer, which then shows it without a question', async () => {
    const [name = ''] = readdirSync(other)
    const backup = join(other, name)
    const elsewhere = temporaryFolder()
    mkdirSync(elsewhere, { recursive: true })
    const done = await branchwatch(['restore', backup, '--data', elsewhere, '--lang', 'en'])
    expect([done.code, done.err]).toEqual([0, ''])
    expect(done.out).toContain('5 stations')
    const next = await open({ folder: elsewhere })
    expect(next.console.dataset().kind).toBe('demo')
    expect((await next.client.stations.list()).rows).toHaveLength(5)
    await close(next.console)
  }, 120_000)
})
