/** The alarms console, incidents and the wall on the built product in a real Chromium: keyboard, views, two people at once, paper. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults, guardedPage, type GuardedPage, launchChromium } from '../support/browser.ts'
import { serve, type Served } from '../support/serve.ts'

let browser: Browser
let served: Served
let guarded: GuardedPage
let page: Page

const open = (hash: string) => page.evaluate((to) => void (location.hash = to), hash)
const rows = () => page.locator('[data-table] [data-key]')

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launchChromium(), serve(['--demo', '60'])])
  guarded = await guardedPage(browser, { locale: 'en-US' })
  page = guarded.page
  await page.goto(served.link)
  await page.getByText('DEMO DATA').waitFor({ timeout: 60_000 })
  // Polled as often as can be, so that alarms stand soon.
  await open('/settings/general')
  await page.getByLabel('Poll interval').fill('10')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByText(/saved/i).first().waitFor()
})

afterAll(async () => {
  await browser?.close()
  await served?.clean()
})

describe('the alarms console', () => {
  it('opens on what needs a person; old addresses lead there with what they ask', async () => {
    await open('/alarms?q=tqg')
    await page.waitForURL(/#\/alarms\/list\?q=tqg/)
    await page.getByRole('button', { name: /^Needs a person/, pressed: true }).waitFor()
    await page.getByRole('button', { name: /^All \d/ }).click()
    await page.waitForURL(/view=all/)
    await rows().first().waitFor({ timeout: 90_000 })
    expect(await axeFaults(page)).toEqual([])
  })

  it('is worked from the keyboard: a row opens, is acknowledged at once, and that is taken back', async () => {
    await open('/alarms/list?view=all&state=unacknowledged,acknowledged')
    const waiting = rows().filter({ hasText: 'Unacknowledged' }).first()
    await waiting.waitFor({ timeout: 90_000 })
    const row = rows().and(page.locator(`[data-key="${await waiting.getAttribute('data-key')}"]`))
    await row.click()
    await page.getByRole('complementary', { name: 'Alarm details' }).waitFor()
    await page.getByRole('treegrid').or(page.getByRole('grid')).first().focus()
    await page.keyboard.press('Shift+A')
    await row.getByText('Acknowledged', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await row.getByText('Unacknowledged', { exact: true }).waitFor()
    expect(await row.getByText('Acknowledged', { exact: true }).count()).toBe(0)
    await page.keyboard.press('Escape')
  })

  it('tells of an alarm that somebody else changed meanwhile, with its present state', async () => {
    const row = rows().filter({ hasText: 'Unacknowledged' }).first()
    const id = await row.getAttribute('data-key')
    const other = await guarded.context.newPage()
    await other.goto(`${served.url}#/alarms/list?view=all&alarm=${id}`)
    await page.bringToFront()
    await row.click()
    await page.getByRole('treegrid').or(page.getByRole('grid')).first().focus()
    await page.keyboard.press('s')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('waiting for the power company')
    // The dialog holds the version that was seen when it opened.
    await other.bringToFront()
    await other.getByRole('complementary').getByRole('button', { name: 'Assign to me' }).click()
    await other
      .getByText(/^Assigned to/)
      .first()
      .waitFor()
    await other.close()
    await page.bringToFront()
    await dialog.getByRole('button', { name: 'Shelve' }).click()
    await page.getByText('Just changed by somebody else').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: /^Do it all the same/ }).click()
    await page.getByText(/^Shelved:/).waitFor()
    await page.getByRole('button', { name: /^Shelved 1/ }).waitFor()
  })

  it('keeps a changed question as a view of its own', async () => {
    await page.getByRole('button', { name: /^Power/ }).click()
    await page.getByRole('button', { name: /^Major/ }).click()
    await page.getByRole('button', { name: /^Views/ }).click()
    await page.getByRole('menuitem', { name: 'Save as a new view' }).click()
    await page.getByLabel('Name of the view').fill('Night')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: /^Night/, pressed: true }).waitFor()
    expect(new URL(page.url()).hash).toMatch(/view=own-.*severity=major|severity=major.*view=own-/)
  })
})

describe('incidents', () => {
  it('come in order, open to their page, and print', async () => {
    await open('/alarms/incidents')
    await rows().first().waitFor({ timeout: 90_000 })
    expect(await axeFaults(page)).toEqual([])
    await rows().first().click()
    await page.getByRole('heading', { name: 'Root cause and what it took along' }).waitFor()
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.getByRole('button', { name: 'Leave it' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Summary' }).click()
    await page.getByLabel('Lessons').fill('call the power company first')
    await page.getByRole('button', { name: 'Save' }).click()
    const paper = await page.pdf({ format: 'A4' })
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-')
    await page.reload()
    await page.getByLabel('Lessons').waitFor()
    expect(await page.getByLabel('Lessons').inputValue()).toBe('call the power company first')
  })
})

describe('the wall', () => {
  it('stops, turns by hand and is left by the keyboard', async () => {
    await open('/wall')
    await page.getByText('The branch', { exact: true }).waitFor()
    await page.keyboard.press('Space')
    await page.getByText('Paused').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('ArrowLeft')
    await page.getByText('By commune', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('navigation').first().waitFor()
  })

  it('nothing complained', () => expect(guarded.faults).toEqual([]))
})
