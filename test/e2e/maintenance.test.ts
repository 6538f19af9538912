/** Maintenance windows in the browser: proposed in the form with its preview, approved in the panel, seen in the calendar, on a screen and on a phone. */
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
  guarded = await guardedPage(browser, { locale: 'en-US' })
  page = guarded.page
  await page.goto(served.link)
  await page.getByText('DEMO DATA').waitFor({ timeout: 60_000 })
  await page.goto(`${served.url}#/alarms/maintenance`)
})
afterAll(async () => {
  await browser?.close()
  await served?.clean()
})

it('is proposed with what it would be in sight, and refused at the field', async () => {
  await page.getByRole('button', { name: 'Propose a window' }).click()
  const dialog = page.getByRole('dialog', { name: 'Propose a maintenance window' })
  await dialog.getByRole('button', { name: 'Send for approval' }).click()
  await dialog.getByLabel('Work').fill('Thay ắc quy')
  await dialog.getByRole('button', { name: 'Send for approval' }).click()
  await dialog.getByText('Choose at least one station').waitFor()
  await dialog.getByRole('combobox', { name: 'Where' }).fill('TQG0001')
  await dialog.getByRole('option').first().click()
  await dialog.getByRole('button', { name: 'Daily' }).click()
  await dialog.getByLabel('Lasts').fill('25')
  await dialog.getByText('Each time lasts longer than the way to the next').first().waitFor()
  await dialog.getByLabel('Lasts').fill('1.5')
  const preview = dialog.getByRole('region', { name: 'Coming up' })
  await preview.getByText('01:00 – 02:30').nth(4).waitFor()
  await preview.getByText('Stations: 1').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Send for approval' }).click()
  await dialog.waitFor({ state: 'detached' })
})

it('is approved with a word, and stands in the calendar', async () => {
  const panel = page.getByRole('complementary', { name: 'Maintenance window' })
  await panel.getByText('Waits for approval').first().waitFor()
  await panel.getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Remark').fill('Agreed')
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await panel.getByText('Agreed').waitFor()
  await panel.getByRole('button', { name: 'Leave this one out' }).first().click()
  await panel.getByRole('button', { name: 'Take back' }).waitFor()
  await panel.getByRole('button', { name: 'Close' }).click()
  const calendar = page.getByRole('region', { name: 'Maintenance calendar' })
  await page.getByRole('button', { name: 'Next month' }).click()
  await calendar
    .getByRole('button', { name: /Thay ắc quy, .*Approved/ })
    .nth(27)
    .waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Week', exact: true }).click()
  await calendar
    .getByRole('button', { name: /Thay ắc quy/ })
    .nth(6)
    .waitFor()
})

it('fits a phone in the dark as a list of days', async () => {
  const phone = await guardedPage(browser, { width: 390, height: 844, phone: true, colorScheme: 'dark', locale: 'vi-VN' })
  await phone.context.addCookies(await page.context().cookies())
  await phone.page.goto(`${served.url}#/alarms/maintenance`)
  await phone.page
    .getByRole('button', { name: /01:00 – 02:30.*Thay ắc quy/ })
    .first()
    .click()
  await phone.page.getByRole('complementary', { name: 'Cửa sổ bảo trì' }).getByText('Agreed').waitFor()
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await axeFaults(phone.page)).toEqual([])
  expect([...phone.faults, ...guarded.faults]).toEqual([])
})
