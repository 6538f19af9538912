/** The screens of Devices on the built product in a real Chromium: list, one device, recording, profiles, poller health. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults, guardedPage, type GuardedPage, launchChromium } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

let browser: Browser
let served: Served
let guarded: GuardedPage
let page: Page
/** Address of the device that the tests look at. */
let device = ''

const open = async (hash: string) => {
  await page.goto(`${served.url}#${hash}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launchChromium(), serve(['--demo', '60'])])
  guarded = await guardedPage(browser, { locale: 'en-US' })
  page = guarded.page
  await page.goto(served.link)
  await page.getByText('DEMO DATA').waitFor({ timeout: 60_000 })
})

afterAll(async () => {
  await browser?.close()
  await served?.clean()
})

describe('devices', () => {
  it('have a place in the rail, and old addresses lead there', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Devices' }).click()
    await page.waitForURL(/#\/devices\/list/)
    await open('/settings/devices?q=huawei')
    await page.waitForURL(/#\/devices\/list\?q=huawei/)
    expect(await page.getByRole('searchbox').inputValue()).toBe('huawei')
    await page.getByRole('searchbox').fill('')
  })

  it('are listed with how their last poll ended, found without accents, and narrowed by chips', async () => {
    await page.getByRole('row').filter({ hasText: 'Answers' }).first().waitFor({ timeout: 30_000 })
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('searchbox').fill('giam sat moi truong')
    await page.getByRole('row').filter({ hasText: 'Giám sát môi trường' }).first().waitFor()
    await page.getByRole('button', { name: /^Not answering/ }).click()
    await page.waitForURL(/is=failing/)
    await page.getByRole('button', { name: /^Not answering/ }).click()
    const row = page.getByRole('row').filter({ hasText: 'Answers' }).first()
    await row.click()
    const panel = page.getByRole('complementary', { name: 'Device summary' })
    await panel.getByText('The device answered in full.').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await panel.getByRole('link', { name: 'Open the device' }).click()
    await page.waitForURL(/#\/devices\/\d+/)
    device = new URL(page.url()).hash.replace('#', '')
  })

  it('show their readings, and the objects behind them on demand', async () => {
    await page.getByRole('heading', { name: 'Current readings' }).waitFor()
    const readings = page.getByRole('region', { name: 'Current readings' })
    await readings.getByText('Time since restart').waitFor()
    expect(await readings.innerText()).not.toContain('1.3.6.1')
    await readings.getByText('Show OIDs').click()
    await readings.getByText('1.3.6.1.2.1.1.3.0').waitFor()
    await page.getByText('What the agent can take').waitFor()
    await page.getByRole('region', { name: 'Response time' }).getByText('Response time').first().waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  it('are read at once by a button, and recorded as a file without secrets', async () => {
    await page.getByRole('button', { name: 'Test now' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/^\d+ readings/).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    const recordings = page.getByRole('region', { name: 'Recordings' })
    await recordings.getByRole('button', { name: 'Record a walk' }).click()
    await page.getByLabel('These subtrees only').fill('1.3.6.1.2.1.1 no-oid')
    await page.getByRole('button', { name: 'Start recording' }).click()
    await page.getByRole('dialog').locator('[aria-invalid="true"]').waitFor()
    await page.getByLabel('These subtrees only').fill('1.3.6.1.2.1.1')
    await page.getByRole('button', { name: 'Start recording' }).click()
    await recordings.getByText('Whole').waitFor({ timeout: 20_000 })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      recordings.getByRole('button', { name: /^Save the file/ }).click(),
    ])
    const text = await readFile(await download.path(), 'utf8')
    expect(text).toMatch(/^#branchwatch-recording/)
    expect(text).toContain('1.3.6.1.2.1.1.3.0|')
    // The demo's community, by which the device was asked.
    expect(text).not.toMatch(/\bdemo\b/)
  })

  it('are read by profiles that say whether they were verified', async () => {
    await page.getByRole('link', { name: 'See the profile' }).click()
    await page.waitForURL(/#\/devices\/profiles\?profile=/)
    const panel = page.getByRole('complementary', { name: 'Details of the profile' })
    await panel.getByText('How a device is recognised').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await panel.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: /^Unverified/ }).click()
    await page.getByRole('row').filter({ hasText: 'unverified' }).first().waitFor()
    await page.getByRole('button', { name: 'Read profiles again' }).click()
    await page.getByText(/^Read again: \d+ profiles\./).waitFor()
  })

  it('are polled by a console that says whether it keeps up', async () => {
    await page.getByRole('link', { name: 'Poller health' }).click()
    await page.getByText('Keeping up').or(page.getByText('The first cycle is under way')).first().waitFor()
    for (const figure of ['Last cycle', 'In flight', 'Timeouts', 'Missed slots', 'Dropped', 'Loop delay']) {
      await page.getByText(figure, { exact: true }).first().waitFor()
    }
    await page.getByRole('rowheader', { name: /From an address that was not asked/ }).waitFor()
    await page.getByRole('region', { name: 'Slowest to answer' }).getByRole('link').first().waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  it('are found from the palette', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('tu nguon')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/devices\/\d+/)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Tủ nguồn')
  })

  it('fit a phone, in Vietnamese and in the dark', async () => {
    const phone = await guardedPage(browser, { locale: 'vi-VN', colorScheme: 'dark', width: 390, height: 844, phone: true })
    const again = await serve([], { folder: served.folder }).catch((error: unknown) => error)
    expect(again).not.toBeInstanceOf(Error)
    await phone.page.goto((again as Served).link)
    for (const hash of ['/devices/profiles', '/devices/poller', device]) {
      await phone.page.goto(`${served.url}#${hash}`)
      await phone.page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      expect(await axeFaults(phone.page)).toEqual([])
    }
    expect(phone.faults).toEqual([])
    await phone.context.close()
  })

  it('never put an error on the console or broke its content policy', () => {
    expect(guarded.faults).toEqual([])
  })
})
