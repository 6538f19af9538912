/** The browser console from the first start on, as its users go through it, on the built product in a real Chromium against real SNMP agents. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSnmpd, type Running } from '../integration/snmp-tools.ts'
import { axeFaults, guardedPage, type GuardedPage, launchChromium } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

let browser: Browser
let served: Served
let snmpd: Running
let guarded: GuardedPage
let page: Page
/** The station that the demo's first alarm belongs to. */
let troubled = ''
/** Its page. */
let pageOfStation = ''

const open = async (hash: string) => {
  await page.goto(`${served.url}#${hash}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}

beforeAll(async () => {
  ;[browser, served, snmpd] = await Promise.all([launchChromium(), serve(), startSnmpd([])])
  guarded = await guardedPage(browser, { locale: 'en-US' })
  page = guarded.page
})

afterAll(async () => {
  await browser?.close()
  await snmpd?.stop()
  await served?.clean()
})

describe('a first day with the console', () => {
  it('lets nobody in without the one-time link, and each link only once', async () => {
    const stranger = await guardedPage(browser)
    const response = await stranger.page.goto(served.url)
    expect(response?.status()).toBe(401)
    await page.goto(served.link)
    await page.getByRole('heading', { name: 'Welcome to Branchwatch' }).waitFor()
    await stranger.page.goto(served.link)
    expect(await stranger.page.getByRole('heading', { name: 'Welcome to Branchwatch' }).count()).toBe(0)
    await stranger.context.close()
  })

  it('opens the demo branch from the first question', async () => {
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('radio', { name: /^300\b/ }).check()
    await page.getByRole('button', { name: 'Open the demo branch' }).click()
    await page.getByText(/of 29\d stations/).waitFor({ timeout: 60_000 })
    await page.getByText('DEMO DATA').waitFor()
  })

  it('shows what needs a person within the first minutes, without a reload', async () => {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /Alarms/ })
      .click()
    const row = page
      .getByRole('row')
      .filter({ hasText: /TQG\d{4}-\d\d/ })
      .first()
    await row.waitFor({ timeout: 110_000 })
    troubled = /TQG\d{4}-\d\d/.exec(await row.innerText())?.[0] ?? ''
    expect(troubled).not.toBe('')
    expect(await axeFaults(page)).toEqual([])
  })

  it('acknowledges an alarm with a comment, from the keyboard', async () => {
    await open('/alarms/list?view=all')
    const first = page.locator('main [role=row][data-key]').filter({ hasText: 'Unacknowledged' }).first()
    await first.waitFor()
    const key = await first.getAttribute('data-key')
    troubled = /TQG\d{4}-\d\d/.exec(await first.innerText())?.[0] ?? ''
    await first.click()
    await page.getByRole('grid').focus()
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog', { name: 'Acknowledge alarms: 1' })
    await dialog.getByRole('textbox').fill('đã gọi đội ứng cứu')
    await dialog.getByRole('button', { name: 'Acknowledge' }).click()
    const row = page.locator(`main [role=row][data-key="${key}"]`).filter({ hasNotText: 'Unacknowledged' })
    await row.waitFor()
    expect(await row.innerText()).toContain('Acknowledged')
  })

  it('finds a station without accents and opens its page', async () => {
    await open('/stations')
    const box = page.getByRole('searchbox', { name: 'Find code, name, commune' })
    await box.fill('zzz nowhere')
    await page.getByText('No station matches the filters.').waitFor()
    await box.fill(troubled.toLowerCase())
    await page.getByText('1 of 300 stations').waitFor()
    await page.waitForURL((url) => url.hash.includes(troubled.toLowerCase()))
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('row').filter({ hasText: troubled }).first().dblclick()
    if (!/#\/stations\/\d+/.test(page.url())) await page.getByRole('link', { name: /Open the station/ }).click()
    await page.getByText('Current readings').waitFor()
    expect(await page.getByRole('main').innerText()).toContain(troubled)
    expect(await axeFaults(page)).toEqual([])
  })

  it('zooms into the charts by hand and keys, a year and back, and saves what is seen', async () => {
    pageOfStation = page.url()
    const chart = page.locator('[data-chart]').first()
    await page.getByRole('button', { name: '1 h', exact: true }).click()
    await page.locator('[data-chart][data-painted-range="1h"]').first().waitFor()
    const plot = chart.getByRole('group', { name: /^Chart of/ })
    const box = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.move(box.x + box.width * 0.6, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.9, box.y + 70, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/from=\d{8}T\d{6}/)
    const zoomed = page.url()
    await chart.and(page.locator('[data-painted-range*="-"]')).waitFor()
    expect(await page.getByRole('slider').count()).toBe(3)
    await plot.focus()
    await page.keyboard.press('+')
    await page.waitForURL((url) => url.href !== zoomed)
    await page.keyboard.press('Backspace')
    await page.waitForURL(zoomed)
    expect(await axeFaults(page)).toEqual([])
    await page.goBack()
    await page.waitForURL((url) => !url.hash.includes('from='))
    await page.getByRole('button', { name: '1 y', exact: true }).click()
    await page.locator('[data-chart][data-painted-range="1y"]').first().waitFor()

    await page.getByRole('button', { name: 'Custom' }).click()
    const form = page.getByRole('dialog', { name: 'Choose a period' })
    await form.getByLabel('From').fill('2026-01-02T10:00')
    await form.getByLabel('To').fill('2026-01-02T09:00')
    await form.getByRole('button', { name: 'Show this period' }).click()
    await form.getByText('The end must be after the beginning.').waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: '1 h', exact: true }).click()
    await page.locator('[data-chart][data-painted-range="1h"]').first().waitFor()
    const save = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
      return readFile(await download.path())
    }
    const csv = (await save('Export CSV')).toString('utf8')
    expect(csv.startsWith('\uFEFFTime,')).toBe(true)
    expect(csv).toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00,[\d"-]/)
    expect((await save('Save picture (PNG)')).subarray(1, 4).toString()).toBe('PNG')
    await page.getByRole('button', { name: 'View as table' }).first().click()
    await page.getByRole('columnheader', { name: 'Time' }).first().waitFor()
    await page.goto(pageOfStation)
  })

  it('compares stations under an address that can be sent', async () => {
    await page.getByRole('button', { name: 'Compare with other stations' }).click()
    await page.getByRole('heading', { name: 'Compare stations' }).waitFor()
    const chosen = page.getByRole('list', { name: 'Stations chosen' })
    await chosen.getByRole('link', { name: troubled }).waitFor()
    await page.getByRole('combobox', { name: 'Add a station' }).fill('tqg0002')
    await page.getByRole('listbox', { name: 'Add a station' }).getByRole('option').first().click()
    await page.getByRole('combobox', { name: 'Metric' }).selectOption('dc.voltage')
    await chosen.getByRole('link', { name: /TQG0002/ }).waitFor()
    await page.reload()
    await chosen.getByRole('link', { name: /TQG0002/ }).waitFor()
    await page.locator('[data-chart="compare"][data-painted-range]').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'A small chart for each line' }).click()
    await page.waitForURL(/as=small/)
    await page.locator('[data-chart]').first().waitFor()
  })

  it('adds a credential that is never shown again, and a device of one’s own read over SNMP', async () => {
    const station = pageOfStation
    await open('/settings/credentials')
    await page.getByRole('button', { name: 'Add credential' }).first().click()
    const credential = page.getByRole('dialog')
    await credential.getByLabel('Name', { exact: false }).first().fill('E2E v2c')
    await credential
      .getByRole('textbox', { name: /Community/ })
      .or(credential.getByLabel(/^Community/))
      .first()
      .fill('public')
    await credential
      .getByRole('button', { name: /Add credential|Save|Add/ })
      .last()
      .click()
    await page.getByRole('row').filter({ hasText: 'E2E v2c' }).waitFor()
    expect(await page.getByRole('main').innerText()).not.toContain('public')

    await page.goto(station)
    await page.getByRole('button', { name: 'Add a device' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Name/).fill('Máy chủ thử')
    await dialog.getByLabel(/IP address/).fill('127.0.0.1')
    await dialog.getByLabel(/UDP port/).fill(String(snmpd.port))
    const credentials = dialog.getByLabel(/SNMP credential/)
    await credentials.selectOption(await credentials.getByRole('option', { name: /E2E v2c/ }).getAttribute('value'))
    await dialog.getByRole('button', { name: /^Test/ }).click()
    await dialog.getByText('branch-test').waitFor({ timeout: 30_000 })
    await dialog.getByRole('button', { name: /^(Save|Add)/ }).click()
    await page.getByText('Device Máy chủ thử added.').waitFor()
    await page.getByText('Máy chủ thử').first().waitFor()
  })

  it('records an inspection: drafts survive a reload, failed items become findings', async () => {
    await page.getByRole('button', { name: 'Start inspection' }).first().click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Start/ })
      .click()
    await page
      .getByRole('heading', { name: new RegExp(troubled) })
      .first()
      .waitFor()
    await page.waitForURL(/#\/inspections\/\d+/)
    await page.getByRole('group', { name: 'Result: Doors and locks tight and sound' }).getByRole('button', { name: 'Fail' }).click()
    await page.getByText(/^Saved \d/).waitFor()
    await page.reload()
    await page.getByText('1 failed').first().waitFor()
    const rest = page.getByRole('button', { name: 'The rest pass' })
    while ((await rest.count()) > 0) await rest.first().click()
    await page.getByRole('group', { name: 'Phase A voltage', exact: true }).getByRole('textbox').first().fill('221.5')
    // What was not measured on this visit is said to be not applicable.
    const unanswered = page.locator('[data-result="open"]')
    while ((await unanswered.count()) > 0) await unanswered.first().getByRole('button', { name: 'Not applicable' }).click()
    await page.getByText(/^Saved \d/).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Finish', exact: true }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Finish inspection' }).click()
    await page.getByText(/Findings opened: 1/).waitFor()
    await open('/inspections?tab=findings')
    await page.getByRole('row').filter({ hasText: troubled }).waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  it('exports the month’s uptime as CSV', async () => {
    await open('/reports')
    await page
      .getByText(/Adjusted/)
      .first()
      .waitFor()
    expect(await axeFaults(page)).toEqual([])
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /CSV/ }).first().click()])
    const text = await readFile(await download.path(), 'utf8')
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(text).toContain(troubled)
  })

  it('speaks Vietnamese, in the dark, on a phone', async () => {
    const phone = await guardedPage(browser, { locale: 'vi-VN', colorScheme: 'dark', width: 390, height: 844, phone: true })
    const again = await serve([], { folder: served.folder }).catch((error: unknown) => error)
    // A second start finds the first and answers with a fresh link of it.
    const link = again instanceof Error ? '' : (again as Served).link
    expect(link).toContain(new URL(served.url).host)
    await phone.page.goto(link)
    for (const hash of ['/alarms', '/stations', '/inspections']) {
      await phone.page.goto(`${served.url}#${hash}`)
      await phone.page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      expect(await axeFaults(phone.page)).toEqual([])
    }
    expect(phone.faults).toEqual([])
    await phone.context.close()
  })

  it('says at once when the program is gone, and the program ends cleanly', async () => {
    await open('/')
    expect(await served.stop()).toBe(0)
    await page.getByText(/No connection to the console/).waitFor()
  })

  it('never put an error on the console or broke its own content policy', () => {
    // The browser itself reports the refused connection of the last step, and the stranger's 401.
    expect(guarded.faults.filter((fault) => !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(fault))).toEqual([])
  })
})
