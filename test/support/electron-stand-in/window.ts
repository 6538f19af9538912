/** `BrowserWindow` on a page of Chromium: the program's own protocol handler answers, its own guards decide. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Page, Route } from 'playwright-core'
import { fromHttp, toHttp } from './address.ts'
import type { Chromium } from './chromium.ts'
import { pageScript, type Down, type Up } from './page-side.ts'
import type { MessagePortMain } from './port.ts'
import { record, type WindowRecord } from './record.ts'

type Options = { width?: number; height?: number; webPreferences?: { preload?: string } }
type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }
type Invoked = (event: unknown, ...args: unknown[]) => unknown
type Handler = (request: Request) => Promise<Response>

/** What the whole stand-in shares with its windows; filled in by electron.ts. */
export const shared: {
  chromium: Chromium | null
  handlers: Map<string, Handler>
  ipc: EventEmitter
  created: EventEmitter
  invoked: Map<string, Invoked>
} = { invoked: new Map(), chromium: null, handlers: new Map(), ipc: new EventEmitter(), created: new EventEmitter() }

export class WebContents extends EventEmitter {
  url = ''
  page: Page | null = null
  openHandler: OpenHandler | null = null
  private readonly ports = new Map<number, MessagePortMain>()
  private document = ''
  private nextPort = 1
  readonly mainFrame: { readonly url: string }

  constructor() {
    super()
    const url = () => this.url
    this.mainFrame = {
      get url() {
        return url()
      },
    }
  }
  getURL(): string {
    return this.url
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }
  send(channel: string, ...args: unknown[]): void {
    this.down({ channel, args, ports: [] })
  }
  postMessage(channel: string, message: unknown, ports: MessagePortMain[] = []): void {
    const ids = ports.map((port) => {
      const id = this.nextPort++
      this.ports.set(id, port)
      port.deliver = (data) => this.down({ port: id, data })
      return id
    })
    this.down({ channel, args: [message], ports: ids })
  }
  /** What the page side says; an answer where it asks. */
  up(message: Up): unknown {
    if (message.kind === 'invoke') {
      const handler = shared.invoked.get(message.channel)
      if (!handler) throw new Error(`nobody handles ${message.channel}`)
      return handler({ sender: this, senderFrame: this.mainFrame }, ...message.args)
    }
    if (message.kind === 'port') {
      this.ports.get(message.port)?.peer?.receive(message.data)
    } else if (message.kind === 'send') {
      shared.ipc.emit(message.channel, { sender: this, senderFrame: this.mainFrame, ports: [] }, ...message.args)
    } else if (message.document !== this.document) {
      // Another document: the ports of the one before went with it.
      this.document = message.document
      this.dropPorts()
    }
    return undefined
  }
  dropPorts(): void {
    for (const port of this.ports.values()) {
      record.ports.closed += 1
      port.peer?.gone()
    }
    this.ports.clear()
  }
  private down(message: Down): void {
    // A page that is just going away takes no more messages.
    this.page?.evaluate((value) => (window as unknown as { standInDown?(m: unknown): void }).standInDown?.(value), message).catch(() => {})
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  readonly webContents = new WebContents()
  readonly record: WindowRecord
  private readonly options: Options
  private opening: Promise<void> = Promise.resolve()

  constructor(options: Options) {
    super()
    this.options = options
    this.record = { options, visible: false, focused: 0, closed: false }
    record.windows.push(this.record)
    BrowserWindow.all.push(this)
    shared.created.emit('web-contents-created', {}, this.webContents)
  }
  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all.filter((window) => !window.record.closed)
  }
  loadURL(url: string): Promise<void> {
    this.opening = this.open(url)
    return this.opening
  }
  private async open(url: string): Promise<void> {
    const { chromium } = shared
    if (!chromium) throw new Error('a window before the app is ready')
    const [blank] = chromium.context.pages()
    const page = blank && BrowserWindow.all.length === 1 ? blank : await chromium.context.newPage()
    this.webContents.page = page
    await page.setViewportSize({ width: this.options.width ?? 1360, height: this.options.height ?? 860 })
    await page.exposeBinding('standInUp', ({ frame }, message: Up) => {
      if (frame === page.mainFrame()) return this.webContents.up(message)
      record.strangers += 1
      return undefined
    })
    const { preload } = this.options.webPreferences ?? {}
    if (preload !== undefined) await page.addInitScript(pageScript(readFileSync(preload, 'utf8')))
    await page.route('**/*', (route) => this.answer(route, page))
    page.on('popup', (popup) => void this.popup(popup))
    this.webContents.url = url
    await page.goto(toHttp(url))
    this.emit('ready-to-show')
  }
  private async answer(route: Route, page: Page): Promise<void> {
    const request = route.request()
    const url = fromHttp(request.url())
    if (request.isNavigationRequest() && url !== this.webContents.url) {
      const own = request.frame() === page.mainFrame()
      const event = { url, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) }
      this.webContents.emit(own ? 'will-navigate' : 'will-frame-navigate', event)
      record.navigations.push({ url, prevented: event.defaultPrevented })
      if (event.defaultPrevented) return route.abort('aborted')
      if (own) this.webContents.url = url
    }
    const handler = shared.handlers.get(new URL(url).protocol.replace(':', ''))
    if (!handler) return route.abort('blockedbyclient')
    const response = await handler(new Request(url, { method: request.method() }))
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  }
  private async popup(popup: Page): Promise<void> {
    const url = fromHttp(popup.url())
    const { action } = this.webContents.openHandler?.({ url }) ?? { action: 'allow' }
    record.opened.push({ url, action })
    if (action === 'deny') await popup.close()
  }
  async close(): Promise<void> {
    await this.opening
    this.emit('close', { preventDefault: () => {} })
    this.record.closed = true
    this.webContents.dropPorts()
    this.emit('closed')
    shared.created.emit('window-closed')
  }
  show(): void {
    this.record.visible = true
  }
  focus(): void {
    this.record.focused += 1
  }
  isMinimized(): boolean {
    return false
  }
  restore(): void {}
  maximize(): void {}
  isMaximized(): boolean {
    return false
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: this.options.width ?? 1360, height: this.options.height ?? 860 }
  }
}
