/** Power of a station and the health of the alarm system, on the built product in a real Chromium: what is told, on a wide screen and on a phone. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, guardedPage, launchChromium, type GuardedPage } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

const LONG = 30_000
let browser: Browser
let served: Served
let guarded: GuardedPage

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launchChromium(), serve(['--demo', '12'])])
  guarded = await guardedPage(browser, { locale: 'en-US' })
  await guarded.page.goto(served.link)
})

afterAll(async () => {
  await browser?.close()
  await served?.clean()
})

it('draws the power of a station and tells how long its battery would last, wide and on a phone', async () => {
  const { page } = guarded
  await page.goto(`${served.url}#/stations/1`)
  const diagram = page.getByRole('img', { name: 'One-line diagram of the power system' })
  await diagram.waitFor({ timeout: LONG })
  await page
    .getByText(/If mains failed now|Battery left/)
    .first()
    .waitFor({ timeout: LONG })
  await page
    .getByText(/confidence|Cannot tell/)
    .first()
    .waitFor({ timeout: LONG })
  expect(await diagram.locator('desc').textContent()).toContain('DC bus')
  expect(await axeFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await diagram.waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
  expect(await axeFaults(page)).toEqual([])
})

it('measures the alarm system against the guides', async () => {
  const { page } = guarded
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${served.url}#/alarms/health?operators=3`)
  await page.getByText('Reckoned for 3 operators').waitFor({ timeout: LONG })
  await page.getByText('guide: at most 6').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(guarded.faults).toEqual([])
})
