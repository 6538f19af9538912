/** The Chromium behind the windows: one process, driven over its debugging port, which the test uses as well. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { CHROMIUM_FLAGS, findChromium } from '../chromium.ts'

export type Chromium = { readonly context: BrowserContext; readonly endpoint: string; close(): Promise<void> }

export async function launchChromium(locale: string): Promise<Chromium> {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-window-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    args: [...CHROMIUM_FLAGS, '--remote-debugging-port=0'],
    // Electron gives a page nothing that its program did not allow.
    permissions: [],
    locale,
  })
  const [port = ''] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n')
  return {
    context,
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
