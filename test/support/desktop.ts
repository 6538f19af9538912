/** The desktop program under test, on the stand-in or on the real Electron: start it, look at its page, ask what it did, close it. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { record, type DesktopRecord } from './electron-stand-in/record.ts'

export const ROOT = resolve(import.meta.dirname, '../..')
const PROGRAM = join(ROOT, 'dist/main/electron.js')
const REGISTER = join(import.meta.dirname, 'electron-stand-in/register.mjs')

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

export async function startDesktop(folder: string, options: Record<string, string | number> = {}): Promise<Desktop> {
  const child = launch(folder, options)
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const ask = asker(child)
  const endpoint = await waitFor(async () => {
    if (child.exitCode !== null) throw new Error(`the desktop program ended with ${child.exitCode}`)
    return (await ask('endpoint')) as string | null
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('no page in the window')
  const complaints: string[] = []
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
  page.on('pageerror', (error) => complaints.push(error.message))
  return {
    page,
    complaints,
    process: child,
    record: async () => (await ask('record')) as typeof record,
    closeWindow: async () => void (await ask('closeWindow')),
    ended: () => ended,
    kill: () => void child.kill('SIGKILL'),
  }
}

/** A second start on the same folder: its exit code. */
export async function startAgain(folder: string): Promise<number | null> {
  const [code] = (await once(launch(folder, {}), 'exit')) as [number | null]
  return code
}

function launch(folder: string, options: Record<string, string | number>): ChildProcess {
  const args = Object.entries({ data: folder, lang: 'vi', ...options }).map(([name, value]) => `--branchwatch-${name}=${value}`)
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

export async function waitFor<T>(look: () => Promise<T | null | false | undefined>, ms = 30_000): Promise<T> {
  const until = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== null && found !== false && found !== undefined) return found
    if (Date.now() > until) throw new Error(`not within ${ms} ms`)
    await new Promise((later) => setTimeout(later, 100))
  }
}
