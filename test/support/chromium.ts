/** The Chromium of the tests: where it is, how it is started, and what its pages complain of. */
import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function findChromium(): string {
  const found = process.env['BRANCHWATCH_CHROMIUM'] ?? PLACES.find((path) => existsSync(path))
  if (!found) throw new Error(`No Chromium at ${PLACES.join(', ')}: npm test installs it on Debian and Ubuntu.`)
  return found
}

/** Collects what the page writes to its console as an error, refusals by its policy included, and what it throws. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`))
  return faults
}
