/** Notifications in the browser: a webhook is made, tried, and stands in the log; a team and a rule are refused and mended; who would be told; on a screen and on a phone. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, guardedPage, type GuardedPage, launchChromium } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

let browser: Browser
let served: Served
let guarded: GuardedPage
let page: Page
const keys: string[] = []
let status = 200
const receiver = createServer((request, response) => {
  request.resume().on('end', () => {
    keys.push(String(request.headers['idempotency-key']))
    response.writeHead(status).end('hello')
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  ;[browser, served] = await Promise.all([launchChromium(), serve(['--demo', '5'])])
  guarded = await guardedPage(browser, { locale: 'en-US' })
  page = guarded.page
  await page.goto(served.link)
  await page.getByText('DEMO DATA').waitFor({ timeout: 60_000 })
  await page.goto(`${served.url}#/alarms/notifications`)
})
afterAll(async () => {
  await browser?.close()
  await served?.clean()
  receiver.close()
})

it('a fresh console tells its screens of what is major or worse', async () => {
  await page.getByRole('heading', { name: 'On the screens that are open' }).waitFor()
  await page.getByText('Major and worse').first().waitFor()
  await page.getByRole('list', { name: 'Who would be told?' }).getByText('Shown on screens').waitFor()
  expect(await axeFaults(page)).toEqual([])
})

it('a webhook is made, tried, and its answer is in words', async () => {
  await page.getByRole('button', { name: 'Channels', exact: true }).click()
  await page.getByRole('button', { name: 'Add a channel' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a channel' })
  await dialog.getByLabel('Kind').selectOption('webhook')
  await dialog.getByLabel('Name').fill('Branch hook')
  await dialog.getByLabel('Address').fill('ftp://example')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText(/Begins with http/).waitFor()
  await dialog.getByLabel('Address').fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`)
  await dialog.getByLabel('Signing key').fill('a key of ours')
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Branch hook' }) })
  await card.getByRole('button', { name: 'Send a trial' }).click()
  const trial = page.getByRole('dialog', { name: /A trial through Branch hook/ })
  await trial.getByRole('button', { name: 'Send a trial' }).click()
  await trial
    .getByRole('status')
    .getByText(/Taken: 200 hello/)
    .waitFor({ timeout: 30_000 })
  expect(keys).toHaveLength(1)
  status = 404
  await trial.getByRole('button', { name: 'Send a trial' }).click()
  await trial
    .getByRole('status')
    .getByText(/There is nothing at this address/)
    .waitFor({ timeout: 30_000 })
  await trial.getByRole('button', { name: 'Close' }).last().click()
  expect(await page.content()).not.toContain('a key of ours')
})

it('both tries stand in the delivery log, with their answers', async () => {
  await page.getByRole('button', { name: 'Delivery log' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Branch hook' }).filter({ hasText: 'Failed' })
  await row.waitFor({ timeout: 20_000 })
  await row.click()
  const panel = page.getByRole('complementary', { name: 'One message' })
  await panel.getByText(/There is nothing at this address/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('group', { name: 'State' }).getByRole('button', { name: 'Sent', exact: true }).click()
  await page.mouse.move(5, 5)
  await row.waitFor({ state: 'detached' })
  await page.getByRole('row').filter({ hasText: 'Branch hook' }).filter({ hasText: 'Trial' }).waitFor()
})

it('a rule that would reach nobody is refused where it is wrong', async () => {
  await page.getByRole('button', { name: 'Rules', exact: true }).click()
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a rule' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Mend the marked fields and save again.').waitFor()
  await dialog.getByLabel('Name').fill('Hook at night')
  await dialog.getByLabel('Branch hook').check()
  await dialog.getByLabel('Shown on screens').uncheck()
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Hook at night' }).waitFor()
  await page.getByRole('list', { name: 'Who would be told?' }).getByText('Branch hook').waitFor()
})

it('on a phone everything is in reach, and nothing was logged as wrong', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('heading', { name: 'Hook at night' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  expect(await axeFaults(page)).toEqual([])
  expect(guarded.faults).toEqual([])
})
