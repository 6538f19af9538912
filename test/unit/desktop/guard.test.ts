/** What the window's page may not do, piece by piece: whose messages count, where it may go, what it is given, which files it may read. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'

const electron = vi.hoisted(() => ({
  created: [] as ((event: unknown, contents: unknown) => void)[],
  ready: [] as ((event: unknown) => void)[],
  outside: [] as string[],
  permission: {
    request: null as null | ((...all: unknown[]) => void),
    check: null as null | (() => boolean),
    device: null as null | (() => boolean),
  },
  ports: 0,
}))
vi.mock('electron', () => ({
  app: { on: (_name: string, listener: (event: unknown, contents: unknown) => void) => electron.created.push(listener) },
  ipcMain: { on: (_name: string, listener: (event: unknown) => void) => electron.ready.push(listener) },
  shell: { openExternal: async (url: string) => void electron.outside.push(url) },
  protocol: {},
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: (...all: unknown[]) => void) => (electron.permission.request = handler),
      setPermissionCheckHandler: (handler: () => boolean) => (electron.permission.check = handler),
      setDevicePermissionHandler: (handler: () => boolean) => (electron.permission.device = handler),
    },
  },
  MessageChannelMain: class {
    port1 = { on: () => {}, start: () => (electron.ports += 1), postMessage: () => {} }
    port2 = {}
  },
}))

const { runbookAddresses } = await import('../../../main/hosts/electron/runbooks.ts')
const { alsoOpen, denyPermissions, guardPages, isOurs, openOutside } = await import('../../../main/hosts/electron/guard.ts')
const { handOutPorts } = await import('../../../main/hosts/electron/port.ts')
const { answer } = await import('../../../main/hosts/electron/protocol.ts')
const { fakeConsole } = await import('../../support/fake-console.ts')

beforeEach(() => {
  electron.created.length = 0
  electron.ready.length = 0
  electron.outside.length = 0
  electron.ports = 0
})

describe('our origin', () => {
  it.each(['app://branchwatch/index.html', 'app://branchwatch/#/alarms'])('is %s', (address) => expect(isOurs(address)).toBe(true))
  it.each([
    'app://branchwatch.evil/index.html',
    'app://evil/index.html',
    'https://branchwatch/index.html',
    'file:///branchwatch/index.html',
    'app://evil@branchwatch:1/',
    'javascript:alert(1)',
    'about:blank',
    'nonsense',
    '',
  ])('is not %s', (address) => expect(isOurs(address)).toBe(false))
})

describe('a port to the console', () => {
  const top = { url: 'app://branchwatch/index.html' }
  const contents = { mainFrame: top, posted: 0, postMessage: () => (contents.posted += 1) }
  const ask = (event: unknown) => {
    contents.posted = 0
    handOutPorts({ webContents: contents } as never, fakeConsole(), { name: 'người trực', role: 'admin' })
    electron.ready[0]?.(event)
    return contents.posted
  }

  it('is for our own top page', () => expect(ask({ sender: contents, senderFrame: top })).toBe(1))
  it('is not for a frame in it, another window, a page that is gone, or one that went elsewhere', () => {
    expect(ask({ sender: contents, senderFrame: { url: top.url } })).toBe(0)
    expect(ask({ sender: { mainFrame: top }, senderFrame: top })).toBe(0)
    expect(ask({ sender: contents, senderFrame: null })).toBe(0)
    const elsewhere = { url: 'https://evil.example/' }
    const gone = { mainFrame: elsewhere, postMessage: () => (contents.posted += 1) }
    handOutPorts({ webContents: gone } as never, fakeConsole(), { name: 'người trực', role: 'admin' })
    electron.ready.at(-1)?.({ sender: gone, senderFrame: elsewhere })
    expect(contents.posted).toBe(0)
    expect(electron.ports).toBe(0)
  })
})

describe('a page', () => {
  type Heard = Record<string, (event: { url: string; preventDefault(): void }) => void>
  function born() {
    const heard: Heard = {}
    let opener: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
    guardPages()
    electron.created[0]?.(null, {
      on: (name: string, listener: Heard[string]) => (heard[name] = listener),
      setWindowOpenHandler: (handler: typeof opener) => (opener = handler),
    })
    const stopped = (name: string, url: string) => {
      const preventDefault = vi.fn<() => void>()
      heard[name]?.({ url, preventDefault })
      return preventDefault.mock.calls.length === 1
    }
    return { stopped, open: (url: string) => opener({ url }).action }
  }

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('stays at its origin (%s)', (name) => {
    const page = born()
    expect(page.stopped(name, 'https://evil.example/')).toBe(true)
    expect(page.stopped(name, 'file:///etc/passwd')).toBe(true)
    expect(page.stopped(name, 'app://branchwatch/index.html')).toBe(false)
  })

  it('embeds no view and opens no window; known addresses go to the person’s browser', () => {
    const page = born()
    expect(page.stopped('will-attach-webview', 'app://branchwatch/')).toBe(true)
    const refused = [
      'app://branchwatch/',
      'https://evil.example/',
      'http://github.com/',
      'https://github.com.evil/',
      'file:///bin/sh',
      'javascript:1',
    ]
    for (const url of [...refused, 'https://github.com/x']) expect(page.open(url)).toBe('deny')
    expect(electron.outside).toEqual(['https://github.com/x'])
  })

  it('opens the addresses that the branch wrote into its runbooks, and no other', async () => {
    const console = fakeConsole()
    const book = { vi: '', en: '', changedAt: 1, changedBy: 'Lan', version: 1 }
    console.answer = () => [
      { ...book, ruleId: 'smoke', url: 'https://wiki.vnpt.vn' },
      { ...book, ruleId: 'flood', url: 'http://10.0.0.5:8080/ngap-nuoc?b=1' },
      { ...book, ruleId: 'mains-failure', url: '' },
    ]
    alsoOpen(runbookAddresses(console, { name: 'người trực', role: 'admin' }))
    const opened: string[] = []
    const open = async (url: string) => void opened.push(url)
    for (const url of [
      'https://wiki.vnpt.vn/',
      'http://10.0.0.5:8080/ngap-nuoc?b=1',
      'https://wiki.vnpt.vn/khac',
      'https://evil.example/',
      'javascript:1',
      '',
    ])
      await openOutside(url, open)
    expect(opened).toEqual(['https://wiki.vnpt.vn/', 'http://10.0.0.5:8080/ngap-nuoc?b=1'])
    // An answer that is none opens nothing.
    console.answer = () => ({ url: 'https://evil.example/' })
    await openOutside('https://evil.example/', open)
    expect(opened).toHaveLength(2)
  })

  it('is given no permission, asked or unasked', () => {
    denyPermissions()
    const callback = vi.fn<(granted: boolean) => void>()
    electron.permission.request?.(null, 'media', callback)
    expect(callback.mock.calls).toEqual([[false]])
    expect([electron.permission.check?.(), electron.permission.device?.()]).toEqual([false, false])
  })
})

describe('the page’s files', () => {
  const root = mkdtempSync(join(tmpdir(), 'branchwatch-page-'))
  const client = join(root, 'client')
  mkdirSync(join(client, 'assets'), { recursive: true })
  mkdirSync(join(root, 'client-of-others'))
  for (const [name, text] of [
    ['client/index.html', 'page'],
    ['client/assets/app-1a.js', 'script'],
    ['client/assets/app-1a.js.map', 'map'],
    ['client-of-others/x.js', 'outside'],
    ['secret.json', 'outside'],
  ] as const)
    writeFileSync(join(root, name), text)
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  const get = (path: string, method = 'GET') => answer(new Request(`app://branchwatch${path}`, { method }), client)

  it('come with the policy, refusals too', async () => {
    for (const response of [await get('/'), await get('/index.html'), await get('/assets/app-1a.js'), await get('/none.js')]) {
      const policy = response.headers.get('content-security-policy') ?? ''
      for (const part of ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"])
        expect(policy).toContain(part)
      expect(policy).not.toMatch(/unsafe|\*|ws:|http/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(await (await get('/')).text()).toBe('page')
  })

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/%2e%2e/client-of-others/x.js',
    '/assets/app-1a.js.map',
    '/assets/',
    '/%00.js',
    '/%',
  ])('are all that can be read: not %s', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('are read, not written, and only under our own name', async () => {
    expect((await get('/index.html', 'POST')).status).toBe(405)
    expect((await answer(new Request('app://elsewhere/index.html'), client)).status).toBe(404)
  })
})
