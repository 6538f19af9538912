/** Traps in the browser: from Debian's snmptrap to the live log, the panel, the settings and the MIB dialog, on a screen and on a phone. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, guardedPage, type GuardedPage, launchChromium } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

let browser: Browser
let served: Served
let guarded: GuardedPage
let page: Page
let port = ''
let folder = ''

function trap(...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('snmptrap', ['-v', '2c', '-c', 'public', `127.0.0.1:${port}`, '', ...args], (error) => (error ? reject(error) : resolve()))
  })
}

beforeAll(async () => {
  ;[browser, served, folder] = await Promise.all([launchChromium(), serve(['--demo', '5']), mkdtemp(join(tmpdir(), 'branchwatch-mibs-'))])
  guarded = await guardedPage(browser, { locale: 'en-US' })
  page = guarded.page
  await page.goto(served.link)
  await page.getByText('DEMO DATA').waitFor({ timeout: 60_000 })
  await page.goto(`${served.url}#/devices/traps`)
})
afterAll(async () => {
  await browser?.close()
  await served?.clean()
  if (folder) await rm(folder, { recursive: true, force: true })
})

it('the port is set on the screen and taken at once', async () => {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Trap settings' })
  await dialog.getByLabel('UDP port').fill('99999')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText(/65535/).waitFor()
  await dialog.getByLabel('UDP port').fill('0')
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(/Listening on port (?!1162)\d+/).waitFor()
  // A list under the pointer keeps its rows where they are.
  await page.mouse.move(5, 5)
  port = /port (\d+)/.exec(await page.getByText(/Listening on port \d+/).innerText())?.[1] ?? ''
})

it('a trap appears without a reload, with its value in words, and its panel tells everything', async () => {
  await trap('1.3.6.1.6.3.1.1.5.3', '1.3.6.1.2.1.2.2.1.8.3', 'i', '2', '1.3.6.1.4.1.99999.1', 's', '<img src=x onerror=alert(1)>')
  const row = page.getByRole('row').filter({ hasText: 'linkDown' })
  await row.waitFor()
  expect(await row.innerText()).toContain('ifOperStatus.3 = down (2)')
  await row.click()
  const panel = page.getByRole('complementary', { name: 'Trap details' })
  await panel.getByText('<img src=x onerror=alert(1)>').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.mouse.move(5, 5)
})

it('MIB files give names, and what is broken is told by file and line', async () => {
  await writeFile(
    join(folder, 'good.mib'),
    'GOOD DEFINITIONS ::= BEGIN IMPORTS enterprises FROM SNMPv2-SMI; siteFire OBJECT IDENTIFIER ::= { enterprises 99999 0 7 } END',
  )
  await writeFile(join(folder, 'broken.mib'), 'BROKEN DEFINITIONS ::= BEGIN\nIMPORTS enterprises FROM NOWHERE\n')
  await trap('1.3.6.1.4.1.99999.0.7')
  await page.getByRole('row').filter({ hasText: '1.3.6.1.4.1.99999.0.7' }).waitFor()
  await page.getByRole('button', { name: 'MIBs', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Loaded MIBs' })
  await dialog.getByLabel('Choose files').setInputFiles([join(folder, 'good.mib'), join(folder, 'broken.mib')])
  await dialog.getByText('GOOD (1 names)').waitFor()
  await dialog.getByText(/The IMPORTS of BROKEN lack their semicolon/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.mouse.move(5, 5)
  // What came before has its name now.
  await page.getByRole('row').filter({ hasText: 'siteFire' }).waitFor()
})

it('filters stay in the address and search without accents; leaving for another screen leaves', async () => {
  await page.getByRole('button', { name: 'Stranger' }).click()
  await page.getByRole('searchbox').fill('sitefire')
  await page.waitForURL(/verdict=stranger.*q=sitefire|q=sitefire.*verdict=stranger/)
  await page.getByRole('row').filter({ hasText: 'linkDown' }).waitFor({ state: 'detached' })
  await page.getByRole('row').filter({ hasText: 'siteFire' }).waitFor()
  await page
    .getByRole('link', { name: /^Alarms/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'Alarms', level: 1 }).waitFor()
  expect(new URL(page.url()).hash).toMatch(/^#\/alarms/)
})

it('fits a phone in the dark', async () => {
  const phone = await guardedPage(browser, { width: 390, height: 844, phone: true, colorScheme: 'dark', locale: 'vi-VN' })
  await phone.context.addCookies(await page.context().cookies())
  await phone.page.goto(`${served.url}#/devices/traps`)
  await phone.page.getByText('siteFire').first().waitFor()
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await axeFaults(phone.page)).toEqual([])
  expect([...phone.faults, ...guarded.faults]).toEqual([])
})
