/** A real Chromium for end-to-end tests and benches, and a guard that fails a test on console errors and CSP violations. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import AxeBuilder from '@axe-core/playwright'
import { CHROMIUM_FLAGS, faultsOf, findChromium } from './chromium.ts'

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
}

export type GuardedPage = {
  page: Page
  context: BrowserContext
  /** Console errors, page errors and CSP violations so far. */
  faults: string[]
}

/** A page of its own context that collects every console error, page error and CSP violation. */
export async function guardedPage(
  browser: Browser,
  options: { width?: number; height?: number; locale?: string; colorScheme?: 'light' | 'dark'; phone?: boolean } = {},
): Promise<GuardedPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    locale: options.locale ?? 'en-US',
    timezoneId: 'Europe/Paris',
    colorScheme: options.colorScheme ?? 'light',
    hasTouch: options.phone ?? false,
    isMobile: options.phone ?? false,
    acceptDownloads: true,
  })
  const page = await context.newPage()
  const faults = faultsOf(page)
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      // The console listener above picks this up as an error.
      globalThis.console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  return { page, context, faults }
}

/** What is still fading in has not its contrast yet: waits for it, but not for what moves for ever. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}

/** Serious and critical faults that axe finds on the page, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  await settled(page)
  const result = await new AxeBuilder({ page }).analyze()
  return result.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map(
      (violation) =>
        `${violation.id} (${violation.impact}): ${violation.nodes
          .map((node) => node.target.join(' '))
          .slice(0, 4)
          .join(' | ')}`,
    )
}
