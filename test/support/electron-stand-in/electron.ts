/** The module 'electron' for the main program, as far as Branchwatch uses it, on plain Node and Chromium. Anything else is missing on purpose: it would throw. */
import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { launchChromium } from './chromium.ts'
import { labels, record } from './record.ts'
import { BrowserWindow, shared, type WebContents } from './window.ts'

export { BrowserWindow }
export { MessageChannelMain } from './port.ts'

let ready = false
const paths = new Map<string, string>()
let lock: string | null = null
let language = 'en-US'

class App extends EventEmitter {
  readonly isPackaged = false
  readonly commandLine = {
    appendSwitch: (name: string, value: string) => {
      if (ready) throw new Error(`--${name} after ready`)
      if (name === 'lang') language = value
    },
  }
  setPath(name: string, path: string): void {
    paths.set(name, path)
  }
  getPath(name: string): string {
    return paths.get(name) ?? ''
  }
  getPreferredSystemLanguages(): string[] {
    return ['vi-VN']
  }
  enableSandbox(): void {
    if (ready) throw new Error('enableSandbox after ready')
    record.sandboxed = true
  }
  whenReady(): Promise<void> {
    return readiness
  }
  /** One program for each user data folder; the later one leaves a word for the first. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'stand-in.lock')
    if (existsSync(file) && alive(Number(readFileSync(file, 'utf8')))) {
      writeFileSync(join(folder, 'stand-in.second'), JSON.stringify(process.argv))
      return false
    }
    writeFileSync(file, String(process.pid))
    lock = file
    const second = join(folder, 'stand-in.second')
    rmSync(second, { force: true })
    watch(folder, (_event, name) => {
      if (name !== 'stand-in.second' || !existsSync(second)) return
      rmSync(second, { force: true })
      this.emit('second-instance', {}, [], '')
    }).unref()
    return true
  }
  quit(): void {
    const event = { defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) }
    this.emit('before-quit', event)
    if (!event.defaultPrevented) this.exit(0)
  }
  exit(code = 0): void {
    if (lock !== null) rmSync(lock, { force: true })
    const done = () => process.exit(code)
    if (shared.chromium) shared.chromium.close().then(done, done)
    else done()
  }
}
export const app = new App()

const readiness = (async () => {
  // The program's own file runs to its end first, as in Electron.
  await new Promise((resolve) => setImmediate(resolve))
  if (lock === null) return new Promise<void>(() => {})
  shared.chromium = await launchChromium(language)
  ready = true
})()

shared.created.on('web-contents-created', (event: unknown, contents: WebContents) => app.emit('web-contents-created', event, contents))
shared.created.on('window-closed', () => {
  if (BrowserWindow.getAllWindows().length === 0) app.emit('window-all-closed')
})

export const ipcMain = Object.assign(shared.ipc, {
  handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) => void shared.invoked.set(channel, handler),
})

export const protocol = {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges?: unknown }[]): void {
    record.schemes = schemes.map((scheme) => ({ ...scheme, beforeReady: !ready }))
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    if (!ready) throw new Error('protocol.handle before ready')
    shared.handlers.set(scheme, handler)
  },
}

type Permit = (contents: unknown, permission: string, callback: (allowed: boolean) => void) => void
export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: Permit): void {
      for (const name of ['geolocation', 'notifications', 'media', 'clipboard-read', 'openExternal'])
        handler(null, name, (allowed) => (record.permissions[name] = (record.permissions[name] ?? false) || allowed))
    },
    setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void {
      for (const name of ['geolocation', 'notifications']) record.permissions[`${name}:check`] = handler(null, name)
    },
    setDevicePermissionHandler(handler: (details: { deviceType: string }) => boolean): void {
      for (const deviceType of ['usb', 'serial']) record.permissions[deviceType] = handler({ deviceType })
    },
  },
}

export const shell = { openExternal: async (url: string) => void record.outside.push(url) }
/** A person who saves into `saved` beside the window's own folder where the test has made one, and cancels otherwise. */
export const dialog = {
  showErrorBox: (title: string, content: string) => void record.errors.push({ title, content }),
  async showSaveDialog(_window: BrowserWindow, options: { defaultPath?: string }) {
    record.asked.push(options.defaultPath ?? '')
    const folder = join(app.getPath('userData'), '../saved')
    if (!existsSync(folder)) return { canceled: true, filePath: '' }
    return { canceled: false, filePath: join(folder, basename(options.defaultPath ?? '')) }
  },
}
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] }
export const powerMonitor = new EventEmitter()

/** Only pictures that are PNG are pictures. */
export const nativeImage = {
  createFromBuffer(buffer: Buffer) {
    const isPng = buffer.subarray(1, 4).toString('latin1') === 'PNG'
    return { isEmpty: () => !isPng, buffer }
  },
}

export class Menu {
  readonly items: MenuItemConstructorOptions[]
  private constructor(items: MenuItemConstructorOptions[]) {
    this.items = items
  }
  static buildFromTemplate(items: MenuItemConstructorOptions[]): Menu {
    return new Menu(items)
  }
  static setApplicationMenu(menu: Menu): void {
    record.menu = labels(menu.items)
  }
}

export class Tray extends EventEmitter {
  constructor(image: ReturnType<typeof nativeImage.createFromBuffer>) {
    super()
    record.tray = { tooltip: '', images: 0, menu: [] }
    this.setImage(image)
  }
  setImage(image: ReturnType<typeof nativeImage.createFromBuffer>): void {
    if (image.isEmpty()) throw new Error('an empty picture in the tray')
    if (record.tray) record.tray.images += 1
  }
  setToolTip(tooltip: string): void {
    if (record.tray) record.tray.tooltip = tooltip
  }
  setContextMenu(menu: Menu): void {
    if (record.tray) record.tray.menu = labels(menu.items)
  }
}

export class Notification extends EventEmitter {
  private readonly options: { title: string; body: string }
  constructor(options: { title: string; body: string }) {
    super()
    this.options = options
  }
  static isSupported(): boolean {
    return true
  }
  show(): void {
    record.notifications.push({ title: this.options.title, body: this.options.body })
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

// The test asks and closes over the process's own channel.
process.on('message', (ask: { id: number; kind: 'record' | 'closeWindow' | 'endpoint' | 'sleep' }) => {
  const answer = (value: unknown) => process.send?.({ id: ask.id, value })
  if (ask.kind === 'record') answer(record)
  else if (ask.kind === 'endpoint')
    answer(BrowserWindow.all.some((window) => window.record.visible) ? (shared.chromium?.endpoint ?? null) : null)
  else if (ask.kind === 'sleep') {
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
    answer(true)
  } else {
    answer(true)
    for (const window of BrowserWindow.getAllWindows()) void window.close()
  }
})
