/** The alarms console on a stormy evening: a real console whose province loses mains, alarms arriving over live changes, and what a person waits for meanwhile. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { guardedPage, launchChromium } from '../support/browser.ts'
import { temporaryFolder } from '../support/serve.ts'
import { median, printTable, quantile } from './_table.ts'

const root = resolve(import.meta.dirname, '../..')
const STATIONS = Number(process.env['BENCH_STATIONS'] ?? 3000)
/** A first round of polls, before the storm. */
const QUIET_MS = Number(process.env['BENCH_QUIET_S'] ?? 90) * 1000
/** From the first failing feeder to the last alarm that has settled. */
const BURST_MS = Number(process.env['BENCH_BURST_S'] ?? 480) * 1000
const SCENARIO = '900 stations lose mains'
const WORDS = ['na hang', 'tqg01', 'mains', 'xyz']
/** What a person does is timed apart: a long task so soon after it is its own. */
const ACT_MS = 700

export async function run(): Promise<void> {
  const folder = await temporaryFolder('bench-alarms')
  const child = spawn(
    process.execPath,
    ['main/hosts/cli/branchwatch.mjs', 'serve', '--json', '--port', '0', '--data', folder, '--demo', `${STATIONS}`],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const browser = await launchChromium()
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const { link } = JSON.parse(line.toString()) as { link: string }
    const { page, faults } = await guardedPage(browser)
    await page.addInitScript(watch)
    await page.goto(link)
    await page.getByText(/of [\d,]+ stations/).waitFor({ timeout: 120_000 })
    await sleep(QUIET_MS)
    await play(page)
    const began = await page.evaluate(() => performance.now())
    const timed = { open: [] as number[], filter: [] as number[], acknowledge: [] as number[] }
    const end = performance.now() + BURST_MS
    while (performance.now() < end) {
      timed.open.push(await openList(page))
      timed.filter.push(...(await typeWords(page)))
      const took = await acknowledgeFirst(page)
      if (took !== null) timed.acknowledge.push(took)
      // The rest of the time the list only lives.
      await sleep(6000)
    }
    await report(page, timed, began)
    if (faults.length > 0) process.stderr.write(`${faults.join('\n')}\n`)
  } finally {
    await browser.close()
    child.kill('SIGTERM')
    await once(child, 'exit')
    await rm(folder, { recursive: true, force: true })
  }
}

type Watched = { tasks: { at: number; ms: number }[]; acts: number[]; times: number[] }
type Watching = typeof globalThis & { watched: Watched }

/** In the page: collects long tasks, and the moments at which a person did something. */
function watch(): void {
  const watched: Watched = { tasks: [], acts: [], times: [] }
  Object.assign(globalThis, { watched })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) watched.tasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  const began = (event: Event) => watched.acts.push(event.timeStamp)
  document.addEventListener('keydown', began, true)
  document.addEventListener('click', began, true)
}

async function play(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Scenarios' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: `Play: ${SCENARIO}` }).click()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}

/** From the click on the tab to the frame that shows rows. */
async function openList(page: Page): Promise<number> {
  await page.evaluate(() => void (location.hash = '#/stations'))
  await page.getByRole('searchbox', { name: 'Find code, name, commune' }).waitFor()
  await sleep(500)
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const began = performance.now()
        const link = document.querySelector<HTMLElement>('nav a[href="#/alarms"]')
        link?.click()
        const look = () => {
          const rows = location.hash.startsWith('#/alarms/list') && document.querySelector('[data-table] [data-key]')
          if (rows) requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)))
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
}

/** Letter by letter, each from the key event to the second frame after it: the list that it asks for has been painted. */
async function typeWords(page: Page): Promise<number[]> {
  await page.evaluate(() => void (location.hash = '#/alarms/list?view=all'))
  const box = page.getByRole('searchbox', { name: 'Find alarms' })
  await box.waitFor()
  await page.evaluate(() => {
    const { watched } = globalThis as Watching
    watched.times = []
    document.querySelector('input[type=search]')?.addEventListener('keydown', (event) => {
      const began = event.timeStamp
      requestAnimationFrame(() => requestAnimationFrame(() => watched.times.push(performance.now() - began)))
    })
  })
  for (const word of WORDS) {
    await box.fill('')
    await sleep(200)
    for (const letter of word) {
      await box.press(letter === ' ' ? 'Space' : letter)
      await sleep(120)
    }
  }
  await box.fill('')
  await sleep(300)
  return page.evaluate(() => (globalThis as Watching).watched.times)
}

/** Shift-A on the first unacknowledged alarm: from the key to the frame in which its row says so. Null while there is none. */
async function acknowledgeFirst(page: Page): Promise<number | null> {
  await page.evaluate(() => void (location.hash = '#/alarms/list?view=all&state=unacknowledged,acknowledged'))
  const row = page.locator('[data-table] [data-key]').filter({ hasText: 'Unacknowledged' }).first()
  try {
    await row.waitFor({ timeout: 10_000 })
  } catch {
    return null
  }
  await row.click()
  await page.locator('[data-table]').focus()
  await page.evaluate(() => {
    const { watched } = globalThis as Watching
    watched.times = []
    const id = document.querySelector('[data-table]')?.getAttribute('aria-activedescendant') ?? ''
    document.querySelector('[data-table]')?.addEventListener(
      'keydown',
      (event) => {
        const began = event.timeStamp
        const look = () => {
          if (document.getElementById(id)?.textContent.includes('Unacknowledged')) return void requestAnimationFrame(look)
          requestAnimationFrame(() => requestAnimationFrame(() => watched.times.push(performance.now() - began)))
        }
        look()
      },
      { once: true },
    )
  })
  await page.keyboard.press('Shift+A')
  await page.waitForFunction(() => (globalThis as Watching).watched.times.length > 0, undefined, { timeout: 60_000 })
  const [took] = await page.evaluate(() => (globalThis as Watching).watched.times)
  await page.keyboard.press('Escape')
  return took ?? null
}

async function report(page: Page, timed: Record<'open' | 'filter' | 'acknowledge', number[]>, began: number): Promise<void> {
  const { tasks, acts } = await page.evaluate(() => (globalThis as Watching).watched)
  const burst = tasks.filter((task) => task.at >= began)
  const idle = burst.filter((task) => !acts.some((at) => task.at + task.ms >= at && task.at <= at + ACT_MS))
  await page.evaluate(() => void (location.hash = '#/alarms/list?view=all&group=none'))
  const alarms = await page
    .getByText(/^Alarms: [\d ]+/)
    .first()
    .textContent()
  await page.evaluate(() => void (location.hash = '#/alarms/incidents'))
  const incidents = await page
    .getByText(/^Incidents: [\d ]+/)
    .first()
    .textContent()
  const three = (samples: readonly number[]) =>
    samples.length === 0 ? 'none' : [median(samples), quantile(samples, 0.95), Math.max(...samples)].map((ms) => ms.toFixed(0)).join(' / ')
  const worst = (some: readonly { ms: number }[]) =>
    `${some.length}, ${some.filter(({ ms }) => ms > 100).length}, ${Math.max(0, ...some.map(({ ms }) => ms)).toFixed(0)} ms`
  printTable(
    ['what', 'value'],
    [
      ['stations; alarms and incidents at the end', `${STATIONS}; ${alarms ?? ''}; ${incidents ?? ''}`],
      [`list opened → painted, median / p95 / worst of ${timed.open.length}, ms`, three(timed.open)],
      [`filter keystroke → painted, median / p95 / worst of ${timed.filter.length}, ms`, three(timed.filter)],
      [`acknowledged → painted, median / p95 / worst of ${timed.acknowledge.length}, ms`, three(timed.acknowledge)],
      [`long tasks while the list only lives: all, over 100 ms, worst`, worst(idle)],
      ['long tasks in the whole burst: all, over 100 ms, worst', worst(burst)],
    ],
  )
}
