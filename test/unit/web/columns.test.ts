/** Columns of numbers on every way out: bit by bit to a screen, as plain lists to a script, and described as such. */
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { MessagePortHandler } from '@orpc/server/message-port'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { buffersOf } from '../../../main/app/handover.ts'
import { createRouter, type Context } from '../../../main/app/router.ts'
import { rpcHandler } from '../../../main/hosts/rpc.ts'
import { columnSerializers } from '../../../renderer/app/columns.ts'
import type { Contract } from '../../../shared/contract/contract.ts'
import type { Series } from '../../../shared/contract/history.ts'
import { enter, get, openRig, type Rig } from './web.ts'

const SECRET = 'bw-0123456789abcdef'
const ASKED = { series: [{ deviceId: 1, metric: 'dc.voltage' as const, instance: '' }], from: 0, to: 10, pixels: 10 }
const NUMBERS = [1.7e12, -0, 5e-324, Number.MAX_VALUE, 0.1, Number.NaN]
const SERIES: Series = {
  ...ASKED.series[0]!,
  label: 'Tủ "A"',
  resolution: '1h',
  at: Float64Array.from(NUMBERS),
  min: new Float64Array(1000).fill(-53.9),
  max: new Float64Array(0),
  // A piece of something larger goes as what it is.
  mean: new Float64Array(8).fill(7).subarray(2, 4),
  quality: Uint8Array.of(0, 1, 2, 3, 255),
}

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
  rig.console.tokens = new Map([[SECRET, { name: 'script', role: 'viewer' }]])
  rig.console.answer = (path) =>
    path === 'tokens.list' ? [{ id: 1 }] : path === 'history.series' ? [SERIES, SERIES] : [{ at: 5, n: null }]
})
afterAll(async () => {
  await rig.close()
})

async function bySocket(): Promise<{ client: ContractRouterClient<Contract>; end: () => void }> {
  const headers = { cookie: await enter(rig), origin: rig.host.url }
  const socket = new WebSocket(`ws://127.0.0.1:${rig.host.port}/rpc`, { headers })
  await new Promise((resolve) => socket.once('open', resolve))
  return {
    client: createORPCClient(new SocketLink({ websocket: socket, customJsonSerializers: columnSerializers })),
    end: () => socket.terminate(),
  }
}

function byPort(): { client: ContractRouterClient<Contract>; end: () => void } {
  const { port1, port2 } = new MessageChannel()
  const handler = new MessagePortHandler<Context>(rpcHandler(createRouter(rig.console)))
  handler.upgrade(port1, { context: { actor: { name: 'ai', role: 'admin' }, host: 'desktop' } })
  port1.start()
  port2.start()
  return {
    client: createORPCClient(new PortLink({ port: port2, customJsonSerializers: columnSerializers })),
    end: () => port2.close(),
  }
}

describe('columns', () => {
  it.each([
    ['a browser', bySocket],
    ['the window', byPort],
  ])('come to %s as they were', async (_to, open) => {
    const { client, end } = await open()
    const got = await client.history.series(ASKED)
    expect(got).toEqual([SERIES, SERIES])
    expect(got[0]!.at).toBeInstanceOf(Float64Array)
    expect(Object.is(got[0]!.at[1], -0)).toBe(true)
    expect(got[0]!.quality).toBeInstanceOf(Uint8Array)
    // Any other answer is as it was.
    expect(await client.history.index({ stationId: 1 })).toEqual([{ at: 5, n: null }])
    end()
  })

  it('are lists for a script, with null for no value, and the document says so', async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` }
    const got = await get(rig, '/api/history/series', { method: 'POST', headers, body: JSON.stringify(ASKED) })
    expect(got.status).toBe(200)
    const [first] = JSON.parse(got.text) as Record<string, unknown>[]
    expect(first).toMatchObject({ label: 'Tủ "A"', max: [], mean: [7, 7], quality: [0, 1, 2, 3, 255] })
    expect(first!['at']).toEqual([1.7e12, 0, 5e-324, Number.MAX_VALUE, 0.1, null])
    const document = (await get(rig, '/api/openapi.json', { headers })).text
    const columns = document.slice(document.indexOf('"/history/series"')).split('"/history/')[1]!
    expect(columns).toContain('"mean":{"type":"array","items":{"type":["number","null"]}}')
    expect(columns).toContain('"quality":{"type":"array","items":{"type":"integer"}}')
  })

  it('are handed between threads without a copy, each buffer once, and pieces are left alone', () => {
    expect(buffersOf([SERIES, SERIES])).toEqual([SERIES.at.buffer, SERIES.min.buffer, SERIES.max.buffer, SERIES.quality.buffer])
    expect(buffersOf({ a: null, b: [1, 'x', undefined] })).toEqual([])
  })
})
