/** Power and storm in the browser: a calm board, storm mode, a genset put on the list, and an entry of the bulletin; on a phone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, guardedPage, type GuardedPage, launchChromium } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

let browser: Browser
let served: Served
let guarded: GuardedPage
let page: Page

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launchChromium(), serve(['--demo', '5'])])
  guarded = await guardedPage(browser, { locale: 'en-US', width: 390, height: 844, phone: true })
  page = guarded.page
  await page.goto(served.link)
  await page.getByText('DEMO DATA').waitFor({ timeout: 60_000 })
})
afterAll(async () => {
  await browser?.close()
  await served?.clean()
})

it('the board is calm where no station is without mains, and storm mode is turned on and off', async () => {
  await page.goto(`${served.url}#/storm`)
  await page.getByText('No station is without mains.').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Turn storm mode on' }).click()
  await page.getByText(/^Storm mode: \d+ stations are without mains/).waitFor()
  await page.getByText('No commune has a station without mains or dark.').waitFor()
  await page.getByRole('button', { name: 'Turn storm mode off' }).click()
  await page.getByText(/^Storm mode: /).waitFor({ state: 'detached' })
})

it('a genset gets on the list; what the form refuses stands at its field', async () => {
  await page.goto(`${served.url}#/storm/resources`)
  await page.getByRole('button', { name: 'Add genset or battery' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a genset or a set of batteries' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByLabel('Name').fill('GEN-99')
  await dialog.getByLabel('Consumption').fill('a lot')
  await dialog.getByRole('button', { name: 'Save' }).click()
  expect(await dialog.getByLabel('Consumption').getAttribute('aria-invalid')).toBe('true')
  await dialog.getByLabel('Consumption').fill('2.5')
  await dialog.getByLabel('Tank').fill('20')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('GEN-99 is saved.').waitFor()
  await page.getByRole('row').filter({ hasText: 'GEN-99' }).waitFor()
})

it('its record opens beside the list', async () => {
  await page.getByRole('row').filter({ hasText: 'GEN-99' }).click()
  const panel = page.getByRole('complementary', { name: 'Genset or battery' })
  await panel.getByText(/2\.5.l\/h/).waitFor()
  expect(await axeFaults(page)).toEqual([])
})

it('a cable that was cut is entered for the bulletin of the hour and comes into its text', async () => {
  await page.goto(`${served.url}#/storm/bulletin`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add to the bulletin' })
  await dialog.getByLabel('Kind').selectOption('cableCut')
  await dialog.getByLabel('Commune').selectOption({ index: 1 })
  await dialog.getByLabel('Place').fill('QL279 km 37')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('QL279 km 37').first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(guarded.faults).toEqual([])
})
