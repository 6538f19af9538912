/** Runs the console in Electron's window as a process of its own, and lives as long as it does. */
import { spawn } from 'node:child_process'
import { askRunning } from '../instance.ts'
import { EXIT, type Surroundings } from './command.ts'
import { useFolder } from './folder.ts'

export type WindowWish = { readonly folder: string; readonly demo?: number; readonly seed?: number; readonly scenario?: string }

/** The words for Electron's command line: our own options as one word each, so that Chromium takes none of them for its own. */
export function windowArguments(root: string, wish: WindowWish): string[] {
  const { folder: data, ...more } = wish
  const options = Object.entries({ data, ...more }).filter(([, value]) => value !== undefined)
  return [root, ...options.map(([name, value]) => `--branchwatch-${name}=${value}`)]
}

/** Gives the exit code once the window was there; null when it could not even open, so that the browser may take its place. */
export function openWindow(electron: string, wish: WindowWish, around: Surroundings): Promise<number | null> {
  useFolder(wish.folder, around)
  const child = spawn(electron, windowArguments(around.root, wish), {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...around.env, BRANCHWATCH_LANG: around.locale, ELECTRON_RUN_AS_NODE: undefined },
  })
  let opened = false
  const look = setInterval(() => {
    void askRunning(wish.folder, 'look').then((running) => {
      if (running) {
        opened = true
        clearInterval(look)
      }
    })
  }, 300)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  // On Windows a signal is an abrupt end: the person closes the window there, and only a second Ctrl-C forces it.
  let asked = around.platform !== 'win32'
  const pass = (signal: NodeJS.Signals) => {
    if (asked) child.kill(signal)
    asked = true
  }
  const forward = signals.map((signal) => ({ signal, pass: () => pass(signal) }))
  for (const { signal, pass } of forward) process.on(signal, pass)
  return new Promise((resolve) => {
    const done = (code: number | null) => {
      clearInterval(look)
      for (const { signal, pass } of forward) process.off(signal, pass)
      resolve(code)
    }
    child.on('error', () => done(null))
    child.on('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGINT' || signal === 'SIGTERM') done(EXIT.ok)
      else done(opened ? EXIT.failed : null)
    })
  })
}
