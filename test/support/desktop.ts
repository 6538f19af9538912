/** The desktop program under test, on the stand-in or on the real Electron: start it, look at its page, ask what it did, close it. */
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { _electron, chromium, type Page } from 'playwright-core'
import { findElectron, windowHindrance } from '../../main/hosts/cli/electron.ts'
import { faultsOf } from './chromium.ts'
import { record as blank, type DesktopRecord } from './electron-stand-in/record.ts'
import { waitFor } from './wait.ts'

export const ROOT = resolve(import.meta.dirname, '../..')
const PROGRAM = join(ROOT, 'dist/main/electron.js')
const REGISTER = join(import.meta.dirname, 'electron-stand-in/register.mjs')

export type Runtime = 'stand-in' | 'electron'
export type Desktop = {
  readonly page: Page
  /** Everything the page wrote to its console as an error, refusals by its policy included. */
  readonly complaints: string[]
  readonly process: ChildProcess
  record(): Promise<DesktopRecord>
  closeWindow(): Promise<void>
  /** The exit code, once it has ended. */
  ended(): Promise<number | null>
  kill(): void
}
type Options = Record<string, string | number>

/** True where the real runtime can be run here. */
export function hasElectron(): boolean {
  return findElectron(ROOT, process.env) !== null && windowHindrance(process.env, process.platform, process.getuid?.()) === null
}

export function startDesktop(runtime: Runtime, folder: string, options: Options = {}): Promise<Desktop> {
  return runtime === 'electron' ? startReal(folder, options) : startStandIn(folder, options)
}

/** A second start on the same folder: its exit code. */
export async function startAgain(runtime: Runtime, folder: string): Promise<number | null> {
  const args = wordsOf(folder, {})
  const child = runtime === 'electron' ? spawn(findElectron(ROOT, process.env) ?? '', [ROOT, ...args]) : launch(args)
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

async function startStandIn(folder: string, options: Options): Promise<Desktop> {
  const child = launch(wordsOf(folder, options))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const ask = asker(child)
  const endpoint = await waitFor(async () => {
    if (child.exitCode !== null) throw new Error(`the desktop program ended with ${child.exitCode}`)
    return (await ask('endpoint')) as string | null
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('no page in the window')
  return {
    page,
    complaints: faultsOf(page),
    process: child,
    record: async () => (await ask('record')) as DesktopRecord,
    closeWindow: async () => void (await ask('closeWindow')),
    ended: () => ended,
    kill: () => void child.kill('SIGKILL'),
  }
}

/** Real Electron tells less of what its program did: what can be read back is, the rest stays blank. */
async function startReal(folder: string, options: Options): Promise<Desktop> {
  const app = await _electron.launch({ executablePath: findElectron(ROOT, process.env) ?? '', args: [ROOT, ...wordsOf(folder, options)] })
  const child = app.process()
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const page = await app.firstWindow()
  return {
    page,
    complaints: faultsOf(page),
    process: child,
    async record() {
      const windows = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => ({
          visible: window.isVisible(),
          focused: window.isFocused() ? 1 : 0,
          closed: false,
        })),
      )
      const webPreferences = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true }
      return { ...blank, sandboxed: true, windows: windows.map((window) => ({ ...window, options: { webPreferences } })) }
    },
    closeWindow: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.close())),
    ended: () => ended,
    kill: () => void child.kill('SIGKILL'),
  }
}

function wordsOf(folder: string, options: Options): string[] {
  return Object.entries({ data: folder, lang: 'vi', ...options }).map(([name, value]) => `--branchwatch-${name}=${value}`)
}

function launch(args: string[]): ChildProcess {
  return fork(PROGRAM, args, { execArgv: ['--import', REGISTER], stdio: ['ignore', 'inherit', 'inherit', 'ipc'], cwd: ROOT })
}

function asker(child: ChildProcess): (kind: string) => Promise<unknown> {
  let last = 0
  return (kind) =>
    new Promise((done, failed) => {
      const id = ++last
      const hear = (message: { id: number; value: unknown }) => {
        if (message.id !== id) return
        child.off('message', hear)
        done(message.value)
      }
      child.on('message', hear)
      child.send({ id, kind }, (problem) => void (problem && failed(problem)))
    })
}
