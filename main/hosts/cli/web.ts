/** The console for a browser, from the data folder to the clean end; `start` without a window and `serve` are both this. */
import { join } from 'node:path'
import { z } from 'zod'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { Phrase } from '../../../shared/model/phrase.ts'
import { say } from '../../../shared/i18n/words.ts'
import type { Console } from '../../app/console.ts'
import { openConsole } from '../../app/supervisor.ts'
import { untilSignal } from '../ending.ts'
import { holdFolder, type Running } from '../instance.ts'
import { startWebHost } from '../web/host.ts'
import { EXIT, Failure, failure, type Surroundings } from './command.ts'
import { useFolder } from './folder.ts'
import { consoleLog } from './log.ts'
import { versionOf } from './version.ts'
import { asFailure } from './problem.ts'

export type WebWish = {
  readonly folder: string
  readonly host: string
  /** Said yes to being reached from other machines. */
  readonly openAccess?: boolean
  readonly port?: number
  readonly demo?: number
  readonly seed?: number
  readonly scenario?: string
  readonly verbose: boolean
}
/** `newLink` gives another one-time link: each opens the console once. */
export type Ready = { readonly url: string; readonly link: string; readonly newLink: () => string }

/** Serves until a signal; `ready` is told once the link exists. */
export async function serveWeb(wish: WebWish, around: Surroundings, ready: (at: Ready) => void): Promise<number> {
  useFolder(wish.folder, around)
  let answer = (): Running => ({ pid: process.pid, host: 'web', link: null })
  const held = await holdFolder(wish.folder, () => answer())
  if (!held) throw failure('running.someone', { folder: wish.folder })
  const ended = untilSignal()
  try {
    const log = consoleLog(around, wish.verbose)
    const console = await openConsole({ folder: wish.folder, demo: wish.demo, seed: wish.seed, scenario: wish.scenario, log })
    try {
      const { host, port, openAccess } = wish
      const web = await startWebHost({
        console,
        port,
        host,
        openAccess,
        clientFolder: join(around.root, 'dist/client'),
        version: versionOf(around.root),
        log,
      })
      if (isRefusal(web)) throw new Failure(web.data.phrase)
      answer = () => ({ pid: process.pid, host: 'web', link: web.newLink() })
      ready({ url: web.url, link: web.newLink(), newLink: () => web.newLink() })
      const notice = await noticeOf(console)
      if (notice) around.err(say(around.t, notice))
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

const Notice = z.object({ notice: Phrase.nullable() })

/** Why the branch's data could not be opened: the screen says it too, and it is tried again while the console runs. */
async function noticeOf(console: Console): Promise<Phrase | null> {
  const me = Notice.safeParse(await console.call(['session', 'me'], undefined, { name: 'branchwatch', role: 'viewer' }))
  return me.data?.notice ?? null
}
