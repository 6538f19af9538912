/** Alarm rules and registers in the browser: a threshold tried on history and changed, another one for a group, and the groups, feeders and hamlets that they are made of. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, guardedPage, type GuardedPage, launchChromium } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

let browser: Browser
let served: Served
let guarded: GuardedPage
let page: Page
const TITLE = 'Room temperature high'

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launchChromium(), serve(['--demo', '5'])])
  guarded = await guardedPage(browser, { locale: 'en-US' })
  page = guarded.page
  await page.goto(served.link)
  await page.getByText('DEMO DATA').waitFor({ timeout: 60_000 })
})
afterAll(async () => {
  await browser?.close()
  await served?.clean()
})

it('feeders and hamlets are on record, and a group of stations is made', async () => {
  await page.goto(`${served.url}#/settings/feeders`)
  await page.getByText(/^Feeders: \d+$/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.goto(`${served.url}#/settings/hamlets`)
  await page.getByText(/^Hamlets: \d+$/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.goto(`${served.url}#/settings/groups`)
  await page.getByRole('button', { name: 'Add group' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add group' })
  await dialog.getByLabel('Name').fill('Hot rooms')
  await dialog.getByLabel('Add a whole commune').selectOption({ index: 1 })
  await dialog
    .getByRole('button', { name: /^Take .+ off$/ })
    .first()
    .waitFor()
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('row').filter({ hasText: 'Hot rooms' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
})

it('a threshold is tried on history before it is saved, and the rule is marked as changed', async () => {
  await page.goto(`${served.url}#/alarms/rules`)
  await page.getByLabel('Find a rule').fill('room temperature')
  const row = page.getByRole('row').filter({ hasText: TITLE })
  await row.click()
  const panel = page.getByRole('complementary', { name: 'Rule details' })
  await panel.getByRole('heading', { name: TITLE }).waitFor()
  await page
    .getByRole('button', { name: /^Changed/ })
    .getByText('0')
    .waitFor()
  expect(await axeFaults(page)).toEqual([])
  await panel.getByRole('button', { name: 'Edit rule' }).click()
  const dialog = page.getByRole('dialog', { name: TITLE })
  await dialog.getByLabel('Raise at').fill('20')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('The clear value must be at or below the raise value.').waitFor()
  await dialog.getByLabel('Clear at').fill('1')
  await dialog.getByLabel('Raise at').fill('2')
  const preview = dialog.getByRole('region', { name: 'Try it on history' })
  await preview.getByRole('button', { name: 'Try the last 7 days' }).click()
  await preview.getByText(/^From .+: 0 → \d+ alarms, on 0 → \d+ stations\./).waitFor({ timeout: 30_000 })
  await preview.getByText(/^Series looked at: [1-9]/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await row.getByText('Changed', { exact: true }).waitFor()
  await panel
    .getByText(/above 2\.0.°C, clears at 1\.0.°C/)
    .first()
    .waitFor()
  await page
    .getByRole('button', { name: /^Changed/ })
    .getByText('1')
    .waitFor()
})

it('a group of stations keeps a rule of its own, and is not removed while it does', async () => {
  await page.getByRole('button', { name: 'Add override' }).click()
  const dialog = page.getByRole('dialog', { name: `Override: ${TITLE}` })
  await dialog.getByText('Choose a station or a group.').waitFor()
  await dialog.getByLabel('Applies to').selectOption('group')
  await dialog.getByLabel('Group of stations').selectOption({ index: 1 })
  await dialog.getByText('Nothing is changed yet.').waitFor()
  await dialog.getByLabel('Raise at').fill('50')
  await dialog.getByLabel('Clear at').fill('48')
  await dialog.getByLabel('Reason').fill('No air conditioning')
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const own = page.getByRole('complementary', { name: 'Rule details' }).getByRole('listitem').filter({ hasText: 'Hot rooms' })
  await own.filter({ hasText: '50.0 °C' }).filter({ hasText: 'No air conditioning' }).first().waitFor()
  await page.getByRole('row').filter({ hasText: TITLE }).getByText('Hot rooms').waitFor()
  await page.goto(`${served.url}#/settings/groups`)
  await page.getByRole('button', { name: 'Remove: Hot rooms' }).click()
  await page.getByText('Group Hot rooms has 1 overrides of alarm rules. Remove those overrides first.').waitFor()
  await page.getByRole('row').filter({ hasText: 'Hot rooms' }).waitFor()
})

it('on a phone everything is in reach, and nothing was logged as wrong', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  await page.getByText('Hot rooms', { exact: true }).first().waitFor()
  expect(await overflow()).toBeLessThanOrEqual(0)
  await page.goto(`${served.url}#/alarms/rules?only=overridden`)
  await page.getByText('Rules: 1', { exact: true }).waitFor()
  expect(await overflow()).toBeLessThanOrEqual(0)
  expect(await axeFaults(page)).toEqual([])
  expect(guarded.faults).toEqual([])
})
