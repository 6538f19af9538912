/** The WebSocket of the web host: who may open it, what ends it, and that calls and live changes go through. */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { quiet } from '../../../main/app/changes.ts'
import type { Contract } from '../../../shared/contract/contract.ts'
import { refuse } from '../../../shared/model/refusal.ts'
import { IDLE_STATUS } from '../../support/fake-console.ts'
import { enter, get, openRig, type Rig } from './web.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(async () => {
  await rig.close()
})

function open(headers: Record<string, string>, path = '/rpc'): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${rig.host.port}${path}`, { headers })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    socket.on('error', () => resolve(-1))
  })
}

const origin = (): string => rig.host.url

async function connect(): Promise<{ client: ContractRouterClient<Contract>; socket: WebSocket; cookie: string }> {
  const cookie = await enter(rig)
  const socket = await open({ cookie, origin: origin() })
  if (!(socket instanceof WebSocket)) throw new Error(`not opened: ${socket}`)
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket: socket }))
  return { client, socket, cookie }
}

const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve))

describe('opening', () => {
  it('needs a cookie, our Origin, our Host and the right path', async () => {
    const cookie = await enter(rig)
    expect(await open({ origin: origin() })).toBe(401)
    expect(await open({ origin: origin(), cookie: `branchwatch-${rig.host.port}=forged` })).toBe(401)
    expect(await open({ cookie })).toBe(403)
    expect(await open({ cookie, origin: 'http://evil.example' })).toBe(403)
    expect(await open({ cookie, origin: 'http://evil.example', host: 'evil.example' })).toBe(421)
    expect(await open({ cookie, origin: origin() }, '/other')).toBe(404)
    // The page asks by plain HTTP why it was not let in.
    expect((await get(rig, '/rpc')).status).toBe(401)
    expect((await get(rig, '/rpc', { headers: { cookie } })).status).toBe(426)
  })
})

describe('an open socket', () => {
  it('carries calls with the session’s actor, refusals with their data, and no defect’s inside', async () => {
    const { client, socket } = await connect()
    rig.console.answer = (path) => {
      if (path === 'alarms.get') return refuse('NOT_FOUND', 'notFound')
      if (path === 'stations.get') throw new Error('password=hunter2')
      return []
    }
    expect(await client.alarms.active()).toEqual([])
    expect(rig.console.calls.at(-1)).toMatchObject({ path: 'alarms.active', actor: { role: 'admin' } })
    await expect(client.alarms.get({ id: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { phrase: { key: 'error.notFound' } } })
    const defect: unknown = await client.stations.get({ id: 1 }).catch((error: unknown) => error)
    expect(JSON.stringify(defect)).toContain('INTERNAL_SERVER_ERROR')
    expect(JSON.stringify(defect)).not.toContain('hunter2')
    socket.terminate()
  })

  it('tells the console of a query that the page waits for no more, and never of a command', async () => {
    const { client, socket } = await connect()
    rig.console.answer = () => new Promise(() => {})
    const controller = new AbortController()
    const asked = [
      client.stations.list(undefined, { signal: controller.signal }),
      client.stations.retire({ id: 1, version: 1 }, { signal: controller.signal }),
    ]
    const signalOf = (path: string) => rig.console.calls.findLast((call) => call.path === path)?.signal
    await vi.waitFor(() => expect(rig.console.calls.some(({ path }) => path === 'stations.retire')).toBe(true))
    expect(signalOf('stations.list')?.aborted).toBe(false)
    controller.abort()
    for (const one of asked) await expect(one).rejects.toMatchObject({ name: 'AbortError' })
    await vi.waitFor(() => expect(signalOf('stations.list')?.aborted).toBe(true))
    expect(signalOf('stations.retire')).toBeUndefined()
    // A page that goes away waits for nothing either.
    const left = client.stations.list().catch(() => null)
    await vi.waitFor(() => expect(signalOf('stations.list')?.aborted).toBe(false))
    socket.terminate()
    await vi.waitFor(() => expect(signalOf('stations.list')?.aborted).toBe(true))
    void left
    rig.console.answer = () => []
  })

  it('streams live changes, merged for a slow reader, and forgets the listener when it closes', async () => {
    const { client, socket } = await connect()
    const stream = await client.live.changes()
    const first = await stream.next()
    expect(first.value).toMatchObject({ status: IDLE_STATUS })
    rig.console.emit({ ...quiet(2, IDLE_STATUS), polled: [1, 2], stale: ['alarms'] })
    expect((await stream.next()).value).toMatchObject({ at: 2, polled: [1, 2], stale: ['alarms'] })
    expect(rig.console.listeners()).toBe(1)
    socket.close()
    await vi.waitFor(() => expect(rig.console.listeners()).toBe(0))
  })

  it('ends with its session', async () => {
    const { client, socket, cookie } = await connect()
    const code = closed(socket)
    await client.session.end()
    expect(await code).toBe(4401)
    expect((await get(rig, '/', { headers: { cookie } })).status).toBe(401)
    expect(await open({ cookie, origin: origin() })).toBe(401)
  })

  it('is cut off by a message above the limit, and the host lives on', async () => {
    const { socket } = await connect()
    const code = closed(socket)
    socket.on('error', () => {})
    socket.send(Buffer.alloc(11 * 1024 * 1024, 'x'))
    expect([1006, 1009]).toContain(await code)
    expect((await get(rig, '/plain.css')).status).toBe(200)
  })

  it.each(['', '{', 'null', '[]', '{"i":1}', '{"i":"1"}', '{"i":"1","p":null}', '\u0000\u0001', Buffer.from([0xff, 0xfe, 0])])(
    'is closed by garbage %j, and only it',
    async (garbage) => {
      const [bad, good] = [await connect(), await connect()]
      const code = closed(bad.socket)
      bad.socket.send(garbage)
      expect(await code).toBe(1007)
      rig.console.answer = () => []
      expect(await good.client.alarms.active()).toEqual([])
      good.socket.terminate()
    },
  )

  it('answers a call of nothing with an error', async () => {
    const { client, socket } = await connect()
    socket.send('{"i":"9","p":{"u":"/__proto__/x","b":{}}}')
    socket.send('{"i":"8","t":4,"p":{}}')
    rig.console.answer = () => []
    expect(await client.alarms.active()).toEqual([])
    socket.terminate()
  })

  it('refuses a caller that has run away, without closing', async () => {
    const { client, socket } = await connect()
    rig.console.answer = () => []
    const answers = await Promise.allSettled(Array.from({ length: 600 }, () => client.alarms.active()))
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused.length).toBeGreaterThan(50)
    expect(refused[0]).toMatchObject({ reason: { code: 'TOO_MANY' } })
    expect(socket.readyState).toBe(WebSocket.OPEN)
    socket.terminate()
  })
})
