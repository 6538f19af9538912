/** The desktop program: one window on the console that runs in this process's workers. */
import { join } from 'node:path'
import { inspect } from 'node:util'
import { app, dialog, powerMonitor, type BrowserWindow } from 'electron'
import { printable } from '../../../shared/format/plain.ts'
import { say, translator } from '../../../shared/i18n/words.ts'
import type { DesktopCommand } from '../../../shared/contract/desktop.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { openConsole } from '../../app/supervisor.ts'
import type { Console, LogLine } from '../../app/console.ts'
import { untilSignal } from '../ending.ts'
import { askRunning, holdFolder, type Held } from '../instance.ts'
import { phraseOf } from '../problem.ts'
import { followAlarms } from './follow.ts'
import { alsoOpen, denyPermissions, guardPages } from './guard.ts'
import { setMenu } from './menu.ts'
import { createNotices } from './notice.ts'
import { readOptions } from './options.ts'
import { handOutPorts, personHere } from './port.ts'
import { registerScheme, servePage } from './protocol.ts'
import { runbookAddresses } from './runbooks.ts'
import { saveExports } from './save.ts'
import { showTray } from './tray.ts'
import { bringForward, openWindow, preloadFile } from './window.ts'

/** A console that does not end within this time is left behind: its data is durable without it. */
const CLOSE_MS = 15_000

const options = readOptions(process.argv, process.env, process.platform)
const t = translator(options.locale ?? (app.getPreferredSystemLanguages()[0]?.startsWith('vi') ? 'vi' : 'en'))
const log = ({ level, message, detail, phrases }: LogLine) => {
  if (level === 'info') return
  if (phrases) process.stderr.write(`${printable(phrases.map((phrase) => say(t, phrase)).join(' '))}\n`)
  process.stderr.write(printable(`${new Date().toISOString()} ${level} ${message}${detail === undefined ? '' : ` ${inspect(detail)}`}\n`))
}

// Electron's own lock hangs on this folder: one window for each data folder, not one for each computer.
app.setPath('userData', join(options.folder, 'window'))
registerScheme()
app.enableSandbox()
// The page takes its first language from the runtime.
if (options.locale !== null) app.commandLine.appendSwitch('lang', options.locale)
guardPages()
// Nothing above or here may wait: Electron is ready only after this file has run.
if (app.requestSingleInstanceLock()) {
  app.whenReady().then(run).catch(giveUp)
} else {
  app.exit(0)
}

async function run(): Promise<void> {
  let window: BrowserWindow | null = null
  const show = () => void (window && bringForward(window))
  const held = await holdFolder(options.folder, (request) => {
    if (request === 'show') show()
    return { pid: process.pid, host: 'desktop', link: null }
  })
  if (!held) {
    const running = await askRunning(options.folder, 'look')
    return stop({ key: 'desktop.problem.running', params: { folder: options.folder, pid: running?.pid ?? 0 } })
  }
  const { folder, demo, seed, scenario } = options
  const console = await openConsole({ folder, demo, seed, scenario, log })
  const actor = personHere()

  denyPermissions()
  alsoOpen(runbookAddresses(console, actor))
  servePage(join(import.meta.dirname, '../client'))
  setMenu(t)
  window = openWindow({ stateFile: join(folder, 'window/place.json'), preload: preloadFile(import.meta.dirname) })
  handOutPorts(window, console, actor)
  saveExports(window, console)

  const send = (command: DesktopCommand) => window?.webContents.send('branchwatch:command', command)
  const open = (path: string) => {
    show()
    send({ kind: 'open', path })
  }
  const tell = createNotices({ t, open, now: () => performance.now() })
  const following = followAlarms(console, actor, { show: showTray(t, { show, open, quit: () => app.quit() }), tell }, (problem) =>
    log({ level: 'warn', message: 'The tray could not follow the alarms', detail: problem }),
  )

  app.on('second-instance', show)
  app.on('window-all-closed', () => app.quit())
  powerMonitor.on('shutdown', () => app.quit())
  powerMonitor.on('resume', () => log({ level: 'warn', message: 'The computer was asleep; the time until now counts as not watched' }))
  void untilSignal().then(() => app.quit())
  closeBeforeQuit(console, held, following)
}

/** Electron ends at once when told to; the console's workers get their time first. */
function closeBeforeQuit(console: Console, held: Held, stopFollowing: () => void): void {
  let closing = false
  app.on('before-quit', (event) => {
    if (closing) return
    event.preventDefault()
    closing = true
    stopFollowing()
    const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS))
    void Promise.race([console.close(), late])
      .catch((problem: unknown) => log({ level: 'error', message: 'The console did not close cleanly', detail: problem }))
      .then(() => held.release())
      .finally(() => app.exit(0))
  })
}

function giveUp(problem: unknown): void {
  stop(
    phraseOf(problem) ?? {
      key: 'desktop.problem.unexpected',
      params: { detail: problem instanceof Error ? problem.message : String(problem) },
    },
  )
  log({ level: 'error', message: 'The desktop program gave up', detail: problem instanceof Error ? problem.stack : problem })
}

function stop(phrase: Phrase): void {
  dialog.showErrorBox(t('desktop.problem.title'), say(t, phrase))
  app.exit(1)
}
