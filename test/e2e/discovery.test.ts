/** Discovery in a real Chromium against agents on loopback: estimate, scan, decide, add, undo, and a device that was replaced. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeNetwork, type FakeNetwork } from '../integration/snmp-fake-network.ts'
import { axeFaults, guardedPage, type GuardedPage, launchChromium } from '../support/browser.ts'
import { close, open } from '../support/console.ts'
import { serve, temporaryFolder, type Served } from '../support/serve.ts'

const RTN = '1.3.6.1.4.1.2011.2.25.1'
let browser: Browser
let network: FakeNetwork
let served: Served
let guarded: GuardedPage
let page: Page

/** With a folder in BRANCHWATCH_SHOTS the screens are kept as pictures, to be looked at. */
async function shot(name: string, of = page): Promise<void> {
  const folder = process.env['BRANCHWATCH_SHOTS']
  if (folder) await of.screenshot({ path: join(folder, `${name}.png`) })
}

beforeAll(async () => {
  const hosts = Array.from({ length: 24 }, (_, i) => `127.20.5.${i + 1}`)
  network = await fakeNetwork(hosts, {
    '127.20.5.1': { sysObjectID: RTN, sysName: 'TQG0327-12_RTN', sysDescr: 'OptiX RTN 950A', engineId: '80001f8804aa', uptime: 500_000 },
    '127.20.5.2': { sysObjectID: RTN, sysName: 'TQG0327-12_RTN-B', engineId: '80001f8804bb' },
    '127.20.5.3': { sysObjectID: RTN, sysName: 'TQG0001-11 <> tqg0327 12', engineId: '80001f8804bb' },
    '127.20.5.4': { sysObjectID: '1.3.6.1.4.1.12148.10', sysName: 'tqg0001-11 power', more: { '1.3.6.1.4.1.12148.10.2.7.0': 'SP2-0042' } },
    '127.20.5.5': { sysObjectID: '1.3.6.1.4.1.99999.7', sysName: 'sw-core', sysDescr: '<img src=x onerror=alert(1)>' },
    '127.20.5.9': { sysObjectID: '1.3.6.1.4.1.21796.4.9', sysName: 'hộp môi trường' },
  })
  // A branch with two stations and one device, whose box was exchanged while the console was closed.
  const folder = await temporaryFolder()
  const at = await open({ folder })
  await at.client.session.choose({ kind: 'branch', branchName: 'Tuyên Quang' })
  await at.client.settings.update({ ...(await at.client.settings.get()), timeoutMs: 300 })
  const { id: communeId } = await at.client.stations.addCommune({ provinceName: 'Tuyên Quang', name: 'Nà Hang' })
  const station = (code: string, name: string) => at.client.stations.create({ code, name, communeId })
  const one = await station('TQG0327-12', 'Bản Bung')
  await station('TQG0001-11', 'Trạm trung tâm')
  const { id: credentialId } = await at.client.devices.addCredential({ name: 'chung', secret: { version: '2c', community: 'public' } })
  const device = { stationId: one.id, name: 'Vi ba chính', kind: 'radio', host: '127.20.5.1', port: network.port, credentialId } as const
  const { id: deviceId } = await at.client.devices.create(device)
  await at.until('its first look', () => at.client.discovery.identity({ deviceId }))
  await close(at.console)
  network.put('127.20.5.1', { sysObjectID: RTN, sysName: 'TQG0327-12_RTN', sysDescr: 'OptiX RTN 950A', engineId: '80001f8804ff' })
  ;[browser, served] = await Promise.all([launchChromium(), serve([], { folder })])
  guarded = await guardedPage(browser, { locale: 'en-US' })
  guarded.page.setDefaultTimeout(12_000)
  page = guarded.page
  await page.goto(served.link)
  await page.goto(`${served.url}#/devices/discovery`)
})
afterAll(async () => {
  await browser?.close()
  network?.close()
  await served?.clean()
})

describe('discovery', () => {
  it('asks what became of a device whose box was exchanged', async () => {
    const question = page.getByRole('listitem').filter({ hasText: 'Vi ba chính' })
    await question.getByText('80001f8804ff').waitFor({ timeout: 30_000 })
    await page.getByText('No scan yet').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await shot('replaced-en-light')
    await question.getByRole('button', { name: 'It is a new box' }).click()
    await page.getByText('Vi ba chính is recorded as a new box').waitFor()
    await question.waitFor({ state: 'detached' })
  })

  it('says what a scan would cost, refuses 16 million addresses, and sends nothing before it is started', async () => {
    await page.getByRole('button', { name: 'Scan the network…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Scan the network' })
    const ranges = dialog.getByLabel('Address ranges')
    await ranges.fill('10.0.0.0/8')
    await dialog.getByText(/16.777.214 addresses are too many/).waitFor()
    expect(await dialog.getByRole('button', { name: 'Start scan' }).isDisabled()).toBe(true)
    await ranges.fill('127.20.0.0/19')
    await dialog.getByText(/8190 addresses, at most 16.380 packets/).waitFor()
    expect(await dialog.getByRole('button', { name: 'Start scan' }).isDisabled()).toBe(true)
    await ranges.fill('127.20.5.1-300')
    await dialog
      .getByText(/127\.20\.5\.1-300/)
      .last()
      .waitFor()
    await ranges.fill('127.20.5.1-24')
    await dialog.getByText('List, plan, ports, rate').click()
    await dialog.getByLabel('Ports').fill(String(network.port))
    await dialog
      .getByLabel('List of addresses (CSV)', { exact: true })
      .fill('address;station\n127.20.5.9;TQG0001-11\n127.20.5.20;TQG0001-11')
    await dialog.getByText(/23 addresses, at most 46 packets/).waitFor()
    await dialog.getByText('Devices already, left out: 1.').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await shot('form-en-light')
    await dialog.getByRole('button', { name: 'Start scan' }).click()
    await dialog.waitFor({ state: 'detached' })
    // Rows do not move under the pointer.
    await page.mouse.move(4, 4)
  })

  it('shows progress and proposals, and adds what is chosen with a way back', async () => {
    await page.getByText('Scan finished').waitFor({ timeout: 30_000 })
    await page.getByText('5 answered').waitFor()
    await page.getByText('4 identified').waitFor()
    const grid = page.getByRole('grid', { name: 'Scan results' })
    const row = (text: string) => grid.getByRole('row').filter({ hasText: `${text}:` })
    expect(await row('127.20.5.2').innerText()).toContain('Ready to add')
    expect(await row('127.20.5.3').innerText()).toMatch(/Needs a station[\s\S]*2 possible stations/)
    expect(await row('127.20.5.5').innerText()).toContain('Needs a station')
    expect(await row('127.20.5.20').innerText()).toContain('No answer')
    expect(await axeFaults(page)).toEqual([])
    await shot('results-en-light')

    await row('127.20.5.3').click()
    const panel = page.getByRole('complementary', { name: 'Result at one address' })
    await panel.getByText('Perhaps the same box.').waitFor()
    await panel.getByRole('button', { name: /TQG0001-11/ }).click()
    await shot('panel-en-light')
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await row('127.20.5.5').click()
    await panel.getByText('<img src=x onerror=alert(1)>').waitFor()
    await panel.getByRole('combobox', { name: 'Station' }).fill('ban bung')
    await page.keyboard.press('Enter')
    await panel.getByText('No profile recognises this device').waitFor()
    await page.keyboard.press('Escape')

    await grid.getByRole('checkbox', { name: 'Select all' }).check()
    await page.getByText('6 selected').first().waitFor()
    await shot('selected-en-light')
    await page.getByRole('button', { name: /Add 5 devices/ }).click()
    await page.getByText('5 devices added').waitFor()
    await row('127.20.5.2').filter({ hasText: 'Known' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('5 devices taken back').waitFor()
    await row('127.20.5.2').filter({ hasText: 'Ready to add' }).waitFor()
  })

  it('is usable on a phone, in Vietnamese, in the dark', async () => {
    const phone = await guardedPage(browser, { width: 390, height: 844, locale: 'vi-VN', colorScheme: 'dark', phone: true })
    await phone.context.addCookies(await guarded.context.cookies())
    await phone.page.goto(`${served.url}#/devices/discovery`)
    await phone.page.getByText('Đã dò xong').waitFor()
    await phone.page.getByText('TQG0327-12_RTN-B').waitFor()
    await shot('results-vi-dark-390', phone.page)
    expect(await axeFaults(phone.page)).toEqual([])
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await phone.page.getByText('TQG0327-12_RTN-B').click()
    await phone.page.getByText('Có thể cùng một máy.').waitFor()
    await shot('panel-vi-dark-390', phone.page)
    expect(await axeFaults(phone.page)).toEqual([])
    await phone.page.goto(`${served.url}#/devices/discovery?scan=1`)
    await phone.page.getByText('Ước tính').waitFor()
    await shot('form-vi-dark-390', phone.page)
    expect(await axeFaults(phone.page)).toEqual([])
    await phone.page.setViewportSize({ width: 1440, height: 900 })
    await phone.page.emulateMedia({ colorScheme: 'light' })
    await phone.page.goto(`${served.url}#/devices/discovery?at=4`)
    await phone.page.getByText('Đã dò xong').waitFor()
    await shot('results-vi-light', phone.page)
    await phone.page.emulateMedia({ colorScheme: 'dark' })
    expect(await axeFaults(phone.page)).toEqual([])
    await shot('results-vi-dark', phone.page)
    expect(phone.faults).toEqual([])
    await phone.context.close()
  })

  it('leaves no errors behind in the browser', () => {
    expect(guarded.faults).toEqual([])
  })
})
