/** The console for a browser, from the data folder to the clean end; `start` without a window and `serve` are both this. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openConsole } from '../../app/supervisor.ts'
import { untilSignal } from '../ending.ts'
import { askRunning, holdFolder, type Running } from '../instance.ts'
import { codeOf } from '../problem.ts'
import { startWebHost } from '../web/server.ts'
import { EXIT, failure, type Surroundings } from './command.ts'
import { consoleLog } from './log.ts'
import { asFailure } from './problem.ts'

/** Where the console is looked for when no port was named; when it is taken, any free one does. */
export const USUAL_PORT = 7117

export type WebWish = {
  readonly folder: string
  readonly host: string
  readonly port?: number
  readonly demo?: number
  readonly seed?: number
  readonly scenario?: string
  readonly verbose: boolean
}
export type Ready = { readonly url: string; readonly link: string }

/** Says that another console holds the folder, with its link; null when none does. */
export async function tellRunning(folder: string, around: Surroundings, json: boolean): Promise<number | null> {
  const running = await askRunning(folder, 'show')
  if (!running) return null
  if (json) around.out(JSON.stringify({ running: true, ...running }))
  else around.out(around.t(`cli.running.${running.host}`, { pid: running.pid, link: running.link ?? '' }))
  return EXIT.ok
}

/** Serves until a signal; `ready` is told once the link exists. */
export async function serveWeb(wish: WebWish, around: Surroundings, ready: (at: Ready) => void): Promise<number> {
  makeFolder(wish.folder)
  let answer = (): Running => ({ pid: process.pid, host: 'web', link: null })
  const held = await holdFolder(wish.folder, () => answer())
  if (!held) throw failure('running.someone', { folder: wish.folder })
  const ended = untilSignal()
  try {
    const log = consoleLog(around, wish.verbose)
    const console = await openConsole({ folder: wish.folder, demo: wish.demo, seed: wish.seed, scenario: wish.scenario, log })
    try {
      const web = await listen(wish, (port) =>
        startWebHost({ console, port, host: wish.host, clientFolder: join(around.root, 'dist/client'), log }),
      )
      answer = () => ({ pid: process.pid, host: 'web', link: web.newLink() })
      ready({ url: web.url, link: web.link })
      await ended
      around.err(around.t('cli.closing'))
      await web.close()
    } finally {
      await console.close()
    }
  } catch (problem) {
    throw asFailure(problem)
  } finally {
    await held.release()
  }
  return EXIT.ok
}

async function listen<T>(wish: WebWish, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(wish.port ?? USUAL_PORT)
  } catch (problem) {
    const code = codeOf(problem)
    if (code === 'EADDRINUSE' && wish.port === undefined) return start(0)
    const port = String(wish.port ?? USUAL_PORT)
    if (code === 'EADDRINUSE') throw failure('port.taken', { port })
    if (code === 'EACCES') throw failure('port.denied', { port })
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw failure('port.noAddress', { host: wish.host })
    throw problem
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (problem) {
    throw failure('folder', { folder, detail: codeOf(problem) ?? String(problem) })
  }
}
