/** The real console behind the real web host: a page's socket and a script's token reach the same branch. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Contract } from '../../shared/contract/contract.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { startWebHost, type WebHost } from '../../main/hosts/web/host.ts'
import { closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'

let at: Opened
let host: WebHost
let client: ContractRouterClient<Contract>
let socket: WebSocket

beforeAll(async () => {
  const folder = temporaryFolder()
  const clientFolder = join(folder, 'client')
  mkdirSync(clientFolder)
  writeFileSync(join(clientFolder, 'index.html'), '<!doctype html><title>page</title>')
  at = await open({ folder, demo: 10 })
  const started = await startWebHost({ console: at.console, port: 0, clientFolder, log: () => {} })
  if (isRefusal(started)) throw new Error(started.data.phrase.key)
  host = started
  const entered = await fetch(host.newLink(), { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  socket = new WebSocket(`${host.url.replace('http', 'ws')}/rpc`, { headers: { cookie, origin: host.url } })
  await new Promise((resolve) => socket.once('open', resolve))
  client = createORPCClient(new RPCLink({ websocket: socket }))
})
afterAll(async () => {
  await host.close()
  await closeAll()
})

const post = (path: string, secret: string | null, body: unknown = {}): Promise<Response> =>
  fetch(`${host.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(secret ? { authorization: `Bearer ${secret}` } : {}) },
    body: JSON.stringify(body),
  })

describe('a page', () => {
  it('reads the branch and hears of changes made by others within 2 s', async () => {
    expect((await client.session.me()).host).toBe('web')
    const { rows } = await client.stations.list()
    expect(rows).toHaveLength(10)
    const stream = await client.live.changes()
    await stream.next()
    const { station } = await client.stations.get({ id: rows[0]?.id ?? 0 })
    const { id, version, retiredOn: _retired, maintenance: _maintenance, ...input } = station
    const began = performance.now()
    await at.client.stations.update({ id, version, station: { ...input, name: 'Đổi ở nơi khác' } })
    for await (const batch of stream) if (batch.stations.some((row) => row.name === 'Đổi ở nơi khác')) break
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('a script', () => {
  it('finds nothing before a token exists, and afterwards what the token’s role may see', async () => {
    expect((await post('/stations/overview', null)).status).toBe(404)
    const viewer = await client.tokens.create({ name: 'màn hình tường', role: 'viewer' })
    const engineer = await client.tokens.create({ name: 'nhập liệu', role: 'engineer' })
    expect((await post('/stations/overview', null)).status).toBe(401)

    const overview = await post('/stations/overview', viewer.secret)
    expect(await overview.json()).toMatchObject({ stations: 10 })
    expect((await post('/stations/addCommune', viewer.secret, { provinceName: 'A', name: 'B' })).status).toBe(403)
    const made = await post('/stations/addCommune', engineer.secret, { provinceName: 'Tỉnh mới', name: 'Xã mới' })
    expect(await made.json()).toMatchObject({ name: 'Xã mới' })
    const { rows } = await client.alarms.audit({})
    expect(rows[0]).toMatchObject({ actor: 'nhập liệu' })

    await client.tokens.revoke({ id: viewer.token.id })
    expect((await post('/stations/overview', viewer.secret)).status).toBe(401)
  })
})

describe('closing the host', () => {
  it('closes its sockets and leaves the console alone', async () => {
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    await host.close()
    expect([1001, 1006, 4401]).toContain(await closed)
    await expect(fetch(host.url)).rejects.toThrow('fetch failed')
    expect(await at.client.stations.overview()).toMatchObject({ stations: 10 })
  })
})
