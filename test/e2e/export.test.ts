/** Export and the door for Prometheus in the browser: from a station's menu to a file with its rows, on a screen and on a phone; /metrics opened, asked and shut. */
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, guardedPage, launchChromium } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

let browser: Browser
let served: Served
let page: Page

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launchChromium(), serve(['--demo', '4'])])
  page = (await guardedPage(browser, { locale: 'en-US' })).page
  await page.goto(served.link)
  await page.getByText('DEMO DATA').waitFor({ timeout: 60_000 })
})
afterAll(async () => {
  await browser?.close()
  await served?.clean()
})

it('a station’s menu leads to its samples, which become a file', async () => {
  await page.goto(`${served.url}#/stations/1`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Export samples' }).click()
  await page.getByRole('heading', { name: 'Export samples' }).waitFor()
  const code = await page.getByRole('list', { name: 'Chosen', exact: true }).innerText()
  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByRole('button', { name: 'Power', exact: true }).click()
  await page.getByText(/^About \d/).waitFor({ timeout: 30_000 })
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const download = page.getByRole('button', { name: /^Download: / })
  await download.waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()])
  expect(file.suggestedFilename()).toMatch(/^branchwatch-samples-[\d-]+-raw-[\d-]+\.csv$/)
  const rows: string[][] = parse(await readFile(await file.path()), { bom: true })
  expect(rows[0]?.slice(0, 4)).toEqual(['Time', 'Province', 'Commune', 'Station code'])
  expect(new Set(rows.slice(1).map((row) => row[3]))).toEqual(new Set([code.trim()]))
  expect(rows.length).toBeGreaterThan(5)
})

it('what cannot be asked for says why, and asks for nothing', async () => {
  await page.goto(`${served.url}#/export?from=2026-02-10&to=2026-02-01`)
  await page.getByText('The last day is before the first.').waitFor()
  expect(await page.getByRole('button', { name: 'Export', exact: true }).isDisabled()).toBe(true)
  await page.goto(`${served.url}#/export?from=2020-01-01&to=2020-01-02`)
  await page.getByText('There are no samples in this period.').waitFor()
})

it('the list fits a phone, and a file is removed from it', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  const remove = page.getByRole('button', { name: /^Remove: / })
  await remove.scrollIntoViewIfNeeded()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await axeFaults(page)).toEqual([])
  await remove.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByText('Nothing has been exported yet.').waitFor()
  await page.setViewportSize({ width: 1280, height: 800 })
})

it('/metrics is opened with a token that is shown once, answers to it, and is shut', async () => {
  const ask = (secret: string) => fetch(`${served.url}metrics`, { headers: { authorization: `Bearer ${secret}` } })
  await page.goto(`${served.url}#/settings/metrics`)
  await page.getByRole('button', { name: 'Open, and make a token' }).click()
  const dialog = page.getByRole('dialog')
  const secret = (await dialog.locator('code').innerText()).trim()
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  const answer = await ask(secret)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('branchwatch_devices ')
  await page.getByRole('button', { name: 'Shut' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Shut' }).click()
  await page.getByText('/metrics has been shut.').waitFor()
  expect((await ask(secret)).status).toBe(404)
  expect(await axeFaults(page)).toEqual([])
})
