/** The web host's door over real HTTP: links, sessions, foreign hosts and origins, files, limits. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { startWebHost } from '../../../main/hosts/web/host.ts'
import { enter, get, openRig, type Rig } from './web.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(async () => {
  await rig.close()
})

describe('the one-time link', () => {
  it('opens a session with an HttpOnly, SameSite=Strict cookie, once', async () => {
    const { pathname } = new URL(rig.host.newLink())
    const first = await get(rig, pathname)
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    const cookie = first.headers['set-cookie']?.[0] ?? ''
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/)
    expect((await get(rig, '/', { headers: { cookie: cookie.split(';')[0] ?? '' } })).text).toContain('<title>page</title>')

    const again = await get(rig, pathname)
    expect(again.status).toBe(410)
    expect(again.headers['set-cookie']).toBeUndefined()
    expect(again.text).toContain('Liên kết đã được dùng')
    expect(again.text).toContain('This link has been used')
  })

  it('is not used up by a look without reading', async () => {
    const { pathname } = new URL(rig.host.newLink())
    expect((await get(rig, pathname, { method: 'HEAD' })).headers['set-cookie']).toBeUndefined()
    expect((await get(rig, pathname)).status).toBe(303)
  })

  it('leads the holder of a session on when opened again', async () => {
    const link = new URL(rig.host.newLink())
    const first = await get(rig, link.pathname)
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    expect((await get(rig, link.pathname, { headers: { cookie } })).status).toBe(303)
  })

  it('cannot be guessed at speed', async () => {
    const own = await openRig()
    const answers: number[] = []
    for (let i = 0; i < 30; i++) answers.push((await get(own, `/enter/${'x'.repeat(32)}`)).status)
    await own.close()
    expect(answers[0]).toBe(410)
    expect(answers.at(-1)).toBe(429)
  })
})

describe('a page', () => {
  it('without a session is a friendly sentence and nothing else', async () => {
    for (const cookie of ['', `branchwatch-${rig.host.port}=wrong`, 'a=b; =; ;;']) {
      const got = await get(rig, '/', { headers: { cookie } })
      expect(got.status).toBe(401)
      expect(got.text).toContain('Phiên làm việc đã kết thúc')
      expect(got.text).not.toContain('<title>page</title>')
    }
    expect((await get(rig, '/index.html')).status).toBe(404)
  })

  it('carries a strict policy and no way to be framed or sniffed', async () => {
    const { headers } = await get(rig, '/', { headers: { cookie: await enter(rig) } })
    const policy = String(headers['content-security-policy'])
    for (const part of ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"]) {
      expect(policy).toContain(part)
    }
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(policy).toContain(`ws://127.0.0.1:${rig.host.port}`)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['cache-control']).toBe('no-store')
  })

  it('loads hashed files for ever and never a source map', async () => {
    const script = await get(rig, '/assets/app-1a2b3c.js')
    expect(script.status).toBe(200)
    expect(script.headers['content-type']).toContain('text/javascript')
    expect(script.headers['cache-control']).toContain('immutable')
    expect((await get(rig, '/assets/app-1a2b3c.js.map')).status).toBe(404)
  })

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/%00',
    '/%',
  ])('gives nothing from outside its folder: %s', async (path) => {
    const got = await get(rig, path, { headers: { cookie: await enter(rig) } })
    expect(got.status).toBeGreaterThanOrEqual(400)
    expect(got.text).not.toContain('outside')
  })
})

describe('a foreign caller', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example:1'])(
    'with Host %s is turned away',
    async (host) => {
      const link = new URL(rig.host.newLink())
      const got = await get(rig, link.pathname, { headers: { host } })
      expect(got.status).toBe(421)
      expect(got.headers['set-cookie']).toBeUndefined()
      // The link was not used up by it.
      expect((await get(rig, link.pathname)).status).toBe(303)
    },
  )

  it('may call this machine localhost', async () => {
    const link = new URL(rig.host.newLink())
    expect((await get(rig, link.pathname, { headers: { host: `localhost:${rig.host.port}` } })).status).toBe(303)
  })

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])('with Origin %s is turned away', async (origin) => {
    const cookie = await enter(rig)
    expect((await get(rig, '/', { headers: { cookie, origin } })).status).toBe(403)
    expect((await get(rig, '/api/stations/list', { method: 'POST', headers: { cookie, origin } })).status).toBe(403)
  })
})

describe('the port', () => {
  it('asked for by number and in use is refused with a sentence; without a number another is taken', async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const port = (holder.address() as AddressInfo).port
    const refused = await startWebHost({ console: rig.console, port, clientFolder: rig.folder, log: () => {} })
    expect(refused).toMatchObject({ refused: 'CONFLICT', data: { phrase: { key: 'error.web.portInUse', params: { port } } } })

    const hosts = [
      await startWebHost({ console: rig.console, clientFolder: rig.folder, log: () => {} }),
      await startWebHost({ console: rig.console, clientFolder: rig.folder, log: () => {} }),
    ]
    const ports = hosts.map((host) => (isRefusal(host) ? 0 : host.port))
    for (const host of hosts) if (!isRefusal(host)) await host.close()
    holder.close()
    expect(ports.every((port) => port > 0)).toBe(true)
    expect(ports[0]).not.toBe(ports[1])
  })

  it('is not opened to the network unless asked for on purpose, nor on an address that is not ours, nor without a page', async () => {
    const start = (more: object) => startWebHost({ console: rig.console, port: 0, clientFolder: rig.folder, log: () => {}, ...more })
    expect(await start({ host: '0.0.0.0' })).toMatchObject({ data: { phrase: { key: 'error.web.hostNeedsConsent' } } })
    expect(await start({ host: '192.0.2.77', openAccess: true })).toMatchObject({ data: { phrase: { key: 'error.web.hostUnknown' } } })
    expect(await start({ clientFolder: '/nowhere' })).toMatchObject({ data: { phrase: { key: 'error.web.noClient' } } })
  })
})

describe('a console opened to the network on purpose', () => {
  it('prints a link that it accepts itself, and no other names', async () => {
    const host = await startWebHost({
      console: rig.console,
      port: 0,
      host: '0.0.0.0',
      openAccess: true,
      clientFolder: rig.folder,
      log: () => {},
    })
    if (isRefusal(host)) throw new Error(host.data.phrase.key)
    const link = new URL(host.newLink())
    expect(link.hostname).not.toBe('0.0.0.0')
    const strange = await get({ host }, link.pathname, { headers: { host: `evil.example:${host.port}` } })
    const good = await get({ host }, link.pathname, { headers: { host: link.host } })
    await host.close()
    expect(strange.status).toBe(421)
    expect(good.status).toBe(303)
  })
})

describe('too many requests', () => {
  it('are slowed, and a person’s are not', async () => {
    const own = await openRig()
    const statuses: number[] = []
    for (let i = 0; i < 750; i++) statuses.push((await get(own, '/plain.css')).status)
    await own.close()
    expect(statuses.slice(0, 300).every((status) => status === 200)).toBe(true)
    expect(statuses).toContain(429)
  })
})
