/** `start` and the window: what happens when Electron opens it, and when it cannot. The runtime is a script here; the real window has its own suite. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { translator } from '../../shared/i18n/words.ts'
import type { Surroundings } from '../../main/hosts/cli/command.ts'
import { openWindow } from '../../main/hosts/cli/window.ts'
import { ROOT, startBranchwatch } from '../support/branchwatch.ts'
import { waitFor } from '../support/wait.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-start-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const around = (): Surroundings => ({
  t: translator('en'),
  locale: 'en',
  env: process.env,
  platform: process.platform,
  root: ROOT,
  out: () => {},
  write: () => {},
  err: () => {},
})

/** A program in Electron's place. */
function runtime(script: string): string {
  const file = join(folder, 'electron')
  writeFileSync(file, `#!${process.execPath}\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}
const HOLDS = `
const folder = process.argv.find((word) => word.startsWith('--branchwatch-data=')).slice(19)
require('node:fs').writeFileSync(folder + '/words.json', JSON.stringify(process.argv.slice(2)))
import(${JSON.stringify(join(ROOT, 'main/hosts/instance.ts'))}).then(({ holdFolder }) => holdFolder(folder, () => ({ pid: process.pid, host: 'desktop', link: null })))
`

describe('the window', () => {
  it('is given the person’s wish and lives as long as its process', async () => {
    const electron = runtime(`${HOLDS}\nsetTimeout(() => process.exit(0), 1500)`)
    expect(await openWindow(electron, { folder, demo: 300, seed: 7 }, around())).toBe(0)
    const words = JSON.parse(readFileSync(join(folder, 'words.json'), 'utf8')) as string[]
    expect(words).toEqual([ROOT, `--branchwatch-data=${folder}`, '--branchwatch-demo=300', '--branchwatch-seed=7'])
  })

  it('that does not even open leaves the place to the browser', async () => {
    expect(await openWindow(runtime('process.exit(1)'), { folder }, around())).toBeNull()
    expect(await openWindow(join(folder, 'none'), { folder }, around())).toBeNull()
  })

  it('that was there and died is a failure, not a reason to open another', async () => {
    const electron = runtime(`${HOLDS}\nsetTimeout(() => process.kill(process.pid, 'SIGSEGV'), 1500)`)
    expect(await openWindow(electron, { folder }, around())).toBe(1)
  })
})

describe.skipIf(process.platform !== 'linux')('start with a display', () => {
  it('says why there is no window, and opens the browser with a link of its own', async () => {
    const browser = join(folder, 'browser')
    writeFileSync(browser, `#!/bin/sh\necho "$1" > ${join(folder, 'opened')}\n`, { mode: 0o755 })
    // Asked for, so that no runtime is looked for or fetched.
    const started = startBranchwatch(['start', '--data', join(folder, 'data'), '--port', '0'], {
      env: { DISPLAY: ':99', BROWSER: browser, BRANCHWATCH_HOST: 'web' },
    })
    const [, printed = ''] = await started.until(/(http:\S+\/enter\/\S+)/)
    const opened = await waitFor(() => Promise.resolve(read(join(folder, 'opened'))), 5000)
    expect(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/enter\/\S+$/)
    expect(opened).not.toBe(printed)
    expect(await started.end()).toBe(0)
  })

  it.runIf(process.getuid?.() === 0)('does not run the window as root', async () => {
    const started = startBranchwatch(['start', '--no-open', '--data', join(folder, 'data'), '--port', '0'], { env: { DISPLAY: ':99' } })
    await started.until(/(http:\S+\/enter\/\S+)/)
    expect(started.err()).toContain('The window does not run safely as root, so Branchwatch is opened in the browser.')
    expect(await started.end()).toBe(0)
  })
})

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null
  } catch {
    return null
  }
}
