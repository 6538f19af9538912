/** Bytes that no browser's page of ours would send, straight into the web host's port: whatever they are, the host answers or hangs up, and lives on. */
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { enter, get, openRig, type Rig } from './web.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(async () => {
  await rig.close()
})

/** Sends the text and gives what came back until the host hung up, or a second went by. */
function send(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(rig.host.port, '127.0.0.1', () => socket.write(text.replaceAll('HOST', `127.0.0.1:${rig.host.port}`)))
    let got = ''
    socket.setTimeout(1000, () => socket.destroy())
    socket.on('data', (part) => (got += part.toString()))
    socket.on('error', () => {})
    socket.on('close', () => resolve(got))
  })
}

const UPGRADE = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='

it.each([
  ['a socket at no address', `GET // HTTP/1.1\r\nHost: HOST\r\n${UPGRADE}\r\n\r\n`],
  ['a socket at half an address', `GET http://[ HTTP/1.1\r\nHost: HOST\r\n${UPGRADE}\r\n\r\n`],
  ['a socket at another scheme', `GET javascript:alert(1) HTTP/1.1\r\nHost: HOST\r\n${UPGRADE}\r\n\r\n`],
  ['a socket of another protocol', 'GET /rpc HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
  ['a page at no address', 'GET // HTTP/1.1\r\nHost: HOST\r\n\r\n'],
  ['a page at half an address', 'GET http://[ HTTP/1.1\r\nHost: HOST\r\n\r\n'],
  ['a page of somebody else', 'GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n'],
  ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\n\r\n'],
  ['a method that fetch forbids', 'TRACE / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n'],
  ['a question about everything', 'OPTIONS * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n'],
  ['two hosts', 'GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n'],
  ['no host', 'GET / HTTP/1.0\r\n\r\n'],
  ['two lengths', 'POST /api/stations/list HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['no protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['a header without end', `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(100_000)}`],
])('lives on after %s', async (_what, text) => {
  const got = await send(text)
  expect(got).not.toMatch(/^HTTP\/1\.1 (1|2)\d\d/)
  expect(got).not.toMatch(/node_modules|at \w+ \(/)
  expect((await get(rig, '/', { headers: { cookie: await enter(rig) } })).status).toBe(200)
})

it('closes although a caller whom it turned away never hangs up', async () => {
  const own = await openRig()
  const caller = connect({ port: own.host.port, host: '127.0.0.1', allowHalfOpen: true })
  const answered = new Promise<string>((resolve) => caller.once('data', (part) => resolve(part.toString())))
  caller.on('error', () => {})
  caller.write(`GET /other HTTP/1.1\r\nHost: 127.0.0.1:${own.host.port}\r\n${UPGRADE}\r\n\r\n`)
  expect(await answered).toMatch(/^HTTP\/1\.1 404 /)
  const began = performance.now()
  await own.close()
  expect(performance.now() - began).toBeLessThan(1000)
  caller.destroy()
})
